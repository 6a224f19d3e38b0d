"""Foreseen: what the sources say about days after the last stored version of the law: terms that end, days of entry into
force. Finds sentences that name such a day; what becomes law until then nobody knows.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.drafting.changes import Period, hit_on
from assistant.drafting.draft import Form
from assistant.drafting.gather import Scope
from assistant.drafting.unit import form_of, tellable
from assistant.evidence import Sentence, read_sentences
from assistant.question import Question
from ingest.fold import fold
from ingest.index import Index
from ingest.lexical import Window

_DAY = re.compile(r"(令和|20)(\d{1,2})年(\d{1,2})月(\d{1,2})日\)?(から|まで|に(?:施行|適用)|以後)?")
_REIWA = 2018  # the year before the first of the era


@dataclass(frozen=True)
class Foreseen:
    """A day that has no stored law yet, and the sentences that name it."""

    day: date
    sentences: tuple[Sentence, ...]


def passed_law(index: Index, day: date) -> bool:
    """Whether a day lies behind the last stored version of the law."""
    last = index.statute_days[1]
    return last is not None and day > last


def foreseen(index: Index, scope: Scope, period: Period, question: Question) -> tuple[Foreseen, ...]:
    """The days of a period behind the stored law that sentences in force name as the begin or end of something."""
    last = index.statute_days[1]
    if last is None or period.end <= last:
        return ()
    visible = index.visible(Window(scope.day, frozenset(scope.source_ids), supplementary=True))
    found: dict[date, list[Sentence]] = {}
    for passage in index.passages([int(row) for row in np.flatnonzero(visible)]):
        if not any(last < day and period.holds(day) for day in _days(passage.text)):
            continue
        for one in read_sentences(index, question, (hit_on(index, passage, scope.day),)):
            if one.standing.in_force and tellable(one) and form_of(one.text) is not Form.ROW:
                for day in dict.fromkeys(_days(one.text)):
                    if last < day and period.holds(day):
                        found.setdefault(day, []).append(one)
    return tuple(Foreseen(day, tuple(found[day])) for day in sorted(found))


def _days(text: str) -> Iterable[date]:
    """The days that a text names as the begin or end of something."""
    for match in _DAY.finditer(fold(text)):
        if match[5] is None:
            continue
        year = int(match[2]) + (_REIWA if match[1] == "令和" else 2000)
        try:
            yield date(year, int(match[3]), int(match[4]))
        except ValueError:  # a number that is no day
            continue
