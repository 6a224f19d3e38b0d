"""Sent: what callers may send about drafts, checked at the edge. Unknown fields and impossible values are refused."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.drafting.attach import MOST
from assistant.drafting.draft import Role
from assistant.drafting.edit import Change, Delete, Drop, Insert, Move, Replace, Typed
from assistant.drafting.person import is_name
from assistant.drafting.request import DraftRequest
from assistant.drafting.review import Reason
from assistant.request import Day, Line

TEXT_LIMIT = 20_000  # characters of a paragraph
CHANGES = 500
LAST = 1_000_000
"""The highest number of a version that is looked for; a database refuses to look for much higher ones."""


def _named(value: str) -> str:
    if not is_name(value):
        raise ValueError("氏名として読める文字がありません。姓と名を書いてください。")
    return value


Person = Annotated[Line, AfterValidator(_named)]
Number = Annotated[int, Field(ge=1, le=LAST, strict=True)]  # `true` and `1.0` are no number of a version
Asked = Annotated[int, Field(ge=1, le=LAST)]  # of a query, which is text
ParagraphId = Annotated[str, Field(min_length=1, max_length=100)]


def _whole(value: str) -> str:
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise ValueError("文字の符号化が壊れています。UTF-8 で送ってください。")
    return value


Body = Annotated[str, Field(max_length=TEXT_LIMIT), AfterValidator(_whole)]
Remark = Annotated[str, Field(max_length=2_000), AfterValidator(_whole)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TypedSentence(_Sent):
    """A sentence. `citations`: ids of citations of the draft; without them, those of the old sentence it is."""

    text: Body
    citations: Annotated[tuple[str, ...], Field(max_length=MOST)] | None = None


class ReplaceChange(_Sent):
    """Another text for a paragraph: `text` as it runs, or `sentences` one by one."""

    op: Literal["replace"]
    paragraph: ParagraphId
    text: Body = ""
    sentences: Annotated[tuple[TypedSentence, ...], Field(max_length=500)] = ()

    def change(self) -> Change:
        """As the edit knows it."""
        return Replace(self.paragraph, self.text, tuple(Typed(one.text, one.citations) for one in self.sentences))


class InsertChange(_Sent):
    """A new paragraph behind `after`; without one, at the beginning."""

    op: Literal["insert"]
    after: ParagraphId | None = None
    role: Role
    text: Body

    def change(self) -> Change:
        """As the edit knows it."""
        return Insert(self.after, self.role, self.text)


class DeleteChange(_Sent):
    """A paragraph taken out."""

    op: Literal["delete"]
    paragraph: ParagraphId

    def change(self) -> Change:
        """As the edit knows it."""
        return Delete(self.paragraph)


class MoveChange(_Sent):
    """A paragraph behind `after`; without one, at the beginning."""

    op: Literal["move"]
    paragraph: ParagraphId
    after: ParagraphId | None = None

    def change(self) -> Change:
        """As the edit knows it."""
        return Move(self.paragraph, self.after)


class DropChange(_Sent):
    """Unattached citations of a paragraph removed on purpose."""

    op: Literal["drop"]
    paragraph: ParagraphId
    citations: Annotated[tuple[str, ...], Field(min_length=1, max_length=200)]

    def change(self) -> Change:
        """As the edit knows it."""
        return Drop(self.paragraph, self.citations)


AnyChange = Annotated[ReplaceChange | InsertChange | DeleteChange | MoveChange | DropChange, Field(discriminator="op")]


class CreateRequest(_Sent):
    """Body of `POST /v1/drafts`: who begins the draft, and what it is to be."""

    by: Person
    request: DraftRequest
    comment: Remark = ""


class EditRequest(_Sent):
    """Body of `POST /v1/drafts/{id}/versions`. `base`: the version the changes were made on."""

    by: Person
    base: Number
    changes: Annotated[tuple[AnyChange, ...], Field(min_length=1, max_length=CHANGES)]
    comment: Remark = ""


class CiteRequest(_Sent):
    """Body of `…/citations`: a quote of a passage, word for word, put behind a sentence (from 0) of a paragraph."""

    by: Person
    base: Number
    paragraph: ParagraphId
    sentence: Annotated[int, Field(ge=0, le=LAST, strict=True)]
    passage_id: Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_whole)]
    quote: Annotated[str, Field(min_length=1, max_length=TEXT_LIMIT), AfterValidator(_whole)]
    comment: Remark = ""


class FileRequest(_Sent):
    """Body of `POST /v1/drafts/{id}/file`: the edited file of a draft, which names the version it was written from."""

    by: Person
    text: Annotated[str, Field(max_length=240_000), AfterValidator(_whole)]
    comment: Remark = ""


class CommentRequest(_Sent):
    """Body of `POST /v1/drafts/{id}/comments`: on a paragraph of a version, or on the version."""

    by: Person
    text: Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_whole)]
    version: Number | None = None
    paragraph: ParagraphId | None = None


class SubmitRequest(_Sent):
    """Body of `…/submit`. `keep`: paragraphs that stay as they are although what they rest on has moved."""

    by: Person
    version: Number
    comment: Remark = ""
    keep: Annotated[tuple[ParagraphId, ...], Field(max_length=500)] = ()


class ReturnRequest(_Sent):
    """Body of `…/return`: back to its authors, with the reason."""

    by: Person
    version: Number
    reason: Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_whole)]


class AcceptedMark(_Sent):
    """A mark, by its id, that the approver has looked at and lets stand, and why."""

    mark: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_whole)]


class ApproveRequest(_Sent):
    """Body of `…/approve`. Every mark must be accepted with a reason: in `accepted` each with its own, or named in
    `confirm`, for the reason that `comment` gives.
    """

    by: Person
    version: Number
    confirm: Annotated[tuple[str, ...], Field(max_length=2_000)] = ()
    accepted: Annotated[tuple[AcceptedMark, ...], Field(max_length=2_000)] = ()
    comment: Remark = ""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why each mark may stand."""
        named = (Reason(one, self.comment) for one in self.confirm)
        return (*named, *(Reason(one.mark, one.reason) for one in self.accepted))


class RedraftRequest(_Sent):
    """Body of `…/redraft`. Without paragraphs: those that have moved. `discard_edits`: also what a person wrote in them."""

    by: Person
    base: Number
    discard_edits: bool = False
    paragraphs: Annotated[tuple[ParagraphId, ...], Field(max_length=500)] = ()
    comment: Remark = ""


class SucceedRequest(_Sent):
    """Body of `…/succeed`: a new draft that begins with the content of this one and names it."""

    by: Person
    comment: Remark = ""


class QuestionsRequest(_Sent):
    """Query of `GET /v1/draft-questions`."""

    topic: Line
    as_of: Day | None = None


class VersionQuery(_Sent):
    """Query of `GET /v1/drafts/{id}`: a version, the newest without one."""

    version: Asked | None = None


class DiffQuery(_Sent):
    """Query of `…/diff`: two versions, the newest and the one before it without."""

    old: Asked | None = None
    new: Asked | None = None


class ExportQuery(_Sent):
    """Query of `…/export`."""

    format: Literal["markdown", "docx", "html"] = "markdown"
    version: Asked | None = None
