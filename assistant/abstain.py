"""Abstain: whether what was found is enough to answer from, and if not, why and where to look.

A question is answered when it is more like something the corpus is known to answer (an ask, or a sentence under its
heading) than like a known gap. A number asked for one year is not answered with another year's. The thresholds were
chosen on the `tune` half of the development suite.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Sentence
from assistant.hit import Hit
from assistant.likeness import Bank, Profile, likeness, profile
from assistant.named import named_sources
from assistant.question import Question, Wanted
from ingest.gaps import Gap
from ingest.index import Index

_ASKED = 10  # passages whose asks are compared
_LIKE = 0.45  # likeness from which a refusal points to the gap
_READ = 5  # passages whose words are compared
_WORDS = 0.4  # share of the question's words below which nothing found speaks of it
_LEAST = 0.2  # likeness below which nothing found speaks of the question at all
_GAP = 0.9  # share of a gap's likeness that an answer's must exceed …
_MARGIN = 0.05  # … and by how much
_YEAR = re.compile(r"((?:19|20)\d{2})年|(令和|平成)(\d+)年")


@dataclass(frozen=True)
class Support:
    """How well an answer is supported; likenesses from 0 to 1."""

    answer: float  # of the question and the closest ask, or sentence under its heading, of a found passage
    gap: float  # of the question and the closest ask of a known gap
    words: float  # share of the question's words, by weight, that the best passages or their asks hold
    other_year: bool  # a number is asked for a year, and the best sentence speaks of other years only

    @property
    def spoken_of(self) -> bool:
        """Whether what was found speaks of the subject at all; of a bare topic, which asks nothing, no more is known."""
        return self.answer >= _LEAST and self.words >= _WORDS

    @property
    def enough(self) -> bool:
        """Whether the question can be answered."""
        return self.spoken_of and self.answer - _GAP * self.gap >= _MARGIN and not self.other_year


def support(index: Index, question: Question, hits: Sequence[Hit], sentences: Sequence[Sentence]) -> Support:
    """Support of the question by its hits and their sentences."""
    asked = profile(index, question.text)
    texts = [ask for hit in hits[:_ASKED] for ask in hit.passage.asks]
    texts += [" ".join((*one.hit.passage.heading[-1:], one.text)) for one in sentences]
    return Support(
        answer=max((likeness(asked, profile(index, text)) for text in texts), default=0.0),
        gap=nearest_gap(index, question)[1],
        words=_held(index, asked, hits[:_READ]),
        other_year=_other_year(index, question, sentences),
    )


def _held(index: Index, asked: Profile, hits: Sequence[Hit]) -> float:
    """Share of the words of a question, by weight, that some passage, its heading or one of its asks holds."""
    held: set[str] = set()
    for hit in hits:
        texts = (" ".join((hit.source.title, *hit.passage.heading, hit.passage.text)), *hit.passage.asks)
        held.update(word for text in texts for word in profile(index, text).words)
    return sum(weight for word, weight in asked.words.items() if word in held) / (asked.weight or 1.0)


def known_gap(index: Index, question: Question) -> Gap | None:
    """The known gap a question is about, if it is about one."""
    gap, like = nearest_gap(index, question)
    return gap if like >= _LIKE else None


def nearest_gap(index: Index, question: Question) -> tuple[Gap | None, float]:
    """The known gap whose ask is most like the question, and how like."""
    owners = [gap for gap in index.gaps for _ in gap.asks]
    bank = index.memo.get("gaps")
    if not isinstance(bank, Bank):
        bank = index.memo["gaps"] = Bank(index, [ask for gap in index.gaps for ask in gap.asks])
    place, like = bank.nearest(profile(index, question.text))
    return (owners[place] if place >= 0 else None), like


def years(folded: str) -> set[int]:
    """Years a folded text names, eras converted."""
    eras = {"令和": 2018, "平成": 1988}
    return {int(m[1]) if m[1] else eras[m[2]] + int(m[3]) for m in _YEAR.finditer(folded)}


def _other_year(index: Index, question: Question, sentences: Sequence[Sentence]) -> bool:
    """Whether a number is asked for a year and the best sentence speaks of other years only."""
    if question.wanted is not Wanted.NUMBER or not sentences:
        return False
    named = named_sources(question.folded, index.sources.values())
    known = {int(index.sources[one].published[:4]) for one in named if index.sources[one].published}
    asked = years(question.folded) - known - {question.as_of.year}
    best = max(sentences, key=lambda one: one.score)
    spoken = years(index.analyzer.fold(" ".join((*best.hit.passage.heading, best.text))))
    return bool(asked and spoken and not asked & spoken)
