"""What a chat server may send that is no answer: packed, redirected, endless, cut anywhere, of another type or code."""

import gzip
import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from assistant.writing import wire as bridle
from assistant.writing.chat import AT_ONCE, Chat
from assistant.writing.errors import ChatError, Trouble
from assistant.writing.patience import patient
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


class Dripping:
    """A server below HTTP that reads a request and then sends parts, each after a pause, until it is hung up on."""

    def __init__(self, part: bytes, first: bytes = b"", pause: float = 0.1) -> None:
        self._part, self._first, self._pause = part, first, pause
        self.left = 0

    def __enter__(self) -> "Dripping":
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                one, _ = self._socket.accept()
                threading.Thread(target=self._drip, args=(one,), daemon=True).start()

    def _drip(self, one: socket.socket) -> None:
        with suppress(OSError), one:
            one.recv(2**16)
            one.sendall(self._first)
            while True:
                time.sleep(self._pause)
                one.sendall(self._part)
        self.left += 1


@pytest.mark.parametrize(
    ("part", "first"),
    [
        (b"x-drip: 1\r\n", b"HTTP/1.1 200 OK\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b""),
        (b"H", b""),
        (b": ping\n\n", b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"),
    ],
    ids=["headers", "continue", "status", "comments"],
)
def test_whatever_drips_is_broken_off_and_the_room_is_free_again(part: bytes, first: bytes) -> None:
    """The time is that of the whole request: after it as many may wait again, and nobody waits longer."""
    with Dripping(part, first) as server:
        chat = Chat(load_settings(chat_model="openai:x", chat_base_url=server.url, chat_seconds=1))
        started = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            troubles = list(pool.map(lambda _: _trouble(chat), range(AT_ONCE)))
        assert troubles == [Trouble.SLOW] * AT_ONCE
        assert time.monotonic() - started < 3
        wait_until(lambda: _trouble(chat) is Trouble.SLOW, 6)  # and not UNAVAILABLE: no room
        wait_until(lambda: server.left >= AT_ONCE, 6)


def test_a_question_waits_once_however_often_it_asks() -> None:
    """Within one question the time is that of all requests together."""
    with Dripping(b"H") as server:
        chat = Chat(load_settings(chat_model="openai:x", chat_base_url=server.url, chat_seconds=1))
        started = time.monotonic()
        with patient():
            assert [_trouble(chat) for _ in range(3)] == [Trouble.SLOW] * 3
        assert time.monotonic() - started < 2


def _trouble(chat: Chat) -> Trouble:
    with pytest.raises(ChatError) as caught:
        list(chat.grow(MESSAGES, WRITE_SCHEMA))
    return caught.value.trouble


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    """Fails when something does not come true in time."""
    over = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < over
        time.sleep(0.05)
