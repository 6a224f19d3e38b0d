"""Load: YAML tables → RuleBase. Whatever is misspelt, missing or contradictory in the data is reported together."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.rules.catalogue import UNKNOWN, Catalogue, Direction, load_catalogue
from assistant.rules.column import Column, derived_columns, fact_column, member_column
from assistant.rules.country import Countries, load_countries
from assistant.rules.document import DATA
from assistant.rules.errors import Finding, RuleBaseError
from assistant.rules.outcome import ADVICE, Axis, DutyState, Outcome
from assistant.rules.rule import Basis, Between, Cell, Event, NoneOf, OneOf, Rule, Table
from assistant.rules.scope import Scope, ScopePeriod
from assistant.rules.sheet import (
    BasisSheet,
    CellSheet,
    EventSheet,
    LawSheet,
    RuleSheet,
    ScopeSheet,
    SmallSheet,
    SourceSheet,
    TableSheet,
)
from assistant.rules.small_value import SmallPeriod, SmallValue

COVERED_FROM = date(2023, 7, 21)
"""The stored law begins here: 大韓民国 is back in 別表第三 (輸出令@2023-07-21)."""


@dataclass(frozen=True, eq=False)
class RuleBase:
    """All rules with what their cells need. `fingerprint` changes with any byte of the data."""

    catalogue: Catalogue
    countries: Countries
    scope: Scope
    small: SmallValue
    tables: tuple[Table, ...]
    columns: Mapping[str, Column]
    events: tuple[Event, ...]
    laws: Mapping[str, str]
    fingerprint: str

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every row, in the order of the files."""
        return tuple(rule for table in self.tables for rule in table.rules)

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """Row id → row."""
        return {rule.id: rule for rule in self.rules}


@lru_cache(maxsize=1)
def builtin() -> RuleBase:
    """The rules that ship with gaihi."""
    return load()


def load(folder: Path = DATA) -> RuleBase:
    """Read a rule base. Raises RuleBaseError that lists everything wrong, with file, row and what was expected."""
    files = sorted(folder.rglob("*.yaml"))
    sheets = {path.relative_to(folder).as_posix(): _yaml(path) for path in files}
    return assemble(sheets, fingerprint=_fingerprint(folder, files), folder=folder)


def assemble(sheets: Mapping[str, Any], *, fingerprint: str, folder: Path = DATA) -> RuleBase:
    """A rule base of parsed YAML files (name → content); facts and countries are read from `folder`."""
    catalogue, countries = load_catalogue(folder / "facts.yaml"), load_countries(folder / "countries.yaml")
    scope, small = _scope(sheets["scope.yaml"]), _small(sheets["small_value.yaml"])
    laws = {law.short: law.law_id for law in map(LawSheet.model_validate, sheets["laws.yaml"])}
    sources = {source.key: source.source_id for source in map(SourceSheet.model_validate, sheets["sources.yaml"])}
    builder = _Builder(catalogue, countries, laws, sources, scope, small)
    tables = builder.tables({name: sheet for name, sheet in sheets.items() if name.startswith("regimes/")})
    events = tuple(builder.event(entry) for entry in sheets.get("events.yaml", ()))
    if builder.findings:
        raise RuleBaseError(builder.findings)
    return RuleBase(catalogue, countries, scope, small, tables, builder.columns, events, laws, fingerprint)


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleBaseError([Finding(path.name, f"YAML として読めません: {error}")]) from error


def _fingerprint(folder: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _scope(entries: Any) -> Scope:
    sheets = sorted((ScopeSheet.model_validate(entry) for entry in entries), key=lambda sheet: sheet.from_)
    return Scope(
        tuple(ScopePeriod(s.from_, s.to, tuple(s.chapters), s.within, s.needs_digits, s.prefixes) for s in sheets)
    )


def _small(entries: Any) -> SmallValue:
    sheets = sorted((SmallSheet.model_validate(entry) for entry in entries), key=lambda sheet: sheet.from_)
    return SmallValue(tuple(_small_period(sheet) for sheet in sheets))


def _small_period(sheet: SmallSheet) -> SmallPeriod:
    table = {item: frozenset(numbers) for item, numbers in sheet.table.items()}
    eligible, low = frozenset(sheet.eligible), frozenset(sheet.low)
    return SmallPeriod(sheet.from_, sheet.to, sheet.limit, sheet.limit_low, eligible, low, table)


class _Builder:
    """Turns sheets into rows and gathers what is wrong with them."""

    def __init__(  # noqa: PLR0913 the parts of one rule base
        self,
        catalogue: Catalogue,
        countries: Countries,
        laws: Mapping[str, str],
        sources: Mapping[str, str],
        scope: Scope,
        small: SmallValue,
    ) -> None:
        self.catalogue, self.countries, self.laws, self.sources = catalogue, countries, laws, sources
        self.columns: dict[str, Column] = {key: fact_column(key) for key in catalogue.keys}
        self.derived = {column.name: column for column in derived_columns(countries, scope, small)}
        self.columns |= self.derived
        self.findings: list[Finding] = []

    def tables(self, sheets: Mapping[str, Any]) -> tuple[Table, ...]:
        """All tables, with overrides resolved to row ids."""
        found = [(name, sheet) for name, entries in sheets.items() for sheet in self._sheets(name, entries)]
        tables = [self._table(name, sheet) for name, sheet in found]
        return self._resolved(tables)

    def event(self, entry: Any) -> Event:
        """A date on which people must judge again."""
        sheet = EventSheet.model_validate(entry)
        return Event(sheet.date, sheet.why, self._cells("events.yaml", sheet.when, confirmed=False))

    def _sheets(self, name: str, entries: Any) -> list[TableSheet]:
        try:
            return [TableSheet.model_validate(entry) for entry in entries]
        except (ValidationError, TypeError) as error:
            self._report(name, str(error))
            return []

    def _table(self, file: str, sheet: TableSheet) -> Table:
        where = f"{file} {sheet.table}"
        domain = self._cells(where, sheet.domain, confirmed=False)
        start = sheet.from_ if "from_" in sheet.model_fields_set else COVERED_FROM
        table = Table(sheet.table, sheet.title, sheet.regime, sheet.axis, domain, start, sheet.to, sheet.complete, ())
        rules = tuple(self._rule(where, table, row, sheet.domain) for row in sheet.rules)
        return Table(**{**vars(table), "rules": rules})

    def _rule(self, where: str, table: Table, row: RuleSheet, domain: Mapping[str, Any]) -> Rule:
        where = f"{where} {row.id}"
        # a fact that relaxes must be confirmed where the row relaxes; elsewhere an unknown one leaves the row open
        confirmed = row.outcome in (Outcome.PERMIT_NOT_REQUIRED, Outcome.NONE)
        when = self._cells(where, row.when, confirmed=confirmed)
        timeless = any(column == "date" for column, _ in when)
        start = None if timeless else row.from_ if "from_" in row.model_fields_set else table.start
        self._check_outcome(where, table.axis, row.outcome)
        return Rule(
            row.id, row.series or row.id, row.title, table.name, table.regime, table.axis, row.outcome, row.text,
            self._cells(where, domain, confirmed=confirmed), when, start, None if timeless else row.to or table.end,
            tuple(row.overrides), tuple(row.after), tuple(row.asks), tuple(row.outcomes), tuple(row.duties),
            tuple(self._basis(where, basis) for basis in row.basis), row.note, tuple(row.examples),
        )  # fmt: skip

    def _report(self, where: str, what: str) -> None:
        self.findings.append(Finding(where, what))

    def _check_outcome(self, where: str, axis: Axis, outcome: str) -> None:
        allowed: Iterable[str] = Outcome if axis is Axis.PERMIT else [ADVICE] if axis is Axis.ADVICE else DutyState
        if outcome not in list(allowed):
            self._report(where, f"outcome が {outcome!r} です。{axis} では {', '.join(allowed)} のどれかです")

    def _basis(self, where: str, sheet: BasisSheet) -> Basis:
        if sheet.law is not None and sheet.law not in self.laws:
            self._report(where, f"法令の略称 {sheet.law!r} が laws.yaml にありません")
        if sheet.source is not None and sheet.source not in self.sources:
            self._report(where, f"文書 {sheet.source!r} が sources.yaml にありません")
        law_id, source_id = self.laws.get(sheet.law or ""), self.sources.get(sheet.source or "")
        return Basis(
            sheet.grade, sheet.law, law_id, sheet.provision, sheet.version, sheet.source, source_id, sheet.locator,
            sheet.phrase, sheet.kind,
        )  # fmt: skip

    def _cells(self, where: str, sheet: Mapping[str, Any], *, confirmed: bool) -> tuple[tuple[str, Cell], ...]:
        return tuple(self._cell(where, name, content, confirmed=confirmed) for name, content in sheet.items())

    def _cell(self, where: str, name: str, content: Any, *, confirmed: bool) -> tuple[str, Cell]:
        if name not in self.columns:
            self._report(where, f"列 {name!r} はありません")
        try:
            cell = CellSheet.read(content)
        except (ValidationError, ValueError) as error:
            self._report(where, f"列 {name} の条件 {content!r} を読めません: {error}")
            return name, OneOf(frozenset())
        if cell.in_lists is not None or cell.outside_lists is not None:
            lists = tuple(cell.in_lists or cell.outside_lists or ())
            return self._member(where, name, lists), OneOf(frozenset({"yes" if cell.in_lists else "no"}))
        if cell.min is not None or cell.max is not None:
            return name, Between(cell.min, cell.max)
        if cell.not_ is not None:
            return name, NoneOf(self._values(where, name, cell.not_))
        return name, OneOf(self._values(where, name, cell.values or ()), closed=confirmed and self._relaxes(name))

    def _member(self, where: str, key: str, lists: tuple[str, ...]) -> str:
        if missing := [name for name in lists if name not in self.countries.lists]:
            self._report(where, f"国の一覧 {', '.join(missing)} が countries.yaml にありません")
        column = member_column(key, lists, self.countries)
        return self.columns.setdefault(column.name, column).name

    def _values(self, where: str, name: str, values: Iterable[Any]) -> frozenset[Any]:
        """The values of a cell; those of a fact must be among its allowed values."""
        wanted = frozenset(values)
        fact = self.catalogue.find(name)
        allowed = set(fact.allowed) if fact else set()
        if allowed and (strange := wanted - allowed - {UNKNOWN, "none"}):
            self._report(where, f"{name} の値 {sorted(map(str, strange))} は facts.yaml にありません")
        return wanted

    def _relaxes(self, name: str) -> bool:
        fact = self.catalogue.find(name)
        return fact is not None and fact.direction is Direction.RELAXES

    def _resolved(self, tables: list[Table]) -> tuple[Table, ...]:
        """The tables with overrides and afters as row ids; cycles and unknown names are reported."""
        rules = [rule for table in tables for rule in table.rules]
        names: dict[str, list[str]] = {}
        for rule in rules:
            for name in {rule.id, rule.series, rule.table, rule.regime}:
                names.setdefault(name, []).append(rule.id)
        self._check_unique(rules, tables)

        def expand(rule: Rule, wanted: tuple[str, ...]) -> tuple[str, ...]:
            for name in wanted:
                if name not in names:
                    self._report(rule.id, f"overrides/after の {name!r} という規則・表・制度はありません")
            return tuple(dict.fromkeys(row for name in wanted for row in names.get(name, ()) if row != rule.id))

        resolved = [
            Table(**{**vars(table), "rules": tuple(
                Rule(**{**vars(rule), "overrides": expand(rule, rule.overrides), "after": expand(rule, rule.after)})
                for rule in table.rules
            )})
            for table in tables
        ]  # fmt: skip
        self._check_acyclic([rule for table in resolved for rule in table.rules])
        return tuple(resolved)

    def _check_unique(self, rules: list[Rule], tables: list[Table]) -> None:
        for kind, ids in (("規則", [rule.id for rule in rules]), ("表", [table.name for table in tables])):
            for name in dict.fromkeys(name for name in ids if ids.count(name) > 1):
                self._report(name, f"{kind}の id が二つあります")

    def _check_acyclic(self, rules: list[Rule]) -> None:
        try:
            override_order(rules)
        except CycleError as error:
            self._report("overrides", f"輪になっています: {' → '.join(map(str, error.args[1]))}")


def override_order(rules: Iterable[Rule]) -> list[str]:
    """Ids of the rows such that a row comes before those it overrides. Raises graphlib.CycleError."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for rule in rules:
        sorter.add(rule.id)
        for other in rule.overrides:
            sorter.add(other, rule.id)
    return list(sorter.static_order())
