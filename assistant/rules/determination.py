"""Determination: the result of the rule check. Field names are a contract (ARCHITECTURE.md, `POST /v1/check`)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.rules.catalogue import Value


class StepResult(StrEnum):
    """What became of a rule that was considered."""

    HELD = "held"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True)
class Because:
    """A fact that a step rests on: its value, and what the rule wanted."""

    fact: str
    value: Value
    wanted: str


@dataclass(frozen=True)
class Step:
    """One rule of the trace. `rule` is the series, `row` the row of the table; `text` is a Japanese sentence."""

    rule: str
    row: str
    title: str
    result: StepResult
    because: tuple[Because, ...]
    overridden_by: str | None
    text: str
    outcome: str = ""
    """What the row says when it holds."""


@dataclass(frozen=True)
class Duty:
    """A duty beside the permit: prior report, notification, bulk licence, check of the control list."""

    duty: str
    label_ja: str
    state: str
    rule: str


@dataclass(frozen=True)
class Missing:
    """An unknown fact that can still change the result. `decides`: its answer alone can."""

    fact: str
    question: str
    decides: bool


@dataclass(frozen=True)
class Assumed:
    """A default that was used because the fact was not given."""

    fact: str
    value: Value


@dataclass(frozen=True)
class Ground:
    """The legal basis of a rule that fired; `grade` S statute, D source document only, 2 secondary."""

    rule: str
    law_id: str | None
    provision: str | None
    version: date | None
    source_id: str | None
    locator: str | None
    grade: str


@dataclass(frozen=True)
class Advice:
    """Guidance that goes with a result; it never changes it."""

    rule: str
    text: str


@dataclass(frozen=True)
class Change:
    """A later date on which the result of the same facts may change, and why."""

    date: date
    why: str


@dataclass(frozen=True)
class WhatIf:
    """A single fact with another value, and the outcome it would give."""

    fact: str
    value: Value
    outcome: str


@dataclass(frozen=True)
class RuleNotice:
    """Something the reader must know beside the result."""

    code: str
    text: str


@dataclass(frozen=True)
class RuleReceipt:
    """What the result rests on: the fingerprint of the rules."""

    rules: str


@dataclass(frozen=True)
class Determination:
    """The result of the rule check for a set of facts: support for the exporter's own decision."""

    outcome: str
    label_ja: str
    duties: tuple[Duty, ...]
    rules: tuple[str, ...]
    missing: tuple[Missing, ...]
    assumed: tuple[Assumed, ...]
    trace: tuple[Step, ...]
    basis: tuple[Ground, ...]
    advice: tuple[Advice, ...]
    changes_on: tuple[Change, ...]
    would_change: tuple[WhatIf, ...]
    facts: dict[str, Value]
    receipt: RuleReceipt
    notices: tuple[RuleNotice, ...] = field(default=())
