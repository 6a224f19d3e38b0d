"""Conversations over real HTTP: follow-ups, storing, listing, replay, deleting; and that nothing stored is ever lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from assistant.assistant import Assistant
from assistant.history import open_history
from assistant.service import create_app
from assistant.storage.database import FILE
from ingest.settings import load_settings

QUESTION = "ムササビ規制の対象は何ですか"
SECRET = "カワウソ届出の対象技術をすべて挙げてください"
# adds turns to a conversation without end, and says after each how many are stored
WRITER = """
import sys
from datetime import UTC, date, datetime
from assistant.conversation import Exchange
from assistant.history import open_history
from ingest.settings import load_settings
history = open_history(load_settings(home=sys.argv[1]))
name, count = sys.argv[2], int(sys.argv[3])
for number in range(count):
    text = f"{name}-{number}-" + "文" * 20_000
    request = {"question": text}
    history.add("c-1", Exchange(datetime.now(UTC), date(2026, 6, 10), 0, request, request, {"text": text}))
    print(f"{name}-{number}", flush=True)
"""


@pytest.fixture
def client(small, tmp_path, serve):
    """A client of a service over the small corpus that stores conversations in a database of its own."""
    return serve(app(small, f"sqlite:///{tmp_path}/talks.db"))


def app(small, url, today=None):
    """A service over the small corpus with this database."""
    settings = small.settings(database_url=url)
    return create_app(Assistant(settings, lambda: today or small.today, open_history(settings)), settings)


def ask(client, question, conversation_id=None, **fields):
    """The answer to a question in a conversation."""
    named = {"conversation_id": conversation_id} if conversation_id else {}
    response = client.post("/v1/ask", json={"question": question, **named, **fields})
    assert response.status_code == 200, response.text
    return response.json()


def codes(answer):
    """The codes of the notices of an answer."""
    return [notice["code"] for notice in answer["notices"]]


def test_a_question_without_a_conversation_begins_one(client):
    """Asked twice, the answer is the same, but each is a conversation of its own."""
    first, second = ask(client, QUESTION), ask(client, QUESTION)
    assert first["conversation_id"] != second["conversation_id"]
    for answer in (first, second):
        answer.pop("conversation_id")
        answer["receipt"].pop("elapsed_ms")
    assert first == second


def test_a_follow_up_is_answered_by_what_went_before(client, small):
    """Typed as it was, understood with the topic before, and told so; its answer is that of the whole question."""
    begun = ask(client, QUESTION)
    answer = ask(client, "それを監督するのは誰ですか", begun["conversation_id"])
    assert answer["question"] == "それを監督するのは誰ですか"
    assert codes(answer)[0] == "follow_up"
    whole = small.ask("ムササビ規制の対象を監督するのは誰ですか")
    assert answer["statements"] and [one["text"] for one in answer["statements"]] == [
        one.text for one in whole.statements
    ]
    assert answer["conversation_id"] == begun["conversation_id"]


def test_the_date_of_the_question_before_holds_for_the_follow_up(client):
    """What was published later is not used, and the date is told."""
    begun = ask(client, QUESTION, as_of="2024-06-30")
    answer = ask(client, "いつ施行されますか", begun["conversation_id"])
    assert answer["as_of"] == "2024-06-30"
    assert {"follow_up", "as_of_kept"} <= set(codes(answer))


def test_a_conversation_is_stored_as_it_was(client):
    """Request, complete question and whole answer of each turn, in order, with their numbers."""
    begun = ask(client, QUESTION, source_ids=["report"])
    then = ask(client, "それを監督するのは誰ですか", begun["conversation_id"])
    found = client.get(f"/v1/conversations/{begun['conversation_id']}").json()
    assert set(found) == {"conversation_id", "created_at", "changed_at", "turns"}
    assert [turn["number"] for turn in found["turns"]] == [1, 2]
    assert [turn["after"] for turn in found["turns"]] == [0, 1]
    assert [turn["answer"] for turn in found["turns"]] == [begun, then]
    assert found["turns"][0]["request"] == {"question": QUESTION, "source_ids": ["report"]}
    assert found["turns"][1]["understood"]["question"] == "ムササビ規制の対象を監督するのは誰ですか"


def test_the_stream_stores_its_answer_too(client):
    """After the last event the conversation holds the turn."""
    begun = ask(client, QUESTION)
    body = {"question": "その根拠は？", "conversation_id": begun["conversation_id"]}
    assert client.post("/v1/ask/stream", json=body).status_code == 200
    assert len(client.get(f"/v1/conversations/{begun['conversation_id']}").json()["turns"]) == 2


def test_conversations_are_listed_the_last_changed_first_and_page_by_page(client):
    """Each with its first question; `before` goes on behind the last of a page."""
    ids = [ask(client, QUESTION)["conversation_id"] for _ in range(5)]
    ask(client, "その根拠は？", ids[0])
    pages, before = [], None
    while page := client.get("/v1/conversations", params={"limit": 2} | ({"before": before} if before else {})).json()[
        "conversations"
    ]:
        pages.append(page)
        before = page[-1]["conversation_id"]
    listed = [one for page in pages for one in page]
    assert [one["conversation_id"] for one in listed] == [ids[0], *ids[:0:-1]]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert (listed[0]["turns"], listed[0]["title"]) == (2, QUESTION)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("DELETE", ""), ("POST", "/replay"), ("GET", "?before")],
)
def test_an_unknown_conversation_is_a_404(client, method, path):
    """Read, deleted, replayed, or named as the end of a page."""
    url = "/v1/conversations?before=c-nowhere" if path == "?before" else f"/v1/conversations/c-nowhere{path}"
    response = client.request(method, url)
    assert (response.status_code, response.json()["type"]) == (404, "urn:gaihi:problem:unknown-conversation")


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/ask/stream"])
def test_a_question_in_an_unknown_conversation_is_refused(client, path):
    """It is not answered as if it stood alone."""
    response = client.post(path, json={"question": QUESTION, "conversation_id": "c-nowhere"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=many", "page=2"])
def test_a_wrong_page_is_refused(client, query):
    """Impossible limits and unknown fields are named."""
    response = client.get(f"/v1/conversations?{query}")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, query.split("=")[0])


def test_a_replay_finds_the_same_answers_and_stores_nothing(client):
    """Each turn with its request, its date and what went before it."""
    begun = ask(client, QUESTION, as_of="2024-06-30")
    ask(client, "それを監督するのは誰ですか", begun["conversation_id"])
    before = client.get(f"/v1/conversations/{begun['conversation_id']}").json()
    turns = client.post(f"/v1/conversations/{begun['conversation_id']}/replay").json()["turns"]
    assert [(turn["number"], turn["same"], turn["differences"]) for turn in turns] == [(1, True, []), (2, True, [])]
    assert turns[0]["answer_id"] == begun["answer_id"]
    assert turns[0]["receipt_before"]["index"] == turns[0]["receipt_now"]["index"]
    assert client.get(f"/v1/conversations/{begun['conversation_id']}").json() == before


def test_a_replay_on_a_later_day_is_as_of_the_day_of_asking(small, tmp_path, serve):
    """A question without a date is asked again for the day it was asked on."""
    url = f"sqlite:///{tmp_path}/talks.db"
    begun = ask(serve(app(small, url)), QUESTION)
    later = serve(app(small, url, today=small.today.replace(year=small.today.year + 2)))
    turns = later.post(f"/v1/conversations/{begun['conversation_id']}/replay").json()["turns"]
    assert [turn["same"] for turn in turns] == [True]


def test_a_replay_shows_what_differs_once_the_documents_changed(own, tmp_path, serve):
    """The field before and after, and another index in the receipt; a source that is gone is an error of its turn."""
    note = tmp_path / "note.md"
    note.write_text("# 手引\n\nハクビシン係数は輸出管理統括者が毎年四月に見直す。\n", encoding="utf-8")
    head = "---\nid: note\ntitle: 手引\npublished: 2025-04-01\ntier: own\n---\n"
    note.write_text(head + note.read_text(encoding="utf-8"), encoding="utf-8")
    own.ingest(str(note))
    client = serve(app(own, f"sqlite:///{tmp_path}/talks.db"))
    begun = ask(client, "ハクビシン係数は誰が見直しますか", source_ids=["note"])
    assert "管理統括者" in str(begun["statements"])
    note.write_text(note.read_text(encoding="utf-8").replace("輸出管理統括者", "監査役"), encoding="utf-8")
    own.ingest(str(note))
    (turn,) = client.post(f"/v1/conversations/{begun['conversation_id']}/replay").json()["turns"]
    changed = {one["field"]: (str(one["before"]), str(one["after"])) for one in turn["differences"]}
    assert not turn["same"] and "監査役" in changed["statements"][1] and "統括者" in changed["statements"][0]
    assert turn["receipt_before"]["index"] != turn["receipt_now"]["index"]


def test_a_deleted_conversation_is_gone_from_the_disk(client, tmp_path):
    """Not a byte of it is left in the database or its journal; the others stay."""
    kept, gone = ask(client, QUESTION), ask(client, SECRET)
    assert client.delete(f"/v1/conversations/{gone['conversation_id']}").status_code == 204
    left = b"".join(path.read_bytes() for path in tmp_path.glob("talks.db*"))
    assert QUESTION.encode() in left and SECRET.encode() not in left
    assert client.get(f"/v1/conversations/{gone['conversation_id']}").status_code == 404
    assert client.get(f"/v1/conversations/{kept['conversation_id']}").status_code == 200


def test_a_question_is_answered_when_nothing_can_be_stored(small, tmp_path, serve):
    """With the reason in a notice; in a conversation that cannot be read it is answered by itself."""
    (tmp_path / "talks.db").write_bytes(b"no database" * 1000)
    client = serve(app(small, f"sqlite:///{tmp_path}/talks.db"))
    for answer in (ask(client, QUESTION), ask(client, QUESTION, "c-1")):
        assert answer["statements"] and codes(answer)[-1] == "not_stored"
    assert client.get("/v1/conversations").status_code == 503


def test_a_conversation_deleted_while_a_question_is_answered_is_told(small, tmp_path):
    """The answer comes, with a notice; the conversation does not come back."""
    settings = small.settings(database_url=f"sqlite:///{tmp_path}/talks.db")
    history = open_history(settings)
    assistant = Assistant(settings, lambda: small.today, history)
    begun = assistant.ask(_request(QUESTION))

    class Deletes:
        def __call__(self, statement):
            if history.summaries(1):
                history.delete(begun.conversation_id)

        def withdraw(self):
            pass

    answer = assistant.ask(_request("それを監督するのは誰ですか", conversation_id=begun.conversation_id), Deletes())
    assert answer.statements and answer.notices[-1].code == "not_stored"
    assert assistant.conversations.summaries(5) == ()


def _request(question, **fields):
    from assistant.request import AskRequest

    return AskRequest(question=question, **fields)


def test_switched_off_nothing_is_stored_and_questions_are_answered(small, tmp_path, serve):
    """No database is made; whoever asks for conversations is told how to switch them on."""
    settings = small.settings(database_url=f"sqlite:///{tmp_path}/talks.db", history=False)
    client = serve(create_app(Assistant(settings, lambda: small.today, open_history(settings)), settings))
    begun = ask(client, QUESTION)
    assert "follow_up" not in codes(ask(client, "その根拠は？", begun["conversation_id"]))
    response = client.get("/v1/conversations")
    assert (response.status_code, "GAIHI_HISTORY" in response.json()["detail"]) == (409, True)
    assert list(tmp_path.iterdir()) == []


def test_twenty_at_once_lose_no_turn_and_keep_their_order(client):
    """Questions asked at the same time in one conversation each get a number of their own."""
    begun = ask(client, QUESTION)["conversation_id"]
    questions = [f"カワウソ届出の対象技術の{number}番目は何ですか" for number in range(20)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda question: ask(client, question, begun), questions))
    turns = client.get(f"/v1/conversations/{begun}").json()["turns"]
    assert [turn["number"] for turn in turns] == list(range(1, 22))
    assert {turn["request"]["question"] for turn in turns} == {QUESTION, *questions}
    assert not any("not_stored" in codes(answer) for answer in answers)
    assert all(turn["after"] < turn["number"] for turn in turns)


def begin(home):
    """A home with a conversation, written by nobody yet but for its first turn."""
    from datetime import UTC, date, datetime

    from assistant.conversation import Exchange

    history = open_history(load_settings(home=home))
    history.begin("c-1", Exchange(datetime.now(UTC), date(2026, 6, 10), 0, {"question": "x"}, {"question": "x"}, {}))
    return history


def write(home, name, count):
    """A process that adds turns."""
    command = [sys.executable, "-c", WRITER, str(home), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_several_processes_write_one_conversation_without_loss(tmp_path):
    """A service and a command line may be used at once: every turn that was said to be stored is there."""
    history = begin(tmp_path)
    processes = [write(tmp_path, f"p{number}", 15) for number in range(4)]
    said = [line for process in processes for line in process.communicate(timeout=120)[0].split()]
    turns = history.conversation("c-1").turns
    assert len(said) == 60
    assert [turn.number for turn in turns] == list(range(1, 62))
    assert {turn.request["question"].rsplit("-", 1)[0] for turn in turns[1:]} == set(said)


@pytest.mark.slow
def test_twenty_kills_lose_no_stored_turn(tmp_path):
    """Killed at any moment of a write, all turns that were stored are there, whole, in order, and writing goes on."""
    history, random, stored = begin(tmp_path), Random(7), 0
    for trial in range(20):
        process = write(tmp_path, f"t{trial}", 10_000)
        assert process.stdout.readline()  # it is writing now
        time.sleep(random.random() * 0.15)
        os.kill(process.pid, signal.SIGKILL)
        said = 1 + len(process.communicate()[0].split())
        turns = history.conversation("c-1").turns
        assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
        assert 0 <= len(turns) - 1 - stored - said <= 1, "more than the turn in flight is missing or too many"
        assert all(turn.answer["text"] == turn.request["question"] for turn in turns[1:])
        stored = len(turns) - 1
    with sqlite3.connect(tmp_path / FILE) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
