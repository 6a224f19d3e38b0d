"""Symptoms: what about a statement and its evidence speaks for a denial that was dropped, put in or turned, or against it.

Each is a number from 0 to about 2; what each counts is in `weights`. Judges nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import combinations

from assistant.verify.pairing import MARGIN, Match, Pairing, closeness
from assistant.verify.predicate import Predicate

_SURE = 0.5  # closeness from which two predicates with other signs are opposed, whatever else the evidence says
_SAME = 0.3  # and of opposites that deny nothing (増える, 減る)
_EXCHANGED = 1.0
_PLAIN = 1.5  # likeness from which two denials surely restate each other
_MOST = 2.0
_SOFT = re.compile(  # denies, or stands for a denial, without one
    r"怠|違反|漏[れらし]|困難|難し|不足|乏し|しか(?=[^、。]{0,16}(?:ない|ません|ず))|だけ|のみ|限[らりるっ定]|任意|初め|最初"
    r"|続[いくけ]|維持|削除|無くな|いいえ|逆|同じ|問わ|かかわら"
)
_DENIALS = frozenset(("無い", "非", "不", "無", "未", "外", "以外", "差し支え", "差し支える"))


@dataclass(frozen=True)
class Symptoms:
    """The first five exclude each other: whether denials of statement and evidence, counted, may be the same number,
    and whether the number of those that restate nothing is odd."""

    uneven: float = 0.0  # the counts differ by one, yet nothing is left over that could be named
    uneven_left: float = 0.0  # and something is
    open_left: float = 0.0  # the counts may be equal; what restates nothing is odd
    equal_left: float = 0.0  # the counts are equal; what restates nothing is odd
    even_left: float = 0.0  # what restates nothing is even: two denials may say what two others, or none, say
    held: float = 0.0  # share of the content words that are those of the evidence: nothing else is reworded
    opposed: float = 0.0  # the other sign said of the same: how much the same
    final: float = 0.0  # a sentence of the statement ends with a denial that restates nothing
    denied: float = 0.0  # it denies a word that the evidence says
    passing: float = 0.0  # it only denies a noun (以外)
    soft: float = 0.0  # a word of the other text may stand for the denial (怠る, だけ)
    both: float = 0.0  # the evidence says either sign of the same axis
    inverse: float = 0.0  # of a condition and what follows, both denied, the statement says both without
    strained: float = 0.0  # denials of different words restate each other, and something is odd about it
    unlike: float = 0.0  # or they share few words

    @property
    def values(self) -> Iterator[float]:
        """The numbers, in the order of the fields."""
        return (getattr(self, field.name) for field in fields(self))


def symptoms(pairing: Pairing) -> Symptoms:
    """The symptoms of a Japanese statement."""
    extra, count, turned = pairing.extra, pairing.count, turned_in(pairing)
    left = len(extra) + len(pairing.denied) + len(turned) + len(opposites_in(pairing))
    uneven, odd = count.odd and not count.open, left % 2 == 1
    seen = uneven or odd
    return Symptoms(
        uneven=float(uneven and not odd),
        uneven_left=float(uneven and odd),
        open_left=float(count.open and odd),
        equal_left=float(not count.open and not count.odd and odd),
        even_left=float((uneven or count.open) and left > 0 and not odd),
        held=seen * _held(pairing),
        opposed=seen * _nearest(turned),
        final=float(seen and any(one.final for one in extra)),
        denied=float(seen and any(_is_known(one, pairing) for one in extra)),
        passing=float(seen and bool(extra) and all(one.attributive for one in extra)),
        soft=float(seen and _is_soft(pairing)),
        both=float(seen and any(_same(match.said, one) for match in turned for one in pairing.free)),
        inverse=float(_is_inverse(turned, pairing)),
        strained=max((match.strain for match in pairing.reworded), default=0.0),
        unlike=max((max(0.0, _PLAIN - match.worth) for match in pairing.reworded), default=0.0),
    )


def turned_in(pairing: Pairing) -> tuple[Match, ...]:
    """What denies on one side and affirms on the other."""
    return tuple(match for match in pairing.opposed if match.denying and _is_opposed(match, pairing, _SURE))


def contrary_in(pairing: Pairing) -> tuple[Match, ...]:
    """What needs no weighing: opposites of which neither denies (増える, 減る), and two predicates that changed places."""
    opposites = opposites_in(pairing)
    if len(opposites) == 1 and _takes_back(pairing):
        opposites = ()
    turned = [one for one in pairing.opposed if one.denying and one.likeness >= _EXCHANGED]
    signs = {(one.said.axis, one.said.sign) for one in turned}
    exchanged = [one for one in turned if (one.said.axis, -one.said.sign) in signs and not pairing.extra]
    return (
        *opposites,
        *exchanged,
        *(match for match in (*pairing.same, *pairing.reworded) if _set_against(match, pairing)),
        *(match for pair in combinations(pairing.same, 2) if _crossed(*pair) for match in pair),
    )


def opposites_in(pairing: Pairing) -> tuple[Match, ...]:
    """Opposites of which neither denies."""
    return tuple(one for one in pairing.opposed if not one.denying and _is_opposed(one, pairing, _SAME))


def _takes_back(pairing: Pairing) -> bool:
    """Whether one denial more takes the opposite back (後に限る: 前なら対象にならない)."""
    denials = len(pairing.extra) + len(pairing.denied) + len(turned_in(pairing))
    return denials == 1 and not any(one.copular for one in pairing.extra)


def _set_against(match: Match, pairing: Pairing) -> bool:
    """Whether 「AではなくB」 restates 「BではなくA」."""
    if not (match.said.contrast and match.known.contrast):
        return False
    mine, theirs = match.said.said_of - match.known.said_of, match.known.said_of - match.said.said_of
    known = {word for reading in pairing.evidence for word in reading.words}
    return bool(mine and theirs) and mine <= known and theirs <= pairing.words


def _crossed(one: Match, other: Match) -> bool:
    """Whether what two predicates with other signs are said of changed places (甲種は要り、乙種は要らない)."""
    if one.said.axis != other.said.axis or one.said.sign == other.said.sign:
        return False
    across = min(closeness(one.said, other.known), closeness(other.said, one.known))
    return across > max(closeness(one.said, one.known), closeness(other.said, other.known)) + MARGIN


def _is_opposed(match: Match, pairing: Pairing, least: float) -> bool:
    """Whether they are said of the same, or the evidence does not say what the statement says of anything."""
    return match.likeness > least or not any(_same(match.said, one) for one in pairing.known)


def _nearest(matches: tuple[Match, ...]) -> float:
    return min(_MOST, max((match.likeness for match in matches), default=0.0))


def _same(one: Predicate, other: Predicate) -> bool:
    return one.axis == other.axis and one.sign == other.sign


def _is_known(one: Predicate, pairing: Pairing) -> bool:
    word = one.axis if one.bare else one.written[:2]
    return any(word in reading.word_set for reading in pairing.evidence)


def _is_soft(pairing: Pairing) -> bool:
    """Whether a word that stands for a denial is in the one text and not in the other, where the other has the denial."""
    mine = _softened(pairing.statement.squeezed)
    theirs = sum((_softened(reading.squeezed) for reading in pairing.evidence), Counter())
    of_evidence = bool(pairing.extra) and bool(theirs.keys() - mine.keys())
    of_statement = (bool(pairing.denied) or not pairing.extra) and bool(mine.keys() - theirs.keys())
    return of_evidence or of_statement


def _softened(text: str) -> Counter[str]:
    return Counter(match[0][0] for match in _SOFT.finditer(text))


def _is_inverse(turned: tuple[Match, ...], pairing: Pairing) -> bool:
    """Whether a sentence of the evidence denies condition and consequence, and the statement nothing."""
    if any(one.denies for one in pairing.statement.predicates):
        return False
    denials = [[one for one in reading.predicates if one.denies] for reading in pairing.evidence]
    return any(
        match.known in group and any(one is not match.known and not one.final for one in group)
        for match in turned
        for group in denials
    )


def _held(pairing: Pairing) -> float:
    """The share of the content words of the statement that the evidence says; words that affirm or deny do not count."""
    own = "".join(one.written for one in pairing.statement.predicates)
    said = {word for word in pairing.statement.word_set if word not in _DENIALS and word[0] not in own}
    known = {word for reading in pairing.evidence for word in reading.words}
    return len(said & known) / len(said) if said else 1.0
