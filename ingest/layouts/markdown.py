"""Layout of slides extracted as loose Markdown: `#` headings or numbered ones, `-` lists, tables of tab-cells.

A short line alone before a list is a title, marked or not.
"""

import re

from ingest.document import Block, BlockKind, Dropped
from ingest.layouts.report import Headings
from ingest.lines import CIRCLED, Line, is_bullet, numbering, split_lines

_HASH = re.compile(r"^(#{1,6})\s+")
_TAG = re.compile(r"</?(?:b|u|i|br)\s*/?>")
_GUESSED = 5  # level of a heading recognised by its look alone, below those the extraction marked
_SLIDE = 2  # its level where the extraction marked none: an unmarked title begins a slide
_TITLE = 40  # characters an unmarked title has at most


def _clean(text: str) -> str:
    return _TAG.sub("", text.replace("**", ""))


def _title_level(lines: list[Line], n: int, headings: Headings, guessed: int) -> int:
    """Heading level of line `n`: by `#`, by number, or because it stands alone before a list.

    A circled number marks an item of its slide, also where the extraction made a heading of it.
    """
    text = _clean(lines[n].text)
    if CIRCLED.match(_HASH.sub("", text)):
        return 0
    if match := _HASH.match(text):
        return len(match[1]) + 1
    after = lines[n + 1].text if n + 1 < len(lines) else ""
    level = headings.level(text)
    if level:
        return level
    if _is_title(lines[n], text) and not is_bullet(text) and after[:1] in ("-", "⚫", "●"):
        return guessed
    return 0


def _is_title(line: Line, text: str) -> bool:
    return line.gap > 0 and len(text) <= _TITLE and not text.endswith(("。", "、", ":", "："))


def blocks(raw: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Blocks of loose Markdown. Tags and bold marks are markup and go; nothing else does."""
    lines = split_lines(raw)
    headings, found = Headings(), list[Block]()
    guessed = _GUESSED if any(_HASH.match(line.text) for line in lines) else _SLIDE
    for n, line in enumerate(lines):
        text = _clean(line.text)
        level = _title_level(lines, n, headings, guessed)
        if level:
            title = _HASH.sub("", text)
            found.append(Block(BlockKind.HEADING, title, level, start=line.start, end=line.end))
            if (
                level == guessed and not _HASH.match(text) and not numbering(text)
            ):  # perhaps no title but a fact: it stays in the text as well
                found.append(Block(BlockKind.PARAGRAPH, title, start=line.start, end=line.end))
            continue
        text = _HASH.sub("", text)
        kind = BlockKind.ROW if "\t" in text else BlockKind.ITEM if is_bullet(text) else BlockKind.PARAGRAPH
        text = " | ".join(cell.strip() for cell in text.split("\t")) if kind is BlockKind.ROW else text
        found.append(Block(kind, text, start=line.start, end=line.end))
    return tuple(found), ()
