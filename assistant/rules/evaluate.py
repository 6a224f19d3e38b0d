"""Evaluate: facts and rules → Determination. Three-valued, pure, no clock; the strictest rule that counts wins."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice, product

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.determination import (
    Advice,
    Assumed,
    Change,
    Determination,
    Duty,
    Ground,
    RuleReceipt,
    WhatIf,
)
from assistant.rules.fact import Facts
from assistant.rules.load import RuleBase
from assistant.rules.matrix import DUTY_FIRST, STRICTEST_FIRST, Matrix, Settled
from assistant.rules.missing import missing_facts
from assistant.rules.notice import notices
from assistant.rules.outcome import LABELS, Axis, DutyState, Outcome, duty_label
from assistant.rules.representative import Representatives
from assistant.rules.rule import Event, Rule
from assistant.rules.trace import steps
from assistant.rules.values import Given, Values

COMPLETIONS = 512
"""At most so many completions of unknown facts are tried before an open result stays insufficient_facts."""


class Evaluator:
    """The rule check for one rule base."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.matrix = Matrix(base)
        self.representatives = Representatives(base, self.matrix)

    def determine(self, facts: Facts) -> Determination:
        """The result for facts that were read by `read_facts`, with everything a person needs to check it."""
        given = Given(facts)
        settled = self.settle(given.values)
        fired = self._fired(settled)
        return Determination(
            outcome=settled.outcome.value,
            label_ja=LABELS[settled.outcome],
            duties=self._duties(settled),
            rules=tuple(dict.fromkeys(rule.series for rule in fired)),
            missing=missing_facts(self, given, settled),
            assumed=tuple(Assumed(key, value) for key, value in facts.assumed.items()),
            trace=steps(self.matrix, given.values, settled),
            basis=_grounds(fired, str(given.values["kind"])),
            advice=self._advice(settled),
            changes_on=self._changes(given, settled),
            would_change=tuple(self._what_ifs(given, settled)),
            facts={**facts.given},
            receipt=RuleReceipt(self.base.fingerprint),
            notices=notices(self.base, facts, settled.outcome),
        )

    def settle(self, values: Values) -> Settled:
        """The state of the rows; what only possible rows leave open is settled if every completion agrees."""
        settled = self.matrix.settle(values)
        return self._complete(values, settled) if settled.open else settled

    def _complete(self, values: Values, settled: Settled) -> Settled:
        keys = [
            key for key, rows in self.matrix.rows_of.items() if values[key] == UNKNOWN and rows & settled.undetermined
        ]
        choices = [self.representatives.of(key) for key in keys]
        found: set[Outcome] = set()
        for count, answer in enumerate(_completions(choices)):
            found.add(self.matrix.settle({**values, **dict(zip(keys, answer, strict=True))}).outcome)
            if len(found) > 1 or count >= COMPLETIONS:
                return settled
        return settled if not found else replace(settled, outcome=found.pop(), open=False)

    def _fired(self, settled: Settled) -> list[Rule]:
        """The rows that count, strictest first: permit, then duties; advice aside."""
        rows = list(self.matrix.numbered(settled.active))
        permit = [
            r
            for outcome in (*STRICTEST_FIRST, Outcome.NONE)
            for r in rows
            if r.axis is Axis.PERMIT and r.outcome == outcome
        ]
        duties = [
            r
            for state in (*DUTY_FIRST, DutyState.NONE)
            for r in rows
            if r.axis not in (Axis.PERMIT, Axis.ADVICE) and r.outcome == state
        ]
        return permit + duties

    def _duties(self, settled: Settled) -> tuple[Duty, ...]:
        return tuple(
            Duty(duty.value, duty_label(duty, state), state.value, self._speaker(settled, duty, state).series)
            for duty, state in settled.duties
        )

    def _speaker(self, settled: Settled, duty: Axis, state: DutyState) -> Rule:
        """The row that says a duty's state; where none does, the first that may."""
        said = settled.active & self.matrix.by_duty(duty, state)
        for rule in self.matrix.numbered(said or settled.undetermined):
            if rule.axis is duty and rule.outcome != DutyState.NONE:
                return rule
        raise AssertionError("a duty without a row")

    def _advice(self, settled: Settled) -> tuple[Advice, ...]:
        states = {f"{duty.value}:{state.value}" for duty, state in settled.duties} | {
            d.value for d, _ in settled.duties
        }
        return tuple(
            Advice(rule.series, rule.text)
            for rule in self.matrix.numbered(settled.active)
            if rule.axis is Axis.ADVICE
            and (not rule.outcomes or settled.outcome in rule.outcomes)
            and (not rule.duties or states & set(rule.duties))
        )

    def _changes(self, given: Given, settled: Settled) -> tuple[Change, ...]:
        """Later dates on which the same facts may give another result, or on which people must judge again."""
        today = given.values["date"]
        if not isinstance(today, date):
            return ()
        found, before = [], settled
        for day in (day for day in self.matrix.days if day > today):
            now = self.settle(given.changed("date", day))
            if why := self._why(before, now):
                found.append(Change(day, why))
            before = now
        found += [
            Change(event.day, event.why)
            for event in self.base.events
            if event.day > today and self._touches(event, given)
        ]
        return tuple(sorted(found, key=lambda change: change.date))

    def _why(self, before: Settled, now: Settled) -> str:
        old, new = self._fired(before), self._fired(now)
        if before.result != now.result:
            names = "、".join(dict.fromkeys(rule.series for rule in new if rule not in old)) or "規則の終わり"
            return f"「{_result(before)}」が「{_result(now)}」に変わる（{names}）"
        if {r.series for r in old} == {r.series for r in new}:
            return ""
        return f"当てはまる規則が {_series(old)} から {_series(new)} に替わる（結果は同じ）"

    def _touches(self, event: Event, given: Given) -> bool:
        return all(cell.holds(self.base.columns[name].value(given.values)) for name, cell in event.when)

    def _what_ifs(self, given: Given, settled: Settled) -> Iterator[WhatIf]:
        """Single known or assumed facts with another value that give another outcome: one value per outcome."""
        for key in given.answered:
            if key == "date":  # its changes are told apart, by date
                continue
            seen = {settled.outcome}
            for value, outcome in self.variations(given, key):
                if outcome.outcome not in seen and given.allows(key, value, self.base.countries):
                    seen.add(outcome.outcome)
                    yield WhatIf(key, value, outcome.outcome.value)

    def variations(self, given: Given, key: str) -> Iterator[tuple[Value, Settled]]:
        """The state of the rows for each other value of one fact; nothing where no row that may hold looks at it."""
        keys = given.moved_by(key)
        rest = self.matrix.masks(given.values, self.matrix.spots_without(keys))
        if not rest[1] & self.matrix.real & self.matrix.rows_of.get(key, 0) and len(keys) == 1:
            return
        spots = self.matrix.spots_of(keys)
        for value in self.representatives.of(key):
            if value != given.values[key]:
                values = given.changed(key, value)
                held, possible = self.matrix.masks(values, spots)
                settled = self.matrix.conclude(rest[0] & held & self.matrix.real, rest[1] & possible & self.matrix.real)
                yield value, self._complete(values, settled) if settled.open else settled


@lru_cache(maxsize=4)
def evaluator(base: RuleBase) -> Evaluator:
    """The evaluator of a rule base, compiled once."""
    return Evaluator(base)


def determine(facts: Facts, base: RuleBase) -> Determination:
    """The result of the rule check. The date of the transaction is a fact; no other date is looked at."""
    return evaluator(base).determine(facts)


def _completions(choices: list[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """All ways of choosing one value each; those that differ by one value from the first come first."""
    first = tuple(values[0] for values in choices)
    for place, values in enumerate(choices):
        yield from ((*first[:place], value, *first[place + 1 :]) for value in values[1:])
    yield from product(*choices)


def _grounds(fired: list[Rule], kind: str) -> tuple[Ground, ...]:
    return tuple(
        dict.fromkeys(
            Ground(rule.series, b.law_id, b.provision, b.version, b.source_id, b.locator, b.grade)
            for rule in fired
            for b in rule.basis
            if b.kind in (None, kind) or kind not in ("goods", "tech")
        )
    )


def _result(settled: Settled) -> str:
    duties = "・".join(duty_label(duty, state) for duty, state in settled.duties)
    return LABELS[settled.outcome] + (f"、{duties}" if duties else "")


def _series(rules: list[Rule]) -> str:
    names = list(dict.fromkeys(rule.series for rule in rules))
    return "、".join(islice(names, 4)) + (" など" if len(names) > 4 else "")
