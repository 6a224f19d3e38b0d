"""Dense embedders: text → unit vectors. The embedded default is a document LSA fitted to each generation.

A sentence-transformers model takes its place when `GAIHI_EMBEDDER` names one; it is loaded only then.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import SettingsError
from ingest.tokens import Analyzer

Vectors = NDArray[np.float32]
_DIMENSIONS = 200
_VOCABULARY = 60_000
_FIT = 30_000  # documents the LSA is fitted on at most; the rest is projected


class Embedder(Protocol):
    """Maps texts to vectors of length one, so that a dot product is a cosine."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text may get another vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimensions), float32."""

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question, shape (dimensions,), float32."""


def _grams(folded: str) -> Counter[str]:
    """Counts of characters and character bigrams."""
    text = "".join(folded.split())
    return Counter(text) + Counter(text[n : n + 2] for n in range(len(text) - 1))


def _units(vectors: NDArray[np.floating]) -> Vectors:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(norms > 0, norms, 1), dtype=np.float32)


@dataclass(frozen=True)
class Lsa:
    """Latent semantic analysis of character n-grams: tf-idf, projected on the corpus' main directions."""

    analyzer: Analyzer
    columns: dict[str, int]
    idf: Vectors
    components: Vectors  # (dimensions, vocabulary)

    @property
    def fingerprint(self) -> str:
        """Of the fitted numbers: a refitted LSA is another embedder."""
        return "lsa-" + hashlib.sha256(self.components.tobytes()).hexdigest()[:12]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""
        from scipy.sparse import vstack

        parts = [self._weights(texts[at : at + 2000]) for at in range(0, len(texts), 2000)]
        if not parts:
            return np.zeros((0, len(self.components)), dtype=np.float32)
        return _units(vstack(parts) @ self.components.T)

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question."""
        counts = _grams(self.analyzer.fold(text))
        columns = [self.columns[gram] for gram in counts if gram in self.columns]
        values = np.array([1 + np.log(counts[gram]) for gram in counts if gram in self.columns], dtype=np.float32)
        if not columns:
            return np.zeros(len(self.components), dtype=np.float32)
        return _units((values * self.idf[columns]) @ self.components[:, columns].T)

    def _weights(self, texts: Sequence[str]):  # type: ignore[no-untyped-def]  # scipy publishes no types
        return _tfidf([_grams(self.analyzer.fold(text)) for text in texts], self.columns, self.idf)

    def save(self, folder: Path) -> None:
        """Write the fitted numbers."""
        folder.mkdir(parents=True)
        (folder / "columns.json").write_text(json.dumps(list(self.columns), ensure_ascii=False), encoding="utf-8")
        np.savez(folder / "lsa.npz", idf=self.idf, components=self.components)

    @classmethod
    def load(cls, folder: Path, analyzer: Analyzer) -> "Lsa":
        """Read what `save` wrote."""
        names = json.loads((folder / "columns.json").read_text(encoding="utf-8"))
        with np.load(folder / "lsa.npz", allow_pickle=False) as numbers:
            return cls(analyzer, {n: i for i, n in enumerate(names)}, numbers["idf"], numbers["components"])


def _tfidf(counts: Sequence[Counter[str]], columns: dict[str, int], idf: Vectors):  # type: ignore[no-untyped-def]
    """Sparse matrix (texts × vocabulary) of sublinear tf × idf with rows of length one."""
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    rows, cols, values = [], [], []
    for row, grams in enumerate(counts):
        for gram, count in grams.items():
            if (column := columns.get(gram)) is not None:
                rows.append(row)
                cols.append(column)
                values.append((1 + np.log(count)) * idf[column])
    matrix = csr_matrix((np.array(values, dtype=np.float32), (rows, cols)), shape=(len(counts), len(columns)))
    return normalize(matrix, copy=False)


def fit_lsa(texts: Sequence[str], analyzer: Analyzer) -> Lsa:
    """An LSA fitted to `texts` (at most 30,000 of them, evenly spread); the same texts give the same LSA."""
    from sklearn.decomposition import TruncatedSVD

    step = max(1, -(-len(texts) // _FIT))
    sample = [_grams(analyzer.fold(text)) for text in texts[::step]]
    frequency = Counter(gram for grams in sample for gram in grams)
    kept = sorted((gram for gram, n in frequency.items() if n > 1), key=lambda gram: (-frequency[gram], gram))
    columns = {gram: n for n, gram in enumerate(kept[:_VOCABULARY] or ["\0"])}
    idf = np.array([1 + np.log((1 + len(sample)) / (1 + frequency[g])) for g in columns], dtype=np.float32)
    dimensions = min(_DIMENSIONS, len(columns), max(1, len(sample) - 1))
    if dimensions < 2:
        return Lsa(analyzer, columns, idf, np.ones((1, len(columns)), dtype=np.float32))
    matrix = _tfidf(sample, columns, idf)
    svd = TruncatedSVD(dimensions, algorithm="randomized", n_iter=4, random_state=0).fit(matrix)
    return Lsa(analyzer, columns, idf, np.asarray(svd.components_, dtype=np.float32))


# Models that want their texts marked; others say it themselves in their saved prompts.
_PREFIXES = {"ruri-v3": ("検索クエリ: ", "検索文書: "), "e5": ("query: ", "passage: ")}


class ModelEmbedder:
    """Any sentence-transformers model, from the hub's cache or a local folder."""

    def __init__(self, name: str, *, offline: bool) -> None:
        self._name = name
        self._model = _load(name, offline=offline)
        named = next((pair for key, pair in _PREFIXES.items() if key in name.lower()), None)
        prompts = self._model.prompts or {}
        saved = (prompts.get("query") or "", prompts.get("document") or prompts.get("passage") or "")
        self._query, self._passage = saved if any(saved) else named or ("", "")

    @property
    def fingerprint(self) -> str:
        """Of the model's state and its prefixes."""
        seen = repr((state_of(self._name), self._query, self._passage))
        return "st-" + hashlib.sha256(seen.encode()).hexdigest()[:12]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""
        return self._encode([self._passage + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """Vector of a question."""
        return np.asarray(self._encode([self._query + text])[0], dtype=np.float32)

    def _encode(self, texts: list[str]) -> Vectors:
        # prompt="" : the prefix is already in the text, whatever the model's default prompt says
        return _units(self._model.encode(texts, prompt="", convert_to_numpy=True, show_progress_bar=False))


def state_of(name: str) -> str:
    """What can be told of a model without loading it: its name and, of a local folder, its files' sizes and times."""
    folder = Path(name)
    files = sorted(folder.rglob("*")) if name and folder.is_dir() else []
    state = [(f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in files if f.is_file()]
    return f"{name} {state}" if state else name


def _load(name: str, *, offline: bool):  # type: ignore[no-untyped-def]  # sentence-transformers publishes no types
    if offline:  # a missing model fails at once instead of after 70 s
        os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu", local_files_only=offline)
    except (OSError, ValueError, RuntimeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingsError(
            f"埋め込みモデル {name!r} を読み込めません: {first}",
            hint="GAIHI_EMBEDDER に手元のフォルダを指定するか、GAIHI_OFFLINE=0 で取得を許可してください。",
        ) from error
