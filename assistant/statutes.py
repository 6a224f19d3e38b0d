"""Statutes from files: a folder of versions, or the library the index is built from, as the rules' `Statutes`.

Reads with the readers of `ingest` (Markdown, e-Gov XML and JSON). A version's text is read when it is first asked for.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.rules.statute import LawText, Provision, Statutes
from ingest.document import BlockKind
from ingest.errors import GaihiError, ReadError
from ingest.library import Library
from ingest.read import SUFFIXES, read
from ingest.settings import CORPUS
from ingest.source import Edition, Kind, Source, load_registry

LIMIT = 64 * 2**20
_READ = frozenset(SUFFIXES) & {".md", ".markdown", ".xml", ".json"}
_LAW_ID = re.compile(r"\d{3}[A-Z]{1,2}[0-9A-Z]{0,2}\d{8,12}")
_DAY = re.compile(r'^\s*enforced_at:\s*["\']?(\d{4}-\d{2}-\d{2})["\']?\s*$', re.MULTILINE)
_HEAD = 4_000  # characters in which a law id and the date stand


@dataclass(frozen=True)
class Stored:
    """What was found: the statutes, the files that gave none (Japanese), and the versions that two files hold."""

    statutes: Statutes
    problems: tuple[str, ...] = ()
    twice: tuple[tuple[str, date], ...] = ()


def from_paths(paths: Iterable[Path], *, corpus: Path = CORPUS) -> Stored:
    """The statutes in files and folders. Of two files with one law and date the last by name counts, as in ingest.

    Raises GaihiError when a path does not exist or no file holds a statute.
    """
    laws = {source.id: source for source in load_registry(corpus / "sources.toml") if source.kind is Kind.STATUTE}
    found: list[tuple[Source, Path]] = []
    problems = []
    for path in (file for one in paths for file in _files(one)):
        source = _source(path, laws)
        if path.stem.upper() == "README":
            continue
        if source is not None:
            found.append((source, path))
        else:
            problems.append(f"{path.name}: どの法令の版か分かりません")
    stored = _stored(found, problems)
    if not stored.statutes.law_ids:
        raise GaihiError(
            f"法令の版が見つかりません。{'; '.join(stored.problems[:3])}",
            hint="法令IDのフォルダに施行日ごとのファイルを置いてください（Markdown、e-Gov の XML・JSON）。",
        )
    return stored


def from_library(home: Path, *, corpus: Path = CORPUS) -> Stored:
    """The statutes that the current index of a GAIHI_HOME is built from; without any, an empty set."""
    held = [
        (holding.source, path)
        for holding in Library(home, corpus).holdings()
        if holding.source.kind is Kind.STATUTE and holding.edition is Edition.ORIGINAL
        for path in holding.files
    ]
    return _stored(held, [])


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in _READ)
    elif path.is_file():
        yield path
    else:
        raise GaihiError(f"法令のフォルダがありません: {path}", hint="パスを確かめてください。")


def _source(path: Path, laws: Mapping[str, Source]) -> Source | None:
    """The law of a file, from its folder, its name, or what it says itself; None for a law the registry lacks."""
    ids = (*_LAW_ID.findall(path.parent.name), *_LAW_ID.findall(path.name), *_LAW_ID.findall(_head(path)))
    return next((laws[one] for one in ids if one in laws), None)


def _head(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(_HEAD * 3).decode("utf-8", errors="ignore")[:_HEAD]


def _stored(found: Iterable[tuple[Source, Path]], problems: list[str]) -> Stored:
    files: dict[str, dict[date, _File]] = {}
    twice = []
    for source, path in found:
        file = _File(source, path)
        try:
            day = file.day()
        except ReadError as error:
            problems.append(error.message)
            continue
        versions = files.setdefault(source.id, {})
        if day in versions and versions[day].path.read_bytes() != path.read_bytes():
            twice.append((source.id, day))
        versions[day] = file
    texts = {law_id: _OnDemand(versions) for law_id, versions in files.items()}
    return Stored(Statutes(texts), tuple(problems), tuple(dict.fromkeys(twice)))


@dataclass(frozen=True)
class _File:
    """One version of a law as a file."""

    source: Source
    path: Path

    def day(self) -> date:
        """Day of entry into force; Markdown says it at the top, other files are read."""
        if self.path.suffix.lower() in (".md", ".markdown") and (match := _DAY.search(_head(self.path))):
            return date.fromisoformat(match[1])
        return self.text().version

    def text(self) -> LawText:
        """The whole version. Raises ReadError."""
        (document, *_) = read(self.path, self.source, limit=LIMIT)
        day = document.valid_from or date.min  # `read` refuses a statute without one
        provisions = (
            Provision(self.source.id, day, block.locator, "" if block.kind is BlockKind.HEADING else block.text)
            for block in document.blocks
        )
        return LawText(self.source.id, day, tuple(provisions))


class _OnDemand(Mapping[date, LawText]):
    """Versions of one law; a file is read when its text is first needed."""

    def __init__(self, files: Mapping[date, _File]) -> None:
        self._files, self._read = files, dict[date, LawText]()

    def __getitem__(self, day: date) -> LawText:
        if day not in self._read:
            self._read[day] = self._files[day].text()
        return self._read[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
