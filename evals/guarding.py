"""Guarding: how the verifier and the lock judge the guard suites: what is wrong they must stop, what is right let pass.

Counts only; the sentences are in `evals.guard`, the mutants in `evals.seeded`.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TypeVar

from assistant.compose import show
from assistant.lock import decides
from assistant.verify.verify import Verifier
from evals.guard import (
    GUARD,
    Paraphrase,
    Sentence,
    SentenceKind,
    digest_sentences,
    headings_of,
    load_paraphrases,
    load_sentences,
)
from evals.metrics import Rate, percentile, rate
from evals.nearest import Nearest
from evals.seeded import PER_KIND, Mutant, MutantKind, mutants, seeds
from ingest.glossary import load_glossary
from ingest.names import load_names
from ingest.settings import CORPUS

ALL = "all"
T = TypeVar("T")
_EVIDENCE = 3  # digest sentences that a determination points at when it is asked what would reach a reader
_COUNTED = frozenset(MutantKind) - {MutantKind.SCOPE}  # the kinds whose sum has a target


class Part(StrEnum):
    """Which guard suites: sentences of `tune` were read while the guards were built, those of `report` were not."""

    TUNE = "tune"
    REPORT = "report"


@dataclass(frozen=True)
class Stopped:
    """The share of the sentences of a group that were stopped."""

    group: str
    rate: Rate


@dataclass(frozen=True)
class Miss:
    """A sentence that was judged wrongly, with what the verifier said."""

    group: str
    text: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Guarded:
    """The figures of a part: shares stopped; each list begins with the sum. `misses` are those of `tune` only."""

    part: str
    mutants: tuple[Stopped, ...]
    paraphrases: tuple[Stopped, ...]
    determinations: tuple[Stopped, ...]
    beside: Stopped  # determinations that the lock alone stops, given the likest official sentences as their evidence
    reaching: Stopped  # … that neither the lock nor the verifier stops
    cited: tuple[Stopped, ...]  # general statements that have evidence, with it
    restated: Stopped  # paraphrases as general statements with their evidence
    general: tuple[Stopped, ...]  # all general statements, without evidence
    median_ms: float | None
    p95_ms: float | None
    misses: tuple[Miss, ...]


@dataclass(frozen=True)
class _Judged:
    """One sentence: its group, whether it was stopped, why, how long that took, and what was put beside it."""

    group: str
    text: str
    stopped: bool
    faults: tuple[str, ...] = ()
    ms: float = 0.0
    evidence: tuple[str, ...] = ()


def measure(part: Part, *, seed: int = 0, per_kind: int = PER_KIND, folder: Path = GUARD) -> Guarded:
    """Judge all sentences of a part. Raises GuardError when a suite cannot be used."""
    names = load_names(CORPUS)
    verifier = Verifier(names, load_glossary(CORPUS / "glossary.toml"))
    verifier.faults("起動", ("起動",))  # loads the dictionary, which is no part of the time of a statement
    true = load_all(lambda name: load_paraphrases(name, folder), "paraphrases", part, folder)
    wrong = mutants(seeds(true, digest_sentences()), names, seed=seed, per_kind=per_kind)
    restated = [_verified(verifier, one.how, one) for one in true]
    seeded = [_verified(verifier, one.kind.value, one) for one in wrong]
    decided, general = (_sentences(kind, part, folder) for kind in SentenceKind)
    alone = [_Judged(one.how, one.text, decides(one.text)) for one in decided]
    tempted = _tempted(decided)
    cited = [_cited(one) for one in general if one.evidence]
    uncited = [_Judged(one.how, one.text, decides(one.text)) for one in general]
    told = [_cited(one) for one in true]
    times = [one.ms for one in (*restated, *seeded)]
    return Guarded(
        part.value,
        (_sum([one for one in seeded if one.group in _COUNTED]), *_by_group(seeded)),
        (_sum(restated), *_by_group(restated)),
        (_sum(alone), *_by_group(alone)),
        Stopped(ALL, rate(one.stopped for one in tempted)),
        Stopped(ALL, rate(not one.stopped and not verifier.faults(one.text, one.evidence) for one in tempted)),
        (_sum(cited), *_by_group(cited)),
        _sum(told),
        (_sum(uncited), *_by_group(uncited)),
        percentile(times, 0.5),
        percentile(times, 0.95),
        tuple(_misses((*restated, *cited, *told, *uncited), (*seeded, *alone, *tempted))) if part is Part.TUNE else (),
    )


def load_all(load: Callable[[str], Sequence[T]], kind: str, part: Part, folder: Path) -> tuple[T, ...]:
    """The sentences of all files of a part: `<kind>.<part>.jsonl`, `<kind>.<part>-1.jsonl` …"""
    files = sorted(path.name for path in folder.glob(f"{kind}.{part.value}*.jsonl"))
    names = [name.removeprefix(f"{kind}.").removesuffix(".jsonl") for name in files] or [part.value]
    return tuple(chain.from_iterable(load(name) for name in names))


def _verified(verifier: Verifier, group: str, one: Paraphrase | Mutant) -> _Judged:
    headings = headings_of(one.source, one.evidence)
    start = time.perf_counter()
    faults = verifier.faults(one.text, one.evidence, headings)
    ms = (time.perf_counter() - start) * 1000
    return _Judged(group, one.text, bool(faults), tuple(f"{each.kind.value}: {each.found}" for each in faults), ms)


def _sentences(kind: SentenceKind, part: Part, folder: Path) -> tuple[Sentence, ...]:
    return load_all(lambda name: load_sentences(kind, name, folder), kind.value, part, folder)


def _cited(one: Sentence | Paraphrase) -> _Judged:
    """A statement judged by the lock as in an answer: beside the official sentences that it points at."""
    told = [show(sentence) for sentence in one.evidence]
    return _Judged(one.how, one.text, decides(one.text, told, headings_of(one.source, one.evidence)))


def _tempted(decided: Iterable[Sentence]) -> list[_Judged]:
    """Determinations that point at the official sentences most like them, as a dishonest model would."""
    digests = digest_sentences()
    source = {sentence: name for name, said in digests.items() for sentence in said}
    nearest = Nearest(source)
    found = []
    for one in decided:
        evidence = nearest.to(one.text, _EVIDENCE)
        titles = [title for sentence in evidence for title in headings_of(source[sentence], [sentence])]
        stopped = decides(one.text, [show(sentence) for sentence in evidence], titles)
        found.append(_Judged(one.how, one.text, stopped, evidence=evidence))
    return found


def _sum(judged: Iterable[_Judged]) -> Stopped:
    return Stopped(ALL, rate(one.stopped for one in judged))


def _by_group(judged: Sequence[_Judged]) -> list[Stopped]:
    groups = dict.fromkeys(one.group for one in judged)
    return [Stopped(group, rate(one.stopped for one in judged if one.group == group)) for group in groups]


def _misses(right: Iterable[_Judged], wrong: Iterable[_Judged]) -> Iterable[Miss]:
    yield from (Miss(one.group, one.text, one.faults) for one in right if one.stopped)
    yield from (Miss(one.group, one.text, ()) for one in wrong if not one.stopped)
