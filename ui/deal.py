"""Deal: the facts of one transaction while a person answers for it, and which questions come next. Pure.

Only what the person said is in it: never a proposal, never an assumption.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.rules.determination import Determination
from ui.questions import UNKNOWN

FIRST = "kind"  # asked before all others: what may be asked at all depends on it


@dataclass(frozen=True)
class Deal:
    """`facts` in the order in which they were answered. `editing`: the fact that is being answered again."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    editing: str | None = None

    def with_(self, key: str, value: Any) -> "Deal":
        """The same with one answer more, or another one."""
        return Deal({**self.facts, key: value})

    def without(self, key: str) -> "Deal":
        """The same as if the fact had never been answered."""
        return Deal({other: value for other, value in self.facts.items() if other != key})

    def back(self) -> "Deal":
        """The state before the last answer; out of an edit, nothing is lost."""
        if self.editing:
            return replace(self, editing=None)
        return self.without(list(self.facts)[-1]) if self.facts else self

    def edit(self, key: str) -> "Deal":
        """The same, with this fact asked next."""
        return replace(self, editing=key)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What was answered with 「分からない」."""
        return tuple(key for key, value in self.facts.items() if value == UNKNOWN)


def open_facts(deal: Deal, found: Determination | None) -> tuple[str, ...]:
    """The facts still to be asked, the one that decides soonest first; an answer 「分からない」 is not asked again."""
    missing = [one.fact for one in found.missing] if found else []
    first = [FIRST] if FIRST not in deal.facts else []
    return tuple(dict.fromkeys([*first, *(key for key in missing if key not in deal.facts)]))


def next_fact(deal: Deal, found: Determination | None) -> str | None:
    """The fact to ask now; None when nothing is left."""
    return deal.editing or next(iter(open_facts(deal, found)), None)


def settled(deal: Deal, found: Determination) -> Deal:
    """The same facts in the form in which the service understood them (「韓国」 → KR)."""
    read = {key: _plain(found.facts[key]) if key in found.facts else value for key, value in deal.facts.items()}
    return replace(deal, facts=read)


def confirmed(facts: Mapping[str, Any], who: str, on: str, keys: Sequence[str]) -> dict[str, Any]:
    """The facts as they are sent for a record: those that `who` confirmed say so."""
    return {
        key: {"value": value, "confirmed_by": who, "confirmed_on": on} if key in keys else value
        for key, value in facts.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
