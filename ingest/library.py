"""Library: the documents a user registered, kept as files under HOME; the corpus' digests stand in for the rest.

Each source has a folder: its files under names made of their content, and `source.json`, which lists them. A change
writes the new files first and then replaces `source.json` by one rename: a killed process leaves the state before or
after it. Files that no list names are swept at the next change.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ingest.errors import RegistryError
from ingest.source import Edition, Kind, Source, load_registry, source_from

_META = "source.json"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_NAME = 200  # bytes of a file's name that its stored name keeps; file systems take 255 in all


@dataclass(frozen=True)
class Holding:
    """A source and the files its passages come from: several for a statute with several versions."""

    source: Source
    edition: Edition
    files: tuple[Path, ...]


class Library:
    """The registered originals of one HOME, over the registry and digests of the corpus."""

    def __init__(self, home: Path, corpus: Path) -> None:
        self._folder = home / "library"
        self._corpus = corpus
        self.registry = load_registry(corpus / "sources.toml")

    def holdings(self) -> tuple[Holding, ...]:
        """What the index is built from: registered originals, digests of the rest, then own documents."""
        own = {holding.source.id: holding for holding in self._registered()}
        found = []
        for source in self.registry:
            digest = self._corpus / "digests" / f"{source.id}.md"
            if source.id in own:
                held = own.pop(source.id)
                # of a registered source the registry speaks, not what was written down when its file was added
                found.append(held if held.source.kind is Kind.OWN else replace(held, source=source))
            elif digest.is_file():
                found.append(Holding(source, Edition.DIGEST, (digest,)))
        return (*found, *(own[key] for key in sorted(own)))

    def source(self, source_id: str) -> Source | None:
        """A source of the registry or of the registered documents."""
        known = {holding.source.id: holding.source for holding in self._registered()}
        known.update({source.id: source for source in self.registry})
        return known.get(source_id)

    def _registered(self) -> Iterator[Holding]:
        for meta in sorted(self._folder.glob(f"*/{_META}")):
            entry = _load(meta)
            files = tuple(meta.parent / stored for _, stored in sorted(entry["files"].items()))
            if files:
                yield Holding(source_from(entry["source"], str(meta)), Edition.ORIGINAL, files)

    def add(self, source: Source, files: Sequence[Path]) -> bool:
        """Register files of a source; False when exactly these are there already.

        A statute keeps its other versions, and a version of the same file name is replaced; any other document
        is replaced as a whole.
        """
        place = self._place(source.id)
        meta = place / _META
        before = _load(meta) if meta.is_file() else None
        listed = dict(before["files"]) if before and source.kind is Kind.STATUTE else {}
        for path in files:
            data = path.read_bytes()
            listed[path.name] = _stored(path.name, data)
            _write(place / listed[path.name], data)
        after = {"source": json.loads(json.dumps(asdict(source))), "files": listed}
        if after == before:
            return False
        _write(meta, json.dumps(after, ensure_ascii=False, indent=1).encode())
        _sweep(place, set(listed.values()))
        return True

    def holds(self, source: Source, path: Path) -> bool:
        """Whether exactly this file is registered for the source."""
        meta = self._place(source.id) / _META
        stored = _stored(path.name, path.read_bytes())
        return meta.is_file() and stored in _load(meta)["files"].values() and (meta.parent / stored).is_file()

    def remove(self, source_id: str) -> bool:
        """Take a registered document out; False when it was not registered (the corpus' digest then stays)."""
        place = self._place(source_id)
        if not (place / _META).is_file():
            return False
        (place / _META).unlink()
        _sweep(place, set())
        place.rmdir()
        return True

    def _place(self, source_id: str) -> Path:
        if not _ID.fullmatch(source_id):
            raise RegistryError(
                f"資料の id {source_id!r} は使えません。",
                hint="id は英数字・ハイフン・下線で 64 字までにしてください。",
            )
        return self._folder / source_id


def _stored(name: str, data: bytes) -> str:
    """The name a file is kept under: a piece of its hash, and its own name without the start of a very long one."""
    return f"{hashlib.sha256(data).hexdigest()[:16]}-{name.encode()[-_NAME:].decode(errors='ignore')}"


def _load(meta: Path) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = json.loads(meta.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise RegistryError(
            f"{meta}: 登録の記録を読めません: {error}", hint="gaihi sources remove で外して登録し直してください。"
        ) from error
    return entry


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it is either absent or whole, also after a crash."""
    if path.name != _META and path.is_file():
        return  # names are made of contents
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


def _sweep(place: Path, keep: set[str]) -> None:
    for path in place.iterdir():
        if path.name not in keep and path.name != _META:
            path.unlink()
