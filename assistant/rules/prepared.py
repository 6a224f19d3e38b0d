"""Prepared: what to ask when nothing is known but perhaps the kind, the date and the destination, found beforehand.

One diagram for each kind of transaction holds the answer for every date and every destination, by class. A service
prepares it when it starts (about a second); without it, or for other facts, the answer is found when it is asked for,
and is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.column import Values
from assistant.rules.fact import read_facts
from assistant.rules.missing import order_of_asking, residual
from assistant.rules.search import Search
from assistant.rules.values import Given

if TYPE_CHECKING:
    from assistant.rules.evaluate import Evaluator

_OPEN = ("date", "dest", "dest_recipient")
"""The facts whose values may differ from those of a transaction of which only the kind is known."""


@dataclass(frozen=True)
class _Known:
    """What is known of a transaction of one kind, as values that stand for their class; None: not known."""

    day: Value | None
    dest: Value | None


@dataclass(frozen=True)
class _Kind:
    """A transaction of which only the kind is known, and the order of asking for each day and destination."""

    values: Values
    asked: Mapping[_Known, tuple[str, ...]]


class Prepared:
    """The order of asking for each kind, day and destination of one rule base. Never changes; safe to share."""

    def __init__(self, evaluator: "Evaluator") -> None:
        self.representatives = evaluator.representatives
        kinds = (*evaluator.base.catalogue.get("kind").allowed, UNKNOWN)
        self._kinds = {kind: _prepared(evaluator, kind) for kind in kinds}

    def asked(self, given: Given) -> tuple[str, ...] | None:
        """The facts to ask for, in order; None where something else is known, or the day is before the stored law."""
        kind = self._kinds[given.facts.kind]
        moved = {key for key, _ in given.values.items() - kind.values.items()}
        if not moved.issubset(_OPEN) or "dest_recipient" in given.facts.given:
            return None
        day, dest = (self._standing_for(given, key) for key in ("date", "dest"))
        return kind.asked.get(_Known(day, dest)) if UNKNOWN not in (day, dest) else None

    def _standing_for(self, given: Given, key: str) -> Value | None:
        """The value that stands for a known one, None for an unknown one; "unknown" where there is none that does."""
        value = given.values[key]
        return None if value == UNKNOWN else self.representatives.standing_for(key, value) or UNKNOWN


def _prepared(evaluator: "Evaluator", kind: str) -> _Kind:
    """The order of asking for one kind. The diagram is not kept: what was asked of it is."""
    given = Given(read_facts({"kind": kind}, evaluator.base.catalogue, evaluator.base.countries))
    diagram = residual(evaluator, given)
    search = Search(diagram, evaluator.representatives.of)
    days = (None, *evaluator.representatives.of("date"))
    dests = (None, *evaluator.representatives.of("dest"))
    of_part: dict[int, tuple[str, ...]] = {}
    asked = {}
    for known in (_Known(day, dest) for day in days for dest in dests):
        part = _part(search, diagram.root, known)
        if part not in of_part:
            of_part[part] = order_of_asking(evaluator, search.anew(), part)
        asked[known] = of_part[part]
    return _Kind(given.values, asked)


def _part(search: Search, root: int, known: _Known) -> int:
    """What is left of a diagram for a day and a destination."""
    part = root
    for key, value in (("date", known.day), ("dest", known.dest)):
        part = part if value is None else search.restrict(part, key, value)
    if known.dest in (None, "JP"):
        return part
    # who receives technology abroad is assumed to be there, and is not asked for
    return search.restrict(part, "dest_recipient", UNKNOWN)
