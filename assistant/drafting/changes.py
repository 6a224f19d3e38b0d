"""Changes: what changed in the law between two days: the dated statements of the documents, the provisions whose wording
changed, and the rules that began or ended. Finds; nothing is written here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from assistant.checking import Checker
from assistant.drafting.about import About
from assistant.drafting.gather import Scope, sections
from assistant.drafting.unit import Unit
from assistant.hit import Hit
from assistant.question import Question
from assistant.rules.rule import Rule
from ingest.citation import standing
from ingest.document import Passage
from ingest.index import Index
from ingest.lexical import Window
from ingest.source import Kind
from ingest.status import StatusKind

_SPEAKS = 0.5  # share of the words of a topic that a changed passage must hold


@dataclass(frozen=True)
class Period:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def before(self) -> date:
        """The last day before it: what is new in the period is not there yet."""
        return self.start - timedelta(days=1) if self.start > date.min else self.start

    def holds(self, day: date | None) -> bool:
        """Whether something of that day is new in the period."""
        return day is not None and self.start <= day <= self.end


@dataclass(frozen=True)
class Reworded:
    """A provision with another wording since `day`; None before or after where it is new or gone."""

    day: date
    old: Hit | None
    new: Hit | None


@dataclass(frozen=True)
class Stated:
    """Units of the documents in which something is said of a day; what it is, is told apart in `effect`."""

    day: date
    units: tuple[Unit, ...]


def reworded(index: Index, scope: Scope, period: Period, topic: Question | None = None) -> tuple[Reworded, ...]:
    """The provisions whose wording changed in the period, by day and place; those about the topic, if there is one."""
    before = index.visible(Window(period.before, frozenset(scope.source_ids), supplementary=True))
    after = index.visible(Window(period.end, frozenset(scope.source_ids), supplementary=True))
    gone = _statutes(index, np.flatnonzero(before & ~after), period.end)
    come = _statutes(index, np.flatnonzero(after & ~before), period.end)
    old = {(hit.source.id, hit.passage.locator): hit for hit in gone}
    found = []
    for hit in come:
        found.append(Reworded(hit.passage.visible_from, old.pop((hit.source.id, hit.passage.locator), None), hit))
    found += [Reworded(hit.passage.visible_to or period.end, hit, None) for hit in old.values()]
    about = About(index, topic) if topic else None
    kept = [one for one in found if about is None or _on(about, one) >= _SPEAKS]
    return tuple(sorted(kept, key=lambda one: (one.day, _place(one))))


def _on(about: About, one: Reworded) -> float:
    return max(about.share(hit) for hit in (one.old, one.new) if hit)


def _place(one: Reworded) -> tuple[str, int, str]:
    passage = (one.new or one.old).passage  # type: ignore[union-attr]  # one of them is there
    return passage.source_id, passage.order, passage.id


def _statutes(index: Index, rows: Iterable[int], day: date) -> list[Hit]:
    wanted = [int(row) for row in rows if index.source_of(int(row)).kind is Kind.STATUTE]
    return [hit_on(index, passage, day) for passage in index.passages(wanted)]


def hit_on(index: Index, passage: Passage, day: date) -> Hit:
    """A passage as it stands on a day."""
    source = index.sources[passage.source_id]
    return Hit(passage, source, 1.0, (), standing(passage, source, index.statuses, day))


def stated(index: Index, scope: Scope, period: Period, question: Question, *, topical: bool) -> tuple[Stated, ...]:
    """What the documents say changed, or would change, on each day of the period."""
    about = About(index, question) if topical else None
    found: dict[date, list[Unit]] = {}
    for hit in _dated(index, scope, period):
        if about is not None and about.share(hit) < _SPEAKS:
            continue
        for unit in sections(index, question, (hit,)):
            days = {day for one in unit.sentences if (day := _day(index, hit, one.span.start, one.span.end, period))}
            for day in days:
                found.setdefault(day, []).append(unit)
    return tuple(Stated(day, tuple(units)) for day, units in sorted(found.items()))


def _dated(index: Index, scope: Scope, period: Period) -> Iterable[Hit]:
    """The passages of documents with a status that begins or ends in the period, in order."""
    visible = index.visible(Window(scope.day, frozenset(scope.source_ids)))
    marked = {status.source_id for status in index.statuses.values() if period.holds(status.on)}
    rows = [int(row) for row in np.flatnonzero(visible) if index.source_of(int(row)).id in marked]
    for passage in index.passages(rows):
        if any(period.holds(_on_day(index, mark.status_id)) for mark in passage.marks):
            yield hit_on(index, passage, scope.day)


def _on_day(index: Index, status_id: str) -> date | None:
    status = index.statuses.get(status_id)
    return status.on if status and status.kind is not StatusKind.PROPOSED else None


def _day(index: Index, hit: Hit, start: int, end: int, period: Period) -> date | None:
    """The day of the period on which the status of a stretch of a passage begins or ends."""
    days = (_on_day(index, mark.status_id) for mark in hit.passage.marks if mark.start < end and start < mark.end)
    return next((day for day in days if period.holds(day)), None)


def changed_rules(checker: Checker, period: Period, regimes: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rows of the rules that begin in the period, or end in it, in the order of the files."""
    return tuple(
        rule
        for rule in checker.base.rules
        if (not regimes or rule.regime in regimes) and (period.holds(rule.start) or _ends(rule, period))
    )


def _ends(rule: Rule, period: Period) -> bool:
    return rule.end is not None and rule.end < date.max and period.holds(rule.end + timedelta(days=1))
