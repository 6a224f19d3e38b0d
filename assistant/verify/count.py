"""Count: numbers that evidence gives in another unit, as a word, in kanji, or that its things and numbers add up to."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from assistant.verify.fault import FaultKind
from assistant.verify.limit import Limit
from assistant.verify.named import ROW
from assistant.verify.numeral import FIGURES, numerals_in, stands
from assistant.verify.reading import Reading, Token
from assistant.verify.unit import COUNTERS, ELSEWISE, MONEY, THINGS, unit_of
from ingest.amount import plain
from ingest.fact import Fact, FactKind
from ingest.fold import kanji_number

_UNIT_APART = re.compile(
    r"(?<![0-9〇一二三四五六七八九十百千万億兆.])(百万|千万|十億|千|万|億|兆|)(円|ドル|ユーロ|%)(?=単位|[)|:、。]|$)"
)
_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8, "十億": 10**9, "兆": 10**12}
_DIGITS = dict(zip("123456789", "一二三四五六七八九", strict=True))
_JOINTS = re.compile("(?:[、・や,]|(?<![0-9])/(?![0-9])|と(?![のはもしいさっ])|及び|又は|若しくは|かつ|並びに){1,2}")
_DATE = re.compile(r"([0-9]{4}|-)(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_YEARS_AND = re.compile("(?<![0-9])([0-9]{1,2})年(?:と|間と)?$")  # 2年6か月
_EACH = re.compile("につき|当たり|あたり|ごと")
_CIRCLED = re.compile("[①-⑳]")
_NOUN = re.compile("の([一-龠ァ-ヶ]{2,8})")
_REACH = 160  # characters before a number in which the things it counts are named
_UP, _DOWN = (Limit.MORE, Limit.AT_LEAST), (Limit.LESS,)
_ABOUT = re.compile("(?:約|およそ|ほぼ|概ね|おおむね)$")
_THIRDS = (Decimal("33.33"), Decimal("66.67"))
_QUARTER = Decimal(25)
_NEAR = 7  # a rounded number is off by a seventh at most
_SHARES = (Decimal(25), Decimal(50), Decimal(75))  # 4分の1, 半数, 4分の3
_STRETCH = re.compile(r"[。()「」:;]|(?<!、)[|]|(?<=[ぁ-ん])(?<![とや])、")


def unit_apart(number: Fact, reading: Reading) -> bool:
    """Whether a sum of money or a share stands there without its unit or scale, which stands apart (億円単位で、8,623)."""
    unit = number.value.lstrip("0123456789.")
    if unit not in (*MONEY, "%"):
        return False
    digits = Decimal(number.value.removesuffix(unit))
    apart = {Decimal(_SCALES[scale]) for scale, of in _UNIT_APART.findall(reading.text) if of == unit}
    return any(Fact(FactKind.NUMBER, plain(digits / scale)) in reading.known for scale in apart)


def in_one_sign(value: str, text: str) -> bool:
    """Whether a small number stands there as one sign that is not read as a number (写し一通)."""
    sign = _DIGITS.get(value[:1]) if not value[1:2].isdigit() and value[1:] else None
    return (
        sign is not None and re.search(rf"(?<![第数〇一二三四五六七八九十百千万]){sign}{value[1:]}", text) is not None
    )


def counted(fact: Fact, known: frozenset[Fact]) -> bool:
    """Whether the same number stands there with a counter that may stand for this one, or in another unit."""
    if fact.kind is not FactKind.NUMBER:
        return False
    unit = fact.value.lstrip("0123456789.")
    digits = fact.value.removesuffix(unit)
    if digits == "1" and unit == "つ":  # 一つ is no number in the evidence either
        return not any(one.kind is FactKind.NUMBER and one.value.endswith("つ") for one in known)
    if unit == "か月" and Fact(FactKind.DATE, f"--{int(float(digits)):02}") in known:
        return True  # 「日から六月である」
    if any(
        Fact(FactKind.NUMBER, f"{plain(Decimal(digits) * times)}{other}") in known
        for other, times in ELSEWISE.get(unit, ())
    ):
        return True
    return any(Fact(FactKind.NUMBER, digits + other) in known for group in COUNTERS if unit in group for other in group)


_SIGNED = re.compile("[ァ-ヺ]$")  # 第3号イ
_SUM = re.compile(r"(?:合計|総計|計|合わせて|あわせて|合算で|全部で|都合|延べ|含めて|加えて)で?$")
_MORE_BY = re.compile("の?(?:多|少な|増|減|上回|下回|差)|分の?(?:増|減)")


def adds_up(token: Token, statement: Reading) -> bool:
    """「A社1社とB社3社の計4社」: the sum of the numbers of its unit that stand before it."""
    if token.fact is None or not _SUM.search(statement.text[: token.start]):
        return False
    unit = unit_of(token)
    before = [one for one in statement.tokens if one.kind is token.kind and one.end <= token.start]
    parts = [Decimal(_digits(one)) for one in before if unit_of(one) == unit and _digits(one)]
    return bool(unit) and len(parts) > 1 and plain(sum(parts, Decimal(0))) == _digits(token)


def _digits(token: Token) -> str:
    return (re.match("[0-9.]*", token.fact.value) or [""])[0] if token.fact else ""


def is_another_figure(
    token: Token, statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]
) -> bool:
    """Whether a statement names a figure, a table or a note (図2) where evidence and headings name others only."""
    if token.kind is not FaultKind.NUMBER:
        return False
    asked = [one for one in numerals_in(statement.text) if one.start < token.end and token.start < one.end]
    if len(asked) != 1 or asked[0].head not in FIGURES:
        return False
    there = [one for reading in (*evidence, *headings) for one in numerals_in(reading.text)]
    values = [one.value for one in there if one.head == asked[0].head]
    return bool(values) and asked[0].value not in values


def stands_otherwise(
    token: Token, statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]
) -> bool:
    """Whether the number of a token stands there as a fact of another kind, or in a heading behind the same word (図3)."""
    if token.kind not in (FaultKind.NUMBER, FaultKind.ITEM, FaultKind.PROVISION) or _SIGNED.search(token.value):
        return False
    asked = [one for one in numerals_in(statement.text) if one.start < token.end and token.start < one.end]
    there = [one for reading in evidence for one in numerals_in(reading.text)]
    above = [one for reading in headings for one in numerals_in(reading.text) if one.head]
    return len(asked) == 1 and (stands(asked[0], there) or (bool(asked[0].head) and stands(asked[0], above)))


def in_kanji(token: Token, text: str) -> bool:
    """Whether a small number of an English sentence stands in front of a word (four ministers: 四閣僚)."""
    value = token.fact.value if token.fact else ""
    return value in _DIGITS and (
        any(len(match[0].replace("・", "")) == int(value) for match in ROW.finditer(text))
        or re.search(rf"(?<![第一二三四五六七八九十]){_DIGITS[value]}(?=[一-龠ァ-ヶ])", text) is not None
    )


def numeral_in(numeral: str, text: str) -> bool:
    """Whether a numeral stands there with other particles behind it, or shares its unit (数千万〜数十億円)."""
    if numeral[0].isdigit():  # 「.4兆円」 is no 2.4兆円
        return re.search(rf"(?<![0-9])(?<![0-9][.,]){re.escape(numeral)}(?![0-9])", text) is not None
    if numeral in text:
        return True
    if numeral == "数年" and re.search("近年|昨今|ここ何年か|最近", text):
        return True
    bare = numeral.rstrip("でかにとのがをはもぁ-ん")
    number = re.match(r"数?[一二三四五六七八九十百千万億兆]+", bare)
    counted = re.fullmatch(r"[二三四五六七八九十百千]+", number[0]) if number else None
    if counted and re.search(rf"(?<![0-9]){kanji_number(counted[0])}(?![0-9])", text):
        return True
    return bare in text or (number is not None and any(number[0] + sign in text for sign in "~〜–—―"))


def counts_up(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """「AとBの二つ」「次の3か国」「2つ目」 of evidence that names as many things, and gives no other number of them."""
    if token.fact is None or unit_of(token) not in THINGS or _named(token, statement) not in ("", _digits(token)):
        return False
    number = token.fact.value.removesuffix(unit_of(token))
    if not number.isdigit() or any(unit_of(other) == unit_of(token) for one in evidence for other in one.tokens):
        return False
    if number == "2" and any("両" in one.text or "双方" in one.text for one in evidence):
        return True
    joints = sum(len(_JOINTS.findall(reading.text)) for reading in evidence)
    countries = len({other.value for one in evidence for other in one.tokens if other.kind is FaultKind.COUNTRY})
    if unit_of(token) in ("か国", "国"):
        return bool(countries) and int(number) in (countries, countries + joints)
    if statement.text[token.end : token.end + 1] == "目":
        return int(number) <= joints + len(evidence)
    return int(number) in _counts(evidence)


_ROW_BEFORE = re.compile(
    r"((?:[^、。・,とやはがをにで()「」|]{1,24}(?:、|・|,|と|や|及び|並びに){1,2}){1,12}[^、。・,はがをにで()|]{1,24})(?:、?(?:この|その|これら|以上の)|(?<!こ)(?<!そ)の|という)$"
)
_ROW_AFTER = re.compile(
    r"(?:は|とは|には|として|:|\()+((?:[^、。・,とや()|0-9はが]{1,24}(?:、|・|,|と|や|及び|並びに){1,2}){1,12}[^、。・,と()|0-9はが]{1,24})(?=で(?:あ|す)|だ|[。)]|$)"
)
_SIGNS_BEFORE = re.compile("([イロハニホヘトチリヌルヲ])から([イロハニホヘトチリヌルヲ])(?:まで)?の$")
_IROHA = "イロハニホヘトチリヌルヲ"


def each(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """「1件につき」: one of what is counted, where the evidence counts by no other number of them."""
    if _digits(token) != "1" or not _EACH.match(statement.text, token.end):
        return False
    return not any(_EACH.match(reading.text, one.end) for reading in evidence for one in reading.tokens if _digits(one))


def enumerated(token: Token, statement: Reading) -> bool:
    """「A、B、Cの三か国」「二つはAとB」: whether the statement itself names as many things beside the number."""
    return bool(_named(token, statement)) and _named(token, statement) == _digits(token)


def _named(token: Token, statement: Reading) -> str:
    """How many things a statement names beside the number that counts them; empty where it names none."""
    unit = unit_of(token)
    if token.kind is not FaultKind.NUMBER or unit not in (*THINGS, "技術", "品目", "人", "物資", "地域"):
        return ""
    before = statement.text[: token.start][-_REACH:]
    if ends := _SIGNS_BEFORE.search(before):
        return str(_IROHA.index(ends[2]) - _IROHA.index(ends[1]) + 1)
    row = _ROW_BEFORE.search(before) or _ROW_AFTER.match(statement.text, token.end)
    return str(len(_JOINTS.findall(row[1])) + 1) if row else ""


def of_noun(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """「四人の閣僚」 of 四閣僚, 「三つの分類」 of 三分類: the same number, there before the noun itself."""
    noun = _NOUN.match(statement.text, token.end)
    return (
        token.kind is FaultKind.NUMBER
        and noun is not None
        and any(
            one.value == _digits(token) and one.label and noun[1].startswith(one.label)
            for reading in evidence
            for one in numerals_in(reading.text)
        )
    )


def computed(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """「2倍」「625件多い」「合わせて13名」: what two numbers of one unit in the evidence come to; 1980年代 of 1985年."""
    said, unit = _digits(token), unit_of(token)
    if unit == "年代":
        years = {one.value[:4] for reading in evidence for one in reading.tokens if one.kind is FaultKind.DATE}
        return any(year.isdigit() and year[:3] == said[:3] for year in years)
    pairs = list(combinations([one for reading in evidence for one in reading.tokens if _digits(one)], 2))
    pairs = [(one, other) for one, other in pairs if unit_of(one) == unit_of(other)]
    values = [
        sorted((Decimal(_digits(one)), Decimal(_digits(other)))) for one, other in pairs if unit in (unit_of(one), "倍")
    ]
    if unit == "倍":
        return any(less and plain(round(more / less, 2)) == said for less, more in values)
    if _MORE_BY.match(statement.text, token.end):
        return any(plain(more - less) == said for less, more in values)
    return bool(_SUM.search(statement.text[: token.start])) and any(
        plain(sum(pair, Decimal(0))) == said for pair in values
    )


def rounded(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """「1,000人を超える」 of 1,023人, 「約8割」 of 79.6%, 「4分の3超」 of 76%: a rounder number that says how it is rounded."""
    said, unit = _share(token)
    limit = Limit.ABOUT if _ABOUT.search(statement.text[: token.start]) else token.limit
    if token.kind is not FaultKind.NUMBER or not said or not unit or (said, unit) == ("100", "%"):
        return False
    there = [_share(one) for reading in evidence for one in reading.tokens if one.kind is token.kind]
    return any(_rounds(Decimal(said), Decimal(one), limit) for one, of in there if of == unit and one)


def _share(token: Token) -> tuple[str, str]:
    """Digits and unit of a number; tenths (5割) as a percentage."""
    digits, unit = _digits(token), unit_of(token)
    return (plain(Decimal(digits) * 10), "%") if unit == "割" and digits else (digits, unit)


def elapsed(token: Token, statement: Reading) -> bool:
    """「4月9日に公布され、その2か月後の6月9日に」: the time between two dates that the statement itself gives."""
    unit, said = unit_of(token), _digits(token)
    if unit not in ("年", "か月") or not said.isdigit():
        return False
    dates = [
        match.groups()
        for one in statement.tokens
        if one.kind is FaultKind.DATE and (match := _DATE.fullmatch(one.value))
    ]
    months = int(said) * (12 if unit == "年" else 1)
    if unit == "か月" and (years := _YEARS_AND.search(statement.text[: token.start])):
        months += int(years[1]) * 12
    spans = [(span, not one[2]) for one, other in combinations(dates, 2) if (span := _months(one, other)) is not None]
    return any(span == months or (whole and span + 1 == months) for span, whole in spans)  # 4月から3月まで: a year


def _months(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """The whole months between two dates, of which the later may leave out its year; None where they do not match."""
    if one[2] != other[2] or not (one[1] and other[1]) or ((one[0] == "-") != (other[0] == "-") and other[0] != "-"):
        return None
    years = 0 if "-" in (one[0], other[0]) else int(other[0]) - int(one[0])
    return abs(years * 12 + int(other[1]) - int(one[1]))


def _rounds(said: Decimal, exact: Decimal, limit: Limit) -> bool:
    step = _QUARTER if said in _SHARES else Decimal(10) ** (len(plain(said)) - len(plain(said).rstrip("0")))
    if exact in _THIRDS and round(exact) == said:
        return True
    if (
        limit not in (*_UP, *_DOWN, Limit.ABOUT)
        or exact == said
        or exact % step == 0
        or abs(exact - said) * _NEAR > exact
    ):
        return False
    if limit is Limit.ABOUT:
        return (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step == said
    return (exact // step) * step == said if limit in _UP else (exact // step + 1) * step == said


def _counts(evidence: Sequence[Reading]) -> frozenset[int]:
    """How many things evidence may be said to name: its sentences, with or without a lead, and each row of words in it."""
    rows = [len(_JOINTS.findall(part)) + 1 for reading in evidence for part in _STRETCH.split(reading.text)]
    circled = len({sign for reading in evidence for sign in _CIRCLED.findall(reading.raw)})
    return frozenset([*rows, circled, len(evidence), len(evidence) - 1]) - {0, 1}
