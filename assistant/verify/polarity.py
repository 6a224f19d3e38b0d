"""Polarity: what a statement affirms its evidence must affirm, and what it denies must be denied.

Each predicate of the statement is held against the one of the evidence that is said of the same words.
"""

from collections.abc import Iterator, Sequence

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.predicate import Predicate
from assistant.verify.reading import Reading


def polarity_faults(statement: Reading, evidence: Sequence[Reading]) -> Iterator[Fault]:
    """The faults of polarity of a Japanese statement."""
    known = [predicate for reading in evidence for predicate in reading.predicates]
    said = statement.predicates
    for predicate in said:
        if _contradicted(predicate, known) or _denied_alone(predicate, known, said, evidence):
            yield fault(FaultKind.POLARITY, predicate.written)
    for predicate in known:
        if _denial_dropped(predicate, statement):
            yield fault(FaultKind.POLARITY, predicate.axis)


def _closeness(one: Predicate, other: Predicate) -> float:
    """How much two predicates are said of the same words; those before them count most."""
    near = len(one.near & other.near) / max(1, min(len(one.near), len(other.near)))
    around = len(one.around & other.around) / max(1, min(len(one.around), len(other.around)))
    return near + 0.5 * around + 0.05 * len(one.near & other.near)


def _contradicted(said: Predicate, known: Sequence[Predicate]) -> bool:
    """Whether the evidence says the opposite of the same words, and nowhere the same."""
    same = max(
        (_closeness(said, one) for one in known if one.axis == said.axis and one.sign == said.sign), default=-1.0
    )
    other = max(
        (_closeness(said, one) for one in known if one.axis == said.axis and one.sign != said.sign), default=-1.0
    )
    if same < 0:
        return other > 0
    return other > same + 0.4


def _denied_alone(
    said: Predicate, known: Sequence[Predicate], together: Sequence[Predicate], evidence: Sequence[Reading]
) -> bool:
    """Whether a denial has no denial in the evidence that it could restate."""
    if said.sign > 0 or not said.negates or any(one.axis == said.axis and one.sign < 0 for one in known):
        return False
    denials = [one for one in known if one.sign < 0]
    mine = [one for one in together if one.sign < 0 and one.negates]
    return not denials or (len(denials) < len(mine) and not any(_closeness(said, one) > 0 for one in denials))


def _denial_dropped(known: Predicate, statement: Reading) -> bool:
    """Whether the statement affirms a word that the evidence denies (bare denials; axes are compared as such)."""
    if known.sign > 0 or known.axis.isascii() or known.axis not in statement.word_set:
        return False
    clauses = [clause for clause in statement.clauses if known.axis in clause.words]
    if any(one.sign < 0 for one in statement.predicates):
        return False
    return any(len(clause.words & known.around) * 2 >= len(known.around) for clause in clauses)
