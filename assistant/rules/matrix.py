"""Matrix: the cells of all rows compiled to bit masks, so that one set of facts is settled in a few microseconds.

For each column and each of its values there is a pair of masks: the rows whose cell holds, and the rows whose cell does
not fail. The rows of a set of facts are the conjunction over all columns; what follows from them, `rows` says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.column import Column, Values, date_column
from assistant.rules.load import RuleBase
from assistant.rules.rows import Rows, Settled, joined
from assistant.rules.rule import Cell, Rule

Masks = tuple[int, int]
"""(rows that hold, rows that do not fail)."""

KEPT = 4_096
"""Values of one column whose masks are remembered."""


@dataclass(frozen=True)
class _Spot:
    """A column of the matrix with the cells of the rows that look at it."""

    column: Column
    cells: tuple[tuple[int, Cell], ...]


class Matrix(Rows):
    """The compiled rows of one rule base. Holds nothing but caches of masks; safe to share between threads."""

    def __init__(self, base: RuleBase, rules: tuple[Rule, ...] | None = None) -> None:
        super().__init__(base.rules if rules is None else rules)
        self.base = base
        self.days = _breakpoints(self.rules)
        self._spots = (_Spot(date_column(self.days), ()), *self._column_spots())
        self._cache: list[dict[Value, Masks]] = [{} for _ in self._spots]
        self._readers = tuple(
            (spot.column.value, cache, number)
            for number, (spot, cache) in enumerate(zip(self._spots, self._cache, strict=True))
        )
        self._places: dict[frozenset[str], tuple[int, ...]] = {}
        self._apart: dict[frozenset[str], tuple[int, ...]] = {}
        self.plans: dict[tuple[str, ...], Any] = {}
        """What `diagram` remembers of orders of asking."""

    def settle(self, values: Values) -> Settled:
        """The state of all rows for the values of all facts."""
        held, possible = self.masks(values)
        return self.conclude(held & self.real, possible & self.real)

    def masks(self, values: Values, spots: tuple[int, ...] | None = None) -> Masks:
        """The conjunction of the masks of all columns, or of the columns numbered `spots`."""
        held = possible = self.full
        readers = self._readers
        for read, cache, number in readers if spots is None else [readers[spot] for spot in spots]:
            value = read(values)
            holds, may = cache.get(value) or self._compiled(number, value)
            held &= holds
            possible &= may
        return held, possible

    def joints(self, values: Values) -> tuple[Masks, ...]:
        """The masks of each column, and joined two by two up to all of them: `apart` says which leave some facts out."""
        count = len(self._readers)
        found = [(self.full, self.full)] * count
        found += [cache.get(value := read(values)) or self._compiled(n, value) for read, cache, n in self._readers]
        for number in range(count - 1, 0, -1):
            first, second = found[2 * number], found[2 * number + 1]
            found[number] = (first[0] & second[0], first[1] & second[1])
        return tuple(found)

    def apart(self, keys: frozenset[str]) -> tuple[int, ...]:
        """The fewest of the `joints` that together are all columns that look at none of these facts."""
        if keys not in self._apart:
            if len(self._apart) >= KEPT:
                self._apart.clear()
            count = len(self._spots)
            clean = [True] * count + [keys.isdisjoint(inputs) for inputs in self.inputs]
            for number in range(count - 1, 0, -1):
                clean[number] = clean[2 * number] and clean[2 * number + 1]
            self._apart[keys] = tuple(n for n in range(1, 2 * count) if clean[n] and (n == 1 or not clean[n // 2]))
        return self._apart[keys]

    @cached_property
    def inputs(self) -> tuple[tuple[str, ...], ...]:
        """For each column, the facts it looks at."""
        return tuple(spot.column.inputs for spot in self._spots)

    def rows_at(self, numbers: Iterable[int]) -> int:
        """The rows whose cells look at one of these columns."""
        return joined(self._rows_at[number] for number in numbers)

    @cached_property
    def _rows_at(self) -> tuple[int, ...]:
        rows = [joined(1 << row for row, _ in spot.cells) for spot in self._spots]
        return (self.real, *rows[1:])

    def spots_of(self, keys: frozenset[str]) -> tuple[int, ...]:
        """Numbers of the columns that look at one of these facts."""
        if keys not in self._places:
            if len(self._places) >= KEPT:
                self._places.clear()
            self._places[keys] = tuple(n for n, inputs in enumerate(self.inputs) if not keys.isdisjoint(inputs))
        return self._places[keys]

    @cached_property
    def rows_of(self) -> Mapping[str, int]:
        """Fact → the rows whose cells look at it."""
        rows: dict[str, int] = {}
        for inputs, bits in zip(self.inputs, self._rows_at, strict=True):
            for key in inputs:
                rows[key] = rows.get(key, 0) | bits
        return rows

    @cached_property
    def _facts_of(self) -> dict[str, tuple[str, ...]]:
        columns = self.base.columns
        return {r.id: tuple(dict.fromkeys(f for name, _ in r.cells for f in columns[name].inputs)) for r in self.rules}

    def facts_of(self, rule: Rule) -> tuple[str, ...]:
        """The facts that the cells of a row look at."""
        return self._facts_of[rule.id]

    def _column_spots(self) -> tuple[_Spot, ...]:
        cells: dict[str, list[tuple[int, Cell]]] = {}
        for number, rule in enumerate(self.rules):
            for name, cell in rule.cells:
                cells.setdefault(name, []).append((number, cell))
        return tuple(_Spot(self.base.columns[name], tuple(found)) for name, found in cells.items())

    def _compiled(self, number: int, value: Value) -> Masks:
        """The masks of a value of a column that was not met before, remembered."""
        cache = self._cache[number]
        if len(cache) >= KEPT:
            cache.clear()
        pair = cache[value] = self._masks_of(number, value)
        return pair

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


def in_force(rule: Rule, day: date) -> bool:
    """Whether a rule is in force on a day."""
    return (rule.start is None or rule.start <= day) and (rule.end is None or day <= rule.end)


def _breakpoints(rules: tuple[Rule, ...]) -> tuple[date, ...]:
    """The days on which the set of rules in force changes."""
    starts = {rule.start for rule in rules if rule.start}
    ends = {rule.end + timedelta(days=1) for rule in rules if rule.end}
    return tuple(sorted(starts | ends))
