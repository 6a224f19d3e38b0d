"""Refusals: why something cannot be done to a stored draft.

ingest.errors.GaihiError
└── DraftingError (errors)
    ├── UnknownDraftError     a request names a draft or a version that is not stored
    ├── EditError             an edit cannot be applied: no such paragraph, a determination, a broken file
    ├── DraftConflictError    somebody else saved another version since the one the edit was made on
    └── StepError             the state of the draft or the rules of review do not allow the step
"""

from datetime import datetime, timedelta, timezone

from assistant.drafting.errors import DraftingError

_JAPAN = timezone(timedelta(hours=9))


class UnknownDraftError(DraftingError):
    """A request names a draft or a version that is not stored."""


class EditError(DraftingError):
    """An edit cannot be applied to the version it names."""


class DraftConflictError(DraftingError):
    """Somebody else saved a version since; `version`, `author` and `at` say which, who and when."""

    def __init__(self, draft_id: str, *, base: int, version: int, author: str, at: datetime) -> None:
        self.base, self.version, self.author, self.at = base, version, author, at
        super().__init__(
            f"文案 {draft_id} の版 {base} は最新ではありません。{author} が {at.astimezone(_JAPAN):%Y-%m-%d %H:%M}（日本時間）に"
            f"版 {version} を保存しました。",
            hint=f"版 {version} を読み、あなたの変更をその上でやり直してください。",
        )


class StepError(DraftingError):
    """The step is not allowed now; `marks` are those that an approver must confirm one by one."""

    def __init__(self, message: str, *, hint: str = "", marks: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.marks = marks
