"""Vectors in Chroma: the only place that talks to it. Written once per generation, then only read.

Search is exact over the vectors in force on a day: with hard date filters an HNSW graph loses recall and time.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from ingest.dense import Vectors
from ingest.document import Passage
from ingest.errors import IndexStateError, SettingsError

_BATCH = 5_000  # Chroma takes 5,461 records at most
_FOREVER = 99_999_999


def _client(folder: Path, url: str) -> chromadb.api.ClientAPI:
    quiet = ChromaSettings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(path=str(folder), settings=quiet)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(
            f"GAIHI_CHROMA_URL が URL ではありません: {url!r}", hint="http://host:8000 の形で書いてください。"
        )
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return chromadb.HttpClient(parts.hostname, port, ssl=parts.scheme == "https", settings=quiet)


def _metadata(passage: Passage) -> dict[str, str | int]:
    to = passage.visible_to
    return {
        "source_id": passage.source_id,
        "edition": passage.edition.value,
        "part": passage.part.value,
        "locator": passage.locator,
        "visible_from": int(passage.visible_from.strftime("%Y%m%d")),
        "visible_to": int(to.strftime("%Y%m%d")) if to else _FOREVER,
    }


class VectorStore:
    """One Chroma collection: a generation's vectors by passage id."""

    def __init__(self, folder: Path, name: str, url: str = "") -> None:
        self._name = name
        try:
            self._client = _client(folder, url)
        except (ValueError, ChromaError) as error:
            raise IndexStateError(f"Chroma を開けません: {url or folder}: {error}", hint=_HINT) from error

    def write(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Create the collection and add all vectors."""
        collection = self._client.get_or_create_collection(
            self._name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        for at in range(0, len(passages), _BATCH):
            batch = passages[at : at + _BATCH]
            collection.add(
                ids=[passage.id for passage in batch],
                embeddings=vectors[at : at + _BATCH],
                metadatas=[_metadata(passage) for passage in batch],
                documents=[passage.text for passage in batch],
            )

    def read(self, ids: Sequence[str]) -> Vectors:
        """Vectors in the order of `ids`. Raises IndexStateError when one is missing."""
        try:
            collection = self._client.get_collection(self._name, embedding_function=None)
            found: dict[str, Vectors] = {}
            for at in range(0, collection.count(), _BATCH):
                page = collection.get(include=["embeddings"], limit=_BATCH, offset=at)
                found.update(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))
        except (ValueError, ChromaError) as error:
            raise IndexStateError(f"Chroma から読めません: {self._name}: {error}", hint=_HINT) from error
        if set(found) != set(ids):
            raise IndexStateError(
                f"Chroma の {self._name} に {len(found)} 件、索引に {len(ids)} 件あり、一致しません。", hint=_HINT
            )
        return np.stack([found[one] for one in ids]) if ids else np.zeros((0, 1), dtype=np.float32)

    def delete(self) -> None:
        """Remove the collection, if it is there."""
        if any(collection.name == self._name for collection in self._client.list_collections()):
            self._client.delete_collection(self._name)


_HINT = "gaihi ingest --rebuild で作り直してください。"
