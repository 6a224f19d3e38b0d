"""Patience: how long a question waits for a chat model, however often it is asked. Holds the time; waits for nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class _Patience:
    until: float | None = None  # by time.monotonic; None until the model is asked first


_QUESTION: ContextVar[_Patience | None] = ContextVar("question", default=None)
_REQUEST: ContextVar[float | None] = ContextVar("request", default=None)


@contextmanager
def patient() -> Iterator[None]:
    """What is asked of a model within has its time once, from the first request on."""
    token = _QUESTION.set(_Patience())
    try:
        yield
    finally:
        _QUESTION.reset(token)


def deadline(seconds: float) -> float:
    """When a request that is made now must be done: so many seconds from now, or from the question's first request on."""
    until, question = time.monotonic() + seconds, _QUESTION.get()
    if question is None:
        return until
    question.until = until if question.until is None else question.until
    return question.until


@contextmanager
def until(moment: float) -> Iterator[None]:
    """All that goes over the wire within, tries and tries again together, must be done by a moment."""
    token = _REQUEST.set(moment)
    try:
        yield
    finally:
        _REQUEST.reset(token)


def left(seconds: float) -> float:
    """Seconds that what goes over the wire now has: till the moment of `until`, else so many."""
    moment = _REQUEST.get()
    return seconds if moment is None else min(seconds, moment - time.monotonic())
