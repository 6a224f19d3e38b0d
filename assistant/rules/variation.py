"""Variation: the state of the rows for the same facts with one of them answered otherwise.

Only the columns that look at what moves are looked at again, and what a column says for all values of a fact is kept
for the values of the other facts that it sees, by class: so nothing is kept for each country or day.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING

from assistant.rules.alike import Alike
from assistant.rules.catalogue import Value
from assistant.rules.column import Values
from assistant.rules.matrix import Masks, Matrix
from assistant.rules.rows import Settled
from assistant.rules.values import MOVES_ALL, Given, moved_by

if TYPE_CHECKING:
    from assistant.rules.evaluate import Evaluator

KEPT = 1_024
"""Combinations of other values for which a column's answers are remembered, for each column and fact."""

_RECIPIENT = ("kind", "dest", "dest_recipient", "recipient_residency")
"""What the recipient's country is assumed from."""


@dataclass(frozen=True)
class _Reading:
    """What a column says for all values of a fact: its number, the other facts it sees, what was found for them."""

    number: int
    others: tuple[str, ...]
    found: dict[Hashable, tuple[Masks, ...]]


class Sweep:
    """The masks of all columns that look at one fact, for each of some values of it."""

    def __init__(self, matrix: Matrix, key: str, values: Sequence[Value]) -> None:
        self.matrix, self.key, self.values = matrix, key, tuple(values)
        moved = moved_by(key)
        followed = _RECIPIENT if len(moved) > 1 else ()
        self._readings = tuple(
            _Reading(number, tuple(k for k in dict.fromkeys((*matrix.inputs[number], *followed)) if k != key), {})
            for number in matrix.spots_of(moved)
        )
        self._others = tuple(dict.fromkeys(other for reading in self._readings for other in reading.others))
        self._found: dict[Hashable, tuple[tuple[Value, int, int], ...]] = {}

    def masks(self, given: Given, seen: Values) -> tuple[tuple[Value, int, int], ...]:
        """Each value with the rows that hold, and that may, by the columns that look at the fact."""
        state = ("dest_recipient" in given.facts.given, *[seen[key] for key in self._others])
        found = self._found.get(state)
        if found is None:
            if len(self._found) >= KEPT:
                self._found.clear()
            found = self._found[state] = tuple(self._joined(given, seen))
        return found

    def _joined(self, given: Given, seen: Values) -> Iterator[tuple[Value, int, int]]:
        told = "dest_recipient" in given.facts.given
        columns = [self._column(reading, given, seen, told=told) for reading in self._readings]
        of_values = zip(*columns, strict=True) if columns else repeat((), len(self.values))
        for value, pairs in zip(self.values, of_values, strict=True):
            held = possible = self.matrix.full
            for holds, may in pairs:
                held &= holds
                possible &= may
            yield value, held, possible

    def _column(self, reading: _Reading, given: Given, seen: Values, *, told: bool) -> tuple[Masks, ...]:
        state = (told, *[seen[key] for key in reading.others])
        found = reading.found.get(state)
        if found is None:
            if len(reading.found) >= KEPT:
                reading.found.clear()
            found = reading.found[state] = tuple(
                self.matrix.masks(given.changed(self.key, value), (reading.number,)) for value in self.values
            )
        return found


class Variations:
    """The variations of one rule base."""

    def __init__(self, evaluator: "Evaluator") -> None:
        self.evaluator, self.matrix = evaluator, evaluator.matrix
        self._alike = Alike(evaluator.base, self.matrix)
        self._days = Sweep(self.matrix, "date", self.matrix.days)
        self._sweeps: dict[str, Sweep] = {}

    def all_rows(self, given: Given) -> Masks:
        """The rows that hold, and that may, with nothing answered otherwise."""
        held, possible = self._rest(given, frozenset())
        return held & self.matrix.real, possible & self.matrix.real

    def of(self, given: Given, key: str) -> Iterator[tuple[Value, Settled]]:
        """The state of the rows for each other value of one fact; nothing where no row that may hold looks at it."""
        values, before = self.evaluator.representatives.of(key), given.values[key]
        if key in MOVES_ALL:
            yield from self._afresh(given, key, [value for value in values if value != before])
            return
        moved = moved_by(key)
        rest = self._rest(given, moved)
        if len(moved) > 1 or rest[1] & self.matrix.consequential & self.matrix.rows_of.get(key, 0):
            sweep = self._sweeps.get(key) or self._sweeps.setdefault(key, Sweep(self.matrix, key, values))
            yield from self._swept(given, sweep, rest, lambda value: value != before)

    def on_days_after(self, given: Given, today: date) -> Iterator[tuple[date, Settled]]:
        """The state of the rows for the same facts on every later day on which rows begin or end."""
        rest = self._rest(given, moved_by("date"))
        later = lambda day: isinstance(day, date) and day > today  # noqa: E731
        for day, settled in self._swept(given, self._days, rest, later):
            assert isinstance(day, date)
            yield day, settled

    def _swept(
        self, given: Given, sweep: Sweep, rest: Masks, wanted: Callable[[Value], bool]
    ) -> Iterator[tuple[Value, Settled]]:
        real = self.matrix.real
        known: dict[Masks, Settled] = {}
        for value, held, possible in sweep.masks(given, self._seen(given)):
            if not wanted(value):
                continue
            rows = (rest[0] & held & real, rest[1] & possible & real)
            settled = known[rows] = known.get(rows) or self.matrix.conclude(*rows)
            yield value, self._complete(given, sweep.key, value, settled)

    def _afresh(self, given: Given, key: str, values: Sequence[Value]) -> Iterator[tuple[Value, Settled]]:
        """For a fact that changes what is assumed of others: the columns that look at what became different."""
        for value in values:
            changed = given.changed(key, value)
            moved = frozenset(other for other, _ in changed.items() - given.values.items())
            rest = self._rest(given, moved)
            held, possible = self.matrix.masks(changed, self.matrix.spots_of(moved))
            settled = self.matrix.conclude(rest[0] & held & self.matrix.real, rest[1] & possible & self.matrix.real)
            yield value, self._complete(given, key, value, settled)

    def _complete(self, given: Given, key: str, value: Value, settled: Settled) -> Settled:
        return self.evaluator.complete(given.changed(key, value), settled) if settled.open else settled

    def _seen(self, given: Given) -> Values:
        if given.seen is None:
            given.seen = self._alike.seen(given.values)
        return given.seen

    def _rest(self, given: Given, moved: frozenset[str]) -> Masks:
        """The rows that hold, and that may, by the columns that look at none of these facts."""
        if given.joints is None:
            given.joints = self.matrix.joints(given.values)
        joints = given.joints
        held = possible = self.matrix.full
        for number in self.matrix.apart(moved):
            holds, may = joints[number]
            held, possible = held & holds, possible & may
        return held, possible
