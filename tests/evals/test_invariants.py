"""Invariants: an answer that keeps them passes, and each way of breaking one is found."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Statement
from evals.invariants import Law, StatuteText, check_answers, check_days, load_law, violations

DAY = date(2026, 11, 20)
LAW = Law(published={"report": date(2024, 4, 1)})
QUOTE = "事前報告から原則30日以内に判断する。"


def status(kind: str, on: date | None, **changes: Any) -> Mapping[str, Any]:
    """An entry of superseded.toml about the quoted sentence."""
    return {"id": "S-1", "source": "report", "kind": kind, "on": on, "phrases": ["原則30日以内"], **changes}


def rules(make: Any, answer: Answer, law: Law = LAW, **view: Any) -> list[str]:
    """The rules that an answer from one passage breaks."""
    return [one.rule for one in violations(answer, make.assistant((make.view(**view),)), law)]


def test_a_good_answer_breaks_nothing(make: Any) -> None:
    """A cited, verbatim quote of a published document about which nothing is said passes."""
    assert rules(make, make.answer(make.citation(make.view()))) == []


@pytest.mark.parametrize("citations", [(), (7,), (1, 7)])
def test_finds_statements_without_citation(make: Any, citations: tuple[int, ...]) -> None:
    """A statement that cites nothing, or a number that is not there, is uncited."""
    answer = make.answer(make.citation(make.view()), statements=(Statement("文", citations),))
    assert rules(make, answer) == ["uncited"]


@pytest.mark.parametrize("change", [{"quote": "事前報告から60日以内"}, {"quote": " "}, {"passage": "別の本文"}])
def test_finds_quotes_that_are_not_in_the_stored_passage(make: Any, change: dict[str, str]) -> None:
    """A quote must stand in the passage as stored, whatever the citation says the passage is."""
    answer = make.answer(replace(make.citation(make.view()), **change))
    assert rules(make, answer) == ["not_verbatim"]


@pytest.mark.parametrize(("day", "broken"), [(date(2024, 3, 31), ["unpublished"]), (date(2024, 4, 1), [])])
def test_a_month_counts_from_its_first_day(make: Any, day: date, broken: list[str]) -> None:
    """A document published in April 2024 may be cited from the first of April."""
    assert rules(make, make.answer(make.citation(make.view()), as_of=day)) == broken


def test_finds_unpublished_passages_among_the_closest(make: Any) -> None:
    """The passages shown with a refusal must be published too."""
    assert rules(make, make.answer(closest=("report:1",), as_of=date(2023, 1, 1))) == ["unpublished"]


def test_the_date_of_an_own_document_is_its_passages(make: Any) -> None:
    """A document that the registry does not know counts from the date it carries."""
    answer = make.answer(make.citation(make.view()), as_of=date(2024, 4, 1))
    assert rules(make, answer, Law(published={}), published="2024-05-02") == ["unpublished"]


@pytest.mark.parametrize(
    ("kind", "on", "in_force", "broken"),
    [
        ("superseded", date(2025, 10, 9), None, True),
        ("superseded", date(2025, 10, 9), True, True),
        ("superseded", date(2025, 10, 9), False, False),
        ("superseded", date(2026, 11, 20), None, True),  # superseded on the very day
        ("superseded", date(2026, 11, 21), True, False),
        ("announced", date(2026, 11, 21), None, True),
        ("announced", date(2026, 11, 20), True, False),
        ("announced", None, True, True),
        ("proposed", None, None, True),
        ("proposed", date(2025, 10, 9), None, True),
        ("proposed", None, False, False),
    ],
)
def test_finds_what_is_not_the_law_of_the_day(
    make: Any, kind: str, on: date | None, in_force: bool | None, broken: bool
) -> None:
    """A superseded, announced or proposed sentence must be marked as not in force while it is not the law."""
    answer = make.answer(make.citation(make.view(), in_force=in_force))
    assert rules(make, answer, replace(LAW, statuses=(status(kind, on),))) == ["not_the_law"] * broken


def test_looks_at_the_quote_alone(make: Any) -> None:
    """A proposal elsewhere in the passage does not make the quoted sentence one."""
    law = replace(LAW, statuses=(status("proposed", None, phrases=["60日とされた"]),))
    assert rules(make, make.answer(make.citation(make.view())), law) == []
    assert rules(make, make.answer(make.citation(make.view(), "提言では60日とされた。")), law) == ["not_the_law"]


def test_a_section_covers_what_no_phrase_names(make: Any) -> None:
    """All text under a listed heading has its status, but for a sentence that a phrase names as law."""
    section = status("proposed", None, phrases=[], sections=["第1章"])
    enacted = status("announced", date(2025, 1, 1))
    answer = make.answer(make.citation(make.view()))
    assert rules(make, answer, replace(LAW, statuses=(section,))) == ["not_the_law"]
    assert rules(make, answer, replace(LAW, statuses=(section, enacted))) == []


def test_a_digest_is_judged_by_the_phrases_for_digests(make: Any) -> None:
    """The phrases of the original mean nothing in a digest, which has its own."""
    law = replace(LAW, statuses=(status("proposed", None, digest_phrases=["別の語句"]),))
    view = make.view(edition="digest")
    assert rules(make, make.answer(make.citation(view)), law, edition="digest") == []


@pytest.mark.parametrize(
    ("valid", "broken"),
    [
        ((date(2025, 1, 1), None), []),
        ((date(2027, 1, 1), None), ["unpublished"]),
        ((date(2025, 1, 1), date(2026, 1, 1)), ["not_the_law"]),
    ],
)
def test_a_statute_is_cited_in_the_wording_of_the_day(
    make: Any, valid: tuple[date, date | None], broken: list[str]
) -> None:
    """A wording is the law from its entry into force until the next one."""
    fields = {"kind": "statute", "valid_from": valid[0], "valid_to": valid[1], "in_force": True}
    answer = make.answer(make.citation(make.view(**fields)))
    assert rules(make, answer, Law(published={}), **fields) == broken


def test_a_statute_is_compared_with_the_stored_version(make: Any) -> None:
    """A quote that does not stand in the version in force that day is found, whatever the index says of its dates."""
    fields = {"kind": "statute", "source_id": "324", "valid_from": date(2020, 1, 1), "in_force": True}
    versions = ((date(2020, 1, 1), "事前報告から原則30日以内に判断する"), (date(2026, 1, 1), "新しい条文"))
    law = Law(published={}, statutes={"324": StatuteText(versions)})
    answer = make.answer(make.citation(make.view(**fields)))
    assert rules(make, answer, law, **fields) == ["not_the_law"]
    assert rules(make, replace(answer, as_of=date(2025, 1, 1)), law, **fields) == []


def test_counts_by_day(make: Any) -> None:
    """Every question is asked on every day, and the violations are counted by rule."""
    view = make.view()
    case = make.case()
    assistant = make.assistant((view,), {case.question: make.answer(make.citation(view))})
    days = (date(2024, 3, 1), DAY)
    early, late = check_days([case], assistant, days, LAW)
    assert (early.as_of, dict(early.broken)["unpublished"]) == (days[0], 1)
    assert (late.answers, late.citations, sum(n for _, n in late.broken)) == (1, 1, 0)


def test_no_answers_break_nothing(make: Any) -> None:
    """Nothing asked, nothing broken; every rule is counted all the same."""
    assert dict(check_answers(DAY, [], make.assistant(), LAW).broken) == {
        "uncited": 0,
        "not_verbatim": 0,
        "unpublished": 0,
        "not_the_law": 0,
    }


def test_reads_the_corpus_and_the_registered_statutes(tmp_path: Path) -> None:
    """The law is read from the corpus' own files and from the version files registered under HOME."""
    folder = tmp_path / "library" / "324AC0000000228"
    folder.mkdir(parents=True)
    (folder / "0-2025-10-09.md").write_text(
        '---\nextra:\n  enforced_at: "2025-10-09"\n---\n第一条 本文。\n', encoding="utf-8"
    )
    law = load_law(tmp_path)
    assert law.published["meti-2024-interim-report"] == date(2024, 4, 1)
    assert {entry["kind"] for entry in law.statuses} == {"superseded", "announced", "proposed"}
    assert law.statutes["324AC0000000228"].in_force("第一条　本文", DAY) is True
    assert law.statutes["324AC0000000228"].in_force("第一条 本文", date(2025, 1, 1)) is None
