"""Requests: what callers may send, checked at the edge. Unknown fields and impossible values are refused."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

QUESTION_LIMIT = 2_000  # characters


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("質問が空です。質問を書いてください。")
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise ValueError("文字の符号化が壊れています。UTF-8 で送ってください。")
    return value


def _iso(value: Any) -> Any:
    # pydantic alone would read 20240601 as seconds since 1970
    iso = isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)
    if not iso and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ValueError("日付は YYYY-MM-DD（例: 2024-06-30）で書いてください。")
    return value


Text = Annotated[str, Field(max_length=QUESTION_LIMIT), AfterValidator(_text)]
Day = Annotated[date, BeforeValidator(_iso)]


Scalar = str | int | float | bool | None
Fact = Scalar | list[Scalar]
"""What a fact may be: one value, or a list of values; nothing nested."""


class AskRequest(BaseModel):
    """Body of `POST /v1/ask`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Text
    as_of: Day | None = None
    conversation_id: str | None = Field(default=None, max_length=100)
    source_ids: tuple[str, ...] = ()
    facts: dict[str, Fact] | None = Field(default=None, max_length=100)


class SearchRequest(BaseModel):
    """Body of `POST /v1/search`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query: Text
    k: int = Field(10, ge=1, le=100)
    as_of: Day | None = None
    source_ids: tuple[str, ...] = ()
