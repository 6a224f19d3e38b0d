"""Alike: days and countries that no column tells apart, as numbers of classes; every other value stands for itself.

What was found for one value is found for all of its class. Nothing here chooses a value that stands for the others:
that is the matter of `representative`.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta

from assistant.rules.catalogue import Value
from assistant.rules.column import NEW_ITEMS_FROM, TWO_KINDS_FROM, Values
from assistant.rules.load import RuleBase
from assistant.rules.matrix import Matrix
from assistant.rules.rule import NoneOf, OneOf

NAMED_IN_COLUMNS = ("RU", "BY", "KP", "UA", "JP")
"""Countries that the columns name one by one."""


class Alike:
    """The classes of one rule base, over all of time."""

    def __init__(self, base: RuleBase, matrix: Matrix) -> None:
        self._days = _days(base, matrix)
        days = (date.min, *self._days)
        apart = named_countries(base, matrix)
        found: dict[object, int] = {}
        self._classes: Mapping[str, int] = {
            code: found.setdefault(
                (
                    code if code in apart else None,
                    *(base.countries.member(name, code, day) for name in base.countries.lists for day in days),
                ),
                len(found),
            )
            for code in base.countries.codes
        }
        self._countries = tuple(fact.key for fact in base.catalogue if fact.type == "country")

    def seen(self, values: Values) -> dict[str, Value]:
        """The values as the columns see them: equal ones give equal masks in every column."""
        seen, day = dict(values), values["date"]
        if isinstance(day, date):
            seen["date"] = bisect_right(self._days, day)
        for key in self._countries:
            code = seen[key]
            seen[key] = self._classes.get(code, code) if isinstance(code, str) else code
        return seen


def named_countries(base: RuleBase, matrix: Matrix) -> frozenset[str]:
    """Countries that a cell or a column names one by one."""
    keys = {fact.key for fact in base.catalogue if fact.type == "country"}
    cells = [cell for rule in matrix.rules for name, cell in rule.cells if name in keys]
    named = {str(value) for cell in cells if isinstance(cell, OneOf | NoneOf) for value in cell.values}
    return frozenset(named).union(NAMED_IN_COLUMNS)


def _days(base: RuleBase, matrix: Matrix) -> tuple[date, ...]:
    """All days on which some column may begin to say something else."""
    periods = [(period.start, period.end) for period in base.scope.periods]
    periods += [(period.start, period.end) for period in base.small.periods]
    ends = {end + timedelta(days=1) for _, end in periods if end}
    turns = {NEW_ITEMS_FROM, TWO_KINDS_FROM, *(start for start, _ in periods)}
    return tuple(sorted({*matrix.days, *base.countries.breakpoints(), *turns, *ends}))
