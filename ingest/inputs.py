"""Inputs: the files of all holdings → the passages of a generation, with the fingerprint of everything they rest on.

Passages of one file are kept under HOME/cache by content, so that an unchanged document costs nothing.
"""

import hashlib
import inspect
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import ingest
from ingest.asks import load_asks
from ingest.document import Passage
from ingest.library import Holding
from ingest.read import read
from ingest.source import Edition, Kind
from ingest.split import split
from ingest.status import Status
from ingest.store import decode, encode
from ingest.versions import merge_versions

Progress = Callable[[str, int, int], None]
"""Called with a Japanese label, the steps done and the steps in all."""


@dataclass(frozen=True)
class FileReport:
    """What became of one file: its passages, the characters kept, and those dropped with the reason."""

    source_id: str
    file: str
    passages: int
    kept: int
    dropped: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Gathered:
    """All passages of a generation, in index order, and the report of each file."""

    passages: tuple[Passage, ...]
    files: tuple[FileReport, ...]


@cache
def code_fingerprint() -> str:
    """Hash of the source code that shapes passages and tokens: a change of it rebuilds the index."""
    folder = Path(inspect.getfile(ingest)).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def data_files(corpus: Path) -> tuple[Path, ...]:
    """The corpus' data files that a generation keeps a copy of, those that exist."""
    names = ("glossary.toml", "superseded.toml", "gaps.toml")
    return tuple(corpus / name for name in names if (corpus / name).is_file())


def fingerprint_of(holdings: Sequence[Holding], corpus: Path, embedder: str) -> str:
    """Hash of everything a generation depends on."""
    digest = hashlib.sha256(f"{code_fingerprint()}\0{embedder}".encode())
    # digests count beside an original too: they lead the asks to its passages
    folders = (*sorted((corpus / "asks").glob("*.toml")), *sorted((corpus / "digests").glob("*.md")))
    for path in (*data_files(corpus), *folders):
        digest.update(path.name.encode() + path.read_bytes())
    for holding in holdings:
        digest.update(repr((asdict(holding.source), holding.edition.value)).encode())
        for path in holding.files:
            digest.update(f"{path.name}\0{_sha256(path)}".encode())  # the name may hold the date of a version
    return digest.hexdigest()[:16]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@dataclass(frozen=True)
class Gatherer:
    """Reads and splits the files of holdings, with a cache under `folder`. `limit`: bytes a file may have."""

    folder: Path
    corpus: Path
    statuses: tuple[Status, ...]
    limit: int

    def gather(self, holdings: Sequence[Holding], progress: Progress) -> Gathered:
        """Passages of all holdings. Raises ReadError when a registered file cannot be read any more."""
        passages: list[Passage] = []
        reports: list[FileReport] = []
        total = sum(len(holding.files) for holding in holdings)
        for holding in holdings:
            read_files = []
            for path in holding.files:
                progress("読み込み", len(reports), total)
                read_files.append(self._file(holding, path))
                reports.append(read_files[-1][1])
            texts = [found for found, _ in read_files]
            passages.extend(_dated(texts) if _has_versions(holding) else chain.from_iterable(texts))
        progress("読み込み", total, total)
        return Gathered(tuple(passages), tuple(reports))

    def _digest(self, holding: Holding) -> Path:
        return self.corpus / "digests" / f"{holding.source.id}.md"

    def _file(self, holding: Holding, path: Path) -> tuple[list[Passage], FileReport]:
        statuses = tuple(status for status in self.statuses if status.source_id == holding.source.id)
        rests_on = (path, self.corpus / "asks" / f"{holding.source.id}.toml", self._digest(holding))
        key = hashlib.sha256(
            repr((path.name, *map(_sha256, rests_on), asdict(holding.source), statuses, code_fingerprint())).encode()
        ).hexdigest()[:24]
        cached = self.folder / f"{key}.jsonl"
        if (kept := _load(cached)) is not None:
            return kept[0], _report(holding, path, *kept)
        documents = read(path, holding.source, limit=self.limit)
        found = [passage for document in documents for passage in split(document, statuses)]
        passages = load_asks(self.corpus, holding.source.id).attach(found, holding.source, path)
        dropped = [(d.reason, d.characters) for document in documents for d in document.dropped]
        _save(cached, passages, dropped)
        return passages, _report(holding, path, passages, dropped)


def _has_versions(holding: Holding) -> bool:
    return holding.source.kind is Kind.STATUTE and holding.edition is Edition.ORIGINAL


def _dated(files: Sequence[Sequence[Passage]]) -> tuple[Passage, ...]:
    """Passages of several versions of one law, each wording once; of two files of one day the last by name counts."""
    versions: dict[date, Sequence[Passage]] = {}
    for passages in files:
        versions.update({passage.visible_from: passages for passage in passages[:1]})
    return merge_versions(list(versions.items()))


def _report(
    holding: Holding, path: Path, passages: Sequence[Passage], dropped: Sequence[tuple[str, int]]
) -> FileReport:
    kept = sum(len(passage.text) for passage in passages)
    name = path.name.split("-", 1)[-1] if holding.edition is Edition.ORIGINAL else path.name
    return FileReport(holding.source.id, name, len(passages), kept, tuple(dropped))


def _save(path: Path, passages: Sequence[Passage], dropped: Sequence[tuple[str, int]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    lines = [json.dumps(list(dropped), ensure_ascii=False), *(encode(passage) for passage in passages)]
    partial.write_text("\n".join(lines), encoding="utf-8")
    partial.replace(path)


def _load(cached: Path) -> tuple[list[Passage], list[tuple[str, int]]] | None:
    """What `_save` wrote; None when it is not there or damaged, so that the file is read again."""
    try:
        head, *lines = cached.read_text(encoding="utf-8").split("\n")
        return [decode(line) for line in lines], [(reason, n) for reason, n in json.loads(head)]
    except (OSError, ValueError, KeyError, TypeError):
        return None
