"""Rows: the rows of a rule base as bits: what they say, override and wait for, and the result of those that hold.

Bit i stands for row i. Bits behind those of the rows stand for what was said: a diagram keeps it and forgets who said it.
Which rows hold for a set of facts is the matter of `matrix`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.rules.load import override_order, waiting_order
from assistant.rules.outcome import DUTIES, Axis, DutyState, Outcome
from assistant.rules.rule import Rule

_SAYINGS = (
    *((Axis.PERMIT, outcome.value) for outcome in Outcome if outcome is not Outcome.NONE),
    *((duty, state.value) for duty in DUTIES for state in DutyState if state is not DutyState.NONE),
)

KEPT = 4_096
"""Sets of overriding rows, and of rows with their result, that are remembered."""

STRICTEST_FIRST = (
    Outcome.PROHIBITED, Outcome.PERMIT_REQUIRED, Outcome.ESCALATE, Outcome.INSUFFICIENT_FACTS,
    Outcome.PERMIT_NOT_REQUIRED, Outcome.NO_LAW_FOR_DATE,
)  # fmt: skip
DUTY_FIRST = (DutyState.REQUIRED, DutyState.ESCALATE, DutyState.INSUFFICIENT_FACTS)


@dataclass(frozen=True)
class Settled:
    """Which rows hold, hold and count, and may hold; the strictest permit outcome and the duties that follow.

    `open`: the outcome is insufficient_facts only because rows may hold, not because a rule says so.
    """

    held: int
    active: int
    undetermined: int
    outcome: Outcome
    duties: tuple[tuple[Axis, DutyState], ...]
    open: bool

    @property
    def result(self) -> tuple[Outcome, tuple[tuple[Axis, DutyState], ...]]:
        """What two sets of facts are compared by."""
        return self.outcome, self.duties


class Rows:
    """The rows of one rule base. Holds nothing but masks; safe to share between threads."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.real = (1 << len(rules)) - 1
        self.said = {axis_outcome: 1 << (len(rules) + n) for n, axis_outcome in enumerate(_SAYINGS)}
        self.full = self.real | sum(self.said.values())
        self._bit = {rule.id: 1 << number for number, rule in enumerate(rules)}
        self._concluded: dict[tuple[int, int], Settled] = {}
        self._living: dict[int, tuple[tuple[int, int], ...]] = {}

    def numbered(self, bits: int) -> Iterator[Rule]:
        """The rows of a mask, in the order of the files."""
        while bits:
            low = bits & -bits
            yield self.rules[low.bit_length() - 1]
            bits ^= low

    def bit(self, rule: Rule) -> int:
        """The mask of one row."""
        return self._bit[rule.id]

    def bits(self, ids: tuple[str, ...]) -> int:
        """The mask of row ids."""
        return sum(self._bit.get(name, 0) for name in set(ids))

    def by_outcome(self, outcome: Outcome) -> int:
        """The permit rows that say `outcome`."""
        return self._permit_rows[outcome]

    def by_duty(self, duty: Axis, state: DutyState) -> int:
        """The rows that say `state` of a duty."""
        return self._duty_rows[duty, state]

    def saying(self, axis: Axis, said: str) -> int:
        """The rows that say something on an axis."""
        return joined(1 << n for n, rule in enumerate(self.rules) if rule.axis is axis and rule.outcome == said)

    def conclude(self, held: int, possible: int) -> Settled:
        """The result of rows that hold and rows that may."""
        found = self._concluded.get((held, possible))
        if found is None:
            if len(self._concluded) >= KEPT:
                self._concluded.clear()
            found = self._concluded[held, possible] = self._conclusion(held, possible)
        return found

    def _conclusion(self, held: int, possible: int) -> Settled:
        held, possible = self._after(held, possible)
        active, silenced = held, 0
        for bit, overridden in self.live(held):
            if active & bit:
                active &= ~overridden
                silenced |= overridden
        undetermined = possible & ~held & ~silenced
        outcome, is_open = self._permit(active, undetermined)
        return Settled(held, active, undetermined, outcome, self._duties(active, undetermined), is_open)

    def live(self, held: int) -> tuple[tuple[int, int], ...]:
        """What the rows of a mask override, in order. A row that only may hold overrides nothing, and never will."""
        overriding = held & self._overriders
        if not overriding:
            return ()
        found = self._living.get(overriding)
        if found is None:
            if len(self._living) >= KEPT:
                self._living.clear()
            found = self._living[overriding] = tuple(pair for pair in self.overriding if pair[0] & overriding)
        return found

    def _after(self, held: int, possible: int) -> tuple[int, int]:
        """Rows that need another row to hold."""
        for bit, others in self.following:
            if not held & others:
                held &= ~bit
                if not possible & others:
                    possible &= ~bit
        return held, possible

    def _permit(self, active: int, undetermined: int) -> tuple[Outcome, bool]:
        for outcome in STRICTEST_FIRST[:4]:
            if active & self._permit_rows[outcome]:
                return outcome, False
        if undetermined & self.demanding:
            return Outcome.INSUFFICIENT_FACTS, True
        for outcome in STRICTEST_FIRST[4:]:
            if active & self._permit_rows[outcome]:
                return outcome, False
        return Outcome.INSUFFICIENT_FACTS, True

    def _duties(self, active: int, undetermined: int) -> tuple[tuple[Axis, DutyState], ...]:
        found = []
        for duty, rows in self._duty_all.items():
            if not (active | undetermined) & rows:
                continue
            states = [state for state in DUTY_FIRST if active & self._duty_rows[duty, state]]
            if states or undetermined & rows & ~self._duty_rows[duty, DutyState.NONE]:
                found.append((duty, states[0] if states else DutyState.INSUFFICIENT_FACTS))
        return tuple(found)

    @cached_property
    def _permit_rows(self) -> dict[Outcome, int]:
        return {o: self.said.get((Axis.PERMIT, o.value), 0) | self.saying(Axis.PERMIT, o) for o in Outcome}

    @cached_property
    def demanding(self) -> int:
        """Permit rows that, should they hold, are stricter than permit_not_required."""
        return joined(self._permit_rows[outcome] for outcome in STRICTEST_FIRST[:4])

    @cached_property
    def _duty_rows(self) -> dict[tuple[Axis, DutyState], int]:
        return {
            (duty, state): self.said.get((duty, state.value), 0) | self.saying(duty, state)
            for duty in DUTIES
            for state in DutyState
        }

    @cached_property
    def _duty_all(self) -> dict[Axis, int]:
        return {duty: joined(self._duty_rows[duty, state] for state in DutyState) for duty in DUTIES}

    @cached_property
    def consequential(self) -> int:
        """The rows that can change a result: those that say something, override something or are waited for."""
        bits = joined(rows for outcome, rows in self._permit_rows.items() if outcome is not Outcome.NONE)
        bits |= joined(rows for (_, state), rows in self._duty_rows.items() if state is not DutyState.NONE)
        for rule in self.rules:
            bits |= self.bits((rule.id,)) if rule.overrides and rule.axis is not Axis.ADVICE else 0
            bits |= self.bits(rule.after)
        return bits & self.real

    @cached_property
    def overriding(self) -> tuple[tuple[int, int], ...]:
        """(row, rows it overrides), rows before those they override."""
        by_id = {rule.id: rule for rule in self.rules}
        order = [name for name in override_order(self.rules) if name in by_id and by_id[name].overrides]
        return tuple((self._bit[name], self.bits(by_id[name].overrides)) for name in order)

    @cached_property
    def _overriders(self) -> int:
        return joined(bit for bit, _ in self.overriding)

    @cached_property
    def following(self) -> tuple[tuple[int, int], ...]:
        """(row, rows it waits for), rows before those that wait for them."""
        by_id = {rule.id: rule for rule in self.rules}
        order = [name for name in waiting_order(self.rules) if name in by_id and by_id[name].after]
        return tuple((self._bit[name], self.bits(by_id[name].after)) for name in order)


def joined(masks: Iterable[int]) -> int:
    """All bits of some masks."""
    found = 0
    for mask in masks:
        found |= mask
    return found
