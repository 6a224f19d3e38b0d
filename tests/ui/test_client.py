"""Client: types out of JSON, and one error with a hint for everything that can go wrong."""

import json
from datetime import date

import httpx
import pytest

from assistant.request import AskRequest
from ui.client import Client, ClientError

QUESTION = "キャッチオール規制の客観要件とは"


def refusing(status: int, body: bytes = b"", error: Exception | None = None) -> Client:
    """A client whose every request gets this response or this error."""

    def handle(request: httpx.Request) -> httpx.Response:
        if error:
            raise error
        return httpx.Response(status, content=body)

    return Client("http://127.0.0.1:1", transport=httpx.MockTransport(handle))


def test_an_answer_comes_back_as_its_type(service):
    """Dates and numbers are read, and what was asked is sent as it was given."""
    with Client(service.url) as client:
        answer = client.ask(AskRequest(question=QUESTION, as_of=date(2025, 1, 31), source_ids=("upload-1",)))
    assert (answer.as_of, answer.citations[0].valid_from) == (date(2025, 1, 31), date(2026, 6, 5))
    assert service.asked == [{"question": QUESTION, "as_of": "2025-01-31", "source_ids": ["upload-1"]}]


def test_sources_and_passages_come_back_as_their_types(service):
    """Ids with colons find their way through the address."""
    with Client(service.url + "/") as client:
        assert client.sources()[0].id == "324CO0000000378"
        passage = client.passage("324CO0000000378:2026-06-05:0123456789", date(2026, 6, 10))
    assert passage.locator == "第四条第一項第三号"


def test_a_refusal_is_told_in_the_words_of_the_service(service):
    """Title and detail of the problem document become message and hint."""
    with Client(service.url) as client, pytest.raises(ClientError) as caught:
        client.ask(AskRequest(question="索引がありません"))
    assert (caught.value.message, caught.value.hint) == (
        "索引がまだありません。",
        "`gaihi ingest` を実行してください。",
    )
    assert caught.value.status == 503


def test_every_wrong_field_is_told_once():
    """Fields that the detail does not name already are lines of the hint."""
    errors = [{"field": "as_of", "detail": "日付ではありません。"}, {"field": "k", "detail": "余分です。"}]
    problem = {
        "title": "入力に誤りがあります",
        "detail": "as_of: 日付ではありません。",
        "errors": errors,
        "status": 422,
    }
    with pytest.raises(ClientError) as caught:
        refusing(422, json.dumps(problem).encode()).sources()
    assert caught.value.message == "入力に誤りがあります。"
    assert caught.value.hint.splitlines() == ["as_of: 日付ではありません。", "k: 余分です。"]


@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway</html>", b"[1]", b'{"title": 3, "errors": {}}', b"\xff"])
def test_an_error_without_a_problem_document_names_its_status(body):
    """Whatever stands in the body of an error, the message is Japanese and has a hint."""
    with pytest.raises(ClientError) as caught:
        refusing(502, body).sources()
    assert "HTTP 502" in caught.value.message and caught.value.hint


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx.ConnectError("x"), "接続できません"),
        (httpx.ConnectTimeout("x"), "時間内に応答しません"),
        (httpx.ReadTimeout("x"), "時間内に応答しません"),
        (httpx.RemoteProtocolError("x"), "途切れました"),
    ],
)
def test_failures_of_the_connection_say_where_and_what_to_do(error, words):
    """The address is in the message, the command in the hint."""
    with pytest.raises(ClientError) as caught:
        refusing(200, error=error).sources()
    assert words in caught.value.message and "http://127.0.0.1:1" in caught.value.message
    assert "gaihi" in caught.value.hint


@pytest.mark.parametrize("body", [b"not json", b'{"sources": [{"id": 1}]}', b'{"other": []}', b"null"])
def test_an_unreadable_answer_is_an_error_too(body):
    """A service of another version, or something else at that address, is told as such."""
    with pytest.raises(ClientError) as caught:
        refusing(200, body).sources()
    assert "応答" in caught.value.message and caught.value.hint


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://host", "http://", "http://[", "ただの文"])
def test_an_address_that_cannot_be_one_is_refused_at_once(url):
    """The message shows the setting, the hint the form it must have."""
    with pytest.raises(ClientError, match="URL が正しくありません"):
        Client(url)


def test_a_password_in_the_address_is_never_shown():
    """Messages name the place without user name and password."""
    assert Client("http://user:secret@127.0.0.1:9").place == "http://127.0.0.1:9"
    with pytest.raises(ClientError) as caught:
        Client("ftp://user:secret@host")
    assert "secret" not in caught.value.message


def test_a_proxy_is_never_asked_for_this_machine(service, monkeypatch):
    """A proxy in the environment does not stand between the page and the service on loopback."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with Client(service.url) as client:
        assert client.sources()
