"""Ingest: register files, build a generation of everything registered, check it, publish it.

targets → registered originals → holdings → passages → generation → check → publish
"""

import errno
import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from chromadb.errors import ChromaError

from ingest.dense import state_of
from ingest.errors import GaihiError, ReadError
from ingest.fetch import fetch, is_url
from ingest.generation import Builder, Manifest, check, current, folder_of, fresh_id, one_at_a_time, publish, unwritable
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
    with one_at_a_time(settings.home), _writing(settings.home):
        library = Library(settings.home, corpus)
        # what the user says is said of the targets; only without any it can be meant for the originals
        of_targets, of_originals = given or Given(), (Given() if targets else given) or Given()
        wanted = [(target, of_targets) for target in targets]
        wanted += [(str(folder), of_originals) for folder in settings.originals]
        registered, found = _register(library, settings, wanted)
        return _publish(library, settings, _Run(started, registered, found, rebuild, progress, corpus))


def remove_source(
    settings: Settings, source_id: str, *, progress: Progress = quiet, corpus: Path = CORPUS
) -> IngestReport:
    """Take a registered document out and publish an index without it. Raises ReadError when it is not registered."""
    started = time.perf_counter()
    with one_at_a_time(settings.home), _writing(settings.home):
        library = Library(settings.home, corpus)
        if not library.remove(source_id):
            raise ReadError(
                f"登録した資料に {source_id!r} はありません",
                hint="gaihi sources で登録した資料の id を確かめてください。",
            )
        return _publish(library, settings, _Run(started, (), (), False, progress, corpus))


_REFUSED = {  # what an operating system says of a folder that cannot be written
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO),
    *(errno.ENOTDIR, errno.EISDIR, errno.EEXIST),
}
# how tantivy (ValueError), SQLite and Chroma say that the disk is full or not writable
_DISK = re.compile(
    r"os error \d+|IO error|I/O error|disk is full|readonly database|unable to open database", re.IGNORECASE
)


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    """Turns a failure to write `home` into an IndexStateError; any other error passes."""
    try:
        yield
    except (OSError, ValueError, sqlite3.Error, ChromaError) as error:
        full = error.errno in _REFUSED if isinstance(error, OSError) else _DISK.search(str(error))
        if full:
            raise unwritable(home, error) from error
        raise


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
    library: Library, settings: Settings, wanted: Sequence[tuple[str, Given]]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Register the files of targets, each with what is said of it: ids of their sources, and problems."""
    registered: list[str] = []
    found: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="gaihi-fetch-") as downloads:
        for path, folder, given in _files(wanted, Path(downloads), settings, found):
            try:
                _require_inside(path, folder)
                source = _add(library, path, settings, given, registered)
            except GaihiError as error:
                found.append(_problem(path, error, inside_folder=folder is not None))
            else:
                registered.append(source.id)
    return tuple(dict.fromkeys(registered)), tuple(found)


def _problem(path: Path, error: GaihiError, *, inside_folder: bool) -> Problem:
    """What to report of a file; its name is said once, in a form that can be written."""
    skipped = inside_folder and (path.stem.upper() == "README" or path.suffix.lower() not in SUFFIXES)
    reason = error.message.removeprefix(f"{path.name}: ")
    return Problem(_printable(str(path)), _printable(reason), error.hint, skipped)


def _printable(text: str) -> str:
    """A text with a mark for each byte of a file's name that is not UTF-8."""
    return os.fsencode(text).decode(errors="replace")


def _require_inside(path: Path, folder: Path | None) -> None:
    """Refuse a link in an ingested folder to something elsewhere: nobody pointed at that."""
    if folder and path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise ReadError(
            f"{path.name}: フォルダの外を指すシンボリックリンクなので、たどりません",
            hint="取り込むなら、リンク先のファイルを直接指定してください。",
        )


def _require_there(path: Path) -> None:
    """Refuse what does not exist, before anything about its suffix, and a name that cannot be written down."""
    if not os.path.exists(path):  # noqa: PTH110  # Path.exists raises for a name longer than any file's
        raise ReadError(f"{path.name}: ファイルがありません", hint="パスを確かめてください。")
    try:
        path.name.encode()
    except UnicodeEncodeError as error:
        raise ReadError(
            f"{path.name}: ファイル名が UTF-8 ではありません", hint="ファイル名を変えてから取り込んでください。"
        ) from error


def _add(library: Library, path: Path, settings: Settings, given: Given, taken: Sequence[str]) -> Source:
    """Register one file once it has been read without an error. `taken`: sources registered in this run."""
    limit = settings.max_file_mb * 1024 * 1024
    _require_there(path)
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
    wanted: Sequence[tuple[str, Given]], downloads: Path, settings: Settings, found: list[Problem]
) -> Iterator[tuple[Path, Path | None, Given]]:
    """Files of all targets, each with the folder it was found in and what is said of it."""
    for target, given in wanted:
        if is_url(target):
            try:
                yield fetch(target, downloads, settings), None, given
            except GaihiError as error:
                found.append(Problem(target, error.message.removeprefix(f"{target}: "), error.hint))
        elif _is_folder(Path(target)):
            folder = Path(target)
            yield from ((path, folder, given) for path in sorted(folder.rglob("*")) if _is_meant(path))
        else:
            yield Path(target), None, given


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name longer than any file's
        return False


def _is_meant(path: Path) -> bool:
    """Whether a file of a folder may be a document; hidden files are not. A link to a folder is not followed."""
    return (path.is_symlink() or not path.is_dir()) and not path.name.startswith(".")
