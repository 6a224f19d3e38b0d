"""Reply: what a chat model sends, read as it grows. Reads shapes only; whether a line is true is not asked here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.writing.errors import ChatError, Trouble

LINES = 24  # statements of one reply that are read
LINE = 600  # characters of one statement
QUERIES = 3
_LABELS = 12  # of one statement


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    text: str = Field(max_length=LINE)
    evidence: list[str] = Field(max_length=_LABELS)


class _Queries(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    queries: list[str]
    done: bool = False


@dataclass(frozen=True)
class Line:
    """One statement as the model wrote it, with the labels it names."""

    text: str
    labels: tuple[str, ...]


def lines(growing: Iterator[Any]) -> Iterator[Line]:
    """Statements as soon as each is whole: when the next one has begun, or the reply says that it is done.

    Raises ChatError: what comes is no reply (NONSENSE), does not end (ENDLESS) or breaks off (CUT).
    """
    read: list[Any] = []
    latest = None
    for latest in growing:
        whole, done = _statements(latest), _is_done(latest)
        if whole[: len(read)] != read:  # a key that stands twice: what was said is said otherwise
            raise ChatError(Trouble.NONSENSE)
        for item in whole[len(read) : len(whole) if done else len(whole) - 1]:
            if len(read) >= LINES:
                raise ChatError(Trouble.ENDLESS)
            read.append(item)
            yield _line(item)
        _require_bounded(whole)
        if done:
            return
    raise ChatError(Trouble.NONSENSE if not isinstance(latest, dict) or "statements" not in latest else Trouble.CUT)


def queries(growing: Iterator[Any]) -> tuple[str, ...]:
    """The other wordings of a question, at most QUERIES. Raises ChatError."""
    latest = None
    for latest in growing:
        found = latest.get("queries") if isinstance(latest, dict) else None
        if isinstance(found, list) and (len(found) > 2 * LINES or sum(len(str(one)) for one in found) > LINES * LINE):
            raise ChatError(Trouble.ENDLESS)
    try:
        found = _Queries.model_validate(latest).queries
    except ValidationError as error:
        raise ChatError(Trouble.NONSENSE) from error
    return tuple(one for one in found if one.strip() and len(one) <= LINE)[:QUERIES]


def _statements(latest: Any) -> list[Any]:
    """The statements so far. Raises ChatError(NONSENSE) for anything that is not the beginning of a reply."""
    if latest is None:
        return []
    if not isinstance(latest, dict) or not set(latest) <= {"statements", "done"}:
        raise ChatError(Trouble.NONSENSE)
    found = latest.get("statements", [])
    if found is None:
        return []
    if not isinstance(found, list):
        raise ChatError(Trouble.NONSENSE)
    return found


def _is_done(latest: Any) -> bool:
    """Whether the reply says that it is whole. Raises ChatError(NONSENSE) when it says so before it is."""
    if not isinstance(latest, dict) or latest.get("done") is not True:
        return False
    if list(latest) != ["statements", "done"]:
        raise ChatError(Trouble.NONSENSE)
    return True


def _line(item: Any) -> Line:
    try:
        line = _Line.model_validate(item)
    except ValidationError as error:
        raise ChatError(Trouble.NONSENSE) from error
    return Line(line.text, tuple(dict.fromkeys(line.evidence)))


def _require_bounded(whole: list[Any]) -> None:
    """The line that is being written grows no further than a statement may."""
    last = whole[-1] if whole else None
    text = last.get("text") if isinstance(last, dict) else last
    if len(whole) > LINES or (isinstance(text, str) and len(text) > LINE):
        raise ChatError(Trouble.ENDLESS)
