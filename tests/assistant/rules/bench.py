"""Bench: rule bases of changed files, built in no time, and the facts in which a change may show."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from pydantic import TypeAdapter

from assistant.rules import catalogue as catalogue_module
from assistant.rules import country, load
from assistant.rules.catalogue import Value
from assistant.rules.document import DATA
from assistant.rules.evaluate import Evaluator
from assistant.rules.load import RuleBase
from assistant.rules.matrix import Matrix, in_force
from assistant.rules.representative import Representatives
from assistant.rules.rule import Rule
from assistant.rules.sheet import TableSheet

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one are no package

from mutate import MODULES

Sheets = Mapping[str, Any]
Values = dict[str, Value]

COVERED_FROM = load.COVERED_FROM
TIMED = ("domain", "when", "start", "end")
"""What decides whether a row holds; everything else is what it says."""


def parsed(folder: Path = DATA) -> dict[str, Any]:
    """Every file of the rule base, parsed once."""
    return {
        path.relative_to(folder).as_posix(): yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.yaml"))
    }


class Quick(Evaluator):
    """An evaluator that is built in no time: what completes open results is made when it is needed."""

    def __init__(self, base: RuleBase) -> None:
        self.base, self.matrix = base, Matrix(base)

    @cached_property
    def representatives(self) -> Representatives:  # type: ignore[override]
        return Representatives(self.base, self.matrix)


class Bench:
    """Builds rule bases of parsed files; what a change leaves as it was is taken from the unchanged base."""

    def __init__(self, sheets: Sheets) -> None:
        self._read: dict[int, TableSheet] = {}
        self._tables: dict[int, Any] = {}
        self._sheets = sheets
        self._first: RuleBase | None = None

    def base(self, sheets: Sheets) -> RuleBase:
        """The rule base of the files; the first call must be with the unchanged ones."""
        with patched(
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

        with patched((of, "read_document", document)):
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


@contextmanager
def patched(*changes: tuple[Any, str, Any]) -> Iterator[None]:
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
    for owner, name, value in changes:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


@contextmanager
def constant(mutant: Any) -> Iterator[None]:
    if mutant.file != "constants":
        yield
        return
    owner, name = mutant.row.split(".")
    with patched((MODULES[owner], name, mutant.value)):
        yield


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
