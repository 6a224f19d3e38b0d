"""Representatives: for each fact a few values that stand for all its values, as far as the rules can tell them apart."""

from bisect import bisect_right
from collections.abc import Hashable
from datetime import date, timedelta
from functools import cached_property

from assistant.rules.alike import named_countries
from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.column import NEW_ITEMS_FROM, TWO_KINDS_FROM
from assistant.rules.load import COVERED_FROM, RuleBase
from assistant.rules.matrix import Matrix
from assistant.rules.rule import Between

EUL = ("none", ("B",), ("CW",), ("B", "CW"))


class Representatives:
    """Values that stand for the classes of each fact; unknown is not among them."""

    def __init__(self, base: RuleBase, matrix: Matrix) -> None:
        self.base, self.matrix = base, matrix
        self._found = {fact.key: self._distinct(fact.key, self._values(fact.key, fact.type)) for fact in base.catalogue}

    def of(self, key: str) -> tuple[Value, ...]:
        """The representatives of a fact."""
        return self._found[key]

    def standing_for(self, key: str, value: Value) -> Value | None:
        """The representative of a day or a country; None for a day before the stored law, and for other facts."""
        if isinstance(value, date):
            return self._days[bisect_right(self._days, value) - 1] if value >= COVERED_FROM else None
        return self._by_country.get(str(value)) if self.base.catalogue.get(key).type == "country" else None

    @cached_property
    def _by_country(self) -> dict[str, Value]:
        return {code: codes[0] for codes in self._countries for code in codes}

    def _distinct(self, key: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """One value of those that no cell tells apart, where the cells look at the fact alone."""
        spots = self.matrix.spots_of(frozenset({key}))
        if any(self.matrix.inputs[number] != (key,) for number in spots):
            return values
        seen: dict[Hashable, Value] = {}
        for value in values:
            seen.setdefault(self.matrix.masks({key: value}, spots), value)
        return tuple(seen.values())

    def _values(self, key: str, kind: str) -> tuple[Value, ...]:
        if kind in ("integer", "number"):
            return self._numbers(key)
        classes: dict[str, tuple[Value, ...]] = {
            "country": tuple(codes[0] for codes in self._countries),
            "date": self._days,
            "hs": self._hs,
            "item": self._items,
            "set": EUL,
        }
        return classes.get(kind) or self.base.catalogue.get(key).allowed

    @cached_property
    def _countries(self) -> tuple[tuple[str, ...], ...]:
        """Classes of countries: those the rules name one by one stand apart."""
        named = named_countries(self.base, self.matrix) - {UNKNOWN}
        return self.base.countries.signature_classes(apart=sorted(named))

    @cached_property
    def _days(self) -> tuple[date, ...]:
        """The first day of every stretch of time in which nothing changes, and one before the stored law."""
        changes = {*self.matrix.days, *self.base.countries.breakpoints(), NEW_ITEMS_FROM, TWO_KINDS_FROM}
        changes |= {period.start for period in self.base.scope.periods}
        changes |= {period.start for period in self.base.small.periods}
        return (COVERED_FROM - timedelta(days=1), *sorted(day for day in changes if day >= COVERED_FROM))

    def _numbers(self, key: str) -> tuple[Value, ...]:
        """A number in every band between the bounds of the cells; for the value in yen, between its limits."""
        bounds = self._limits() if key == "total_value_jpy" else set[float]()
        for rule in self.matrix.rules:
            for name, cell in rule.cells:
                if name == key and isinstance(cell, Between):
                    bounds |= {bound for bound in (cell.most,) if bound is not None}
                    bounds |= {bound - 1 for bound in (cell.least,) if bound is not None}
        bounds = {int(bound) for bound in bounds}
        fact = self.base.catalogue.get(key)
        near = {int(bound) + step for bound in bounds for step in (0, 1)}
        return tuple(sorted(n for n in near if (fact.minimum or 0) <= n <= (fact.maximum or n)))

    def _limits(self) -> set[float]:
        return {limit for period in self.base.small.periods for limit in (period.limit_low, period.limit)}

    @cached_property
    def _hs(self) -> tuple[Value, ...]:
        """A code for every way in which the parts of item 16 follow one another."""
        periods = self.base.scope.periods
        prefixes = [prefix for period in periods for prefix in (*period.prefixes, *period.needs_digits)]
        codes = ["01", *(prefix.ljust(6, "0") for prefix in prefixes), *(prefix[:4] for prefix in prefixes)]
        codes += [first for period in periods for first, _ in period.chapters]
        seen: dict[tuple[str, ...], Value] = {}
        for code in codes:
            seen.setdefault(tuple(period.part(code) for period in periods), code)
        return tuple(seen.values())

    @cached_property
    def _items(self) -> tuple[Value, ...]:
        """An item number of every class of the exception for small values; item 1 stands apart."""
        found: dict[tuple[str, ...], Value] = {}
        for item in ("2(1)", "15(1)", *self._table_items(), "6(1)", "5(1)"):
            found.setdefault(tuple(period.item_class(str(item)) for period in self.base.small.periods), item)
        return ("1(1)", *found.values())

    def _table_items(self) -> list[str]:
        return [
            f"{item}({'1' if number == '*' else number})"
            for period in self.base.small.periods
            for item, numbers in period.table.items()
            for number in sorted(numbers)
        ]
