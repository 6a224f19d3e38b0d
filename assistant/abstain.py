"""Abstain: whether what was found is enough to answer from, and why not.

The measure is how much of the question's weight of words the best passages hold, and how close a known ask is. Its
threshold comes from the risk–coverage curve of the `tune` half of the development suite (`gaihi eval --curve`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Terms
from assistant.hit import Hit
from assistant.question import Question
from ingest.index import Index

_PASSAGES = 3


@dataclass(frozen=True)
class Support:
    """How well the best passages support an answer, each share from 0 to 1."""

    words: float  # of the question's words, by weight, that stand in the best passages, their headings or asks
    unknown: float  # of the question's words, by weight, that stand nowhere in the corpus
    ask: float  # of the question's words, by weight, that the closest single ask holds

    @property
    def score(self) -> float:
        """One figure; below THRESHOLD the question is not answered."""
        return self.words + 0.5 * self.ask - 0.5 * self.unknown


THRESHOLD = 0.5


def support(index: Index, question: Question, terms: Terms, hits: Sequence[Hit]) -> Support:
    """Support of the question by its hits."""
    held: set[str] = set()
    closest = 0.0
    for hit in hits[:_PASSAGES]:
        passage = hit.passage
        text = " ".join((hit.source.short, *passage.heading, passage.text))
        held |= set(index.analyzer.words(index.analyzer.fold(text)))
        for ask in passage.asks:
            words = set(index.analyzer.words(index.analyzer.fold(ask)))
            held |= words
            closest = max(closest, sum(weight for word, weight in terms.words.items() if word in words))
    said = sum(weight for word, weight in terms.words.items() if word in held)
    unknown = sum(weight for word, weight in terms.words.items() if index.share("words", word) == 0)
    return Support(said / terms.total, unknown / terms.total, closest / terms.total)
