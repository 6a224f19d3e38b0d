"""Requests: what callers may send, checked at the edge. Unknown fields and impossible values are refused."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

QUESTION_LIMIT = 2_000  # characters


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("質問が空です。質問を書いてください。")
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise ValueError("文字の符号化が壊れています。UTF-8 で送ってください。")
    return value


Text = Annotated[str, Field(max_length=QUESTION_LIMIT), AfterValidator(_text)]


class AskRequest(BaseModel):
    """Body of `POST /v1/ask`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Text
    as_of: date | None = None
    conversation_id: str | None = Field(None, max_length=100)
    source_ids: tuple[str, ...] = ()
    facts: dict[str, Any] | None = None


class SearchRequest(BaseModel):
    """Body of `POST /v1/search`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query: Text
    k: int = Field(10, ge=1, le=100)
    as_of: date | None = None
    source_ids: tuple[str, ...] = ()
