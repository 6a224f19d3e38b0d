"""Checking: what the page of the rule check asks of the service, beside `Client.check` and `Client.facts`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import httpx
from pydantic import TypeAdapter, ValidationError

from assistant.rules.determination import Determination
from ui.client import _AGAIN, Client, ClientError, _refusal

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
    """The record of the determination for these facts. `about`: by, on, subject. Raises WrongFactsError, ClientError."""
    body = {**{key: value for key, value in about.items() if value}, "facts": dict(facts), "format": kind}
    request = client._http.build_request("POST", "/v1/check/record", json=body)
    try:
        response = client._http.send(request)
    except httpx.HTTPError as error:
        raise ClientError(f"サービスから記録を受け取れませんでした（{client.place}）。", hint=_AGAIN) from error
    if not response.is_success:
        raise _refusal(response)
    return RecordFile(response.content, _MEDIA_TYPES[kind])


def determination_of(data: Mapping[str, Any] | None) -> Determination | None:
    """The determination of an answer, its facts without who confirmed them; None where it cannot be read."""
    try:
        plain = {key: _value(entry) for key, entry in (data or {}).get("facts", {}).items()}
        return _DETERMINATION.validate_python({**(data or {}), "facts": plain})
    except (ValidationError, AttributeError):
        return None


def _value(entry: Any) -> Any:
    return entry["value"] if isinstance(entry, Mapping) and "value" in entry else entry
