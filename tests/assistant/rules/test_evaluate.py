"""Evaluate: what a determination says beside the outcome, on tiny rule bases."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

import assistant.rules
from assistant.rules.check_facts import check

DAY = {"date": "2025-11-04"}


def told(base, raw=None):
    """The determination for facts on an ordinary day."""
    return check({**DAY, **(raw or {})}, base)


# ---- completion


def either(base_of, when_no, **more):
    """A permit where the use is known; `when_no`: what is said where it is known not to be."""
    return base_of(
        {"id": "A", "when": {"wmd_use": "yes"}, "outcome": "permit_required"},
        {"id": "B", "when": {"wmd_use": "no", **more}, "outcome": when_no},
    )


def test_completions_that_agree_settle_it(base_of):
    """Whatever the use is, a permit is required: nothing is missing."""
    found = told(either(base_of, "permit_required"))
    assert (found.outcome, found.missing) == ("permit_required", ())


@pytest.mark.parametrize("other", ["permit_not_required", "escalate", "prohibited"])
def test_completions_that_differ_leave_it_open(base_of, other):
    """The use decides, so it is asked."""
    found = told(either(base_of, other))
    assert found.outcome == "insufficient_facts"
    assert [(missing.fact, missing.decides) for missing in found.missing] == [("wmd_use", True)]


def test_all_facts_are_completed_together(base_of):
    """One of two unknown facts is not enough to settle it."""
    base = either(base_of, "permit_required", wmd_user=["yes", "no"])
    assert told(base).outcome == "permit_required"
    found = told(either(base_of, "permit_required", wmd_user="yes"))
    assert found.outcome == "insufficient_facts"
    assert [missing.fact for missing in found.missing] == ["wmd_use", "wmd_user"]


def test_a_rule_that_asks_is_not_completed(base_of):
    """Where a row itself says that facts are missing, no completion overrules it."""
    base = base_of(
        {"id": "A", "when": {"wmd_use": ["yes", "no"]}, "outcome": "permit_required"},
        {"id": "B", "when": {"wmd_use": "unknown"}, "outcome": "insufficient_facts"},
    )
    found = told(base)
    assert (found.outcome, found.rules) == ("insufficient_facts", ("B",))
    assert [missing.fact for missing in found.missing] == ["wmd_use"]


# ---- what is missing, what would change


def test_the_fact_that_decides_soonest_comes_first(base_of):
    """The last of the questions can settle it at once for either answer; the first ones cannot."""
    base = base_of(
        {"id": "A", "when": {"eul": {"not": ["none"]}, "wmd_use": "yes"}, "outcome": "permit_required"},
        {"id": "B", "when": {"eul": {"not": ["none"]}, "wmd_use": ["no", "unknown"]}, "outcome": "escalate"},
        {"id": "C", "when": {"eul": "none"}, "outcome": "permit_not_required"},
    )
    found = told(base)
    assert [missing.fact for missing in found.missing] == ["wmd_use", "eul"]
    assert all(missing.question for missing in found.missing)


def test_what_would_change_names_known_and_assumed_facts(base_of):
    """One value for each other outcome; facts that are missing are not among them."""
    base = base_of(
        {"id": "A", "when": {"wmd_use": "no", "transit": "no"}, "outcome": "escalate"},
        {"id": "B", "when": {"wmd_use": "yes"}, "outcome": "prohibited"},
        {"id": "C", "when": {"transit": "yes"}, "outcome": "permit_not_required"},
    )
    found = told(base, {"wmd_use": "no"})
    assert {(one.fact, one.value, one.outcome) for one in found.would_change} == {
        ("wmd_use", "yes", "prohibited"),
        ("transit", "yes", "permit_not_required"),
    }


def test_what_would_change_never_contradicts(base_of):
    """A change that could not be true beside the other facts is not offered."""
    base = base_of(
        {"id": "A", "when": {"listing": "not_listed"}, "outcome": "permit_not_required"},
        {"id": "B", "when": {"listing": "listed"}, "outcome": "permit_required"},
    )
    found = told(base, {"list_status": "not_listed"})
    assert {(one.fact, one.value) for one in found.would_change} == {("list_status", "listed")}


# ---- dates


def dated(base_of, **keys):
    """Free until the end of 2025, a permit from 2026."""
    return base_of(
        {"id": "A", "outcome": "permit_not_required", "to": date(2025, 12, 31)},
        {"id": "B", "outcome": "permit_required", "from": date(2026, 1, 1)},
        **keys,
    )


@pytest.mark.parametrize(
    ("day", "outcome", "changes"),
    [
        ("2025-12-31", "permit_not_required", [date(2026, 1, 1)]),
        ("2026-01-01", "permit_required", []),
    ],
)
def test_changes_are_told_until_they_happened(base_of, day, outcome, changes):
    """The day before and the day itself."""
    found = check({"date": day}, dated(base_of))
    assert found.outcome == outcome
    assert [change.date for change in found.changes_on] == changes


def test_a_change_says_what_changes(base_of):
    """From what, to what, by which rule; another rule with the same result is a change too."""
    (change,) = told(dated(base_of)).changes_on
    assert all(word in change.why for word in ("許可不要", "許可必要", "B"))
    rows = [
        {"id": "A", "outcome": "escalate", "to": date(2025, 12, 31)},
        {"id": "B", "outcome": "escalate", "from": date(2026, 1, 1)},
    ]
    (change,) = told(base_of(*rows)).changes_on
    assert "同じ" in change.why


def test_nothing_changes_on_a_date_nobody_knows(base_of):
    """Without a date there is no later one, and the date itself is asked."""
    found = check({}, dated(base_of))
    assert found.outcome == "insufficient_facts"
    assert found.changes_on == ()
    assert [missing.fact for missing in found.missing] == ["date"]


def test_an_event_is_told_to_those_it_touches(base_of):
    """A later day on which people must judge again, for facts that meet it."""
    event = {"date": date(2026, 2, 14), "why": "確かめ直す。", "when": {"kind": "goods", "wmd_use": "yes"}}
    base = base_of({"id": "A", "outcome": "escalate"}, events=[event])
    assert [(c.date, c.why) for c in told(base, {"wmd_use": "yes"}).changes_on] == [(date(2026, 2, 14), "確かめ直す。")]
    assert told(base, {"wmd_use": "no"}).changes_on == told(base, {"wmd_use": "unknown"}).changes_on == ()
    assert check({"date": "2026-02-14", "wmd_use": "yes"}, base).changes_on == ()


# ---- duties and advice


def dutiful(base_of):
    """A permit, a duty and three pieces of advice."""
    return base_of(
        {"name": "permit", "rules": [
            {"id": "P1", "when": {"wmd_use": "yes"}, "outcome": "permit_required"},
            {"id": "P2", "when": {"wmd_use": "no"}, "outcome": "permit_not_required"},
        ]},
        {"name": "duty", "axis": "prior_report", "rules": [
            {"id": "D1", "series": "D", "when": {"wmd_user": "yes"}, "outcome": "required"},
            {"id": "D2", "when": {"wmd_user": "unknown"}, "outcome": "insufficient_facts"},
        ]},
        {"name": "advice", "axis": "advice", "rules": [
            {"id": "V1", "outcome": "advice"},
            {"id": "V2", "outcome": "advice", "outcomes": ["permit_not_required"]},
            {"id": "V3", "outcome": "advice", "duties": ["prior_report:required"]},
            {"id": "V4", "outcome": "advice", "duties": ["prior_report"]},
            {"id": "V5", "outcome": "advice", "when": {"conv_use": "yes"}},
        ]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "duties", "advice"),
    [
        ({"wmd_use": "yes", "wmd_user": "no"}, [], ["V1"]),
        ({"wmd_use": "no", "wmd_user": "no"}, [], ["V1", "V2"]),
        (
            {"wmd_use": "yes", "wmd_user": "yes"},
            [("prior_report", "事前報告必要", "required", "D")],
            ["V1", "V3", "V4"],
        ),
        (
            {"wmd_use": "no", "conv_use": "yes"},
            [("prior_report", "情報不足", "insufficient_facts", "D2")],
            ["V1", "V2", "V4", "V5"],
        ),
    ],
)
def test_duties_and_advice(base_of, facts, duties, advice):
    """Advice goes with its outcomes and duties, and changes nothing."""
    found = told(dutiful(base_of), facts)
    assert [(duty.duty, duty.label_ja, duty.state, duty.rule) for duty in found.duties] == duties
    assert [one.rule for one in found.advice] == advice
    assert not set(advice) & {*found.rules, *(step.rule for step in found.trace)}


# ---- rules, basis, notices


def test_rules_are_told_strictest_first(base_of):
    """The series of the rows that count, each once, those that say nothing last."""
    base = base_of(
        {"id": "N", "outcome": "none"},
        {"id": "F", "outcome": "permit_not_required"},
        {"id": "E1", "series": "E", "outcome": "escalate"},
        {"id": "E2", "series": "E", "outcome": "escalate"},
        {"id": "S", "outcome": "permit_required", "overrides": ["F"]},
    )
    assert told(base).rules == ("S", "E", "N")


def test_the_basis_is_that_of_the_kind(base_of):
    """A basis for technology is not shown for goods."""
    law = {"law": "輸出令", "provision": "1条1項", "version": date(2025, 10, 9), "grade": "S"}
    basis = [{**law, "kind": "goods"}, {**law, "provision": "2条", "kind": "tech"}, {"source": "002", "grade": "D"}]
    base = base_of({"id": "A", "outcome": "escalate", "basis": basis})
    goods, tech = told(base), told(base, {"kind": "tech"})
    assert [ground.provision for ground in goods.basis] == ["1条1項", None]
    assert [ground.provision for ground in tech.basis] == ["2条", None]
    assert goods.basis[0].law_id == "324CO0000000378"
    assert goods.basis[1].source_id == "meti-2025-trends"


def codes(found):
    """The notices of a determination."""
    return {notice.code for notice in found.notices}


def test_notices(base_of):
    """Later law, missing facts, facts that are not used; what always goes with a result."""
    base = base_of({"id": "A", "when": {"kind": "goods"}, "outcome": "escalate"})
    always = {"support_only", "elsewhere", "consult"}
    assert codes(check({"date": "2026-06-05"}, base)) == always
    assert codes(check({"date": "2026-06-06"}, base)) == always | {"after_stored_law"}
    assert codes(check({"date": "2026-06-05", "list_status": "listed"}, base)) == always | {"listing_as_given"}
    assert "unknown_is_not_no" in codes(check({"kind": "unknown"}, base))
    found = check({"kind": "import", "date": "2025-11-04", "dest": "KP", "inform": "no"}, base)
    assert [notice.text for notice in found.notices if notice.code == "unused_facts"] == [
        "この種類の取引では使わない事実が渡された: 許可申請の通知（インフォーム）"
    ]


def test_assumptions_are_returned(base_of):
    """Every default that was used, for this kind of transaction."""
    base = base_of({"id": "A", "outcome": "escalate"})
    goods = {one.fact: one.value for one in told(base).assumed}
    assert goods["kind"] == "goods" and goods["transit"] == "no" and "tech_medium" not in goods
    tech = {one.fact: one.value for one in told(base, {"kind": "tech", "dest": "CN"}).assumed}
    assert tech["dest_recipient"] == "CN" and tech["tech_medium"] == "document_or_telecom" and "kind" not in tech
    assert "transit" not in {one.fact for one in told(base, {"transit": "unknown"}).assumed}
    assert told(base, {"transit": "yes"}).facts["transit"] == "yes"


# ---- trace


def step(found, row):
    """The step of a row."""
    return next(step for step in found.trace if step.row == row)


def traced(base_of):
    """A row that overrides another, in a table about goods."""
    return base_of(
        {"name": "main", "domain": {"kind": "goods"}, "rules": [
            {"id": "A", "when": {"wmd_use": "yes", "dest": "CN"}, "outcome": "permit_required", "overrides": ["B"]},
            {"id": "B", "when": {"conv_use": "yes"}, "outcome": "escalate"},
        ]},
        {"name": "later", "from": date(2026, 1, 1), "rules": [{"id": "C", "outcome": "escalate"}]},
        {"name": "tech", "domain": {"kind": "tech"}, "rules": [{"id": "D", "outcome": "escalate"}]},
    )  # fmt: skip


def because(found, row):
    """What a step rests on."""
    return {(one.fact, one.value) for one in step(found, row).because}


def test_a_held_step_says_the_rule(base_of):
    """With every fact it rests on."""
    found = told(traced(base_of), {"wmd_use": "yes", "dest": "CN", "conv_use": "no"})
    assert (step(found, "A").result, step(found, "A").text) == ("held", "Aの文。")
    assert because(found, "A") == {("wmd_use", "yes"), ("dest", "CN"), ("kind", "goods")}


def test_a_failed_step_says_what_differs(base_of):
    """Only the facts that are not as the rule wants them."""
    found = told(traced(base_of), {"wmd_use": "no", "dest": "CN", "conv_use": "no"})
    assert step(found, "A").result == "failed"
    assert because(found, "A") == {("wmd_use", "no")}
    assert "「核兵器等" in step(found, "A").text and "「仕向地" not in step(found, "A").text


def test_an_undetermined_step_says_what_is_unknown(base_of):
    """Only the facts that are not known."""
    found = told(traced(base_of), {"wmd_use": "yes", "conv_use": "no"})
    assert step(found, "A").result == "undetermined"
    assert because(found, "A") == {("dest", "unknown")}
    assert "「仕向地」" in step(found, "A").text


def test_a_row_that_only_waits_for_the_date_says_so(base_of):
    """The date is what is unknown."""
    found = check({"wmd_use": "yes", "dest": "CN", "conv_use": "no"}, traced(base_of))
    assert step(found, "A").result == "undetermined"
    assert because(found, "A") == {("date", "unknown")}
    known = told(traced(base_of), {"wmd_use": "yes", "dest": "CN", "conv_use": "no"})
    assert step(known, "A").result == "held"


@pytest.mark.parametrize(("conv", "word"), [("yes", "当てはまるが"), ("unknown", "当てはまるとしても")])
def test_an_overridden_step_names_the_other_rule(base_of, conv, word):
    """Whether it holds or only may hold."""
    found = told(traced(base_of), {"wmd_use": "yes", "dest": "CN", "conv_use": conv})
    assert (step(found, "B").result, step(found, "B").overridden_by) == ("overridden", "A")
    assert step(found, "B").text.startswith(word) and "A" in step(found, "B").text


def test_tables_that_are_out_of_the_question_are_not_traced(base_of):
    """Neither those of another time nor those of another kind."""
    assert {one.row for one in told(traced(base_of)).trace} == {"A", "B"}
    assert {one.row for one in check({"date": "2026-01-01"}, traced(base_of)).trace} == {"A", "B", "C"}
    assert {one.row for one in check({}, traced(base_of)).trace} == {"A", "B", "C"}


def test_a_step_never_tells_another_case(base_of):
    """The same rule on other days and facts has its own sentence."""
    base = traced(base_of)
    raw = {"wmd_use": "yes", "dest": "CN", "conv_use": "no"}
    assert [step(check({**raw, **day}, base), "A").result for day in (DAY, {}, DAY)] == ["held", "undetermined", "held"]


# ---- determinism

PRINTED = """
import json, sys
from dataclasses import asdict
from assistant.rules.check_facts import check
print(json.dumps([asdict(check(raw)) for raw in json.load(sys.stdin)], default=str, ensure_ascii=False))
"""


def test_the_same_facts_give_the_same_determination(random_cases):
    """In this process and in fresh ones, whatever the order of sets is there."""
    cases = [*random_cases(41, 20), {"date": "2025-11-04", "dest": "CN"}, {"kind": "tech", "date": "2025-11-04"}]
    here = json.dumps([asdict(check(raw)) for raw in cases], default=str, ensure_ascii=False)
    root = str(Path(assistant.rules.__file__).parents[2])
    for seed in ("0", "1"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": root}
        done = subprocess.run(
            [sys.executable, "-c", PRINTED], input=json.dumps(cases), env=environment, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert json.loads(done.stdout) == json.loads(here)
