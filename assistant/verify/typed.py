"""Typed tokens: every number, date, provision, code, name and law of a statement must stand in its evidence."""

from collections.abc import Iterator, Sequence

from assistant.verify.address import item_in, marked, put_together, reference_faults
from assistant.verify.count import (
    adds_up,
    counted,
    counts_up,
    in_kanji,
    in_one_sign,
    numeral_in,
    stands_otherwise,
    unit_apart,
)
from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.named import MEANT, is_excluded, names_body, names_it, told_otherwise
from assistant.verify.reading import Reading, Token
from ingest.fact import holds

_NAMED = (FaultKind.COUNTRY, FaultKind.ORGANISATION, FaultKind.LAW)


def bears_out(token: Token, reading: Reading) -> bool:
    """Whether a text holds a token, after normalisation."""
    if token.fact is None:
        return names_it(token, reading)
    if token.kind is FaultKind.ORGANISATION:
        return names_body(token, reading)
    if token.kind is FaultKind.COUNTRY and told_otherwise(token.fact.value, reading):
        return True
    if holds(token.fact, reading.known):
        return True
    return token.kind is FaultKind.NUMBER and (
        unit_apart(token.fact, reading)
        or in_one_sign(token.fact.value, reading.squeezed)
        or token.fact.value in reading.digits  # without a unit: it may number a list there
        or counted(token.fact, reading.known)
    )


def typed_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each token without evidence. Headings bear out names, not numbers or provisions."""
    known = frozenset(fact for reading in evidence for fact in reading.known)
    text = "|".join(reading.squeezed for reading in evidence)
    foreign = statement.english and not any(reading.english for reading in evidence)
    for token in statement.tokens:
        if token.value == MEANT and is_excluded(token, statement, evidence):
            yield fault(token.kind, token.written)
        readings = (*evidence, *headings) if token.kind in _NAMED else evidence
        if any(bears_out(token, reading) for reading in readings) or put_together(token, known):
            continue
        if foreign and (in_kanji(token, text) or item_in(token, known)):
            continue
        if counts_up(token, statement, evidence) or marked(token, statement, evidence, known):
            continue
        if adds_up(token, statement) or stands_otherwise(token, statement, evidence, headings):
            continue
        yield fault(token.kind, token.written)
    yield from reference_faults(statement, evidence)
    for numeral in sorted(statement.numerals):
        if numeral not in text and not numeral_in(numeral, text):
            yield fault(FaultKind.NUMBER, numeral)
