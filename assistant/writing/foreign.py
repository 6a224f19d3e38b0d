"""Foreign: signs and words of a statement that make a reader read something else than the verifier reads.

Letters and digits of other scripts, look-alikes, other languages, Latin words and digits out of nowhere. What stands in
the evidence itself is never foreign.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ingest.fold import kanji_number, squeeze

_COUNTER = r"(?=[年月日週時分秒条項号か国件社人名回通枚部個割倍品技団万億兆千百十円%％])"
_STRANGE = re.compile(
    r"[^ -~\n\tぁ-ゖゝゞァ-ヺーヽヾ々〆〇一-鿿㐀-䶿０-９Ａ-Ｚａ-ｚ　、。・「」『』（）〔〕【】《》〈〉〜～…―—–“”‘’：；！？％×○→±≧≦≤≥＋－＝／＆，．＿]"
)
_ALONE = re.compile(rf"(?<![ァ-ヺー])[ニハミチ]+{_COUNTER}")  # ニ年 is read as 二年
_DASHED = re.compile(rf"(?<![ァ-ヺー0-9０-９A-Za-z年月日])[ー―—–-]{_COUNTER}")  # … and a dash as 一
_FORMAL = re.compile(rf"[壱壹弐貳弍参參肆伍陸漆捌玖拾佰阡萬]+の?{_COUNTER}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_UNIT = (
    r"年|月|日|円|%|万|億|兆|千|度|[かカヵヶ箇][月国所年条]|社|件|人|名|回|割|倍|品目|団体|項|技術|物資|分野|個|枚|通|部|週|時|歳"
    r"|条|号|の項|米?ドル|ユーロ|キロ|メートル|トン|日間|パーセント|cc|[kcm]?[mg](?![a-z])"
)
_BARE = re.compile(rf"(?<![0-9.])[0-9]+(?![0-9]|\.[0-9]| ?(?:{_UNIT}))|(?<![0-9.])0[0-9]+(?!\.[0-9])")
_ERAS = (("令和", 2018), ("平成", 1988), ("昭和", 1925))
_NUMERAL = "[0-9]+|元|[一二三四五六七八九十]+"
_YEAR = 4  # digits
_KANJI = "[〇一二三四五六七八九十百千]+"
_THINGS = (
    rf"(?<![第万億兆])({_KANJI})(?=[年月日円]|技術|品目|団体|[かカヵヶ箇][国月]|社|件|人|名|通|部(?!分|門|品)|枚|回)"
)
_CIRCLED = re.compile("([①-⑳])")
_BRACKETED = re.compile(r"[(（]([1-9])[)）]")
_IN_BRACKETS = re.compile(r"[(][0-9]{1,2}[)]")
_UNITS = frozenset(["km", "cm", "mm", "kg", "mg", "kw", "mw", "hz", "ghz", "mhz", "gb", "tb", "pa", "kpa", "mpa"])
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_TYPED = re.compile("(?:令和|平成|昭和)?(?:[0-9.]+|元)[年月日]?|〔推定〕")  # what a verifier reads in any wording
_REMEMBERED = 256  # texts of evidence: the lines of an answer point at the same
_PARTS = re.compile(r"[、・|,;:：；()（）。.\s]+")


def foreign(text: str, evidence: Sequence[str], headings: Sequence[str], latin: frozenset[str]) -> str:
    """The first foreign sign or word of a statement, empty when it has none.

    `headings`: title and headings of the evidence, which lend words and numbers (whether a number of theirs stands in
    the place of one that the evidence has, the verifier tells); `latin`: words in Latin letters, in lower case, that may
    always stand.
    """
    known = "|".join(squeeze(one) for one in (*evidence, *headings))
    text = _unnumbered(text)
    for sign in _STRANGE.findall(text):
        if not any(sign in one for one in (*evidence, *headings)):
            return str(sign)
    for match in (*_ALONE.finditer(text), *_DASHED.finditer(text), *_FORMAL.finditer(text)):
        if squeeze(text[match.start() : match.end() + 1]) not in known:
            return match[0]
    for word in _LATIN.findall(unicodedata.normalize("NFKC", text)):
        if word.lower() not in latin | _UNITS and word.lower() not in known.lower():
            return word
    if not _KANA.search(text):
        parts = (_TYPED.sub("", squeeze(part)) for part in _PARTS.split(text))
        if part := next((part for part in parts if part not in known), ""):
            return part
    own, above = ("|".join(squeeze(one) for one in texts) for texts in (evidence, headings))
    stand = _as_written(_COMMA.sub("", f"{own}|{above}"))
    return _number_out_of_nowhere(text, stand, stand | _values(_COMMA.sub("", own)))


def _unnumbered(text: str) -> str:
    """The text without ①②③ or (1)(2)(3) that number its parts from one on."""
    for pattern, first in ((_CIRCLED, "①"), (_BRACKETED, "1")):
        numbers = [match[1] for match in pattern.finditer(text)]
        if len(numbers) > 1 and [ord(one) - ord(first) for one in numbers] == list(range(len(numbers))):
            text = pattern.sub("", text)
    return text


def _number_out_of_nowhere(text: str, stand: frozenset[str], values: frozenset[str]) -> str:
    """The first number of a list, of a note, of things or of nothing that the evidence lacks.

    Numbers with a unit are left to the verifier, which knows scales; it does not take the others for facts.
    """
    plain = _COMMA.sub("", unicodedata.normalize("NFKC", text))
    for match in _BARE.finditer(plain):
        numbers_a_list = _IN_BRACKETS.fullmatch(plain[max(0, match.start() - 1) : match.end() + 1])
        if match[0] not in (stand if numbers_a_list else values):  # 2024 is (6) in no list, though it is 令和6
            return match[0]
    return next((one for one in re.findall(_THINGS, plain) if str(kanji_number(one)) not in values), "")


@lru_cache(maxsize=_REMEMBERED)
def _as_written(known: str) -> frozenset[str]:
    """The numbers of a text in digits, without what they may also be written as."""
    return frozenset((*re.findall("[0-9]+", known), *(str(kanji_number(one)) for one in re.findall(_KANJI, known))))


@lru_cache(maxsize=_REMEMBERED)
def _values(known: str) -> frozenset[str]:
    """The numbers of a text in digits: as they stand, from kanji, years of an era and of the common calendar."""
    digits, kanji = re.findall("[0-9]+", known), [kanji_number(one) for one in re.findall(_KANJI, known)]
    years = {int(one) for one in digits if len(one) == _YEAR} | {one for one in kanji if len(str(one)) == _YEAR}
    years |= {first + _value(one) for era, first in _ERAS for one in re.findall(f"{era}({_NUMERAL})年", known)}
    by_era = {year - first for year in years for _, first in _ERAS if year > first}
    plain = {*map(int, digits), *kanji, *years, *by_era, *(year % 100 for year in years)}
    return frozenset((*digits, *map(str, plain)))


def _value(numeral: str) -> int:
    """Value of a numeral in digits or in kanji; 元 is 1."""
    return int(numeral) if numeral.isdigit() else 1 if numeral == "元" else kanji_number(numeral)


def latin_words(texts: Sequence[str]) -> frozenset[str]:
    """All words in Latin letters of some texts, in lower case."""
    return frozenset(word.lower() for text in texts for word in _LATIN.findall(unicodedata.normalize("NFKC", text)))
