"""Report: the figures of a suite run, by half and kind, with counts, intervals and fingerprints.

Scores in, figures out: nothing here asks or searches. What varies between two runs stands under `timings` alone.
"""

import hashlib
import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from assistant.answer import Status, as_json
from evals.baseline import Baseline
from evals.case import Case, CaseKind, Expect, Half, Suite
from evals.invariants import DayChecked, Violation
from evals.metrics import Rate, hit_at, mrr, percentile, rate
from evals.score import Score
from ingest.settings import ROOT, Settings

ALL = "all"
CONCEALED = "（報告用の半分の問）"
_FACT_KINDS = frozenset(CaseKind) - {CaseKind.LIST, CaseKind.TABLE, CaseKind.UNANSWERABLE, CaseKind.OWN_CASE}
_REFUSED = (Status.ABSTAINED, Status.NEEDS_DETERMINATION)


@dataclass(frozen=True)
class Figures:
    """Figures of a group of cases. Retrieval counts cases whose evidence is in the index, accuracy those with facts."""

    n: int
    hit_1: Rate
    hit_5: Rate
    hit_10: Rate
    mrr_10: float | None
    accuracy: Rate
    median_length: float | None  # characters of the answers that state something


@dataclass(frozen=True)
class Refusals:
    """Who was refused. `precision`/`recall` are of status abstained over the unanswerable; `refused_answerable` counts
    abstained and needs_determination; `own_case` is the share of own cases that got needs_determination."""

    precision: Rate
    recall: Rate
    refused_answerable: Rate
    abstained_answerable: Rate
    own_case: Rate
    own_case_precision: Rate


@dataclass(frozen=True)
class Group:
    """Figures of one kind (or `all`) in one half (or `all`)."""

    half: str
    kind: str
    figures: Figures


@dataclass(frozen=True)
class Fingerprints:
    """What a report rests on."""

    index: str
    code: str
    suite: str
    answers: str  # of all answers, elapsed times aside
    embedder: str
    reranker: str
    chat_model: str


@dataclass(frozen=True)
class Timings:
    """The only part of a report that may differ between two runs; milliseconds, inside this process."""

    seconds: float
    ask_p50_ms: float | None
    ask_p95_ms: float | None
    search_p50_ms: float | None
    search_p95_ms: float | None


@dataclass(frozen=True)
class Report:
    """A run of a suite on a day. `originals`: sources whose own wording is indexed; of the rest, the digests are."""

    suite: str
    today: date
    fingerprints: Fingerprints
    originals: tuple[str, ...]
    longest_passage: int
    median_length_facts: float | None
    groups: tuple[Group, ...]
    refusals: tuple[tuple[str, Refusals], ...]
    invariants: tuple[DayChecked, ...]
    baselines: tuple[Baseline, ...]
    timings: Timings

    def to_json(self) -> str:
        """The report as JSON; two runs differ under `timings` alone."""
        fields = as_json(self) | {"refusals": {half: as_json(figures) for half, figures in self.refusals}}
        return json.dumps(fields, ensure_ascii=False, indent=1)

    def untimed(self) -> str:
        """The JSON without `timings`: what two runs must agree on, byte by byte."""
        return json.dumps(json.loads(self.to_json()) | {"timings": None}, ensure_ascii=False)


@dataclass(frozen=True)
class Ran:
    """The scores of a suite and the seconds they took. `originals`: sources whose own wording is indexed."""

    suite: Suite
    scores: tuple[Score, ...]
    originals: tuple[str, ...]
    generation: str
    seconds: float


def summarise(
    ran: Ran,
    settings: Settings,
    today: date,
    *,
    invariants: tuple[DayChecked, ...] = (),
    baselines: tuple[Baseline, ...] = (),
) -> Report:
    """The report of a run."""
    halves = [ALL, *(half.value for half in Half)]
    return Report(
        suite=ran.suite.name,
        today=today,
        fingerprints=_fingerprints(ran, settings),
        originals=ran.originals,
        longest_passage=max((one.found.longest for one in ran.scores if one.found), default=0),
        median_length_facts=_median_length([one for one in ran.scores if one.case.kind in _FACT_KINDS]),
        groups=tuple(
            Group(half, kind, figures(chosen))
            for half in halves
            for kind in [ALL, *(kind.value for kind in CaseKind)]
            if (chosen := choose(ran.scores, half, kind)) or kind == ALL
        ),
        refusals=tuple((half, refusals(choose(ran.scores, half))) for half in halves),
        invariants=invariants,
        baselines=baselines,
        timings=_timings(ran),
    )


def choose(scores: Sequence[Score], half: str = ALL, kind: str = ALL) -> list[Score]:
    """The scores of a half and kind; `all` lets everything through."""
    return [one for one in scores if half in (ALL, one.case.half) and kind in (ALL, one.case.kind)]


def figures(scores: Sequence[Score]) -> Figures:
    """Figures of a group."""
    ranks = [one.found.rank for one in scores if one.found]
    return Figures(
        n=len(scores),
        hit_1=hit_at(ranks, 1),
        hit_5=hit_at(ranks, 5),
        hit_10=hit_at(ranks, 10),
        mrr_10=mrr(ranks),
        accuracy=rate(one.met.correct for one in scores if one.met and one.met.correct is not None),
        median_length=_median_length(scores),
    )


def _median_length(scores: Sequence[Score]) -> float | None:
    lengths = [one.met.length for one in scores if one.met and one.met.statements]
    return statistics.median(lengths) if lengths else None


def refusals(scores: Sequence[Score]) -> Refusals:
    """Who was refused, of all scores that have an answer."""
    met = [(one.case.expect, one.met.status) for one in scores if one.met]

    def statuses(expect: Expect) -> list[Status]:
        return [status for wanted, status in met if wanted is expect]

    answerable = statuses(Expect.ANSWERED)
    own = Status.NEEDS_DETERMINATION
    return Refusals(
        precision=rate(wanted is Expect.ABSTAINED for wanted, status in met if status is Status.ABSTAINED),
        recall=rate(status is Status.ABSTAINED for status in statuses(Expect.ABSTAINED)),
        refused_answerable=rate(status in _REFUSED for status in answerable),
        abstained_answerable=rate(status is Status.ABSTAINED for status in answerable),
        own_case=rate(status is own for status in statuses(Expect.NEEDS_DETERMINATION)),
        own_case_precision=rate(wanted is Expect.NEEDS_DETERMINATION for wanted, status in met if status is own),
    )


def failures(scores: Sequence[Score], *, reveal: bool = False) -> tuple[Score, ...]:
    """Scores whose evidence is not first, whose facts are missing or whose status is wrong; of `tune` unless revealed."""
    return tuple(one for one in scores if (reveal or one.case.half is Half.TUNE) and _failed(one))


def _failed(one: Score) -> bool:
    searched = one.found is None or one.found.rank == 1
    if one.met is None:
        return not searched
    met = one.met.correct if one.case.expect is Expect.ANSWERED else one.met.status.value == one.case.expect.value
    return not (searched and met)


def _fingerprints(ran: Ran, settings: Settings) -> Fingerprints:
    answers = "".join(one.met.fingerprint for one in ran.scores if one.met)
    return Fingerprints(
        index=ran.generation,
        code=code_fingerprint(),
        suite=ran.suite.sha256,
        answers=hashlib.sha256(answers.encode()).hexdigest()[:16] if answers else "",
        embedder=settings.embedder,
        reranker=settings.reranker,
        chat_model=settings.chat_model,
    )


@cache
def code_fingerprint(root: Path = ROOT) -> str:
    """Hash of all Python files of the packages that answer and judge."""
    digest = hashlib.sha256()
    for package in ("ingest", "assistant", "evals"):
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _timings(ran: Ran) -> Timings:
    ask = [one.ask_ms for one in ran.scores if one.ask_ms is not None]
    search = [one.search_ms for one in ran.scores if one.search_ms is not None]
    return Timings(
        round(ran.seconds, 1), *(_rounded(percentile(values, p)) for values in (ask, search) for p in (0.5, 0.95))
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def concealed(days: Sequence[DayChecked], cases: Sequence[Case]) -> tuple[DayChecked, ...]:
    """The same violations without the questions of the half `report`: a broken invariant is mended, not tuned."""
    hidden = {case.question for case in cases if case.half is Half.REPORT}

    def veiled(violation: Violation) -> Violation:
        return replace(violation, question=CONCEALED) if violation.question in hidden else violation

    return tuple(replace(day, violations=tuple(veiled(one) for one in day.violations)) for day in days)
