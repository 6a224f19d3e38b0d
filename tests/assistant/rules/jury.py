"""Jury: which test notices a change of the rules. The cheapest are asked first; one that notices is enough.

load      the changed files are refused
tests     the tests of the countries, of the catalogue of facts, or of the days of the rules fail
example   a row does not count in its own example
row       a row counts, or does not, beside its example otherwise than `rows.yaml` says
case      a sentence of `cases/*.yaml` comes out otherwise: outcome, duties, rules, advice
says      an outcome, the day of an event or the default of a fact is another than in `rows.yaml`
oracle    the answer-set program says something else of random facts: outcome or duties
"""

import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from pydantic import ValidationError

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

from bench import Bench, Quick, Sheets, Sieve, Values, constant, parsed, patched

from assistant.rules.catalogue import UNKNOWN, Catalogue
from assistant.rules.errors import FactError, RuleBaseError
from assistant.rules.evaluate import Evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import RuleBase
from assistant.rules.outcome import Axis
from assistant.rules.rows import Settled
from assistant.rules.rule import Rule
from assistant.rules.values import Given

__all__ = ["Jury", "Point", "Quick", "beside", "facts_of", "parsed", "written", "written_facts"]

HERE = Path(__file__).parent
SEED, RANDOM = 20251009, 3000
"""The random facts that the oracle judges."""
TESTS = {
    "countries.yaml": (
        "test_country",
        "COUNTRIES",
        "every_country_of list_holds changes_its_group annex_2_4 hong_kong same_day",
    ),
    "facts.yaml": (
        "test_catalogue",
        "CATALOGUE",
        "declares_what added_items_raise judgements only_red_flags kind_of_transaction bounds can_be_said",
    ),
    "technologies.yaml": ("test_catalogue", "_data", "fifteen_technologies"),
    "events.yaml": ("test_days", "BASE", "judged_again"),
    "constants": ("test_days", "BASE", "stored_law"),
}
"""File → the module of its tests, what they look at, words in the names of those that may notice a change."""


@dataclass(frozen=True)
class Point:
    """A set of facts, and what a test expects of it. `values` None: the facts are refused, and are to be."""

    who: str
    facts: dict[str, Any]
    expected: Mapping[str, Any]
    values: Values | None

    def differs(self, evaluator: Evaluator) -> bool:
        """Whether the rules say anything else than expected."""
        if self.values is None or "refused" in self.expected:
            return (self.values is None) is not ("refused" in self.expected)
        settled = evaluator.settle(self.values)
        if self.who in ("example", "row"):
            return self._row_differs(evaluator, settled)
        if settled.outcome != self.expected["outcome"]:
            return True
        if self.who == "oracle":
            return {axis.value: state.value for axis, state in settled.duties} != self.expected["duties"]
        return not self._said(evaluator, settled)

    def _row_differs(self, evaluator: Evaluator, settled: Settled) -> bool:
        row = evaluator.base.by_id.get(self.expected["row"])
        if row is None:  # its examples have gone with it, what is written about it elsewhere has not
            return self.who == "row"
        if self.who == "example":
            return not settled.active & evaluator.matrix.bits((row.id,))
        if self.expected.get("outcome", settled.outcome) != settled.outcome:
            return True
        return counts(evaluator, settled, row) is not self.expected["counts"]

    def _said(self, evaluator: Evaluator, settled: Settled) -> bool:
        """Whether rules, duties and advice are those of the sentence."""
        expected = {key: set(self.expected.get(key, ())) for key in ("rules", "not_rules", "advice")}
        said = {rule.series for rule in evaluator.matrix.numbered(settled.active) if rule.axis is not Axis.ADVICE}
        if not expected["rules"] <= said:
            return False
        if "duties" in self.expected:
            wanted = {(duty["duty"], duty["state"], duty["rule"]) for duty in self.expected["duties"]}
            if {(duty.duty, duty.state, duty.rule) for duty in evaluator._duties(settled)} != wanted:
                return False
        advice = {one.rule for one in evaluator._advice(settled)}
        return expected["advice"] <= advice and not expected["not_rules"] & (said | advice)


def counts(evaluator: Evaluator, settled: Settled, row: Rule) -> bool:
    """Whether a row holds, is not overridden, and (advice) goes with the result."""
    if not settled.active & evaluator.matrix.bits((row.id,)):
        return False
    if row.axis is not Axis.ADVICE:
        return True
    duties = {text for duty, state in settled.duties for text in (duty.value, f"{duty.value}:{state.value}")}
    return (not row.outcomes or settled.outcome in row.outcomes) and (not row.duties or bool(duties & {*row.duties}))


class Jury:
    """All tests, ready to look at changed rules."""

    def __init__(self, sheets: Sheets, randoms: int = RANDOM) -> None:
        self.sheets, self.randoms = sheets, randoms
        self.bench = Bench(sheets)
        for name in {name for name, _, _ in TESTS.values()}:
            module(name)
        self.base = self.bench.base(sheets)
        evaluator = Quick(self.base)
        points = [*self._examples(), *self._cases(), *self._random(), *self._beside()]
        self.refuted = [point for point in points if point.differs(evaluator)]
        """Points whose expectation the unchanged rules do not meet: they can notice nothing."""
        self.points = [point for point in points if not point.differs(evaluator)]
        self.sieve = Sieve(self.base, [point.values for point in self.points])

    def judge(self, mutant: Any) -> str | None:
        """Who notices the mutant; None where nobody does."""
        with constant(mutant):
            try:
                sheets = self.sheets if mutant.file == "constants" else mutant.applied(self.sheets)
                base = self.bench.base(sheets)
            except (RuleBaseError, ValidationError, ValueError, TypeError, KeyError):
                return "load"
            if mutant.file in TESTS and _tests_fail(mutant.file, base, sheets):
                return "tests"
            evaluator = Quick(base)
            seen = (point.who for point in self._points(mutant, base) if point.differs(evaluator))
            return next(seen, None if facts_of(base) == written_facts() else "says")

    def _points(self, mutant: Any, base: RuleBase) -> Iterator[Point]:
        """The points in which the change may show."""
        if mutant.file.startswith("regimes/"):
            yield from (self.points[number] for number in self.sieve.touched(base))
        elif mutant.file in ("facts.yaml", "constants"):  # what is read and what is refused may change
            yield from (replace(point, values=self._read(point.facts, base.catalogue)) for point in self.points)
        else:
            yield from self.points

    def values_of(self, facts: Mapping[str, Any]) -> Values | None:
        """What the unchanged catalogue reads; None where it refuses."""
        return self._read(facts, self.base.catalogue)

    def _read(self, facts: Mapping[str, Any], catalogue: Catalogue) -> Values | None:
        try:
            return Given(read_facts(facts, catalogue, self.base.countries)).values
        except FactError:
            return None

    def _examples(self) -> Iterator[Point]:
        for rule in self.base.rules:
            for example in rule.examples:
                yield Point("example", example, {"row": rule.id}, self._read(example, self.base.catalogue))

    def _beside(self) -> Iterator[Point]:
        for row, facts, expected in beside(self.base):
            yield Point("row", facts, {"row": row, **expected}, self._read(facts, self.base.catalogue))

    def _cases(self) -> Iterator[Point]:
        tests = module("test_cases")
        for case in tests.shipped().values():
            facts = tests.raw(case)
            yield Point("case", facts, case.expected, self._read(facts, self.base.catalogue))

    def _random(self) -> Iterator[Point]:
        facts = list(module("random_facts").random_cases(SEED, self.randoms))
        for raw, verdict in zip(facts, module("oracle").Oracle().judge_all(facts), strict=True):
            expected = {"outcome": verdict.outcome, "duties": verdict.duties}
            yield Point("oracle", raw, expected, self._read(raw, self.base.catalogue))


# ---------------------------------------------------------------- the tests beside this file


def says(base: RuleBase) -> dict[str, str]:
    """Row → what it says."""
    return {rule.id: str(rule.outcome) for rule in base.rules}


def events(base: RuleBase) -> list[date]:
    """The days on which people must judge again."""
    return [event.day for event in base.events]


def defaults(base: RuleBase) -> dict[str, list[str]]:
    """Fact → what is assumed of it when it is not given, and what it is where nothing is assumed."""
    found = {fact.key: [fact.default or fact.default_from or UNKNOWN, fact.absent] for fact in base.catalogue}
    return {key: pair for key, pair in found.items() if pair != [UNKNOWN, UNKNOWN]}


def facts_of(base: RuleBase) -> tuple[Any, ...]:
    """What `rows.yaml` says of the data itself."""
    return says(base), events(base), defaults(base)


def written_facts() -> tuple[Any, ...]:
    """The same as `rows.yaml` has it."""
    outcomes = {row: told["says"] for row, told in written()["rows"].items()}
    return outcomes, written()["events"], written()["defaults"]


@cache
def written(name: str = "rows.yaml") -> Any:
    """What a file beside this one says."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def beside(base: RuleBase) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Row, facts and expectation of each entry of `rows.yaml`: an example of a row but for one fact, or facts in full."""
    for row, told in written()["rows"].items():
        for entry in told.get("beside", ()):
            example = base.by_id[row].examples[entry.get("example", 1) - 1] if row in base.by_id else {}
            facts = entry.get("facts") or {**example, **entry["but"]}
            known = {key: value for key, value in facts.items() if value is not None}
            yield row, known, {key: entry[key] for key in ("counts", "outcome") if key in entry}


def module(name: str) -> ModuleType:
    """A module beside this file: tests are no package."""
    if name not in _modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec
        assert spec.loader
        _modules[name] = importlib.util.module_from_spec(spec)
        sys.modules.setdefault(name, _modules[name])
        spec.loader.exec_module(_modules[name])
    return _modules[name]


_modules: dict[str, ModuleType] = {}


def _tests_fail(file: str, base: RuleBase, sheets: Sheets) -> bool:
    """Whether a test that looks at this file fails with the changed one."""
    name, looked_at, words = TESTS[file]
    tests = module(name)
    changed = {"COUNTRIES": base.countries, "CATALOGUE": base.catalogue, "BASE": base, "_data": sheets.__getitem__}
    with patched((tests, looked_at, changed[looked_at])):
        return any(_fails(test) for key, test in vars(tests).items() if key.startswith("test_") and _any(words, key))


def _any(words: str, key: str) -> bool:
    return any(word in key for word in words.split())


def _fails(test: Callable[..., None]) -> bool:
    sets = [
        [dict(zip(_names(mark.args[0]), _row(mark.args[0], row), strict=True)) for row in mark.args[1]]
        for mark in getattr(test, "pytestmark", ())
    ]
    for combination in itertools.product(*sets):
        try:
            test(**{key: value for part in combination for key, value in part.items()})
        except AssertionError:
            return True
    return False


def _names(argument: Any) -> list[str]:
    return argument.split(",") if isinstance(argument, str) else list(argument)


def _row(argument: Any, row: Any) -> Any:
    return [row] if len(_names(argument)) == 1 else row
