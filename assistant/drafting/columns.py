"""Columns: the cells of a typed table row that stand in another column than in the row it was made from. Pure."""

from collections.abc import Iterator, Sequence

from ingest.fold import squeeze
from ingest.sentences import sentences


def moved_cells(said: str, quotes: Sequence[str]) -> Iterator[str]:
    """What is wrong with the order of the cells of a row, in Japanese: its words are those of its source, and still wrong."""
    cells = _cells(said)
    rows = [_cells(span.of(quote)) for quote in quotes for span in sentences(quote)]
    if len(cells) < 2 or cells in rows:
        return
    for row in (one for one in rows if len(one) == len(cells) and _is_made_from(cells, one)):
        moved = [cell for at, cell in enumerate(cells) if cell and cell != row[at] and cell in row]
        if moved:
            yield f"表の「{'」「'.join(moved)}」が、引用とは別の列にあります。"
            return


def _is_made_from(cells: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row has the first cell of another, or all its cells."""
    return (bool(cells[0]) and cells[0] == row[0]) or sorted(cells) == sorted(row)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(map(squeeze, text.split("|"))) if "|" in text else ()
