"""Jury: which test notices a change of the rules. The cheapest are asked first; one that notices is enough.

load      the changed files are refused
tests     the tests of the countries and of the catalogue of facts fail
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
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.rules import catalogue as catalogue_module
from assistant.rules import column, country, load
from assistant.rules.catalogue import UNKNOWN, Catalogue, Value
from assistant.rules.document import DATA
from assistant.rules.errors import FactError, RuleBaseError
from assistant.rules.evaluate import Evaluator
from assistant.rules.fact import read_facts
from assistant.rules.load import RuleBase
from assistant.rules.matrix import Matrix, Settled, in_force
from assistant.rules.outcome import Axis
from assistant.rules.representative import Representatives
from assistant.rules.rule import Rule
from assistant.rules.sheet import TableSheet
from assistant.rules.values import Given

HERE = Path(__file__).parent
SEED, RANDOM = 20251009, 3000
"""The random facts that the oracle judges."""
TESTS = {
    "countries.yaml": (
        "test_country",
        "COUNTRIES",
        "every_country_of list_holds changes_its_group annex_2_4 hong_kong",
    ),
    "facts.yaml": ("test_catalogue", "CATALOGUE", "declares_what added_items_raise"),
}
"""File → the module of its tests, what they look at, words in the names of those that may notice a change."""

Sheets = Mapping[str, Any]
Values = dict[str, Value]


def parsed(folder: Path = DATA) -> dict[str, Any]:
    """Every file of the rule base, parsed once."""
    return {
        path.relative_to(folder).as_posix(): yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.yaml"))
    }


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
        if not expected["rules"] <= said or expected["not_rules"] & said:
            return False
        if "duties" in self.expected:
            wanted = {(duty["duty"], duty["state"], duty["rule"]) for duty in self.expected["duties"]}
            if {(duty.duty, duty.state, duty.rule) for duty in evaluator._duties(settled)} != wanted:
                return False
        return not expected["advice"] or expected["advice"] <= {one.rule for one in evaluator._advice(settled)}


def counts(evaluator: Evaluator, settled: Settled, row: Rule) -> bool:
    """Whether a row holds, is not overridden, and (advice) goes with the result."""
    if not settled.active & evaluator.matrix.bits((row.id,)):
        return False
    if row.axis is not Axis.ADVICE:
        return True
    duties = {text for duty, state in settled.duties for text in (duty.value, f"{duty.value}:{state.value}")}
    return (not row.outcomes or settled.outcome in row.outcomes) and (not row.duties or bool(duties & {*row.duties}))


class Quick(Evaluator):
    """An evaluator that is built in no time: what completes open results is made when it is needed."""

    def __init__(self, base: RuleBase) -> None:
        self.base, self.matrix = base, Matrix(base)

    @cached_property
    def representatives(self) -> Representatives:  # type: ignore[override]
        return Representatives(self.base, self.matrix)


class Jury:
    """All tests, ready to look at changed rules."""

    def __init__(self, sheets: Sheets, randoms: int = RANDOM) -> None:
        self.sheets, self.randoms = sheets, randoms
        self.bench = Bench(sheets)
        self.base = self.bench.base(sheets)
        evaluator = Quick(self.base)
        points = [*self._examples(), *self._cases(), *self._random(), *self._beside()]
        self.refuted = [point for point in points if point.differs(evaluator)]
        """Points whose expectation the unchanged rules do not meet: they can notice nothing."""
        self.points = [point for point in points if not point.differs(evaluator)]
        self.sieve = Sieve(self.base, [point.values for point in self.points])

    def judge(self, mutant: Any) -> str | None:
        """Who notices the mutant; None where nobody does."""
        with _constant(mutant):
            try:
                base = self.bench.base(self.sheets if mutant.file == "constants" else mutant.applied(self.sheets))
            except (RuleBaseError, ValidationError, ValueError, TypeError, KeyError):
                return "load"
            if mutant.file in TESTS and _tests_fail(mutant.file, base):
                return "tests"
            evaluator = Quick(base)
            seen = (point.who for point in self._points(mutant, base) if point.differs(evaluator))
            return next(seen, None if facts_of(base) == written_facts() else "says")

    def _points(self, mutant: Any, base: RuleBase) -> Iterator[Point]:
        """The points in which the change may show."""
        if mutant.file.startswith("regimes/"):
            yield from (self.points[number] for number in self.sieve.touched(base))
        elif mutant.file == "facts.yaml":
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
        for raw, verdict in zip(facts, module("oracle").Oracle(True).judge_all(facts), strict=True):
            expected = {"outcome": verdict.outcome, "duties": verdict.duties}
            yield Point("oracle", raw, expected, self._read(raw, self.base.catalogue))


class Sieve:
    """Finds the points in which changed rows may say something else: bit i of a mask stands for point i."""

    def __init__(self, base: RuleBase, points: list[Values | None]) -> None:
        self.base, self.points = base, points
        matrix = Matrix(base)
        self.every = sum(1 << n for n, values in enumerate(points) if values)
        self.open = sum(1 << n for n, values in enumerate(points) if values and matrix.settle(values).open)
        self._columns: dict[str, dict[Value, int]] = {}

    def touched(self, base: RuleBase) -> Iterator[int]:
        """The points to look at, examples before cases before random facts."""
        pairs = [(self.base.by_id.get(key), base.by_id.get(key)) for key in {**self.base.by_id, **base.by_id}]
        bits = 0
        for old, new in pairs:
            if old is not new and old != new:
                bits |= self.open | self._differs(base, old, new)
        while bits:
            low = bits & -bits
            yield low.bit_length() - 1
            bits ^= low

    def _differs(self, base: RuleBase, old: Rule | None, new: Rule | None) -> int:
        before, after = self._states(base, old), self._states(base, new)
        if old and new and replace(old, **{key: getattr(new, key) for key in TIMED}) == new:
            return (before[0] ^ after[0]) | (before[1] ^ after[1])
        return before[1] | after[1]

    def _states(self, base: RuleBase, rule: Rule | None) -> tuple[int, int]:
        """The points in which a row holds, and in which it may."""
        if rule is None:
            return 0, 0
        held = possible = self.every
        for name, cell in rule.cells:
            states = [(cell.holds(value), bits) for value, bits in self._column(base, name).items()]
            held &= sum(bits for state, bits in states if state is True)
            possible &= sum(bits for state, bits in states if state is not False)
        return held & self._in_force(base, rule, open_=False), possible & self._in_force(base, rule, open_=True)

    def _in_force(self, base: RuleBase, rule: Rule, *, open_: bool) -> int:
        if rule.start is None and rule.end is None:
            return self.every
        days = self._column(base, "date").items()
        return sum(bits for day, bits in days if (in_force(rule, day) if isinstance(day, date) else open_))

    def _column(self, base: RuleBase, name: str) -> dict[Value, int]:
        """Value of a column → the points that have it."""
        if name not in self._columns:
            column, found = base.columns[name], dict[Value, int]()
            for number, values in enumerate(self.points):
                if values:
                    value = column.value(values)
                    found[value] = found.get(value, 0) | 1 << number
            self._columns[name] = found
        return self._columns[name]


TIMED = ("domain", "when", "start", "end")
"""What decides whether a row holds; everything else is what it says."""


# ---------------------------------------------------------------- rule bases, fast


class Bench:
    """Builds rule bases of parsed files; what a change leaves as it was is taken from the unchanged base."""

    def __init__(self, sheets: Sheets) -> None:
        self._read: dict[int, TableSheet] = {}
        self._tables: dict[int, Any] = {}
        self._sheets = sheets
        self._first: RuleBase | None = None

    def base(self, sheets: Sheets) -> RuleBase:
        """The rule base of the files; the first call must be with the unchanged ones."""
        with _patched(
            (load, "load_catalogue", lambda _: self._document(sheets, "facts.yaml", catalogue_module)),
            (load, "load_countries", lambda _: self._document(sheets, "countries.yaml", country)),
            (load, "_Builder", self._builder(sheets)),
            (load, "TableSheet", self),
        ):
            found = load.assemble(sheets, fingerprint="mutant")
        self._first = self._first or found
        return found

    def _document(self, sheets: Sheets, name: str, of: ModuleType) -> Any:
        if self._first and sheets[name] is self._sheets[name]:
            return self._first.catalogue if of is catalogue_module else self._first.countries

        def document(_: Path, shape: Any) -> Any:
            return TypeAdapter(shape).validate_python(sheets[name])

        with _patched((of, "read_document", document)):
            return of.load_catalogue() if of is catalogue_module else of.load_countries()

    def _builder(self, sheets: Sheets) -> type:
        """A builder that reads a table again only where the change may have touched it."""
        names = ("facts.yaml", "countries.yaml", "scope.yaml", "small_value.yaml")
        same = all(sheets[name] is self._sheets[name] for name in names)
        kept, first = (self._tables, self._first) if same and load.COVERED_FROM == COVERED_FROM else ({}, None)

        class QuickBuilder(load._Builder):
            def __init__(self, *parts: Any) -> None:
                super().__init__(*parts)
                self.columns |= first.columns if first else {}

            def _table(self, file: str, sheet: Any) -> Any:
                if first and id(sheet) in kept:
                    return kept[id(sheet)]
                made = super()._table(file, sheet)
                return made if first else kept.setdefault(id(sheet), made)

        return QuickBuilder

    def model_validate(self, entry: Any) -> TableSheet:
        """The sheet of a table; that of a table that was not changed is read once."""
        if self._first and id(entry) not in self._read:
            return TableSheet.model_validate(entry)
        if id(entry) not in self._read:
            self._read[id(entry)] = TableSheet.model_validate(entry)
        return self._read[id(entry)]


COVERED_FROM = load.COVERED_FROM


@contextmanager
def _patched(*changes: tuple[Any, str, Any]) -> Iterator[None]:
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
    for owner, name, value in changes:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


@contextmanager
def _constant(mutant: Any) -> Iterator[None]:
    if mutant.file != "constants":
        yield
        return
    owner, name = mutant.row.split(".")
    with _patched(({"column": column, "load": load}[owner], name, mutant.value)):
        yield


# ---------------------------------------------------------------- the tests beside this file


def says(base: RuleBase) -> dict[str, str]:
    """Row → what it says."""
    return {rule.id: str(rule.outcome) for rule in base.rules}


def events(base: RuleBase) -> list[date]:
    """The days on which people must judge again."""
    return [event.day for event in base.events]


def defaults(base: RuleBase) -> dict[str, str]:
    """Fact → what stands for it when it is not given, "unknown" aside."""
    found = {fact.key: fact.default or fact.default_from or fact.absent for fact in base.catalogue}
    return {key: value for key, value in found.items() if value != UNKNOWN}


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


def _tests_fail(file: str, base: RuleBase) -> bool:
    """Whether a test of the countries or the catalogue fails with the changed ones."""
    name, looked_at, words = TESTS[file]
    tests = module(name)
    changed = base.countries if file == "countries.yaml" else base.catalogue
    with _patched((tests, looked_at, changed)):
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
