"""The chat model over HTTP: what it writes arrives as it grows, and whatever goes wrong has a name and an end."""

import json
import sys
import threading
import time
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from assistant.writing.chat import AT_ONCE, Chat, load_chat
from assistant.writing.errors import ChatError, Trouble
from assistant.writing.prompt import WRITE_SCHEMA
from assistant.writing.reply import Line, lines
from ingest.errors import SettingsError
from ingest.settings import load_settings

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

from scripted import ChatServer, Played, Script, always, honest, reply

SECONDS = 1.0
ONE = reply(("甲である。", ["S1"]), ("乙である。", ["S2"]))
MESSAGES = [
    HumanMessage(json.dumps({"question": "何か", "evidence": [{"label": "S1", "suggested": True, "text": "文"}]}))
]


def chat_of(server: ChatServer, seconds: float = SECONDS) -> Chat:
    """A client for a scripted server."""
    return Chat(load_settings(chat_model="openai:scripted", chat_base_url=server.url, chat_seconds=seconds))


def read(script: Script, seconds: float = SECONDS) -> tuple[Line, ...]:
    """The lines of one reply. Raises ChatError."""
    with ChatServer(script) as server:
        return tuple(lines(chat_of(server, seconds).grow(MESSAGES, WRITE_SCHEMA)))


def trouble(script: Script, seconds: float = SECONDS) -> Trouble:
    """The trouble with one reply."""
    with pytest.raises(ChatError) as caught:
        read(script, seconds)
    return caught.value.trouble


def test_lines_arrive_with_their_labels() -> None:
    """What the model writes is read as lines with the labels it names."""
    assert read(always(ONE), 10) == (Line("甲である。", ("S1",)), Line("乙である。", ("S2",)))


def test_a_line_arrives_before_the_next_is_whole() -> None:
    """A statement is handed on while the model still writes the one behind it."""
    with ChatServer(always(ONE, pause=0.05)) as server:
        growing = lines(chat_of(server, 10).grow(MESSAGES, WRITE_SCHEMA))
        started = time.monotonic()
        next(growing)
        first = time.monotonic() - started
        list(growing)
    assert first < 0.8 * (time.monotonic() - started)


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_a_failing_server_is_unavailable(status: int) -> None:
    """An error of the server, also after the client's retries, is told as UNAVAILABLE."""
    assert trouble(always("", status=status), 10) is Trouble.UNAVAILABLE


def test_a_passing_failure_is_tried_again() -> None:
    """A server that fails once is asked again."""
    seen: list[int] = []

    def script(asked):  # type: ignore[no-untyped-def]
        seen.append(1)
        return Played(status=500) if len(seen) == 1 else Played(ONE)

    assert len(read(script, 10)) == 2


def test_nobody_listens() -> None:
    """A server that is not there is UNAVAILABLE."""
    chat = Chat(load_settings(chat_model="openai:x", chat_base_url="http://127.0.0.1:9/v1", chat_seconds=5))
    with pytest.raises(ChatError) as caught:
        list(chat.grow(MESSAGES, WRITE_SCHEMA))
    assert caught.value.trouble is Trouble.UNAVAILABLE


@pytest.mark.parametrize(
    "script",
    [always(ONE, pause=9), always(reply(("長" * 400, ["S1"])), pause=0.1), always("", endless=True)],
    ids=["silent", "dripping", "chattering"],
)
def test_a_slow_model_is_left(script: Script) -> None:
    """A model that is not done in time is left, however it passes the time."""
    started = time.monotonic()
    assert trouble(script) is Trouble.SLOW
    assert time.monotonic() - started < SECONDS + 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "許可は不要です。",
        "[]",
        '{"answer": "甲"}',
        '{"statements": "甲", "done": true}',
        '{"statements": [{"text": "甲", "evidence": ["S1"], "quote": "乙"}], "done": true}',
        '{"statements": [{"text": 1, "evidence": ["S1"]}], "done": true}',
        '{"statements": [{"text": "甲"}], "done": true}',
        '{"statements": [["甲", "S1"]], "done": true}',
    ],
)
def test_another_form_is_nonsense(text: str) -> None:
    """What is not exactly the agreed form is not guessed at."""
    assert trouble(always(text)) is Trouble.NONSENSE


def test_a_reply_without_an_end_is_cut() -> None:
    """A reply that stops before it says that it is done may lack the word that matters: it is not used."""
    assert trouble(always(reply(("甲である。", ["S1"]), done=False))) is Trouble.CUT


def test_a_broken_connection_is_no_reply() -> None:
    """A connection that breaks in the middle of a statement yields no half statement."""
    assert trouble(always(reply(("甲" * 60, ["S1"])), cut=5)) in (Trouble.UNAVAILABLE, Trouble.CUT)


@pytest.mark.parametrize(
    "script",
    [
        always('{"statements":[{"text":"', endless=True),
        always(reply(*((f"{n}", ["S1"]) for n in range(60)))),
        always(reply(("長" * 5_000, ["S1"]))),
    ],
    ids=["one line", "lines", "long line"],
)
def test_a_reply_without_bounds_is_left(script: Script) -> None:
    """More than an answer may hold is not read to its end."""
    assert trouble(script, 10) is Trouble.ENDLESS


def test_plain_json_is_asked_of_servers_without_schemas() -> None:
    """A server that refuses schemas is asked for plain JSON, from then on at once."""

    def script(asked):  # type: ignore[no-untyped-def]
        return Played(status=400) if asked.body["response_format"]["type"] == "json_schema" else Played(ONE)

    with ChatServer(script) as server:
        chat = chat_of(server)
        for _ in range(2):
            assert len(list(lines(chat.grow(MESSAGES, WRITE_SCHEMA)))) == 2
        assert [asked.body["response_format"]["type"] for asked in server.asked] == [
            "json_schema",
            "json_object",
            "json_object",
        ]


def test_only_so_many_wait_at_once() -> None:
    """When too many requests wait for the model already, the next is turned away at once and does not queue."""
    with ChatServer(always(ONE, pause=0.1)) as server:
        chat = chat_of(server, 10)
        waiting = [threading.Thread(target=lambda: list(chat.grow(MESSAGES, WRITE_SCHEMA))) for _ in range(AT_ONCE)]
        for one in waiting:
            one.start()
        while len(server.asked) < AT_ONCE:
            time.sleep(0.01)
        with pytest.raises(ChatError) as caught:
            next(chat.grow(MESSAGES, WRITE_SCHEMA))
        assert caught.value.trouble is Trouble.UNAVAILABLE
        assert len(server.asked) == AT_ONCE
        for one in waiting:
            one.join()


def test_the_key_is_sent_and_never_told() -> None:
    """The key goes to the server and is in no error and no fingerprint."""
    with ChatServer(honest) as server:
        settings = load_settings(chat_model="openai:x", chat_base_url=server.url, chat_api_key="sk-secret")
        chat = Chat(settings)
        list(chat.grow(MESSAGES, WRITE_SCHEMA))
        assert "secret" not in chat.fingerprint + repr(chat) + repr(settings)


def test_without_a_name_there_is_no_model() -> None:
    """No chat model is made unless the settings name one."""
    assert load_chat(load_settings(chat_model="")) is None


@pytest.mark.parametrize("name", ["nobody:x", "x"])
def test_an_unknown_provider_is_a_wrong_setting(name: str) -> None:
    """A provider that does not exist is named as a setting to put right."""
    with pytest.raises(SettingsError) as caught:
        Chat(load_settings(chat_model=name))
    assert "GAIHI_CHAT_MODEL" in caught.value.hint


@pytest.mark.parametrize("where", ["http://usr:SECRETPW@host/v1", "http://host/v1?api-key=SECRETPW"])
def test_the_fingerprint_tells_no_secret_of_the_address(where: str) -> None:
    """It is stored with every answer."""
    assert Chat(load_settings(chat_model="openai:x", chat_base_url=where)).fingerprint == "openai:x@http://host/v1"
