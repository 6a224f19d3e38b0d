"""The acceptance cases of the rule check: `cases/*.yaml`, written from the specification and not from the rules.

`cases/README.md` describes the format. Here the files are read strictly, each sentence is one test, and the cases
together must name every rule of the specification, each with a case that differs from another by one fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.rules.check_facts import check
from assistant.rules.errors import FactError
from assistant.rules.load import builtin

FOLDER = Path(__file__).parent / "cases"
OUTCOMES = {
    "prohibited",
    "permit_required",
    "escalate",
    "insufficient_facts",
    "permit_not_required",
    "no_law_for_date",
}
EXPECTED = {"outcome", "rules", "not_rules", "duties", "asks", "advice", "about", "refused"}

# Every rule of the specification's tables (sections 3 to 12), branches of one rule under one id.
TABLES = """
R-000 R-GRP-00 R-GRP-A R-GRP-B R-GRP-C R-GRP-T
R-KP-01 R-KP-02 R-KP-03
R-RU-00 R-RU-01 R-RU-02 R-RU-03 R-RU-04 R-RU-05 R-RU-06 R-RU-07 R-RU-08 R-RU-TEC
R-BY-01 R-BY-02 R-BY-03 R-3C-01 R-3C-02 R-3C-HK R-DNR-01 R-DNR-02 R-SAN-EX R-IMP-00
R-MIL-01 R-FOC-00 R-FOC-01 R-FOC-02 R-FOC-03 R-FOC-04 R-TRN-01 R-TRN-02 R-TRN-03
R-SVE-01 R-SVE-02 R-SVE-03 R-SVE-04 R-SVE-05 R-SVE-06 R-SVE-09
R-TEX-public_domain_9 R-TEX-basic_science_10 R-TEX-ip_application_11 R-TEX-use_with_goods_12
R-TEX-use_with_program_13 R-TEX-14i R-TEX-program_14ha R-TEX-program_14ni R-TEX-program_14ho
R-TEX-program_14he R-TEX-disaster_return_15 R-TEX-crypto_standard_16 R-TEX-00 R-FTF-00
R-DEX-00 R-DEX-01 R-DEX-02
R-LST-01 R-LST-02 R-LST-03 R-LST-04 R-EXM-01 R-EXM-02 R-SCP-01
R-CA0-A-NONE R-CA0-INF R-CA0-W-USE R-CA0-W-ANX6 R-CA0-W-USR R-CA0-W-INF R-CA0-C-INF R-CA0-C-USE R-CA0-NONE
R-CA1-A-INF R-CA1-A-NONE R-CA1-INF R-CA1-W-USE R-CA1-W-ANX6 R-CA1-W-USR R-CA1-W-INF R-CA1-C-USE R-CA1-C-USR
R-CA1-C-INF R-CA1-NONE R-ADV-01 R-CAT-MED R-INF-TMP R-CLR-01 R-CLR-19 R-EUL-01
R-TMD-00 R-TMD-01 R-TMD-02 R-TMD-03 R-TMD-04 R-TMD-05 R-TMD-06 R-TMD-07 R-TMD-08 R-TMD-10
R-BRK-00 R-BRK-01 R-BRK-02 R-BRK-03 R-BRK-04 R-BRK-05
R-UMT-00 R-UMT-A R-UMT-B
R-BLK-00 R-BLK-01 R-BLK-02 R-BLK-03 R-BLK-04 R-EXH-01 R-SPC-01 R-CL-01
R-VAL-01 R-PEN-01 R-PEN-02 R-PEN-03 R-PEN-04 R-PEN-05 R-CMP-01 R-CMP-02 R-APP-01
"""
RULES = TABLES.split()
# No fact of the specification brings this one about or takes it away.
WITHOUT_CONTRAST = {"R-CL-01"}


@dataclass(frozen=True)
class Case:
    """One sentence, the facts it stands for and what is expected of them."""

    sentence: str
    file: str
    of: str | None
    facts: dict[str, Any]
    expected: dict[str, Any]

    def names(self) -> set[str]:
        """The rules that the case is about."""
        listed = {*self.expected.get("rules", ()), *self.expected.get("advice", ()), *self.expected.get("about", ())}
        return listed | {duty["rule"] for duty in self.expected.get("duties", ())}


class CaseError(Exception):
    """A case file that does not follow the format."""


def read_cases(files: dict[str, list[dict[str, Any]]]) -> dict[str, Case]:
    """All cases by sentence, in the order of the files; `CaseError` says which entry does not follow the format."""
    cases: dict[str, Case] = {}
    waiting = [(name, entry) for name, entries in files.items() for entry in entries]
    for name, entry in waiting:
        case = _read(name, entry, cases)
        if case.sentence in cases:
            raise CaseError(f"{name}: twice: {case.sentence}")
        cases[case.sentence] = case
    return cases


def _read(name: str, entry: dict[str, Any], earlier: dict[str, Case]) -> Case:
    head = {"case", "facts"} if "case" in entry else {"differs", "of", "change"}
    if not head <= set(entry) <= head | EXPECTED:
        raise CaseError(f"{name}: keys {sorted(entry)}")
    expected = {key: value for key, value in entry.items() if key in EXPECTED}
    if ("outcome" in expected) == ("refused" in expected) or expected.get("outcome", "escalate") not in OUTCOMES:
        raise CaseError(f"{name}: one outcome or one refusal: {entry}")
    if "case" in entry:
        return Case(entry["case"], name, None, entry["facts"], expected)
    if entry["of"] not in earlier:
        raise CaseError(f"{name}: no earlier case: {entry['of']}")
    return Case(entry["differs"], name, entry["of"], _changed(earlier[entry["of"]].facts, entry), expected)


def _changed(facts: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    if len(entry["change"]) != 1:
        raise CaseError(f"exactly one fact changes: {entry['differs']}")
    ((fact, value),) = entry["change"].items()
    if facts.get(fact) == value:
        raise CaseError(f"nothing changes: {entry['differs']}")
    return {key: kept for key, kept in {**facts, fact: value}.items() if kept is not None}


@cache
def shipped() -> dict[str, Case]:
    """The cases beside this file."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))}
    return read_cases({name: yaml.safe_load(text) for name, text in texts.items()})


def raw(case: Case) -> dict[str, Any]:
    """The facts as they come over the wire: a date is text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in case.facts.items()}


@pytest.mark.parametrize("case", [pytest.param(case, id=sentence) for sentence, case in shipped().items()])
def test_case(case: Case) -> None:
    """The rule check answers as the sentence says."""
    if "refused" in case.expected:
        with pytest.raises(FactError) as refusal:
            check(raw(case))
        named = {fact for problem in refusal.value.problems for fact in problem.facts}
        assert set(case.expected["refused"]) <= named
        return
    found = check(raw(case))
    assert found.outcome == case.expected["outcome"], found.rules
    assert set(case.expected.get("rules", ())) <= set(found.rules)
    advice = {advice.rule for advice in found.advice}
    assert not set(case.expected.get("not_rules", ())) & {*found.rules, *advice}
    assert set(case.expected.get("asks", ())) <= {missing.fact for missing in found.missing}
    assert set(case.expected.get("advice", ())) <= advice
    if "duties" in case.expected:
        wanted = {(duty["duty"], duty["state"], duty["rule"]) for duty in case.expected["duties"]}
        assert {(duty.duty, duty.state, duty.rule) for duty in found.duties} == wanted


def test_every_rule_has_a_case() -> None:
    """Each rule of the specification is named by at least one case, and no case names a rule that is not there."""
    named = {rule for case in shipped().values() for rule in case.names() | set(case.expected.get("not_rules", ()))}
    assert named == set(RULES)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in WITHOUT_CONTRAST])
def test_every_rule_has_a_contrast(rule: str) -> None:
    """One fact more or less, and the rule no longer holds or says something else."""
    assert any(rule in one.names() and _tells_apart(rule, one, other) for one, other in _pairs())


# The days of section 13.1 on which the result may change, beside those on which a row begins or has ended.
CHANGES = """
2023-12-27 2024-07-03 2025-01-23 2024-10-30 2024-12-30 2025-04-09 2025-05-28 2025-06-09 2025-10-09 2025-11-15 2026-02-14
2026-06-05 2027-04-14
"""
DAYS = sorted({*map(date.fromisoformat, CHANGES.split()), *(
    day for rule in builtin().rules for day in (rule.start, rule.end and rule.end + timedelta(days=1)) if day
)})  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_every_effective_date_has_the_day_before_and_the_day(day: date) -> None:
    """Two cases that differ by the date alone stand on both sides of the night."""
    assert any(_day(one) == day and _day(other) == day - timedelta(days=1) for one, other in _pairs())


def _day(case: Case) -> date | None:
    day = case.facts.get("date")
    return day if isinstance(day, date) else None


def _pairs() -> Iterator[tuple[Case, Case]]:
    for case in shipped().values():
        if case.of is not None:
            yield case, shipped()[case.of]
            yield shipped()[case.of], case


def _tells_apart(rule: str, one: Case, other: Case) -> bool:
    if rule in other.expected.get("not_rules", ()):
        return True
    if one.expected.get("outcome") != other.expected.get("outcome"):
        return True
    return "duties" in one.expected and one.expected["duties"] != other.expected.get("duties", one.expected["duties"])


ONE = {"case": "一つ目", "facts": {"dest": "TH"}, "outcome": "escalate"}


@pytest.mark.parametrize(
    "entry",
    [
        {**ONE, "case": "二つ目", "rule": ["R-000"]},
        {**ONE, "case": "二つ目", "outcome": "permitted"},
        ONE,
        {"differs": "二つ目", "of": "無い", "change": {"dest": "TR"}, "outcome": "escalate"},
        {"differs": "二つ目", "of": "一つ目", "change": {"dest": "TR", "hs": "8542.31"}, "outcome": "escalate"},
        {"differs": "二つ目", "of": "一つ目", "change": {"dest": "TH"}, "outcome": "escalate"},
    ],
    ids=["unknown key", "unknown outcome", "twice", "no such case", "two facts", "no change"],
)
def test_a_broken_entry_is_refused(entry: dict[str, Any]) -> None:
    """A mistake in a case file fails, it is never skipped."""
    with pytest.raises(CaseError):
        read_cases({"file.yaml": [ONE, entry]})
