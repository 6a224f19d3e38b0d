"""Index: one published generation, opened for reading. Everything outside `ingest` sees the corpus through it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.dense import Embedder, Lsa, ModelEmbedder
from ingest.document import Passage
from ingest.errors import IndexStateError
from ingest.gaps import Gap, load_gaps
from ingest.generation import Manifest, current, folder_of
from ingest.glossary import load_glossary
from ingest.lexical import LexicalIndex, Seen, Weighted, Window
from ingest.settings import Settings
from ingest.source import Kind, Source
from ingest.status import Status, load_statuses
from ingest.store import PassageStore
from ingest.tokens import Analyzer
from ingest.vectors import VectorStore

_RARE = 1e-4  # share of passages taken for a word the corpus does not know


@dataclass(frozen=True)
class Scored:
    """A row of the index and its score in one channel."""

    row: int
    score: float


class Index:
    """An opened generation. Thread-safe; it stays as it was opened whatever is published later."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        if not (folder / "manifest.json").is_file():
            raise IndexStateError(f"完成した索引がありません: {folder}", hint="gaihi ingest を実行してください。")
        self.manifest = Manifest.read(folder)
        self.analyzer = Analyzer(load_glossary(folder / "glossary.toml"))
        self.sources: Mapping[str, Source] = {source.id: source for source in self.manifest.sources}
        self.statuses: Mapping[str, Status] = {s.id: s for s in load_statuses(folder / "superseded.toml")}
        self.gaps: tuple[Gap, ...] = load_gaps(folder / "gaps.toml")
        self._last_seen: Seen | None = None
        self._rarity: dict[str, float] = {}
        self.memo: dict[str, Any] = {}  # what others worked out of this generation alone and want to keep with it
        self._settings = settings
        # read now: a later ingest may sweep the folder away. A model is loaded only when it is needed
        self._lsa = None if self.manifest.embedder else Lsa.load(folder / "lsa", self.analyzer)
        self._store = PassageStore(folder / "passages.sqlite")
        self._lexical = LexicalIndex(folder / "lexical")
        self._short = LexicalIndex(folder / "short")
        name = f"gaihi-{self.manifest.id}"
        self._vectors = VectorStore(folder / "chroma", name, settings.chroma_url).read(self._store.columns.ids)

    def __len__(self) -> int:
        return len(self._store)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder the vectors were made with.

        Raises SettingsError when its model is not there, IndexStateError when it is another one than at ingest.
        """
        if self._lsa is not None:
            return self._lsa
        model = ModelEmbedder(self.manifest.embedder, offline=self._settings.offline)
        if model.fingerprint != self.manifest.embedder_fingerprint:
            raise IndexStateError(
                f"埋め込みモデル {self.manifest.embedder} が取込みの後に変わっています。",
                hint="gaihi ingest を実行して、今のモデルで索引を作り直してください。",
            )
        return model

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """Passages of rows, in their order."""
        return self._store.at(rows)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with that id, or None."""
        return self._store.get(passage_id)

    def row_of(self, passage_id: str) -> int | None:
        """The row of a passage id, or None."""
        return self._store.row_of(passage_id)

    def source_of(self, row: int) -> Source:
        """The source of a row."""
        columns = self._store.columns
        return self.sources[columns.sources[int(columns.source[row])]]

    def lexical(self, channel: str, query: Sequence[Weighted], window: Window, limit: int) -> list[Scored]:
        """Best rows of a lexical channel: `words`, `bigrams` or `codes`; BM25 scores."""
        return [Scored(row, score) for row, score in self._lexical.search(channel, query, self._seen(window), limit)]

    def short(self, channel: str, query: Sequence[Weighted], window: Window, limit: int) -> list[Scored]:
        """Best rows by their best single sentence or ask; channels `words` and `bigrams`, scores as in `lexical`."""
        return [Scored(row, score) for row, score in self._short.search(channel, query, self._seen(window), limit)]

    def rarity(self, word: str) -> float:
        """Weight of a word: minus the logarithm of the share of passages that hold it; the same for all unknown ones."""
        if word not in self._rarity:
            self._rarity[word] = -math.log(max(self._lexical.document_share("words", word), _RARE))
        return self._rarity[word]

    def dense(self, text: str, window: Window, limit: int) -> list[Scored]:
        """Best rows by cosine of the question with each passage in the window; exact."""
        scores = np.where(self._seen(window).rows, self._vectors @ self.embedder.embed_query(text), -np.inf)
        best = np.argpartition(-scores, limit)[:limit] if limit < len(scores) else np.arange(len(scores))
        ranked = best[np.lexsort((best, -scores[best]))]
        return [Scored(int(row), float(scores[row])) for row in ranked if np.isfinite(scores[row])]

    def _seen(self, window: Window) -> Seen:
        """The rows of a window, worked out once for the channels of a query."""
        last = self._last_seen
        if last is None or last.window != window:
            last = self._last_seen = Seen(window, self.visible(window))
        return last

    def visible(self, window: Window) -> NDArray[np.bool_]:
        """Which rows a window lets through."""
        columns = self._store.columns
        day = window.day.toordinal()
        mask = (columns.visible_from <= day) & (day < columns.visible_to)
        if not window.supplementary:
            mask &= ~columns.supplementary
        if window.source_ids:
            wanted = [n for n, source in enumerate(columns.sources) if source in window.source_ids]
            mask &= np.isin(columns.source, wanted)
        return np.asarray(mask)

    def rows_of_source(self, source_id: str) -> NDArray[np.int64]:
        """All rows of a source."""
        columns = self._store.columns
        if source_id not in columns.sources:
            return np.zeros(0, dtype=np.int64)
        return np.flatnonzero(columns.source == columns.sources.index(source_id))

    @cached_property
    def statute_days(self) -> tuple[date | None, date | None]:
        """First and last day on which a stored wording of a statute begins; None without statutes."""
        statutes = [n for n, one in enumerate(self._store.columns.sources) if self.sources[one].kind is Kind.STATUTE]
        days = self._store.columns.visible_from[np.isin(self._store.columns.source, statutes)]
        if not len(days):
            return None, None
        return date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))

    def days_of(self, source_id: str) -> tuple[date, ...]:
        """Days on which a stored wording of a source begins."""
        days = self._store.columns.visible_from[self.rows_of_source(source_id)]
        return tuple(date.fromordinal(int(day)) for day in np.unique(days))

    @property
    def sizes(self) -> Mapping[str, int]:
        """Number of entries in each part; a complete generation has the same in all."""
        return {"passages": len(self._store), "lexical": len(self._lexical), "vectors": len(self._vectors)}

    @property
    def short_size(self) -> int:
        """Number of sentences and asks that are searched one by one: at least one a passage."""
        return len(self._short)


def open_index(settings: Settings) -> Index:
    """The published index under `settings.home`. Raises IndexStateError when there is none."""
    generation = current(settings.home)
    if generation is None:
        raise IndexStateError(
            f"索引がまだありません（{settings.home}）。", hint="gaihi ingest を実行して資料を取り込んでください。"
        )
    return Index(folder_of(settings.home, generation), settings)
