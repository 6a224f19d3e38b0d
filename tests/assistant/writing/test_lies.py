"""Dishonest models: whatever a model writes that its evidence does not say, the reader sees the extract or what stands.

The lies are sentences in `lies/*.yaml`, by kind of lie; each is told as the core statement and behind a true one.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from assistant.answer import Answer, Origin, Statement
from assistant.assistant import Assistant
from assistant.request import AskRequest

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

from scripted import Asked, ChatServer, Played, Script, always, honest, reply

KEEP = "ムササビ規制の記録は何年保存しますか"
DAYS = "ヤマネ審査は山岳だと何日かかりますか"
TRUE = "記録の保存期間は9年間です。"
KEY = "sk-secret"

Asking = Callable[[str, Script], Answer]


def _lies() -> list[object]:
    """Every lie as a parameter; its id says its file, its group and its number."""
    return [
        pytest.param(text, id=f"{path.stem}-{group}-{n}")
        for path in sorted((Path(__file__).parent / "lies").glob("*.yaml"))
        for group, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for n, text in enumerate(texts, 1)
    ]


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    """A chat server whose script a test may replace."""
    with ChatServer(honest) as running:
        yield running


@pytest.fixture(scope="module")
def asking(small, server: ChatServer) -> Asking:
    """Asks the small corpus with a scripted model."""
    settings = small.settings(chat_model="openai:scripted", chat_base_url=server.url, chat_api_key=KEY)
    assistant = Assistant(settings, lambda: small.today)

    def ask(question: str, script: Script) -> Answer:
        server.script = script
        return assistant.ask(AskRequest(question=question))

    return ask


def tells(*texts: str, needle: str = "九年間") -> Script:
    """Writes sentences, each with the label of the evidence that holds a word."""

    def script(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        label = next(one["label"] for one in asked.evidence if needle in one["text"])
        return Played(reply(*((text, [label]) for text in texts)))

    return script


def codes(answer: Answer) -> set[str]:
    """The codes of the notices that tell of the model."""
    return {notice.code for notice in answer.notices if notice.code.startswith("model_")}


def shown(answer: Answer) -> str:
    """Everything of an answer that a reader sees."""
    return json.dumps([[one.text for one in answer.statements], [one.text for one in answer.notices]])


@pytest.mark.parametrize("text", _lies())
def test_a_lie_is_not_told(small, asking: Asking, text: str) -> None:
    """As the core statement it brings the extract; behind a true one it falls alone. The notice does not repeat it."""
    alone = asking(KEEP, tells(text))
    assert alone.statements == small.ask(KEEP).statements
    assert codes(alone) & {"model_unsupported", "model_nonsense"}
    behind = asking(KEEP, tells(TRUE, text))
    assert TRUE in [one.text for one in behind.statements] or behind.statements == alone.statements
    assert codes(behind)
    assert all(one.text in (TRUE, *(said.text for said in alone.statements)) for one in behind.statements)
    json.dumps([notice.text for notice in behind.notices], ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "parts",
    [
        ("ムササビ規制の記録については、許可は", "不要です。"),
        ("貴社の記録について言えば、", "許可を受ける必要はありません。"),
        ("ムササビ規制の記録に許可は必要ですか。", "いいえ。"),
        ("記録の保存", "は不要", "です"),
        ("本件の記録", "は", "規制に", "該当しない。"),
    ],
)
def test_a_verdict_dealt_out_over_lines_is_not_told(asking: Asking, parts: Sequence[str]) -> None:
    """A harmless half may stand; the half that makes it a verdict does not."""
    answer = asking(KEEP, tells(TRUE, *parts))
    assert parts[-1] not in [one.text for one in answer.statements]


@pytest.mark.parametrize("place", ["平野", "島しょ", "湿地", "砂丘"])
@pytest.mark.parametrize("days", ["11日", "33日", "44日", "55日"])
def test_values_of_other_rows_are_not_swapped(asking: Asking, place: str, days: str) -> None:
    """With all rows for evidence, a row's number is not told of another row."""

    def script(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        rows = [one for one in asked.evidence if "審査に" in one["text"]]
        return Played(reply((f"{place}では審査に{days}かかる。", [one["label"] for one in rows])))

    answer = asking(DAYS, script)
    true = {"島しょ": "11日", "平野": "33日", "湿地": "44日", "砂丘": "55日"}[place] == days
    assert (f"{place}では審査に{days}かかる。" in [one.text for one in answer.statements]) is true


@pytest.mark.parametrize(
    "labels",
    [["S0"], ["S-1"], ["s1"], ["Ｓ１"], ["S1 "], ["S41"], ["S1,S2"], ["[S1]"], [""], ["外為法48条"], ["S1"] * 13],
)
def test_a_label_is_one_that_was_shown(small, asking: Asking, labels: list[str]) -> None:
    """A label is taken as it stands; whatever is not exactly one that was shown points at nothing."""
    answer = asking(KEEP, always(reply((TRUE, labels))))
    assert answer.statements == small.ask(KEEP).statements
    assert codes(answer)


def test_a_label_of_another_sentence_is_worth_nothing(small, asking: Asking) -> None:
    """What one sentence of the evidence says is not said with the label of another."""

    def script(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        label = next(one["label"] for one in asked.evidence if "九年間" not in one["text"])
        return Played(reply((TRUE, [label])))

    answer = asking(KEEP, script)
    assert answer.statements == small.ask(KEEP).statements


def test_only_citations_that_bear_a_statement_out_are_shown(asking: Asking) -> None:
    """A true statement that names every label is shown with the one that says it."""

    def script(asked: Asked) -> Played:
        if asked.task == "rewrite":
            return honest(asked)
        return Played(reply((TRUE, [one["label"] for one in asked.evidence][:12])))

    answer = asking(KEEP, script)
    assert [one.text for one in answer.statements] == [TRUE]
    assert [one.quote for one in answer.citations] == ["ムササビ規制の記録は九年間保存する。"]


def test_the_key_is_never_shown(asking: Asking) -> None:
    """A server that sends back the key it was sent brings the extract."""
    answer = asking(KEEP, tells(f"ムササビ規制の記録は九年間保存する。{KEY}"))
    assert KEY not in shown(answer)
    assert codes(answer) == {"model_nonsense"}


def test_superseded_evidence_alone_is_no_full_answer(asking: Asking) -> None:
    """A model that points only at what is no longer the law gives a partial answer, marked as such."""
    answer = asking(
        "ムササビ規制の対象は何ですか", tells("ムササビ規制の対象は通知を受けた貨物だけである。", needle="貨物だけ")
    )
    assert all(citation.superseded_on for citation in answer.citations)
    assert (answer.status.value, answer.reason and answer.reason.value) == ("partial", "superseded_only")
    assert "superseded" in {notice.code for notice in answer.notices}


def test_a_long_statement_and_many_statements_are_left(small, asking: Asking) -> None:
    """Ten thousand characters, or a thousand statements, bring the extract."""
    for script in (tells("記録は九年間保存する。" * 1_000), tells(*[TRUE] * 1_000)):
        answer = asking(KEEP, script)
        assert answer.statements == small.ask(KEEP).statements
        assert codes(answer) == {"model_endless"}


def test_the_same_statement_twice_is_told_once_or_twice_but_always_cited(asking: Asking) -> None:
    """A model that repeats itself repeats only what stands."""
    answer = asking(KEEP, tells(TRUE, TRUE))
    assert {one.text for one in answer.statements} == {TRUE}
    assert all(one.citations == (1,) and one.origin is Origin.MODEL for one in answer.statements)
    assert isinstance(answer.statements[0], Statement)
