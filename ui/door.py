"""Door: where commands get their answers: the service at GAIHI_URL, else the index and the rules themselves."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.answer import Answer
from assistant.conversation import Conversation, Replayed, Summary
from assistant.hit import PassageView, SearchResult, SourceView
from assistant.request import AskRequest, SearchRequest
from assistant.rules.determination import Determination
from assistant.wording import WHOLE, field_errors
from ingest.settings import Settings
from ui.errors import InputError

if TYPE_CHECKING:  # loads heavy libraries
    from assistant.assistant import Assistant

Model = TypeVar("Model", bound=BaseModel)


class Door(Protocol):
    """What an Assistant and a Client have in common."""

    def ask(self, request: AskRequest) -> Answer: ...
    def search(self, request: SearchRequest) -> SearchResult: ...
    def sources(self) -> tuple[SourceView, ...]: ...
    def passage(self, passage_id: str, as_of: date | None = None) -> PassageView: ...


class Conversations(Protocol):
    """The stored conversations, of a service or of this process."""

    def summaries(self, limit: int, before: str | None = None) -> tuple[Summary, ...]: ...
    def conversation(self, conversation_id: str) -> Conversation: ...
    def delete(self, conversation_id: str) -> None: ...
    def replay(self, conversation_id: str) -> tuple[Replayed, ...]: ...


class CheckDoor(Protocol):
    """Where `gaihi check` gets its determinations; needs no index."""

    def check(self, facts: Mapping[str, Any]) -> Determination: ...


def open_check_door(settings: Settings) -> CheckDoor:
    """The service where one is configured, else the rules of this process."""
    if settings.url:
        from ui.client import Client

        return Client(settings.url)
    from assistant.amended import checker_of

    return checker_of(settings)


def open_door(settings: Settings) -> Door:
    """The service where one is configured, else an Assistant of this process."""
    if settings.url:
        from ui.client import Client

        return Client(settings.url)
    from assistant.assistant import Assistant

    return Assistant(settings)


def open_conversations(settings: Settings) -> Conversations:
    """The conversations of the service where one is configured, else of this machine. Raises HistoryOffError."""
    if settings.url:
        from ui.client import Client

        return Client(settings.url)
    return _talking(settings).conversations


def open_talk(settings: Settings) -> Door:
    """Where a question of a conversation is asked: as `open_door`, but what is asked is stored. Raises HistoryOffError."""
    if settings.url:
        return open_door(settings)
    assistant = _talking(settings)
    _ = assistant.conversations  # refuses where nothing is stored
    return assistant


def _talking(settings: Settings) -> "Assistant":
    from assistant.assistant import Assistant
    from assistant.history import open_history

    return Assistant(settings, history=open_history(settings))


def request_of(kind: type[Model], /, **fields: Any) -> Model:
    """A checked request. Raises InputError naming each field that cannot be used."""
    try:
        return kind(**fields)
    except ValidationError as error:
        wrong = field_errors(error.errors())
        named = " ".join(one.detail if one.field == WHOLE else f"{one.field}: {one.detail}" for one in wrong)
        whole = all(one.field == WHOLE for one in wrong)  # such an error says itself what to do
        hint = "" if whole else "gaihi --help で使い方を確かめられます。"
        raise InputError(f"入力に誤りがあります。{named}", hint=hint, errors=wrong) from error
