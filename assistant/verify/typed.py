"""Typed tokens: every number, date, provision, code, name and law of a statement must stand in its evidence."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.limit import LABELS, Limit, agrees, out_of_order
from assistant.verify.numeral import numerals_in, stands
from assistant.verify.reading import LIMITED, Reading, Token
from assistant.verify.unit import COUNTERS, ELSEWISE, MONEY, THINGS
from ingest.amount import plain
from ingest.fact import Fact, FactKind, holds, implied
from ingest.fold import kanji_number, squeeze

Limits = tuple[Limit, ...]
# names of one organisation
_SAME = (
    ("経済産業省", "経産省", "METI", "経済産業大臣", "経産大臣"),
    ("安全保障貿易情報センター", "CISTEC"),
    ("産業構造審議会", "産構審"),
    ("安全保障貿易管理小委員会", "安保小委"),
    ("日本機械輸出組合", "JMC"),
    ("日本貿易振興機構", "ジェトロ"),
    ("日本経済団体連合会", "経団連"),
    ("ワッセナー・アレンジメント", "ワッセナーアレンジメント", "Wassenaar Arrangement", "WA"),
    ("原子力供給国グループ", "Nuclear Suppliers Group", "NSG"),
    ("オーストラリア・グループ", "Australia Group", "AG"),
    ("ミサイル技術管理レジーム", "Missile Technology Control Regime", "MTCR"),
    ("対共産圏輸出統制委員会", "ココム", "COCOM", "Coordinating Committee for Multilateral Strategic Export Control"),
    ("国際連合", "国連"),
    ("国連安保理", "安全保障理事会", "安保理", "国連の安全保障理事会"),
    ("EU", "欧州連合"),
    ("世界貿易機関", "WTO"),
    ("欧州安全保障協力機構", "OSCE", "Organisation for Security and Cooperation in Europe"),
    ("米国商務省", "BIS"),
    ("制度・手続分科会", "制度手続分科会"),
    ("地方経済産業局", "地方経産局"),
)
_GROUP = {name: group[0] for group in _SAME for name in group}
_HOME = "JP"
_OURS = re.compile(
    "我が国|わが国|国内|本邦|自国|日本|Japan|政府|日(?=[米英独仏中韓欧印豪EA-Z])|(?<=[米英独仏中韓欧印豪])日"
)
_THAT = "れ"  # それ, これ
_FEW = 5  # occurrences of one value that are compared one by one
_ONE_SIGN = {
    "US": "米", "GB": "英", "DE": "独", "FR": "仏", "CN": "中", "KR": "韓", "IN": "印", "AU": "豪", "RU": "露",
    "JP": "日", "TW": "台", "IT": "伊", "CA": "加",
}  # fmt: skip
_ROW = re.compile(
    r"(?<![一-龠])[米英韓豪](?=[一-龠]{2})|(?:[日米英独仏中韓印豪露台伊加欧EU]・?){2,}(?![一-龠])|[米英独仏中韓印豪露]欧?(?=アジア)"
)
_MEANT = "グループA"
_TABLE_OF_A = re.compile("別表第?[三3](?!の[0-9二三])")
_EXCLUDED = re.compile(
    r"(?:の?国|・?地域|の?国・地域|の地域|向け|\)){0,3}(?:以外|で(?:は|も)?な|じゃな|を?除|に(?:は|も)?(?:含ま|属さ|当たら|入ら|該当し)|外)"
)
_TABLES = {
    "グループA": ("別表3",),
    "グループA以外": ("別表3",),
    "国連武器禁輸国": ("別表3の2",),
}  # the tables that list a group
_SIGNS = re.compile(
    r"(?<![ァ-ヺー])([イロハニホヘトチリヌルヲ](?:[・、]?(?:又は|及び|から|と)?[イロハニホヘトチリヌルヲ])*)(?![ァ-ヺー])"
)
_UNIT_APART = re.compile(
    r"(?<![0-9〇一二三四五六七八九十百千万億兆.])(百万|千万|十億|千|万|億|兆|)(円|ドル|ユーロ|%)(?=単位|[)|:、。]|$)"
)
SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8, "十億": 10**9, "兆": 10**12}
_PART = re.compile(r"第?([0-9]+)[章節部]")  # numbered by its place in a list
_BODY_OR_LAW = re.compile(r"(?<![一-龠])[一-龠]{2,3}[法庁](?![一-龠])")
_DIGITS = dict(zip("123456789", "一二三四五六七八九", strict=True))
_JOINTS = re.compile("(?:[、・や,]|と(?![のはもしいさっ])|及び|又は|若しくは|かつ|並びに){1,2}")
_BARE_TABLE = re.compile("別表(?!第?[0-9一二三四五六七八九十])")
_CIRCLED = re.compile("[①-⑳]")
_BRACKETED = re.compile(r"[(]([0-9]{1,2})[)]")
_REFERENCE = re.compile(r"(?<![0-9条項号])[(]([0-9]{1,2})[)](?=[はとのがをにやで]|及び|又は|から|まで)")
_STRETCH = re.compile(r"[。()「」:;]|(?<!、)[|]|(?<=[ぁ-ん])(?<![とや])、")
_NAMED = (FaultKind.COUNTRY, FaultKind.ORGANISATION, FaultKind.LAW)


def same_value(token: Token) -> str:
    """The value by which tokens are compared: the organisation for each of its names."""
    return _GROUP.get(token.value, token.value) if token.kind is FaultKind.ORGANISATION else token.value


def bears_out(token: Token, reading: Reading) -> bool:
    """Whether a text holds a token, after normalisation."""
    if token.fact is None:
        return _named(token, reading)
    if token.kind is FaultKind.ORGANISATION:
        return _known_body(token, reading)
    if token.kind is FaultKind.COUNTRY and _told_otherwise(token.fact.value, reading):
        return True
    if holds(token.fact, reading.known):
        return True
    return token.kind is FaultKind.NUMBER and (
        _unit_apart(token.fact, reading)
        or _in_one_sign(token.fact.value, reading.squeezed)
        or token.fact.value in reading.digits  # without a unit: it may number a list there
        or _counted(token.fact, reading.known)
    )


def _unit_apart(number: Fact, reading: Reading) -> bool:
    """Whether a sum of money or a share stands there without its unit or scale, which stands apart (億円単位で、8,623)."""
    unit = number.value.lstrip("0123456789.")
    if unit not in (*MONEY, "%"):
        return False
    digits = Decimal(number.value.removesuffix(unit))
    apart = {Decimal(SCALES[scale]) for scale, of in _UNIT_APART.findall(reading.text) if of == unit}
    return any(Fact(FactKind.NUMBER, plain(digits / scale)) in reading.known for scale in apart)


def _in_one_sign(value: str, text: str) -> bool:
    """Whether a small number stands there as one sign that is not read as a number (写し一通)."""
    sign = _DIGITS.get(value[:1]) if not value[1:2].isdigit() and value[1:] else None
    return (
        sign is not None and re.search(rf"(?<![第数〇一二三四五六七八九十百千万]){sign}{value[1:]}", text) is not None
    )


def _known_body(token: Token, reading: Reading) -> bool:
    """Whether a text names an organisation by any of its names."""
    wanted = same_value(token)
    return (
        any(same_value(other) == wanted for other in reading.tokens if other.kind is token.kind)
        or token.written in reading.squeezed
        or _is_shortened(token, reading)
    )


def _told_otherwise(country: str, reading: Reading) -> bool:
    """Whether a country stands there as one sign in a row, or is our own."""
    return _in_row(country, reading) or (country == _HOME and _OURS.search(reading.squeezed) is not None)


def _in_row(country: str, reading: Reading) -> bool:
    """Whether a country stands by one sign in a row of them (米欧アジア, 日米韓)."""
    sign = _ONE_SIGN.get(country)
    return sign is not None and any(sign in match[0] for match in _ROW.finditer(reading.squeezed))


def _named(token: Token, reading: Reading) -> bool:
    """Whether a text names the law, the group of countries or the organisation of a token."""
    if any(other.kind is token.kind and other.value == token.value for other in reading.tokens):
        return True
    if token.kind in (FaultKind.LAW, FaultKind.ORGANISATION) and _is_shortened(token, reading):
        return True
    if token.kind is FaultKind.COUNTRY:
        if any(other.value.removesuffix("以外") == token.value.removesuffix("以外") for other in reading.tokens):
            return True  # whether it is meant or excluded is a matter of polarity
        return any(Fact(FactKind.PROVISION, table) in reading.known for table in _TABLES.get(token.value, ()))
    return squeeze(token.value) in reading.squeezed


def _is_shortened(token: Token, reading: Reading) -> bool:
    """Whether a name there is this one with signs left out, or the other way round (独禁法, 入管庁)."""
    name = squeeze(token.value)
    return any(
        _abbreviates(*sorted((name, squeeze(other.value)), key=len))
        for other in reading.tokens
        if other.kind is token.kind and (other.fact is None or token.fact is None)
    ) or any(_abbreviates(short, name) for short in _BODY_OR_LAW.findall(reading.squeezed))


def _abbreviates(short: str, name: str) -> bool:
    """Whether a short name has signs of a long one in their order, and its end."""
    signs = iter(name)
    return 3 <= len(short) < len(name) and short[-1] == name[-1] and all(sign in signs for sign in short)


def unit_of(token: Token) -> str:
    """The unit of a number; of a date, which of its parts it has; else empty."""
    if token.fact is None:
        return ""
    if token.fact.kind is FactKind.NUMBER:
        return token.fact.value.lstrip("0123456789.")
    if token.fact.kind is FactKind.ORDINAL:
        return re.sub("[0-9]+", "0", token.fact.value)
    return re.sub("[0-9]", "0", token.fact.value) if token.fact.kind is FactKind.DATE else ""


def _counted(fact: Fact, known: frozenset[Fact]) -> bool:
    """Whether the same number stands there with a counter that may stand for this one, or in another unit."""
    if fact.kind is not FactKind.NUMBER:
        return False
    unit = fact.value.lstrip("0123456789.")
    digits = fact.value.removesuffix(unit)
    if digits == "1" and unit == "つ":
        return True  # 一つ is no number in the evidence either
    if unit == "か月" and Fact(FactKind.DATE, f"--{int(float(digits)):02}") in known:
        return True  # 「日から六月である」
    if any(
        Fact(FactKind.NUMBER, f"{plain(Decimal(digits) * times)}{other}") in known
        for other, times in ELSEWISE.get(unit, ())
    ):
        return True
    return any(Fact(FactKind.NUMBER, digits + other) in known for group in COUNTERS if unit in group for other in group)


def typed_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each token without evidence. Headings bear out names, not numbers or provisions."""
    known = frozenset(fact for reading in evidence for fact in reading.known)
    text = "|".join(reading.squeezed for reading in evidence)
    foreign = statement.english and not any(reading.english for reading in evidence)
    for token in statement.tokens:
        if token.value == _MEANT and _is_excluded(token, statement, evidence):
            yield fault(token.kind, token.written)
        readings = (*evidence, *headings) if token.kind in _NAMED else evidence
        if any(bears_out(token, reading) for reading in readings) or _put_together(token, known):
            continue
        if foreign and (_in_kanji(token, text) or _item_in(token, known)):
            continue
        if _counts_up(token, statement, evidence) or _marked(token, statement, evidence, known):
            continue
        if _adds_up(token, statement) or _stands_otherwise(token, statement, evidence, headings):
            continue
        yield fault(token.kind, token.written)
    yield from _reference_faults(statement, evidence)
    for numeral in sorted(statement.numerals):
        if numeral not in text and not _numeral_in(numeral, text):
            yield fault(FaultKind.NUMBER, numeral)


def _reference_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each part that is referred to by a number in brackets (「概要の(1)と(2)は」) that no evidence has."""
    known = frozenset(_BRACKETED.findall(_in_brackets("|".join(reading.raw for reading in evidence))))
    for number in _REFERENCE.findall(_in_brackets(statement.raw)):
        if number not in known and not any(f"第{number}号" in reading.marks for reading in evidence):
            yield fault(FaultKind.NUMBER, f"({number})")


def _in_brackets(text: str) -> str:
    """NFKC with ① as (1)."""
    return unicodedata.normalize("NFKC", _CIRCLED.sub(lambda m: f"({unicodedata.normalize('NFKC', m[0])})", text))


def _is_excluded(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether グループA stands as such, where the evidence names only what does not belong to it (別表第三以外の地域)."""
    if _EXCLUDED.match(statement.text, token.end):
        return False
    text = "|".join(reading.text for reading in evidence)
    named = [one.value for reading in evidence for one in reading.tokens if one.kind is token.kind]
    meant = _MEANT in named or any(not _EXCLUDED.match(text, match.end()) for match in _TABLE_OF_A.finditer(text))
    return not meant and (f"{_MEANT}以外" in named or _TABLE_OF_A.search(text) is not None)


_SUM = re.compile(r"(?:合計|総計|計|合わせて|あわせて|合算で|全部で|都合|延べ)で?$")


def _adds_up(token: Token, statement: Reading) -> bool:
    """「A社1社とB社3社の計4社」: the sum of the numbers of its unit that stand before it."""
    if token.fact is None or not _SUM.search(statement.text[: token.start]):
        return False
    unit = unit_of(token)
    before = [one for one in statement.tokens if one.kind is token.kind and one.end <= token.start]
    parts = [Decimal(_digits(one)) for one in before if unit_of(one) == unit and _digits(one)]
    return bool(unit) and len(parts) > 1 and plain(sum(parts, Decimal(0))) == _digits(token)


def _digits(token: Token) -> str:
    return (re.match("[0-9.]*", token.fact.value) or [""])[0] if token.fact else ""


def _stands_otherwise(
    token: Token, statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]
) -> bool:
    """Whether the number of a token stands there as a fact of another kind, or in a heading behind the same word (図3)."""
    if token.kind not in (FaultKind.NUMBER, FaultKind.ITEM, FaultKind.PROVISION):
        return False
    asked = [one for one in numerals_in(statement.text) if one.start < token.end and token.start < one.end]
    there = [one for reading in evidence for one in numerals_in(reading.text)]
    above = [one for reading in headings for one in numerals_in(reading.text) if one.head]
    return len(asked) == 1 and (stands(asked[0], there) or (bool(asked[0].head) and stands(asked[0], above)))


def _in_kanji(token: Token, text: str) -> bool:
    """Whether a small number of an English sentence stands in front of a word (four ministers: 四閣僚)."""
    value = token.fact.value if token.fact else ""
    return value in _DIGITS and (
        any(len(match[0].replace("・", "")) == int(value) for match in _ROW.finditer(text))
        or re.search(rf"(?<![第一二三四五六七八九十]){_DIGITS[value]}(?=[一-龠ァ-ヶ])", text) is not None
    )


def _item_in(token: Token, known: frozenset[Fact]) -> bool:
    """Whether an English item is a 号 there; in English 項 of a table and 号 of an article are both items."""
    return token.kind is FaultKind.ITEM and token.fact is not None and _ends_with_item(token.fact.value, known)


def _ends_with_item(value: str, known: frozenset[Fact]) -> bool:
    return Fact(FactKind.PROVISION, f"第{value.removesuffix('項')}号") in known


def _numeral_in(numeral: str, text: str) -> bool:
    """Whether a numeral stands there with other particles behind it, or shares its unit (数千万〜数十億円)."""
    bare = numeral.rstrip("でかにとのがをはもぁ-ん")
    number = re.match(r"数?[一二三四五六七八九十百千万億兆]+", bare)
    counted = re.fullmatch(r"[二三四五六七八九十百千]+", number[0]) if number else None
    if counted and re.search(rf"(?<![0-9]){kanji_number(counted[0])}(?![0-9])", text):
        return True
    return bare in text or (number is not None and any(number[0] + sign in text for sign in "~〜–—―"))


def _put_together(token: Token, known: frozenset[Fact]) -> bool:
    """A date or a provision whose parts stand in two sentences."""
    return token.fact is not None and token.kind in (FaultKind.DATE, FaultKind.PROVISION) and holds(token.fact, known)


def _counts_up(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """「AとBの二つ」「次の3か国」「2つ目」 of evidence that names as many things, and gives no other number of them."""
    if token.fact is None or unit_of(token) not in THINGS:
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


def _counts(evidence: Sequence[Reading]) -> frozenset[int]:
    """How many things evidence may be said to name: its sentences, with or without a lead, and each row of words in it."""
    rows = [len(_JOINTS.findall(part)) + 1 for reading in evidence for part in _STRETCH.split(reading.text)]
    return frozenset([*rows, len(evidence), len(evidence) - 1]) - {0, 1}


def _marked(token: Token, statement: Reading, evidence: Sequence[Reading], known: frozenset[Fact]) -> bool:
    """「第二号ホ」 of evidence whose sentence begins with 「ホ」 or 「二」: the mark of a list is part of an address."""
    if token.kind is FaultKind.ITEM and token.fact is not None:
        return Fact(FactKind.PROVISION, f"第{token.fact.value}") in known  # 1項 for 第一項
    marks = {mark for reading in evidence for mark in reading.marks}
    if token.kind is FaultKind.NUMBER:
        return _numbers_part(token, marks, known)
    if token.kind is not FaultKind.PROVISION or token.fact is None:
        return False
    head, sign = re.fullmatch(r"(.*?)([ァ-ヺ]?)", token.fact.value).groups()  # type: ignore[union-attr]
    if sign and sign not in marks and not _sign_in(sign, evidence):
        return False
    steps = re.findall("第[^第]+", head)
    if not steps:
        bare = any(_BARE_TABLE.search(reading.text) for reading in evidence) and statement.text[token.end :][:1] != "項"
        return _is_row(head, known) or (bare and _is_bare_row(head, known, marks))
    marked = [reading for reading in evidence if steps[-1] in reading.marks]
    above = [fact for reading in evidence if reading not in marked for fact in reading.known]  # an item has no article
    while steps and steps[-1] in marks:
        steps.pop()
    return not steps or holds(Fact(FactKind.PROVISION, "".join(steps)), frozenset(above) if marked else known)


def _numbers_part(token: Token, marks: Collection[str], known: frozenset[Fact]) -> bool:
    """Whether a number is that of a chapter or an item by its place in a list."""
    if part := _PART.fullmatch(token.fact.value if token.fact else ""):
        return f"第{part[1]}号" in marks
    address = f"第{token.value}"
    return unit_of(token) in ("号", "項") and (address in marks or Fact(FactKind.PROVISION, address) in known)


def _is_row(address: str, known: frozenset[Fact]) -> bool:
    """Whether 「別表第二の39」 (of 「39から41まで」) is a row of a table that is named: 別表第二 and 39の項."""
    table, *parts = address.split("の")
    return any(
        Fact(FactKind.PROVISION, "の".join([table, *parts[:n]])) in known
        and Fact(FactKind.VALUE, "の".join(parts[n:])) in known
        for n in range(len(parts))
    )


def _is_bare_row(address: str, known: frozenset[Fact], marks: Collection[str]) -> bool:
    """Whether 「別表16」 is row 16 of the one table of an order, which has no number (別表の16の項)."""
    row = address.removeprefix("別表") if address.startswith("別表") else "none"
    return Fact(FactKind.ITEM, f"{row}項") in known or Fact(FactKind.VALUE, row) in known or f"第{row}号" in marks


def _sign_in(sign: str, evidence: Sequence[Reading]) -> bool:
    """Whether a text names イ, ロ, ハ as such (イ・ロ・ニ, イからニまで)."""
    return any(sign in signs for reading in evidence for signs in _SIGNS.findall(reading.text))


def limit_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each number or date that stands with another comparator than in the evidence.

    A value that is said more than once there must be said with as many different comparators.
    """
    known = [token for reading in evidence for token in reading.tokens]
    for token in statement.tokens:
        if token.kind not in LIMITED or token.fact is None:
            continue
        date = token.kind is FaultKind.DATE
        said = [_limits(other) for other in statement.tokens if other.kind is token.kind and other.value == token.value]
        there = [_limits(other) for other in known if other.fact and _is_same(token, other)]
        if token.kind is FaultKind.PROVISION and token.limit is Limit.UNTIL and there and not _ends_there(known):
            yield fault(FaultKind.COMPARATOR, token.written + LABELS[token.limit])
            continue
        if there and not (
            _fits(said, there, date=date) if len(said) <= len(there) else _all_agree(said, there, date=date)
        ):
            yield fault(FaultKind.COMPARATOR, token.written + LABELS[token.limit])
    yield from _word_limit_faults(statement, evidence)


def _ends_there(known: Sequence[Token]) -> bool:
    """Whether provisions of the evidence are given as a range at all."""
    return any(
        one.limit in (Limit.UNTIL, Limit.END, Limit.AT_MOST, Limit.FROM)
        for one in known
        if one.kind is FaultKind.PROVISION
    )


def _limits(token: Token) -> Limits:
    """Its comparator, or where none stands with it, none or that of the topic."""
    return (token.limit, token.topic) if token.limit is Limit.EXACT else (token.limit,)


def _agree(said: Limits, known: Limits, *, date: bool) -> bool:
    return any(agrees(one, other, date=date) for one in said for other in known)


def _fits(said: Sequence[Limits], known: Sequence[Limits], *, date: bool) -> bool:
    """Whether each comparator has one of its own in the evidence that bears it out."""
    if not said:
        return True
    return any(
        _agree(said[0], limit, date=date) and _fits(said[1:], [*known[:at], *known[at + 1 :]], date=date)
        for at, limit in enumerate(known[:_FEW])
    )


def _all_agree(said: Sequence[Limits], known: Sequence[Limits], *, date: bool) -> bool:
    return all(any(_agree(one, limit, date=date) for limit in known) for one in said)


def _word_limit_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each comparator behind a word that has only other ones in the evidence."""
    known = {one for reading in evidence for one in reading.word_limits}
    said_there = {limit for reading in evidence for token in reading.tokens for limit in _limits(token)}
    for one in statement.word_limits:
        there = {other.limit for other in known if other.head == one.head}
        if one.head == _THAT:  # それ以上: of any amount there
            there |= said_there
        if there and not any(agrees(one.limit, limit, date=True) for limit in there):
            yield fault(FaultKind.COMPARATOR, one.head + LABELS[one.limit])
    text = "|".join(reading.squeezed for reading in evidence)
    if wrong := out_of_order(statement.squeezed, text):
        yield fault(FaultKind.COMPARATOR, wrong)


def _is_same(token: Token, other: Token) -> bool:
    """Whether two tokens are the same number or date; of a date a part may be left out; 六月 may be a span."""
    if FaultKind.NUMBER in (token.kind, other.kind) and FaultKind.DATE in (token.kind, other.kind):
        number, date = (token, other) if token.kind is FaultKind.NUMBER else (other, token)
        return unit_of(number) == "か月" and number.fact is not None and _counted(number.fact, implied((date.fact,)))  # type: ignore[arg-type]
    if token.kind is not other.kind or token.fact is None or other.fact is None:
        return False
    mine, theirs = implied((token.fact,)), implied((other.fact,))
    return holds(token.fact, theirs) or holds(other.fact, mine) or _counted(token.fact, theirs)
