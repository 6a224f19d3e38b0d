"""Seeded mutants: true statements of real documents with one thing made wrong, drawn evenly over kinds and sources.

What a verification of statements must reject. Same seed, same mutants. How a statement is changed is in
`evals.mutate` (values, names) and `evals.reword` (comparators, polarity, scope); nothing is verified here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, zip_longest
from random import Random

from evals import mutate, reword
from evals.guard import Paraphrase
from evals.mutate import Operator, Seed
from ingest.fold import squeeze
from ingest.names import Names

PER_KIND = 400
_PER_SEED = 6  # of one kind: many mutants of one sentence say little more than a few
_SHORTEST = 12  # characters: below, a list item says too little to be wrong


class MutantKind(StrEnum):
    """What was changed."""

    NUMBER = "number"
    DATE = "date"
    ARTICLE = "article"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    COMPARATOR = "comparator"
    POLARITY = "polarity"
    SCOPE = "scope"


_OPERATORS: Mapping[MutantKind, Operator] = {
    MutantKind.NUMBER: mutate.numbers,
    MutantKind.DATE: mutate.dates,
    MutantKind.ARTICLE: mutate.articles,
    MutantKind.COUNTRY: mutate.countries,
    MutantKind.ORGANISATION: mutate.organisations,
    MutantKind.COMPARATOR: reword.comparators,
    MutantKind.POLARITY: reword.polarity,
    MutantKind.SCOPE: reword.scope,
}


@dataclass(frozen=True)
class Mutant:
    """`text` is `original` with one thing changed, so that `evidence` no longer bears it out."""

    kind: MutantKind
    source: str
    evidence: tuple[str, ...]
    original: str
    text: str


def seeds(paraphrases: Iterable[Paraphrase], digests: Mapping[str, Iterable[str]]) -> tuple[Seed, ...]:
    """The paraphrases with their evidence, and each sentence of the digests as its own statement."""
    written = [Seed(one.source, one.evidence, one.text) for one in paraphrases]
    copied = dict.fromkeys((source, sentence.strip("| ")) for source, found in digests.items() for sentence in found)
    return (*written, *(Seed(source, (said,), said) for source, said in copied if len(said) >= _SHORTEST))


def mutants(true: Sequence[Seed], names: Names, *, seed: int = 0, per_kind: int = PER_KIND) -> tuple[Mutant, ...]:
    """At most `per_kind` mutants of each kind, from as many statements and sources as there are, in fixed order."""
    return tuple(chain.from_iterable(_of_kind(kind, true, names, seed, per_kind) for kind in MutantKind))


def _of_kind(kind: MutantKind, true: Sequence[Seed], names: Names, seed: int, per_kind: int) -> Iterator[Mutant]:
    """First one mutant of every statement, then a second; sources take turns."""
    random = Random(f"{seed}/{kind.value}")
    by_source: dict[str, list[list[Mutant]]] = {}
    for one in true:
        by_source.setdefault(one.source, []).append(_mutants(kind, one, names, random))
    for group in by_source.values():
        random.shuffle(group)
    turns = _in_turn([list(_in_turn(group)) for group in by_source.values()])
    yield from islice({mutant.text: mutant for mutant in turns}.values(), per_kind)


def _mutants(kind: MutantKind, one: Seed, names: Names, random: Random) -> list[Mutant]:
    texts = [text for text in dict.fromkeys(_OPERATORS[kind](one, random, names)) if _differs(text, one)]
    random.shuffle(texts)
    return [Mutant(kind, one.source, one.evidence, one.text, text) for text in texts[:_PER_SEED]]


def _differs(text: str, one: Seed) -> bool:
    """Neither the statement again nor a part of its evidence."""
    changed = squeeze(text).rstrip("。")
    return all(changed not in squeeze(said) for said in (one.text, *one.evidence))


def _in_turn(groups: Sequence[Sequence[Mutant]]) -> Iterator[Mutant]:
    """The first of each group, then the second of each."""
    return (one for turn in zip_longest(*groups) for one in turn if one is not None)
