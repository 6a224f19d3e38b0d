"""Retrieve: a query on a day → Hits, from several channels fused by a weighted sum.

Lexical channels over whole passages (words with glossary synonyms, character bigrams, exact codes), the same over
single sentences and asks (a passage counts with its best one), and a dense one. Each is divided by its best score of
the query; reciprocal ranks were measured and lose wherever the dense channel is the weaker one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.hit import Hit
from assistant.named import named_sources
from assistant.rerank import CANDIDATES, Reranker
from ingest.citation import standing
from ingest.index import Index, Scored
from ingest.lexical import Weighted, Window
from ingest.source import Kind
from ingest.tokens import codes

_DEPTH = 100  # rows taken from each channel
_NAMES = {
    "words": "lexical",
    "bigrams": "bigram",
    "codes": "code",
    "place": "code",
    "dense": "dense",
    "short_words": "lexical",
    "short_bigrams": "bigram",
}


@dataclass(frozen=True)
class Fusion:
    """Weights of the channels and of synonyms; the figures come from the `tune` half of the development suite."""

    words: float = 0.1
    bigrams: float = 0.2
    dense: float = 1.3
    codes: float = 0.15
    place: float = 1.5  # a passage of the very provision that the query names, not one that mentions it
    short_words: float = 0.1
    short_bigrams: float = 0.9
    named: float = 0.4  # for a passage of a document that the query names
    statute: float = -0.4  # for a provision where the query names neither law nor provision: people ask in plain words
    synonym: float = 0.3  # weight of a synonym's word beside 1 for a word of the query

    def weight(self, channel: str) -> float:
        """Weight of a channel in the sum."""
        return float(getattr(self, channel))


FUSION = Fusion()


def retrieve(  # noqa: PLR0913  # the last two are for tuning and for the configured few
    index: Index,
    query: str,
    window: Window,
    limit: int,
    fusion: Fusion = FUSION,
    *,
    reranker: Reranker | None = None,
) -> tuple[Hit, ...]:
    """The best `limit` passages of the window for a query, best first; ties go to the earlier row."""
    if reranker is not None:
        return reranker.order(query, retrieve(index, query, window, max(limit, CANDIDATES), fusion))[:limit]
    scored = channels(index, query, window, fusion)
    candidates = fuse(scored, fusion)[: limit + _DEPTH]
    ranked = prefer(index, query, candidates, fusion)[:limit]
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
        "place": index.lexical("place", _weighted(narrowest(tokens.codes), tokens.codes, 0.5), window, _DEPTH),
        "dense": index.dense(query, window, _DEPTH),
        "short_words": index.short("words", _weighted(tokens.words, synonyms, fusion.synonym), window, _DEPTH),
        "short_bigrams": index.short("bigrams", _weighted(tokens.bigrams), window, _DEPTH),
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


def narrowest(found: Sequence[str]) -> tuple[str, ...]:
    """The codes that are no part of a longer one: of 16項 and 16項(1) the second."""
    return tuple(one for one in found if not any(other != one and other.startswith(one) for other in found))


def prefer(index: Index, query: str, candidates: Sequence[Scored], fusion: Fusion = FUSION) -> list[Scored]:
    """The candidates again, with those of documents the query names ahead, and provisions behind unless it names one."""
    folded = index.analyzer.fold(query)
    named = named_sources(folded, index.sources.values())
    behind = 0.0 if codes(folded) else fusion.statute
    preferred = []
    for one in candidates:
        source = index.source_of(one.row)
        extra = fusion.named if source.id in named else behind if source.kind is Kind.STATUTE else 0.0
        preferred.append(Scored(one.row, one.score + extra))
    return sorted(preferred, key=lambda hit: (-hit.score, hit.row))
