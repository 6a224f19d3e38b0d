"""Small value: the limits of the exception for small total values, by date (輸出令 4条1項5号, 別表第三の三)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.rules.catalogue import UNKNOWN, Value

_ITEM = re.compile(r"([0-9]+(?:の[0-9]+)?)(?:\(([^)]*)\))?")


@dataclass(frozen=True)
class SmallPeriod:
    """Limits in yen and items in one stretch of time (`end` None: still so).

    `low`: items with the low limit; `table`: item → numbers of 別表第三の三, "*" for the whole item.
    """

    start: date
    end: date | None
    limit: int
    limit_low: int
    eligible: frozenset[str]
    low: frozenset[str]
    table: Mapping[str, frozenset[str]]

    def item_class(self, number: str) -> str:
        """none (no exception), 15 (low limit), table (low limit for notice goods), plain, or unknown."""
        item, sub = split_item(number)
        if item == UNKNOWN:
            return UNKNOWN
        if item not in self.eligible:
            return "none"
        if item in self.low:
            return "15"
        listed = self.table.get(item, frozenset())
        # an item without its number may be one of those in the table
        return "table" if listed and (not sub or "*" in listed or sub in listed) else "plain"

    def value_test(self, number: str, value: Value, notice: str) -> str:
        """within, over, notice (depends on the notice goods) or unknown for a total value in yen."""
        kind = self.item_class(number)
        if kind == "none" or not isinstance(value, int):
            return UNKNOWN
        if kind == UNKNOWN:  # above the higher limit no item is within
            return "over" if value > self.limit else UNKNOWN
        if kind == "table" and self.limit_low < value <= self.limit:
            return {"yes": "over", "no": "within"}.get(notice, "notice")
        return "within" if value <= (self.limit_low if kind == "15" else self.limit) else "over"


@dataclass(frozen=True)
class SmallValue:
    """All periods, oldest first."""

    periods: tuple[SmallPeriod, ...]

    def at(self, day: Value) -> SmallPeriod:
        """The period of a date; the last one where the date is unknown or before the stored law."""
        if isinstance(day, date):
            for period in self.periods:
                if period.start <= day and (period.end is None or day <= period.end):
                    return period
        return self.periods[-1]


def split_item(number: str) -> tuple[str, str]:
    """("3の2", "2") of "3の2(2)"; ("unknown", "") where it is no item number."""
    found = _ITEM.match(number)
    return (found[1], found[2] or "") if found else (UNKNOWN, "")
