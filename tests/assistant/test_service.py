"""Service: the contract of its answers, and a problem document for everything that can go wrong."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.service import create_app
from ingest.errors import SettingsError
from ingest.settings import load_settings

QUESTION = "グループAの国はどこですか"
JSON = {"content-type": "application/json"}
ANSWER = {
    "answer_id", "conversation_id", "question", "as_of", "as_of_from", "status", "reason", "statements", "citations",
    "closest", "next_step", "proposed_facts", "determination", "notices", "receipt",
}  # fmt: skip
CITATION = {
    "n", "passage_id", "source_id", "title", "issuer", "published", "kind", "edition", "tier", "locator", "url",
    "quote", "passage", "valid_from", "in_force", "superseded_on", "superseded_by",
}  # fmt: skip
HIT = {
    "rank", "score", "found_by", "passage_id", "source_id", "title", "locator", "text", "valid_from", "in_force",
    "superseded_on",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(index_home):
    """A client of the service over the digests."""
    settings = load_settings(home=index_home)
    return TestClient(create_app(Assistant(settings), settings), base_url="http://127.0.0.1:8000")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A client of a service that has no index yet."""
    settings = load_settings(home=tmp_path_factory.mktemp("empty"))
    return TestClient(create_app(Assistant(settings), settings), base_url="http://127.0.0.1:8000")


def problem_of(response):
    """The problem document of a response, checked for what each of them must have."""
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    assert set(document) == {"type", "title", "status", "detail", "errors"}
    assert document["status"] == response.status_code
    assert document["detail"].endswith("。")
    assert "Traceback" not in response.text
    return document


def test_an_answer_has_exactly_the_fields_of_the_contract(client):
    """Callers outside this repository rely on these names."""
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert set(answer) == ANSWER
    assert {key for statement in answer["statements"] for key in statement} == {"text", "citations", "origin"}
    assert all(set(citation) == CITATION for citation in answer["citations"])
    assert set(answer["receipt"]) == {"index", "rules", "model", "prompt", "code", "elapsed_ms"}
    assert (answer["as_of_from"], answer["question"]) == ("default", QUESTION)


def test_json_is_utf8_and_not_escaped(client):
    """Japanese text stands in the body as itself."""
    response = client.post("/v1/ask", json={"question": QUESTION})
    assert response.headers["content-type"] == "application/json"
    assert QUESTION.encode() in response.content
    assert b"\\u" not in response.content


def test_the_stream_sends_each_statement_and_then_the_whole_answer(client):
    """The last event is the object of /v1/ask; the ones before are its statements in order."""
    response = client.post("/v1/ask/stream", json={"question": QUESTION})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    names = [name.removeprefix("event: ") for name, _ in events]
    data = [json.loads(line.removeprefix("data: ")) for _, line in events]
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    for one in (data[-1], answer):
        one["receipt"].pop("elapsed_ms")
    assert names == ["statement"] * len(answer["statements"]) + ["answer"]
    assert data == [*answer["statements"], answer]


def test_search_gives_ranked_hits_with_the_fields_of_the_contract(client):
    """As many hits as asked for, numbered from 1, with falling scores."""
    result = client.post("/v1/search", json={"query": "キャッチオール規制", "k": 3, "as_of": "2025-12-31"}).json()
    assert set(result) == {"as_of", "hits"}
    assert result["as_of"] == "2025-12-31"
    assert all(set(hit) == HIT for hit in result["hits"])
    assert [hit["rank"] for hit in result["hits"]] == [1, 2, 3]
    scores = [hit["score"] for hit in result["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_a_source_filter_lets_only_that_source_through(client):
    """Hits and citations come from the sources that were named."""
    body = {"source_ids": ["cistec-2025-report"]}
    hits = client.post("/v1/search", json={"query": "キャッチオール規制", **body}).json()["hits"]
    cited = client.post("/v1/ask", json={"question": "キャッチオール規制の見直しとは", **body}).json()["citations"]
    assert {one["source_id"] for one in (*hits, *cited)} == {"cistec-2025-report"}


def test_a_hit_can_be_read_as_a_passage_on_a_date(client):
    """The passage of a hit holds the hit's text and says for which day its standing is given."""
    hit = client.post("/v1/search", json={"query": "グループA"}).json()["hits"][0]
    passage = client.get(f"/v1/passages/{hit['passage_id']}", params={"as_of": "2026-01-31"}).json()
    assert (passage["text"], passage["as_of"]) == (hit["text"], "2026-01-31")


def test_the_sources_are_listed_with_their_passages(client):
    """Every source of the index is there, with its edition and number of passages."""
    sources = client.get("/v1/sources").json()["sources"]
    assert "cistec-2025-report" in [source["id"] for source in sources]
    assert all(source["passages"] > 0 and source["edition"] == "digest" for source in sources)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["question"]),
        ({"question": ""}, ["question"]),
        ({"question": " \u3000\n"}, ["question"]),
        ({"question": "あ" * 20_000}, ["question"]),
        ({"question": 5}, ["question"]),
        ({"question": "x", "as_of": "2024-02-30"}, ["as_of"]),
        ({"question": "x", "as_of": 20240601}, ["as_of"]),
        ({"question": "x", "as_of": "２０２４-06-01"}, ["as_of"]),
        ({"question": "x", "as_of": "2024-06-01T00:00:00"}, ["as_of"]),
        ({"question": "x", "source_ids": "cistec-2025-report"}, ["source_ids"]),
        ({"question": "x", "source_ids": ["nowhere"]}, ["source_ids"]),
        ({"question": "x", "facts": []}, ["facts"]),
        ({"question": "", "asof": "2024-01-01"}, ["question", "asof"]),
        ([], ["body"]),
        ("question", ["body"]),
    ],
)
def test_a_wrong_field_is_named(client, body, fields):
    """A request with impossible, missing or unknown fields is refused with the name of each."""
    for path in ("/v1/ask", "/v1/ask/stream"):
        document = problem_of(client.post(path, json=body))
        assert document["status"] == 422
        assert [error["field"] for error in document["errors"]] == fields


@pytest.mark.parametrize("k", [0, -1, 101, "many", 1.5, None])
def test_an_impossible_number_of_hits_is_refused(client, k):
    """`k` is a whole number from 1 to 100."""
    document = problem_of(client.post("/v1/search", json={"query": "x", "k": k}))
    assert [error["field"] for error in document["errors"]] == ["k"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"question": ',
        b"question=x",
        '{"question": "輸出"}'.encode("cp932"),
        b'{"question": "\xff\xfe"}',
        b'{"question": "\\ud800"}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_json_in_utf8_is_refused(client, body):
    """Broken JSON, other encodings, half characters and endless nesting are a 400."""
    assert problem_of(client.post("/v1/ask", content=body, headers=JSON))["status"] == 400


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/check", b'{"facts": {"total_value_jpy": NaN}}', "facts.total_value_jpy"),
        ("/v1/check", b'{"facts": {"age_years": {"value": -Infinity}}}', "facts.age_years.value"),
        ("/v1/check", b'{"facts": {"total_value_jpy": 1e999}}', "facts.total_value_jpy"),
        ("/v1/check", b'{"facts": {"dest": "US", "dest": "KP"}}', "dest"),
        ("/v1/check", b'{"facts": {}, "facts": {"dest": "US"}}', "facts"),
        ("/v1/ask", b'{"question": "x", "as_of": "2024-01-01", "as_of": "2026-01-01"}', "as_of"),
    ],
)
def test_what_has_no_one_meaning_is_refused_by_name(client, path, body, field):
    """NaN, infinities and names given twice are a 422 that says which fact it is."""
    document = problem_of(client.post(path, content=body, headers=JSON))
    assert document["status"] == 422
    assert [error["field"] for error in document["errors"]] == [field]
    assert field in document["detail"]


@pytest.mark.parametrize("question", ["2024年13月時点の制度は", "0000年1月時点の制度は", "令和7年2月30日時点の制度は"])
def test_a_question_about_a_day_that_does_not_exist_is_refused(client, question):
    """The date is named as it was written; no other day is guessed."""
    document = problem_of(client.post("/v1/ask", json={"question": question}))
    assert document["status"] == 422
    assert question.split("時点")[0] in document["detail"]


@pytest.mark.parametrize(
    "question", ["輸" * 2000, "1" * 2000, "（" * 2000, "😀" * 2000, "\x00", 'AND OR NOT "(*) ~:^', "第55条の8" * 250]
)
def test_odd_questions_are_answered_like_any_other(client, question):
    """Noise, query syntax and control characters give an answer or an abstention, never an error."""
    assert client.post("/v1/ask", json={"question": question}).status_code == 200
    assert client.post("/v1/search", json={"query": question}).status_code == 200


def test_a_body_without_its_content_type_is_refused(client):
    """A form or plain text, which any web page could send here, is not taken for a question."""
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        response = client.post("/v1/ask", content=b'{"question": "x"}', headers={"content-type": kind})
        assert problem_of(response)["status"] == 415


def test_a_body_above_the_limit_is_refused(index_home, serve):
    """More than 256 KB are refused, also when the length is not announced."""
    settings = load_settings(home=index_home)
    with serve(create_app(Assistant(settings), settings)) as client:
        body = json.dumps({"question": "x" * 300_000}).encode()
        assert problem_of(client.post("/v1/ask", content=body, headers=JSON))["status"] == 413
        chunks = (body[at : at + 10_000] for at in range(0, len(body), 10_000))
        assert problem_of(client.post("/v1/ask", content=chunks, headers=JSON))["status"] == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v2/ask", 404),
        ("GET", "/", 404),
        ("GET", "/docs", 404),
        ("GET", "/v1/ask", 405),
        ("DELETE", "/v1/sources", 405),
        ("GET", "/v1/passages/nothing:original:0", 404),
        ("GET", "/v1/passages/nothing?as_of=yesterday", 422),
        ("GET", "/v1/passages/nothing?asof=2024-01-01", 422),
    ],
)
def test_what_is_not_there_is_a_problem_document(client, method, path, status):
    """Unknown paths, methods, passages and query fields are told, not answered with a bare status."""
    response = client.request(method, path)
    assert problem_of(response)["status"] == status
    assert status != 405 or response.headers["allow"]


@pytest.mark.parametrize(
    "host", ["gaihi.example", "192.168.0.7:8000", "127.0.0.1.nip.io", "localhost.evil.example", ""]
)
def test_a_request_for_another_host_is_refused(client, host):
    """A page that resolves its own name to this machine gets nothing (DNS rebinding)."""
    assert problem_of(client.get("/v1/sources", headers={"host": host}))["status"] == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]:8000", "127.8.8.8"])
def test_a_request_for_this_machine_is_answered(client, host):
    """All names of loopback are this machine."""
    assert client.get("/healthz", headers={"host": host}).json() == {"status": "alive"}


def test_no_other_origin_is_let_in(client):
    """A web page of another origin gets no permission to read answers."""
    response = client.get("/v1/sources", headers={"origin": "https://evil.example"})
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "::", "example.com", ""])
def test_a_service_for_other_machines_is_not_made(index_home, host):
    """Without configured users the service refuses to be reachable from outside."""
    settings = load_settings(home=index_home, host=host)
    with pytest.raises(SettingsError, match="この計算機の外"):
        create_app(Assistant(settings), settings)


def test_without_an_index_the_service_is_alive_and_says_what_to_do(empty):
    """Everything that needs the index answers 503 and names `gaihi ingest`; the service itself is alive."""
    assert empty.get("/healthz").json() == {"status": "alive"}
    responses = [
        empty.get("/readyz"),
        empty.get("/v1/sources"),
        empty.get("/v1/passages/x"),
        empty.post("/v1/ask", json={"question": QUESTION}),
        empty.post("/v1/ask/stream", json={"question": QUESTION}),
        empty.post("/v1/search", json={"query": QUESTION}),
    ]
    for response in responses:
        document = problem_of(response)
        assert document["status"] == 503
        assert "gaihi ingest" in document["detail"]


def test_readiness_names_the_generation_that_answers(client):
    """The generation of /readyz stands in the receipt of an answer."""
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert client.post("/v1/ask", json={"question": QUESTION}).json()["receipt"]["index"] == ready["generation"]


def test_an_unexpected_error_shows_and_logs_no_question(index_home, caplog):
    """The response and the log say where it happened, and share a number, but neither holds the question."""

    class Broken(Assistant):
        def ask(self, request):
            raise ValueError(f"cannot parse {request.question}")

    settings = load_settings(home=index_home)
    client = TestClient(create_app(Broken(settings), settings), base_url="http://127.0.0.1")
    with caplog.at_level(logging.DEBUG):
        document = problem_of(client.post("/v1/ask", json={"question": "極秘の案件"}))
    assert document["status"] == 500
    assert "ValueError" in caplog.text
    assert "test_service.py" in caplog.text
    assert "極秘" not in caplog.text + str(document)
    number = caplog.text.split("[")[1].split("]")[0]
    assert number in document["detail"]
