"""Facts: what can be counted and compared in a Japanese text, in one canonical form.

Numbers with unit, dates (西暦・和暦), provisions, table items, HS codes, codes, ordinals, countries and organisations.
`facts_in` reads them; `implied` and `holds` say when one set of facts bears out a fact of another text.
Enumeration marks (①, (1), 「1.」 at the start of a line) are no facts. Pure; meaning, polarity and comparators
(以上, 超) are not read here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ingest.amount import ARABIC_AMOUNT, KANJI, KANJI_AMOUNT, LATIN_UNIT, NUMBER, UNIT, arabic, kanji
from ingest.fact import Fact, FactKind
from ingest.fold import kanji_number
from ingest.names import Names

_Z = rf"(?:[0-9]{{1,4}}|{KANJI}{{1,8}})"
_END = rf"(?![0-9〇一二三四五六七八九十百千部般つ定方者件点種社品層環体例面連]|か(?!ら)|(?![条項号]){UNIT})"
_SUB = rf"(?:の{_Z}{_END})*"
_SIGN = r"[イロハニホヘトチリヌルヲワカヨタレソツネナラムへ](?![ァ-ヺー])"
_IROHA = rf"(?:{_SIGN}(?:(?:、|及び|又は|若しくは|から|・|~|〜){_SIGN})*)?"
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_SPAN = r"(?P<span>(?=間|以内|を超え|を経過|未満|以上))?"
_DIGIT = "[〇一二三四五六七八九]"
_NOT_HS = f"(?:{UNIT})"

# ①, ❶, ㉑ and superscripts: NFKC would turn them into digits of the text beside them
_ENCLOSED = re.compile(
    "[\u2460-\u2473\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf\u00b2\u00b3\u00b9\u2070-\u2089]"
)
_URL = re.compile(
    r"https?://[!-~]+(?:(?<=[-/])\s*\n\s*[!-~]+)*|[!-~]{0,80}[A-Za-z.]%[0-9]{2}[!-~]*"
)  # bounded: long texts stay fast
_MARK = re.compile(
    r"^(?:[^\S\n]|[#>*+・•●⚫➢◆◼※-])*(?:[(]?[0-9]{1,2}(?:[.] ?[0-9]{1,2})*[).](?![0-9])"
    r"|[0-9]{1,2}(?:\. [0-9]{1,2})+(?=\s)|[一二三四五六七八九十]{1,3}(?=\s))(?:\s*\(?[0-9]{1,2}\)(?![0-9]))?",
    re.MULTILINE,
)
_PARTS = rf"(?:\({_Z}{_SUB}\)(?:、|若しくは|又は|及び|から|・)?)*"
_INNER_MARK = re.compile(  # (1), 「、2)」, ※1; not the parts of a table row: 16項(1)
    rf"(?P<row>項{_PARTS})|\([0-9]{{1,2}}\)|(?:(?<=[、。・と])|(?<=\)の))[0-9]{{1,2}}\)|(?:※|注|\*)[0-9]{{1,2}}(?![0-9])"
)
_SPACE = re.compile(r"(?<![0-9A-Za-z〇一二三四五六七八九十百千]) | (?![0-9A-Za-z〇一二三四五六七八九十百千])")
_SPACED = re.compile(r"(?<!\S)\S(?:[ 　]\S){5,}(?!\S)")  # 「2 0 2 4 年 6 月」 as some PDF files have it
_THIRD = re.compile(r"第[3三](?=国|者)")
_SHARED = re.compile(rf"({_Z})([~〜–—―-])({_Z})(年度|年(?!代|間|以内)|月|日(?!本|米)|条(?!約|件)|項(?!目))")
_WIDE = re.compile(r"\s+")
_ROW_NUMBER = rf"{_Z}(?:の{_Z}){{0,3}}"
_ROWS = re.compile(  # 「別表第二の一、三六及び三九から四一までの項」: each number is a row
    rf"(?<![第.・0-9〇一二三四五六七八九十百千])(?:{_ROW_NUMBER}(?:から|まで|、|,|及び|又は|・){{1,3}}){{1,60}}"
    rf"(?:{_ROW_NUMBER}(?=の項|項(?!目))|{_ROW_NUMBER}(?=までの項))"
)


def _readable_text(text: str) -> str:
    """NFKC text without white space between Japanese signs, marks or URLs; `|` stands for what was cut out."""
    text = unicodedata.normalize("NFKC", _ENCLOSED.sub("|", text).replace("\t", "|"))
    text = _SPACED.sub(lambda m: re.sub(r"\s", "", m[0]), text)
    text = _INNER_MARK.sub(lambda m: m["row"] or "|", _MARK.sub("|", _URL.sub("|", text)))
    text = _THIRD.sub("第|", _SPACE.sub("", _WIDE.sub(" ", text)))
    text = _ROWS.sub(lambda m: re.sub(rf"{_Z}(?:の{_Z})*", r"\g<0>の項", m[0]), text)
    return _SHARED.sub(r"\1\4\2\3\4", text)


def _integer(text: str) -> int:
    return int(text) if text.isdigit() else kanji_number(text)


def numbered(text: str) -> str:
    """Kanji numerals of an address in arabic digits, without leading zeros."""
    return re.sub(f"{KANJI}+", lambda m: str(kanji_number(m[0])), re.sub("[0-9]+", lambda m: str(int(m[0])), text))


def _date(year: int | None, month: str | None, day: str | None) -> list[Fact]:
    """The date as one fact; nothing where no such month or day exists."""
    m, d = _integer(month) if month else None, _integer(day) if day else None
    if (m is not None and not 1 <= m <= 12) or (d is not None and not 1 <= d <= 31):
        return []
    parts = [f"{year:04}" if year is not None else "-", *(f"{part:02}" for part in (m, d) if part is not None)]
    return [Fact(FactKind.DATE, "-".join(parts))]


def _date_of(m: re.Match[str]) -> list[Fact]:
    """A date from the groups era, year, fiscal, month, day as far as the pattern has them."""
    g = m.groupdict()
    year = _year(g.get("era") or "", g["year"]) if g.get("year") else None
    if g.get("fiscal"):
        return [Fact(FactKind.DATE, f"FY{year}")]
    return _date(year, g.get("month") or g.get("month2"), g.get("day"))


def _year(era: str, text: str) -> int:
    if era:
        return _ERAS[era] + (1 if text == "元" else _integer(text))
    year = _integer(text)
    return year + 2000 if year < 100 else year


def _month(m: re.Match[str]) -> list[Fact]:
    span = [Fact(FactKind.NUMBER, f"{_integer(m['month'])}か月")] if m["span"] is not None else []
    return _date(None, m["month"], None) + span


def _provision(m: re.Match[str]) -> list[Fact]:
    """The provision; 「第二号ホ及びヘ」 is two."""
    text, signs = _split_signs(m[0])
    address = re.sub(r"(?<![第の0-9])([0-9]+(?=[条項号]))", r"第\1", numbered(text))
    return [Fact(FactKind.PROVISION, address + sign.replace("へ", "ヘ")) for sign in signs or [""]]


def _split_signs(text: str) -> tuple[str, list[str]]:
    """An address and the イロハ behind it."""
    signs = re.search(r"(?<=[条項号〇一二三四五六七八九十0-9])([ァ-ヺへ].*)$", text)
    return (text[: signs.start()], re.findall("[ァ-ヺへ]", signs[1])) if signs else (text, [])


def _table(m: re.Match[str]) -> list[Fact]:
    """別表第三の二; in 「別表第一の一六の項」 what follows 第一の is the row."""
    number, rest = numbered(m["table"]), numbered(m["rest"])
    if not m["row"]:
        return [Fact(FactKind.PROVISION, f"別表{number}{rest}")]
    table, row = ("", rest[1:]) if number == "1" else rest.rpartition("の")[::2]
    found = [Fact(FactKind.PROVISION, f"別表{number}{table}")]
    return [*found, *_item_facts(row, m["parts"])] if row else found


def _item(m: re.Match[str]) -> list[Fact]:
    return _item_facts(numbered(m["row"]), m["parts"])


def _item_facts(row: str, parts: str | None) -> list[Fact]:
    """The row, or each of its parts: 「5の項(14)若しくは(18)」 is two."""
    found = re.findall(r"\(.*?\)", parts or "") or [""]
    return [Fact(FactKind.ITEM, f"{row}項{numbered(part)}") for part in found]


def _hs(m: re.Match[str]) -> list[Fact]:
    digits = "".join(str(_integer(sign)) for sign in m["code"] if sign not in ".・")
    return [Fact(FactKind.HS, digits)]


def _ordinal(m: re.Match[str]) -> list[Fact]:
    return [Fact(FactKind.ORDINAL, f"第{_integer(m[1])}{m[2]}")]


def _label(m: re.Match[str]) -> list[Fact]:
    return [Fact(FactKind.ORDINAL, f"{m[1]}{_integer(m[2].lstrip('第'))}")]


def _code(m: re.Match[str]) -> list[Fact]:
    return [Fact(FactKind.CODE, m[0].upper())]


def _arabic(m: re.Match[str]) -> list[Fact]:
    return [Fact(FactKind.NUMBER, arabic(m))]


def _kanji(m: re.Match[str]) -> list[Fact]:
    amount = kanji(m)
    return [Fact(FactKind.NUMBER, amount)] if amount else []


_KANJI_OR_DIGIT = "0-9〇一二三四五六七八九十百千"
_MONTH_DAY = rf"(?P<month>{_Z})月(?:(?P<day>{_Z})日(?!本))?"
_YEAR_REST = rf"年(?!代|間|以内)(?:(?P<fiscal>度)|の?{_MONTH_DAY})?"
_TABLE = (
    rf"別表(?:第)?(?P<table>{_Z})(?![{_KANJI_OR_DIGIT}類])(?P<rest>{_SUB})(?P<row>(?<=[{_KANJI_OR_DIGIT}])の?項(?!目))?"
    rf"(?:(?<=項)(?P<parts>{_PARTS}))?"
)
_ARTICLE = (
    rf"(?:第{_Z}|(?<![0-9.])[0-9]{{1,4}})条(?!約|件|文|例|項|鋼){_SUB}"
    rf"(?:第?{_Z}項(?!目){_SUB})?(?:第?{_Z}号{_SUB})?{_IROHA}"
)
_PARAGRAPH = rf"第{_Z}項(?!目){_SUB}(?:第?{_Z}号{_SUB})?{_IROHA}|第{_Z}号(?!機|館|車){_SUB}{_IROHA}"
_ROW = (
    rf"(?<![第.{_KANJI_OR_DIGIT}])(?P<row>{_ROW_NUMBER}(?=の項)|[0-9]{{1,3}}(?=項))の?項(?!目)"
    rf"(?P<parts>{_PARTS})"
)
_ERA_DATE = rf"(?P<era>明治|大正|昭和|平成|令和)(?P<year>元|{_Z}){_YEAR_REST}"
_YEAR = rf"(?<![0-9])(?P<year>(?:19|20)[0-9]{{2}}|二〇{_DIGIT}{{2}}|一九{_DIGIT}{{2}})"
_SHORT_YEAR = (
    r"(?<![0-9.])(?P<year>[0-9]{2})年(?:(?P<fiscal>度)|(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日(?!本))?)"
)
_SLASHED = r"(?:/(?P<month>[0-9]{1,2})(?![0-9/])|[/.-](?P<month2>[0-9]{1,2})[/.-](?P<day>[0-9]{1,2})(?![0-9]))"
_HS = (
    rf"(?P<code>(?<![.・{_KANJI_OR_DIGIT}])(?:{_DIGIT}{{2}}・{_DIGIT}{{2}}(?=項)|{_DIGIT}{{4}}・{_DIGIT}{{2}}(?=号))"
    rf"|(?<![0-9.])(?:[0-9]{{2}}[.][0-9]{{2}}|[0-9]{{4}}[.][0-9]{{2}}(?:[.][0-9]{{2,3}})?)"
    rf"(?![0-9]|[.][0-9]|{_NOT_HS}|[十百千万億兆])|(?:(?<=HS)|(?<=HSコード))[0-9]{{4,10}})[項号]?"
)
_CODE = rf"(?<![A-Za-z0-9.])(?!{NUMBER}{LATIN_UNIT})(?:[A-Z]+-?[0-9]|[0-9]+-?[A-Z](?![a-z]))[A-Za-z0-9]*(?:-[A-Z0-9]+)*"

# in this order: each takes its matches out of the text for those behind it
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Fact]]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (_TABLE, _table),
        (_HS, _hs),
        (rf"{_ARTICLE}|{_PARAGRAPH}", _provision),
        (_ROW, _item),
        (_ERA_DATE, _date_of),
        (_YEAR + _YEAR_REST, _date_of),
        (_YEAR + _SLASHED, _date_of),
        (_SHORT_YEAR, _date_of),
        (rf"(?<![{_KANJI_OR_DIGIT}])(?P<month>{_Z})月(?P<day>{_Z})日(?!本)", _date_of),
        (rf"(?<![{_KANJI_OR_DIGIT}])(?P<month>{_Z})月{_SPAN}", _month),
        (r"(?<![0-9/.])(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})(?![0-9/.])", _date_of),
        (rf"第({_Z})(回|章|節|編|款|部(?!分|品)|版|期|次|弾|世代|段階|四半期|位|種|類|級)", _ordinal),
        (rf"(?<![{_KANJI_OR_DIGIT}])({_Z})(回)目", _ordinal),
        (rf"(様式|別紙|別添|別記|フェーズ|レベル|ステップ)(第{_Z}|[0-9]{{1,2}})", _label),
        (_CODE, _code),
        (ARABIC_AMOUNT.pattern, _arabic),
        (KANJI_AMOUNT.pattern, _kanji),
    )
)


@dataclass(frozen=True)
class Placed:
    """A fact with its place `[start, end)` in the readable text."""

    fact: Fact
    start: int
    end: int


@dataclass(frozen=True)
class Placement:
    """A text made readable (NFKC, without enumeration marks), and its facts in reading order."""

    text: str
    facts: tuple[Placed, ...]


def facts_in(text: str, names: Names) -> frozenset[Fact]:
    """All facts of a text. Line wraps do not matter: a fact may be broken over lines (not between two digits)."""
    return frozenset(placed.fact for placed in placed_in(text, names).facts)


def placed_in(text: str, names: Names) -> Placement:
    """The facts of a text with their places; what a fact is made of is no part of another one."""
    rest = readable = _readable_text(text)
    found = [Placed(Fact(FactKind(one.kind), one.name), one.start, one.end) for one in names.placed_in(readable)]
    for pattern, read in _READERS:
        rest = pattern.sub(lambda m, read=read: _take(found, m, read(m)), rest)  # type: ignore[misc]
    return Placement(readable, tuple(sorted(found, key=lambda one: (one.start, one.end))))


def _take(found: list[Placed], match: re.Match[str], facts: Iterable[Fact]) -> str:
    """Collect the facts of a match and blot it out; a match that is no fact stays in the text."""
    placed = [Placed(fact, *match.span()) for fact in facts]
    found.extend(placed)
    return "|" * len(match[0]) if placed else match[0]
