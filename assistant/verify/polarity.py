"""Polarity: what a statement affirms its evidence must affirm, and what it denies must be denied.

Suspicions are found by `pairing` and weighed as a whole: one denial more or less in an almost copied sentence is an error,
another wording of the same number of denials is none.
"""

from collections.abc import Iterator, Sequence

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.foreign import foreign_faults
from assistant.verify.pairing import Pairing, paired
from assistant.verify.reading import Reading
from assistant.verify.symptom import Symptoms, contrary_in, symptoms, turned_in
from assistant.verify.weights import BASE, LEAST, WEIGHTS


def polarity_faults(
    statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading] = ()
) -> Iterator[Fault]:
    """The faults of polarity of a statement."""
    if statement.english:
        yield from foreign_faults(statement, evidence)
        return
    pairing = paired(statement, evidence, headings)
    if contrary := contrary_in(pairing):
        yield from (fault(FaultKind.POLARITY, match.said.written) for match in contrary)
    elif weight(symptoms(pairing)) > LEAST:
        yield from (fault(FaultKind.POLARITY, word) for word in _suspected(pairing))


def weight(seen: Symptoms) -> float:
    """How much speaks for an error: the logarithm of its odds among mutants and faithful paraphrases."""
    return BASE + sum(one * each for one, each in zip(seen.values, WEIGHTS.values, strict=True))


def _suspected(pairing: Pairing) -> Iterator[str]:
    """The words that the suspicion is of, as the statement has them where it does."""
    turned = [match.said.written for match in turned_in(pairing)]
    left = [one.written for one in (*pairing.extra, *pairing.denied)]
    spare = [one.written for one in pairing.unsaid if one.final or not one.attributive]
    yield from dict.fromkeys([*turned, *left] or spare or ["否定"])
