"""Answers written by a chat model: what stands up to its evidence is shown, with quotes from the store; nothing else."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer, Origin, Statement, Status
from assistant.assistant import Assistant
from assistant.request import AskRequest
from assistant.service import create_app

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

from scripted import Asked, ChatServer, Played, Script, always, honest, reply

DAYS = "ヤマネ審査は山岳だと何日かかりますか"
LIST = "カワウソ届出の対象技術をすべて挙げてください"
KEEP = "ムササビ規制の記録は何年保存しますか"

Asking = Callable[[str, Script], Answer]


class Listener:
    """Hears of statements, and of those withdrawn."""

    def __init__(self) -> None:
        self.heard: list[Statement] = []
        self.withdrawn = False

    def __call__(self, statement: Statement) -> None:
        self.heard.append(statement)

    def withdraw(self) -> None:
        self.withdrawn = True
        self.heard.clear()


@pytest.fixture
def server() -> Iterator[ChatServer]:
    """A chat server whose script a test may replace."""
    with ChatServer(honest) as running:
        yield running


@pytest.fixture
def asking(small, server: ChatServer) -> Asking:
    """Asks the small corpus with a scripted model."""
    assistant = Assistant(small.settings(chat_model="openai:scripted", chat_base_url=server.url), lambda: small.today)

    def ask(question: str, script: Script) -> Answer:
        server.script = script
        return assistant.ask(AskRequest(question=question))

    return ask


def codes(answer: Answer) -> list[str]:
    """The codes of the notices that tell of the model."""
    return [notice.code for notice in answer.notices if notice.code.startswith("model_")]


def picks(*needles: str) -> Script:
    """Says those evidence sentences that hold one of some words."""

    def script(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        found = [one for one in asked.evidence if any(needle in one["text"] for needle in needles)]
        return Played(reply(*((one["text"], [one["label"]]) for one in found)))

    return script


def says(text: str, needle: str) -> Script:
    """Says one sentence and points at the evidence that holds a word."""

    def script(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        label = next(one["label"] for one in asked.evidence if needle in one["text"])
        return Played(reply((text, [label])))

    return script


def test_an_honest_model_writes_the_answer(asking: Asking) -> None:
    """A statement that its evidence bears out is shown as the model's, with a quote cut from the store."""
    answer = asking(KEEP, says("記録の保存期間は9年間です。", "九年間"))
    (statement,) = answer.statements
    assert (statement.text, statement.origin, statement.citations) == (
        "記録の保存期間は9年間です。",
        Origin.MODEL,
        (1,),
    )
    assert answer.citations[0].quote == "ムササビ規制の記録は九年間保存する。"
    assert answer.citations[0].quote in answer.citations[0].passage
    assert codes(answer) == []
    assert "openai:scripted" in (answer.receipt.model or "")
    assert answer.receipt.prompt


def test_without_a_model_nothing_changes(small, asking: Asking) -> None:
    """When the model is down, the very statements and citations are served that would be without one."""
    plain, fallen = small.ask(KEEP), asking(KEEP, always("", status=500))
    assert (fallen.statements, fallen.citations, fallen.status) == (plain.statements, plain.citations, plain.status)
    assert codes(fallen) == ["model_unavailable"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("記録の保存期間は七年間です。", "number"),
        ("記録は九年間保存する必要はない。", "polarity"),
        ("ムササビ規制の記録は九年を超えて保存する。", "comparator"),
        ("ムササビ規制の記録は外為法第48条により九年間保存する。", "provision"),
        ("ムササビ規制の記録は韓国で九年間保存する。", "country"),
    ],
)
def test_what_the_evidence_does_not_say_is_not_said(small, asking: Asking, text: str, why: str) -> None:
    """An altered core statement falls, and the extract is served with the reason."""
    answer = asking(KEEP, says(text, "九年間"))
    assert answer.statements == small.ask(KEEP).statements, why
    assert codes(answer) == ["model_unsupported", "model_removed"]


@pytest.mark.parametrize("labels", [[], ["S99"], ["S1", "S99"], ["1"], ["外為法48条"]])
def test_invented_labels_are_worth_nothing(asking: Asking, labels: list[str]) -> None:
    """A statement that points at nothing, or at something that was not shown, is not said."""
    answer = asking(KEEP, always(reply(("ムササビ規制の記録は九年間保存する。", labels))))
    assert all(statement.origin is Origin.EXTRACT for statement in answer.statements)
    assert "model_unsupported" in codes(answer)


def test_a_later_statement_falls_alone(asking: Asking) -> None:
    """A statement behind the core one that fails is left out and reported; the others stay."""

    def script(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        label = next(one["label"] for one in asked.evidence if "九年間" in one["text"])
        return Played(reply(("記録は九年間保存する。", [label]), ("記録は三年で捨ててよい。", [label])))

    answer = asking(KEEP, script)
    assert [statement.text for statement in answer.statements] == ["記録は九年間保存する。"]
    assert codes(answer) == ["model_removed"]


@pytest.mark.parametrize(
    "text",
    [
        "本件は許可が不要です。",
        "貴社の記録は規制に該当しません。",
        "そのまま輸出して差し支えありません。",
        "No license is required for your item.",
    ],
)
def test_a_model_decides_nothing(asking: Asking, text: str) -> None:
    """A sentence that decides the asker's case is not said, whatever it points at."""
    answer = asking(KEEP, says(text, "九年間"))
    assert text not in [statement.text for statement in answer.statements]


def test_an_own_case_is_not_put_to_the_model(small, asking: Asking, server: ChatServer) -> None:
    """A question about the asker's own case is met by rules and extracts; no model is asked."""
    question = "当社のテン合金をタイに輸出するのに許可は必要ですか"
    answer = asking(question, honest)
    assert answer.status is Status.NEEDS_DETERMINATION
    assert server.asked == []
    assert answer.statements == small.ask(question).statements


def test_a_forged_citation_mark_is_no_citation(asking: Asking) -> None:
    """A model that types a citation or a source of its own is not believed."""
    answer = asking(KEEP, says("ムササビ規制の記録は九年間保存する[1]。出典: 外為法48条", "九年間"))
    assert all(statement.origin is Origin.EXTRACT for statement in answer.statements)


def test_history_is_marked_in_the_model_answer(asking: Asking) -> None:
    """Evidence that is no longer the law is cited as such, and the notice says so."""
    answer = asking("ムササビ規制の対象は何ですか", picks("通知を受けた貨物だけ"))
    old = [citation for citation in answer.citations if "通知を受けた貨物だけ" in citation.quote]
    assert old
    assert all(citation.in_force is False for citation in old)
    assert "superseded" in [notice.code for notice in answer.notices]


def test_statements_are_told_once_they_stand(small, server: ChatServer) -> None:
    """Whoever listens hears verified statements only, and is told when they are withdrawn."""
    assistant = Assistant(small.settings(chat_model="openai:scripted", chat_base_url=server.url), lambda: small.today)
    listener = Listener()
    answer = assistant.ask(AskRequest(question=LIST), listener)
    assert tuple(listener.heard) == answer.statements
    assert not listener.withdrawn

    def breaks_off(asked: Asked) -> Played:
        played = honest(asked)
        return played if asked.task == "rewrite" else Played(played.text.replace('"done": true', '"done": false'))

    server.script = breaks_off
    answer = assistant.ask(AskRequest(question=LIST), listener)
    assert listener.withdrawn
    assert tuple(listener.heard) == answer.statements
    assert all(statement.origin is Origin.EXTRACT for statement in answer.statements)
    assert codes(answer) == ["model_cut"]


def test_the_stream_says_what_the_answer_says(small, server: ChatServer, serve) -> None:
    """The events of a written answer are its statements and then the answer itself."""
    settings = small.settings(chat_model="openai:scripted", chat_base_url=server.url)
    client = serve(create_app(Assistant(settings, lambda: small.today), settings))
    lines = client.post("/v1/ask/stream", json={"question": LIST}).text.splitlines()
    events = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    data = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    assert events == ["statement"] * (len(events) - 1) + ["answer"]
    assert data[:-1] == data[-1]["statements"]
    assert {one["origin"] for one in data[:-1]} == {"model"}


def test_other_wordings_only_add(small, asking: Asking, server: ChatServer) -> None:
    """A model's rewriting of the question, however bad, leaves everything that was found without it in place."""

    def wild(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return Played(json.dumps({"queries": ["テン合金", "量子時計の校正"], "done": True}))
        return honest(asked)

    plain, widened = asking(KEEP, honest), None
    own = [one["text"] for one in server.asked[-1].evidence]
    widened = asking(KEEP, wild)
    seen = [one["text"] for one in server.asked[-1].evidence]
    assert set(own) <= set(seen)
    assert widened.statements == plain.statements
    assert small.ask(KEEP).status is widened.status


def test_the_model_sees_no_hidden_text(asking: Asking, server: ChatServer) -> None:
    """What is put before the model is JSON text without control, bidi or zero-width characters."""
    asking(f"{KEEP}\u202e\u200b", honest)
    content = server.asked[-1].body["messages"][-1]["content"]
    assert "\u202e" not in content
    assert "\u200b" not in content
