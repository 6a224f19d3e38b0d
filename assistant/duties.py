"""Duties: provisions that impose a duty whose exceptions stand in others, as corpus/exceptions.toml pairs them.

In an answer such a duty is told with its exceptions right behind it, or not at all.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.evidence import Sentence, read_sentences
from assistant.hit import Hit
from assistant.provision import Provision
from assistant.question import Question
from ingest.citation import standing
from ingest.document import Passage
from ingest.errors import GaihiError
from ingest.index import Index
from ingest.lexical import Window
from ingest.settings import CORPUS


class DutiesError(GaihiError):
    """The pairs of duties and their exceptions are not in their format."""


class Duty(BaseModel):
    """A provision that imposes a duty since a day, and those that hold its exceptions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provision: Provision
    start: date = Field(alias="from")
    exceptions: tuple[Provision, ...] = Field(min_length=1)


def load_duties(path: Path) -> tuple[Duty, ...]:
    """The duties of a file. Raises DutiesError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("duty", [])
        return tuple(Duty.model_validate(table) for table in tables)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise DutiesError(f"{path}: {error}", hint="corpus/FORMAT.md のとおりに直してください。") from error


@cache
def shipped_duties() -> tuple[Duty, ...]:
    """The duties that ship."""
    return load_duties(CORPUS / "exceptions.toml")


def with_exceptions(index: Index, question: Question, told: Sequence[Sentence], window: Window) -> list[Sentence]:
    """The told sentences, each duty with its exceptions right behind it; it is left out where one cannot be told."""
    duties = {_place(one): duty for one in told if (duty := _duty(one, window.day))}
    behind = {duty: _exceptions(index, question, duty, window) for duty in dict.fromkeys(duties.values())}
    elsewhere = {_place(one) for exceptions in behind.values() for one in exceptions}
    found: list[Sentence] = []
    for at, sentence in enumerate(told):
        duty = duties.get(_place(sentence))
        if duty is None:
            found += () if _place(sentence) in elsewhere else (sentence,)
        elif behind[duty]:
            found.append(sentence)
            last = all(duties.get(_place(one)) is not duty for one in told[at + 1 :])
            found += behind[duty] if last else ()
    return found


def _place(sentence: Sentence) -> tuple[str, int]:
    return sentence.hit.passage.id, sentence.span.start


def _duty(sentence: Sentence, day: date) -> Duty | None:
    """The duty whose provision a sentence is of."""
    passage = sentence.hit.passage
    locator = passage.locator_at(sentence.span.start)
    return next(
        (
            one
            for one in shipped_duties()
            if one.provision.source == passage.source_id
            and one.start <= day
            and one.provision.covers(locator, sentence.text)
        ),
        None,
    )


def _exceptions(index: Index, question: Question, duty: Duty, window: Window) -> Sequence[Sentence]:
    """What the exceptions of a duty say on the day; nothing where one of them cannot be told."""
    parts = [_told(index, question, one, window) for one in duty.exceptions]
    return [one for part in parts for one in part] if all(parts) else ()


def _told(index: Index, question: Question, provision: Provision, window: Window) -> Sequence[Sentence]:
    """The sentences of a provision in force on the day, in order."""
    source = index.sources.get(provision.source)
    if source is None or (window.source_ids and source.id not in window.source_ids):
        return ()
    rows = [int(row) for row in index.rows_of_source(source.id)]
    passages = [one for one in index.passages(rows) if one.visible_on(window.day) and _holds(one, provision)]
    passages.sort(key=lambda one: one.order)
    hits = [Hit(one, source, 1.0, (), standing(one, source, index.statuses, window.day)) for one in passages]
    read = read_sentences(index, question, hits)
    return [one for one in read if provision.covers(one.hit.passage.locator_at(one.span.start), one.text)]


def _holds(passage: Passage, provision: Provision) -> bool:
    """Whether something of a provision may stand in a passage."""
    locators = (passage.locator, *(locator for _, locator in passage.places))
    return any(provision.address.startswith(one) or one.startswith(provision.address) for one in _bare(locators))


def _bare(locators: Iterable[str]) -> Iterator[str]:
    return (one.replace(" ", "") for one in locators if one)
