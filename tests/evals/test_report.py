"""Reports: figures by half and kind, what is shown of which half, and that two runs agree."""

import json
from datetime import date
from typing import Any

import pytest

from assistant.answer import Status
from evals.case import Case, CaseKind, Expect, Suite
from evals.invariants import DayChecked, Violation
from evals.metrics import Rate
from evals.report import CONCEALED, Report, concealed, failures, figures, refusals, summarise
from evals.run import Plan, run
from evals.table import show, show_failures
from ingest.settings import Settings

TODAY = date(2026, 11, 20)
TUNE, REPORT = "t-001", "t-000"  # ids of either half


@pytest.fixture
def suite(make: Any) -> Suite:
    """One answered case of each half, one unanswerable and one own case."""
    nothing = {"source": None, "evidence": (), "required": (), "forbidden": ()}
    cases = (
        make.case(id=TUNE),
        make.case(id=REPORT, question="秘密の問。", required=(("45日",),)),
        make.case(id="t-003", question="天気は。", kind=CaseKind.UNANSWERABLE, expect=Expect.ABSTAINED, **nothing),
        make.case(
            id="t-004", question="当社は。", kind=CaseKind.OWN_CASE, expect=Expect.NEEDS_DETERMINATION, **nothing
        ),
    )
    return Suite("t", "0" * 16, cases)


@pytest.fixture
def assistant(make: Any, suite: Suite) -> Any:
    """An assistant that answers the first two questions alike, and abstains from the others."""
    answer = make.answer(make.citation(make.view()))
    return make.assistant((make.view(),), {case.question: answer for case in suite.cases[:2]})


def reported(suite: Suite, assistant: Any) -> Report:
    """The report of a run."""
    return summarise(run(Plan(suite, TODAY), assistant), Settings(), TODAY)


def test_the_ids_are_of_different_halves(suite: Suite) -> None:
    """The two ids used here fall into the halves their names say."""
    assert [case.half.value for case in suite.cases[:2]] == ["tune", "report"]


def test_two_runs_are_identical_but_for_timings(suite: Suite, assistant: Any) -> None:
    """The JSON of two runs differs under `timings` alone, though elapsed times differ."""
    first, second = reported(suite, assistant), reported(suite, assistant)
    assert first.untimed() == second.untimed()
    assert set(json.loads(first.to_json())) - set(json.loads(first.untimed())) == set()


def test_another_answer_changes_the_report(suite: Suite, assistant: Any, make: Any) -> None:
    """The fingerprint of all answers notices a change that no figure shows."""
    before = reported(suite, assistant).fingerprints.answers
    assistant.answers["天気は。"] = make.answer(next_step="別の案内")
    assert reported(suite, assistant).fingerprints.answers != before


def test_figures_are_grouped_by_half_and_kind(suite: Suite, assistant: Any) -> None:
    """Every half has its own figures: the case of `tune` is right, that of `report` misses its fact."""
    groups = {(group.half, group.kind): group.figures for group in reported(suite, assistant).groups}
    assert groups["all", "fact"].accuracy == Rate(1, 2, 0.5, 0.0945, 0.9055)
    assert groups["tune", "fact"].accuracy.hits == 1
    assert groups["report", "fact"].accuracy.hits == 0
    assert groups["all", "all"].hit_1 == Rate(2, 2, 1.0, 0.3424, 1.0)
    assert groups["all", "unanswerable"].accuracy.n == 0


def test_digests_have_no_hits(suite: Suite, assistant: Any) -> None:
    """When only digests are indexed, the hits are of no cases, and accuracy is measured all the same."""
    assistant.edition = "digest"
    group = reported(suite, assistant).groups[0].figures
    assert (group.hit_1.n, group.hit_1.share, group.accuracy.n) == (0, None, 2)


def test_the_length_is_that_of_answers_that_state_something(suite: Suite, assistant: Any) -> None:
    """A refusal does not shorten the median answer."""
    ran = run(Plan(suite, TODAY), assistant)
    assert figures(ran.scores).median_length == len("事前報告から原則30日以内に判断する。")


def test_refusals_are_counted_both_ways(suite: Suite, assistant: Any, make: Any) -> None:
    """Abstaining from the own case spoils precision; an answerable question that is refused is counted."""
    assistant.answers["秘密の問。"] = make.answer(status=Status.NEEDS_DETERMINATION)
    found = refusals(run(Plan(suite, TODAY), assistant).scores)
    assert (found.precision.hits, found.precision.n) == (1, 2)
    assert (found.recall.hits, found.recall.n) == (1, 1)
    assert (found.refused_answerable.hits, found.refused_answerable.n) == (1, 2)
    assert found.abstained_answerable.hits == 0
    assert (found.own_case.hits, found.own_case.n) == (0, 1)
    assert (found.own_case_precision.hits, found.own_case_precision.n) == (0, 1)


def test_failures_of_the_report_half_stay_hidden(suite: Suite, assistant: Any) -> None:
    """Without `--reveal` the cases one may not tune on are not listed."""
    scores = run(Plan(suite, TODAY), assistant).scores
    missed = {score.case.id for score in scores if score.case.half.value == "report"} - {"t-003"}
    assert REPORT in missed
    assert all(one.case.half.value == "tune" for one in failures(scores))
    assert REPORT in {one.case.id for one in failures(scores, reveal=True)}


def test_a_failure_shows_what_is_needed_to_mend_it(suite: Suite, assistant: Any) -> None:
    """The list has the question, the evidence, the rank and the first passages, and what was answered."""
    text = show_failures(failures(run(Plan(suite, TODAY), assistant).scores, reveal=True))
    for part in ("秘密の問。", "原則30日以内", "順位: 1", "report 第1章", "足りない: 45日", "answered"):
        assert part in text


def test_the_table_names_what_it_rests_on(suite: Suite, assistant: Any) -> None:
    """The text begins with the suite, the day and the fingerprints, and holds every half."""
    text = show(reported(suite, assistant))
    for part in ("評価セット t", "2026-11-20", "索引 g1", "全体", "調整用", "報告用", "hit@10"):
        assert part in text
    assert "秘密の問。" not in text
    assert "報告用" not in show(reported(suite, assistant), "tune")


def test_violations_of_the_report_half_lose_their_question(suite: Suite) -> None:
    """A broken invariant is always counted and shown, but not with a question one may not tune on."""

    def broken(case: Case) -> Violation:
        return Violation("uncited", TODAY, case.question, "文")

    day = DayChecked(TODAY, 2, 2, 2, (("uncited", 2),), tuple(broken(case) for case in suite.cases[:2]))
    shown = concealed([day], suite.cases)[0]
    assert [one.question for one in shown.violations] == [suite.cases[0].question, CONCEALED]
    assert shown.broken == day.broken
