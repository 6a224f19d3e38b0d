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
from assistant.drafting.neutral import is_labelled, is_neutral, without_label
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
_PLAIN = (Role.TITLE, Role.HEADING, Role.QUESTION)
_QUESTIONS = 10  # of the draft that is timed
_RUNS = 3


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
class DraftReport:
    """All topics, and the time of a section of ten questions (best and worst of some runs, warmed)."""

    index: str
    topics: tuple[Drafted, ...]
    seconds: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean of the shares of points covered, topic by topic."""
        return sum(one.covered / one.points for one in self.topics) / len(self.topics)

    @property
    def least(self) -> float:
        """The share of the topic covered least."""
        return min(one.covered / one.points for one in self.topics)

    @property
    def faultless(self) -> bool:
        """Whether every sentence of fact stands up and none decides a case outside a determination paragraph."""
        return not any(one.faults or one.determinations for one in self.topics)


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
    return DraftReport(index.manifest.id, drafted, _times(index, drafter, topics, today))


def _drafted(index: Index, drafter: Drafter, topic: Topic, today: date) -> Drafted:
    started = time.perf_counter()
    draft = drafter.draft(DraftRequest(kind=Kind.QA_SECTION, topic=topic.topic, as_of=topic.as_of), today)
    seconds = time.perf_counter() - started
    told = _folded("\n".join(paragraph.text for paragraph in draft.paragraphs))
    missed = tuple(one.point for one in topic.points if not _covers(told, one))
    return Drafted(
        id=topic.id,
        topic=topic.topic,
        covered=len(topic.points) - len(missed),
        points=len(topic.points),
        missed=missed,
        sentences=sum(1 for _, _ in facts_of(draft)),
        faults=tuple(faults(draft, index)),
        determinations=sum(decides(without_label(one.text)) for paragraph, one in facts_of(draft)),
        seconds=seconds,
    )


def _folded(text: str) -> str:
    return squeeze(text).lower()


def _covers(told: str, point: Point) -> bool:
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
