"""Ingest: register files, build a generation of everything registered, check it, publish it.

targets → registered originals → holdings → passages → generation → check → publish
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.dense import state_of
from ingest.errors import GaihiError, ReadError
from ingest.fetch import fetch, is_url
from ingest.generation import Builder, Manifest, check, current, folder_of, fresh_id, one_at_a_time, publish
from ingest.glossary import load_glossary
from ingest.identify import Given, identify
from ingest.inputs import FileReport, Gatherer, Progress, fingerprint_of
from ingest.library import Library
from ingest.read import SUFFIXES, read, require_readable
from ingest.settings import CORPUS, Settings
from ingest.source import Kind, Source
from ingest.status import load_statuses
from ingest.tokens import Analyzer


@dataclass(frozen=True)
class Problem:
    """A target that was not registered, with the reason and what to do; `skipped`: it was not meant to be."""

    file: str
    reason: str
    hint: str
    skipped: bool = False


@dataclass(frozen=True)
class IngestReport:
    """What an ingest did. `unchanged`: the published generation was built from exactly this already."""

    generation: str
    unchanged: bool
    registered: tuple[str, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileReport, ...]
    passages: int
    seconds: float


def quiet(_label: str, _done: int, _total: int) -> None:
    """A progress that shows nothing."""


def run_ingest(  # noqa: PLR0913  # what the command line offers, keyword-only
    settings: Settings,
    targets: Sequence[str] = (),
    *,
    given: Given | None = None,
    rebuild: bool = False,
    progress: Progress = quiet,
    corpus: Path = CORPUS,
) -> IngestReport:
    """Register `targets` (files, folders, URLs) and publish an index of everything registered.

    A target that cannot be read is reported and the others go on. Raises GaihiError when no index can be built;
    the old generation then goes on serving.
    """
    started = time.perf_counter()
    with one_at_a_time(settings.home):
        library = Library(settings.home, corpus)
        wanted = (*targets, *(str(folder) for folder in settings.originals))
        registered, found = _register(library, settings, wanted, given or Given())
        return _publish(library, settings, _Run(started, registered, found, rebuild, progress, corpus))


def remove_source(
    settings: Settings, source_id: str, *, progress: Progress = quiet, corpus: Path = CORPUS
) -> IngestReport:
    """Take a registered document out and publish an index without it. Raises ReadError when it is not registered."""
    started = time.perf_counter()
    with one_at_a_time(settings.home):
        library = Library(settings.home, corpus)
        if not library.remove(source_id):
            raise ReadError(
                f"登録した資料に {source_id!r} はありません",
                hint="gaihi sources で登録した資料の id を確かめてください。",
            )
        return _publish(library, settings, _Run(started, (), (), False, progress, corpus))


@dataclass(frozen=True)
class _Run:
    started: float
    registered: tuple[str, ...]
    problems: tuple[Problem, ...]
    rebuild: bool
    progress: Progress
    corpus: Path


def _publish(library: Library, settings: Settings, run: _Run) -> IngestReport:
    """Build, check and publish a generation of all holdings, unless it is the published one already."""
    holdings = library.holdings()
    fingerprint = fingerprint_of(holdings, run.corpus, state_of(settings.embedder))
    generation = current(settings.home) or ""
    complete = (folder_of(settings.home, generation) / "manifest.json").is_file()
    unchanged = complete and generation.split("-")[0] == fingerprint and not run.rebuild
    gatherer = Gatherer(
        settings.home / "cache" / "passages",
        run.corpus,
        load_statuses(run.corpus / "superseded.toml"),
        settings.max_file_mb * 1024 * 1024,
    )
    files: tuple[FileReport, ...] = ()
    passages = 0
    if unchanged:
        passages = Manifest.read(folder_of(settings.home, generation)).passages
    else:
        generation = fresh_id(settings.home, fingerprint)
        gathered = gatherer.gather(holdings, run.progress)
        files, passages = gathered.files, len(gathered.passages)
        analyzer = Analyzer(load_glossary(run.corpus / "glossary.toml"))
        sources = tuple(holding.source for holding in holdings)
        folder = Builder(settings, run.corpus, analyzer, run.progress).build(generation, gathered.passages, sources)
        check(folder, settings)
        publish(settings.home, generation, settings.chroma_url)
    seconds = round(time.perf_counter() - run.started, 3)
    return IngestReport(generation, unchanged, run.registered, run.problems, files, passages, seconds)


def _register(
    library: Library, settings: Settings, targets: Sequence[str], given: Given
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    registered: list[str] = []
    found: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="gaihi-fetch-") as downloads:
        for path, inside_folder in _files(targets, Path(downloads), settings, found):
            try:
                source = _add(library, path, settings, given, registered)
            except GaihiError as error:
                skipped = inside_folder and (path.stem.upper() == "README" or path.suffix.lower() not in SUFFIXES)
                found.append(Problem(str(path), error.message, error.hint, skipped))
            else:
                registered.append(source.id)
    return tuple(dict.fromkeys(registered)), tuple(found)


def _add(library: Library, path: Path, settings: Settings, given: Given, taken: Sequence[str]) -> Source:
    """Register one file once it has been read without an error. `taken`: sources registered in this run."""
    limit = settings.max_file_mb * 1024 * 1024
    require_readable(path, limit=limit)
    known = [*library.registry, *(holding.source for holding in library.holdings())]
    source = identify(path, known, given)
    held = library.holds(source, path)
    if not held and source.id in taken and source.kind is not Kind.STATUTE:
        raise ReadError(
            f"{path.name}: 資料 {source.id!r} には、いま別のファイルを登録しました",
            hint="別の資料なら --id を付けて一つずつ取り込んでください。",
        )
    if not held:
        read(path, source, limit=limit)
    library.add(source, [path])  # also where the file is the same: title, date or tier may be new
    return source


def _files(
    targets: Sequence[str], downloads: Path, settings: Settings, found: list[Problem]
) -> Iterator[tuple[Path, bool]]:
    """Files of all targets, each with whether it came from a folder."""
    for target in targets:
        if is_url(target):
            try:
                yield fetch(target, downloads, settings), False
            except GaihiError as error:
                found.append(Problem(target, error.message, error.hint))
        elif _is_folder(Path(target)):
            yield from ((path, True) for path in sorted(Path(target).rglob("*")) if _is_meant(path))
        else:
            yield Path(target), False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name longer than any file's
        return False


def _is_meant(path: Path) -> bool:
    """Whether a file of a folder may be a document; hidden files are not."""
    return not path.is_dir() and not path.name.startswith(".")
