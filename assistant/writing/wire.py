"""Wire: how a provider's HTTP client is bridled: no redirect, nothing unpacked, so much read, and so long.

A redirect would carry question, evidence and perhaps the key to a host that the settings do not name. The time is that
of a whole request: to connect, for headers, however slowly they drip, and for the body.
"""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx

from assistant.writing.patience import left

LIMIT = (
    8 * 2**20
)  # bytes of one response: an answer of the most and longest lines, a character an event, has half of it
_WAITS = ("retry-after", "retry-after-ms", "x-should-retry")  # a server does not say how long a question waits


def bridled(seconds: float) -> dict[str, Any]:
    """Options of an httpx client for a chat server that has so many seconds for a response."""
    return {
        "timeout": seconds,
        "follow_redirects": False,
        "headers": {"accept-encoding": "identity"},
        "limits": httpx.Limits(max_keepalive_connections=0),  # each request connects, and so is seen by its watch
        "event_hooks": {
            "request": [lambda request: _watch(request, seconds)],
            "response": [lambda response: _bridle(response, seconds)],
        },
    }


def _watch(request: httpx.Request, seconds: float) -> None:
    """Have the connection of a request broken off when its time is over."""
    remaining = left(seconds)
    if remaining <= 0:
        raise httpx.ConnectTimeout("the time is over", request=request)
    request.extensions = {
        **request.extensions,
        "timeout": dict.fromkeys(("connect", "read", "write", "pool"), remaining),
        "trace": _Watch(remaining),
    }


class _Watch:
    """Hears of the connection of one request, and breaks it off when the time is over."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._started = seconds, time.monotonic()
        self._timers: list[tuple[threading.Timer, socket.socket]] = []

    def __call__(self, event: str, info: dict[str, Any]) -> None:
        """Something happened on the way."""
        if event == "connection.connect_tcp.complete":
            self._begin(info["return_value"].get_extra_info("socket"))
        elif event.endswith((".response_closed.started", ".start_tls.failed")):
            self._end()

    def _begin(self, connected: socket.socket) -> None:
        # a handle of one's own: it reaches the connection whatever wraps or closes the other
        own = socket.socket(fileno=os.dup(connected.fileno()))
        rest = self._seconds - (time.monotonic() - self._started)
        timer = threading.Timer(max(0.0, rest), _break_off, (own,))
        timer.daemon = True
        self._timers.append((timer, own))
        timer.start()

    def _end(self) -> None:
        while self._timers:
            timer, own = self._timers.pop()
            timer.cancel()
            own.close()


def _break_off(connection: socket.socket) -> None:
    with suppress(OSError):  # it is over already
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def _bridle(response: httpx.Response, seconds: float) -> None:
    """Have the body read as it is sent, packed or not, as far as the limits go."""
    for name in ("content-encoding", *_WAITS):
        response.headers.pop(name, None)  # nothing packed was asked for; as it is it is no reply, and no bomb
    response.stream = _Bounded(response.stream, time.monotonic() + left(seconds))


class _Bounded(httpx.SyncByteStream):
    """A body that ends in an error once it is too long or takes too long."""

    def __init__(self, stream: Any, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._stream:
            size += len(part)
            if size > LIMIT:
                raise httpx.ReadError(f"more than {LIMIT} bytes")
            if time.monotonic() > self._deadline:
                raise httpx.ReadTimeout("the response does not end")
            yield part

    def close(self) -> None:
        self._stream.close()
