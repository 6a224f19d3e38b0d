"""Align: which old sentence each sentence of a rewritten text is: the same, a moved one, a changed one, or none. Pure.

In doubt a sentence is none of the old ones: a citation that stays behind can be put back by a person, one that stands
at a sentence it does not bear out misleads.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.drafting.overlap import Overlap
from ingest.fold import squeeze
from ingest.sentences import sentences

_CLEAR = 0.7  # likeness of a changed sentence wherever it stands
_IN_PLACE = 0.45  # where the sentences around it stayed and it is the only one between them, before and after
_AHEAD = 0.04  # how far the best must lead: of two that are as like, neither is taken


@dataclass(frozen=True)
class Aligned:
    """A sentence of the new text, and the number of the old sentence that it is (None: a new one)."""

    text: str
    old: int | None


@dataclass(frozen=True)
class _Piece:
    text: str
    key: str
    owner: int  # number of the old sentence, or -1


def align(old: Sequence[str], text: str) -> tuple[Aligned, ...]:
    """The sentences of `text` in order; pieces of an old sentence that stand together again are one sentence."""
    before = [piece for number, one in enumerate(old) for piece in _pieces(one, number)]
    after = list(_pieces(text, -1))
    sizes = [sum(piece.owner == n for piece in before) for n in range(len(old))]
    return tuple(_joined(after, _owners(before, after), sizes))


def align_each(old: Sequence[str], new: Sequence[str]) -> tuple[Aligned, ...]:
    """The same for sentences whose bounds are given."""
    before = [_Piece(text, squeeze(text), number) for number, text in enumerate(old)]
    after = [_Piece(text, squeeze(text), -1) for text in new]
    return tuple(Aligned(piece.text, owner) for piece, owner in zip(after, _owners(before, after), strict=True))


def _pieces(text: str, owner: int) -> Iterator[_Piece]:
    for span in sentences(text):
        yield _Piece(span.of(text), squeeze(span.of(text)), owner)


def _owners(before: Sequence[_Piece], after: Sequence[_Piece]) -> list[int | None]:
    found = _matched([piece.key for piece in before], [piece.key for piece in after])
    return [before[found[n]].owner if n in found else None for n in range(len(after))]


def _joined(after: Sequence[_Piece], owners: Sequence[int | None], sizes: Sequence[int]) -> Iterator[Aligned]:
    """Neighbours of one owner as one sentence, for an owner that had several pieces."""
    at = 0
    while at < len(after):
        owner, end = owners[at], at + 1
        while owner is not None and end < len(after) and owners[end] == owner and end - at < sizes[owner]:
            end += 1
        yield Aligned("\n".join(piece.text for piece in after[at:end]), owner)
        at = end


def _matched(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """New number → old number."""
    found: dict[int, int] = {}
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        found.update({block.b + n: block.a + n for n in range(block.size)})
    same = found | _moved(before, after, found)
    return same | _changed(before, after, same, found)


def _moved(before: Sequence[str], after: Sequence[str], found: Mapping[int, int]) -> dict[int, int]:
    """Sentences that stand elsewhere as they were."""
    taken, waiting = set(found.values()), defaultdict[str, deque[int]](deque)
    for old, key in enumerate(before):
        if old not in taken:
            waiting[key].append(old)
    return {new: waiting[key].popleft() for new, key in enumerate(after) if new not in found and waiting.get(key)}


def _changed(
    before: Sequence[str], after: Sequence[str], found: Mapping[int, int], anchored: Mapping[int, int]
) -> dict[int, int]:
    """Changed sentences: the likest first, each old and each new one once, and only where no other is as like."""
    field = _Field(before, after, found)
    lone = _lone(len(before), len(after), found, anchored)
    taken: dict[int, int] = {}
    used: set[int] = set()
    pairs = sorted(((field.like(o, n), -n, -o) for o, n in {*field.pairs(), *lone}), reverse=True)
    for ratio, new, old in ((ratio, -new, -old) for ratio, new, old in pairs):
        if new in taken or old in used or ratio < (_IN_PLACE if (old, new) in lone else _CLEAR):
            continue
        # its place says which of several alike it is
        if ((old, new) in lone and ratio >= _CLEAR) or field.leads(old, new, ratio):
            taken[new] = old
            used.add(old)
    return taken


class _Field:
    """The sentences that are left, each with those that may be like it; how like they are is reckoned once."""

    def __init__(self, before: Sequence[str], after: Sequence[str], found: Mapping[int, int]) -> None:
        taken = set(found.values())
        self._before, self._after = before, after
        self._free_old = [n for n in range(len(before)) if n not in taken]
        self._free_new = [n for n in range(len(after)) if n not in found]
        self._known: dict[tuple[int, int], float] = {}
        olds, news = Overlap(before), Overlap([after[n] for n in self._free_new])
        self._olds = {n: olds.nearest(after[n]) for n in self._free_new}
        self._news = {o: tuple(self._free_new[n] for n in news.nearest(before[o])) for o in self._free_old}

    def like(self, old: int, new: int) -> float:
        """How like an old and a new sentence are."""
        if (old, new) not in self._known:
            self._known[old, new] = like(self._before[old], self._after[new])
        return self._known[old, new]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Old and new sentences that may be one: near each other, and both still free."""
        for new, olds in self._olds.items():
            yield from ((old, new) for old in olds if old in self._news)
        for old, news in self._news.items():
            yield from ((old, new) for new in news)

    def leads(self, old: int, new: int, ratio: float) -> bool:
        """Whether no other old sentence, taken or not, and no other new one is as like."""
        rivals = [(other, new) for other in self._olds[new] if other != old]
        rivals += [(old, other) for other in self._news[old] if other != new]
        return all(self.like(*rival) + _AHEAD <= ratio for rival in rivals)


def _lone(olds: int, news: int, found: Mapping[int, int], anchored: Mapping[int, int]) -> frozenset[tuple[int, int]]:
    """Pairs that stand alone between the same two neighbours (or ends) before and after."""
    ends = [(-1, -1), *sorted((old, new) for new, old in anchored.items()), (olds, news)]
    taken, pairs = set(found.values()), []
    for (old, new), (next_old, next_new) in pairwise(ends):
        gone = [n for n in range(old + 1, next_old) if n not in taken]
        come = [n for n in range(new + 1, next_new) if n not in found]
        if len(gone) == len(come) == 1:
            pairs.append((gone[0], come[0]))
    return frozenset(pairs)


def like(one: str, other: str) -> float:
    """How like two squeezed texts are, 0 to 1; the same either way."""
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
