"""Ask: the same input gives the same bytes, and no text whatever breaks the promises of an answer."""

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.answer import as_json
from ingest.errors import GaihiError

QUESTIONS = [
    "ムササビ規制の対象は何ですか",
    "カワウソ届出の対象技術をすべて挙げてください",
    "当社のテン合金を輸出するのに許可は必要ですか",
    "明日の天気はどうですか",
    "2024年6月時点で、ムササビ規制の対象は何ですか",
]
_PIECES = [
    "ムササビ規制", "テン合金", "許可", "当社の", "輸出", "2024年6月時点", "令和7年13月時点", "第四条第一項", "|", "。", "は", "ですか", "？",
    "\n", "\x00", "\u3000", "AND", "(", '"', "*", "①", "ㅤ", "😀", "が", "か\u3099", "null", "明日の天気", "何日", "すべて挙げて",
]  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
_DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))


def canonical(answer):
    """An answer as JSON, without the time it took."""
    plain = as_json(answer)
    plain["receipt"].pop("elapsed_ms")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, day=_DAYS)
def test_any_text_is_a_question_or_a_known_error(small, text, day):
    """Noise, syntax, control characters and half words never break an answer, and never make it say more than it cites."""
    try:
        answer = small.ask(text, as_of=day)
    except (GaihiError, ValidationError):
        return
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for citation in answer.citations:
        assert citation.quote in citation.passage
        assert citation.published <= answer.as_of.isoformat()
    for statement in answer.statements:
        assert statement.citations
        assert any(statement.text in " ".join(quotes[n].split()) for n in statement.citations)
    assert (answer.status == "abstained") <= (not answer.statements)
    assert (answer.status == "answered") <= bool(answer.statements)
    assert (answer.reason is None) == (answer.status == "answered")
    assert (answer.next_step is None) == (answer.status == "answered")
    assert answer.determination is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gets_the_same_json(small, question):
    """Apart from the time it took, two answers are the same bytes, ids included."""
    assert canonical(small.ask(question)) == canonical(small.ask(question))


def test_another_process_gives_the_same_json(small):
    """Neither hash seeds nor the order of a set nor what was asked before shows in an answer."""
    program = (
        "import json, sys; from datetime import date; from assistant.answer import as_json\n"
        "from assistant.assistant import Assistant; from assistant.request import AskRequest\n"
        "from ingest.settings import load_settings\n"
        "assistant = Assistant(load_settings(home=sys.argv[1]), lambda: date(2026, 4, 1))\n"
        "print(json.dumps([as_json(assistant.ask(AskRequest(question=q))) for q in json.loads(sys.argv[2])]))\n"
    )
    command = [sys.executable, "-c", program, str(small.home), json.dumps(QUESTIONS)]
    environment = {"PYTHONHASHSEED": "7", "PATH": "", "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    for question, other in zip(QUESTIONS, json.loads(done.stdout), strict=True):
        assert canonical(small.ask(question)) == canonical(other)


def test_ids_tell_questions_days_and_generations_apart(small):
    """Another question, another day: another answer id; a conversation keeps the id it was given."""
    first, other, later = (
        small.ask(QUESTIONS[0]),
        small.ask(QUESTIONS[1]),
        small.ask(QUESTIONS[0], as_of="2025-01-01"),
    )
    assert len({first.answer_id, other.answer_id, later.answer_id}) == 3
    assert small.ask(QUESTIONS[0], conversation_id="our-talk").conversation_id == "our-talk"


def test_the_receipt_names_what_the_answer_rests_on(small):
    """Generation and code; no rules and no model in this version."""
    receipt = small.ask(QUESTIONS[0]).receipt
    assert receipt.index == small.assistant.generation()
    assert (receipt.rules, receipt.model, receipt.prompt) == (None, None, None)
    assert len(receipt.code) == 16
    assert receipt.elapsed_ms > 0


def test_the_question_comes_back_as_it_was_asked(small):
    """Its own characters, not their matching form."""
    text = "　ムササビ規制の対象は、何ですか？ "
    assert small.ask(text).question == text
