"""Metrics: pure functions over ranks, texts and counts, one metric each. Nothing here asks or searches."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.fold import squeeze

_Z = 1.959963984540054  # two-sided 95 %
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Rate:
    """`hits` of `n` as a share with its 95 % Wilson interval; all three None when n = 0."""

    hits: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def wilson(hits: int, n: int) -> tuple[float, float]:
    """95 % Wilson score interval of hits/n, without continuity correction.

    (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n); clipped to [0, 1]. Raises ValueError unless 0 ≤ hits ≤ n, n > 0.
    """
    if not 0 <= hits <= n or n == 0:
        raise ValueError(f"expected 0 <= hits <= n and n > 0, found {hits} of {n}")
    share, z2 = hits / n, _Z * _Z
    middle = share + z2 / (2 * n)
    spread = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    scale = 1 + z2 / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def rate(flags: Iterable[bool]) -> Rate:
    """Share of true flags; of none, the share is unknown."""
    values = list(flags)
    hits, n = sum(values), len(values)
    if not n:
        return Rate(0, 0, None, None, None)
    low, high = wilson(hits, n)
    return Rate(hits, n, round(hits / n, 4), round(low, 4), round(high, 4))


def holds_evidence(text: str, evidence: Sequence[str]) -> bool:
    """Whether a passage contains one of the phrases, after NFKC and without white space (case counts)."""
    squeezed = squeeze(text)
    return any(squeeze(phrase) in squeezed for phrase in evidence)


def first_rank(texts: Sequence[str], evidence: Sequence[str]) -> int | None:
    """Rank (from 1) of the first text that holds evidence; None when none does."""
    return next((rank for rank, text in enumerate(texts, 1) if holds_evidence(text, evidence)), None)


def hit_at(ranks: Iterable[int | None], k: int) -> Rate:
    """Hit@k: share of questions whose first hit has a rank ≤ k; no hit counts as a miss."""
    return rate(rank is not None and rank <= k for rank in ranks)


def mrr(ranks: Iterable[int | None], k: int = 10) -> float | None:
    """Mean reciprocal rank of the first hit; ranks beyond k and no hit count 0. None without questions."""
    values = [1 / rank if rank is not None and rank <= k else 0.0 for rank in ranks]
    return round(sum(values) / len(values), 4) if values else None


def comparable(text: str) -> str:
    """A text as facts are compared: NFKC, no white space, lower case, no commas in numbers (1,334人 = 1334人)."""
    return _THOUSANDS.sub("", squeeze(text).lower())


def stated(texts: Sequence[str]) -> str:
    """What an answer states, comparable; statements stay apart, so that no fact is made of two halves."""
    return "\n".join(comparable(text) for text in texts)


def missing_facts(texts: Sequence[str], required: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """First spelling of each required fact of which no spelling occurs in the statements."""
    said = stated(texts)
    return tuple(fact[0] for fact in required if not any(comparable(spelling) in said for spelling in fact))


def stated_forbidden(texts: Sequence[str], forbidden: Sequence[str]) -> tuple[str, ...]:
    """Forbidden spellings that the statements contain."""
    said = stated(texts)
    return tuple(spelling for spelling in forbidden if comparable(spelling) in said)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Nearest-rank percentile: the smallest value that at least `share` (0 < share ≤ 1) of all do not exceed."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
