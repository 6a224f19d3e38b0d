"""Numeral: numbers in other scripts and signs (٣年, ③年, Ⅲ年, 参年) in the digits that everything else reads. Pure.

Kanji numerals stay: those who read facts know them.
"""

import re
import unicodedata

from ingest.fold import kanji_number

_KANJI = "〇一二三四五六七八九十百千万億兆"
_COUNTER = re.compile(
    r"\s*(?:年|月|日|時|分(?!野)|秒|週|[かカヶヵ箇ケ]月|[かカヶヵ箇ケ]国|回|件|人|名|社|か所|%|％|パーセント|円|ドル|万|億|倍|割|条|項|号|歳|台|個)"
)
_ROMAN = re.compile(r"(?<![A-Za-z])(?:X{0,3})(?:IX|IV|V?I{0,3})(?![A-Za-z])")
_LETTERS = {"I": 1, "V": 5, "X": 10}
_KEYCAP = re.compile("[\ufe0e\ufe0f\u20e3]")


def plain_numerals(text: str) -> str:
    """The text with every number before a counter, and every digit of another script, in ASCII digits."""
    text = _KEYCAP.sub("", text)
    written, at = [], 0
    while at < len(text):
        end = _end(text, at)
        written.append(_spelt(text[at:end], text, at) if end > at else text[at])
        at = max(end, at + 1)
    return _ROMAN.sub(_arabic, "".join(written))


def _end(text: str, at: int) -> int:
    """Where a run of numerals of other scripts ends that begins here; kanji may stand among them."""
    end = at
    while end < len(text) and (_is_foreign(text[end]) or text[end] in _KANJI):
        end += 1
    return end if any(map(_is_foreign, text[at:end])) else at


def _is_foreign(sign: str) -> bool:
    return not sign.isascii() and sign not in _KANJI and _value(sign) is not None


def _value(sign: str) -> int | None:
    number = unicodedata.numeric(sign, None)
    return int(number) if number is not None and number == int(number) else None


def _spelt(run: str, text: str, at: int) -> str:
    if all(unicodedata.decimal(sign, None) is not None for sign in run):
        return "".join(str(unicodedata.decimal(sign)) for sign in run)
    if not _COUNTER.match(text, at + len(run)):
        return run
    values = [_value(sign) or 0 for sign in run]
    if all(unicodedata.category(sign) in ("No", "Nl") for sign in run):
        return str(sum(values))
    kanji = "".join(sign if sign in _KANJI else _as_kanji(value) for sign, value in zip(run, values, strict=True))
    return str(kanji_number(kanji)) if not set(kanji) & set("万億兆") else kanji


def _as_kanji(value: int) -> str:
    tens = {10: "十", 20: "二十", 30: "三十", 40: "四十", 100: "百", 1000: "千", 10_000: "万"}
    return tens.get(value) or "".join(_KANJI[int(digit)] for digit in str(value))


def _arabic(match: re.Match[str]) -> str:
    """A Roman number in letters before a counter; other letters as they are."""
    if not match[0] or not _COUNTER.match(match.string, match.end()):
        return match[0]
    values = [_LETTERS[sign] for sign in match[0]]
    signed = (-one if one < later else one for one, later in zip(values, [*values[1:], 0], strict=True))
    return str(sum(signed))
