"""Clock: today in Japan. Read at the edges only; whatever depends on a date takes it as a parameter."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], date]


def today() -> date:
    """Today in Japan: the default date of an answer and of a record."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()
