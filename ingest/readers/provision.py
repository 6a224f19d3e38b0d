"""Provision addresses of statutes: 「第四条第一項第三号イ（１）」, 「別表第一 一六の項」, 「附則（三番目）第二条」.

Builds addresses from what a statute prints; reads no file.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

# heading levels: the same for every statute, so that 附則 and 別表 close all chapters before them
DIVISION = 2  # 附則, 別表, 別紙様式; 編
CHAPTER_LEVELS = {"編": 2, "章": 3, "節": 4, "款": 5, "目": 6}
ARTICLE = 7

_DIGITS = "〇一二三四五六七八九"
_N = "一二三四五六七八九十百千〇"
_ITEM_NUMBER = re.compile(rf"([{_N}]+)((?:の[{_N}]+)*)")
_ITEM_MARK = re.compile(rf"[{_N}]+(?:の[{_N}]+)*(?:(?:及び|から|、)[{_N}]+(?:の[{_N}]+)*)*(?:まで)?")
_ROW_NUMBER = re.compile(rf"[{_N}]+(?:の[{_N}]+)*")
_CHAPTER = re.compile(rf"第[{_N}]+([編章節款目])")


def kanji(number: int) -> str:
    """A number below 10,000 as a kanji numeral: 25 is 「二十五」."""
    text = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, value)
        text += ("" if digit == 1 else _DIGITS[digit]) + unit if digit else ""
    return text + (_DIGITS[number] if number or not text else "")


def paragraph_address(number: str) -> str:
    """「第二項」 from the printed number 「２」 or 「２の二」 (the first paragraph prints none: pass 「１」)."""
    head, *tail = unicodedata.normalize("NFKC", number).split("の")
    return f"第{kanji(int(head)) if head.isdigit() else head}項" + "".join(f"の{part}" for part in tail)


def item_address(mark: str) -> str:
    """「第一号の二」 from 「一の二」, 「第三号及び第四号」 from 「三及び四」; other marks stay as printed."""
    if not _ITEM_MARK.fullmatch(mark):
        return mark
    return _ITEM_NUMBER.sub(r"第\1号\2", mark)


def is_row_number(cell: str) -> bool:
    """Whether the first cell of a table row numbers it (「一六」, 「三の二」)."""
    return bool(_ROW_NUMBER.fullmatch(cell))


def chapter_level(title: str) -> int:
    """Heading level of 「第六章の三　輸出者等遵守基準」; that of a chapter where the title has no number."""
    match = _CHAPTER.match(title)
    return CHAPTER_LEVELS[match[1]] if match else CHAPTER_LEVELS["章"]


@dataclass(frozen=True)
class Place:
    """Where in a statute a text stands. Each part is as it is cited; empty where it does not apply.

    `division` is 附則 or 別表, empty in the main provisions. `items` is the path of item and sub-items.
    """

    division: str = ""
    article: str = ""
    paragraph: str = ""
    items: tuple[str, ...] = ()
    row: str = ""

    @property
    def address(self) -> str:
        """The full address without the table row; 「本則」 for the main provisions of a statute without articles."""
        return self.division + self.article + self.paragraph + "".join(self.items) or "本則"

    @property
    def row_address(self) -> str:
        """The full address with the table row, if the row is numbered."""
        return f"{self.address} {self.row}の項" if self.row else self.address

    def at_item(self, depth: int, mark: str) -> "Place":
        """The place of an item (`depth` 0) or sub-item (1…) with this printed mark."""
        part = mark if depth else item_address(mark)
        return replace(self, items=(*self.items[:depth], part), row="")

    def at_row(self, first_cell: str) -> "Place":
        """The place of a table row; a row whose first cell is no number belongs to the numbered one above."""
        return replace(self, row=first_cell) if is_row_number(first_cell) else self


def supplement(ordinal: int, amending_law: str = "") -> str:
    """「附則」 of the law itself, 「附則（令和七年政令第百七十五号）」 of an amendment.

    Where the file does not name the amending law: its position, 「附則（三番目）」.
    """
    if amending_law:
        return f"附則（{amending_law}）"
    return "附則" if ordinal <= 1 else f"附則（{kanji(ordinal)}番目）"
