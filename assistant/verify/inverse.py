"""Inverse: a condition and what follows from it, both turned (90日以内なら要る: 90日を超えれば要らない).

In the law both are said by the same words. Knows only comparators; conditions without a number are `polarity`'s.
"""

from collections.abc import Sequence

from assistant.verify.limit import Limit
from assistant.verify.reading import LIMITED, Reading, Token

_COMPLEMENTS = (
    {Limit.AT_MOST, Limit.MORE},
    {Limit.AT_LEAST, Limit.LESS},
    {Limit.UNTIL, Limit.AFTER},
    {Limit.BEFORE, Limit.FROM},
)
_FOLLOWS = ("need", "can", "permit", "target", "have", "new")


def is_inverse(statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether the one comparator of a statement is the complement of that of its evidence, and its end is turned too."""
    mine, theirs = _limited((statement,)), _limited(evidence)
    if len(mine) != 1 or len(theirs) != 1 or mine[0].value != theirs[0].value:
        return False
    if {mine[0].limit, theirs[0].limit} not in _COMPLEMENTS:
        return False
    said, known = _ends((statement,)), _ends(evidence)
    return len(said) == len(known) == 1 and said[0] == -known[0]


def _limited(readings: Sequence[Reading]) -> list[Token]:
    return [
        token
        for reading in readings
        for token in reading.tokens
        if token.kind in LIMITED and token.limit not in (Limit.EXACT, Limit.ABOUT)
    ]


def _ends(readings: Sequence[Reading]) -> list[int]:
    """The signs of what the sentences end with, or, in 「要るのは…である」, of the one thing they say."""
    ends = [one for reading in readings for one in reading.predicates if one.axis in _FOLLOWS and one.axis != "permit"]
    return [one.sign for one in ends if one.final or len(ends) == 1]
