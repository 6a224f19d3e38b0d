"""Terminal: how results, progress and problems are written: results to stdout, everything else to stderr."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.answer import as_json
from assistant.problem import Problem, invalid_request, problem_of
from ingest.errors import GaihiError
from ui.errors import InputError
from ui.escape import visible

if TYPE_CHECKING:  # both load heavy libraries
    from ingest.inputs import Progress

Json = typer.Option(False, "--json", help="結果を JSON で標準出力に書く。")


def force_utf8() -> None:
    """Write UTF-8 whatever the locale is; what the locale could not decode in the arguments is shown as 「?」."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def write(text: str) -> None:
    """A result for people; signs that steer a terminal, which a document may hold, are shown and not obeyed."""
    typer.echo(visible(text))


def write_json(value: Any) -> None:
    """A result for programs: the object the service sends."""
    typer.echo(json.dumps(as_json(value), ensure_ascii=False, allow_nan=False, indent=2))


def note(text: str) -> None:
    """Something beside the result."""
    typer.echo(visible(text), err=True)


def complain(error: GaihiError, *, as_document: bool) -> int:
    """Say what went wrong and what to do, with `as_document` also as a problem document; the exit status."""
    note(f"誤り: {error.message}")
    if error.hint:
        note(f"→ {error.hint}")
    if as_document:
        write_json(_problem(error).as_json())
    return 2 if isinstance(error, InputError) else 1


def _problem(error: GaihiError) -> Problem:
    from ui.client import ClientError

    if isinstance(error, InputError) and error.errors:
        return invalid_request(error.errors)
    problem = problem_of(error)
    if isinstance(error, InputError):
        return Problem(422, "invalid-request", "使い方が違います", problem.detail)
    if isinstance(error, ClientError):
        return Problem(error.status or 503, "service", "サービスから答えを得られません", problem.detail)
    return problem


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """A progress bar on stderr that names the step; without a terminal only its last state is written."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:

        def show(label: str, done: int, total: int) -> None:
            if not bar.tasks:  # nothing to do shows no bar
                bar.add_task(label, total=total)
            bar.update(bar.tasks[0].id, description=label, completed=done, total=total)

        yield show


def record(text: str, home: Path) -> Path | None:
    """Append an unexpected error to HOME/error.log, readable by its owner alone; None where that cannot be written."""
    path = home / "error.log"
    try:
        home.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8", errors="replace") as log:
            log.write(text + "\n")
    except OSError:
        return None
    return path
