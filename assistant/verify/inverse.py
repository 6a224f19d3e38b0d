"""Inverse: a condition and what follows from it, both turned (90日以内なら要る: 90日を超えれば要らない).

In the law both are said by the same words. Knows only comparators; conditions without a number are `polarity`'s.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.verify.fault import FaultKind
from assistant.verify.limit import Limit
from assistant.verify.predicate import Predicate
from assistant.verify.reading import Reading, Token

_COMPLEMENTS = (
    {Limit.AT_MOST, Limit.MORE},
    {Limit.AT_LEAST, Limit.LESS},
    {Limit.UNTIL, Limit.AFTER},
    {Limit.BEFORE, Limit.FROM},
)
# what is denied is not what the sentence ends with; 満たない is a comparator
_CLEFT = re.compile("(?<!満た)(?<!足り)(?<!達し)(?<!届か)(?:ない|なかった|ません)(?:の|もの|こと|時期?|日)は")
_NONE = (Limit.EXACT, Limit.ABOUT)
_JUST = (Limit.EXACT, Limit.END)  # 六月である: no more and no less
_AMOUNTS = (FaultKind.NUMBER, FaultKind.DATE)
_FOLLOWS = ("need", "can", "permit", "target", "have", "new")


def is_inverse(statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether the one comparator of a statement is the complement of that of its evidence, and what it says is turned."""
    mine = [token for token in _amounts((statement,)) if token.limit not in _NONE]
    if len(mine) != 1:
        return False
    for reading in evidence:
        theirs = [one for one in _amounts((reading,)) if one.value == mine[0].value or _is_eve_of(mine[0], one)]
        if len(theirs) == 1 and _complements(mine[0], theirs[0]) and _turned(statement, reading):
            return True
    return False


def is_eve(token: Token, evidence: Sequence[Reading]) -> bool:
    """Whether a date is the last before one from which the evidence says something (9日まで: 10日から), or the first after."""
    return any(_is_eve_of(token, one) for one in _amounts(evidence))


def _is_eve_of(token: Token, other: Token) -> bool:
    if token.kind is not FaultKind.DATE or other.kind is not FaultKind.DATE:
        return False
    if token.limit is Limit.UNTIL and other.limit is Limit.FROM:
        return _next(token.value) == other.value
    return token.limit is Limit.FROM and other.limit in (Limit.UNTIL, Limit.END) and _next(other.value) == token.value


def _next(day: str) -> str:
    """The day behind a day, the month behind a month; empty of other dates."""
    if match := re.fullmatch("([0-9]{4})-([0-9]{2})", day):
        year, month = divmod(int(match[1]) * 12 + int(match[2]), 12)
        return f"{year}-{month + 1:02}"
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except ValueError:
        return ""


def _complements(mine: Token, theirs: Token) -> bool:
    if theirs.limit in _JUST:
        return mine.limit in (Limit.MORE, Limit.LESS)
    return {mine.limit, theirs.limit} in _COMPLEMENTS or _is_eve_of(mine, theirs)


def _turned(statement: Reading, evidence: Reading) -> bool:
    """Whether the ends of two texts are opposites, or just one of the two ends with a denial."""
    said, known = _ends(statement), _ends(evidence)
    if len(said) == len(known) == 1 and (said[0].final or known[0].final):
        return _eases(said[0]) == -_eases(known[0])
    return _denials(statement) + _denials(evidence) == 1


def _eases(end: Predicate) -> int:
    """The sign of an end; what is not needed can be done."""
    return -end.sign if end.axis == "need" else end.sign


def _denials(reading: Reading) -> int:
    final = sum(one.final and one.denies for one in reading.predicates)
    return final + len(_CLEFT.findall(reading.text))


def _amounts(readings: Sequence[Reading]) -> list[Token]:
    return [token for reading in readings for token in reading.tokens if token.kind in _AMOUNTS]


def _ends(reading: Reading) -> list[Predicate]:
    """What the sentences end with, or, in 「要るのは…である」, the one thing they say."""
    ends = [one for one in reading.predicates if one.axis in _FOLLOWS and one.axis != "permit"]
    return [one for one in ends if one.final or len(ends) == 1]
