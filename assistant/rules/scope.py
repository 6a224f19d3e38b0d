"""Scope: which HS codes belong to item 16, and to which part of it, by date (輸出令 別表第一16項, 貨物等省令 14条の2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.rules.catalogue import UNKNOWN, Value


@dataclass(frozen=True)
class ScopePeriod:
    """Item 16 in one stretch of time (`end` None: still so).

    `chapters`: first and last chapter of each range; `within`: part of a code there unless a longer prefix says
    otherwise; `needs_digits`: prefix → digits that a code must have; `prefixes`: prefix → part, longest first.
    """

    start: date
    end: date | None
    chapters: tuple[tuple[str, str], ...]
    within: str
    needs_digits: Mapping[str, int]
    prefixes: Mapping[str, str]

    def part(self, hs: str) -> str:
        """exempt, 16-1, 16-2 or unknown for the digits of a code."""
        if not any(first <= hs[:2] <= last for first, last in self.chapters):
            return "exempt"
        if self.short(hs):
            return UNKNOWN
        prefix = _longest(hs, self.prefixes)
        return self.within if prefix is None else self.prefixes[prefix]

    def short(self, hs: str) -> bool:
        """Whether a code has fewer digits than it takes to tell its part."""
        needed = _longest(hs, self.needs_digits)
        return needed is not None and len(hs) < self.needs_digits[needed]


def _longest(hs: str, prefixes: Mapping[str, object]) -> str | None:
    return max((prefix for prefix in prefixes if hs.startswith(prefix)), key=len, default=None)


@dataclass(frozen=True, eq=False)
class Scope:
    """All periods, oldest first."""

    periods: tuple[ScopePeriod, ...]

    def short(self, hs: str, day: Value) -> bool:
        """Whether a code is too short to tell its part on a date, or on some date where it is unknown."""
        return any(period.short(hs) and period.part(hs) == UNKNOWN for period in self._on(day))

    @lru_cache(maxsize=4096)  # noqa: B019 one instance per rule base
    def of(self, hs: str, day: Value) -> str:
        """The part of item 16 a code belongs to on a date; where the periods differ and the date is unknown, unknown."""
        if hs == UNKNOWN:
            return UNKNOWN
        parts = {period.part(hs) for period in self._on(day)}
        return parts.pop() if len(parts) == 1 else UNKNOWN

    @lru_cache(maxsize=4096)  # noqa: B019 one instance per rule base
    def covers(self, hs: str, day: Value) -> str:
        """Whether a code is one of item 16 on a date, whichever part: yes, no or unknown."""
        if hs == UNKNOWN:
            return UNKNOWN
        outside = {period.part(hs) == "exempt" for period in self._on(day)}
        return ("no" if outside.pop() else "yes") if len(outside) == 1 else UNKNOWN

    def _on(self, day: Value) -> tuple[ScopePeriod, ...]:
        """The period of a date, all of them where it is unknown."""
        if not isinstance(day, date):
            return self.periods
        return tuple(one for one in self.periods if one.start <= day and (one.end is None or day <= one.end))
