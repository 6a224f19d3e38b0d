"""Abstain: whether what was found is enough to answer from, and if not, why and where to look.

Three things speak: how much of the question the best passages hold, how close the question is to an ask that a passage
is known to answer, and how close it is to an ask of a known gap. A year that the question names and the answer does
not hold speaks against it. The weights were fitted on the `tune` half of the development suite.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import FILLERS, Sentence, terms_of
from assistant.hit import Hit
from assistant.question import Question
from ingest.gaps import Gap
from ingest.index import Index
from ingest.tokens import bigrams

_PASSAGES = 3
_KEPT = 20_000  # questions whose profile is kept
_ASKED = 10  # passages whose asks are compared
_YEAR = re.compile(r"((?:19|20)\d{2})年|(令和|平成)(\d+)年")


@dataclass(frozen=True)
class Support:
    """How well an answer is supported; every figure from 0 to 1."""

    words: float  # of the question's words, by weight, that stand in the best passages, their headings or asks
    ask: float  # likeness of the question and the closest ask of a found passage
    gap: float  # likeness of the question and the closest ask of a known gap
    sentence: float  # score of the best sentence
    year: float  # 1 when the question names a year that the best passages do not hold

    @property
    def score(self) -> float:
        """Log-odds that the question can be answered, up to a constant."""
        return (
            _WORDS * self.words
            + _ASK * self.ask
            - _GAP * self.gap
            + _SENTENCE * self.sentence
            - _OTHER_YEAR * self.year
        )


_WORDS, _ASK, _GAP, _SENTENCE, _OTHER_YEAR = 2.0, 4.0, 6.0, 1.0, 2.0
THRESHOLD = 0.0


_LIKE = 0.45  # likeness from which a question is taken to be about a gap


def known_gap(index: Index, question: Question) -> Gap | None:
    """The known gap a question is about, if it is about one."""
    gap, like = nearest_gap(index, question)
    return gap if like >= _LIKE else None


def support(index: Index, question: Question, hits: Sequence[Hit], sentences: Sequence[Sentence]) -> Support:
    """Support of the question by its hits and their sentences."""
    terms = terms_of(index, question)
    held = _held(index, hits[:_PASSAGES])
    said = sum(weight for word, weight in terms.words.items() if word in held)
    asks = (ask for hit in hits[:_ASKED] for ask in hit.passage.asks)
    _, gap = nearest_gap(index, question)
    return Support(
        words=said / terms.total,
        ask=max((likeness(index, question.folded, ask) for ask in asks), default=0.0),
        gap=gap,
        sentence=min(1.0, max((sentence.score for sentence in sentences), default=0.0)),
        year=float(bool(years(question.folded) - _years_of(index, hits[:_PASSAGES], question))),
    )


def nearest_gap(index: Index, question: Question) -> tuple[Gap | None, float]:
    """The known gap whose ask is most like the question, and how like."""
    best: tuple[Gap | None, float] = (None, 0.0)
    for gap in index.gaps:
        like = max((likeness(index, question.folded, ask) for ask in gap.asks), default=0.0)
        if like > best[1]:
            best = (gap, like)
    return best


def likeness(index: Index, folded: str, other: str) -> float:
    """Likeness of two questions, 0 to 1: cosine of their words by rarity, and of their character bigrams."""
    one, two = _profile(index, folded), _profile(index, index.analyzer.fold(other))
    words = _cosine(one.words, two.words)
    shared = len(one.grams & two.grams)
    grams = shared / math.sqrt(max(1, len(one.grams)) * max(1, len(two.grams)))
    return 0.5 * words + 0.5 * grams


@dataclass(frozen=True)
class _Profile:
    words: Mapping[str, float]
    grams: frozenset[str]


def _profile(index: Index, folded: str) -> _Profile:
    kept: dict[str, _Profile] = index.memo.setdefault("profiles", {})
    if folded not in kept:
        if len(kept) > _KEPT:
            kept.clear()
        content = (word for word in index.analyzer.words(folded) if word not in FILLERS)
        kept[folded] = _Profile({word: index.rarity(word) for word in content}, frozenset(bigrams(folded)))
    return kept[folded]


def _cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    shared = sum(weight for word, weight in one.items() if word in two)
    return shared / (math.sqrt(sum(one.values()) * sum(two.values())) or 1.0)


def _held(index: Index, hits: Iterable[Hit]) -> set[str]:
    held: set[str] = set()
    for hit in hits:
        text = " ".join((hit.source.short, *hit.passage.heading, hit.passage.text))
        for piece in (text, *hit.passage.asks):
            held |= set(index.analyzer.words(index.analyzer.fold(piece)))
    return held


def years(folded: str) -> set[int]:
    """Years a folded text names, eras converted."""
    eras = {"令和": 2018, "平成": 1988}
    return {int(m[1]) if m[1] else eras[m[2]] + int(m[3]) for m in _YEAR.finditer(folded)}


def _years_of(index: Index, hits: Iterable[Hit], question: Question) -> set[int]:
    """Years the passages hold, with those of their publication and of the day asked for."""
    found = {question.as_of.year}
    for hit in hits:
        found |= years(index.analyzer.fold(" ".join((*hit.passage.heading, hit.passage.text))))
        found.add(hit.passage.visible_from.year)
    return found
