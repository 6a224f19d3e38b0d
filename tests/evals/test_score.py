"""Scores: how a case is met by a search and an answer."""

from dataclasses import replace
from typing import Any

from assistant.answer import Status
from evals.case import CaseKind, Expect
from evals.score import fingerprint, judge, score


def test_a_right_answer_is_correct(make: Any) -> None:
    """All facts are there and nothing forbidden is stated."""
    assert judge(make.case(), make.answer(make.citation(make.view()))).correct is True


def test_an_answer_without_the_facts_is_wrong(make: Any) -> None:
    """An abstained answer to an answerable question misses its facts."""
    met = judge(make.case(), make.answer())
    assert (met.correct, met.missing, met.status) == (False, ("30日",), Status.ABSTAINED)


def test_a_forbidden_statement_makes_an_answer_wrong(make: Any) -> None:
    """A false premise that is repeated counts, even beside the right fact."""
    view = make.view(text="原則30日、又は60日以内に判断")
    assert judge(make.case(), make.answer(make.citation(view, view.text))).forbidden == ("60日以内に判断",)
    assert judge(make.case(), make.answer(make.citation(view, view.text))).correct is False


def test_a_refusal_case_has_no_correctness(make: Any) -> None:
    """Where no facts are required, correctness is unknown, not true."""
    case = make.case(kind=CaseKind.UNANSWERABLE, expect=Expect.ABSTAINED, source=None, evidence=(), required=())
    assert judge(case, make.answer()).correct is None


def test_the_rank_is_that_of_the_first_passage_with_evidence(make: Any) -> None:
    """The search is scored by the rank of the evidence, with the places of the passages before it."""
    views = (make.view(passage_id="report:0", text="別の話", locator="序"), make.view())
    one = score(make.case(), make.assistant(views), originals=frozenset({"report"}))
    assert one.found is not None
    assert (one.found.rank, one.found.tops[0]) == (2, "report 序 「別の話…」")


def test_evidence_cannot_be_found_in_a_digest(make: Any) -> None:
    """Where only the digest of a source is indexed, the search has no score: the phrases are of the original."""
    one = score(make.case(), make.assistant((make.view(),)), originals=frozenset())
    assert (one.found, one.search_ms) == (None, None)
    assert one.met is not None


def test_the_search_alone_can_be_scored(make: Any) -> None:
    """Without asking there is a rank and no answer."""
    assistant = make.assistant((make.view(),))
    one = score(make.case(), assistant, originals=frozenset({"report"}), asking=False)
    assert (one.met, assistant.asked) == (None, 0)
    assert one.found is not None and one.found.rank == 1


def test_the_fingerprint_leaves_elapsed_time_out(make: Any) -> None:
    """Two answers that differ in elapsed time alone are the same; in any word, they are not."""
    answer = make.answer(make.citation(make.view()))
    slower = replace(answer, receipt=replace(answer.receipt, elapsed_ms=99.0))
    assert fingerprint(answer) == fingerprint(slower)
    assert fingerprint(answer) != fingerprint(replace(answer, next_step="次"))
