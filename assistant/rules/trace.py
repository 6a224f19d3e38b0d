"""Trace: what became of every rule that was considered, in words.

What the cells of a row say is written once per rule base; a trace puts the values of one set of facts to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.rules.catalogue import NONE, UNKNOWN, Value
from assistant.rules.column import Column, Values
from assistant.rules.determination import Because, Step, StepResult
from assistant.rules.matrix import Matrix
from assistant.rules.rows import Settled
from assistant.rules.rule import Cell, Rule

_REASON = {StepResult.FAILED: False, StepResult.UNDETERMINED: None}
"""The state of the cells that a step rests on; otherwise they hold."""

_UNSEEN = "unseen"
"""The state of a cell that was not looked at."""


@dataclass(frozen=True, eq=False)
class _Asked:
    """A cell in words, once for all rows that have it. `alone`: its column shows a fact as it is."""

    number: int
    column: Column
    cell: Cell
    wanted: str
    alone: bool


@dataclass(frozen=True, eq=False)
class _Line:
    """A row with its cells in words, and the rows that override it or that it waits for."""

    rule: Rule
    bit: int
    asked: tuple[_Asked, ...]
    overriders: int
    awaited: int


@dataclass(frozen=True, eq=False)
class _Chapter:
    """A table: what it requires of every row, and its rows."""

    domain: tuple[_Asked, ...]
    lines: tuple[_Line, ...]


class Tracer:
    """Writes the traces of one rule base. What it keeps is bounded; safe to share between threads."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.catalogue = matrix.base.catalogue
        self._asked: dict[tuple[str, Cell], _Asked] = {}
        self.chapters = tuple(
            _Chapter(self._cells(table.domain), tuple(self._line(rule) for rule in table.rules))
            for table in matrix.base.tables
            if table.axis != "advice"
        )
        self.used = lru_cache(maxsize=1_024)(self._used)
        self.labels = lru_cache(maxsize=4_096)(self._labels)

    @property
    def cells(self) -> int:
        """The number of different cells."""
        return len(self._asked)

    def steps(self, values: Values, settled: Settled) -> tuple[Step, ...]:
        """A step for each row whose table is not out of the question on that date, in the order of the files.

        Advice is not traced: it changes nothing.
        """
        trace = _Trace(self, values, settled)
        return tuple(trace.step(line) for line in trace.considered())

    def _used(self, column: Column, kind: str) -> tuple[str, ...]:
        """The facts of a column that a kind of transaction uses."""
        return tuple(key for key in column.inputs if self.catalogue.get(key).used_for(kind))

    def _labels(self, keys: tuple[str, ...]) -> str:
        return "・".join(f"「{self.catalogue.get(key).label}」" for key in dict.fromkeys(keys))

    def _line(self, rule: Rule) -> _Line:
        matrix, bit = self.matrix, self.matrix.bit(rule)
        overriders = sum(other for other, overridden in matrix.overriding if overridden & bit)
        return _Line(rule, bit, self._cells(rule.cells), overriders, matrix.bits(rule.after))

    def _cells(self, cells: tuple[tuple[str, Cell], ...]) -> tuple[_Asked, ...]:
        for name, cell in cells:
            if (name, cell) not in self._asked:
                column = self.matrix.base.columns[name]
                alone = column.inputs == (name,)
                wanted = str(cell) if alone else f"{name} = {cell}"
                self._asked[name, cell] = _Asked(len(self._asked), column, cell, wanted, alone)
        return tuple(self._asked[name, cell] for name, cell in cells)


class _Trace:
    """The trace of one set of facts. Every cell is looked at once, however many rows have it."""

    def __init__(self, tracer: Tracer, values: Values, settled: Settled) -> None:
        self.tracer, self.values, self.settled = tracer, values, settled
        self._undated, self._kind = values["date"] == UNKNOWN, str(values["kind"])
        self._seen: dict[str, Value] = {}
        self._states: list[bool | str | None] = [_UNSEEN] * tracer.cells
        self._reasons: dict[_Asked, tuple[Because, ...]] = {}

    def considered(self) -> Iterator[_Line]:
        date_rows = self.tracer.matrix.masks(self.values, (0,))[1]
        for chapter in self.tracer.chapters:
            if not any(self._state(asked) is False for asked in chapter.domain):
                yield from (line for line in chapter.lines if date_rows & line.bit)

    def step(self, line: _Line) -> Step:
        if self.settled.active & line.bit:
            return self._step(line, StepResult.HELD, line.rule.text)
        if self.settled.undetermined & line.bit:
            return self._step(line, StepResult.UNDETERMINED)
        overriding = self.settled.active & line.overriders
        if overriding and not self._fails(line):
            instead = next(self.tracer.matrix.numbered(overriding)).series
            text = _overridden(line.rule, instead, held=bool(self.settled.held & line.bit))
            return self._step(line, StepResult.OVERRIDDEN, text, instead)
        return self._step(line, StepResult.FAILED)

    def _fails(self, line: _Line) -> bool:
        """Whether the row is false by itself, so that no other row has to take its place."""
        waits = line.awaited and not self.settled.held & line.awaited
        return bool(waits) or any(self._state(asked) is False for asked in line.asked)

    def _step(self, line: _Line, result: StepResult, text: str | None = None, instead: str | None = None) -> Step:
        rule, because = line.rule, self._because(line, result)
        text = self._sentence(rule, result, because) if text is None else text
        return Step(rule.series, rule.id, rule.title, result, because, instead, text, rule.outcome)

    def _because(self, line: _Line, result: StepResult) -> tuple[Because, ...]:
        """The facts a step rests on: those that failed, those unknown, or all that held."""
        reason = _REASON.get(result, True)
        found: list[Because] = []
        states = self._states
        for asked in line.asked:
            state = states[asked.number]
            if (self._state(asked) if state is _UNSEEN else state) is reason:
                found += self._reasons.get(asked) or self._told(asked)
        if reason is None and self._undated and (line.rule.start or line.rule.end):
            found.append(Because("date", UNKNOWN, "規則の期間"))
        return tuple(found)

    def _told(self, asked: _Asked) -> tuple[Because, ...]:
        keys = asked.column.inputs if asked.alone else self.tracer.used(asked.column, self._kind)
        told = tuple(
            Because(key, self.values[key], asked.wanted) for key in keys if asked.alone or self.values[key] != NONE
        )
        self._reasons[asked] = told
        return told

    def _state(self, asked: _Asked) -> bool | None:
        """Whether a cell holds."""
        state = self._states[asked.number]
        if isinstance(state, str):
            name = asked.column.name
            if name not in self._seen:
                self._seen[name] = asked.column.value(self.values)
            state = self._states[asked.number] = asked.cell.holds(self._seen[name])
        return state

    def _sentence(self, rule: Rule, result: StepResult, because: tuple[Because, ...]) -> str:
        wanting = tuple(item.fact for item in because if result is StepResult.FAILED or item.value == UNKNOWN)
        if result is StepResult.UNDETERMINED:
            return f"{self.tracer.labels(wanting) or 'ほかの規則'}が分からないので、当てはまるか決まらない。{rule.text}"
        return f"{self.tracer.labels(wanting) or '時期又は前提の規則'}が条件と違うので、当てはまらない。"


def _overridden(rule: Rule, instead: str, *, held: bool) -> str:
    return (
        f"{'当てはまるが' if held else '当てはまるとしても'}、{instead} が代わりに適用されるので使わない。{rule.text}"
    )
