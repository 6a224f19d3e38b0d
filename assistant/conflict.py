"""Conflict: sentences that say the same thing with another number, date or comparator. Finds them; settles nothing.

A file that somebody added is held against what statutes and authorities say, loosely: whatever repeats most of their
words with another value is contested. Two official documents conflict only where everything but one value is the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.evidence import Sentence
from assistant.verify.fault import FaultKind
from assistant.verify.limit import agrees
from assistant.verify.reading import Reader, Reading, Token
from assistant.verify.role import same
from assistant.verify.typed import bears_out
from assistant.verify.unit import unit_of
from ingest.fold import squeeze
from ingest.glossary import Glossary
from ingest.index import Index
from ingest.names import load_names
from ingest.settings import CORPUS

_SHARED = 0.8  # of the words of the shorter sentence, from which on two speak of the same
_LEAST = 2  # words they share at least, names of laws, countries and provisions included
_VALUES = (FaultKind.NUMBER, FaultKind.DATE)
_NAMES = (FaultKind.COUNTRY, FaultKind.LAW, FaultKind.PROVISION, FaultKind.ITEM, FaultKind.ORGANISATION)
_NUMERAL = re.compile(r"[0-9〇一二三四五六七八九十百千万億]+(?:[.,][0-9]+)*")
_BLOTTED = 12  # characters beside its numerals from which on a sentence can be compared as a whole


@dataclass(frozen=True)
class Conflict:
    """Two sentences with the values in which they differ, as each writes it. `first` is the one to go by, if any is."""

    first: Sentence
    second: Sentence
    values: tuple[str, str]

    @property
    def between_tiers(self) -> bool:
        """Whether an added file stands against an official text."""
        return self.first.general and not self.second.general


def conflicts(index: Index, sentences: Sequence[Sentence]) -> tuple[Conflict, ...]:
    """All conflicts among evidence, in its order; what is no longer or not yet the law contradicts nothing official."""
    official = [one for one in sentences if one.general]
    added = [one for one in sentences if not one.general]
    found = [_between_equals(*pair) for pair in _alike(official)]
    if added:
        reader = _reader(index)
        found += [_between_tiers(one, other, reader) for other in added for one in official]
    return tuple(conflict for conflict in found if conflict)


def _alike(official: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Every two sentences that are the same but for their numerals, and of which none is out of force."""
    groups = defaultdict(list)
    for one in official:
        if one.standing.in_force is not False and len(blotted := _NUMERAL.sub("#", squeeze(one.text))) >= _BLOTTED:
            groups[blotted].append(one)
    for group in groups.values():
        yield from combinations(group, 2)


def _between_equals(one: Sentence, other: Sentence) -> Conflict | None:
    """The conflict of two official documents that differ in one numeral; within a document it may be of two things."""
    if one.hit.source.id == other.hit.source.id:
        return None
    pairs = zip(_NUMERAL.findall(squeeze(one.text)), _NUMERAL.findall(squeeze(other.text)), strict=True)
    differ = [pair for pair in pairs if pair[0] != pair[1]]
    return Conflict(one, other, differ[0]) if len(differ) == 1 else None


def _between_tiers(one: Sentence, other: Sentence, reader: Reader) -> Conflict | None:
    """The conflict of an official sentence and one of an added file."""
    official, added = reader.read(one.text), reader.read(other.text)
    if not _same_subject(official, added):
        return None
    pairs = (_differing(token, official) for token in added.tokens if token.kind in _VALUES)
    pair = next((pair for pair in pairs if pair), None)
    return Conflict(one, other, (_written(pair[0], official), _written(pair[1], added))) if pair else None


def _same_subject(official: Reading, added: Reading) -> bool:
    """Whether most of what the shorter of two sentences speaks of is in the other one."""
    mine, theirs = _subject(official), _subject(added)
    shared = len(mine & theirs)
    return shared >= _LEAST and shared >= _SHARED * min(len(mine), len(theirs))


def _subject(reading: Reading) -> frozenset[str]:
    words = {word for word in reading.word_set if not _NUMERAL.match(word)}
    return frozenset(words | {token.value for token in reading.tokens if token.kind in _NAMES})


def _differing(token: Token, official: Reading) -> tuple[Token, Token] | None:
    """The value there that one of the added file takes the place of, with it; None where it is borne out."""
    kin = [other for other in official.tokens if other.kind is token.kind and unit_of(other) == unit_of(token)]
    if not kin:
        return None
    if not bears_out(token, official):
        return kin[0], token
    alike = [other for other in kin if same(token, other)]
    date = token.kind is FaultKind.DATE
    if alike and not any(agrees(token.limit, other.limit, date=date) for other in alike):
        return alike[0], token
    return None


def _written(token: Token, reading: Reading) -> str:
    """The value with the comparator that follows it."""
    behind = re.match(r"(?:以上|以下|未満|以内|以前|以後|以降|を?超|まで|から)?", reading.text[token.end :])
    return token.written + (behind[0] if behind else "")


def _reader(index: Index) -> Reader:
    reader = index.memo.get("reader")
    if not isinstance(reader, Reader):
        reader = index.memo["reader"] = Reader(load_names(CORPUS), Glossary(), index.analyzer)
    return reader
