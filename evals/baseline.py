"""Baseline: the naive stack on the same questions: LangChain's splitter (500/50) over raw text, and BM25.

Two tokenizers: Sudachi normal forms, and LangChain's default (white space), under which Japanese has no words.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.case import Case, Half
from evals.metrics import Rate, first_rank, hit_at, mrr
from ingest.fold import fold
from ingest.glossary import Glossary
from ingest.library import Holding, Library
from ingest.settings import CORPUS, Settings
from ingest.source import Edition, Kind
from ingest.tokens import Analyzer

_SIZE, _OVERLAP = 500, 50
_K1, _B = 1.2, 0.75
_TEXT = (".txt", ".md")
Tokenize = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Baseline:
    """Figures of one naive stack on the cases of a half whose source is indexed in its own wording."""

    tokenizer: str
    half: str
    chunks: int
    hit_1: Rate
    hit_5: Rate
    hit_10: Rate
    mrr_10: float | None


class Bm25:
    """BM25 over an inverted index: Σ idf · tf·(k1+1) / (tf + k1·(1 − b + b·length/mean)), idf = ln(1 + (N−df+.5)/(df+.5))."""

    def __init__(self, texts: Sequence[str], tokenize: Tokenize) -> None:
        self._tokenize = tokenize
        counts = [Counter(tokenize(text)) for text in texts]
        lengths = [sum(count.values()) for count in counts]
        mean = sum(lengths) / max(1, len(lengths)) or 1
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, count in enumerate(counts):
            shrink = _K1 * (1 - _B + _B * lengths[row] / mean)
            for token, n in count.items():
                self._postings[token].append((row, n * (_K1 + 1) / (n + shrink)))
        self._n = len(texts)

    def best(self, query: str, limit: int) -> list[int]:
        """Rows with the best scores above 0, best first; ties go to the earlier row."""
        scores = self.scores(query)
        return sorted(scores, key=lambda row: (-scores[row], row))[:limit]

    def scores(self, query: str) -> dict[int, float]:
        """Score of every row that has a token of the query."""
        scores: dict[int, float] = defaultdict(float)
        for token in self._tokenize(query):
            found = self._postings.get(token, [])
            idf = math.log(1 + (self._n - len(found) + 0.5) / (len(found) + 0.5))
            for row, weight in found:
                scores[row] += idf * weight
        return dict(scores)


def measure(cases: Sequence[Case], settings: Settings, corpus: Path = CORPUS) -> tuple[Baseline, ...]:
    """Both naive stacks on the registered originals; nothing when no original is registered."""
    holdings = [h for h in Library(settings.home, corpus).holdings() if h.edition is Edition.ORIGINAL]
    texts = [path.read_text(encoding="utf-8", errors="replace") for h in holdings for path in _files(h)]
    held = {holding.source.id for holding in holdings}
    wanted = [case for case in cases if case.source in held]
    if not wanted:
        return ()
    chunks = split(texts)
    analyzer = Analyzer(Glossary())
    stacks: dict[str, Tokenize] = {"sudachi": lambda text: analyzer.words(fold(text)), "whitespace": str.split}
    return tuple(
        one for name, tokenize in stacks.items() for one in _rated(name, chunks, wanted, Bm25(chunks, tokenize))
    )


def split(texts: Sequence[str]) -> list[str]:
    """Chunks of LangChain's splitter with its default separators."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=_SIZE, chunk_overlap=_OVERLAP)
    return [chunk for text in texts for chunk in splitter.split_text(text)]


def _files(holding: Holding) -> list[Path]:
    """Plain-text files of a source; of a statute the latest version (stored names are `hash-DATE.md`)."""
    files = sorted((p for p in holding.files if p.suffix in _TEXT), key=lambda path: path.name.split("-", 1)[-1])
    return files[-1:] if holding.source.kind is Kind.STATUTE else files


def _rated(name: str, chunks: Sequence[str], cases: Sequence[Case], bm25: Bm25) -> list[Baseline]:
    ranks = {c.id: first_rank([chunks[row] for row in bm25.best(c.question, 10)], c.evidence) for c in cases}
    rated = []
    for half in ("all", *(half.value for half in Half)):
        chosen = [ranks[case.id] for case in cases if half in ("all", case.half)]
        first, five, ten = (hit_at(chosen, k) for k in (1, 5, 10))
        rated.append(Baseline(name, half, len(chunks), first, five, ten, mrr(chosen)))
    return rated
