"""Routes: `/v1/drafts` of the service. Reads requests and hands them to the desk; decides nothing."""

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from assistant.answer import as_json
from assistant.body import StrictRoute
from assistant.drafting import sent
from assistant.drafting import view as views
from assistant.drafting.desk import Desk

Version = Annotated[sent.VersionQuery, Query()]


def draft_routes(desk: Callable[[], Desk], problems: dict[int | str, dict[str, Any]]) -> APIRouter:
    """The routes of drafts; `desk` is asked for at each request."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute, responses=problems)
    _add_reading(router, desk)
    _add_writing(router, desk)
    _add_steps(router, desk)
    return router


def _add_reading(router: APIRouter, desk: Callable[[], Desk]) -> None:
    @router.get("/drafts", response_model=views.DraftList)
    def drafts() -> Response:
        return _json(desk().heads())

    @router.get("/draft-questions", response_model=views.QuestionList)
    def questions(query: Annotated[sent.QuestionsRequest, Query()]) -> Response:
        return _json(desk().questions(query))

    @router.get("/drafts/{draft_id}", response_model=views.DraftView)
    def draft(draft_id: str, query: Version) -> Response:
        return _json(desk().view(draft_id, query.version))

    @router.get("/drafts/{draft_id}/versions", response_model=views.VersionList)
    def versions(draft_id: str) -> Response:
        return _json(desk().versions(draft_id))

    @router.get("/drafts/{draft_id}/comments", response_model=views.EventList)
    def events(draft_id: str) -> Response:
        return _json(desk().events(draft_id))

    @router.get("/drafts/{draft_id}/diff", response_model=views.DifferenceView)
    def diff(draft_id: str, query: Annotated[sent.DiffQuery, Query()]) -> Response:
        return _json(desk().difference(draft_id, query.old, query.new))

    @router.get("/drafts/{draft_id}/file", response_model=views.ManuscriptView)
    def manuscript(draft_id: str, query: Version) -> Response:
        return _json(desk().manuscript(draft_id, query.version))

    @router.get("/drafts/{draft_id}/export", response_class=Response)
    def export(draft_id: str, query: Annotated[sent.ExportQuery, Query()]) -> Response:
        found = desk().export(draft_id, query.format, query.version)
        disposition = f"attachment; filename*=UTF-8''{quote(found.name)}"
        return Response(found.content, media_type=found.media_type, headers={"content-disposition": disposition})


def _add_writing(router: APIRouter, desk: Callable[[], Desk]) -> None:
    @router.post("/drafts", response_model=views.DraftView, status_code=201)
    def create(request: sent.CreateRequest) -> Response:
        return _json(desk().create(request), 201)

    @router.post("/drafts/{draft_id}/versions", response_model=views.DraftView, status_code=201)
    def edit(draft_id: str, request: sent.EditRequest) -> Response:
        return _json(desk().edit(draft_id, request), 201)

    @router.post("/drafts/{draft_id}/citations", response_model=views.DraftView, status_code=201)
    def cite(draft_id: str, request: sent.CiteRequest) -> Response:
        return _json(desk().cite(draft_id, request), 201)

    @router.post("/drafts/{draft_id}/file", response_model=views.DraftView, status_code=201)
    def edit_file(draft_id: str, request: sent.FileRequest) -> Response:
        return _json(desk().edit_file(draft_id, request), 201)

    @router.post("/drafts/{draft_id}/comments", response_model=views.EventList, status_code=201)
    def comment(draft_id: str, request: sent.CommentRequest) -> Response:
        return _json(desk().comment(draft_id, request), 201)

    @router.post("/drafts/{draft_id}/redraft", response_model=views.DraftView, status_code=201)
    def redraft(draft_id: str, request: sent.RedraftRequest) -> Response:
        return _json(desk().redraft(draft_id, request), 201)

    @router.post("/drafts/{draft_id}/succeed", response_model=views.DraftView, status_code=201)
    def succeed(draft_id: str, request: sent.SucceedRequest) -> Response:
        return _json(desk().succeed(draft_id, request), 201)


def _add_steps(router: APIRouter, desk: Callable[[], Desk]) -> None:
    @router.post("/drafts/{draft_id}/check", response_model=views.DraftView)
    def check(draft_id: str) -> Response:
        return _json(desk().check(draft_id))

    @router.post("/drafts/{draft_id}/submit", response_model=views.DraftView)
    def submit(draft_id: str, request: sent.SubmitRequest) -> Response:
        return _json(desk().submit(draft_id, request))

    @router.post("/drafts/{draft_id}/return", response_model=views.DraftView)
    def send_back(draft_id: str, request: sent.ReturnRequest) -> Response:
        return _json(desk().send_back(draft_id, request))

    @router.post("/drafts/{draft_id}/approve", response_model=views.DraftView)
    def approve(draft_id: str, request: sent.ApproveRequest) -> Response:
        return _json(desk().approve(draft_id, request))


def _json(value: Any, status: int = 200) -> JSONResponse:
    return JSONResponse(as_json(value), status)
