"""Overlap: which texts share most pairs of neighbouring characters with a text. Finds who may be like whom; says not how like.

What is like a text shares such pairs with it, so that all others need not be compared with it.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

_LEAST = 0.15  # share of pairs; what is half as like as another (`align.like`) shares more
_MOST = 6  # texts: of more that share as much, the best does not lead anyway


class Overlap:
    """Some texts by their pairs of characters."""

    def __init__(self, texts: Sequence[str]) -> None:
        held: dict[str, list[int]] = defaultdict(list)
        sizes = []
        for number, text in enumerate(texts):
            pairs = _pairs(text)
            sizes.append(len(pairs))
            for pair in pairs:
                held[pair].append(number)
        self._sizes = np.array(sizes, dtype=np.int64)
        self._held = {pair: np.array(numbers, dtype=np.int64) for pair, numbers in held.items()}

    def nearest(self, text: str) -> tuple[int, ...]:
        """The numbers of the texts that share most with a text, the most first; those that share little left out."""
        pairs = _pairs(text)
        rows = [self._held[pair] for pair in pairs if pair in self._held]
        if not rows:
            return ()
        shared = np.bincount(np.concatenate(rows), minlength=len(self._sizes))
        share = 2 * shared / (self._sizes + len(pairs)).clip(min=1)
        near = np.flatnonzero(share >= _LEAST)
        best = near[np.argsort(-share[near], kind="stable")][:_MOST]
        return tuple(int(one) for one in best)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
