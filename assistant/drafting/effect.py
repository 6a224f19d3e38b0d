"""Effect: of what documents say about a day the sentences that tell what took effect then: those whose own date it is. Pure.

A list keeps its items of that day alone and says so; background, definitions, proposals and plans are set aside.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from assistant.compose import show
from assistant.drafting.draft import Form
from assistant.drafting.unit import Unit, form_of, leads, tellable
from assistant.evidence import Sentence
from ingest.status import StatusKind

_ASIDE = re.compile(
    r"（※[0-9０-９]*）(?:は|が)|^※|従来|予定である|予定）である|意見具申|中間報告|(?:た|かった)。$|施行前の制度|とは、"
)
_DATES = ("公布日", "施行日")  # of a table that says when, not what


@dataclass(frozen=True)
class Effect:
    """What took effect on a day. `partial`: of a list or table only some items are told."""

    units: tuple[Unit, ...]
    partial: bool


def effect(units: Iterable[Unit], day: date) -> Effect:
    """What units of documents tell as new on a day."""
    kept = [(unit, _of_day(unit, day)) for unit in units]
    told = tuple((unit, one) for unit, one in kept if one is not None)
    partial = any(_items(one) < _items(unit) for unit, one in told)
    return Effect(tuple(one for _, one in told), partial)


def replaced(units: Iterable[Unit], day: date) -> tuple[Unit, ...]:
    """What was the law up to that day and is not a row of a table; proposals are not."""
    found = []
    for unit in units:
        gone = tuple(one for one in unit.sentences if _ended(one, day) and tellable(one))
        if gone and not all(leads(one.text) for one in gone):
            found.append(replace(unit, sentences=gone, withheld=()))
    return tuple(found)


def _ended(one: Sentence, day: date) -> bool:
    stands = one.standing
    return (
        stands.in_force is False
        and stands.kind is StatusKind.SUPERSEDED
        and stands.superseded_on == day
        and form_of(one.text) is not Form.ROW
    )


def _of_day(unit: Unit, day: date) -> Unit | None:
    """The sentences of a unit that are new on the day, a list with what leads into it, a table with its headings."""
    if _is_calendar(unit):
        return None
    own = tuple(one for one in unit.sentences if _is_own(one, day))
    items = tuple(one for one in own if form_of(one.text) is not Form.SENTENCE)
    if not own or (len(own) == 1 and leads(own[0].text)):
        return None
    head = next((one for one in unit.sentences if form_of(one.text) is Form.ROW), None)
    if head in items and len([one for one in items if form_of(one.text) is Form.ROW]) == 1:
        items, own = (), tuple(one for one in own if one is not head)
    if any(form_of(one.text) is Form.ROW for one in items) and head is not None and head not in own:
        own = tuple(one for one in unit.sentences if one in own or (one is head and one.standing.in_force is not False))
    if items and not any(form_of(one.text) is Form.SENTENCE for one in own):
        own = tuple(one for one in own if form_of(one.text) is Form.ROW or show(one.text).endswith("。"))
    return replace(unit, sentences=own, withheld=()) if own else None


def _is_own(one: Sentence, day: date) -> bool:
    """Whether a sentence is the law since that day by its own date, and tells what changed."""
    stands = one.standing
    new = stands.in_force is True and stands.kind is StatusKind.ANNOUNCED and stands.valid_from == day
    return new and tellable(one) and not _ASIDE.search(show(one.text))


def _is_calendar(unit: Unit) -> bool:
    """Whether a unit is a table of days of promulgation and of entry into force."""
    return any(form_of(one.text) is Form.ROW and any(word in one.text for word in _DATES) for one in unit.sentences)


def _items(unit: Unit) -> int:
    return sum(form_of(one.text) is not Form.SENTENCE for one in unit.sentences)
