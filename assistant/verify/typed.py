"""Typed tokens: every number, date, provision, code, name and law of a statement must stand in its evidence."""

from collections.abc import Iterator, Sequence

from assistant.verify.address import item_in, listed, marked, put_together, reference_faults
from assistant.verify.count import (
    adds_up,
    computed,
    counted,
    counts_up,
    each,
    elapsed,
    enumerated,
    in_kanji,
    in_one_sign,
    is_another_figure,
    numeral_in,
    of_noun,
    rounded,
    stands_otherwise,
    unit_apart,
)
from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.heading import heads
from assistant.verify.inverse import is_eve, is_inverse
from assistant.verify.limit import Limit
from assistant.verify.named import (
    HOME,
    MEANT,
    in_same_row,
    is_excluded,
    names_body,
    names_it,
    no_country,
    said_in_row,
    told_otherwise,
)
from assistant.verify.reading import Reading, Token
from assistant.verify.unit import MEASURES, unit_of
from ingest.fact import Fact, FactKind, holds

_SPANS = (Limit.MORE, Limit.LESS, Limit.AT_LEAST, Limit.AT_MOST)
_NAMED = (FaultKind.COUNTRY, FaultKind.ORGANISATION, FaultKind.LAW)


def bears_out(token: Token, reading: Reading) -> bool:
    """Whether a text holds a token, after normalisation."""
    if token.fact is None:
        return names_it(token, reading)
    if token.kind is FaultKind.ORGANISATION:
        return names_body(token, reading)
    if token.kind is FaultKind.COUNTRY and told_otherwise(token.fact.value, reading):
        return True
    if holds(token.fact, _comparable(token, reading.known)) and not _is_span(token, reading.known):
        return True
    return token.kind is FaultKind.NUMBER and (
        unit_apart(token.fact, reading)
        or in_one_sign(token.fact.value, reading.squeezed)
        or token.fact.value in reading.digits  # without a unit: it may number a list there
        or counted(token.fact, reading.known)
    )


def _comparable(token: Token, known: frozenset[Fact]) -> frozenset[Fact]:
    """The facts that may bear out a token: three things (3つ) are no three countries or years."""
    if token.kind is not FaultKind.NUMBER or unit_of(token) not in MEASURES:
        return known
    return frozenset(one for one in known if not one.value.endswith("つ"))


def _is_span(token: Token, known: frozenset[Fact]) -> bool:
    """Whether a number of years with a comparator (25年を超える) has only a year of the calendar (2025年) there."""
    return (
        token.value.endswith("年")
        and token.limit in _SPANS
        and token.fact not in known
        and Fact(FactKind.DATE, f"20{token.value[:-1]}") in known
    )


def _takes_the_place(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether a country or an organisation that the evidence does not name (its heading may) stands for those it names."""
    if token.kind not in (FaultKind.COUNTRY, FaultKind.ORGANISATION):
        return False
    if any(bears_out(token, one) and not said_in_row(token, statement, one) for one in evidence):
        return False
    there = [one for reading in evidence for one in reading.tokens if one.kind is token.kind and one.value != HOME]
    return bool(there) and not any(bears_out(one, statement) for one in there)


def _told_in_words(token: Token, statement: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether a number or a country is another form of what the evidence or the statement itself says."""
    if token.kind is FaultKind.COUNTRY:
        return in_same_row(token, evidence) or no_country(token, statement, evidence)
    if token.kind is FaultKind.DATE:
        return is_eve(token, evidence) and is_inverse(statement, evidence)
    if token.kind is not FaultKind.NUMBER:
        return False
    if enumerated(token, statement) or elapsed(token, statement) or computed(token, statement, evidence):
        return True
    if each(token, statement, evidence):
        return True
    return of_noun(token, statement, evidence) or rounded(token, statement, evidence)


def typed_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each token without evidence. Headings bear out names, and what the evidence gives no other of."""
    known = frozenset(fact for reading in evidence for fact in reading.known)
    text = "|".join(reading.squeezed for reading in evidence)
    foreign = statement.english and not any(reading.english for reading in evidence)
    for token in statement.tokens:
        if token.value == MEANT and is_excluded(token, statement, evidence):
            yield fault(token.kind, token.written)
        readings = (*evidence, *headings) if token.kind in _NAMED else evidence
        if is_another_figure(token, statement, evidence, headings):
            yield fault(token.kind, token.written)
        if _takes_the_place(token, statement, evidence):
            yield fault(token.kind, token.written)
        if any(bears_out(token, reading) for reading in readings) or put_together(token, known):
            continue
        if foreign and (in_kanji(token, text) or item_in(token, known)):
            continue
        if counts_up(token, statement, evidence) or marked(token, statement, evidence, known):
            continue
        if adds_up(token, statement) or stands_otherwise(token, statement, evidence, headings):
            continue
        if listed(token, evidence, known) or _told_in_words(token, statement, evidence):
            continue
        if heads(token, statement, evidence, headings):
            continue
        yield fault(token.kind, token.written)
    yield from reference_faults(statement, evidence, headings)
    for numeral in sorted(statement.numerals):
        if not numeral_in(numeral, text):
            yield fault(FaultKind.NUMBER, numeral)
