"""What a chat server may send that is no answer: packed, redirected, endless, cut anywhere, of another type or code."""

import gzip
import json
import sys
import time
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from assistant.writing import wire as bridle
from assistant.writing.chat import Chat
from assistant.writing.errors import ChatError, Trouble
from assistant.writing.prompt import WRITE_SCHEMA
from assistant.writing.reply import Line, lines
from ingest.settings import load_settings

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

from scripted import ChatServer, Played, Script, always, honest, reply, wire

MESSAGES = [HumanMessage(json.dumps({"question": "何か", "evidence": []}))]
ONE = reply(("甲である。", ["S1"]), ("乙である。", ["S2"]))
WHOLE = (Line("甲である。", ("S1",)), Line("乙である。", ("S2",)))
STREAM = (("content-type", "text/event-stream"),)
ANY = set(Trouble)


def sent(raw: bytes, *headers: tuple[str, str], status: int = 200) -> Script:
    """Sends bytes as they are."""
    return lambda _asked: Played(raw=raw, headers=headers, status=status)


def outcome(script: Script, seconds: float = 20) -> tuple[Line, ...] | Trouble:
    """The lines of one reply, or the trouble with it."""
    with ChatServer(script) as server:
        settings = load_settings(chat_model="openai:x", chat_base_url=server.url, chat_seconds=seconds)
        try:
            return tuple(lines(Chat(settings).grow(MESSAGES, WRITE_SCHEMA)))
        except ChatError as error:
            return error.trouble


def test_bytes_of_a_stream_are_a_reply() -> None:
    """What the other tests break is whole to begin with."""
    assert outcome(sent(wire(ONE), *STREAM)) == WHOLE


def test_a_stream_cut_anywhere_is_no_reply() -> None:
    """A stream that ends at any byte before the reply is done yields trouble, never a shorter answer."""
    raw = wire(ONE)
    done = raw.index(b"true") if b"true" in raw else len(raw)
    with ChatServer(honest) as server:
        chat = Chat(load_settings(chat_model="openai:x", chat_base_url=server.url, chat_seconds=20))
        for at in range(0, len(raw), 7):
            server.script = sent(raw[:at], *STREAM)
            try:
                found = tuple(lines(chat.grow(MESSAGES, WRITE_SCHEMA)))
            except ChatError:
                continue
            assert found == WHOLE, f"cut at byte {at} of {len(raw)}, done at {done}"


def test_a_reply_cut_at_any_character_is_no_reply() -> None:
    """The same for a reply whose text ends anywhere, in a stream that ends as it should."""
    with ChatServer(honest) as server:
        chat = Chat(load_settings(chat_model="openai:x", chat_base_url=server.url, chat_seconds=20))
        for at in range(len(ONE)):
            server.script = always(ONE[:at])
            try:
                found = tuple(lines(chat.grow(MESSAGES, WRITE_SCHEMA)))
            except ChatError:
                continue
            assert found == WHOLE, f"cut at character {at} of {len(ONE)}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    """Neither question nor key go to a host that the settings do not name."""
    with ChatServer(always(ONE)) as elsewhere:
        where = ("location", elsewhere.url + "/chat/completions")
        assert outcome(sent(b"", where, ("content-length", "0"), status=status)) is Trouble.UNAVAILABLE
        assert elsewhere.asked == []


def test_a_packed_body_is_not_unpacked() -> None:
    """A thousand megabytes in one are never held: what comes packed is no reply."""
    bomb = gzip.compress(bytes(256 * 2**20), 9)
    started = time.monotonic()
    assert outcome(sent(bomb, *STREAM, ("content-encoding", "gzip"))) in ANY
    assert outcome(sent(gzip.compress(wire(ONE)), *STREAM, ("content-encoding", "gzip"))) in ANY
    assert time.monotonic() - started < 30


def test_no_more_is_read_than_an_answer_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame that never ends is left at the limit."""
    monkeypatch.setattr(bridle, "LIMIT", 100_000)
    frame = b'data: {"choices":[{"delta":{"content":"' + b"a" * 2_000_000
    assert outcome(sent(frame, *STREAM)) in ANY


@pytest.mark.parametrize(
    ("raw", "headers"),
    [
        (b"<html>busy</html>", (("content-type", "text/html"),)),
        (b"", STREAM),
        (b"data: \xff\xfe\xfd\n\n", STREAM),
        (b"data: {\n\n", STREAM),
        (b"data: null\n\ndata: [DONE]\n\n", STREAM),
        (b"data: []\n\n", STREAM),
        (b'data: {"choices":[]}\n\ndata: [DONE]\n\n', STREAM),
        (b'data: {"choices":null}\n\n', STREAM),
        (b'data: {"error":{"message":"x"}}\n\n', STREAM),
        (b"data: " + b"[" * 100_000 + b"\n\n", STREAM),
        (b": ping\n\n" * 1_000, STREAM),
        (b"event: error\ndata: {}\n\n", STREAM),
    ],
    ids=["html", "empty", "bytes", "open", "null", "list", "nothing", "none", "error", "deep", "pings", "event"],
)
def test_what_is_no_stream_of_a_reply_is_trouble(raw: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    """Whatever comes has a name and an end."""
    assert outcome(sent(raw, *headers)) in ANY


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        '{"statements":' + "[" * 5_000,
        '{"statements": [], "statements": [{"text": "甲", "evidence": ["S1"]}], "statements": []}',
        '{"statements":[{"text":"甲","evidence":["S1"]},{"text":"乙","evidence":["S1"]}],"statements":[{"text":"丙","evidence":["S1"]}],"done":true}',
        '{"done": true, "statements": [{"text": "甲", "evidence": ["S1"]}]}',
        '{"done": true, "statements": [{"evidence": ["S1"], "text": "甲で',
        '{"statements": [{"text": "甲", "evidence": ["S1"]}], "done": "true"}',
        '{"statements": [{"text": "甲", "evidence": ["S1"]}], "done": 1}',
        '{"statements": [{"text": "甲", "evidence": "S1"}], "done": true}',
        '{"statements": [{"text": "甲", "evidence": [1]}], "done": true}',
        '{"statements": [{"text": "甲", "evidence": ["S1"], "origin": "rule"}], "done": true}',
        '{"statements": {"0": {"text": "甲", "evidence": ["S1"]}}, "done": true}',
        '{"statements": [{"text": ' + "9" * 5_000 + ', "evidence": ["S1"]}], "done": true}',
        '{"statements": [null], "done": true}',
        '{"statements": [{"text": "\\ud800", "evidence": ["\\ud800"]}, 1], "done": true}',
    ],
)
def test_a_reply_of_another_shape_is_trouble(text: str) -> None:
    """Deep nesting, keys that stand twice, an end before the end, other types: nothing is guessed at."""
    assert outcome(always(text)) in ANY


@pytest.mark.parametrize(
    "text",
    [
        '{"statements":[{"text":"甲","evidence":["S1"]}],"statements":[{"text":"乙","evidence":["S1"]}],"done":true}',
        '{"statements":[{"text":"甲","evidence":["S1"]}],"state\\u006dents":[{"text":"乙","evidence":["S1"]}],"done":true}',
        '{"statements":[{"text":"甲","text":"乙","evidence":["S1"]}],"done":true}',
        '{"statements":[{"text":"甲","evidence":["S2"],"evidence":["S1"]}],"done":true}',
        '{"done":false,"statements":[{"text":"甲","evidence":["S1"]}],"done":true}',
    ],
)
def test_a_key_that_stands_twice_is_trouble(text: str) -> None:
    """Of a whole reply too, whose parser keeps the second and says nothing; in one piece and in many."""
    assert outcome(always(text)) is Trouble.NONSENSE
    assert outcome(sent(wire(text), *STREAM)) is Trouble.NONSENSE
