"""Checking: what the page of the rule check asks of the service, as the page needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from assistant.request import RecordRequest
from assistant.rules.determination import Determination
from ui.client import Client
from ui.door import request_of

Format = Literal["markdown", "docx"]
_DETERMINATION = TypeAdapter(Determination)
_MEDIA_TYPES = {
    "markdown": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class RecordFile:
    """A determination record as a file."""

    content: bytes
    media_type: str


def fetch_record(client: Client, about: Mapping[str, str], facts: Mapping[str, Any], kind: Format) -> RecordFile:
    """The record of the determination for these facts. `about`: by, on, subject.

    Raises InputError, WrongFactsError, ClientError.
    """
    named = {key: value for key, value in about.items() if value}
    request = request_of(RecordRequest, **named, facts=dict(facts), format=kind)
    return RecordFile(client.record(request), _MEDIA_TYPES[kind])


def determination_of(data: Mapping[str, Any] | None) -> Determination | None:
    """The determination of an answer, its facts without who confirmed them; None where it cannot be read."""
    try:
        plain = {key: _value(entry) for key, entry in (data or {}).get("facts", {}).items()}
        return _DETERMINATION.validate_python({**(data or {}), "facts": plain})
    except (ValidationError, AttributeError):
        return None


def _value(entry: Any) -> Any:
    return entry["value"] if isinstance(entry, Mapping) and "value" in entry else entry
