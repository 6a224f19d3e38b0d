"""About: how much of what is asked a passage speaks of. Pure given an index."""

from assistant.evidence import terms_of
from assistant.hit import Hit
from assistant.likeness import likeness, profile
from assistant.question import Question
from ingest.index import Index

LIKE = 0.28
"""Likeness from which a provision answers a question or topic."""


class About:
    """How much of a topic passages speak of: the share of its words, by rarity, that they or their asks hold."""

    def __init__(self, index: Index, topic: Question) -> None:
        self._index, self._terms = index, terms_of(index, topic)
        self._asked = profile(index, topic.text)

    def like(self, hit: Hit) -> float:
        """Likeness of what is asked and the heading of a passage or one of its asks, 0 to 1."""
        heading = hit.passage.heading[-1] if hit.passage.heading else ""
        return max(likeness(self._asked, profile(self._index, one)) for one in (heading, *hit.passage.asks))

    def share(self, hit: Hit) -> float:
        """0 to 1; a synonym counts for a word that is not there."""
        one = hit.passage
        texts = (" ".join((hit.source.title, *one.heading, one.text)), *one.asks)
        held = {word for text in texts for word in profile(self._index, text).words}
        said = sum(weight for word, weight in self._terms.words.items() if word in held)
        other = sum(weight for word, weight in self._terms.synonyms.items() if word in held)
        return min(1.0, (said + other) / self._terms.total)
