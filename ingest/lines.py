"""Lines of a plain text with their places, and the marks that tell headings, list items and sentences apart.

Shared by the layouts of `ingest.outline`; knows nothing of any one layout.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.fold import kanji_number

_BULLETS = "⚫●◆◼■◎○➢▶•･・‐—–※＊*-"
BULLET = re.compile(rf"^(?:[{re.escape(_BULLETS)}]|[①-⑳])\s*|^[a-z]\)\s|^(?:ⅰ|ⅱ|ⅲ|ⅳ|ⅴ)）")
CIRCLED = re.compile(r"^[①-⑳]")
SENTENCE_END = re.compile(r"[。．！？」）)】]$")
_LATIN_END = re.compile(r"[A-Za-z,;/.-]$")  # a space behind it only parts two words
_D = r"[0-9０-９]"


@dataclass(frozen=True)
class Line:
    """A non-blank line: stripped text, its offsets in the raw text, the blank lines before it, its raw edges."""

    text: str
    start: int
    end: int
    gap: int
    indented: bool
    ends_paragraph: bool  # the raw line ends with a space, as the last line of a wrapped paragraph does


@dataclass(frozen=True)
class Numbering:
    """A heading numbering: its level, its number as a tuple (2.1 → (2, 1))."""

    level: int
    number: tuple[int, ...]


_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"^第([0-9０-９一二三四五六七八九十]+)章")),
    (3, re.compile(rf"^({_D}+)[.．]\s?({_D}+)[.．]?(?!{_D})")),
    (2, re.compile(rf"^({_D}+)[.．](?!{_D})")),
    (4, re.compile(rf"^[(（]({_D}+)[)）]")),
    (5, re.compile(r"^[(（]([ア-ン])[)）]")),
    (5, re.compile(rf"^({_D}+)[)）]")),
    (6, re.compile(r"^([①-⑳])")),
    (7, re.compile(r"^([ⅰⅱⅲⅳⅴⅵ])[)）]")),
)
_KANA = "アイウエオカキクケコサシスセソ"
_KANJI = "一二三四五六七八九十"


def _ordinal(sign: str) -> int:
    if sign in _KANA:
        return _KANA.index(sign) + 1
    if "①" <= sign[0] <= "⑳":
        return ord(sign[0]) - ord("①") + 1
    if "ⅰ" <= sign[0] <= "ⅹ":
        return ord(sign[0]) - ord("ⅰ") + 1
    if sign.isdigit():
        return int(sign)
    return kanji_number(sign) if all(digit in _KANJI for digit in sign) else 0


def numbering(text: str) -> Numbering | None:
    """The heading numbering a line begins with, or None."""
    for level, pattern in _STYLES:
        if match := pattern.match(text):
            return Numbering(level, tuple(_ordinal(sign) for sign in match.groups()))
    return None


def split_lines(raw: str) -> list[Line]:
    """All non-blank lines of `raw`."""
    lines: list[Line] = []
    at, gap = 0, 0
    for piece in raw.split("\n"):
        text = piece.strip()
        if text:
            start = at + piece.index(text)
            ends = piece[-1:] in (" ", "　") and not _LATIN_END.search(text)
            lines.append(Line(text, start, start + len(text), gap, piece[:1] in (" ", "　"), ends))
            gap = 0
        else:
            gap += 1
        at += len(piece) + 1
    return lines


def join_wrapped(lines: Sequence[Line]) -> str:
    """One text of wrapped lines; a space stays only between two Latin words."""
    text = ""
    for line in lines:
        parted = re.search(r"[A-Za-z,;]$", text) and re.match(r"[A-Za-z(]", line.text)
        text += (" " if parted else "") + line.text
    return text


def is_bullet(text: str) -> bool:
    """Whether a line begins with a list mark."""
    return bool(BULLET.match(text)) and not re.fullmatch(r"-?\d+", text)


def is_prose_break(text: str) -> bool:
    """Whether a line ends a sentence, so that the next line begins something new."""
    return bool(SENTENCE_END.search(text))


Place = tuple[int, int]


def page_numbers(candidates: Iterable[Place]) -> dict[int, int]:
    """Of (line index, number) pairs those that can be page numbers: the longest strictly increasing run of them."""
    best: list[tuple[Place, ...]] = []
    for at, number in candidates:
        runs = [run for run in best if run[-1][1] < number and number - run[-1][1] <= at - run[-1][0]]
        best.append((*_longest(runs), (at, number)))
    return dict(_longest(best))


def _longest(runs: Sequence[tuple[Place, ...]]) -> tuple[Place, ...]:
    longest: tuple[Place, ...] = ()
    for run in runs:
        longest = run if len(run) > len(longest) else longest
    return longest
