"""Context: what bears out the restatement of a provision beside its own words.

The words above an item, the addresses below it, 「前項」, provisions it cites, and for 附則 what the amendment changed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.claim import ROW, ROWS, Version, canonical, in_force, lead, text_of, wording
from ingest.document import Block
from ingest.fact import Fact, FactKind
from ingest.facts import facts_in
from ingest.names import Names
from ingest.section import Section

# what people call 別表第三の二: the name of the United Nations in it is no fact of the provision
LABELS = re.compile("国連武器禁輸国(?:・地域)?")
_HERE = re.compile("本邦|我が国")
_STEP = re.compile(r"第([0-9]+)((?:の[0-9]+)*)([条項号])")


def context_of(section: Section, versions: Sequence[Version], names: Names) -> frozenset[Fact]:
    """The facts around the provision of a section in the version in force at `from`."""
    version = in_force(versions, section.valid_from) if section.valid_from else None
    if version is None:
        return frozenset()
    text = wording(version, section.provision)
    above = lead(version, section.provision)
    found = set(facts_in(above, names)) | _addresses(version.at(section.provision), names)
    found |= set(_relatives(section.provision, text + above))
    found |= {Fact(FactKind.COUNTRY, "JP")} if _HERE.search(text + above) else set()
    found |= _cited(section.provision, version, facts_in(text + above, names), names)
    if section.provision.startswith("別表"):
        found |= _citing(section.provision, version, names) | _whole_row(section.provision, version, names)
    if section.provision.startswith("附則"):
        found |= _changed(version, versions, names)
    return frozenset(found)


def _addresses(blocks: Iterable[Block], names: Names) -> set[Fact]:
    """The blocks' addresses, and their last steps alone."""
    places = {canonical(block.locator).replace(" ", "|") for block in blocks}
    return {fact for place in places for fact in facts_in(place, names)}


def _relatives(provision: str, text: str) -> Iterator[Fact]:
    """第一項 where the text of 第二項 says 前項."""
    steps = [(int(m[1]), m[3]) for m in _STEP.finditer(canonical(provision))]
    for number, unit in steps:
        before = {f"前{unit}": 1, f"前二{unit}": 2, f"前三{unit}": 3, f"前各{unit}": number - 1}
        reach = max((size for word, size in before.items() if word in text), default=0)
        numbers = [*range(max(1, number - reach), number), *([number + 1] if f"次{unit}" in text else [])]
        yield from (Fact(FactKind.PROVISION, f"第{n}{unit}") for n in numbers)


def _cited(provision: str, version: Version, facts: Iterable[Fact], names: Names) -> set[Fact]:
    """The facts of the provisions of the same statute that a text cites; of cited tables only the countries."""
    own = re.match(r"(第[0-9の]+条[の0-9]*)(第[0-9の]+項[の0-9]*)?", canonical(provision))
    found: set[Fact] = set()
    for fact in facts:
        if fact.kind is FactKind.PROVISION:
            blocks = version.at(_absolute(fact.value, own))
            read = facts_in(text_of(blocks), names)
            table = fact.value.startswith("別表")
            found |= {one for one in read if not table or one.kind is FactKind.COUNTRY}
    return found


def _absolute(address: str, own: re.Match[str] | None) -> str:
    """「第2項」 cited in 第17条 is 第17条第2項."""
    if address.startswith("別表"):
        return address.replace("別表", "別表第", 1)
    unit = _STEP.match(address)
    if own and unit and unit[3] != "条":
        return (own[1] if unit[3] == "項" else own[1] + (own[2] or "")) + address
    return address


def _citing(provision: str, version: Version, names: Names) -> set[Fact]:
    """The facts of the main provisions that cite a table: what the table is for."""
    table = facts_in(provision, names)
    texts = (block.text for place, block in version.addressed if not place.startswith(("附則", "別表")))
    facts = (facts_in(text, names) for text in texts if "別表" in text)
    return {fact for found in facts if table & found for fact in found}


def _whole_row(provision: str, version: Version, names: Names) -> set[Fact]:
    """For part (1) of a row: the row with its other cells, and its other parts; for rows 1 to 15: their numbers."""
    if rows := ROWS.fullmatch(provision):
        return _addresses(version.at(rows[1]), names)
    row = ROW.fullmatch(provision)
    if not row or not row[3]:
        return set()
    text = text_of(version.at(f"{row[1]} {row[2]}"))
    parts = {
        fact
        for sign in re.findall(r"（[一二三四五六七八九十]+）(?=　)", text)
        for fact in facts_in(row[2] + sign, names)
    }
    return parts | set(facts_in(text, names))


def _changed(version: Version, versions: Sequence[Version], names: Names) -> set[Fact]:
    """The facts and addresses of all that reads otherwise in this version than in the one before."""
    before = max((v for v in versions if v.valid_from < version.valid_from), key=lambda v: v.valid_from, default=None)
    known = {(place, block.text) for place, block in before.addressed} if before else set()
    new = [block for place, block in version.addressed if (place, block.text) not in known]
    return _addresses(new, names) | set(facts_in(text_of(new), names))
