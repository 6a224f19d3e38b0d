"""Check: proves of a rule base that it is complete and free of contradictions, or shows a set of facts where not.

Nothing is sampled: every statement is about all combinations of facts, with "unknown" as a value like any other,
by the decision diagrams of the tables (gaps, contradictions, overlaps, unreachable rows) and of the whole base
(a suspicious fact never relaxes, an unknown one neither).
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.diagram import Builder, Reduce, arranged
from assistant.rules.errors import FactError
from assistant.rules.evaluate import Evaluator, evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import COVERED_FROM, RuleBase
from assistant.rules.matrix import Matrix, in_force
from assistant.rules.monotone import relaxations
from assistant.rules.outcome import Axis, DutyState, Outcome
from assistant.rules.representative import Representatives
from assistant.rules.rows import STRICTEST_FIRST, Settled
from assistant.rules.rule import Rule, Table
from assistant.rules.values import Given


class Kind(StrEnum):
    """What can be wrong with a rule base."""

    GAP = "gap"
    GAP_IN_TIME = "gap_in_time"
    OVERLAP = "overlap"
    CONTRADICTION = "contradiction"
    UNREACHABLE = "unreachable"
    IRRELEVANT_FACT = "irrelevant_fact"
    OUTCOME_NEVER = "outcome_never"
    NON_MONOTONE = "non_monotone"
    LAXER_WHEN_UNKNOWN = "laxer_when_unknown"
    EXAMPLE_FAILS = "example_fails"


@dataclass(frozen=True)
class Finding:
    """Something wrong: where, in a Japanese sentence, with a set of facts that shows it (empty where none can)."""

    kind: Kind
    where: str
    text: str
    witness: dict[str, Value] = field(default_factory=dict)


def findings(base: RuleBase) -> tuple[Finding, ...]:
    """All findings for a rule base; empty for a base that is proved complete."""
    check = evaluator(base)
    found = [finding for table in base.tables for finding in _table(base, table, check)]
    found += _examples(check)
    found += _irrelevant(check)
    found += _never(check)
    found += [
        Finding(Kind.LAXER_WHEN_UNKNOWN if r.unknown else Kind.NON_MONOTONE, r.fact, r.text, r.witness)
        for r in relaxations(check)
    ]
    return tuple(found)


def _table(base: RuleBase, table: Table, check: Evaluator) -> Iterator[Finding]:
    if table.axis is Axis.ADVICE:
        return
    yield from _times(table)
    sight = _Sight(base, table, check)
    yield from sight.gaps()
    yield from sight.overlaps()
    yield from sight.contradictions()
    yield from sight.unreachable()


def _times(table: Table) -> Iterator[Finding]:
    """Stretches of the table's time in which none of its rows is in force."""
    starts = {day for rule in table.rules for day in (rule.start, _after(rule)) if day}
    for day in sorted(starts | {table.start or COVERED_FROM}):
        inside = (table.start or date.min) <= day <= (table.end or date.max)
        if table.complete and inside and not any(in_force(rule, day) for rule in table.rules):
            text = f"{day} から、どの規則も効いていません。期間をつなぐか、表の期間を直してください"
            yield Finding(Kind.GAP_IN_TIME, table.name, text, {"date": day})


def _after(rule: Rule) -> date | None:
    return date.fromordinal(rule.end.toordinal() + 1) if rule.end else None


class _Sight:
    """A table with all combinations of the facts that it looks at."""

    def __init__(self, base: RuleBase, table: Table, check: Evaluator) -> None:
        self.table, self.check = table, check
        self.frame = replace(
            table.rules[0], id=f"({table.name})", when=(), domain=table.domain, start=table.start, end=table.end,
            overrides=(), after=(), outcome=Outcome.NONE, axis=Axis.PERMIT,
        )  # fmt: skip
        self.matrix = Matrix(base, (*(replace(rule, after=()) for rule in table.rules), self.frame))
        self.classes = Representatives(base, self.matrix)
        self.values = Given(read_facts({}, base.catalogue, base.countries)).values
        self.shown = {rule.id: self._shown(rule) for rule in table.rules}

    def gaps(self) -> Iterator[Finding]:
        """A state of the domain in which no row holds."""
        frame, rows = self.matrix.bits((self.frame.id,)), self.matrix.bits(tuple(r.id for r in self.table.rules))

        def reduce(finished: int, held: int, _possible: int) -> tuple[int, int]:
            # what does not hold now never will; where a row holds for certain, or the domain fails, there is no gap
            return (0, 0) if held & finished & rows or not held & frame else (held, held)

        witness = self._seek(rows | frame, lambda held: held == frame, reduce)
        if self.table.complete and witness is not None:
            text = "この事実の組に答える行がありません。行を足すか、表の前提（domain）を狭めてください"
            yield Finding(Kind.GAP, self.table.name, text, witness)

    def overlaps(self) -> Iterator[Finding]:
        """A row that never holds without another one that says the same."""
        for first in self.table.rules:
            for second in self.table.rules:
                a, b = self.matrix.bits((first.id,)), self.matrix.bits((second.id,))
                if first.id == second.id or not self._repeats(first, second):
                    continue
                if self._seek(a | b, lambda held, a=a: held == a, self._needing(a)) is None:  # type: ignore[misc]
                    text = f"{first.id} が当てはまるときは必ず {second.id} も当てはまり、結果も同じです。一方を除いてください"
                    yield Finding(Kind.OVERLAP, first.id, text, dict(first.examples[0]) if first.examples else {})

    def contradictions(self) -> Iterator[Finding]:
        """A row that says that no permit is required, beside one that says it is."""
        free = [rule for rule in self.table.rules if rule.outcome == Outcome.PERMIT_NOT_REQUIRED]
        strict = [rule for rule in self.table.rules if rule.outcome in STRICTEST_FIRST[:2]]
        for first in free:
            for second in strict:
                both = self.matrix.bits((first.id, second.id))
                overriding = self.matrix.bits(
                    tuple(r.id for r in self.table.rules if {first.id, second.id} & {*r.overrides})
                )
                wanted = lambda held, both=both: self._active(held) & both == both  # noqa: E731
                witness = self._seek(both | overriding, wanted, self._needing(both))
                if witness is not None:
                    text = f"{first.id}（許可不要）と {second.id} が同時に当てはまります。条件か overrides を直してください"
                    yield Finding(Kind.CONTRADICTION, first.id, text, witness)

    def unreachable(self) -> Iterator[Finding]:
        """A row that no combination of facts makes count."""
        for rule in self.table.rules:
            bit = self.matrix.bits((rule.id,))
            if any(self._active(held) & bit for held in self.shown[rule.id]):
                continue
            overriding = self.matrix.bits(tuple(r.id for r in self.table.rules if rule.id in r.overrides))
            wanted = lambda held, bit=bit: bool(self._active(held) & bit)  # noqa: E731
            if self._seek(bit | overriding, wanted, self._needing(bit)) is None:
                text = "どの事実の組でも当てはまらないか、必ず別の規則に代わられます"
                yield Finding(Kind.UNREACHABLE, rule.id, text)

    def _seek(self, rows: int, wanted: Callable[[int], bool], reduce: Reduce) -> dict[str, Value] | None:
        """Facts under which the rows of a mask that hold are as wanted, or None when there are none."""
        keys = arranged(key for key in self.check.base.catalogue.keys if self.matrix.rows_of.get(key, 0) & rows)
        choices = {key: (*self.classes.of(key), *self._unanswered(key)) for key in keys}
        builder = Builder(
            self.matrix, self.values, choices, lambda held, _p, _v: wanted(held), rows=rows, reduce=reduce
        )
        return builder.build().witness(bool)

    @staticmethod
    def _needing(needed: int) -> Reduce:
        """What does not hold never will; without the rows needed nothing else matters."""
        return lambda _finished, held, _possible: (held, held) if held & needed == needed else (0, 0)

    def _unanswered(self, key: str) -> tuple[Value, ...]:
        """The values of a fact that nobody answered."""
        absent = self.check.base.catalogue.get(key).absent
        return (UNKNOWN,) if absent in (UNKNOWN, *self.classes.of(key)) else (absent, UNKNOWN)

    def _active(self, held: int) -> int:
        return self.matrix.conclude(held, held).active

    def _repeats(self, first: Rule, second: Rule) -> bool:
        """Whether the second row says the same in every example of the first: only then it can do so always."""
        bit = self.matrix.bits((second.id,))
        same = first.outcome == second.outcome and first.outcome != Outcome.NONE
        return same and all(held & bit for held in self.shown[first.id])

    def _shown(self, rule: Rule) -> tuple[int, ...]:
        """The rows of the table that hold in the examples of a row."""
        catalogue, countries = self.check.base.catalogue, self.check.base.countries
        found = []
        for example in rule.examples:
            try:
                values = Given(read_facts(example, catalogue, countries)).values
            except FactError:
                continue  # told by `_examples`
            found.append(self.matrix.masks(values)[0] & self.matrix.real)
        return tuple(found)


def _examples(check: Evaluator) -> Iterator[Finding]:
    """Rows whose own example does not make them hold; rows without an example."""
    for rule in check.base.rules:
        if not rule.examples:
            yield Finding(Kind.EXAMPLE_FAILS, rule.id, "例がありません。当てはまる事実の組を一つ書いてください")
        for example in rule.examples:
            try:
                settled = _settled(check, example)
            except FactError as error:
                yield Finding(Kind.EXAMPLE_FAILS, rule.id, f"例の事実を読めません: {error}", dict(example))
                continue
            if not settled.active & check.matrix.bits((rule.id,)):
                state = "別の規則に代わられます" if settled.held & check.matrix.bits((rule.id,)) else "当てはまりません"
                yield Finding(Kind.EXAMPLE_FAILS, rule.id, f"例の事実では、この規則は{state}", dict(example))


def _shown(check: Evaluator) -> Iterator[Settled]:
    """The results of all examples; those that cannot be read are told by `_examples`."""
    for rule in check.base.rules:
        for example in rule.examples:
            with suppress(FactError):
                yield _settled(check, example)


def _settled(check: Evaluator, raw: dict[str, Value]) -> Settled:
    return check.settle(Given(read_facts(raw, check.base.catalogue, check.base.countries)).values)


def _irrelevant(check: Evaluator) -> Iterator[Finding]:
    """Facts that no rule looks at. Whether a rule that looks at a fact can be decided by it is shown by `_Sight`."""
    for fact in check.base.catalogue:
        if fact.used_in_result and fact.key not in check.matrix.rows_of:
            yield Finding(
                Kind.IRRELEVANT_FACT, fact.key, "どの規則もこの事実を見ません。規則か facts.yaml を直してください"
            )


def _never(check: Evaluator) -> Iterator[Finding]:
    """Outcomes of either axis that no example of the base produces."""
    settled = list(_shown(check))
    permits = {found.outcome for found in settled}
    for outcome in STRICTEST_FIRST:
        if outcome not in permits:
            yield Finding(Kind.OUTCOME_NEVER, outcome.value, "この結果になる例が一つもありません")
    states = {state for found in settled for _, state in found.duties}
    for state in DutyState:
        if state is not DutyState.NONE and state not in states:
            yield Finding(Kind.OUTCOME_NEVER, f"duty:{state.value}", "この状態になる義務の例が一つもありません")
