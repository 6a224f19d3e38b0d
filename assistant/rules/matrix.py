"""Matrix: all rows of a rule base compiled to bit masks, so that one set of facts is settled in a few microseconds.

Bit i stands for row i. For each column and each of its values there is a pair of masks: the rows whose cell holds,
and the rows whose cell does not fail. The rows of a set of facts are the conjunction over all columns.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.column import Column, Values, date_column
from assistant.rules.determination import Step
from assistant.rules.load import RuleBase, override_order, waiting_order
from assistant.rules.outcome import DUTIES, Axis, DutyState, Outcome
from assistant.rules.rule import Cell, Rule

Masks = tuple[int, int]
"""(rows that hold, rows that do not fail)."""

_SAYINGS = (
    *((Axis.PERMIT, outcome.value) for outcome in Outcome if outcome is not Outcome.NONE),
    *((duty, state.value) for duty in DUTIES for state in DutyState if state is not DutyState.NONE),
)
"""What rows can say, as bits behind those of the rows: a diagram keeps what was said and forgets who said it."""

KEPT = 20_000
"""Sets of overriding rows that are remembered."""

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


@dataclass(frozen=True)
class _Spot:
    """A column of the matrix with the cells of the rows that look at it."""

    column: Column
    cells: tuple[tuple[int, Cell], ...]


class Matrix:
    """The compiled rows of one rule base. Holds nothing but caches of masks; safe to share between threads."""

    def __init__(self, base: RuleBase, rules: tuple[Rule, ...] | None = None) -> None:
        self.base = base
        self.rules = base.rules if rules is None else rules
        self.real = (1 << len(self.rules)) - 1
        self.said = {axis_outcome: 1 << (len(self.rules) + n) for n, axis_outcome in enumerate(_SAYINGS)}
        self.full = self.real | sum(self.said.values())
        self._bit = {rule.id: 1 << number for number, rule in enumerate(self.rules)}
        self.days = _breakpoints(self.rules)
        self._spots = (_Spot(date_column(self.days), ()), *self._column_spots())
        self._cache: list[dict[Value, Masks]] = [{} for _ in self._spots]
        self.steps: dict[tuple[object, ...], Step] = {}
        self._living: dict[int, tuple[tuple[int, int], ...]] = {}
        self.plans: dict[tuple[str, ...], Any] = {}
        self._places: dict[tuple[frozenset[str], bool], tuple[int, ...]] = {}

    def settle(self, values: Values) -> Settled:
        """The state of all rows for the values of all facts."""
        held, possible = self.masks(values)
        return self.conclude(held & self.real, possible & self.real)

    def masks(self, values: Values, spots: tuple[int, ...] | None = None) -> Masks:
        """The conjunction of the masks of all columns, or of the columns numbered `spots`."""
        held = possible = self.full
        for number in range(len(self._spots)) if spots is None else spots:
            spot = self._spots[number]
            value = spot.column.value(values)
            pair = self._cache[number].get(value)
            if pair is None:
                pair = self._cache[number][value] = self._masks_of(number, value)
            held &= pair[0]
            possible &= pair[1]
        return held, possible

    def pairs(self, values: Values) -> tuple[Masks, ...]:
        """The masks of each column."""
        return tuple(self.masks(values, (number,)) for number in range(len(self._spots)))

    def conclude(self, held: int, possible: int) -> Settled:
        """The result of rows that hold and rows that may."""
        held, possible = self._after(held, possible)
        active, silenced = held, 0
        for bit, overridden in self._overriding:
            if active & bit:
                active &= ~overridden
                silenced |= overridden
        undetermined = possible & ~held & ~silenced
        outcome, is_open = self._permit(active, undetermined)
        return Settled(held, active, undetermined, outcome, self._duties(active, undetermined), is_open)

    @cached_property
    def inputs(self) -> tuple[tuple[str, ...], ...]:
        """For each column, the facts it looks at."""
        return tuple(spot.column.inputs for spot in self._spots)

    def forgets(self, finished: int, held: int, possible: int) -> Masks:
        """The same rows, as far as they can still matter, once all cells of the rows `finished` are settled.

        What a finished row says for certain is kept as a bit of `said`; a row is dropped when it can say nothing
        stricter than what was said already. No result changes by it.
        """
        held, possible, risky = self._apply_certain(finished, held, possible)
        sure = held & finished & ~risky & ~self._awaited
        open_ = possible & ~held & finished & ~risky & ~self._awaited
        held, possible = held & ~sure, possible & ~sure & ~open_
        for saying, rows in self._saying_rows:
            if sure & rows:
                held, possible = held | self.said[saying], possible | self.said[saying]
            if open_ & rows:
                possible |= self.said[saying]
        return self._drop_weaker(*self._drop_alike(finished, held, possible))

    def _drop_alike(self, finished: int, held: int, possible: int) -> Masks:
        """Of finished rows that say the same and stand and fall together, one is enough."""
        left = possible & finished
        if not left & (left - 1):
            return held, possible
        for alike in self._alike:
            if not left & alike:
                continue
            for rows in (held & left & alike, ~held & left & alike):
                spare = rows & (rows - 1)
                held, possible = held & ~spare, possible & ~spare
        return held, possible

    def _apply_certain(self, finished: int, held: int, possible: int) -> tuple[int, int, int]:
        """Overrides by rows that count for certain are carried out; the rest leaves rows at risk."""
        risky = 0
        for bit, overridden in self._live(held):
            if held & bit and possible & overridden:
                if bit & finished & ~risky & ~self._waiting:
                    held, possible = held & ~overridden, possible & ~overridden
                else:
                    risky |= overridden
        return held, possible, risky

    def _drop_weaker(self, held: int, possible: int) -> Masks:
        busy = self._busy(held, possible)
        for axis in self._weaker:
            for said, weaker, others in axis:
                if held & said:
                    idle = weaker & ~busy
                    held, possible = held & ~idle, possible & ~idle & ~(others & ~held & ~self._awaited)
                    break
        return held, possible

    def leaves_open(self, finished: int, held: int, possible: int) -> bool:
        """Whether the permit may be left to rows that only may hold, so that completions will be tried."""
        return bool(possible & ~held & (finished | ~self.real) & self.demanding) and not held & self._certain

    def _busy(self, held: int, possible: int) -> int:
        """Rows that still may override another one, or that another one waits for."""
        busy = self._awaited
        for bit, overridden in self._live(held):
            if possible & overridden:
                busy |= bit
        return busy

    def _live(self, held: int) -> tuple[tuple[int, int], ...]:
        """What the rows of a mask override, in order. A row that only may hold overrides nothing, and never will."""
        overriding = held & self._overriders
        if overriding not in self._living:
            if len(self._living) >= KEPT:
                self._living.clear()
            self._living[overriding] = tuple(pair for pair in self._overriding if pair[0] & overriding)
        return self._living[overriding]

    def rows_at(self, numbers: Iterable[int]) -> int:
        """The rows whose cells look at one of these columns."""
        return self._or(self._rows_at[number] for number in numbers)

    @cached_property
    def _rows_at(self) -> tuple[int, ...]:
        rows = [self._or(1 << row for row, _ in spot.cells) for spot in self._spots]
        return (self.real, *rows[1:])

    def spots_of(self, keys: frozenset[str]) -> tuple[int, ...]:
        """Numbers of the columns that look at one of these facts."""
        return self._places_of(keys, touching=True)

    def spots_without(self, keys: frozenset[str]) -> tuple[int, ...]:
        """Numbers of the columns that look at none of these facts."""
        return self._places_of(keys, touching=False)

    def _places_of(self, keys: frozenset[str], *, touching: bool) -> tuple[int, ...]:
        place = (keys, touching)
        if place not in self._places:
            self._places[place] = tuple(
                n for n, spot in enumerate(self._spots) if keys.isdisjoint(spot.column.inputs) is not touching
            )
        return self._places[place]

    @cached_property
    def rows_of(self) -> Mapping[str, int]:
        """Fact → the rows whose cells look at it."""
        rows: dict[str, int] = {}
        for spot in self._spots:
            bits = self.real if spot.column.name == "stretch" else sum({1 << row for row, _ in spot.cells})
            for key in spot.column.inputs:
                rows[key] = rows.get(key, 0) | bits
        return rows

    @cached_property
    def _facts_of(self) -> dict[str, tuple[str, ...]]:
        columns = self.base.columns
        return {r.id: tuple(dict.fromkeys(f for name, _ in r.cells for f in columns[name].inputs)) for r in self.rules}

    def facts_of(self, rule: Rule) -> tuple[str, ...]:
        """The facts that the cells of a row look at."""
        return self._facts_of[rule.id]

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

    def _column_spots(self) -> tuple[_Spot, ...]:
        cells: dict[str, list[tuple[int, Cell]]] = {}
        for number, rule in enumerate(self.rules):
            for name, cell in rule.cells:
                cells.setdefault(name, []).append((number, cell))
        return tuple(_Spot(self.base.columns[name], tuple(found)) for name, found in cells.items())

    def _masks_of(self, number: int, value: Value) -> Masks:
        if number == 0:
            return self._in_force(value)
        held = possible = self.full
        for row, cell in self._spots[number].cells:
            state = cell.holds(value)
            if state is not True:
                held &= ~(1 << row)
            if state is False:
                possible &= ~(1 << row)
        return held, possible

    def _in_force(self, stretch: Value) -> Masks:
        """Rows in force in a stretch of time; on an unknown date every dated row may be."""
        if stretch == UNKNOWN:
            timeless = sum(1 << n for n, rule in enumerate(self.rules) if rule.start is None and rule.end is None)
            return timeless | (self.full & ~self.real), self.full
        assert isinstance(stretch, int)
        day = self.days[stretch - 1] if stretch else date.min
        bits = sum(1 << n for n, rule in enumerate(self.rules) if in_force(rule, day)) | (self.full & ~self.real)
        return bits, bits

    def _after(self, held: int, possible: int) -> Masks:
        """Rows that need another row to hold."""
        for bit, others in self._following:
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
        return {
            outcome: self.said.get((Axis.PERMIT, outcome.value), 0)
            | sum(1 << n for n, rule in enumerate(self.rules) if rule.axis is Axis.PERMIT and rule.outcome == outcome)
            for outcome in Outcome
        }

    @cached_property
    def demanding(self) -> int:
        """Permit rows that, should they hold, are stricter than permit_not_required."""
        return sum(self._permit_rows[outcome] for outcome in STRICTEST_FIRST[:4])

    @cached_property
    def _duty_rows(self) -> dict[tuple[Axis, DutyState], int]:
        return {
            (duty, state): self.said.get((duty, state.value), 0)
            | sum(1 << n for n, rule in enumerate(self.rules) if rule.axis is duty and rule.outcome == state)
            for duty in DUTIES
            for state in DutyState
        }

    @cached_property
    def _duty_all(self) -> dict[Axis, int]:
        return {duty: sum(self._duty_rows[duty, state] for state in DutyState) for duty in DUTIES}

    @cached_property
    def consequential(self) -> int:
        """The rows that can change a result: those that say something, override something or are waited for."""
        bits = sum(rows for outcome, rows in self._permit_rows.items() if outcome is not Outcome.NONE)
        bits |= sum(rows for (_, state), rows in self._duty_rows.items() if state is not DutyState.NONE)
        for rule in self.rules:
            bits |= self.bits((rule.id,)) if rule.overrides and rule.axis is not Axis.ADVICE else 0
            bits |= self.bits(rule.after)
        return bits & self.real

    @cached_property
    def _alike(self) -> tuple[int, ...]:
        """Rows of one outcome that override, are overridden, wait and are waited for alike."""
        classes: dict[tuple[object, ...], int] = {}
        for number, rule in enumerate(self.rules):
            bit = 1 << number
            ties = (
                self.bits(rule.overrides),
                self.bits(rule.after),
                tuple(other for other, overridden in self._overriding if overridden & bit),
                tuple(other for other, awaited in self._following if awaited & bit),
            )
            key = (rule.axis, rule.outcome, *ties)
            classes[key] = classes.get(key, 0) | bit
        return tuple(rows for rows in classes.values() if rows & (rows - 1))

    @cached_property
    def _waiting(self) -> int:
        """Rows that wait for another one."""
        return self._or(bit for bit, _ in self._following)

    @cached_property
    def _awaited(self) -> int:
        """Rows that wait for another one, and those that are waited for."""
        return self._waiting | self._or(others for _, others in self._following)

    @staticmethod
    def _or(masks: Iterable[int]) -> int:
        found = 0
        for mask in masks:
            found |= mask
        return found

    @cached_property
    def _saying_rows(self) -> tuple[tuple[tuple[Axis, str], int], ...]:
        """(axis, what is said) → the rows that say it."""
        return tuple(
            (
                (axis, said),
                sum(1 << n for n, rule in enumerate(self.rules) if rule.axis is axis and rule.outcome == said),
            )
            for axis, said in self.said
        )

    @cached_property
    def _weaker(self) -> tuple[tuple[tuple[int, int, int], ...], ...]:
        """For each axis, strictest first: (what was said, rows and bits that then say nothing new, what may be idle).

        Once facts are said to be missing or something stricter, what only may have been said adds nothing.
        """
        orders: list[tuple[Axis, tuple[str, ...]]] = [(Axis.PERMIT, tuple(o.value for o in STRICTEST_FIRST))]
        orders += [(duty, tuple(state.value for state in DUTY_FIRST)) for duty in DUTIES]
        return tuple(tuple(self._weaker_than(axis, order, n) for n in range(len(order))) for axis, order in orders)

    def _weaker_than(self, axis: Axis, order: tuple[str, ...], place: int) -> tuple[int, int, int]:
        rows, said = dict(self._saying_rows), self.said[axis, order[place]]
        weaker = self._or(rows[axis, other] for other in order[place:])
        weaker |= self._or(self.said[axis, other] for other in order[place + 1 :])
        demands = order[place] not in (Outcome.PERMIT_NOT_REQUIRED, Outcome.NO_LAW_FOR_DATE)
        return said, weaker, self._or(rows[axis, other] | self.said[axis, other] for other in order) if demands else 0

    @cached_property
    def _overriding(self) -> tuple[tuple[int, int], ...]:
        """(row, rows it overrides), rows before those they override."""
        by_id = {rule.id: rule for rule in self.rules}
        order = [name for name in override_order(self.rules) if name in by_id and by_id[name].overrides]
        return tuple((self._bit[name], self.bits(by_id[name].overrides)) for name in order)

    @cached_property
    def _overriders(self) -> int:
        return self._or(bit for bit, _ in self._overriding)

    @cached_property
    def _certain(self) -> int:
        """What was said for certain, where rows that only may hold then add nothing."""
        return self._or(self.said[Axis.PERMIT, outcome.value] for outcome in STRICTEST_FIRST[:4])

    @cached_property
    def _following(self) -> tuple[tuple[int, int], ...]:
        """(row, rows it waits for), rows before those that wait for them."""
        by_id = {rule.id: rule for rule in self.rules}
        order = [name for name in waiting_order(self.rules) if name in by_id and by_id[name].after]
        return tuple((self._bit[name], self.bits(by_id[name].after)) for name in order)


def in_force(rule: Rule, day: date) -> bool:
    """Whether a rule is in force on a day."""
    return (rule.start is None or rule.start <= day) and (rule.end is None or day <= rule.end)


def _breakpoints(rules: tuple[Rule, ...]) -> tuple[date, ...]:
    """The days on which the set of rules in force changes."""
    starts = {rule.start for rule in rules if rule.start}
    ends = {rule.end + timedelta(days=1) for rule in rules if rule.end}
    return tuple(sorted(starts | ends))
