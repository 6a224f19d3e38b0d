"""Gate: the outermost layer of the service. Lets in only what was addressed to this machine, and never lets an
unexpected error out with its text: that could hold a question.
"""

import logging
import traceback
import uuid

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.binding import host_of, is_loopback
from assistant.problem import MEDIA_TYPE, Problem

_log = logging.getLogger("gaihi.service")
_FRAMES = 8  # of a traceback, in the log


def respond(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document as a response."""
    return JSONResponse(problem.as_json(), problem.status, headers, MEDIA_TYPE)


class Gate:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a problem document."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif not _addressed_here(scope):
            await respond(_FOREIGN)(scope, receive, send)
        else:
            await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001  the last place where an error can still become a document
            number = _record(error)
            if not started:
                await respond(_unexpected(number))(scope, receive, send)


_FOREIGN = Problem(
    421,
    "foreign-host",
    "宛先が違います",
    "Host が 127.0.0.1・::1・localhost ではない要求には答えません（利用者が設定されていないため）。"
    "この計算機から http://127.0.0.1 の URL で呼び出してください。",
)


def _addressed_here(scope: Scope) -> bool:
    """Whether both the `Host` header and the socket the request came in by are this machine's own.

    The header is checked against DNS rebinding, the socket against a server that was started past `gaihi serve`.
    """
    server = scope.get("server")
    by_socket = server is None or server[1] is None or is_loopback(server[0])
    return by_socket and is_loopback(host_of(Headers(scope=scope).get("host", "")))


def _record(error: Exception) -> str:
    """Log where an error came from, not its text; the number stands in the response too."""
    number = uuid.uuid4().hex[:12]
    innermost = reversed(traceback.extract_tb(error.__traceback__)[-_FRAMES:])
    frames = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in innermost)
    _log.error("unexpected %s [%s] %s", type(error).__name__, number, frames)
    return number


def _unexpected(number: str) -> Problem:
    detail = f"予期しない誤りが起きました。もう一度試し、続くときは記録番号 {number} を添えて管理者に知らせてください。"
    return Problem(500, "unexpected", "予期しない誤り", detail)
