"""Replay: what differs between a stored answer and the one that the same question gets now. Pure."""

from typing import Any

from assistant.answer import Answer, as_json
from assistant.conversation import Difference, Replayed, Turn
from ingest.errors import GaihiError

_NAMES = ("answer_id", "conversation_id", "receipt")  # they name the answer or what it rests on, and say nothing


def compared(turn: Turn, now: Answer | GaihiError) -> Replayed:
    """The turn with what came of asking it again: an answer, or the error that came instead."""
    before = turn.answer
    receipt = dict(before.get("receipt") or {})
    if isinstance(now, GaihiError):
        return Replayed(turn.number, None, False, (Difference("error", None, now.message),), receipt, None)
    after = as_json(now)
    found = differences(before, after)
    return Replayed(turn.number, now.answer_id, not found, found, receipt, after["receipt"])


def differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields that differ, in the order of the answer."""
    fields = [field for field in dict.fromkeys((*after, *before)) if field not in _NAMES]
    return tuple(
        Difference(field, before.get(field), after.get(field))
        for field in fields
        if before.get(field) != after.get(field)
    )
