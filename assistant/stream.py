"""Stream: an Answer as server-sent events while it is made: `statement` for each statement that stands, then `answer`.

`withdrawn` says that the statements sent so far are no part of the answer after all (a chat model broke off).
"""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from assistant.answer import Answer, Statement, as_json
from assistant.tell import Tell

MEDIA_TYPE = "text/event-stream"


class _Pipe(queue.Queue[Any]):
    """Hears of statements and hands on their events; None is the end, an exception a failure."""

    def __call__(self, statement: Statement) -> None:
        self.put(_event("statement", as_json(statement)))

    def withdraw(self) -> None:
        """What was sent so far is no part of the answer."""
        self.put(_event("withdrawn", {}))


def events(ask: Callable[[Tell], Answer]) -> Iterator[str]:
    """The events of an answer as it is made; the data of `answer` is the object that `/v1/ask` returns.

    Raises at once what `ask` raises before its first statement.
    """
    pipe = _Pipe()
    threading.Thread(target=_make, args=(ask, pipe), daemon=True).start()
    first = pipe.get()
    if isinstance(first, Exception):
        raise first
    return _sent(first, pipe)


def _make(ask: Callable[[Tell], Answer], pipe: _Pipe) -> None:
    try:
        pipe.put(_event("answer", as_json(ask(pipe))))
    except Exception as error:  # noqa: BLE001  raised again where the events are read
        pipe.put(error)
    pipe.put(None)


def _sent(first: str, pipe: _Pipe) -> Iterator[str]:
    item: Any = first
    while item is not None:
        if isinstance(item, Exception):
            raise item
        yield item
        item = pipe.get()


def _event(name: str, data: Any) -> str:
    # JSON escapes line breaks, so the data always stands on one line
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(',', ':'))}\n\n"
