"""Load: YAML tables → RuleBase. Whatever is misspelt, missing or contradictory in the data is reported together."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.rules.catalogue import UNKNOWN, Catalogue, Direction, load_catalogue
from assistant.rules.column import Column, derived_columns, fact_column, member_column
from assistant.rules.country import Countries, load_countries
from assistant.rules.document import DATA, faults, read_yaml
from assistant.rules.errors import Finding, RuleBaseError
from assistant.rules.outcome import ADVICE, DUTIES, Axis, DutyState, Outcome
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

Sheet = TypeVar("Sheet", bound=BaseModel)

DUTY_NAMES = tuple(name for duty in DUTIES for name in (duty.value, *(f"{duty.value}:{state}" for state in DutyState)))
"""What an advice may go with: a duty in any state, or in one."""

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
    sheets = {path.relative_to(folder).as_posix(): read_yaml(path) for path in files}
    return assemble(sheets, fingerprint=_fingerprint(folder, files), folder=folder)


def assemble(sheets: Mapping[str, Any], *, fingerprint: str, folder: Path = DATA) -> RuleBase:
    """A rule base of parsed YAML files (name → content); facts and countries are read from `folder`."""
    catalogue, countries = load_catalogue(folder / "facts.yaml"), load_countries(folder / "countries.yaml")
    reading = _Reading(sheets)
    scope = _scope(reading.entries("scope.yaml", ScopeSheet))
    small = _small(reading.entries("small_value.yaml", SmallSheet))
    laws = {law.short: law.law_id for law in reading.entries("laws.yaml", LawSheet)}
    sources = {source.key: source.source_id for source in reading.entries("sources.yaml", SourceSheet)}
    builder = _Builder(catalogue, countries, laws, sources, scope, small)
    regimes = [name for name in sheets if name.startswith("regimes/")]
    tables = builder.tables([(name, sheet) for name in regimes for sheet in reading.entries(name, TableSheet)])
    events = tuple(map(builder.event, reading.entries("events.yaml", EventSheet) if "events.yaml" in sheets else ()))
    if findings := reading.findings + builder.findings:
        raise RuleBaseError(findings)
    return RuleBase(catalogue, countries, scope, small, tables, builder.columns, events, laws, fingerprint)


class _Reading:
    """Reads the entries of files into sheets and gathers those that are not of their shape."""

    def __init__(self, sheets: Mapping[str, Any]) -> None:
        self.sheets = sheets
        self.findings: list[Finding] = []

    def entries(self, name: str, shape: type[Sheet]) -> list[Sheet]:
        """The entries of a file that can be read."""
        content = self.sheets.get(name)
        if not isinstance(content, list) or not content:
            self.findings.append(Finding(name, "項目の一覧がありません。"))
            return []
        read = (self._entry(name, number, entry, shape) for number, entry in enumerate(content, 1))
        return [sheet for sheet in read if sheet is not None]

    def _entry(self, name: str, number: int, entry: Any, shape: type[Sheet]) -> Sheet | None:
        try:
            return shape.model_validate(entry)
        except ValidationError as error:
            called = entry.get("table") if isinstance(entry, dict) else None
            self.findings += faults(f"{name} {called or number}", error)
            return None


def _fingerprint(folder: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _scope(entries: list[ScopeSheet]) -> Scope:
    sheets = sorted(entries, key=lambda sheet: sheet.from_)
    return Scope(
        tuple(ScopePeriod(s.from_, s.to, tuple(s.chapters), s.within, s.needs_digits, s.prefixes) for s in sheets)
    )


def _small(entries: list[SmallSheet]) -> SmallValue:
    return SmallValue(tuple(_small_period(sheet) for sheet in sorted(entries, key=lambda sheet: sheet.from_)))


def _small_period(sheet: SmallSheet) -> SmallPeriod:
    table = {item: frozenset(numbers) for item, numbers in sheet.table.items()}
    eligible, low = frozenset(sheet.eligible), frozenset(sheet.low)
    return SmallPeriod(sheet.from_, sheet.to, sheet.limit, sheet.limit_low, eligible, low, table)


class _Builder:
    """Turns sheets into rows and gathers what is wrong with them."""

    def __init__(  # noqa: PLR0913, PLR0917 the parts of one rule base
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

    def tables(self, sheets: Iterable[tuple[str, TableSheet]]) -> tuple[Table, ...]:
        """All tables (file, sheet), with overrides resolved to row ids."""
        return self._resolved([self._table(name, sheet) for name, sheet in sheets])

    def event(self, sheet: EventSheet) -> Event:
        """A date on which people must judge again."""
        return Event(sheet.date, sheet.why, self._cells("events.yaml", sheet.when, confirmed=False))

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
        self._check_row(where, table.axis, row)
        return Rule(
            row.id, row.series or row.id, row.title, table.name, table.regime, table.axis, row.outcome, row.text,
            self._cells(where, domain, confirmed=confirmed), when, start, None if timeless else row.to or table.end,
            tuple(row.overrides), tuple(row.after), tuple(row.asks), tuple(row.outcomes), tuple(row.duties),
            tuple(self._basis(where, basis) for basis in row.basis), row.note, tuple(row.examples),
        )  # fmt: skip

    def _report(self, where: str, what: str) -> None:
        self.findings.append(Finding(where, what))

    def _check_row(self, where: str, axis: Axis, row: RuleSheet) -> None:
        allowed: Iterable[str] = Outcome if axis is Axis.PERMIT else [ADVICE] if axis is Axis.ADVICE else DutyState
        self._check_names(where, "outcome", [row.outcome], allowed)
        self._check_names(where, "outcomes", row.outcomes, Outcome)
        self._check_names(where, "duties", row.duties, DUTY_NAMES)
        self._check_names(where, "asks", row.asks, self.catalogue.keys)
        if row.from_ and row.to and row.from_ > row.to:
            self._report(where, f"from {row.from_} が to {row.to} より後です")

    def _check_names(self, where: str, key: str, names: Iterable[str], allowed: Iterable[str]) -> None:
        known = list(allowed)
        if strange := [name for name in names if name not in known]:
            self._report(where, f"{key} の {', '.join(strange)} はありません。{', '.join(known)} のどれかです")

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
        except ValueError as error:  # pydantic's is one of them
            self._report(where, f"列 {name} の条件 {content!r} を読めません: {error}")
            return name, OneOf(frozenset())
        self._check_type(where, name, cell)
        if cell.in_lists is not None or cell.outside_lists is not None:
            lists = tuple(cell.in_lists or cell.outside_lists or ())
            return self._member(where, name, lists), OneOf(frozenset({"yes" if cell.in_lists else "no"}))
        if cell.min is not None or cell.max is not None:
            return name, Between(cell.min, cell.max)
        if cell.not_ is not None:
            return name, NoneOf(self._values(where, name, cell.not_))
        return name, OneOf(self._values(where, name, cell.values or ()), closed=confirmed and self._relaxes(name))

    def _check_type(self, where: str, name: str, cell: CellSheet) -> None:
        fact = self.catalogue.find(name)
        kind = fact.type if fact else "choice"
        if (cell.min is not None or cell.max is not None) and kind not in ("integer", "number"):
            self._report(where, f"列 {name} は数ではないので、min と max は使えません")
        if (cell.in_lists or cell.outside_lists) and kind != "country":
            self._report(where, f"列 {name} は国ではないので、国の一覧は使えません")

    def _member(self, where: str, key: str, lists: tuple[str, ...]) -> str:
        if missing := [name for name in lists if name not in self.countries.lists]:
            self._report(where, f"国の一覧 {', '.join(missing)} が countries.yaml にありません")
        column = member_column(key, lists, self.countries)
        return self.columns.setdefault(column.name, column).name

    def _values(self, where: str, name: str, values: Iterable[Any]) -> frozenset[Any]:
        """The values of a cell; they must be among those that the column can have."""
        wanted = frozenset(values)
        allowed = self._answers(name)
        if allowed and (strange := wanted - allowed - {UNKNOWN}):
            self._report(where, f"{name} の値 {sorted(map(str, strange))} は facts.yaml にありません")
        return wanted

    def _answers(self, name: str) -> frozenset[str]:
        """The values of a column, "unknown" aside; empty where they cannot be listed."""
        fact = self.catalogue.find(name)
        if fact is None:
            return self.columns[name].answers if name in self.columns else frozenset()
        if fact.type == "country":
            return frozenset(self.countries.codes)
        return frozenset({*fact.allowed, fact.absent} if fact.allowed else ())

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
        for key, order in (("overrides", override_order), ("after", waiting_order)):
            try:
                order(rules)
            except CycleError as error:
                self._report(key, f"輪になっています: {' → '.join(map(str, error.args[1]))}")


def override_order(rules: Iterable[Rule]) -> list[str]:
    """Ids of the rows such that a row comes before those it overrides. Raises graphlib.CycleError."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for rule in rules:
        sorter.add(rule.id)
        for other in rule.overrides:
            sorter.add(other, rule.id)
    return list(sorter.static_order())


def waiting_order(rules: Iterable[Rule]) -> list[str]:
    """Ids of the rows such that a row comes before those that wait for it. Raises graphlib.CycleError."""
    return list(TopologicalSorter({rule.id: rule.after for rule in rules}).static_order())
