"""Status of sentences: which statements of a document are no longer, not yet, or never were the law.

Read from `corpus/superseded.toml`; attached to passages as Marks when they are split.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.document import Mark
from ingest.errors import RegistryError
from ingest.fold import squeeze
from ingest.sentences import Span, sentences
from ingest.source import Edition


class StatusKind(StrEnum):
    """How a statement relates to the law over time."""

    SUPERSEDED = "superseded"  # was the law until `on`
    ANNOUNCED = "announced"  # becomes the law on `on`
    PROPOSED = "proposed"  # a proposal, never the law itself


@dataclass(frozen=True)
class Status:
    """One entry of `superseded.toml`: the statements it covers and what replaces them."""

    id: str
    source_id: str
    kind: StatusKind
    on: date | None
    phrases: tuple[str, ...]
    digest_phrases: tuple[str, ...]
    sections: tuple[str, ...]
    by_source: str
    by_locator: str
    note: str

    def in_force(self, day: date) -> bool:
        """Whether the statement is the law of that day."""
        if self.kind is StatusKind.PROPOSED:
            return False
        if self.kind is StatusKind.ANNOUNCED:
            return self.on is not None and self.on <= day
        return self.on is not None and day < self.on

    def covers_section(self, heading: Sequence[str]) -> bool:
        """Whether the whole text under this heading path has the status."""
        return any(squeeze(title).startswith(squeeze(section)) for section in self.sections for title in heading)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    source: str
    kind: StatusKind
    on: date | None = None
    phrases: list[str] = []
    digest_phrases: list[str] = []
    sections: list[str] = []
    by_source: str = ""
    by_locator: str = ""
    note: str


def load_statuses(path: Path) -> tuple[Status, ...]:
    """All entries of `superseded.toml`. Raises RegistryError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("status", [])
        entries = [_Entry.model_validate(table) for table in tables]
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RegistryError(f"{path}: {error}") from error
    return tuple(
        Status(
            id=f"{e.id}/{n}",  # one id of the specification may cover several statements
            source_id=e.source,
            kind=e.kind,
            on=e.on,
            phrases=tuple(e.phrases),
            digest_phrases=tuple(e.digest_phrases),
            sections=tuple(e.sections),
            by_source=e.by_source,
            by_locator=e.by_locator,
            note=e.note,
        )
        for n, e in enumerate(entries)
    )


def marks_of(text: str, heading: Sequence[str], edition: Edition, statuses: Sequence[Status]) -> tuple[Mark, ...]:
    """Marks of the sentences of `text` that one of `statuses` (of this document) covers.

    A phrase beats a section: a sentence carries the status of its phrase only, so that one enacted statement can
    stand inside a chapter of proposals.
    """
    whole = [status for status in statuses if status.covers_section(heading)]
    stretches = [(status, stretch) for status in statuses for stretch in _stretches(text, _phrases(status, edition))]
    marks: list[Mark] = []
    for span in sentences(text):
        named = [status for status, found in stretches if found.start < span.end and span.start < found.end]
        marks.extend(Mark(span.start, span.end, status.id) for status in dict.fromkeys(named) or whole)
    return tuple(marks)


def _stretches(text: str, phrases: Sequence[str]) -> list[Span]:
    """Where phrases stand in a text, white space ignored: a phrase may run over a line's end."""
    folded, places = [], []
    for at, sign in enumerate(text):
        for one in squeeze(sign):
            folded.append(one)
            places.append(at)
    whole = "".join(folded)
    found = []
    for phrase in map(squeeze, phrases):
        at = whole.find(phrase) if phrase else -1
        while at >= 0:
            found.append(Span(places[at], places[at + len(phrase) - 1] + 1))
            at = whole.find(phrase, at + 1)
    return found


def _phrases(status: Status, edition: Edition) -> tuple[str, ...]:
    return status.digest_phrases if edition is Edition.DIGEST else status.phrases
