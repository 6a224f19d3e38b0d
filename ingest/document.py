"""Document and Passage: what a reader returns, and what the index holds.

A Document is a sequence of Blocks in reading order; a Passage is a stretch of them under one heading path.
Texts are the document's own characters: only hard line wraps and page furniture are removed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingest.source import Edition, Source


class BlockKind(StrEnum):
    """What a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a list item; its mark is part of the text
    ROW = "row"  # a table row, cells joined by ` | ` unless the original has its own marks
    NOTE = "note"  # a footnote or caption


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item or table row.

    `level` is the depth of a heading (1 = title) or of a list item (1 = outermost), else 0.
    `locator` is what a reader of the published document finds: 「p. 12」, 「スライド41」, 「第四条第一項第三号」.
    `start`/`end` are character offsets in the raw text (-1 where the format has none, as in DOCX).
    """

    kind: BlockKind
    text: str
    level: int = 0
    locator: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Dropped:
    """Characters a reader left out, and why (「ページ番号」, 「目次」, 「空の表」)."""

    reason: str
    characters: int


@dataclass(frozen=True)
class Document:
    """A read document. `valid_from` is the day a statute version enters into force, else None.

    `valid_to` is the first day on which another wording applies, where the document itself says so (a digest of
    provisions); None when it does not say or while there is none.
    """

    source: Source
    edition: Edition
    blocks: tuple[Block, ...]
    sha256: str
    valid_from: date | None = None
    dropped: tuple[Dropped, ...] = ()
    valid_to: date | None = None


class Part(StrEnum):
    """Which part of a statute a passage stands in; supplementary provisions are not ranked with articles."""

    MAIN = "main"
    SUPPLEMENTARY = "supplementary"  # 附則


@dataclass(frozen=True)
class Mark:
    """A sentence of a passage, `[start, end)` in its text, that carries the status `status_id`."""

    start: int
    end: int
    status_id: str


@dataclass(frozen=True)
class Passage:
    """A stretch of a document that is retrieved, shown and quoted as one.

    `text` is what is quoted: quotes are exact substrings of it. `heading` is the path of headings above it.
    `visible_from`: no date before it may see the passage (publication, or entry into force of a statute's wording).
    `visible_to`: first day on which another wording of the statute applies; None while there is none.
    `start`/`end`: offsets in the raw text of the document, -1 where the format has none.
    `places`: offsets in `text` from which another locator holds, where the passage holds several provisions.
    `asks`: questions it answers, in the words of those who ask; searched, never quoted (`corpus/asks/`).
    """

    id: str
    source_id: str
    edition: Edition
    heading: tuple[str, ...]
    locator: str
    text: str
    visible_from: date
    visible_to: date | None = None
    part: Part = Part.MAIN
    order: int = 0
    marks: tuple[Mark, ...] = ()
    start: int = -1
    end: int = -1
    asks: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()

    def locator_at(self, offset: int) -> str:
        """The locator of what stands at an offset of `text`."""
        return next((locator for start, locator in reversed(self.places) if start <= offset), self.locator)

    def visible_on(self, day: date) -> bool:
        """Whether the passage may be used for an answer of that date."""
        return self.visible_from <= day and (self.visible_to is None or day < self.visible_to)
