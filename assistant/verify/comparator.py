"""Comparator: each number, date or word of a statement must stand with a comparator that its evidence bears out."""

from collections.abc import Iterator, Sequence

from assistant.verify.count import counted
from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.limit import LABELS, Limit, agrees, out_of_order, out_of_step
from assistant.verify.reading import LIMITED, Reading, Token
from assistant.verify.unit import unit_of
from ingest.fact import holds, implied

Limits = tuple[Limit, ...]
_THAT = "れ"  # それ, これ
_SINCE = {Limit.FROM, Limit.AFTER}  # of an event one is hardly told from the other
_FEW = 5  # occurrences of one value that are compared one by one


def limit_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading] = ()) -> Iterator[Fault]:
    """A fault for each number or date that stands with another comparator than in the evidence, or above it.

    A value that is said more than once there must be said with as many different comparators.
    """
    above = [token for reading in headings for token in reading.tokens]
    known = [token for reading in evidence for token in reading.tokens]
    for token in statement.tokens:
        if token.kind not in LIMITED or token.fact is None:
            continue
        date = token.kind is FaultKind.DATE
        said = [_limits(other) for other in statement.tokens if other.kind is token.kind and other.value == token.value]
        there = _there(token, known) or _there(token, above)
        if (
            token.kind is FaultKind.PROVISION
            and token.limit is Limit.UNTIL
            and there
            and not _ends_there([*known, *above])
        ):
            yield fault(FaultKind.COMPARATOR, token.written + LABELS[token.limit])
            continue
        if there and not (
            _fits(said, there, date=date) if len(said) <= len(there) else _all_agree(said, there, date=date)
        ):
            yield fault(FaultKind.COMPARATOR, token.written + LABELS[token.limit])
    yield from _word_limit_faults(statement, evidence, headings)


def _there(token: Token, known: Sequence[Token]) -> list[Limits]:
    return [_limits(other) for other in known if other.fact and _is_same(token, other)]


def _ends_there(known: Sequence[Token]) -> bool:
    """Whether provisions of the evidence are given as a range at all."""
    return any(
        one.limit in (Limit.UNTIL, Limit.END, Limit.AT_MOST, Limit.FROM)
        for one in known
        if one.kind is FaultKind.PROVISION
    )


def _limits(token: Token) -> Limits:
    """Its comparator, or where none stands with it, none or that of the topic."""
    return (token.limit, token.topic) if token.limit is Limit.EXACT else (token.limit,)


def _agree(said: Limits, known: Limits, *, date: bool) -> bool:
    return any(agrees(one, other, date=date) for one in said for other in known)


def _fits(said: Sequence[Limits], known: Sequence[Limits], *, date: bool) -> bool:
    """Whether each comparator has one of its own in the evidence that bears it out."""
    if not said:
        return True
    return any(
        _agree(said[0], limit, date=date) and _fits(said[1:], [*known[:at], *known[at + 1 :]], date=date)
        for at, limit in enumerate(known[:_FEW])
    )


def _all_agree(said: Sequence[Limits], known: Sequence[Limits], *, date: bool) -> bool:
    return all(any(_agree(one, limit, date=date) for limit in known) for one in said)


def _word_limit_faults(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
    """A fault for each comparator behind a word that has only other ones in the evidence."""
    known = {one for reading in evidence for one in reading.word_limits}
    text = "|".join(reading.squeezed for reading in evidence)
    said_there = {limit for reading in evidence for token in reading.tokens for limit in _limits(token)}
    for one in statement.word_limits:
        there = {other.limit for other in known if other.head == one.head}
        if one.head == _THAT:  # それ以上: of any amount there
            there |= said_there
        if there and not any(agrees(one.limit, limit, date=True) or {one.limit, limit} == _SINCE for limit in there):
            yield fault(FaultKind.COMPARATOR, one.head + LABELS[one.limit])
    text = "|".join((text, *(reading.squeezed for reading in headings)))
    if wrong := out_of_step(statement.squeezed, text) or out_of_order(statement.squeezed, text):
        yield fault(FaultKind.COMPARATOR, wrong)


def _is_same(token: Token, other: Token) -> bool:
    """Whether two tokens are the same number or date; of a date a part may be left out; 六月 may be a span."""
    if FaultKind.NUMBER in (token.kind, other.kind) and FaultKind.DATE in (token.kind, other.kind):
        number, date = (token, other) if token.kind is FaultKind.NUMBER else (other, token)
        return unit_of(number) == "か月" and number.fact is not None and counted(number.fact, implied((date.fact,)))  # type: ignore[arg-type]
    if token.kind is not other.kind or token.fact is None or other.fact is None:
        return False
    mine, theirs = implied((token.fact,)), implied((other.fact,))
    return holds(token.fact, theirs) or holds(other.fact, mine) or counted(token.fact, theirs)
