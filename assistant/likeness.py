"""Likeness of two questions, 0 to 1: the cosine of their words by rarity, averaged with that of their bigrams."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import FILLERS
from ingest.index import Index
from ingest.tokens import bigrams

_KEPT = 20_000  # texts whose profile is kept


@dataclass(frozen=True)
class Profile:
    """Content words of a text with their rarity, and its character bigrams; `weight` is the sum of rarities."""

    words: Mapping[str, float]
    grams: frozenset[str]
    weight: float


def profile(index: Index, text: str) -> Profile:
    """The profile of a text, kept with the index whose rarities it uses."""
    kept: dict[str, Profile] = index.memo.setdefault("profiles", {})
    found = kept.get(text)
    if found is None:
        if len(kept) >= _KEPT:
            kept.clear()
        folded = index.analyzer.fold(text)
        words = {word: index.rarity(word) for word in index.analyzer.words(folded) if word not in FILLERS}
        found = kept[text] = Profile(words, frozenset(bigrams(folded)), sum(words.values()))
    return found


def likeness(one: Profile, two: Profile) -> float:
    """Likeness of two texts by their profiles."""
    shared = sum(weight for word, weight in one.words.items() if word in two.words)
    return _mean(shared, len(one.grams & two.grams), one, two)


def _mean(shared: float, grams: int, one: Profile, two: Profile) -> float:
    words = shared / (math.sqrt(one.weight * two.weight) or 1.0)
    return 0.5 * words + 0.5 * grams / (math.sqrt(len(one.grams) * len(two.grams)) or 1.0)


class Bank:
    """Many fixed texts, to find the one most like a question without comparing with each: postings by word and bigram."""

    def __init__(self, index: Index, texts: Sequence[str]) -> None:
        self._profiles = [profile(index, text) for text in texts]
        self._words: dict[str, list[int]] = defaultdict(list)
        self._grams: dict[str, list[int]] = defaultdict(list)
        for n, one in enumerate(self._profiles):
            for word in one.words:
                self._words[word].append(n)
            for gram in one.grams:
                self._grams[gram].append(n)

    def nearest(self, asked: Profile) -> tuple[int, float]:
        """Place and likeness of the text most like `asked`; the first of equals; (-1, 0) when none shares anything."""
        shared: dict[int, float] = defaultdict(float)
        grams: dict[int, int] = defaultdict(int)
        for word, weight in asked.words.items():
            for n in self._words.get(word, ()):
                shared[n] += weight
        for gram in asked.grams:
            for n in self._grams.get(gram, ()):
                grams[n] += 1
        best = (-1, 0.0)
        for n in sorted({*shared, *grams}):
            like = _mean(shared.get(n, 0.0), grams.get(n, 0), asked, self._profiles[n])
            if like > best[1]:
                best = (n, like)
        return best
