"""Client: the service over HTTP, with the methods of `assistant.Assistant`, for pages and the command line.

Knows addresses, time limits and what an error looks like. Knows nothing of law, retrieval or display.

ingest.errors.GaihiError
└── ClientError  the service refused, failed, cannot be reached or answered something unreadable
"""

from collections.abc import Mapping
from datetime import date
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from assistant.answer import Answer, as_json
from assistant.conversation import Conversation, Replayed, Summary
from assistant.errors import WrongFactsError
from assistant.hit import PassageView, SearchResult, SourceView
from assistant.request import AskRequest, RecordRequest, SearchRequest
from assistant.rules.determination import Determination
from assistant.rules.errors import Problem as FactProblem
from assistant.wording import FieldError
from ingest.errors import GaihiError
from ui.draft_client import DraftClient

DEFAULT_URL = "http://127.0.0.1:8000"
CONNECT_SECONDS = 3.0
READ_SECONDS = 15.0
REPLAY_SECONDS = 600.0  # many questions
ASK_SECONDS = 120.0  # a chat model may take its time; without one an answer takes milliseconds

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_START = (
    "サービスが動いているか確かめ、止まっているときは `make run` か `gaihi serve` で起動してください。"
    "別の場所で動いているときは、環境変数 GAIHI_URL にその URL を設定します。"
)
_AGAIN = "少し待ってから、もう一度お試しください。続くときは `gaihi doctor` で状態を確かめてください。"
_VERSIONS = "画面とサービスの版が違うときに起こります。両方を同じ版にそろえてください。"

Result = TypeVar("Result")
_ANSWER = TypeAdapter(Answer)
_SEARCH = TypeAdapter(SearchResult)
_SOURCES = TypeAdapter(tuple[SourceView, ...])
_PASSAGE = TypeAdapter(PassageView)
_DETERMINATION = TypeAdapter(Determination)
_SUMMARIES = TypeAdapter(tuple[Summary, ...])
_CONVERSATION = TypeAdapter(Conversation)
_REPLAYED = TypeAdapter(tuple[Replayed, ...])


class ClientError(GaihiError):
    """The service refused, failed, cannot be reached or answered something unreadable.

    `message` and `hint` (what to do) are Japanese; `status` is the HTTP status, None without a response.
    """

    def __init__(self, message: str, *, hint: str = "", status: int | None = None) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class _Problem(BaseModel):
    """The members of a problem document (RFC 9457, `assistant.problem`) that a reader is told."""

    title: str = ""
    detail: str = ""
    errors: tuple[FieldError, ...] = ()
    problems: tuple[FactProblem, ...] = ()


class Client:
    """Talks to the service at `base_url`. Synchronous and thread-safe; close it, or use it with `with`."""

    def __init__(self, base_url: str = DEFAULT_URL, *, transport: httpx.BaseTransport | None = None) -> None:
        try:
            url = httpx.URL(base_url.strip())
        except httpx.InvalidURL as error:
            raise _bad_url(base_url) from error
        if url.scheme not in ("http", "https") or not url.host or "%" in url.host:
            raise _bad_url(base_url)
        self.place = f"{url.scheme}://{url.netloc.decode('ascii')}"  # without user name and password
        self._http = httpx.Client(
            base_url=url,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            transport=transport,
            trust_env=url.host not in _LOOPBACK,  # a proxy cannot reach this machine's own loopback
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, request: AskRequest) -> Answer:
        """The answer to a question; only fields that were set are sent. Raises ClientError."""
        body = request.model_dump(mode="json", exclude_none=True, exclude_unset=True)
        return _parsed(_ANSWER, self._post("/v1/ask", body, ASK_SECONDS))

    def search(self, request: SearchRequest) -> SearchResult:
        """The best passages for a query. Raises ClientError."""
        body = request.model_dump(mode="json", exclude_none=True)
        return _parsed(_SEARCH, self._post("/v1/search", body, READ_SECONDS))

    def sources(self) -> tuple[SourceView, ...]:
        """All sources of the index. Raises ClientError."""
        data = self._get("/v1/sources")
        return _parsed(_SOURCES, data.get("sources") if isinstance(data, dict) else None)

    def passage(self, passage_id: str, as_of: date | None = None) -> PassageView:
        """One passage with its standing on `as_of` (the service's today without one). Raises ClientError."""
        params = {"as_of": as_of.isoformat()} if as_of else {}
        return _parsed(_PASSAGE, self._get(f"/v1/passages/{quote(passage_id, safe='')}", params))

    def check(self, facts: Mapping[str, Any]) -> Determination:
        """The determination for facts: values only, without who confirmed them. Raises WrongFactsError, ClientError."""
        return _parsed(_DETERMINATION, self._post("/v1/check", {"facts": as_json(dict(facts))}, ASK_SECONDS))

    def record(self, request: RecordRequest) -> bytes:
        """The file of a determination record. Raises WrongFactsError, ClientError."""
        body = request.model_dump(mode="json", exclude_none=True)
        return self._respond(self._http.build_request("POST", "/v1/check/record", json=body)).content

    def facts(self) -> list[dict[str, Any]]:
        """Every fact the rule check knows, for a form. Raises ClientError."""
        data = self._get("/v1/facts")
        return _parsed(TypeAdapter(list[dict[str, Any]]), data.get("facts") if isinstance(data, dict) else None)

    def summaries(self, limit: int = 20, before: str | None = None) -> tuple[Summary, ...]:
        """The stored conversations, the last changed first. Raises ClientError."""
        params = {"limit": str(limit), **({"before": before} if before else {})}
        data = self._get("/v1/conversations", params)
        return _parsed(_SUMMARIES, data.get("conversations") if isinstance(data, dict) else None)

    def conversation(self, conversation_id: str) -> Conversation:
        """A stored conversation with all its turns. Raises ClientError."""
        return _parsed(_CONVERSATION, self._get(_conversation(conversation_id)))

    def delete(self, conversation_id: str) -> None:
        """Delete a stored conversation. Raises ClientError."""
        self._respond(self._http.build_request("DELETE", _conversation(conversation_id)))

    def replay(self, conversation_id: str) -> tuple[Replayed, ...]:
        """Every turn of a conversation asked again, with what differs. Raises ClientError."""
        timeout = httpx.Timeout(REPLAY_SECONDS, connect=CONNECT_SECONDS)
        request = self._http.build_request("POST", f"{_conversation(conversation_id)}/replay", timeout=timeout)
        data = self._send(request)
        return _parsed(_REPLAYED, data.get("turns") if isinstance(data, dict) else None)

    @property
    def drafts(self) -> DraftClient:
        """The stored drafts."""
        return DraftClient(self)

    def call(
        self,
        kind: TypeAdapter[Result],
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: object = None,
        seconds: float = READ_SECONDS,
    ) -> Result:
        """The result of a request as its type. Raises ClientError."""
        timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        request = self._http.build_request(method, path, params=params or None, json=body, timeout=timeout)
        return _parsed(kind, self._send(request))

    def fetch(self, method: str, path: str, params: Mapping[str, str]) -> httpx.Response:
        """A response as it came. Raises ClientError."""
        return self._respond(self._http.build_request(method, path, params=params))

    def _get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        return self._send(self._http.build_request("GET", path, params=params or None))

    def _post(self, path: str, body: object, seconds: float) -> Any:
        timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        return self._send(self._http.build_request("POST", path, json=body, timeout=timeout))

    def _send(self, request: httpx.Request) -> Any:
        """The JSON of a successful response. Raises WrongFactsError, ClientError."""
        try:
            return self._respond(request).json()
        except ValueError as error:
            raise ClientError("サービスの応答を読み取れません（JSON ではありません）。", hint=_START) from error

    def _respond(self, request: httpx.Request) -> httpx.Response:
        """A successful response. Raises WrongFactsError, ClientError."""
        try:
            response = self._http.send(request)
        except httpx.ConnectError as error:
            raise ClientError(f"サービスに接続できません（{self.place}）。", hint=_START) from error
        except httpx.TimeoutException as error:
            raise ClientError(f"サービスが時間内に応答しませんでした（{self.place}）。", hint=_AGAIN) from error
        except httpx.HTTPError as error:
            raise ClientError(f"サービスとの通信が途切れました（{self.place}）。", hint=_AGAIN) from error
        if not response.is_success:
            raise _refusal(response)
        return response


def _conversation(conversation_id: str) -> str:
    return f"/v1/conversations/{quote(conversation_id, safe='')}"


def _bad_url(text: str) -> ClientError:
    shown = text.rpartition("@")[2]
    return ClientError(
        f"サービスの URL が正しくありません: {shown}",
        hint=f"GAIHI_URL に {DEFAULT_URL} のような URL を設定してください。",
    )


def _parsed(kind: TypeAdapter[Result], data: object) -> Result:
    """The result as its type. Raises ClientError naming the first field that does not fit."""
    try:
        return kind.validate_python(data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "全体"
        raise ClientError(f"サービスの応答の形が想定と違います（{where}）。", hint=_VERSIONS) from error


def _refusal(response: httpx.Response) -> GaihiError:
    """The error a response stands for: wrong facts, its problem document, or its status where it has none."""
    problem = _problem(response)
    if problem.problems:
        return WrongFactsError(problem.problems)
    if not problem.title:
        message = f"サービスがエラーを返しました（HTTP {response.status_code}）。"
        return ClientError(message, hint=problem.detail or _AGAIN, status=response.status_code)
    named = [f"{error.field}: {error.detail}" for error in problem.errors if error.detail not in problem.detail]
    hint = "\n".join(line for line in (problem.detail, *named) if line)
    return ClientError(_sentence(problem.title), hint=hint, status=response.status_code)


def _problem(response: httpx.Response) -> _Problem:
    """The problem document of an error response; an empty one for anything else."""
    try:
        return _Problem.model_validate_json(response.content)
    except ValidationError:
        return _Problem()


def _sentence(title: str) -> str:
    return title if title.endswith("。") else f"{title}。"
