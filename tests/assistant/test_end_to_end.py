"""End to end: a corpus is ingested, served over HTTP and asked; the promises that hold for every answer."""

import shutil

import pytest

from assistant.assistant import Assistant
from assistant.service import create_app
from ingest.identify import Given
from ingest.run import run_ingest
from ingest.settings import load_settings

QUESTIONS = [
    "グループA国は何カ国ありますか",
    "通常兵器キャッチオールの客観要件は何ですか",
    "2024年6月時点で、補完的輸出規制の見直しはどうなる予定ですか",
    "中間報告は何を提言しましたか",
    "官民対話スキームでは何を事前に報告しますか",
]
OWN_CASE = "当社の炭素繊維をベトナムに輸出するのに許可は必要ですか"
DAYS = ["2024-06-30", "2025-06-30", "2026-06-30"]


@pytest.fixture(scope="module")
def client(corpus_home, serve):
    """A client of a running service over the digests, and again over the originals."""
    settings = load_settings(home=corpus_home)
    with serve(create_app(Assistant(settings), settings)) as client:
        yield client


def ask(client, question, **more):
    """The answer to a question."""
    response = client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_statement_is_cited_verbatim_from_what_was_published(client, question, day):
    """Each statement has a citation, each quote stands in its stored passage, and nothing is from after the date."""
    answer = ask(client, question, as_of=day)
    numbers = {citation["n"] for citation in answer["citations"]}
    assert (answer["as_of"], answer["as_of_from"]) == (day, "request")
    for statement in answer["statements"]:
        assert statement["citations"]
        assert set(statement["citations"]) <= numbers
    for citation in answer["citations"]:
        stored = client.get(f"/v1/passages/{citation['passage_id']}").json()
        assert citation["quote"] in stored["text"] == citation["passage"]
        assert citation["published"] <= day


def test_the_date_in_a_question_governs_the_answer(client):
    """「2024年6月時点」 is its last day, is shown as such, and lets nothing newer in."""
    answer = ask(client, QUESTIONS[2])
    assert (answer["as_of"], answer["as_of_from"]) == ("2024-06-30", "question")
    assert all(citation["published"] <= "2024-06-30" for citation in answer["citations"])


def test_the_askers_own_case_is_not_determined(client):
    """A question about one's own export gets no sentence that says whether a licence is needed."""
    answer = ask(client, OWN_CASE)
    assert answer["status"] == "needs_determination"
    assert answer["next_step"]


def test_the_same_question_gets_the_same_bytes(client):
    """Apart from the time it took, two answers are the same."""
    first, second = (ask(client, QUESTIONS[0], as_of=DAYS[2]) for _ in range(2))
    for answer in (first, second):
        answer["receipt"].pop("elapsed_ms")
    assert first == second


def test_a_running_service_answers_from_a_newly_ingested_document(index_home, serve, tmp_path):
    """Registering a document while the service runs changes its answers without a restart."""
    home = tmp_path / "home"
    shutil.copytree(index_home, home)
    settings = load_settings(home=home)
    with serve(create_app(Assistant(settings), settings)) as client:
        before = client.get("/readyz").json()["generation"]
        own = tmp_path / "rule.md"
        own.write_text("# 社内規程\n\nズワイガニ係数は輸出管理統括者が毎年四月に見直す。\n", encoding="utf-8")
        given = Given(title="社内規程", published="2025-04-01", tier="own", id="our-rule")
        report = run_ingest(settings, [str(own)], given=given)
        answer = ask(client, "ズワイガニ係数は誰が見直しますか")
        assert client.get("/readyz").json()["generation"] == report.generation != before
    assert "輸出管理統括者" in "".join(statement["text"] for statement in answer["statements"])
    assert {(one["source_id"], one["tier"]) for one in answer["citations"]} >= {("our-rule", "own")}
