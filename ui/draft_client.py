"""Draft client: `/v1/drafts` of a service, with the methods of `assistant.drafting.desk.Desk`. Knows addresses alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, TypeAdapter

from assistant.drafting import sent
from assistant.drafting import view as views

if TYPE_CHECKING:
    from ui.client import Client

Result = TypeVar("Result")
WRITE_SECONDS = 600.0  # a chat model writes a draft sentence by sentence


@dataclass(frozen=True)
class DraftClient:
    """Stored drafts of a service. Every method raises ClientError."""

    client: "Client"

    def create(self, request: sent.CreateRequest) -> views.DraftView:
        """A new draft."""
        return self._post(views.DraftView, "/v1/drafts", request)

    def heads(self) -> views.DraftList:
        """All drafts, the last changed first."""
        return self._get(views.DraftList, "/v1/drafts")

    def view(self, draft_id: str, number: int | None = None) -> views.DraftView:
        """A version, the newest without a number."""
        return self._get(views.DraftView, _path(draft_id), version=number)

    def versions(self, draft_id: str) -> views.VersionList:
        """All versions without content."""
        return self._get(views.VersionList, _path(draft_id, "versions"))

    def events(self, draft_id: str) -> views.EventList:
        """Comments and steps."""
        return self._get(views.EventList, _path(draft_id, "comments"))

    def edit(self, draft_id: str, request: sent.EditRequest) -> views.DraftView:
        """A new version with changes."""
        return self._post(views.DraftView, _path(draft_id, "versions"), request)

    def cite(self, draft_id: str, request: sent.CiteRequest) -> views.DraftView:
        """A new version in which a sentence has one more citation."""
        return self._post(views.DraftView, _path(draft_id, "citations"), request)

    def manuscript(self, draft_id: str, number: int | None = None) -> views.ManuscriptView:
        """The file of a version."""
        return self._get(views.ManuscriptView, _path(draft_id, "file"), version=number)

    def edit_file(self, draft_id: str, request: sent.FileRequest) -> views.DraftView:
        """A new version from an edited file."""
        return self._post(views.DraftView, _path(draft_id, "file"), request)

    def difference(self, draft_id: str, old: int | None, new: int | None) -> views.DifferenceView:
        """Two versions side by side."""
        return self._get(views.DifferenceView, _path(draft_id, "diff"), old=old, new=new)

    def comment(self, draft_id: str, request: sent.CommentRequest) -> views.EventList:
        """A comment on a version or a paragraph of it."""
        return self._post(views.EventList, _path(draft_id, "comments"), request)

    def submit(self, draft_id: str, request: sent.SubmitRequest) -> views.DraftView:
        """Into review."""
        return self._post(views.DraftView, _path(draft_id, "submit"), request)

    def send_back(self, draft_id: str, request: sent.ReturnRequest) -> views.DraftView:
        """Back to its authors."""
        return self._post(views.DraftView, _path(draft_id, "return"), request)

    def approve(self, draft_id: str, request: sent.ApproveRequest) -> views.DraftView:
        """Approved."""
        return self._post(views.DraftView, _path(draft_id, "approve"), request)

    def check(self, draft_id: str) -> views.DraftView:
        """Looked at now for what has moved."""
        return self._post(views.DraftView, _path(draft_id, "check"), None)

    def redraft(self, draft_id: str, request: sent.RedraftRequest) -> views.DraftView:
        """Paragraphs written anew."""
        return self._post(views.DraftView, _path(draft_id, "redraft"), request)

    def succeed(self, draft_id: str, request: sent.SucceedRequest) -> views.DraftView:
        """A new draft that takes up an approved one."""
        return self._post(views.DraftView, _path(draft_id, "succeed"), request)

    def questions(self, request: sent.QuestionsRequest) -> views.QuestionList:
        """Suggested questions on a topic."""
        return self._get(
            views.QuestionList, "/v1/draft-questions", **request.model_dump(mode="json", exclude_none=True)
        )

    def export(self, draft_id: str, form: str, number: int | None) -> views.Exported:
        """A version as a file."""
        found = self.client.fetch("GET", _path(draft_id, "export"), _given({"format": form, "version": number}))
        disposition = found.headers.get("content-disposition", "")
        name = disposition.rpartition("''")[2] or f"{draft_id}.{form}"
        return views.Exported(found.content, name, found.headers.get("content-type", "application/octet-stream"))

    def _get(self, kind: type[Result], path: str, **params: Any) -> Result:
        return self.client.call(TypeAdapter(kind), "GET", path, params=_given(params))

    def _post(self, kind: type[Result], path: str, body: BaseModel | None) -> Result:
        given = body.model_dump(mode="json", exclude_none=True) if body else None
        return self.client.call(TypeAdapter(kind), "POST", path, body=given, seconds=WRITE_SECONDS)


def _path(draft_id: str, *parts: str) -> str:
    return "/".join(("/v1/drafts", quote(draft_id, safe=""), *parts))


def _given(params: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in params.items() if value is not None}
