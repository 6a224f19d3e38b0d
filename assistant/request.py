"""Requests: what callers may send, checked at the edge. Unknown fields and impossible values are refused."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

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


Facts = Annotated[dict[str, Any], Field(max_length=100)]
"""Facts for the rule check, by name: a value, or `{value, confirmed_by, confirmed_on}`. Which names and values there
are, the rules know: `assistant.checking` reads them and names those that are wrong.
"""


def one_space(text: str) -> str:
    """A name or title with single spaces for the wide space of Japanese and for runs of spaces; none at its ends."""
    return re.sub("[ \u3000]+", " ", text).strip()


def _line(value: str) -> str:
    if not value.strip():
        raise ValueError("空です。書いてください。")
    if not value.replace("\u3000", " ").isprintable():  # also at its ends, which folding would take away
        raise ValueError("改行や制御文字は使えません。")
    return one_space(value)


Line = Annotated[str, Field(max_length=200), AfterValidator(_line)]


class AskRequest(BaseModel):
    """Body of `POST /v1/ask`. `keep`: whether question and answer are stored, where the service stores any."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Text
    as_of: Day | None = None
    conversation_id: str | None = Field(default=None, max_length=100)
    source_ids: tuple[str, ...] = ()
    facts: Facts | None = None
    keep: bool = True


class SearchRequest(BaseModel):
    """Body of `POST /v1/search`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    query: Text
    k: int = Field(10, ge=1, le=100)
    as_of: Day | None = None
    source_ids: tuple[str, ...] = ()


class CheckRequest(BaseModel):
    """Body of `POST /v1/check`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: Facts


class RecordRequest(BaseModel):
    """Body of `POST /v1/check/record`. `by`: who makes the record; `on`: the day, today without one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: Facts
    by: Line
    subject: Line | None = None
    on: Day | None = None
    format: Literal["markdown", "docx"] = "markdown"
