"""Retrieve: a query on a day → Hits, from four channels fused by a weighted sum.

Lexical channels (words with glossary synonyms, character bigrams, exact codes) and a dense one. Each is divided by its
best score of the query; reciprocal ranks were measured and lose wherever the dense channel is the weaker one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.hit import Hit
from ingest.citation import standing
from ingest.index import Index, Scored
from ingest.lexical import Weighted, Window

_DEPTH = 100  # rows taken from each channel
_NAMES = {
    "words": "lexical",
    "bigrams": "bigram",
    "codes": "code",
    "dense": "dense",
    "ask_words": "lexical",
    "ask_bigrams": "bigram",
}


@dataclass(frozen=True)
class Fusion:
    """Weights of the channels and of synonyms; the figures come from the `tune` half of the development suite."""

    words: float = 0.4
    bigrams: float = 0.35
    dense: float = 0.25
    codes: float = 0.15
    ask_words: float = 0.3
    ask_bigrams: float = 0.3
    synonym: float = 0.5  # weight of a synonym's word beside 1 for a word of the query

    def weight(self, channel: str) -> float:
        """Weight of a channel in the sum."""
        return float(getattr(self, channel))


FUSION = Fusion()


def retrieve(index: Index, query: str, window: Window, limit: int, fusion: Fusion = FUSION) -> tuple[Hit, ...]:
    """The best `limit` passages of the window for a query, best first; ties go to the earlier row."""
    scored = channels(index, query, window, fusion)
    ranked = fuse(scored, fusion)[:limit]
    found = defaultdict(list)
    for channel, hits in scored.items():
        for hit in hits:
            found[hit.row].append(_NAMES[channel])
    passages = index.passages([one.row for one in ranked])
    return tuple(
        Hit(
            passage=passage,
            source=index.sources[passage.source_id],
            score=round(one.score, 6),
            found_by=tuple(sorted(set(found[one.row]))),
            standing=standing(passage, index.sources[passage.source_id], index.statuses, window.day),
        )
        for one, passage in zip(ranked, passages, strict=True)
    )


def channels(index: Index, query: str, window: Window, fusion: Fusion = FUSION) -> dict[str, list[Scored]]:
    """Scored rows of every channel for a query."""
    folded = index.analyzer.fold(query)
    tokens = index.analyzer.tokens(query)
    synonyms = [word for phrase in index.analyzer.expand(folded) for word in index.analyzer.words(phrase)]
    return {
        "words": index.lexical("words", _weighted(tokens.words, synonyms, fusion.synonym), window, _DEPTH),
        "bigrams": index.lexical("bigrams", _weighted(tokens.bigrams), window, _DEPTH),
        "codes": index.lexical("codes", _weighted(tokens.codes), window, _DEPTH),
        "dense": index.dense(query, window, _DEPTH),
        "ask_words": index.asks("words", _weighted(tokens.words, synonyms, fusion.synonym), window, _DEPTH),
        "ask_bigrams": index.asks("bigrams", _weighted(tokens.bigrams), window, _DEPTH),
    }


def _weighted(tokens: Sequence[str], synonyms: Sequence[str] = (), synonym: float = 0.0) -> list[Weighted]:
    own = dict.fromkeys(tokens, 1.0)
    return [Weighted(token, weight) for token, weight in (dict.fromkeys(synonyms, synonym) | own).items()]


def fuse(scored: Mapping[str, Sequence[Scored]], fusion: Fusion = FUSION) -> list[Scored]:
    """Rows by the weighted sum of their scores, each channel divided by its best score."""
    total: dict[int, float] = defaultdict(float)
    for channel, hits in scored.items():
        best = max((hit.score for hit in hits), default=0.0)
        for hit in hits:
            if best > 0 and hit.score > 0:
                total[hit.row] += fusion.weight(channel) * hit.score / best
    return sorted((Scored(row, score) for row, score in total.items()), key=lambda hit: (-hit.score, hit.row))
