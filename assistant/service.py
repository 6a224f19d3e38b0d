"""Service: the HTTP interface of an Assistant, for this machine only. Every error is a problem document."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.answer import Answer, as_json
from assistant.assistant import Assistant
from assistant.binding import require_loopback
from assistant.body import RefusedError, StrictRoute
from assistant.checking import determination_json, read_given, shipped_rules
from assistant.conversation import Conversation, Replayed, Summary
from assistant.drafting.routes import draft_routes
from assistant.gate import Gate, respond
from assistant.grounds import shipped_documents
from assistant.hit import PassageView, SearchResult, SourceView
from assistant.problem import MEDIA_TYPE as PROBLEM_TYPE
from assistant.problem import Problem, invalid_request, problem_of
from assistant.record import TITLE, About, markdown, record
from assistant.request import AskRequest, CheckRequest, Day, RecordRequest, SearchRequest
from assistant.rules.determination import Determination
from assistant.stream import MEDIA_TYPE as STREAM_TYPE
from assistant.stream import events
from assistant.wording import field_errors
from assistant.words import Words
from ingest.errors import GaihiError, IndexStateError
from ingest.settings import Settings

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "A problem document (RFC 9457).",
        "content": {PROBLEM_TYPE: {"schema": {"type": "object"}}},
    }
}


class SourceList(BaseModel):
    """Answer of `GET /v1/sources`."""

    sources: tuple[SourceView, ...]


class PassageQuery(BaseModel):
    """Query of `GET /v1/passages/{id}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: Day | None = None


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The application. Raises SettingsError when the settings would let other machines in."""
    require_loopback(settings.host)
    app = FastAPI(
        title="gaihi",
        version="1",
        docs_url=None,  # its pages load scripts from a public host; /openapi.json stays
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.add_middleware(Gate)
    _add_errors(app)
    app.include_router(_answers(assistant))
    app.include_router(_conversations(assistant))
    app.include_router(draft_routes(lambda: assistant.drafts, _PROBLEMS))
    app.include_router(_checks(assistant))
    app.include_router(_documents(assistant))
    app.include_router(_health(assistant))
    return app


def _answers(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/v1", route_class=StrictRoute, responses=_PROBLEMS)

    # plain functions: FastAPI runs them in its thread pool, so that one question does not hold up the others
    @router.post("/ask", response_model=Answer)
    def ask(request: AskRequest) -> Response:
        return _json(assistant.ask(request))

    @router.post("/ask/stream", response_class=StreamingResponse)
    def ask_stream(request: AskRequest) -> Response:
        sent = events(lambda tell: assistant.ask(request, tell))  # a statement is sent once it is verified
        return StreamingResponse(sent, media_type=STREAM_TYPE, headers={"cache-control": "no-store"})

    @router.post("/search", response_model=SearchResult)
    def search(request: SearchRequest) -> Response:
        return _json(assistant.search(request))

    return router


class ConversationQuery(BaseModel):
    """Query of `GET /v1/conversations`. `before`: only those behind this conversation, for the next page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(20, ge=1, le=100)
    before: str | None = Field(None, max_length=100)


class ConversationList(BaseModel):
    """Answer of `GET /v1/conversations`."""

    conversations: tuple[Summary, ...]


class ReplayList(BaseModel):
    """Answer of `POST /v1/conversations/{id}/replay`."""

    turns: tuple[Replayed, ...]


def _conversations(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/v1/conversations", route_class=StrictRoute, responses=_PROBLEMS)

    @router.get("", response_model=ConversationList)
    def summaries(query: Annotated[ConversationQuery, Query()]) -> Response:
        return _json({"conversations": assistant.conversations.summaries(query.limit, query.before)})

    @router.get("/{conversation_id}", response_model=Conversation)
    def conversation(conversation_id: str) -> Response:
        return _json(assistant.conversations.conversation(conversation_id))

    @router.delete("/{conversation_id}", status_code=204, response_class=Response)
    def delete(conversation_id: str) -> Response:
        assistant.conversations.delete(conversation_id)
        return Response(status_code=204)

    @router.post("/{conversation_id}/replay", response_model=ReplayList)
    def replay(conversation_id: str) -> Response:
        return _json({"turns": assistant.conversations.replay(conversation_id)})

    return router


class FactList(BaseModel):
    """Answer of `GET /v1/facts`."""

    facts: list[dict[str, Any]]


def _checks(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/v1", route_class=StrictRoute, responses=_PROBLEMS)

    @router.post("/check", response_model=Determination)
    def check(request: CheckRequest) -> Response:
        found = assistant.check(request.facts)
        return _json(determination_json(found, read_given(request.facts).confirmed))

    @router.post("/check/record", response_class=Response)
    def check_record(request: RecordRequest) -> Response:
        return _record(assistant, request)

    @router.get("/facts", response_model=FactList)
    def facts() -> Response:
        return _json({"facts": assistant.facts()})

    return router


def _record(assistant: Assistant, request: RecordRequest) -> Response:
    """The file of a record, under the name of the record and its day."""
    about = About(request.by, request.on or assistant.today(), request.subject or "")
    words = Words(shipped_rules(), shipped_documents())
    blocks = record(assistant.check(request.facts), read_given(request.facts).confirmed, about, words)
    if request.format == "markdown":
        return _file(markdown(blocks).encode(), f"{TITLE}_{about.on}.md", "text/markdown; charset=utf-8")
    from assistant.paper import MEDIA_TYPE
    from assistant.record_docx import docx

    return _file(docx(blocks, about), f"{TITLE}_{about.on}.docx", MEDIA_TYPE)


def _file(content: bytes, name: str, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})


def _documents(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/v1", route_class=StrictRoute, responses=_PROBLEMS)

    @router.get("/sources", response_model=SourceList)
    def sources() -> Response:
        return _json({"sources": assistant.sources()})

    @router.get("/passages/{passage_id:path}", response_model=PassageView)
    def passage(passage_id: str, query: Annotated[PassageQuery, Query()]) -> Response:
        return _json(assistant.passage(passage_id, query.as_of))

    return router


def _health(assistant: Assistant) -> APIRouter:
    router = APIRouter(route_class=StrictRoute, responses=_PROBLEMS)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    def readyz() -> dict[str, str]:
        generation = assistant.generation()
        if generation is None:
            raise IndexStateError("索引がまだありません", hint="gaihi ingest を実行してください。")
        return {"status": "ready", "generation": generation}

    return router


def _json(value: Any) -> JSONResponse:
    return JSONResponse(as_json(value))


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(GaihiError)
    async def known(_request: Request, error: GaihiError) -> Response:
        return respond(problem_of(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        return respond(invalid_request(field_errors(error.errors())))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        problem = error.problem if isinstance(error, RefusedError) else _of_routing(request, error)
        return respond(problem, dict(error.headers or {}))


def _of_routing(request: Request, error: HTTPException) -> Problem:
    match error.status_code:
        case 404:
            detail = "この URL はありません。使える URL は /openapi.json で確かめてください。"
            return Problem(404, "unknown-path", "URL がありません", detail)
        case 405:
            allowed = (error.headers or {}).get("Allow", "別の方法")
            detail = f"この URL は {request.method} では呼べません。{allowed} で呼んでください。"
            return Problem(405, "unknown-method", "呼び方が違います", detail)
        case status:
            return Problem(
                status, "refused", "要求を受け付けられません", "要求の形を確かめて、もう一度送ってください。"
            )
