"""Nearest: the sentences most like a text, by the character pairs they share. For picking evidence; measures nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from ingest.fold import squeeze


class Nearest:
    """Sentences by their character pairs."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._sentences = tuple(dict.fromkeys(sentences))
        self._sizes = [len(_pairs(one)) for one in self._sentences]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._sentences):
            for pair in _pairs(one):
                self._holding[pair].append(number)

    def to(self, text: str, count: int) -> tuple[str, ...]:
        """The `count` sentences most like a text (Dice coefficient), the likest first; of equals, the earlier."""
        pairs = _pairs(text)
        shared = Counter(number for pair in pairs for number in self._holding.get(pair, ()))
        ranked = sorted(shared, key=lambda number: (-shared[number] / (len(pairs) + self._sizes[number]), number))
        return tuple(self._sentences[number] for number in ranked[:count])


def _pairs(text: str) -> frozenset[str]:
    signs = squeeze(text)
    return frozenset(signs[n : n + 2] for n in range(len(signs) - 1))
