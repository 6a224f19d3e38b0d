"""Foreign: signs and words of a statement that make a reader read something else than the verifier reads.

Letters and digits of other scripts, look-alikes, other languages, Latin words and digits out of nowhere. What stands in
the evidence itself is never foreign.
"""

import re
import unicodedata
from collections.abc import Sequence

from ingest.fold import kanji_number, squeeze

_COUNTER = r"(?=[年月日週時分秒条項号か国件社人名回通枚部個割倍品技団万億兆千百十円%％])"
_STRANGE = re.compile(
    r"[^ -~\n\tぁ-ゖゝゞァ-ヺーヽヾ々〆〇一-鿿㐀-䶿０-９Ａ-Ｚａ-ｚ　、。・「」『』（）〔〕【】《》〈〉〜～…―—–“”‘’：；！？％×○→±≧≦≤≥＋－＝／＆，．＿]"
)
_ALONE = re.compile(rf"(?<![ァ-ヺー])[ニハミチ]+{_COUNTER}")  # ニ年 is read as 二年
_DASHED = re.compile(rf"(?<![ァ-ヺー0-9０-９A-Za-z年月日])[ー―—–-]{_COUNTER}")  # … and a dash as 一
_FORMAL = re.compile(rf"[壱壹弐貳弍参參肆伍陸漆捌玖拾佰阡萬]+の?{_COUNTER}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_LOOSE = re.compile(
    r"\( ?([0-9]+) ?\)|(?:脚注|注|図|表|スライド|頁|ページ) ?([0-9]+)|^([0-9]+)[.)]|(?<![0-9.,A-Za-z])(0[0-9]+)(?![0-9.])"
)
_KANJI = "[〇一二三四五六七八九十百千]+"
_THINGS = rf"({_KANJI})(?=技術|品目|団体|[かカヵヶ箇]国|社|件|人|名|通|部(?!分|門|品)|枚|回)"
_CIRCLED = re.compile("([①-⑳])")
_BRACKETED = re.compile(r"[(（]([1-9])[)）]")
_UNITS = frozenset(["km", "cm", "mm", "kg", "mg", "kw", "mw", "hz", "ghz", "mhz", "gb", "tb", "pa", "kpa", "mpa"])
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_PARTS = re.compile(r"[、・|,;:：；()（）。.\s]+")


def foreign(text: str, texts: Sequence[str], latin: frozenset[str]) -> str:
    """The first foreign sign or word of a statement, empty when it has none.

    `texts`: its evidence with title and headings; `latin`: words in Latin letters, in lower case, that are no secret.
    """
    known = "|".join(squeeze(one) for one in texts)
    raw = "|".join(texts)
    text = _unnumbered(text)
    for sign in _STRANGE.findall(text):
        if sign not in raw:
            return str(sign)
    for match in (*_ALONE.finditer(text), *_DASHED.finditer(text), *_FORMAL.finditer(text)):
        if squeeze(text[match.start() : match.end() + 1]) not in known:
            return match[0]
    for word in _LATIN.findall(unicodedata.normalize("NFKC", text)):
        if word.lower() not in latin | _UNITS and word.lower() not in known.lower():
            return word
    if not _KANA.search(text):
        return next((part for part in _PARTS.split(text) if squeeze(part) not in known), "")
    return _number_of_nothing(text, known)


def _unnumbered(text: str) -> str:
    """The text without ①②③ or (1)(2)(3) that number its parts from one on."""
    for pattern, first in ((_CIRCLED, "①"), (_BRACKETED, "1")):
        numbers = [match[1] for match in pattern.finditer(text)]
        if len(numbers) > 1 and [ord(one) - ord(first) for one in numbers] == list(range(len(numbers))):
            text = pattern.sub("", text)
    return text


def _number_of_nothing(text: str, known: str) -> str:
    """The first number of a list, a note, a page or of things that the evidence lacks: not all are facts to a verifier."""
    plain = unicodedata.normalize("NFKC", text)
    digits = set(re.findall("[0-9]+", known))
    for match in _LOOSE.finditer(plain):
        if next(filter(None, match.groups())) not in digits:
            return match[0]
    values = digits | {str(kanji_number(one)) for one in re.findall(_KANJI, known)}
    return next((one for one in re.findall(_THINGS, plain) if str(kanji_number(one)) not in values), "")


def latin_words(texts: Sequence[str]) -> frozenset[str]:
    """All words in Latin letters of some texts, in lower case."""
    return frozenset(word.lower() for text in texts for word in _LATIN.findall(unicodedata.normalize("NFKC", text)))
