"""A scripted chat model: a real OpenAI-compatible HTTP server on loopback whose replies are played from a script.

A script gets what the model was asked (the evidence as it saw it) and says what is sent, and how: whole, in pieces,
late, cut off, never ending, or as an error.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 7  # characters of a streamed piece


@dataclass(frozen=True)
class Asked:
    """One request: what task it is (write or rewrite), and the JSON that was given with it."""

    task: str
    given: dict[str, Any]
    body: dict[str, Any]

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """The evidence sentences shown to the model."""
        return list(self.given.get("evidence", []))

    @property
    def suggested(self) -> list[dict[str, Any]]:
        """Those that the extractive answer is made of."""
        return [one for one in self.evidence if one["suggested"]]


@dataclass(frozen=True)
class Played:
    """What is sent back. `pause`: seconds before each piece; `cut`: break the connection after so many pieces.

    `raw`: these bytes in place of a stream, under `headers`, and then the connection is closed.
    """

    text: str = ""
    status: int = 200
    pause: float = 0.0
    cut: int | None = None
    endless: bool = False
    stop: bool = True  # send the closing marks of a stream
    raw: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()


class _Quiet(ThreadingHTTPServer):
    """Says nothing when a client hangs up."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing."""


Script = Callable[[Asked], Played]


@dataclass
class ChatServer:
    """A running server; `asked` keeps every request. Use it with `with`."""

    script: Script
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> "ChatServer":
        self._server = _Quiet(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"


def reply(*statements: tuple[str, Sequence[str]], done: bool = True) -> str:
    """A reply in the agreed form."""
    items = [{"text": text, "evidence": list(labels)} for text, labels in statements]
    return json.dumps({"statements": items, "done": done}, ensure_ascii=False)


def honest(asked: Asked) -> Played:
    """Says what the suggested evidence says, sentence by sentence; offers no other wordings."""
    if asked.task == "rewrite":
        return Played(json.dumps({"queries": [], "done": True}))
    return Played(reply(*((one["text"], [one["label"]]) for one in asked.suggested)))


def rewords(asked: Asked) -> Played:
    """Says what the suggested evidence says in other words; offers no other wordings of the question."""
    from evals.honest import reply as honest_reply
    from evals.honest import reword

    return Played(json.dumps(honest_reply(asked.given, reword), ensure_ascii=False))


def always(text: str, **how: Any) -> Script:
    """Sends one text as the answer, whatever is asked."""
    return lambda asked: honest(asked) if asked.task == "rewrite" else Played(text, **how)


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked = _asked(body)
            server.asked.append(asked)
            played = server.script(asked)
            with suppress(BrokenPipeError, ConnectionResetError):  # the client has heard enough
                self._play(played, body)

        def _play(self, played: Played, body: dict[str, Any]) -> None:
            if played.raw is not None:
                self._raw(played, played.raw)
            elif played.status != 200:
                self._whole(played.status, {"error": {"message": "scripted", "type": "scripted", "code": None}})
            elif body.get("stream"):
                self._stream(played)
            else:
                time.sleep(played.pause)
                self._whole(200, _completion(played.text))

        def _whole(self, status: int, value: dict[str, Any]) -> None:
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _raw(self, played: Played, data: bytes) -> None:
            self.send_response(played.status)
            for name, value in (("connection", "close"), *played.headers):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
            self.close_connection = True

        def _stream(self, played: Played) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            self._event(_chunk({"role": "assistant", "content": ""}))
            for number, piece in enumerate(_pieces(played)):
                if played.cut is not None and number >= played.cut:
                    self.close_connection = True
                    self.connection.close()
                    return
                time.sleep(played.pause)
                self._event(_chunk({"content": piece}))
            if played.stop:
                self._event(_chunk({}, "stop"))
            self._chunked(b"data: [DONE]\n\n")
            self._chunked(b"")

        def _event(self, value: dict[str, Any]) -> None:
            self._chunked(b"data: " + json.dumps(value).encode() + b"\n\n")

        def _chunked(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    return Handler


def wire(text: str) -> bytes:
    """A reply as the bytes of a stream of events."""
    chunks = [_chunk({"content": text[at : at + PIECE]}) for at in range(0, len(text), PIECE)]
    events = [b"data: " + json.dumps(one).encode() + b"\n\n" for one in (*chunks, _chunk({}, "stop"))]
    return b"".join((*events, b"data: [DONE]\n\n"))


def _asked(body: dict[str, Any]) -> Asked:
    content = body["messages"][-1]["content"]
    text = content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
    given = json.loads(text)
    return Asked("write" if "evidence" in given else "rewrite", given, body)


def _pieces(played: Played) -> Iterator[str]:
    yield from (played.text[at : at + PIECE] for at in range(0, len(played.text), PIECE))
    while played.endless:
        yield "あ" * PIECE


def _completion(text: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"id": "c", "object": "chat.completion", "created": 0, "model": "scripted", "choices": [choice]}


def _chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}


def main() -> None:
    """Serve an honest model until stopped: `python scripted.py PORT [reword]`, for `gaihi eval` and for the page."""
    server = ChatServer(rewords if sys.argv[2:] == ["reword"] else honest)
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), _handler(server)) as running:
        running.serve_forever()


if __name__ == "__main__":
    main()
