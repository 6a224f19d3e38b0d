"""Role: of two numbers, dates, countries … in the evidence, a statement must give each to the words it belongs to."""

from collections.abc import Iterator, Sequence

from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.reading import Reader, Reading, Token
from assistant.verify.typed import bears_out, same_value
from ingest.fact import holds, implied

_ENDS = "、。;；|\n"


def role_faults(statement: Reading, evidence: Sequence[Reading], reader: Reader) -> Iterator[Fault]:
    """A fault for each token that stands with the words of another one of its kind."""
    for token in statement.tokens:
        rivals = [
            (reading, other)
            for reading in evidence
            for other in reading.tokens
            if other.kind is token.kind and not _same(token, other)
        ]
        own = [
            (reading, other)
            for reading in evidence
            for other in reading.tokens
            if other.kind is token.kind and _same(token, other)
        ]
        if rivals and own and _is_misplaced(_context(statement, token, reader), own, rivals, reader):
            yield fault(token.kind, token.written)


Place = tuple[Reading, Token]


def _is_misplaced(said: frozenset[str], own: Sequence[Place], rivals: Sequence[Place], reader: Reader) -> bool:
    mine = frozenset(word for reading, token in own for word in _context(reading, token, reader))
    best = max(len(said & mine - _context(reading, token, reader)) for reading, token in rivals)
    worst = max(len((said & _context(reading, token, reader)) - mine) for reading, token in rivals)
    return worst > 0 and best == 0


def _same(token: Token, other: Token) -> bool:
    if token.fact is None or other.fact is None:
        return token.value == other.value
    if same_value(token) == same_value(other):
        return True
    return holds(token.fact, implied((other.fact,))) or holds(other.fact, implied((token.fact,)))


def _context(reading: Reading, token: Token, reader: Reader) -> frozenset[str]:
    """The words a token is said of: those before it back to the clause of the last one of its kind, and behind it to
    the end of the clause or the next one of its kind."""
    before = [other for other in reading.tokens if other.kind is token.kind and other.end <= token.start]
    behind = [other for other in reading.tokens if other.kind is token.kind and other.start >= token.end]
    start = before[-1].end if before else 0
    start = next((at + 1 for at in range(start, token.start) if before and reading.text[at] in _ENDS), start)
    end = behind[0].start if behind else len(reading.text)
    end = next((at for at in range(token.end, end) if reading.text[at] in _ENDS), end)
    return frozenset((*reader.words(reading.text[start : token.start]), *reader.words(reading.text[token.end : end])))


__all__ = ["bears_out", "role_faults"]
