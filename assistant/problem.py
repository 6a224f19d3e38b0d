"""Problem: an RFC 9457 problem document, and which one stands for which error. Knows no HTTP framework.

The command line prints the same documents with `--json`, so nothing here may depend on a running service.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.drafting.errors import DraftingError
from assistant.drafting.refusals import DraftConflictError, EditError, StepError, UnknownDraftError
from assistant.errors import (
    BrokenRulesError,
    HistoryOffError,
    ImpossibleDateError,
    StorageError,
    UnknownConversationError,
    UnknownPassageError,
    UnknownSourceError,
    WrongFactsError,
    WrongSheetError,
)
from assistant.wording import FieldError
from ingest.errors import GaihiError, IndexStateError, SettingsError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Problem:
    """What went wrong. `name` is the last part of `type`; `detail` says in Japanese what was wrong and what to do.

    `errors` names the fields of the request that were wrong; empty where the request was not the reason.
    `more`: members of this kind of problem alone.
    """

    status: int
    name: str
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The document; `type` is a URN, so that reading it needs no network."""
        return {
            "type": f"urn:gaihi:problem:{self.name}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "errors": [asdict(error) for error in self.errors],
            **self.more,
        }


_KINDS: tuple[tuple[type[GaihiError], int, str, str], ...] = (
    (ImpossibleDateError, 422, "impossible-date", "存在しない日付です"),
    (WrongSheetError, 422, "wrong-sheet", "取引の一覧を読めません"),
    (UnknownPassageError, 404, "unknown-passage", "該当する箇所がありません"),
    (UnknownConversationError, 404, "unknown-conversation", "その会話はありません"),
    (HistoryOffError, 409, "history-off", "会話を保存していません"),
    (UnknownDraftError, 404, "unknown-draft", "その文案はありません"),
    (EditError, 422, "wrong-edit", "この変更はできません"),
    (StepError, 409, "wrong-step", "今はその操作をできません"),
    (DraftingError, 422, "wrong-draft", "その文案は作れません"),
    (StorageError, 503, "no-storage", "データベースを使えません"),
    (BrokenRulesError, 503, "broken-rules", "規則を読めません"),
    (IndexStateError, 503, "no-index", "使える索引がありません"),
    (SettingsError, 503, "configuration", "設定を直す必要があります"),
)


def problem_of(error: GaihiError) -> Problem:
    """The document for an error of this project: its message, followed by what to do."""
    detail = sentence(error)
    if isinstance(error, UnknownSourceError):
        named = (FieldError("source_ids", detail),)
        return Problem(422, "unknown-source", "登録されていない資料です", detail, named)
    if isinstance(error, WrongFactsError):
        return _wrong_facts(error)
    if isinstance(error, DraftConflictError):
        more = {"base": error.base, "version": error.version, "author": error.author, "at": error.at.isoformat()}
        return Problem(409, "draft-conflict", "ほかの人が先に保存しました", detail, more=more)
    if isinstance(error, StepError) and error.marks:
        return Problem(
            409, "unconfirmed-marks", "確認していない印があります", detail, more={"marks": list(error.marks)}
        )
    for kind, status, name, title in _KINDS:
        if isinstance(error, kind):
            return Problem(status, name, title, detail)
    return Problem(500, "failed", "処理できませんでした", detail)


def _wrong_facts(error: WrongFactsError) -> Problem:
    """`facts` names every fact that is wrong, `problems` says what is wrong with which."""
    problems = [{"facts": list(one.facts), "text": one.text} for one in error.problems]
    errors = tuple(FieldError(f"facts.{fact}", one.text) for one in error.problems for fact in one.facts)
    more = {"facts": list(error.facts), "problems": problems}
    return Problem(422, "wrong-facts", "事実に誤りがあります", sentence(error), errors, more)


def invalid_request(errors: tuple[FieldError, ...]) -> Problem:
    """The document for a request whose fields are wrong."""
    named = " ".join(f"{error.field}: {error.detail}" for error in errors)
    return Problem(422, "invalid-request", "入力に誤りがあります", named, errors)


def sentence(error: GaihiError) -> str:
    """Message and hint as one Japanese text."""
    message = error.message if error.message.endswith("。") else f"{error.message}。"
    return message + error.hint
