"""Check: every kind of defect is found, with facts that show it, and nothing is found where nothing is wrong."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from assistant.rules.check import Kind, findings
from assistant.rules.evaluate import evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import builtin
from assistant.rules.outcome import Outcome
from assistant.rules.rows import STRICTEST_FIRST
from assistant.rules.values import Given

DEFECTS = yaml.safe_load((Path(__file__).parent / "small" / "defects.yaml").read_text(encoding="utf-8"))
WHERE = {
    Kind.GAP: "uses", Kind.GAP_IN_TIME: "times", Kind.OVERLAP: "A", Kind.CONTRADICTION: "A", Kind.UNREACHABLE: "A",
    Kind.IRRELEVANT_FACT: "split_shipment", Kind.OUTCOME_NEVER: "prohibited", Kind.NON_MONOTONE: "wmd_use",
    Kind.LAXER_WHEN_UNKNOWN: "conv_use", Kind.EXAMPLE_FAILS: "A",
}  # fmt: skip
ELSEWHERE = {Kind.IRRELEVANT_FACT, Kind.OUTCOME_NEVER}
"""A tiny base never looks at most facts and never says most outcomes."""
DAY = {"date": "2025-11-04"}


@pytest.fixture(scope="module")
def found(base_of):
    """A defect, or its clean twin → the rule base and its findings; examples are of an ordinary day."""

    @cache
    def check(kind, version):
        tables = []
        for sheet in DEFECTS[kind.value][version]:
            rows = [{**row, "examples": [{**DAY, **one} for one in row["examples"]]} for row in sheet["rules"]]
            named = {key: value for key, value in sheet.items() if key != "table"}
            tables.append({**named, "name": sheet["table"], "rules": rows})
        base = base_of(*tables)
        return base, findings(base)

    return check


def settle(base, raw):
    """The state of the rows for a witness."""
    return evaluator(base).settle(Given(read_facts(raw, base.catalogue, base.countries)).values)


def rows(base, mask):
    """Ids of the rows of a mask."""
    return {rule.id for rule in evaluator(base).matrix.numbered(mask)}


def shows(kind, base, finding):
    """Whether the facts of a finding show what it says."""
    witness = finding.witness
    if kind in (Kind.IRRELEVANT_FACT, Kind.OUTCOME_NEVER, Kind.UNREACHABLE):
        return witness == {}  # no facts can show that something never happens
    now = settle(base, witness)
    if kind in (Kind.NON_MONOTONE, Kind.LAXER_WHEN_UNKNOWN):
        other = settle(base, {**witness, finding.where: "no" if kind is Kind.NON_MONOTONE else "unknown"})
        calm, strict = (other, now) if kind is Kind.NON_MONOTONE else (now, other)
        return STRICTEST_FIRST.index(strict.outcome) > STRICTEST_FIRST.index(calm.outcome)
    return {
        Kind.GAP: not now.held,
        Kind.GAP_IN_TIME: not now.held,
        Kind.OVERLAP: rows(base, now.active) == {"A", "B"},
        Kind.CONTRADICTION: rows(base, now.active) == {"A", "B"},
        Kind.EXAMPLE_FAILS: "A" not in rows(base, now.active),
    }[kind]


def test_every_kind_has_its_defect():
    """No kind of finding without a base that has it."""
    assert set(DEFECTS) == {kind.value for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_a_defect_is_found_with_a_witness(found, kind):
    """At its place, in a sentence, with facts that show it when they are checked."""
    base, told = found(kind, "faulty")
    there = [finding for finding in told if finding.kind is kind and finding.where == WHERE[kind]]
    assert there
    assert all(finding.text and shows(kind, base, finding) for finding in there)


@pytest.mark.parametrize("kind", Kind)
def test_nothing_else_is_found(found, kind):
    """The defect is the only one, but for what follows from it."""
    follows = {Kind.GAP_IN_TIME: {Kind.GAP}, Kind.UNREACHABLE: {Kind.EXAMPLE_FAILS}}
    allowed = ELSEWHERE | {kind} | follows.get(kind, set())
    assert {finding.kind for finding in found(kind, "faulty")[1]} <= allowed


@pytest.mark.parametrize("kind", Kind)
def test_a_clean_twin_has_no_finding(found, kind):
    """The same tables without the defect."""
    _, told = found(kind, "clean")
    assert [one for one in told if one.kind not in ELSEWHERE] == []
    assert WHERE[kind] not in {one.where for one in told if one.kind is kind}


ROW = {"id": "A", "when": {"wmd_use": "yes"}, "outcome": "escalate"}


def kinds(base):
    """(kind, where) of the findings of a base about its rows."""
    return {(one.kind.value, one.where) for one in findings(base) if one.kind not in ELSEWHERE}


def test_a_row_without_an_example_is_told(base_of):
    """Every row shows facts that it is about."""
    assert kinds(base_of(ROW, complete=False)) == {("example_fails", "A")}


def test_an_example_that_cannot_be_read_is_told(base_of):
    """Facts that do not exist, or that contradict each other."""
    for example in ({"no_such": "yes"}, {"dest": "JP"}, {"date": "2025-13-01"}):
        assert ("example_fails", "A") in kinds(base_of({**ROW, "examples": [example]}, complete=False))


def test_an_example_that_another_rule_takes_is_told(base_of):
    """It holds, but does not count."""
    example = {**DAY, "wmd_use": "yes"}
    base = base_of(
        {**ROW, "examples": [example]},
        {"id": "B", "when": {"wmd_use": "yes", "wmd_user": "unknown"}, "outcome": "escalate", "overrides": ["A"],
         "examples": [example]},
        complete=False,
    )  # fmt: skip
    (text,) = [one.text for one in findings(base) if one.kind is Kind.EXAMPLE_FAILS]
    assert "代わ" in text


def test_unknown_is_a_value_of_the_proof(base_of):
    """A gap that only an unknown country or an unknown date opens is found."""
    members = {"dest": {"list": "group_a"}}, {"dest": {"outside": ["group_a"]}}
    rows = [{"id": f"R{n}", "when": when, "outcome": "escalate"} for n, when in enumerate(members)]
    gaps = [one for one in findings(base_of(*rows, domain={"kind": "goods"})) if one.kind is Kind.GAP]
    assert gaps and "unknown" in {gaps[0].witness.get("dest", "unknown"), gaps[0].witness.get("date", "unknown")}


def test_a_gap_on_one_day_is_found(base_of):
    """The proof looks at every stretch of time."""
    base = base_of(
        {"id": "A", "when": {"dest": "CN"}, "outcome": "escalate", "to": date(2024, 7, 1)},
        {"id": "B", "when": {"dest": "CN"}, "outcome": "escalate", "from": date(2024, 7, 3)},
        {"id": "C", "when": {"dest": {"not": ["CN"]}}, "outcome": "escalate"},
        domain={"kind": "goods"},
    )
    (gap,) = [one for one in findings(base) if one.kind is Kind.GAP]
    assert gap.witness == {**gap.witness, "dest": "CN", "date": date(2024, 7, 2)}


def test_a_duty_that_disappears_is_found(base_of):
    """A raising fact must not take a duty away, nor an unknown one."""
    rows = [
        {"id": "A", "when": {"wmd_use": "no"}, "outcome": "required", "examples": [{**DAY, "wmd_use": "no"}]},
        {"id": "B", "when": {"wmd_use": "yes"}, "outcome": "none", "examples": [{**DAY, "wmd_use": "yes"}]},
    ]
    found = kinds(base_of(*rows, axis="notification", complete=False))
    assert found == {("non_monotone", "wmd_use")}
    rows[1] = {**rows[1], "when": {"wmd_use": {"not": ["no"]}}, "overrides": ["A"]}
    assert ("non_monotone", "wmd_use") in kinds(base_of(*rows, axis="notification", complete=False))


def test_advice_is_not_checked(base_of):
    """It changes nothing, and may be silent."""
    advice = {"id": "V", "when": {"wmd_use": "yes"}, "outcome": "advice", "examples": [{**DAY, "wmd_use": "yes"}]}
    assert kinds(base_of({"name": "advice", "axis": "advice", "rules": [advice]})) == set()


@pytest.mark.slow
def test_the_rules_that_ship_have_no_finding():
    """Complete, without contradictions, and monotone."""
    assert findings(builtin()) == ()


def test_every_outcome_has_an_example():
    """The six outcomes are all reached by examples of the rules that ship."""
    base = builtin()
    reached = {settle(base, example).outcome for rule in base.rules for example in rule.examples}
    assert reached == set(Outcome) - {Outcome.NONE}
