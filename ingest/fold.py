"""Folding: one canonical form of a text for matching. Never used for what is quoted.

NFKC, white space, kanji numerals in article numbers, spelling variants; circled numbers keep their sign's
meaning (①技術 → (1)技術) so that a number does not melt into the word behind it.
"""

import re
import unicodedata
from collections.abc import Mapping

_CIRCLED = {ord(chr(c)): f"({c - 0x245F})" for c in range(0x2460, 0x2474)}
_KANJI = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_N = "〇一二三四五六七八九十百千"
# kanji numerals are rewritten only where they number a provision or a table row
_NUMBERED = re.compile(
    rf"(?<=第)[{_N}]+(?=[条項号章節款編表類部回])|(?<=別表第)[{_N}]+|(?<=条の)[{_N}]+|(?<=[表項号]の)[{_N}]+"
    rf"|(?<=[0-9]の)[{_N}]+|(?<![{_N}第])[{_N}]+(?=の項(?!目)|の[{_N}0-9]+の項(?!目))"
)
_SPACE = re.compile(r"\s+")


def kanji_number(text: str) -> int:
    """Value of a kanji numeral such as 「四十八」 or 「二〇二五」. Raises KeyError for other characters."""
    if not any(sign in _UNITS for sign in text):
        return int("".join(str(_KANJI[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _KANJI[sign]
    return total + digit


def fold(text: str, variants: Mapping[str, str] | None = None) -> str:
    """`text` in matching form: NFKC, lower case, single spaces, numbered provisions in arabic digits."""
    for wrong, right in (variants or {}).items():
        text = text.replace(wrong, right)
    text = unicodedata.normalize("NFKC", text.translate(_CIRCLED)).lower()
    previous = ""
    while previous != text:  # 第五十五条の八 needs two rounds: 五十五 first, 八 behind 「条の」 next
        previous, text = text, _NUMBERED.sub(lambda m: str(kanji_number(m[0])), text)
    return _SPACE.sub(" ", text).strip()


def squeeze(text: str) -> str:
    """NFKC without any white space: for comparing phrases with texts that were wrapped."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
