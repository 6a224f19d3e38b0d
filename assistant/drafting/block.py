"""Block: what a draft is as a file: headings, prose, lists, tables and footnotes, in order. Values only, of no format.

`sheet` makes them of a draft; `export_docx`, `export_html` and `export_markdown` write them.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """How prose is set."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True)
class Ref:
    """The number of a footnote behind a text. `again`: it stands in the same paragraph before, where its note begins."""

    number: int
    again: bool = False


@dataclass(frozen=True)
class Line:
    """A sentence, list item or heading, with its footnotes and what must be confirmed about it."""

    text: str
    refs: tuple[Ref, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 to 5; the title is level 1."""

    level: int
    line: Line


@dataclass(frozen=True)
class Prose:
    """Sentences of one paragraph."""

    lines: tuple[Line, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Items:
    """A list of points."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table; footnotes and flags stand in its last cell."""

    cells: tuple[str, ...]
    refs: tuple[Ref, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table. `head`: its first row holds the headings. `widths`: shares of its columns."""

    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    head: bool = True


Block = Heading | Prose | Items | Table


@dataclass(frozen=True)
class Note:
    """A footnote: its source, the quote word for word, and what is to be known of both."""

    number: int
    source: str
    quote: str
    standing: str


@dataclass(frozen=True)
class Sheet:
    """A draft as a file. `running` stands on every page; `by` and `at` are those of the version."""

    title: Line
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    running: str
    by: str
    at: datetime
