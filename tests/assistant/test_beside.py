"""Beside an answer: facts sent are checked, facts read out of a question stay proposals, and nothing else determines."""

import json

import pytest

from assistant.answer import as_json
from assistant.checking import Checker, determination_json
from assistant.errors import WrongFactsError
from assistant.lock import could_decide

OWN = "当社の炭素繊維を2025年11月10日に中国の顧客へ輸出したいのですが、許可は必要ですか"
GENERAL = "ムササビ規制の対象は何ですか"
FACTS = {"dest": "CN", "date": "2025-11-10", "hs": "8542.31", "list_status": "not_listed"}


def test_an_own_case_without_facts_is_proposed_facts_and_questions(small):
    """Nothing is determined; what was read stands at its place in the question, with what would still be asked."""
    answer = small.ask(OWN)
    assert (answer.status, answer.reason, answer.determination) == ("needs_determination", "needs_facts", None)
    found = {one.fact: one for one in answer.proposed_facts}
    assert (found["dest"].value, found["date"].value) == ("CN", "2025-11-10")
    start, end = found["dest"].span
    assert OWN[start:end] == "中国"
    assert "読み取った事実を全て確認した場合に残る質問" in answer.next_step
    assert "判断しません" in answer.next_step and not could_decide(answer.next_step)
    catalogue = Checker().base.catalogue
    assert catalogue.get("list_status").question in answer.next_step
    assert catalogue.get("dest").question not in answer.next_step
    assert answer.receipt.rules == Checker().base.fingerprint


def test_an_own_case_without_a_single_fact_is_asked_the_first_questions(small):
    """Nothing could be read, so nothing is called read."""
    answer = small.ask("許可は必要ですか")
    assert answer.proposed_facts == ()
    assert "まず答えてほしい質問" in answer.next_step and "読み取った" not in answer.next_step


def test_proposals_that_clash_leave_the_question_open(small):
    """Two countries are no destination: it is asked."""
    answer = small.ask("当社の装置をベトナムとインドの顧客に輸出したいのですが、許可は必要ですか")
    if len({one.value for one in answer.proposed_facts if one.fact == "dest"}) > 1:
        assert answer.determination is None and answer.next_step


@pytest.mark.parametrize("question", [OWN, GENERAL])
def test_facts_that_are_sent_are_checked(small, question):
    """The object of `/v1/check` stands beside the answer, with the fingerprint of the rules."""
    answer = small.ask(question, facts=FACTS)
    assert as_json(answer.determination) == determination_json(Checker().check(FACTS), {})
    assert answer.receipt.rules == Checker().base.fingerprint
    assert not {"no_rule_check"} & {notice.code for notice in answer.notices}
    assert not {one.fact for one in answer.proposed_facts} & set(FACTS)
    json.dumps(as_json(answer), allow_nan=False)


def test_a_conclusive_check_leaves_nothing_to_ask(small):
    """An own case whose result no unknown fact can change gives no reason for not answering, and never a bare verdict."""
    answer = small.ask(OWN, facts={**FACTS, "dest": "KP"})
    if not answer.determination["missing"]:
        assert (answer.status, answer.reason) == ("needs_determination", None)
    assert not could_decide(answer.next_step)


def test_a_general_question_proposes_nothing_and_checks_nothing(small):
    """No facts, no own case: no rules are asked."""
    answer = small.ask(GENERAL)
    assert (answer.proposed_facts, answer.determination, answer.receipt.rules) == ((), None, None)


def test_the_date_of_the_answer_never_becomes_the_date_of_the_transaction(small):
    """`as_of` says as of when the law is read; the rule check goes by `facts.date` alone."""
    answer = small.ask(OWN, as_of="2024-01-01", facts={"dest": "CN"})
    assert "date" in {one["fact"] for one in answer.determination["missing"]}
    assert "date" not in answer.determination["facts"]
    assert small.ask(OWN, as_of="2024-01-01").proposed_facts == small.ask(OWN).proposed_facts


@pytest.mark.parametrize("facts", [{"dest": "XX"}, {"destination": "VN"}, {"dest": {"value": "CN", "who": "x"}}])
def test_wrong_facts_are_refused_and_named(small, facts):
    """For own cases and general questions alike."""
    for question in (OWN, GENERAL):
        with pytest.raises(WrongFactsError) as caught:
            small.ask(question, facts=facts)
        assert caught.value.facts == tuple(facts)


def told(small, question, facts, **more):
    """The notices of an answer that say that facts and words differ."""
    found = small.ask(question, facts=facts, **more)
    assert as_json(found.determination) == determination_json(Checker().check(facts), {})
    return {one.code: one.text for one in found.notices if "differ" in one.code}


def test_facts_that_contradict_the_words_are_told_and_stay_as_sent(small):
    """Which fact, which words, and what was used; the determination is that of the facts alone."""
    question = "当社の装置を2025年11月10日にタイの顧客へ輸出したいのですが、許可は必要ですか"
    texts = told(small, question, {**FACTS, "dest": "VN"})
    assert list(texts) == ["facts_differ_from_question"]
    for part in ("「タイ」", "仕向地: タイ（TH）", "仕向地: ベトナム（VN）", "渡された事実のまま"):
        assert part in texts["facts_differ_from_question"]
    texts = told(small, question, {**FACTS, "dest": "TH", "date": "2025-12-01"})
    assert "2025年11月10日" in texts["facts_differ_from_question"]
    assert "2025年12月1日" in texts["facts_differ_from_question"]


def test_facts_that_agree_with_the_words_or_are_unknown_contradict_nothing(small):
    """A country named for another of the parties is no contradiction either."""
    assert told(small, OWN, {**FACTS, "hs": "6815"}) == {}
    assert told(small, OWN, {"dest": "unknown", "date": "2025-11-10"}) == {}
    question = "中国の技術者に当社の装置の技術を提供したいのですが、許可は必要ですか"
    assert told(small, question, {"kind": "tech", "dest": "VN", "dest_recipient": "CN"}) == {}


def test_a_fact_sent_as_unknown_is_still_proposed_from_the_words(small):
    """Nobody has said what it is, and the question does."""
    answer = small.ask(OWN, facts={"dest": "unknown"})
    assert {one.fact: one.value for one in answer.proposed_facts}["dest"] == "CN"


def test_a_day_of_the_answer_that_is_not_the_day_of_the_transaction_is_told(small):
    """Whether asked for or read from the question; without either the answer is simply of today."""
    text = told(small, OWN, FACTS, as_of="2024-01-01")["date_differs_from_as_of"]
    assert "2024年1月1日" in text and "2025年11月10日" in text
    asked = "2024年6月時点で、当社の装置を中国の顧客へ輸出したいのですが、許可は必要ですか"
    assert "2024年6月30日" in told(small, asked, FACTS)["date_differs_from_as_of"]
    assert told(small, OWN, FACTS) == {}
    assert told(small, OWN, FACTS, as_of="2025-11-10") == {}


def test_the_same_question_and_facts_give_the_same_answer(small):
    """Byte for byte, times aside; other facts are another answer."""
    first, second = (as_json(small.ask(OWN, facts=FACTS)) for _ in range(2))
    for one in (first, second):
        one["receipt"].pop("elapsed_ms")
    assert json.dumps(first) == json.dumps(second)
    assert first["answer_id"] != small.ask(OWN, facts={**FACTS, "dest": "US"}).answer_id
