"""Named: whether a text names a country, a group of countries, an organisation or a law, by any of its names."""

import re
from collections.abc import Sequence

from assistant.verify.fault import FaultKind
from assistant.verify.reading import Reading, Token
from ingest.fact import Fact, FactKind
from ingest.fold import squeeze

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
HOME = "JP"
_OURS = re.compile(
    "我が国|わが国|国内|本邦|自国|日本|Japan|政府|日(?=[米英独仏中韓欧印豪EA-Z])|(?<=[米英独仏中韓欧印豪])日"
)
_ONE_SIGN = {
    "US": "米", "GB": "英", "DE": "独", "FR": "仏", "CN": "中", "KR": "韓", "IN": "印", "AU": "豪", "RU": "露",
    "JP": "日", "TW": "台", "IT": "伊", "CA": "加",
}  # fmt: skip
ROW = re.compile(
    r"(?<![一-龠])[米英韓豪](?=[一-龠]{2})|(?:[日米英独仏中韓印豪露台伊加欧EU]・?){2,}(?![一-龠])|[米英独仏中韓印豪露]欧?(?=アジア)"
)
_ARRIVING = re.compile(r"(?:の?国内)?(?:に|へ|から)(持ち込|持ち帰|持ち出|輸入|輸出|入国|帰国|来日)")
MEANT = "グループA"
_TABLE_OF_A = re.compile("別表第?[三3](?!の[0-9二三])")
_EXCLUDED = re.compile(
    r"(?:の?国|・?地域|の?国・地域|の地域|向け|\)){0,3}(?:以外|で(?:は|も)?な|じゃな|を?除|に(?:は|も)?(?:含ま|属さ|当たら|入ら|該当し)|外)"
)
_TABLES = {
    "グループA": ("別表3",),
    "グループA以外": ("別表3",),
    "国連武器禁輸国": ("別表3の2",),
}  # the tables that list a group
_BODY_OR_LAW = re.compile(r"(?<![一-龠])[一-龠]{2,3}[法庁](?![一-龠])")


def same_value(token: Token) -> str:
    """The value by which tokens are compared: the organisation for each of its names."""
    return _GROUP.get(token.value, token.value) if token.kind is FaultKind.ORGANISATION else token.value


def names_body(token: Token, reading: Reading) -> bool:
    """Whether a text names an organisation by any of its names."""
    wanted = same_value(token)
    return (
        any(same_value(other) == wanted for other in reading.tokens if other.kind is token.kind)
        or token.written in reading.squeezed
        or _is_shortened(token, reading)
    )


def told_otherwise(country: str, reading: Reading) -> bool:
    """Whether a country stands there as one sign in a row, or is our own."""
    return _in_row(country, reading) or (country == HOME and _OURS.search(reading.squeezed) is not None)


def said_in_row(token: Token, statement: Reading, reading: Reading) -> bool:
    """Whether a text has a country in a row of signs (欧米) alone, and the statement has that row beside the country."""
    if token.fact is None or any(one.value == token.value for one in reading.tokens):
        return False
    rows = [row[0] for row in ROW.finditer(reading.squeezed) if _ONE_SIGN.get(token.fact.value, "-") in row[0]]
    return any(row in statement.squeezed for row in rows)


def in_same_row(token: Token, evidence: Sequence[Reading]) -> bool:
    """Whether countries stand there in the same row of signs, maybe as a part of a name (米中経済…委員会)."""
    row = token.written
    return (
        token.kind is FaultKind.COUNTRY
        and len(row) > 1
        and set(row) <= set(_ONE_SIGN.values())
        and any(row in one.squeezed for one in evidence)
    )


def no_country(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether a name of a country names a language, or where goods come in, in evidence that has no country in mind."""
    if token.kind is not FaultKind.COUNTRY:
        return False
    if token.value == HOME and statement.text[token.end : token.end + 1] == "語":
        return True
    named = any(one.kind is FaultKind.COUNTRY and one.value != HOME for reading in evidence for one in reading.tokens)
    arriving = _ARRIVING.match(statement.text, token.end)
    return (
        token.value == HOME and not named and arriving is not None and any(arriving[1] in one.text for one in evidence)
    )


def _in_row(country: str, reading: Reading) -> bool:
    """Whether a country stands by one sign in a row of them (米欧アジア, 日米韓)."""
    sign = _ONE_SIGN.get(country)
    return sign is not None and any(sign in match[0] for match in ROW.finditer(reading.squeezed))


def names_it(token: Token, reading: Reading) -> bool:
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


def is_excluded(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether グループA stands as such, where the evidence names only what does not belong to it (別表第三以外の地域)."""
    if _EXCLUDED.match(statement.text, token.end):
        return False
    text = "|".join(reading.text for reading in evidence)
    named = [one.value for reading in evidence for one in reading.tokens if one.kind is token.kind]
    meant = MEANT in named or any(not _EXCLUDED.match(text, match.end()) for match in _TABLE_OF_A.finditer(text))
    return not meant and (f"{MEANT}以外" in named or _TABLE_OF_A.search(text) is not None)
