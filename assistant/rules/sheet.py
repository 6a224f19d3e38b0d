"""Sheets: the shapes of the YAML files, unknown keys forbidden. Read by `load`; nothing else knows them."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.rules.outcome import Axis

Scalar = str | int


class _Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class BasisSheet(_Sheet):
    """A provision of a law in a version, or a place in a source document."""

    grade: Literal["S", "D", "2"]
    law: str | None = None
    provision: str | None = None
    version: date | None = None
    source: str | None = None
    locator: str | None = None
    phrase: str | None = Field(default=None, max_length=30)
    kind: Literal["goods", "tech"] | None = None


class RuleSheet(_Sheet):
    """A row of a table."""

    id: str
    series: str | None = None
    title: str
    when: dict[str, Any] = {}
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    outcome: str
    text: str
    asks: list[str] = []
    overrides: list[str] = []
    after: list[str] = []
    outcomes: list[str] = []
    duties: list[str] = []
    basis: list[BasisSheet] = []
    note: str = ""
    examples: list[dict[str, Any]] = []


class TableSheet(_Sheet):
    """A decision table."""

    table: str
    title: str
    regime: str
    axis: Axis = Axis.PERMIT
    domain: dict[str, Any]
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    complete: bool = True
    rules: list[RuleSheet]


class CellSheet(_Sheet):
    """A cell written as a mapping; plain values and lists are read by `read`."""

    values: list[Scalar] | None = None
    not_: list[Scalar] | None = Field(default=None, alias="not")
    min: float | None = None
    max: float | None = None
    in_lists: list[str] | None = Field(default=None, alias="list")
    outside_lists: list[str] | None = Field(default=None, alias="outside")

    @classmethod
    def read(cls, content: Any) -> "CellSheet":
        """The cell of YAML content: a value, a list of values, or a mapping. Booleans are refused (quote yes and no)."""
        if not isinstance(content, dict):
            content = {"values": content}
        bare = ("min", "max")
        listed = {key: value if isinstance(value, list) or key in bare else [value] for key, value in content.items()}
        if any(isinstance(item, bool) for value in listed.values() if isinstance(value, list) for item in value):
            raise ValueError("真偽値です。yes・no・NO は引用符で囲んでください")
        if [] in listed.values() or len({"min" if key in bare else key for key in listed}) != 1:
            raise ValueError("値（の一覧）、not、min と max、list、outside のどれか一つで書いてください")
        return cls.model_validate(listed)


class EventSheet(_Sheet):
    """A date on which something must be judged again."""

    date: date
    why: str
    when: dict[str, Any] = {}


class LawSheet(_Sheet):
    """A statute and its short name."""

    short: str
    law_id: str
    title: str


class SourceSheet(_Sheet):
    """A source document: its number in citations, its id in the corpus, the month it speaks of."""

    key: str
    source_id: str
    as_of: str
    proposal: bool


class _Period(_Sheet):
    from_: date = Field(alias="from")
    to: date | None = None


class ScopeSheet(_Period):
    """Item 16 by HS code in one stretch of time."""

    chapters: list[tuple[str, str]]
    within: str
    needs_digits: dict[str, int]
    prefixes: dict[str, str]


class SmallSheet(_Period):
    """The exception for small values in one stretch of time."""

    limit: int
    limit_low: int
    eligible: list[str]
    excluded: list[str]
    low: list[str]
    table: dict[str, list[str]]
