"""Witness: the numbers, dates, articles and countries of a text, read by a few patterns of its own.

Shares nothing with the code that verifies statements. Reads less than that does, but what it reads must be there.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.settings import CORPUS

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI = "〇一二三四五六七八九"
_K = "〇一二三四五六七八九十百千"
_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_COUNTED = re.compile(rf"[{_K}]+(?=[年月日条項号円件社人名%万億兆]|か国|カ国|箇月|か月|品目|団体|技術)")
_ANY_KANJI = re.compile(rf"[{_K}]+")
_ERA_YEAR = re.compile(rf"(令和|平成|昭和)(元|[0-9]+|[{_K}]+)年")
_SCALED = re.compile(rf"([0-9][0-9,.]*|[{_K}]+)([万億兆])")
_ARTICLE = re.compile(rf"第?([0-9]+|[{_K}]+)条(?:の([0-9]+|[{_K}]+))?")
_LIST = re.compile("[①-⑳]|[(（][1-9][)）]")
_CIRCLED = re.compile("[①-⑳]")
_SHORT_YEAR = re.compile(r"(?<![0-9])([0-9]{2})年(?=[0-9]{1,2}月)")  # 25年2月 is in 2025
_LETTER = "ァ-ヺーA-Za-z"


@dataclass(frozen=True)
class Seen:
    """What a text says: numbers by value, articles as 48 or 55の8, countries by code."""

    numbers: frozenset[str]
    articles: frozenset[str]
    countries: frozenset[str]

    def with_headings(self, above: "Seen", statement: "Seen") -> "Seen":
        """What quotes and the headings above them say: an article of a heading only where no article of the quotes is
        left out, in the place of which it would stand.
        """
        articles = above.articles if self.articles <= statement.articles else frozenset()
        return Seen(self.numbers | above.numbers, self.articles | articles, self.countries | above.countries)

    def beyond(self, other: "Seen") -> tuple[str, ...]:
        """What the other text does not say."""
        return (
            *sorted(self.numbers - other.numbers),
            *sorted(f"第{one}条" for one in self.articles - other.articles),
            *sorted(self.countries - other.countries),
        )


def said(text: str) -> Seen:
    """What a statement says; a kanji numeral counts only before a counter, since 一部 says no number."""
    plain = _plain(_LIST.sub("", text) if _counts_up(text) else text)
    eras = {str(_ERAS[m[1]] + _number(m[2])) for m in _ERA_YEAR.finditer(plain)}
    rest = _SCALED.sub("", _ERA_YEAR.sub("", plain))
    scaled = {_scaled(m[1], m[2]) for m in _SCALED.finditer(plain)}
    bare = {_canonical(m[0]) for pattern in (_DIGITS, _COUNTED) for m in pattern.finditer(rest)}
    return Seen(frozenset(eras | scaled | bare), _articles(plain), _countries(plain))


def _plain(text: str) -> str:
    """NFKC, where ③④ are two numbers and not 34."""
    return unicodedata.normalize("NFKC", _CIRCLED.sub(lambda m: f" {m[0]} ", text))


def _counts_up(text: str) -> bool:
    """Whether the numbers in brackets or circles of a text number its parts: 1, 2, 3 …"""
    numbers = [unicodedata.normalize("NFKC", match[0]).strip("()") for match in _LIST.finditer(text)]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def known(texts: Iterable[str]) -> Seen:
    """All that evidence can be said to say: every numeral, as it stands, by era and by scale."""
    plain = _plain("\n".join(texts))
    numbers = {_canonical(m[0]) for pattern in (_DIGITS, _ANY_KANJI) for m in pattern.finditer(plain)}
    numbers |= {str(int(one)) for one in re.findall("[0-9]+", plain)}
    numbers |= {str(_ERAS[m[1]] + _number(m[2])) for m in _ERA_YEAR.finditer(plain)}
    numbers |= {_scaled(m[1], m[2]) for m in _SCALED.finditer(plain)}
    numbers |= {str(int(one[2:])) for one in numbers if one.isdigit() and 1900 < int(one) < 2100}  # 25年 for 2025年
    numbers |= {f"20{one}" for one in _SHORT_YEAR.findall(plain)}
    return Seen(frozenset(numbers), _articles(plain), _countries(plain))


def _articles(plain: str) -> frozenset[str]:
    parts = ((_number(m[1]), _number(m[2]) if m[2] else 0) for m in _ARTICLE.finditer(plain))
    return frozenset(f"{main}の{branch}" if branch else str(main) for main, branch in parts)


def _countries(plain: str) -> frozenset[str]:
    return frozenset(code for code, pattern in _country_patterns() if pattern.search(plain))


@cache
def _country_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads((CORPUS / "names.toml").read_text(encoding="utf-8"))["countries"]
    return tuple((one["iso"], _either(one["names"])) for one in table if one["iso"] != "JP")


def _either(names: Iterable[str]) -> re.Pattern[str]:
    """The names of a country, none as a part of a longer word: only letters go on in letters (タイ in スタイル), 米国 in 米国EAR is whole."""
    return re.compile("|".join(_alone(name) for name in names))


def _alone(name: str) -> str:
    before, behind = (re.match(f"[{_LETTER}]", sign) is not None for sign in (name[0], name[-1]))
    return (rf"(?<![{_LETTER}])" if before else "") + re.escape(name) + (rf"(?![{_LETTER}])" if behind else "")


def _canonical(numeral: str) -> str:
    if numeral[0] in _K:
        return str(_number(numeral))
    plain = numeral.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else str(int(plain))


def _scaled(numeral: str, scale: str) -> str:
    plain = numeral.replace(",", "").rstrip(".")
    value = _number(plain) if plain[0] in _K else float(plain)
    return f"{value * _SCALES[scale]:.0f}"


def _number(numeral: str) -> int:
    """Value of an integer in digits or kanji; 元 is 1."""
    if numeral == "元":
        return 1
    if numeral[0] not in _K:
        return int(float(numeral))
    if not set(numeral) & set("十百千"):
        return int("".join(str(_KANJI.index(sign)) for sign in numeral))
    total, digit = 0, 0
    for sign in numeral:
        if sign in _KANJI:
            digit = _KANJI.index(sign)
        else:
            total, digit = total + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign], 0
    return total + digit
