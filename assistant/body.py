"""Body: reads a JSON request body strictly: bounded, UTF-8, one meaning. What is wrong with it is a RefusedError."""

import json
import math
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

from assistant.problem import Problem
from assistant.wording import FieldError

BODY_LIMIT = 256 * 1024  # bytes
_DRAINED = 16 * BODY_LIMIT  # read and thrown away, so that a client that is still sending gets to see the refusal


class RefusedError(HTTPException):
    """A request refused before it was understood. An HTTPException, because FastAPI lets only those out of a body."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.status, problem.detail)
        self.problem = problem


class AmbiguousError(ValueError):
    """JSON that can be read in more than one way, or not at all by others. `names`: the members that are wrong."""

    def __init__(self, message: str, names: tuple[str, ...]) -> None:
        super().__init__(message)
        self.names = names


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
        except AmbiguousError as error:
            raise RefusedError(_ambiguous(error)) from error
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
    """The JSON value of UTF-8 bytes. Raises AmbiguousError for names given twice and for NaN, and ValueError."""
    value = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_once)
    if names := tuple(dict.fromkeys(_unheard_of(value, ()))):
        raise AmbiguousError("NaN や無限大は数ではありません。有限の数を書いてください。", names)
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if twice:
        raise AmbiguousError("同じ名前の項目が二度あります。一つにしてください。", tuple(twice))
    return dict(pairs)


def _unheard_of(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    """The names of the members that hold NaN or an infinity, outermost first: 「facts.total_value_jpy」."""
    if isinstance(value, float) and not math.isfinite(value):
        yield ".".join(path)
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in inner:
        yield from _unheard_of(member, (*path, str(name)))


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.lineno} 行 {error.colno} 字目"
    if isinstance(error, RecursionError):
        return "入れ子が深すぎます"
    return "表せない値があります"


def _broken(detail: str) -> Problem:
    return Problem(400, "broken-body", "本文を読めません", detail)


def _ambiguous(error: AmbiguousError) -> Problem:
    errors = tuple(FieldError(name, str(error)) for name in error.names)
    return Problem(422, "ambiguous-body", "本文の意味が定まりません", f"{'、'.join(error.names)}: {error}", errors)


def _too_large() -> Problem:
    detail = f"本文が大きすぎます。{BODY_LIMIT // 1024} KB までにしてください。"
    return Problem(413, "too-large", "本文が大きすぎます", detail)


def _not_json_type(kind: str) -> Problem:
    detail = f"Content-Type が {kind or '空'} です。application/json にしてください。"
    return Problem(415, "not-json", "本文の種類が違います", detail)
