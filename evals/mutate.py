"""Mutations of values and names: numbers, dates, articles, countries and organisations of a statement, one at a time.

Each new value occurs nowhere in the statement or its evidence. Patterns are this module's own: it shares nothing with
the code that verifies statements. Words of comparison, polarity and scope are in `evals.reword`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random

from ingest.names import Names
from ingest.sentences import Span

_KANJI = "〇一二三四五六七八九"
_K = "[〇一二三四五六七八九十百千]"
_NUMERAL = rf"(?:[0-9０-９][0-9０-９,]*(?:\.[0-9]+)?|{_K}+)"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}


@dataclass(frozen=True)
class Seed:
    """A true statement with the sentences of one source that bear it out."""

    source: str
    evidence: tuple[str, ...]
    text: str

    @cached_property
    def all_text(self) -> str:
        """Statement and evidence, for what no mutant may take up again."""
        return "\n".join((self.text, *self.evidence))

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Every numeral of statement and evidence by its value, also years of an era by the common calendar."""
        said = [_value(match[0]) for match in re.finditer(_NUMERAL, self.all_text)]
        scaled = re.finditer(rf"({_NUMERAL})([千万億兆])", self.all_text)
        years = re.finditer(rf"(令和|平成|昭和)({_NUMERAL})年", self.all_text)
        short = [2000 + number for number in said if number < 100]
        return frozenset(
            [
                *said,
                *short,
                *(_value(m[1]) * _SCALE[m[2]] for m in scaled),
                *(_ERAS[m[1]] + _value(m[2]) for m in years),
            ]
        )


_SCALE = {"千": 10**3, "万": 10**4, "億": 10**8, "兆": 10**12}
Operator = Callable[[Seed, Random, Names], Iterator[str]]


def _value(numeral: str) -> Decimal:
    plain = unicodedata.normalize("NFKC", numeral).replace(",", "")
    return Decimal(plain) if plain[0].isdigit() else Decimal(_from_kanji(plain))


def _from_kanji(numeral: str) -> int:
    if not re.search("[十百千]", numeral):
        return int("".join(str(_KANJI.index(sign)) for sign in numeral))
    total, digit = 0, 0
    for sign in numeral:
        if sign in _KANJI:
            digit = _KANJI.index(sign)
        else:
            total, digit = total + (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign], 0
    return total + digit


def _to_kanji(number: int) -> str:
    parts = [(number // size % 10, sign) for size, sign in ((1000, "千"), (100, "百"), (10, "十"))]
    high = "".join(sign if digit == 1 else _KANJI[digit] + sign for digit, sign in parts if digit)
    return high + (_KANJI[number % 10] if number % 10 else "")


def _like(numeral: str, number: Decimal) -> str:
    """`number` written as `numeral` is: kanji, with commas, or plain; 〇六 and 06 keep their length."""
    if numeral[0] in _KANJI + "十百千":
        positional = len(numeral) > 1 and not re.search("[十百千]", numeral)
        digits = str(number).zfill(len(numeral))
        return "".join(_KANJI[int(digit)] for digit in digits) if positional else _to_kanji(int(number))
    plain = f"{number:,}" if "," in numeral else f"{number:f}"
    return plain.zfill(len(numeral)) if numeral[0] == "0" else plain


def _with(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _other(seed: Seed, random: Random, numeral: str, least: int = 1, most: int = 0) -> str | None:
    """Another number in the same spelling, absent from statement and evidence; without `most` also a multiple."""
    now = _value(numeral)
    size = 10 ** (len(str(int(now))) - 1)  # 三百 becomes 四百, not 三百一
    step = 1 if most or numeral[0] not in _KANJI + "十百千" else size
    near = [now + steps * step for steps in (-3, -2, -1, 1, 2, 3, 5)]
    wide = [] if most else [now * 2, now * 3, now * 10]
    fresh = [one for one in (*near, *wide) if least <= one <= (most or now * 10) and one not in seed.numbers]
    return _like(numeral, random.choice(fresh)) if fresh else None


_UNITS = (
    "円|米?ドル|[%％]|パーセント|cc|キロメートル|品目|物資|技術|団体|[か箇ヶカ]国|社|件|項目|枚|通|名|人|回|倍|割|分野|個|票|"
    "[か箇ヶカ]月|日以内|年以内|年超|年間|年を超|年以下|月以下|月を経過|月である|日を超"
)
_AMOUNT = re.compile(rf"(?<![第の0-9０-９.,/{_K[1:-1]}])(?P<n>{_NUMERAL})(?P<scale>[万億兆])?の?(?P<unit>{_UNITS})")
_WORD = re.compile(
    r"一人当|一回り|[一二三]つ|十分|三原則|人事|名称|名目|社会|社内|社製|回避|回答|通知|通商|通報|通達|件名|一通り"
)
_OTHER_UNIT = {
    "円": "ドル",
    "ドル": "円",
    "キロメートル": "メートル",
    "日以内": "か月以内",
    "年以内": "か月以内",
    "月以下": "年以下",
    "年以下": "月以下",
    "年間": "か月間",
    "%": "倍",
    "％": "倍",
}
_OTHER_SCALE = {"万": "億", "億": "兆", "兆": "億"}


def numbers(seed: Seed, random: Random, _: Names) -> Iterator[str]:
    """Another value, another magnitude (万 → 億), or another unit (円 → ドル)."""
    for match in _AMOUNT.finditer(seed.text):
        if _WORD.match(seed.text[match.start() : match.start() + 4]) or _WORD.match(seed.text[match.start("unit") :]):
            continue
        if new := _other(seed, random, match["n"], 1, 9 if match["unit"] == "割" else 0):
            yield _with(seed.text, *match.span("n"), new)
        if scale := match["scale"]:
            yield _with(seed.text, *match.span("scale"), _OTHER_SCALE[scale])
        unit = _OTHER_UNIT.get(match["unit"], "")
        if unit and match["n"] + (match["scale"] or "") + unit not in seed.all_text:
            yield _with(seed.text, *match.span("unit"), unit)


_YEAR = re.compile(r"(?<![0-9.,/])(?:(?:19|20)[0-9]{2}(?=年|[./]|[ ,.]|$)|[0-9]{2}(?=年[0-9]{1,2}月))")
_ERA_YEAR = re.compile(rf"(令和|平成)([0-9]+|{_K}+)(?=年)")
_MONTH = re.compile(
    r"(?<=年)(?:〔推定〕)?([0-9]{1,2})(?=月)|(?<![0-9年])([0-9]{1,2})(?=月[0-9]{1,2}日)|(?<=[0-9]{4}[./])([0-9]{1,2})"
)
_DAY = re.compile(
    r"(?<=月)([0-9]{1,2})(?=日(?!以内|間))|(?<=[0-9]{4}/[0-9]/)([0-9]{1,2})|(?<=[0-9]{4}/[0-9]{2}/)([0-9]{1,2})"
)
_NO_DAY = re.compile(r"(?<![0-9])(?:2月(?:29|30)|(?:2|4|6|9|11)月31)日")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def dates(seed: Seed, random: Random, _: Names) -> Iterator[str]:
    """Another year, month, day or era."""
    for pattern, least, most in ((_YEAR, 1, 2099), (_MONTH, 1, 12), (_DAY, 1, 28)):
        for match in pattern.finditer(seed.text):
            span = match.span(match.lastindex or 0)
            new = _other(seed, random, seed.text[slice(*span)], least, most)
            if new and not _NO_DAY.search(changed := _with(seed.text, *span, new)):
                yield changed
    for match in _ERA_YEAR.finditer(seed.text):
        if new := _other(seed, random, match[2], 1, 60):
            yield _with(seed.text, *match.span(2), new)
        yield _with(seed.text, *match.span(1), "平成" if match[1] == "令和" else "令和")
    for month in re.finditer("|".join(_MONTHS), seed.text):
        yield _with(seed.text, *month.span(), random.choice([name for name in _MONTHS if name not in seed.all_text]))


_PROVISION = re.compile(
    rf"(?<=第)(?P<a>[0-9]+|{_K}+)(?=[条項号類])|(?<=別表第)(?P<b>[0-9]+|{_K}+)|(?<=別表第[0-9一二三四]の)(?P<c>[0-9]+|{_K}+)|"
    rf"(?<=条の)(?P<d>[0-9]+|{_K}+)|(?<![0-9第.])(?P<e>[0-9]+)(?=の?項(?!目)|[条号](?![約件]))|"
    r"(?<=項[(（])(?P<f>[0-9]+)(?=[)）])|(?<=[0-9]{2}\.)(?P<g>[0-9]{2})(?![0-9%％])|(?<=[・〇一二三四五六七八九])"
    r"(?P<h>[〇一二三四五六七八九]{2})(?=[項号])|(?<=Table )(?P<i>[0-9])|(?<=から)(?P<j>[0-9]+)(?=まで)"
)
_LEVEL = re.compile(rf"(?<=第)((?:[0-9]+|{_K}+))([条項号])")
_OTHER_LEVEL = {"条": "項", "項": "号", "号": "項"}


def articles(seed: Seed, random: Random, _: Names) -> Iterator[str]:
    """Another article, paragraph, number, table, item or heading of the tariff; or 項 for 号."""
    for match in _PROVISION.finditer(seed.text):
        if seed.text[match.end() : match.end() + 1] == "号" and seed.text[match.start() - 1 : match.start()] == "月":
            continue  # 3月号 is an issue of a journal
        if new := _other(seed, random, match[0], 1, 100):
            yield _with(seed.text, *match.span(), new)
    for match in _LEVEL.finditer(seed.text):
        if match[1] + _OTHER_LEVEL[match[2]] not in seed.all_text:
            yield _with(seed.text, *match.span(2), _OTHER_LEVEL[match[2]])


_GROUPS = (
    ("グループA国", "グループB国"),
    ("グループA", "グループB"),
    ("(A)の国", "(B)の国"),
    ("(B)の国", "(A)の国"),
    ("(C)の国", "(A)の国"),
    ("一般国", "グループA国"),
    ("国連武器禁輸国", "グループA国"),
    ("Group A", "Group B"),
)
_COMPOUND = re.compile("^[対日米]|・")


def countries(seed: Seed, random: Random, names: Names) -> Iterator[str]:
    """Another country, or another group of countries."""
    named = {name for kind, name in names.found_in(unicodedata.normalize("NFKC", seed.all_text)) if kind == "country"}
    fresh = [spelt[0] for iso, spelt in sorted(names.countries.items()) if iso not in named and iso != "JP"]
    for kind, name, span in _names(seed.text, names):
        spelling = span.of(seed.text)
        alone = spelling in names.countries.get(name, ()) and not _COMPOUND.search(spelling.removeprefix("日本"))
        if kind == "country" and alone and not seed.text[span.end :].startswith(("太平洋", "産業用")):
            yield _with(seed.text, span.start, span.end, random.choice(fresh))
    for here, there in _GROUPS:
        for match in re.finditer(re.escape(here), seed.text):
            if there.removesuffix("国") not in seed.all_text:
                yield _with(seed.text, *match.span(), there)


def _names(text: str, names: Names) -> Iterator[tuple[str, str, Span]]:
    """Names with their place; none where folding would move the places."""
    if len(folded := unicodedata.normalize("NFKC", text)) == len(text):
        for placed in names.placed_in(folded):
            yield placed.kind, placed.name, Span(placed.start, placed.end)


_SAME_BODY = (
    ("経済産業省", "経産省", "METI"),
    ("経済産業大臣", "経産大臣"),
    ("国連", "国際連合", "安保理", "安全保障理事会", "国連安保理", "国連の安全保障理事会"),
    ("安全保障貿易情報センター", "CISTEC", "経済安全保障センター"),
    ("EU", "欧州連合", "EU理事会", "欧州委員会"),
    ("WA", "ワッセナー・アレンジメント", "ワッセナーアレンジメント", "Wassenaar Arrangement"),
    ("産構審", "産業構造審議会"),
    ("安全保障貿易管理小委員会", "安保小委"),
    ("ジェトロ", "日本貿易振興機構"),
    ("日本機械輸出組合", "JMC"),
    ("日本経済新聞", "日経新聞"),
    ("制度・手続分科会", "制度手続分科会"),
    ("地方経済産業局", "地方経産局"),
)
_SORTS = (
    ("経済産業省", "経産省", "METI", "外務省", "財務省", "防衛省", "厚生労働省"),
    ("経済産業大臣", "経産大臣", "財務大臣", "外務大臣", "農林水産大臣"),
    ("CISTEC", "安全保障貿易情報センター", "日本機械輸出組合", "JMC", "ジェトロ", "日本商工会議所", "経団連"),
    ("WA", "NSG", "AG", "MTCR", "ワッセナー・アレンジメント", "ワッセナーアレンジメント"),
    ("EU", "G7", "ASEAN", "WTO", "OSCE", "国連", "EU理事会", "国連安保理", "国際原子力機関"),
    ("HUAWEI", "SMIC", "YMTC", "PXW", "JHICC", "NASA", "SpaceX", "エアバス"),
    ("日本経済新聞", "日経新聞", "読売新聞", "産経新聞", "ロイター", "NHK"),
    ("米国商務省", "米司法省", "米国防省", "中国商務部"),
    (
        "東レ",
        "帝人",
        "クラレ",
        "東ソー",
        "三井化学",
        "三菱化学",
        "東海カーボン",
        "日本カーボン",
        "カリ電解工業会",
        "SECカーボン",
    ),
    ("防衛装備庁", "海上保安庁", "出入国在留管理庁"),
    ("内閣官房", "内閣府", "外務省"),
)
_ENDINGS = ("専門委員会", "小委員会", "分科会", "WG", "局", "課", "会", "室")


def organisations(seed: Seed, random: Random, names: Names) -> Iterator[str]:
    """Another organisation of the same sort."""
    said = {one for bodies in _SAME_BODY for one in bodies if any(name in seed.all_text for name in bodies)}
    for kind, name, span in _names(seed.text, names):
        fresh = [one for one in _sort(name, names) if one not in said and one not in seed.all_text]
        if kind == "organisation" and fresh:
            yield _with(seed.text, span.start, span.end, random.choice(fresh))


def _sort(name: str, names: Names) -> tuple[str, ...]:
    if sort := next((sort for sort in _SORTS if name in sort), None):
        return sort
    ending = next((ending for ending in _ENDINGS if name.endswith(ending)), None)
    return tuple(one for one in names.organisations if ending and one.endswith(ending))
