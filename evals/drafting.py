"""Drafting: the drafts of evals/drafts measured: whether every sentence stands up, what of the topic is covered, the time.

What a point asks for stands in evals/drafts/README.md. Coverage says that the words are there; that they are cut from a
passage, cited and the law of the draft's date is checked sentence by sentence.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.checking import Checker
from assistant.compose import show
from assistant.drafting.draft import Cited, Draft, Kind, Origin, Paragraph, Role, Sentence
from assistant.drafting.headings import KINDS
from assistant.drafting.neutral import is_labelled, is_neutral, without_label
from assistant.drafting.outline import shipped_outline
from assistant.drafting.questions import suggested_questions
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from assistant.lock import decides
from ingest.citation import Citation
from ingest.errors import RegistryError
from ingest.fold import squeeze
from ingest.index import Index, open_index
from ingest.settings import ROOT, Settings

TOPICS = ROOT / "evals" / "drafts" / "topics.yaml"
_PLAIN = (Role.TITLE, Role.HEADING, Role.QUESTION, Role.POINT)
_QUESTIONS = 10  # of the draft that is timed
_RUNS = 3
_SHOWN = 3  # faults of a draft that are shown
SEEN = 10
"""Topics, the first by id, whose failures may be looked at while drafting is improved; the others are never looked at."""
_PERIODS = ((date(2024, 10, 1), date(2024, 12, 31)), (date(2025, 4, 1), date(2025, 10, 31)))
_DAYS = (date(2024, 7, 1), date(2025, 6, 15), date(2026, 4, 1))


class Point(BaseModel):
    """A fact a good section states: covered when all strings of one alternative stand in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    point: str
    accept: tuple[tuple[str, ...], ...]


class Topic(BaseModel):
    """A topic as a guidance writer would type it, with its date and its points."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    topic: str
    as_of: date
    sources: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Drafted:
    """What came of a topic. `faults`: sentences that do not stand up, with why, in Japanese."""

    id: str
    topic: str
    covered: int
    points: int
    missed: tuple[str, ...]
    sentences: int  # of fact
    faults: tuple[str, ...]
    determinations: int  # outside determination paragraphs
    seconds: float


@dataclass(frozen=True)
class Checked:
    """Drafts of a kind that have no points: what of their sentences does not stand up."""

    kind: str
    drafts: int
    sentences: int
    faults: tuple[str, ...]
    determinations: int


@dataclass(frozen=True)
class DraftReport:
    """All topics, the drafts of the other kinds, and the seconds of a section of ten questions by a warmed index."""

    index: str
    topics: tuple[Drafted, ...]
    others: tuple[Checked, ...]
    seconds: tuple[float, ...]

    @property
    def faultless(self) -> bool:
        """Whether every sentence of fact stands up and none decides a case outside a determination paragraph."""
        checked: tuple[Drafted | Checked, ...] = (*self.topics, *self.others)
        return not any(one.faults or one.determinations for one in checked)


def mean(topics: Sequence[Drafted]) -> float:
    """Mean of the shares of points covered, topic by topic."""
    return sum(one.covered / one.points for one in topics) / len(topics)


def show_drafts(report: DraftReport) -> str:
    """The figures as Japanese text, each beside what is asked of it. Which points were missed is not told."""
    everything: tuple[Drafted | Checked, ...] = (*report.topics, *report.others)
    lines = [f"索引 {report.index}、主題 {len(report.topics)} 件"]
    lines += [f"  {one.id} {one.covered}/{one.points}  文 {one.sentences}  {one.topic}" for one in report.topics]
    least = min(report.topics, key=lambda one: one.covered / one.points)
    seen, unseen = report.topics[:SEEN], report.topics[SEEN:]
    lines += [
        f"必要な点の網羅（主題ごとの割合の平均、n = {len(report.topics)}）: {mean(report.topics):.3f}  目標 0.85 以上",
        f"  失敗を見た {len(seen)} 件 {mean(seen):.3f}、見ていない {len(unseen)} 件 {mean(unseen):.3f}、"
        f"最低 {least.covered / least.points:.2f}（{least.id}）",
        _stand("Q&A節", report.topics),
        *(_stand(f"{one.kind}（{one.drafts} 件）", (one,)) for one in report.others),
        f"10問のQ&A節: {max(report.seconds):.2f} 秒（{len(report.seconds)} 回の最大、索引は温まっている）  目標 2 秒以下",
    ]
    lines += [f"  {fault}" for one in everything for fault in one.faults[:_SHOWN]]
    return "\n".join(lines)


def _stand(label: str, drafted: Sequence[Drafted | Checked]) -> str:
    sentences = sum(one.sentences for one in drafted)
    faulty, decided = sum(len(one.faults) for one in drafted), sum(one.determinations for one in drafted)
    return f"{label}: 事実の文 {sentences}、引用に問題のある文 {faulty}（目標 0）、判定の段落の外の判定 {decided}（目標 0）"


def load_topics(path: Path = TOPICS) -> tuple[Topic, ...]:
    """The topics, by id. Raises RegistryError."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(sorted((Topic.model_validate(entry) for entry in entries), key=lambda one: one.id))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise RegistryError(f"{path}: {error}", hint="evals/drafts/README.md の形式に直してください。") from error


def measure(settings: Settings, today: date) -> DraftReport:
    """The figures of the index under `settings.home`. Raises IndexStateError, RegistryError."""
    index = open_index(settings)
    drafter = Drafter(index, Checker())
    topics = load_topics()
    drafted = tuple(_drafted(index, drafter, topic, today) for topic in topics)
    others = tuple(_checked(index, drafter, kind, today) for kind in Kind if kind is not Kind.QA_SECTION)
    return DraftReport(index.manifest.id, drafted, others, _times(index, drafter, topics, today))


def _checked(index: Index, drafter: Drafter, kind: Kind, today: date) -> Checked:
    """The drafts of one of the other kinds: every element on several days, some periods."""
    drafts = [drafter.draft(request, today) for request in _requests(kind)]
    return Checked(
        kind=KINDS[kind],
        drafts=len(drafts),
        sentences=sum(1 for draft in drafts for _ in facts_of(draft)),
        faults=tuple(fault for draft in drafts for fault in faults(draft, index)),
        determinations=sum(_determinations(draft) for draft in drafts),
    )


def _requests(kind: Kind) -> Iterable[DraftRequest]:
    if kind is Kind.CHANGE_NOTICE:
        return [DraftRequest(kind=kind, from_day=start, to_day=end) for start, end in _PERIODS]
    elements = shipped_outline().elements
    return [DraftRequest(kind=kind, element=one.id, as_of=day) for one in elements for day in _DAYS]


def _determinations(draft: Draft) -> int:
    """Sentences outside determination paragraphs that decide a case."""
    return sum(decides(without_label(one.text)) for _, one in facts_of(draft))


def _drafted(index: Index, drafter: Drafter, topic: Topic, today: date) -> Drafted:
    started = time.perf_counter()
    draft = drafter.draft(DraftRequest(kind=Kind.QA_SECTION, topic=topic.topic, as_of=topic.as_of), today)
    seconds = time.perf_counter() - started
    told = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    missed = tuple(one.point for one in topic.points if not covers(told, one))
    return Drafted(
        id=topic.id,
        topic=topic.topic,
        covered=len(topic.points) - len(missed),
        points=len(topic.points),
        missed=missed,
        sentences=sum(1 for _, _ in facts_of(draft)),
        faults=tuple(faults(draft, index)),
        determinations=_determinations(draft),
        seconds=seconds,
    )


def _folded(text: str) -> str:
    return squeeze(text).lower()


def covers(text: str, point: Point) -> bool:
    """Whether a text states a point: every string of one of its alternatives, after NFKC and without white space."""
    told = _folded(text)
    return any(all(_folded(words) in told for words in one) for one in point.accept)


def facts_of(draft: Draft) -> Iterable[tuple[Paragraph, Sentence]]:
    """The sentences that state something, outside what the rules determined: neither headings nor neutral ones."""
    for paragraph in draft.paragraphs:
        if paragraph.origin is Origin.DETERMINATION or paragraph.role in _PLAIN:
            continue
        yield from ((paragraph, one) for one in paragraph.sentences if one.citations or not is_neutral(one.text))


def faults(draft: Draft, index: Index) -> Iterable[str]:
    """What is wrong with the sentences of fact of a draft: no citation, no such quote, not the law of the date."""
    cited = {one.id: one for one in draft.citations}
    gaps = index.gaps
    for paragraph, one in facts_of(draft):
        if not one.citations and not is_neutral(one.text, gaps):
            yield f"{paragraph.id}: 引用がない: {one.text}"
        for known in one.citations:
            yield from _faults(paragraph, one, cited[known], index)


def _faults(paragraph: Paragraph, one: Sentence, cited: Cited, index: Index) -> Iterable[str]:
    citation = cited.citation
    passage = index.passage(citation.passage_id)
    if passage is None or passage.text[cited.start : cited.end] != citation.quote:
        yield f"{paragraph.id}: 引用が本文と違う: {one.text}"
    elif not _bears(one, citation):
        yield f"{paragraph.id}: 引用が文を含まない: {one.text}"
    past = citation.in_force is False
    if past and not (paragraph.role is Role.HISTORY and is_labelled(one.text)):
        yield f"{paragraph.id}: 基準日の法ではない: {one.text}"


def _bears(one: Sentence, citation: Citation) -> bool:
    """Whether the quote holds the sentence, or is what the sentence names."""
    told = squeeze(without_label(one.text))
    return (
        told in squeeze(show(citation.quote))
        or told in squeeze(citation.quote)
        or one.text == f"{citation.title} {citation.locator}"
    )


def _times(index: Index, drafter: Drafter, topics: Sequence[Topic], today: date) -> tuple[float, ...]:
    """Seconds of a section of ten questions, drafted again and again by a warmed index."""
    topic = topics[0]
    asked = [one.question for one in suggested_questions(index, topic.topic, topic.as_of)]
    for other in topics[1:]:
        asked += [one.question for one in suggested_questions(index, other.topic, topic.as_of)]
    request = DraftRequest(kind=Kind.QA_SECTION, questions=tuple(dict.fromkeys(asked))[:_QUESTIONS], as_of=topic.as_of)
    drafter.draft(request, today)
    times = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        drafter.draft(request, today)
        times.append(time.perf_counter() - started)
    return tuple(times)
