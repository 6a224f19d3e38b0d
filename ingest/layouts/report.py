"""Layout of a report: a paragraph a line, numbered headings, page breaks inside sentences."""

import re
from collections.abc import Iterator

from ingest.document import Block, BlockKind, Dropped
from ingest.lines import Line, is_bullet, is_prose_break, join_wrapped, numbering, split_lines

_UNNUMBERED = re.compile(r"^(はじめに|おわりに|目次|まとめ|結び|参考資料?|別紙\d*|付録\d*)$")
_PAGE_NUMBER = re.compile(r"[-－–]?\s*\d{1,3}\s*[-－–]?")
_SHORT = 60  # characters a heading has at most


class Headings:
    """Decides which numbered lines are headings: short, no sentence, and the number follows the last one."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[int, ...]] = {}

    def level(self, text: str) -> int:
        """Level of a heading, 0 when the line is none."""
        if _UNNUMBERED.match(text):
            self._last.clear()
            return 1
        number = numbering(text)
        if number is None or number.level == 6 or len(text) > _SHORT or text.endswith(("。", "、")):
            return 0
        if not self._follows(number.level, number.number):
            return 0
        self._last = {level: n for level, n in self._last.items() if level < number.level}
        self._last[number.level] = number.number
        return number.level

    def _follows(self, level: int, number: tuple[int, ...]) -> bool:
        last = self._last.get(level, (*number[:-1], 0))
        return number == (*last[:-1], last[-1] + 1) or number[-1] == 1


def _clean(text: str) -> str:
    return text.replace("**", "")


def _paragraphs(lines: list[Line]) -> Iterator[tuple[list[Line], int]]:
    """Groups of lines that belong together, each with its heading level (0 = text)."""
    headings = Headings()
    group: list[Line] = []
    for line in lines:
        text = _clean(line.text)
        level = headings.level(text)
        broken = group and not is_prose_break(_clean(group[-1].text)) and len(group[-1].text) > 30
        if level or is_bullet(text) or numbering(text) or not broken:
            if group:
                yield group, 0
            group = []
        if level:
            yield [line], level
        else:
            group.append(line)
    if group:
        yield group, 0


def blocks(raw: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Blocks of a report; page numbers (a line of digits alone) are dropped."""
    lines = split_lines(raw)
    furniture = [line for line in lines if _PAGE_NUMBER.fullmatch(line.text)]
    kept = [line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)]
    found = []
    for group, level in _paragraphs(kept):
        text = _clean(join_wrapped(group))
        kind = BlockKind.HEADING if level else BlockKind.ITEM if is_bullet(text) else BlockKind.PARAGRAPH
        found.append(Block(kind, text, level, start=group[0].start, end=group[-1].end))
    dropped = (Dropped("ページ番号", sum(len(line.text) for line in furniture)),) if furniture else ()
    return tuple(found), dropped
