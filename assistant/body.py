"""Body: reads a JSON request body strictly: bounded, UTF-8, one meaning. What is wrong with it is a RefusedError."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

from assistant.problem import Problem

BODY_LIMIT = 256 * 1024  # bytes
_DRAINED = 16 * BODY_LIMIT  # read and thrown away, so that a client that is still sending gets to see the refusal


class RefusedError(HTTPException):
    """A request refused before it was understood. An HTTPException, because FastAPI lets only those out of a body."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.status, problem.detail)
        self.problem = problem


class StrictRequest(Request):
    """A request whose body is JSON in UTF-8 of at most BODY_LIMIT bytes."""

    async def body(self) -> bytes:
        """The body. Raises RefusedError when it is too large or not JSON by its content type."""
        if not hasattr(self, "_body"):
            body = await self._bounded()
            kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
            if body and kind != "application/json":
                raise RefusedError(_not_json_type(kind))
            self._body = body
        return self._body

    async def _bounded(self) -> bytes:
        parts, size = [], 0
        async for part in self.stream():
            size += len(part)
            if size <= BODY_LIMIT:
                parts.append(part)
            elif size > _DRAINED:
                break
        if size > BODY_LIMIT:
            raise RefusedError(_too_large())
        return b"".join(parts)

    async def json(self) -> Any:
        """The value of the body. Raises RefusedError when it is not one valid JSON text in UTF-8."""
        try:
            return parse(await self.body())
        except UnicodeError as error:
            raise RefusedError(_broken("本文が UTF-8 ではありません。UTF-8 で送ってください。")) from error
        except (ValueError, RecursionError) as error:
            raise RefusedError(
                _broken(f"本文を JSON として読めません（{_where(error)}）。JSON を直してください。")
            ) from error


class StrictRoute(APIRoute):
    """A route that reads bodies by StrictRequest."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, given a StrictRequest."""
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strict


def parse(body: bytes) -> Any:
    """The JSON value of UTF-8 bytes. Raises ValueError also for what can never be sent back: NaN, half characters."""
    value = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_once)
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("同じ名前の項目が二度あります")
    return found


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.lineno} 行 {error.colno} 字目"
    if isinstance(error, RecursionError):
        return "入れ子が深すぎます"
    return "同じ名前の項目が二度あるか、表せない数があります"


def _broken(detail: str) -> Problem:
    return Problem(400, "broken-body", "本文を読めません", detail)


def _too_large() -> Problem:
    detail = f"本文が大きすぎます。{BODY_LIMIT // 1024} KB までにしてください。"
    return Problem(413, "too-large", "本文が大きすぎます", detail)


def _not_json_type(kind: str) -> Problem:
    detail = f"Content-Type が {kind or '空'} です。application/json にしてください。"
    return Problem(415, "not-json", "本文の種類が違います", detail)
