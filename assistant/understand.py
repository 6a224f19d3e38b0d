"""Understand: a request and the turns before it → the request as it is to be answered. Pure.

What the words mean is said by `assistant.follow_up`. Here it is decided what a follow-up keeps: date, sources, facts.
A question that stands alone keeps nothing, and a field that was sent counts as sent, an empty one too.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assistant.answer import AsOfFrom, Notice
from assistant.asked import Asked
from assistant.checking import shipped_rules
from assistant.conversation import Exchange
from assistant.follow_up import Kind, Resolved, case_of, resolve
from assistant.own_case import is_own_case
from assistant.question import date_in
from assistant.request import QUESTION_LIMIT, AskRequest
from assistant.rules.propose import propose
from ingest.fold import fold

_NOW = re.compile(r"(?:^|では|じゃあ?|なら|、)(?:今|現在|今日|いま|現時点|最新)(?:は|で|の|だと|なら|も|時点|、|\?|$)")


def understand(request: AskRequest, before: Sequence[Exchange]) -> Asked:
    """The request as it is to be answered after these turns."""
    earlier = tuple(str(one.understood["question"]) for one in before)
    resolved = resolve(request.question, earlier)
    if resolved is not None and len(resolved.text) > QUESTION_LIMIT:
        resolved = Resolved(earlier[-1], Kind.REPLACED) if case_of(earlier[-1]) else None  # an own case stays one
    if resolved is None:
        return Asked.alone(request)
    kept = _kept(request, resolved, before[-1])
    notices = (
        Notice("follow_up", f"前の質問の続きとして、「{resolved.text}」という質問に答えました。"),
        *_told(kept, request, before[-1]),
    )
    general = tuple(one for one in earlier if not is_own_case(fold(one)))  # an own case is never put to a model
    return Asked(request.model_copy(update={"question": resolved.text, **kept}), request.question, notices, general)


def _kept(request: AskRequest, resolved: Resolved, last: Exchange) -> dict[str, Any]:
    """The fields that go over from the last turn."""
    kept: dict[str, Any] = {}
    day = _day(last)
    dated = date_in(fold(resolved.text)) is not None or _NOW.search(fold(request.question))
    if "as_of" not in request.model_fields_set and day and not dated:
        kept["as_of"] = day
    if "source_ids" not in request.model_fields_set and last.understood.get("source_ids"):
        kept["source_ids"] = tuple(last.understood["source_ids"])
    facts = last.understood.get("facts")
    if "facts" not in request.model_fields_set and facts and _same_case(request, resolved, facts):
        kept["facts"] = facts
    return kept


def _day(last: Exchange) -> date | None:
    """The day of the last answer, unless it was simply the day of asking."""
    named = last.answer["as_of_from"] != AsOfFrom.DEFAULT
    return date.fromisoformat(str(last.answer["as_of"])) if named else None


def _same_case(request: AskRequest, resolved: Resolved, facts: Mapping[str, Any]) -> bool:
    """Whether a follow-up is about the very case whose facts were confirmed.

    Only one that asks another thing of the same case is: where a word takes the place of another, or a fact is said
    otherwise or anew, it may be another transaction.
    """
    same = resolved.kind is Kind.ASPECT and is_own_case(fold(resolved.text))
    return same and all(_value(facts.get(one.fact)) == _plain(one.value) for one in propose(request.question))


def _value(given: Any) -> Any:
    return given["value"] if isinstance(given, Mapping) else given


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _told(kept: Mapping[str, Any], request: AskRequest, last: Exchange) -> tuple[Notice, ...]:
    """What was kept, and what was not although it might be expected."""
    told = []
    if "as_of" in kept:
        day = kept["as_of"]
        told.append(Notice("as_of_kept", f"基準日は、前の質問と同じ{day.year}年{day.month}月{day.day}日としました。"))
    if "source_ids" in kept:
        told.append(Notice("source_ids_kept", f"資料は、前の質問と同じ {'、'.join(kept['source_ids'])} に絞りました。"))
    if "facts" in kept:
        names = "、".join(_label(key) for key in kept["facts"])
        told.append(Notice("facts_kept", f"前の質問で送られた事実（{names}）を、同じ取引のものとして使いました。"))
    elif last.understood.get("facts") and "facts" not in request.model_fields_set:
        told.append(Notice("facts_not_kept", "前の質問で送られた事実は、別の取引かもしれないので使っていません。"))
    return tuple(told)


def _label(key: str) -> str:
    """The Japanese name of a fact."""
    fact = shipped_rules().catalogue.find(key)
    return fact.label if fact else key
