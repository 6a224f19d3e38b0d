"""Succeed: where the best that was found is superseded, what replaced it leads, and the old statement stays marked."""

import pytest

GROUP_A = "グループA国向けの貨物は、キャッチオール規制の対象になりますか"


def test_what_replaced_a_superseded_statement_leads(shipped):
    """The slides of 2024 say no; the law since 2025-10-09 says otherwise, and stands first."""
    answer = shipped.ask(GROUP_A, as_of="2026-06-10")
    first = answer.citations[0]
    assert (answer.status, first.source_id, first.in_force) == ("answered", "324CO0000000378", True)
    assert any(one.superseded_on for one in answer.citations)


def test_while_a_statement_is_the_law_nothing_leads_before_it(shipped):
    """On a day before the amendment the same statement is not superseded."""
    answer = shipped.ask(GROUP_A, as_of="2025-03-01")
    assert answer.citations[0].source_id.startswith("meti-2024")


def test_no_passage_leads_twice(shipped):
    """Two superseded statements that the same provision replaced bring it in once."""
    answer = shipped.ask("通常兵器補完的輸出規制の要件は何ですか", as_of="2026-06-10")
    texts = [(one.text, answer.citations[one.citations[0] - 1].passage_id) for one in answer.statements]
    assert answer.citations[0].in_force
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    "question", ["中間報告はグループA国について何を提言しましたか", "グループA国向けの従来の扱いは"]
)
def test_who_asks_what_was_said_gets_what_was_said(shipped, question):
    """A question for the report, or for how it was, is not led by the law of today."""
    answer = shipped.ask(question, as_of="2026-06-10")
    assert answer.citations[0].source_id != "324CO0000000378"


def test_what_stands_leads_before_what_is_superseded(shipped):
    """Where the question is about the law of today, sentences of superseded rules come last."""
    answer = shipped.ask("我が国の補完的輸出規制の規制要件は", as_of="2026-06-10")
    past = [answer.citations[one.citations[0] - 1].superseded_on is not None for one in answer.statements]
    assert past[0] is False and any(past)


def test_now_the_law_of_today_leads(shipped):
    """The same with an amount or a list beside which a superseded sentence only stands."""
    answer = shipped.ask("グループAの国は何カ国ですか", as_of="2026-06-10")
    assert "27カ国" in answer.statements[0].text
    assert "第一条第三項" not in [one.locator for one in answer.citations]
