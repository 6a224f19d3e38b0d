"""Evaluate: facts and rules → Determination. Three-valued, pure, no clock; the strictest rule that counts wins."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
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
from assistant.rules.diagram import arranged
from assistant.rules.fact import Facts
from assistant.rules.forget import Forgetting
from assistant.rules.load import RuleBase
from assistant.rules.matrix import Matrix
from assistant.rules.missing import missing_facts
from assistant.rules.notice import notices
from assistant.rules.outcome import DUTIES, LABELS, Axis, DutyState, Outcome, duty_label
from assistant.rules.prepared import Prepared
from assistant.rules.representative import Representatives
from assistant.rules.rows import DUTY_FIRST, STRICTEST_FIRST, Settled
from assistant.rules.rule import Basis, Event, Rule
from assistant.rules.trace import Tracer
from assistant.rules.values import Given, Values
from assistant.rules.variation import Variations

_ARTICLE = re.compile(
    r"[0-9]+条(?:の[0-9]+)*|別表(?:第[一二三四五六七八九十]+(?:の[一二三四五六七八九十]+)?)?|附則|本則"
)
COMPLETIONS = 512
"""At most so many completions of unknown facts are tried before an open result stays insufficient_facts."""


class Evaluator:
    """The rule check for one rule base."""

    def __init__(self, base: RuleBase) -> None:
        self.base = base
        self.matrix = Matrix(base)
        self.representatives = Representatives(base, self.matrix)

    prepared: Prepared | None = None

    def prepare(self) -> None:
        """Finds beforehand what to ask when next to nothing is known, as a service does when it starts."""
        self.prepared = self.prepared or Prepared(self)

    def used(self, kind: str) -> tuple[str, ...]:
        """The facts that a kind of transaction uses, in the order that keeps a diagram small."""
        if kind not in self._used:
            self._used[kind] = tuple(arranged(fact.key for fact in self.base.catalogue if fact.used_for(kind)))
        return self._used[kind]

    @cached_property
    def _used(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def variations(self) -> Variations:
        """The same facts with one answered otherwise."""
        return Variations(self)

    @cached_property
    def forgetting(self) -> Forgetting:
        """What diagrams of all rows leave out."""
        return Forgetting(self.matrix)

    @cached_property
    def tracer(self) -> Tracer:
        """What becomes of each row, in words."""
        return Tracer(self.matrix)

    def determine(self, facts: Facts) -> Determination:
        """The result for facts that were read by `read_facts`, with everything a person needs to check it."""
        given = Given(facts)
        settled = self._settled(given)
        fired = self._fired(settled)
        return Determination(
            outcome=settled.outcome.value,
            label_ja=LABELS[settled.outcome],
            duties=self._duties(settled),
            rules=tuple(dict.fromkeys(rule.series for rule in fired)),
            missing=missing_facts(self, given, settled),
            assumed=tuple(Assumed(key, value) for key, value in facts.assumed.items()),
            trace=self.tracer.steps(given.values, settled),
            basis=_grounds(fired, str(given.values["kind"]), given.values["date"]),
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
        return self.complete(values, settled) if settled.open else settled

    def _settled(self, given: Given) -> Settled:
        """Like `settle`, with the masks of the columns kept for what is asked next."""
        rows = self.variations.all_rows(given)
        settled = self.matrix.conclude(*rows)
        return self.complete(given.values, settled) if settled.open else settled

    def complete(self, values: Values, settled: Settled) -> Settled:
        """An open result, settled where all completions of the unknown facts agree."""
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
        return [rule for rows in self._strictest_first for rule in self.matrix.numbered(settled.active & rows)]

    @cached_property
    def _strictest_first(self) -> tuple[int, ...]:
        """The rows that say each outcome of the permit, then each state of a duty."""
        matrix = self.matrix
        permit = [matrix.by_outcome(outcome) & matrix.real for outcome in (*STRICTEST_FIRST, Outcome.NONE)]
        states = (*DUTY_FIRST, DutyState.NONE)
        return (*permit, *(sum(matrix.by_duty(duty, state) & matrix.real for duty in DUTIES) for state in states))

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
        for day, now in self.variations.on_days_after(given, today):
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
        if before.active == now.active and before.result == now.result:
            return ""
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
            for value, outcome in self.variations.of(given, key):
                if outcome.outcome not in seen and given.allows(key, value, self.base.countries):
                    seen.add(outcome.outcome)
                    yield WhatIf(key, value, outcome.outcome.value)


@lru_cache(maxsize=4)
def evaluator(base: RuleBase) -> Evaluator:
    """The evaluator of a rule base, compiled once."""
    return Evaluator(base)


@lru_cache(maxsize=512)
def determine(facts: Facts, base: RuleBase) -> Determination:
    """The result of the rule check. The date of the transaction is a fact; no other date is looked at."""
    return evaluator(base).determine(facts)


def _completions(choices: list[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """All ways of choosing one value each; those that differ by one value from the first come first."""
    first = tuple(values[0] for values in choices)
    for place, values in enumerate(choices):
        yield from ((*first[:place], value, *first[place + 1 :]) for value in values[1:])
    yield from product(*choices)


def _grounds(fired: list[Rule], kind: str, day: Value) -> tuple[Ground, ...]:
    return tuple(
        dict.fromkeys(
            Ground(rule.series, b.law_id, b.provision, b.version, b.source_id, b.locator, b.grade)
            for rule in fired
            for b in _of_the_day(
                [b for b in rule.basis if b.kind in (None, kind) or kind not in ("goods", "tech")], day
            )
        )
    )


def _of_the_day(basis: list[Basis], day: Value) -> list[Basis]:
    """Of an article that is cited in several versions, the one that was law on the day, or the first after it."""
    versions: dict[tuple[str | None, str], list[date]] = {}
    for one in basis:
        if one.version is not None:
            versions.setdefault(_article(one), []).append(one.version)
    chosen = {
        article: max((found for found in cited if not isinstance(day, date) or found <= day), default=min(cited))
        for article, cited in versions.items()
    }
    return [one for one in basis if one.version is None or one.version == chosen[_article(one)]]


def _article(basis: Basis) -> tuple[str | None, str]:
    found = _ARTICLE.match(basis.provision or "")
    return basis.law, found[0] if found else basis.provision or ""


def _result(settled: Settled) -> str:
    duties = "・".join(duty_label(duty, state) for duty, state in settled.duties)
    return LABELS[settled.outcome] + (f"、{duties}" if duties else "")


def _series(rules: list[Rule]) -> str:
    names = list(dict.fromkeys(rule.series for rule in rules))
    return "、".join(islice(names, 4)) + (" など" if len(names) > 4 else "")
