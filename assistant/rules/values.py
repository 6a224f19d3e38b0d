"""Values: the facts of one check as a plain mapping, and the same with one fact answered otherwise ("what if")."""

from collections.abc import Mapping

from assistant.rules.catalogue import NONE, UNKNOWN, Value
from assistant.rules.country import Countries
from assistant.rules.fact import Facts, contradictions

Values = Mapping[str, Value]


MOVES_ALL = frozenset({"kind", "exception_type", "tech_exception"})
"""Facts that change what is assumed of any other."""


def moved_by(key: str) -> frozenset[str]:
    """The facts whose values may move when this one, not of `MOVES_ALL`, is answered otherwise."""
    return frozenset({key, "dest_recipient"}) if key in ("dest", "recipient_residency") else frozenset({key})


class Given:
    """The values of all facts: given, assumed, unknown, or "none" for a request nobody made.

    `joints`: the masks of the columns for these values, `seen`: the values by class; once an evaluator has looked at them.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.values: dict[str, Value] = facts.values()
        self.joints: tuple[tuple[int, int], ...] | None = None
        self.seen: Values | None = None

    @property
    def answered(self) -> tuple[str, ...]:
        """Keys of the facts that are known, given or assumed, in the order of asking."""
        known = {*self.facts.known, *self.facts.assumed}
        return tuple(key for key in self.values if key in known)

    def changed(self, key: str, value: Value) -> dict[str, Value]:
        """The values with one fact answered otherwise; what is assumed from it follows."""
        if key in MOVES_ALL:
            return Given(self.facts.with_(key, value)).values
        changed = {**self.values, key: value}
        if key in ("dest", "recipient_residency"):
            changed["dest_recipient"] = self.recipient(changed["dest_recipient"], changed)
        return changed

    def recipient(self, answer: Value, values: Values) -> Value:
        """The recipient's country: as answered, otherwise assumed to be the destination where that may be assumed."""
        given = self.facts.given.get("dest_recipient")
        if given is not None or values["kind"] != "tech":
            return answer if given is None else given
        abroad = values["dest"] == "JP" and values["recipient_residency"] == "nonresident"
        return UNKNOWN if abroad else values["dest"]

    def allows(self, key: str, value: Value, countries: Countries) -> bool:
        """Whether the facts with this change would still fit together."""
        return value == NONE or not contradictions(self.facts.with_(key, value), countries)
