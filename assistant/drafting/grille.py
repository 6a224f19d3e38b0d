"""Grille: rows of a draft, their cells joined by ` | `, as tables. Pure.

The first row of a determination holds its headings. A row cut from a document holds headings where it is the first of a
table there: rows of several tables, or without their headings, can follow one another.
"""

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from assistant.compose import show
from assistant.drafting.block import Line, Row, Table
from assistant.drafting.draft import Cited, Sentence
from ingest.fold import squeeze

_NARROWEST, _WIDEST = 12, 36  # columns of Latin signs that a cell is given at least, and at most


def table(pairs: Sequence[tuple[Sentence, Line]], cited: Mapping[str, Cited], *, determined: bool) -> Iterator[Table]:
    """The tables of a run of rows."""
    rows: list[Row] = []
    head = False
    for n, (sentence, line) in enumerate(pairs):
        begins = n == 0 if determined or not sentence.citations else _heads(sentence, cited)
        if begins and rows:
            yield _table(rows, head=head)
            rows = []
        head = begins if not rows else head
        rows.append(Row(_cells(line.text), line.refs, line.flags))
    yield _table(rows, head=head)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split("|"))


def _table(rows: Sequence[Row], *, head: bool) -> Table:
    """A table whose rows are all as long as the longest, its columns as wide as what they hold asks for."""
    count = max(len(row.cells) for row in rows)
    full = tuple(Row((*row.cells, *[""] * (count - len(row.cells))), row.refs, row.flags) for row in rows)
    widths = tuple(max(_width(row.cells[n]) for row in full) for n in range(count))
    return Table(full, tuple(min(max(one, _NARROWEST), _WIDEST) for one in widths), head and len(full) > 1)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _heads(sentence: Sentence, cited: Mapping[str, Cited]) -> bool:
    """Whether a row is the first of a table in the passage it was cut from."""
    texts = (cited[one].citation.passage for one in sentence.citations if one in cited)
    return any(squeeze(sentence.text) == squeeze(show(head)) for text in texts for head in _first_rows(text))


def _first_rows(passage: str) -> Iterator[str]:
    """The rows with more or fewer cells than the line before; one that a passage begins with may go on a cut table."""
    before: int | None = None
    for line in passage.splitlines():
        cells = line.count("|")
        if cells and before is not None and cells != before:
            yield line
        before = cells
