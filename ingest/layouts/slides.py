"""Layout of flattened slides: unmarked titles, bullets, scrambled tables; pages end with a number, a gap or an indent.

The title is a best guess and stays in the text of its slide, so that nothing depends on the guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Block, BlockKind, Dropped
from ingest.lines import Line, is_bullet, is_prose_break, page_numbers, split_lines

_WRAP = 34  # a line at least this long may have been wrapped
_TITLE = 48
_STUB = 5  # an indented line this short is the rest of a cell, not the start of a page
_TITLE_SIGN = re.compile(r"^(?:[①-⑳](?!.*[。])|（参考）|ＶＣ|[0-9０-９]+．|\([0-9]\)|【)")
_NO_TITLE = re.compile(r"[。、．]$|\d,\d{3}|^（日付|^※|^（出所|^出所")
_NUMBER = re.compile(r"\d{1,2}")
_SPACES = re.compile(r"[ 　]{3,}")


@dataclass(frozen=True)
class _Page:
    lines: tuple[Line, ...]
    number: int | None


def _pages(lines: list[Line], numbers: dict[int, int]) -> list[_Page]:
    """Page segments; a segment of one line is the title of the page before it, flattened to its end."""
    pages: list[_Page] = []
    for page in _segments(lines, numbers):
        if pages and len(page.lines) == 1 and page.number is None:
            pages[-1] = _Page(pages[-1].lines + page.lines, pages[-1].number)
        elif page.lines:
            pages.append(page)
    return pages


def _segments(lines: list[Line], numbers: dict[int, int]) -> Iterator[_Page]:
    """Page segments. A page number stands at the end of its page, or behind the first line of it."""
    page: list[Line] = []
    number: int | None = None
    for n, line in enumerate(lines):
        if n in numbers:
            number = numbers[n]
            if len(page) > 1:
                yield _Page(tuple(page), number)
                page, number = [], None
            continue
        if page and (line.gap >= 3 or (len(page) > 1 and line.indented and len(line.text) > _STUB)):
            yield _Page(tuple(page), number)
            page, number = [], None
        page.append(line)
    yield _Page(tuple(page), number)


def _title(page: _Page) -> Line | None:
    """Best guess at the line of the slide's title: the first unmarked one, or the last that looks like a title."""
    alone = [line for line in page.lines if len(line.text) <= _TITLE and not _NO_TITLE.search(line.text)]
    marked = [line for line in alone if _TITLE_SIGN.match(line.text) and len(line.text) > 6]
    first = page.lines[0] if page.lines else None
    if first in alone and first is not None and (not is_bullet(first.text) or _TITLE_SIGN.match(first.text)):
        return first
    plain = [line for line in alone if not is_bullet(line.text) and len(line.text) >= 8 and line.gap > 0]
    candidates = [line for line in marked if not re.match(r"^[①-⑳]", line.text)] or plain[-1:] or marked[-1:]
    return candidates[-1] if candidates else None


def _groups(page: _Page) -> Iterator[list[Line]]:
    """Lines of one bullet or paragraph; a line goes on when the one before it was full and ended no sentence."""
    group: list[Line] = []
    for line in page.lines:
        goes_on = group and line.gap <= 1 and not is_bullet(line.text) and not is_prose_break(group[-1].text)
        if group and not (goes_on and (line.gap == 0 or len(group[-1].text) >= _WRAP)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _text(group: list[Line]) -> str:
    """Wrapped lines joined, short ones (cells of a table) kept on lines of their own."""
    text = group[0].text
    for before, line in pairwise(group):
        text += ("" if len(before.text) >= _WRAP and not is_bullet(line.text) else "\n") + line.text
    return _SPACES.sub(" ", text)


def _kind(text: str) -> BlockKind:
    if is_bullet(text):
        return BlockKind.ITEM
    return BlockKind.ROW if "\n" in text else BlockKind.PARAGRAPH


def blocks(raw: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Blocks of flattened slides. Page numbers become locators."""
    lines = split_lines(raw)
    numbers = page_numbers((n, int(line.text)) for n, line in enumerate(lines) if _NUMBER.fullmatch(line.text))
    found: list[Block] = []
    for page in _pages(lines, numbers):
        line = _title(page)
        title = line.text if line else ""
        locator = (f"スライド{page.number}" if page.number else "スライド") + (f"「{title}」" if title else "")
        at = line or page.lines[0]
        found.append(Block(BlockKind.HEADING, title or "（題名なし）", 2, locator, at.start, at.end))
        for group in _groups(page):
            text = _text(group)
            found.append(Block(_kind(text), text, 0, locator, group[0].start, group[-1].end))
    dropped = (Dropped("ページ番号", sum(len(lines[n].text) for n in numbers)),) if numbers else ()
    return tuple(found), dropped
