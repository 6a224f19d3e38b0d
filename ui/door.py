"""Door: where commands get their answers: the service at GAIHI_URL, else the index and the rules themselves."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.answer import Answer
from assistant.hit import PassageView, SearchResult, SourceView
from assistant.request import AskRequest, SearchRequest
from assistant.rules.determination import Determination
from assistant.wording import field_errors
from ingest.settings import Settings
from ui.errors import InputError

Model = TypeVar("Model", bound=BaseModel)


class Door(Protocol):
    """What an Assistant and a Client have in common."""

    def ask(self, request: AskRequest) -> Answer: ...
    def search(self, request: SearchRequest) -> SearchResult: ...
    def sources(self) -> tuple[SourceView, ...]: ...
    def passage(self, passage_id: str, as_of: date | None = None) -> PassageView: ...


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


def request_of(kind: type[Model], **fields: Any) -> Model:
    """A checked request. Raises InputError naming each field that cannot be used."""
    try:
        return kind(**fields)
    except ValidationError as error:
        wrong = field_errors(error.errors())
        named = " ".join(f"{one.field}: {one.detail}" for one in wrong)
        raise InputError(
            f"入力に誤りがあります。{named}", hint="gaihi --help で使い方を確かめられます。", errors=wrong
        ) from error
