"""Typed tokens: every number, date, provision, code, name and law of a statement must stand in its evidence."""

from collections.abc import Iterator, Sequence

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.limit import Limit, agrees
from assistant.verify.reading import Reading, Token
from ingest.fact import Fact, FactKind, holds, implied
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
_HOME = "JP"
_OURS = ("我が国", "わが国", "国内", "本邦", "自国", "日", "政府", "Japan")
# counters that may stand for each other when things are counted
_COUNTERS = ({"社", "企業", "者", "団体", "機関", "組織", "会社"}, {"人", "者"}, {"つ", "点", "項目", "件", "種類", "類型", "項", "本", "事例", "要素", "課題", "分野"}, {"か国", "国", "地域"}, {"回", "会合"}, {"通", "部", "枚"}, {"月", "か月"})  # fmt: skip
_NAMED = (FaultKind.COUNTRY, FaultKind.ORGANISATION, FaultKind.LAW)


def same_value(token: Token) -> str:
    """The value by which tokens are compared: the organisation for each of its names."""
    return _GROUP.get(token.value, token.value) if token.kind is FaultKind.ORGANISATION else token.value


def bears_out(token: Token, reading: Reading) -> bool:
    """Whether a text holds a token, after normalisation."""
    if token.fact is None:
        return any(other.kind is FaultKind.LAW and other.value == token.value for other in reading.tokens) or (
            squeeze(token.value) in reading.squeezed
        )
    if token.kind is FaultKind.ORGANISATION:
        wanted = same_value(token)
        return any(same_value(other) == wanted for other in reading.tokens if other.kind is token.kind) or (
            token.written in reading.squeezed
        )
    if (
        token.kind is FaultKind.COUNTRY
        and token.fact.value == _HOME
        and any(word in reading.squeezed for word in _OURS)
    ):
        return True
    if holds(token.fact, reading.known):
        return True
    return token.kind is FaultKind.NUMBER and _counted(token.fact, reading.known)


def _counted(fact: Fact, known: frozenset[Fact]) -> bool:
    """Whether the same number stands there with a counter that may stand for this one."""
    if fact.kind is not FactKind.NUMBER:
        return False
    digits = fact.value.rstrip("".join({sign for sign in fact.value if not sign.isdigit() and sign != "."}))
    unit = fact.value[len(digits) :]
    others = {other for group in _COUNTERS if unit in group for other in group}
    return any(Fact(FactKind.NUMBER, digits + other) in known for other in others)


def typed_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each token without evidence. Headings bear out names, not numbers or provisions."""
    known = frozenset(fact for reading in evidence for fact in reading.known)
    for token in statement.tokens:
        readings = (*evidence, *headings) if token.kind in _NAMED else evidence
        if any(bears_out(token, reading) for reading in readings) or _put_together(token, known):
            continue
        yield fault(token.kind, token.written)


def _put_together(token: Token, known: frozenset[Fact]) -> bool:
    """A date or a provision whose parts stand in two sentences."""
    return token.fact is not None and token.kind in (FaultKind.DATE, FaultKind.PROVISION) and holds(token.fact, known)


def limit_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each number or date that stands with another comparator than in the evidence."""
    known = [token for reading in evidence for token in reading.tokens]
    for token in statement.tokens:
        if token.kind not in (FaultKind.NUMBER, FaultKind.DATE) or token.fact is None:
            continue
        same = [other for other in known if other.fact and _is_same(token, other)]
        date = token.kind is FaultKind.DATE
        if same and not any(agrees(token.limit, other.limit, date=date) for other in same):
            yield fault(FaultKind.COMPARATOR, statement.text[token.start : token.end + 4])


def _is_same(token: Token, other: Token) -> bool:
    """Whether two tokens are the same number or date; of a date a part may be left out."""
    if token.kind is not other.kind or token.fact is None or other.fact is None:
        return False
    mine, theirs = implied((token.fact,)), implied((other.fact,))
    return holds(token.fact, theirs) or holds(other.fact, mine) or _counted(token.fact, theirs)


__all__ = ["Limit", "bears_out", "limit_faults", "same_value", "typed_faults"]
