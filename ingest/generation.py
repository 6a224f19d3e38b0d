"""Generation: one built index in a folder of its own; built beside the old one, checked, published by one rename.

HOME/generations/<id>/   manifest.json, passages.sqlite, lexical/, short/, chroma/, lsa/, glossary.toml, superseded.toml, gaps.toml
HOME/current             the id of the published generation
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain, count
from pathlib import Path
from typing import TextIO

import numpy as np

from ingest.dense import Embedder, ModelEmbedder, Vectors, fit_lsa
from ingest.document import Passage
from ingest.errors import GenerationCheckError, IndexStateError
from ingest.inputs import Progress, data_files
from ingest.lexical import build_lexical, passage_entries, short_entries
from ingest.settings import Settings
from ingest.source import Source
from ingest.store import write_store
from ingest.tokens import Analyzer
from ingest.vectors import VectorStore

_CACHED = 2_000  # texts embedded and cached at a time


@dataclass(frozen=True)
class Manifest:
    """What a generation was built from."""

    id: str
    passages: int
    embedder: str  # name of the model, "" for the embedded LSA
    embedder_fingerprint: str
    sources: tuple[Source, ...]
    editions: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Write `manifest.json`; its presence says that the folder is complete."""
        fields = asdict(self) | {"sources": [asdict(s) for s in self.sources]}
        partial = folder / "manifest.partial"
        partial.write_text(json.dumps(fields, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
        partial.replace(folder / "manifest.json")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read `manifest.json`. Raises IndexStateError."""
        from ingest.source import source_from

        path = folder / "manifest.json"
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError) as error:
            raise IndexStateError(
                f"索引の目録を読めません: {path}: {error}", hint="gaihi ingest --rebuild で作り直してください。"
            ) from error
        sources = tuple(source_from(entry, str(path)) for entry in fields.pop("sources"))
        return cls(**{**fields, "sources": sources})


def folder_of(home: Path, generation: str) -> Path:
    """Folder of a generation."""
    return home / "generations" / generation


def current(home: Path) -> str | None:
    """Id of the published generation, None when there is none."""
    try:
        name = (home / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return name or None


def fresh_id(home: Path, fingerprint: str) -> str:
    """An id for a generation of that fingerprint whose folder holds no complete one: readers may have that open."""
    ids = chain([fingerprint], (f"{fingerprint}-{n}" for n in count(2)))
    return next(one for one in ids if not (folder_of(home, one) / "manifest.json").is_file())


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Hold the lock of ingest; a killed process leaves none.

    Raises IndexStateError when another process holds it, or when `home` cannot be written.
    """
    with _lock_of(home) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexStateError(
                f"別の取込みが {home} で動いています。", hint="終わるのを待ってから、もう一度実行してください。"
            ) from error
        yield


def _lock_of(home: Path) -> TextIO:
    """The open file of the lock, in a home that is made where there is none."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        return (home / "ingest.lock").open("w")
    except OSError as error:
        raise unwritable(home, error) from error


def unwritable(home: Path, error: Exception) -> IndexStateError:
    """The error of a home that nothing can be written to, for people."""
    reason = str(error)
    if isinstance(error, OSError) and error.strerror:
        reason = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return IndexStateError(
        f"データの置き場所 {home} に書き込めません（{reason}）。",
        hint="空き容量と書き込みの権限を確かめるか、GAIHI_HOME で別のフォルダを指定してください。",
    )


@dataclass(frozen=True)
class Builder:
    """Builds a generation from passages under `settings.home`."""

    settings: Settings
    corpus: Path
    analyzer: Analyzer
    progress: Progress

    def build(self, generation: str, passages: Sequence[Passage], sources: Sequence[Source]) -> Path:
        """Write all parts of a generation into a fresh folder and return it, unchecked and unpublished."""
        folder = folder_of(self.settings.home, generation)
        _clear(folder, self.settings.chroma_url)  # what a killed build left
        folder.mkdir(parents=True)
        for path in data_files(self.corpus):
            shutil.copyfile(path, folder / path.name)
        heads = heads_of(passages, sources)
        self.progress("本文の格納", 0, 4)
        write_store(folder / "passages.sqlite", passages)
        self.progress("語彙索引", 1, 4)
        build_lexical(folder / "lexical", passage_entries(passages, heads), self.analyzer)
        build_lexical(folder / "short", short_entries(passages), self.analyzer)
        self.progress("埋め込み", 2, 4)
        embedder, vectors = self._embed(folder, [searched(h, p) for h, p in zip(heads, passages, strict=True)])
        self.progress("ベクトル索引", 3, 4)
        VectorStore(folder / "chroma", f"gaihi-{generation}", self.settings.chroma_url).write(passages, vectors)
        editions = {passage.source_id: passage.edition.value for passage in passages}
        Manifest(
            generation, len(passages), self.settings.embedder, embedder.fingerprint, tuple(sources), editions
        ).write(folder)
        self.progress("ベクトル索引", 4, 4)
        return folder

    def _embed(self, folder: Path, texts: Sequence[str]) -> tuple[Embedder, Vectors]:
        if not self.settings.embedder:
            lsa = fit_lsa(texts, self.analyzer)
            lsa.save(folder / "lsa")
            return lsa, lsa.embed(texts)
        model = ModelEmbedder(self.settings.embedder, offline=self.settings.offline)
        cache = EmbeddingCache(self.settings.home / "cache" / "embeddings" / model.fingerprint)
        return model, cache.embed(model, texts)


def heads_of(passages: Sequence[Passage], sources: Sequence[Source]) -> list[str]:
    """What is searched with each passage but not quoted: short title, heading path and locator."""
    titles = {source.id: source.short for source in sources}
    return [" ".join((titles.get(p.source_id, ""), *p.heading[-3:], p.locator)) for p in passages]


def searched(head: str, passage: Passage) -> str:
    """The text a passage is embedded by."""
    return "\n".join((head, passage.text, *passage.asks))


class EmbeddingCache:
    """Vectors by content hash, one file a batch; an embedder with another fingerprint has another folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def embed(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """Vectors of all texts; only those not seen before are computed."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        known = self._load()
        fresh = [n for n, key in enumerate(dict.fromkeys(keys)) if key not in known]
        distinct = list(dict(zip(keys, texts, strict=True)).items())
        for at in range(0, len(fresh), _CACHED):
            batch = [distinct[n] for n in fresh[at : at + _CACHED]]
            vectors = embedder.embed([text for _, text in batch])
            known.update(zip((key for key, _ in batch), vectors, strict=True))
            self._save([key for key, _ in batch], vectors)
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 1), dtype=np.float32)

    def _load(self) -> dict[str, Vectors]:
        known: dict[str, Vectors] = {}
        for path in sorted(self._folder.glob("*.npz")):
            with np.load(path, allow_pickle=False) as batch:
                known.update(zip(batch["keys"].tolist(), batch["vectors"], strict=True))
        return known

    def _save(self, keys: Sequence[str], vectors: Vectors) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f"{keys[0]}.partial"
        with partial.open("wb") as stream:
            np.savez(stream, keys=np.array(keys), vectors=vectors)
        partial.replace(self._folder / f"{keys[0]}.npz")


def check(folder: Path, settings: Settings) -> None:
    """Check a built generation in a process of its own. Raises GenerationCheckError with what it found."""
    # a fresh process sees what a reader will see: what reached the disk, not this process's memory
    environment = os.environ | {"GAIHI_CHROMA_URL": settings.chroma_url, "GAIHI_EMBEDDER": settings.embedder}
    done = subprocess.run(
        [sys.executable, "-m", "ingest.check", str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if done.returncode:
        found = (done.stdout + done.stderr).strip().splitlines()[-1:] or [f"終了コード {done.returncode}"]
        raise GenerationCheckError(
            f"新しい索引が検査に通りませんでした: {found[0]}",
            hint="前の索引で動き続けます。gaihi ingest で作り直してください。",
        )


def publish(home: Path, generation: str, chroma_url: str = "") -> None:
    """Switch readers to a checked generation by one rename; the one before stays for readers that have it open."""
    partial = home / "current.partial"
    with partial.open("w", encoding="utf-8") as stream:
        stream.write(generation)
        stream.flush()
        os.fsync(stream.fileno())
    before = current(home)
    partial.replace(home / "current")
    _sweep(home, {generation, before}, chroma_url)


def _sweep(home: Path, keep: set[str | None], chroma_url: str) -> None:
    for path in (home / "generations").iterdir():
        if path.name not in keep:
            _clear(path, chroma_url)


def _clear(folder: Path, chroma_url: str) -> None:
    """Remove a generation, on a Chroma server as well."""
    shutil.rmtree(folder, ignore_errors=True)
    if chroma_url:
        VectorStore(folder, f"gaihi-{folder.name}", chroma_url).delete()
