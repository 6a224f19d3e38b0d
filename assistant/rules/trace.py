"""Trace: what became of every rule that was considered, in words."""

from collections.abc import Iterator

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.column import Values
from assistant.rules.determination import Because, Step, StepResult
from assistant.rules.matrix import Matrix, Settled
from assistant.rules.rule import Cell, Rule

KEPT = 20_000
"""Steps kept for the next determination: most rules rest on the same few values again and again."""


def steps(matrix: Matrix, values: Values, settled: Settled) -> tuple[Step, ...]:
    """A step for each row whose table is not out of the question on that date, in the order of the files.

    Advice is not traced: it changes nothing.
    """
    trace = _Trace(matrix, values, settled)
    return tuple(trace.step(rule) for rule in trace.considered())


class _Trace:
    def __init__(self, matrix: Matrix, values: Values, settled: Settled) -> None:
        self.matrix, self.values, self.settled = matrix, values, settled
        self.columns = matrix.base.columns
        self._seen: dict[str, Value] = {}
        self._steps = matrix.steps

    def considered(self) -> Iterator[Rule]:
        date_rows = self.matrix.masks(self.values, (0,))[1]
        for table in self.matrix.base.tables:
            if any(cell.holds(self._value(name)) is False for name, cell in table.domain) or table.axis == "advice":
                continue
            yield from (rule for rule in table.rules if date_rows & self.matrix.bit(rule))

    def step(self, rule: Rule) -> Step:
        bit = self.matrix.bit(rule)
        if self.settled.active & bit:
            return self._step(rule, StepResult.HELD, None)
        if self.settled.undetermined & bit:
            return self._step(rule, StepResult.UNDETERMINED, None)
        overrider = None if self._fails(rule) else self._overrider(rule)
        if overrider:
            return self._step(rule, StepResult.OVERRIDDEN, overrider)
        return self._step(rule, StepResult.FAILED, None)

    def _fails(self, rule: Rule) -> bool:
        """Whether the row is false by itself, so that no other row has to take its place."""
        waits = rule.after and not self.settled.held & self.matrix.bits(rule.after)
        return bool(waits) or any(cell.holds(self._value(name)) is False for name, cell in rule.cells)

    def _step(self, rule: Rule, result: StepResult, overrider: Rule | None) -> Step:
        facts = (self.values[fact] for fact in self.matrix.facts_of(rule))
        held = bool(self.settled.held & self.matrix.bit(rule))
        key = (rule.id, result, overrider and overrider.id, held, self.values["date"] == UNKNOWN, *facts)
        if key not in self._steps:
            if len(self._steps) >= KEPT:
                self._steps.clear()
            self._steps[key] = self._written(rule, result, overrider, held=held)
        return self._steps[key]

    def _written(self, rule: Rule, result: StepResult, overrider: Rule | None, *, held: bool) -> Step:
        because, instead = tuple(self._because(rule, result)), overrider.series if overrider else None
        text = _overridden(rule, instead, held=held) if instead else self._sentence(rule, result, because)
        return Step(rule.series, rule.id, rule.title, result, because, instead, text, rule.outcome)

    def _because(self, rule: Rule, result: StepResult) -> Iterator[Because]:
        """The facts a step rests on: those that failed, those unknown, or all that held."""
        wanted = {StepResult.FAILED: False, StepResult.UNDETERMINED: None}.get(result, True)
        for name, cell in rule.cells:
            if cell.holds(self._value(name)) is wanted:
                yield from self._facts(name, cell)
        if wanted is None and self.values["date"] == UNKNOWN and (rule.start or rule.end):
            yield Because("date", UNKNOWN, "規則の期間")

    def _facts(self, name: str, cell: Cell) -> Iterator[Because]:
        column = self.columns[name]
        if column.inputs == (name,):
            yield Because(name, self._value(name), str(cell))
            return
        for key in column.inputs:
            if self.values[key] != "none" and self.matrix.base.catalogue.get(key).used_for(str(self.values["kind"])):
                yield Because(key, self.values[key], f"{name} = {cell}")

    def _value(self, name: str) -> Value:
        if name not in self._seen:
            self._seen[name] = self.columns[name].value(self.values)
        return self._seen[name]

    def _sentence(self, rule: Rule, result: StepResult, because: tuple[Because, ...]) -> str:
        if result is StepResult.HELD:
            return rule.text
        wanting = (item.fact for item in because if result is StepResult.FAILED or item.value == UNKNOWN)
        catalogue = self.matrix.base.catalogue
        labels = "・".join(f"「{catalogue.get(key).label}」" for key in dict.fromkeys(wanting))
        if result is StepResult.UNDETERMINED:
            return f"{labels or 'ほかの規則'}が分からないので、当てはまるか決まらない。{rule.text}"
        return f"{labels or '時期又は前提の規則'}が条件と違うので、当てはまらない。"

    def _overrider(self, rule: Rule) -> Rule | None:
        active = self.matrix.numbered(self.settled.active)
        return next((other for other in active if rule.id in other.overrides), None)


def _overridden(rule: Rule, instead: str, *, held: bool) -> str:
    return (
        f"{'当てはまるが' if held else '当てはまるとしても'}、{instead} が代わりに適用されるので使わない。{rule.text}"
    )
