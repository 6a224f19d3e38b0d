"""Address: provisions and rows of tables that evidence gives in parts: in two sentences, by the mark of a list, without a label."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.limit import Limit
from assistant.verify.reading import Reading, Token
from assistant.verify.unit import unit_of
from ingest.fact import Fact, FactKind, holds

_SIGNS = re.compile(
    r"(?<![ァ-ヺー])([イロハニホヘトチリヌルヲ](?:[・、]?(?:又は|若しくは|及び|から|と|や|[~〜～])?[イロハニホヘトチリヌルヲ])*)(?![ァ-ヺー])"
)
_IROHA = "イロハニホヘトチリヌルヲ"
_LEFT_OUT = re.compile("[イロハニホヘトチリヌルヲ](?:を除|以外|は[^、。]{0,8}(?:ない|ません|ず))")
_RANGE = re.compile("から|[~〜～]")
_AMONG = re.compile("項(?:の[一-龠]{1,4})?のうち")
_NOTE = re.compile("脚注([0-9]+)")
_PART = re.compile(r"第?([0-9]+)[章節部]")  # numbered by its place in a list
_BARE_TABLE = re.compile("別表(?!第?[0-9一二三四五六七八九十])")
_CIRCLED = re.compile("[①-⑳]")
_BRACKETED = re.compile(r"[(]([0-9]{1,2})[)]")
_REFERENCE = re.compile(r"(?<![0-9条項号])[(]([0-9]{1,2})[)](?=[はとのがをにやで]|及び|又は|から|まで)")


def reference_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each part that is referred to by a number in brackets (「概要の(1)と(2)は」) that no evidence has."""
    said = _REFERENCE.findall(_in_brackets(statement.raw))
    known = _bracketed(evidence) if said else frozenset[str]()
    above = _bracketed(headings) if said and known <= set(said) else frozenset()  # stands in the place of none
    for number in said:
        if number not in known | above and not any(f"第{number}号" in reading.marks for reading in evidence):
            yield fault(FaultKind.NUMBER, f"({number})")
    for number in _NOTE.findall(unicodedata.normalize("NFKC", statement.raw)):
        if number not in _NOTE.findall(
            unicodedata.normalize("NFKC", "|".join(one.raw for one in (*evidence, *headings)))
        ):
            yield fault(FaultKind.NUMBER, f"脚注{number}")
    yield from _sign_faults(statement, evidence, headings)


def _sign_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for a sign of a list (イ, ロ, ハ) that others do not have, where they have some."""
    if not any(sign in statement.text for sign in _IROHA):
        return
    signs = frozenset(sign for reading in evidence for sign in (*_signs_in(reading), *reading.marks))
    named = [one for row in _SIGNS.findall(_LEFT_OUT.sub("", statement.text)) if not _RANGE.search(row) for one in row]
    known = signs | {sign for reading in headings for sign in _signs_in(reading)} if signs <= set(named) else signs
    if signs and (wrong := _other_range(statement, (*evidence, *headings))):
        yield fault(FaultKind.PROVISION, wrong)
    if signs and (strange := [sign for sign in named if sign in _IROHA and sign not in known]):
        yield fault(FaultKind.PROVISION, strange[0])


def _other_range(statement: Reading, known: Sequence[Reading]) -> str:
    """A range (イからハまで) that others bear out only in part or beyond; empty where there is none."""
    rows = {frozenset(_row(signs)) for one in known for signs in _SIGNS.findall(one.text) if _RANGE.search(signs)}
    ranges = [signs for signs in _SIGNS.findall(statement.text) if _RANGE.search(signs)]
    return next((signs for signs in ranges if rows and frozenset(_row(signs)) not in rows), "")


def _bracketed(readings: Sequence[Reading]) -> frozenset[str]:
    """The numbers in brackets and circles of some texts."""
    return frozenset(_BRACKETED.findall(_in_brackets("|".join(reading.raw for reading in readings))))


def _signs_in(reading: Reading) -> list[str]:
    """イ, ロ, ハ … as such, and those between the ends of a range (イからニまで)."""
    return [sign for signs in _SIGNS.findall(reading.text) for sign in _row(signs)]


def _row(signs: str) -> list[str]:
    named = re.findall("[ァ-ヺ]", signs)
    return list(_IROHA[_IROHA.index(named[0]) : _IROHA.index(named[-1]) + 1]) if _RANGE.search(signs) else named


def _in_brackets(text: str) -> str:
    """NFKC with ① as (1)."""
    return unicodedata.normalize("NFKC", _CIRCLED.sub(lambda m: f"({unicodedata.normalize('NFKC', m[0])})", text))


def item_in(token: Token, known: frozenset[Fact]) -> bool:
    """Whether an English item is a 号 there; in English 項 of a table and 号 of an article are both items."""
    return token.kind is FaultKind.ITEM and token.fact is not None and _ends_with_item(token.fact.value, known)


def _ends_with_item(value: str, known: frozenset[Fact]) -> bool:
    return Fact(FactKind.PROVISION, f"第{value.removesuffix('項')}号") in known


def put_together(token: Token, known: frozenset[Fact]) -> bool:
    """A date or a provision whose parts stand in two sentences."""
    return token.fact is not None and token.kind in (FaultKind.DATE, FaultKind.PROVISION) and holds(token.fact, known)


def marked(token: Token, statement: Reading, evidence: Sequence[Reading], known: frozenset[Fact]) -> bool:
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
        bare = (
            any(_BARE_TABLE.search(reading.text) for reading in evidence)
            and "項" not in statement.text[token.end - 1 : token.end + 1]
        )
        return _is_row(head, known) or (bare and _is_bare_row(head, known, marks))
    marked = [reading for reading in evidence if steps[-1] in reading.marks]
    above = [fact for reading in evidence if reading not in marked for fact in reading.known]  # an item has no article
    while steps and steps[-1] in marks:
        steps.pop()
    return not steps or holds(Fact(FactKind.PROVISION, "".join(steps)), frozenset(above) if marked else known)


_LAST = re.compile("(.*第)([0-9]+)([条項号])")


def listed(token: Token, evidence: Sequence[Reading], known: frozenset[Fact]) -> bool:
    """Whether a provision lies in a range that the evidence gives, or a part among those it lists behind their row."""
    if token.kind is FaultKind.PROVISION:
        return _within(token, evidence)
    return token.kind is FaultKind.ITEM and _part_of(token, evidence, known)


def _within(token: Token, evidence: Sequence[Reading]) -> bool:
    """Whether a provision that is no end of a range lies in one there (第三号: 第一号から第四号まで)."""
    if token.limit is not Limit.EXACT or not (own := _LAST.fullmatch(token.value)):
        return False
    for reading in evidence:
        named = [one for one in reading.tokens if one.kind is token.kind]
        for first, last in pairwise(named):
            start, end = _LAST.fullmatch(first.value), _LAST.fullmatch(last.value)
            if start and end and first.limit is Limit.FROM and last.limit in (Limit.UNTIL, Limit.END):
                alike = start[3] == end[3] == own[3] and start[1].endswith(own[1])
                if alike and int(start[2]) < int(own[2]) < int(end[2]):
                    return True
    return False


def _part_of(token: Token, evidence: Sequence[Reading], known: frozenset[Fact]) -> bool:
    """「17の項(5)」 of 「17の項のうち、(3)及び(5)」."""
    row, part = re.fullmatch(r"(.*?項)?(?:[(]([0-9]{1,2})[)])?.*", token.value).groups()  # type: ignore[union-attr]
    told = any(_AMONG.search(reading.text) for reading in evidence)
    return bool(row and part and told) and Fact(FactKind.ITEM, row) in known and part in _bracketed(evidence)


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
    """Whether a text names イ, ロ, ハ as such (イ・ロ・ニ) or within a range (イからニまで)."""
    return any(sign in _signs_in(reading) for reading in evidence)
