"""Wire: how a provider's HTTP client is bridled: it follows no redirect, unpacks nothing, and reads only so much.

A redirect would carry question, evidence and perhaps the key to a host that the settings do not name.
"""

import time
from collections.abc import Iterator
from typing import Any

import httpx

LIMIT = (
    8 * 2**20
)  # bytes of one response: an answer of the most and longest lines, a character an event, has half of it


def bridled(seconds: float) -> dict[str, Any]:
    """Options of an httpx client for a chat server that has so many seconds for a response."""
    return {
        "timeout": seconds,
        "follow_redirects": False,
        "headers": {"accept-encoding": "identity"},
        "event_hooks": {"response": [lambda response: _bridle(response, seconds)]},
    }


def _bridle(response: httpx.Response, seconds: float) -> None:
    """Have the body read as it is sent, packed or not, as far as the limits go."""
    if "content-encoding" in response.headers:
        del response.headers["content-encoding"]  # nothing packed was asked for; as it is it is no reply, and no bomb
    response.stream = _Bounded(response.stream, time.monotonic() + seconds)


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
