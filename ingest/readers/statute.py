"""Statute Markdown (one file per version): provisions with their addresses.

Reads the rendering of the e-Gov law API in which articles and paragraph numbers are bold, items are nested lists
and tables are pipe tables. The blocks hold the statute's own text; only that markup is removed.
"""

import re
from dataclasses import dataclass, replace

from ingest.document import Block, BlockKind, Document
from ingest.readers.file import File
from ingest.readers.frontmatter import Header, header
from ingest.readers.provision import ARTICLE, DIVISION, Place, chapter_level, paragraph_address, supplement
from ingest.readers.text import decode

_BOLD = re.compile(r"\*\*([^*]+)\*\*　?(.*)")
_NUMBER = re.compile(r"[０-９0-9]+(?:の[一二三四五六七八九十]+)*")
_LIST = re.compile(r"( *)- (.*)")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_MARK_LENGTH = 16  # 「十二から十四まで」; a longer first word is text, not a mark


@dataclass(frozen=True)
class _Line:
    """A line with its offset in the raw text, and whether its article has more than one paragraph."""

    text: str
    start: int
    several: bool = False


@dataclass(frozen=True)
class _State:
    """Where the reader stands: the place, and how many 附則 it has seen."""

    place: Place
    supplements: int = 0


def read(file: File) -> tuple[Document, ...]:
    """The version of a statute that this file holds. Raises ReadError when law id or date is missing or wrong."""
    raw = decode(file)
    head = header(file, raw)
    valid_from = head.day(file, "enforced_at")
    if head.text("identifier") != file.source.id:
        raise file.error(
            f"法令ID（identifier）が {head.text('identifier')!r} ですが、登録は {file.source.id!r} です",
            hint="ファイルか登録の法令IDを直してください。",
        )
    return (file.document(blocks_of(raw, head), valid_from=valid_from),)


def blocks_of(raw: str, head: Header) -> tuple[Block, ...]:
    """The provisions of a statute's Markdown; offsets count from the start of the file."""
    state, found = _State(Place()), list[Block]()
    for line in _lines(raw, head.end):
        state, blocks = _step(state, line)
        found += blocks
    return tuple(found)


def _lines(raw: str, start: int) -> list[_Line]:
    """All lines with text behind offset `start`."""
    lines = []
    for text in raw[start:].split("\n"):
        lines.append(_Line(text.rstrip(), start))
        start += len(text) + 1
    return _mark_several([line for line in lines if line.text])


def _mark_several(lines: list[_Line]) -> list[_Line]:
    """The lines with `several` set on each article that is followed by a numbered paragraph of its own."""
    marked, numbered = [], False
    for line in reversed(lines):
        bold = _BOLD.match(line.text)
        if bold and _NUMBER.fullmatch(bold[1]):
            numbered = True
        elif bold or line.text.startswith("#"):
            line, numbered = replace(line, several=numbered), False  # noqa: PLW2901 the marked line takes its place
        marked.append(line)
    return marked[::-1]


def _step(state: _State, line: _Line) -> tuple[_State, list[Block]]:
    """Read one line: the new state and the blocks the line gives."""
    if line.text.startswith("#"):
        return _heading(state, line)
    if line.text.startswith("|"):
        return _row(state, line)
    if bold := _BOLD.fullmatch(line.text):
        return _bold(state, line, bold)
    if item := _LIST.fullmatch(line.text):
        return _item(state, line, item)
    return state, [_block(BlockKind.PARAGRAPH, line.text, state.place.address, line)]


def _block(kind: BlockKind, text: str, locator: str, line: _Line, *, level: int = 0) -> Block:
    indent = len(line.text) - len(line.text.lstrip())
    return Block(kind, text, level, locator, line.start + indent, line.start + len(line.text))


def _heading(state: _State, line: _Line) -> tuple[_State, list[Block]]:
    """A chapter, or 附則."""
    title = line.text.lstrip("#").strip()
    if title.startswith("附則"):
        count = state.supplements + 1
        place = Place(division=supplement(count))
        return _State(place, count), [_block(BlockKind.HEADING, title, place.division, line, level=DIVISION)]
    level = chapter_level(title)
    place = Place(division=state.place.division)
    locator = place.division + title.split("　")[0]
    return replace(state, place=place), [_block(BlockKind.HEADING, title, locator, line, level=level)]


def _bold(state: _State, line: _Line, bold: re.Match[str]) -> tuple[_State, list[Block]]:
    """An article, a numbered paragraph, or the title of an appendix."""
    title, rest = bold[1], bold[2]
    if _NUMBER.fullmatch(title):
        place = Place(state.place.division, state.place.article, paragraph_address(title))
        return replace(state, place=place), [_block(BlockKind.PARAGRAPH, f"{title}　{rest}", place.address, line)]
    if re.match("第[^（]*条", title):
        number = title.split("（")[0]
        place = Place(state.place.division, number, "第一項" if line.several else "")
        heading = _block(BlockKind.HEADING, title, state.place.division + number, line, level=ARTICLE)
    else:
        place = Place(division=title.split("（")[0])
        heading = _block(BlockKind.HEADING, title, place.division, line, level=DIVISION)
    body = [_block(BlockKind.PARAGRAPH, rest, place.address, line)] if rest else []
    return replace(state, place=place), [heading, *body]


def _item(state: _State, line: _Line, item: re.Match[str]) -> tuple[_State, list[Block]]:
    """An item or sub-item; a list line without a mark (別表第三) is a paragraph."""
    depth, text = len(item[1]) // 2, item[2]
    mark, space, _ = text.partition("　")
    if not space or len(mark) > _MARK_LENGTH:
        return state, [_block(BlockKind.PARAGRAPH, text, state.place.address, line)]
    place = state.place.at_item(depth, mark)
    return replace(state, place=place), [_block(BlockKind.ITEM, text, place.address, line, level=depth + 1)]


def _row(state: _State, line: _Line) -> tuple[_State, list[Block]]:
    """A table row; cells that a merged cell left empty at either end are not shown."""
    if _RULE.fullmatch(line.text):
        return state, []
    cells = [cell.strip() for cell in line.text[1:].removesuffix("|").split("|")]
    place = state.place.at_row(cells[0])
    text = " | ".join(cells).strip("| ")
    return replace(state, place=place), [_block(BlockKind.ROW, text, place.row_address, line)]
