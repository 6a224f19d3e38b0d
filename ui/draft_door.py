"""Draft door: where commands keep their drafts: the service at GAIHI_URL, else the database of this machine."""

from typing import Protocol

from assistant.drafting.sent import (
    ApproveRequest,
    CommentRequest,
    CreateRequest,
    EditRequest,
    FileRequest,
    QuestionsRequest,
    RedraftRequest,
    ReturnRequest,
    SubmitRequest,
    SucceedRequest,
)
from assistant.drafting.view import (
    DifferenceView,
    DraftList,
    DraftView,
    EventList,
    Exported,
    ManuscriptView,
    QuestionList,
    VersionList,
)
from ingest.settings import Settings


class Drafts(Protocol):
    """What a Desk and a DraftClient have in common."""

    def create(self, request: CreateRequest) -> DraftView: ...
    def heads(self) -> DraftList: ...
    def view(self, draft_id: str, number: int | None = None) -> DraftView: ...
    def versions(self, draft_id: str) -> VersionList: ...
    def events(self, draft_id: str) -> EventList: ...
    def edit(self, draft_id: str, request: EditRequest) -> DraftView: ...
    def manuscript(self, draft_id: str, number: int | None = None) -> ManuscriptView: ...
    def edit_file(self, draft_id: str, request: FileRequest) -> DraftView: ...
    def difference(self, draft_id: str, old: int | None, new: int | None) -> DifferenceView: ...
    def comment(self, draft_id: str, request: CommentRequest) -> EventList: ...
    def submit(self, draft_id: str, request: SubmitRequest) -> DraftView: ...
    def send_back(self, draft_id: str, request: ReturnRequest) -> DraftView: ...
    def approve(self, draft_id: str, request: ApproveRequest) -> DraftView: ...
    def check(self, draft_id: str) -> DraftView: ...
    def redraft(self, draft_id: str, request: RedraftRequest) -> DraftView: ...
    def succeed(self, draft_id: str, request: SucceedRequest) -> DraftView: ...
    def questions(self, request: QuestionsRequest) -> QuestionList: ...
    def export(self, draft_id: str, form: str, number: int | None) -> Exported: ...


def open_drafts(settings: Settings) -> Drafts:
    """The drafts of the service where one is configured, else of this machine."""
    if settings.url:
        from ui.client import Client

        return Client(settings.url).drafts
    from assistant.assistant import Assistant

    return Assistant(settings).drafts
