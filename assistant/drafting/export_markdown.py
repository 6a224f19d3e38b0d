"""Export Markdown: a sheet as Markdown with footnotes and tables; no sign of a text is taken for markup."""

import re
from collections.abc import Iterator

from assistant.drafting.block import Block, Heading, Items, Line, Note, Prose, Ref, Row, Sheet, Table, Tone

_MARKUP = re.compile(r"([\\`*_~\[\]<>|#&$@^{}])")
_LINKS = re.compile(r"(?i)(https?|ftp)(://)|(www)(\.)")
_INDENT = re.compile(r"^[ \t]+")  # four spaces would make code of a text
_STARTS = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))")


def markdown(sheet: Sheet) -> str:
    """The file."""
    return "\n\n".join(_parts(sheet)) + "\n"


def _parts(sheet: Sheet) -> Iterator[str]:
    yield f"# {_line(sheet.title)}"
    yield from map(_block, sheet.blocks)
    yield from map(_note, sheet.notes)
    yield "---"
    yield _text(sheet.running)


def _block(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"{'#' * level} {_line(line)}"
        case Prose(lines, tone):
            text = "".join(map(_line, lines)).rstrip()
            return f"**{text}**" if tone is Tone.STRONG else text
        case Items(lines):
            return "\n".join(f"- {_line(line)}" for line in lines)
        case Table():
            return "\n".join(_table(block))


def _table(table: Table) -> Iterator[str]:
    """A table; one without headings has an empty row of them, because Markdown knows no other."""
    rows = list(map(_cells, table.rows))
    head = rows.pop(0) if table.head else [""] * len(table.widths)
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    cells = [_text(cell) for cell in row.cells]
    cells[-1] += _tail(row.refs, row.flags)
    return cells


def _line(line: Line) -> str:
    return _text(line.text) + _tail(line.refs, line.flags)


def _tail(refs: tuple[Ref, ...], flags: tuple[str, ...]) -> str:
    """Footnotes and flags; a flag stands between spaces, or 】 beside a letter would leave it plain."""
    return "".join(f"[^{ref.number}]" for ref in refs) + "".join(f" **【{_text(flag)}】** " for flag in flags)


def _note(note: Note) -> str:
    """A footnote; the lines of its quote stay lines, an empty one alone is left out: it would end the footnote."""
    lines = (line.strip() for line in note.quote.split("\n"))
    quote = "\\\n    ".join(_text(line) for line in lines if line)
    return f"[^{note.number}]: {_text(note.source)}「{quote}」{_text(note.standing)}"


def _text(text: str) -> str:
    """A text in which no sign is taken for markup, on one line."""
    line = _MARKUP.sub(r"\\\1", _INDENT.sub(" ", text.replace("\n", " ")))
    line = _LINKS.sub(lambda found: found[0].replace(":", "\\:").replace(".", "\\."), line)
    return _STARTS.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", line
    )
