"""Joining of wrapped lines: no space between Japanese characters, one space between words.

Joins and nothing else; which lines belong together is for each reader to say.
"""

import re
from collections.abc import Iterable
from functools import reduce

# full-width forms, kana, kanji, CJK punctuation; letters and digits in ASCII need a space between them
_WORD_END = re.compile(r"[!-~\u00a1-\u024f]$")
_WORD_START = re.compile(r"[!-~\u00a1-\u024f]")


def join(lines: Iterable[str]) -> str:
    """One line of text from wrapped ones, each stripped."""
    return reduce(_pair, (line.strip() for line in lines), "")


def _pair(left: str, right: str) -> str:
    between = " " if _WORD_END.search(left) and _WORD_START.match(right) else ""
    return left + between + right


def one_line(text: str) -> str:
    """A text with line ends joined as by `join`."""
    return join(text.splitlines())
