"""Determined: the determination tables of a draft, generated from the rules for the dates before and after they changed.

A row is a set of facts, a cell the result of the rules on one date. Nothing is typed and no model is asked. Only dates up
to the draft's own are shown: what the rules know of later law was not known then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from assistant.answer import as_json
from assistant.checking import Checker, read_given
from assistant.drafting import neutral
from assistant.drafting.draft import Form, Origin, Paragraph, Role, Sentence
from assistant.drafting.grid import EXAMPLES, Facts, Grid, Range
from assistant.grounds import shipped_documents
from assistant.rules.determination import Determination, Step
from assistant.rules.label import Labels
from assistant.rules.load import COVERED_FROM
from assistant.rules.outcome import Axis, Outcome
from assistant.rules.proposing.phrasebook import technology_names
from assistant.rules.rule import Rule
from assistant.words import Words, reasons_of

_CHANGES = 2  # days on which the results changed that a table goes back to
_NO_DUTY = "なし"


@dataclass(frozen=True)
class Turn:
    """A day on which some row of a table has another result than on the day before, and what the rules say of it then."""

    day: date
    told: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """The parts of the ranges a row stands for, all its facts, and what the rules say of them on each day."""

    parts: tuple[Facts, ...]
    facts: Facts
    found: tuple[Determination, ...]


class Tables:
    """Makes tables with one rule base; what was made is kept, because the rules of a process do not change."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._labels = Labels(checker.base, shipped_documents().name)
        self._turned: dict[tuple[str, date, date, str], tuple[Turn, ...]] = {}
        self._made: dict[tuple[str, tuple[date, ...], str], tuple[Paragraph, ...]] = {}

    @property
    def fingerprint(self) -> str:
        """Of the rules."""
        return self._checker.base.fingerprint

    def table(self, grid: Grid, days: Sequence[date], given: Mapping[str, Any] | None = None) -> tuple[Paragraph, ...]:
        """Heading, table, basis and note of a grid. `days`: the draft's date, or the two of a change notice.

        `given` are facts of the request; they take the place of the grid's own. Raises WrongFactsError.
        """
        facts = _plain(given)
        key = (grid.id, tuple(days), repr(sorted(facts.items(), key=lambda one: one[0])))
        if key not in self._made:
            self._made[key] = self._make(grid, tuple(days), facts)
        return self._made[key]

    def turns(self, grid: Grid, start: date, end: date, given: Mapping[str, Any] | None = None) -> tuple[Turn, ...]:
        """The days from `start` to `end`, both included, on which results of a grid change. Raises WrongFactsError."""
        facts = _plain(given)
        key = (grid.id, start, end, repr(sorted(facts.items(), key=lambda one: one[0])))
        if key not in self._turned:
            self._turned[key] = self._turns(grid, start, end, facts)
        return self._turned[key]

    def _turns(self, grid: Grid, start: date, end: date, facts: Facts) -> tuple[Turn, ...]:
        fixed = {**grid.given, **facts}
        rows = [_joined(fixed, parts) for parts in product(*(one.parts for one in self._ranges(grid, end, facts)))]
        found = []
        for day in sorted(one for one in self._days_of(grid, fixed) if start <= one <= end):
            changed = [self._checker.check({**row, "date": day}) for row in rows if self._changed(grid, [row], day)]
            if changed:
                told = {step.row: f"{step.title}: {step.text}" for one in changed for step in _steps(grid, one)}
                found.append(Turn(day, tuple(dict.fromkeys(told.values()))))
        return tuple(found)

    def _make(self, grid: Grid, days: tuple[date, ...], given: Facts) -> tuple[Paragraph, ...]:
        ranges = self._ranges(grid, days[-1], given)
        fixed = {**grid.given, **given}
        shown = days if len(days) > 1 else (*self._changes(grid, ranges, fixed, days[-1]), days[-1])
        rows = tuple(self._row(parts, fixed, shown) for parts in product(*(one.parts for one in ranges)))
        if len(days) > 1:  # of a period: what changes in it
            rows = tuple(row for row in rows if _told(grid, row.found[0]) != _told(grid, row.found[-1]))
        rules = tuple(sorted({rule for row in rows for found in row.found for rule in _rules(grid, found)}))
        heading, made = f"table-{grid.id}", Origin.DETERMINATION
        facts = tuple({**as_json(dict(row.facts)), "date": [day.isoformat() for day in shown]} for row in rows)
        lines = self._lines(grid, ranges, rows, shown)
        note = (
            *(Sentence(neutral.FROM_RULES), Sentence(neutral.days_of_results(shown)), self._premise(fixed, ranges)),
            *self._of_period(grid, days, given, rows),
            *self._lacking(rows),
        )
        if not rows:
            return (
                Paragraph(heading, Role.HEADING, made, (Sentence(grid.title),)),
                Paragraph(f"{heading}-note", Role.NOTE, made, note, heading),
            )
        return (
            Paragraph(heading, Role.HEADING, made, (Sentence(grid.title),)),
            Paragraph(f"{heading}-table", Role.TABLE, made, lines, heading, facts=facts, rules=rules),
            Paragraph(f"{heading}-basis", Role.BASIS, made, self._basis(grid, rows), heading, rules=rules),
            Paragraph(f"{heading}-note", Role.NOTE, made, note, heading, rules=rules),
        )

    def _of_period(self, grid: Grid, days: Sequence[date], given: Facts, rows: Sequence[_Row]) -> Iterable[Sentence]:
        """Of the table of a period: when its results change, and that rows without a change are left out."""
        if len(days) < 2:
            return
        if turns := self.turns(grid, days[0] + timedelta(days=1), days[-1], given):
            yield Sentence(f"結果の変わる日: {'、'.join(neutral.day_ja(one.day) for one in turns)}。")
        yield Sentence(
            "結果の変わらない行は省きました。"
            if rows
            else "この表の事実では、期間の始めの前日と終わりの日の結果は同じです。"
        )

    def _lacking(self, rows: Iterable[_Row]) -> Iterable[Sentence]:
        """Which facts the rows lack that have no result for want of them."""
        found = (one for row in rows for one in row.found if one.outcome == Outcome.INSUFFICIENT_FACTS)
        lacking = dict.fromkeys(self._labels.fact(one.fact) for found_ in found for one in found_.missing)
        if lacking:
            yield Sentence(f"「情報不足」の行で足りない事実: {'、'.join(lacking)}。")

    def _days_of(self, grid: Grid, fixed: Facts) -> set[date]:
        """The days on which a rule for these transactions begins, or the one after its last."""
        kind = str(fixed.get("kind", "goods"))
        rules = [one for one in self._checker.base.rules if not grid.regimes or one.regime in grid.regimes]
        own = [rule for rule in rules if _for(rule, kind)]
        ends = {rule.end + timedelta(days=1) for rule in own if rule.end and rule.end < date.max}
        return {rule.start for rule in own if rule.start} | ends

    def _ranges(self, grid: Grid, day: date, given: Facts) -> tuple[Range, ...]:
        """The ranges of a grid without those the request has settled."""
        groups = (Range("仕向地の区分", tuple({"dest": one} for one in self._examples(day))),) if grid.by_group else ()
        return tuple(
            one for one in (*groups, *grid.ranges) if not any(key in given for part in one.parts for key in part)
        )

    def _examples(self, day: date) -> tuple[str, ...]:
        """A country of each group on no other list: the one named for it, else the first by code."""
        countries = self._checker.base.countries
        others = [name for name in countries.lists if name not in {"group_a", "group_c"}]
        found = []
        for group, named in zip("ABC", EXAMPLES, strict=True):
            codes = [code for code in (named, *sorted(countries.codes)) if countries.group(code, day) == group]
            alone = (code for code in codes if not any(countries.member(name, code, day) for name in others))
            found.append(next(alone, codes[0]))
        return tuple(found)

    def _row(self, parts: tuple[Facts, ...], fixed: Facts, days: Sequence[date]) -> _Row:
        facts = _joined(fixed, parts)
        return _Row(parts, facts, tuple(self._checker.check({**facts, "date": day}) for day in days))

    def _changes(self, grid: Grid, ranges: Sequence[Range], fixed: Facts, day: date) -> tuple[date, ...]:
        """The days before the last changes of the results, up to the draft's day."""
        kind = str(fixed.get("kind", "goods"))
        rules = [one for one in self._checker.base.rules if not grid.regimes or one.regime in grid.regimes]
        starts = {rule.start for rule in rules if _for(rule, kind)}
        known = sorted(one for one in starts if one and COVERED_FROM < one <= day)
        rows = [_joined(fixed, parts) for parts in product(*(one.parts for one in ranges))]
        changed = [one for one in known if self._changed(grid, rows, one)]
        return tuple(one - timedelta(days=1) for one in changed[-_CHANGES:])

    def _changed(self, grid: Grid, rows: Iterable[Facts], day: date) -> bool:
        """Whether some row has another result on a day than on the one before."""
        before = day - timedelta(days=1)
        check = self._checker.check
        return any(
            _told(grid, check({**facts, "date": before})) != _told(grid, check({**facts, "date": day}))
            for facts in rows
        )

    def _lines(
        self, grid: Grid, ranges: Sequence[Range], rows: Sequence[_Row], days: Sequence[date]
    ) -> tuple[Sentence, ...]:
        """The heading row, and the rows; those that differ in one cell and have the same results are one row."""
        lines: list[_Line] = []
        for row in rows:
            cells = tuple(self._cell(grid, one, part) for one, part in zip(ranges, row.parts, strict=True))
            line = _Line(cells, tuple(_told(grid, found) for found in row.found))
            _add(lines, line, [n for n, one in enumerate(ranges) if one.plain])
        head = _Line(tuple(one.name for one in ranges), tuple(f"{neutral.day_ja(day)}の結果" for day in days))
        return tuple(Sentence(line.text, form=Form.ROW) for line in (head, *lines))

    def _cell(self, grid: Grid, column: Range, part: Facts) -> str:
        """What a part says: the values alone where the column has one fact, else each fact with its value."""
        if grid.by_group and "dest" in part:
            countries = self._checker.base.countries
            return f"グループ{countries.group(part['dest'], date.max)}（例: {countries.name(part['dest'])}）"
        return "、".join(
            f"{self._value(key, value)}" if column.plain else f"{self._labels.fact(key)}: {self._value(key, value)}"
            for key, value in part.items()
        )

    def _value(self, key: str, value: Any) -> str:
        """A value; a technology, which has a sign alone, with its name."""
        name = technology_names().get(str(value), "") if key == "tech_no" else ""
        return f"{self._labels.value(key, value)}{name}"

    def _premise(self, fixed: Facts, ranges: Sequence[Range]) -> Sentence:
        """What every row takes for given unless it says otherwise."""
        told = "、".join(f"{self._labels.fact(key)}: {self._labels.value(key, value)}" for key, value in fixed.items())
        return Sentence(f"行に書いていない前提: {told}。" if told and ranges else f"前提: {told}。")

    def _basis(self, grid: Grid, rows: Sequence[_Row]) -> tuple[Sentence, ...]:
        """The rules behind the cells with their legal basis, each once."""
        words = Words(self._checker.base, shipped_documents())
        lines: dict[str, str] = {}
        for found in (one for row in rows for one in row.found):
            for rule in _rules(grid, found):
                if rule not in lines and (grounds := words.grounds(found, rule)):
                    lines[rule] = f"{rule}: {'、'.join(grounds)}"
        return tuple(Sentence(lines[rule], form=Form.ITEM) for rule in sorted(lines))


@dataclass(frozen=True)
class _Line:
    cells: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def text(self) -> str:
        return " | ".join((*self.cells, *self.told))


def _add(lines: list[_Line], line: _Line, plain: Sequence[int]) -> None:
    """Add a line, or join it to one that says the same of another value in one of the plain columns."""
    for n, before in enumerate(lines):
        apart = [m for m, (one, two) in enumerate(zip(before.cells, line.cells, strict=True)) if one != two]
        if before.told == line.told and len(apart) == 1 and apart[0] in plain:
            cells = (f"{one}・{two}" if one != two else one for one, two in zip(before.cells, line.cells, strict=True))
            lines[n] = _Line(tuple(cells), line.told)
            return
    lines.append(line)


def _joined(fixed: Facts, parts: Iterable[Facts]) -> dict[str, Any]:
    facts = dict(fixed)
    for part in parts:
        facts |= part
    return facts


def _for(rule: Rule, kind: str) -> bool:
    """Whether a rule can speak of this kind of transaction."""
    return all(cell.holds(kind) is not False for column, cell in rule.cells if column == "kind")


def _told(grid: Grid, found: Determination) -> str:
    """What a cell says."""
    if grid.tells is Axis.PERMIT:
        return found.label_ja
    return next((duty.label_ja for duty in found.duties if duty.duty == grid.tells.value), _NO_DUTY)


def _rules(grid: Grid, found: Determination) -> tuple[str, ...]:
    """The rules that give what a cell says."""
    if grid.tells is Axis.PERMIT:
        duties = {duty.rule for duty in found.duties}
        return tuple(step.rule for step in reasons_of(found).deciding if step.rule not in duties)
    return tuple(duty.rule for duty in found.duties if duty.duty == grid.tells.value)


def _steps(grid: Grid, found: Determination) -> tuple[Step, ...]:
    """The steps that give what a cell says."""
    rules = set(_rules(grid, found))
    return tuple(step for step in reasons_of(found).deciding if step.rule in rules)


def _plain(facts: Mapping[str, Any] | None) -> dict[str, Any]:
    """Facts of a request as values, without their confirmations and without the date, which the days of a table are."""
    return {key: value for key, value in read_given(facts or {}).values.items() if key != "date"}
