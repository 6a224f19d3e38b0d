"""Stream: an Answer as server-sent events: one `statement` for each statement, then `answer` with the whole."""

import json
from collections.abc import Iterator
from typing import Any

from assistant.answer import Answer, as_json

MEDIA_TYPE = "text/event-stream"


def events(answer: Answer) -> Iterator[str]:
    """The events in order; the data of `answer` is the object that `/v1/ask` returns."""
    for statement in answer.statements:
        yield _event("statement", as_json(statement))
    yield _event("answer", as_json(answer))


def _event(name: str, data: Any) -> str:
    # JSON escapes line breaks, so the data always stands on one line
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(',', ':'))}\n\n"
