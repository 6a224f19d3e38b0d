"""Rule: one row of a decision table, with its cells, its time and its legal basis. Data only."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.outcome import Axis


@dataclass(frozen=True)
class OneOf:
    """True for the values named; an unknown value is true where it is named itself, otherwise it leaves it open.

    `closed`: an unknown value is false. So for facts that relax: they count only once confirmed.
    """

    values: frozenset[Value]
    closed: bool = False

    def holds(self, value: Value) -> bool | None:
        """True, False, or None where the value is unknown and that was not asked for."""
        if isinstance(value, tuple):
            return not self.values.isdisjoint(value)
        if value == UNKNOWN and UNKNOWN not in self.values:
            return False if self.closed else None
        return value in self.values

    def __str__(self) -> str:
        return "・".join(sorted(map(str, self.values)))


@dataclass(frozen=True)
class NoneOf:
    """True for every value but those named, and for an unknown one: "not confirmed to be …"."""

    values: frozenset[Value]

    def holds(self, value: Value) -> bool | None:
        """True unless the value is one of those named."""
        return value not in self.values

    def __str__(self) -> str:
        return f"{'・'.join(sorted(map(str, self.values)))} と確認されていない"


@dataclass(frozen=True)
class Between:
    """True for numbers from `least` to `most`, both included; None is no bound."""

    least: float | None
    most: float | None

    def holds(self, value: Value) -> bool | None:
        """True, False, or None for an unknown number."""
        if not isinstance(value, int | float):
            return None if value == UNKNOWN else False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        return (
            f"{'' if self.least is None else f'{self.least:g}以上'}{'' if self.most is None else f'{self.most:g}以下'}"
        )


Cell = OneOf | NoneOf | Between


@dataclass(frozen=True)
class Basis:
    """Where a rule comes from: a provision of a law in a version, or a place in a source document.

    `grade`: S statute, D source document only, 2 secondary. `kind`: goods or tech where the basis differs.
    """

    grade: str
    law: str | None = None
    law_id: str | None = None
    provision: str | None = None
    version: date | None = None
    source: str | None = None
    source_id: str | None = None
    locator: str | None = None
    phrase: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Rule:
    """One row: when its cells hold in its time, it says `outcome` on `axis`.

    `id` is unique; `series` is the id shown outside. `overrides`: ids of the rows that no longer count when this
    one does. `after`: the row needs one of these rows to hold. `start`/`end` are inclusive; None is open.
    """

    id: str
    series: str
    title: str
    table: str
    regime: str
    axis: Axis
    outcome: str
    text: str
    domain: tuple[tuple[str, Cell], ...]
    when: tuple[tuple[str, Cell], ...]
    start: date | None
    end: date | None
    overrides: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    note: str = ""
    examples: tuple[dict[str, Any], ...] = field(default=(), compare=False)

    @property
    def cells(self) -> tuple[tuple[str, Cell], ...]:
        """(column, cell) of the table's domain and of the row itself."""
        return self.domain + self.when


@dataclass(frozen=True)
class Table:
    """Rows that answer one question together. `complete`: every state of its domain must hold at least one row."""

    name: str
    title: str
    regime: str
    axis: Axis
    domain: tuple[tuple[str, Cell], ...]
    start: date | None
    end: date | None
    complete: bool
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Event:
    """A date on which something put in by people must be judged again."""

    day: date
    why: str
    when: tuple[tuple[str, Cell], ...]
