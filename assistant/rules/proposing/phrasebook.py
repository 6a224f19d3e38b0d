"""Phrasebook: the words by which facts are recognised, loaded from phrases.yaml and checked.

Knows phrases and names; reading them in a text is done beside it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.rules.country import Countries, load_countries
from assistant.rules.document import DATA, read_document
from assistant.rules.errors import Finding, RuleBaseError
from assistant.rules.proposing.names import Names, compile_names
from assistant.rules.proposing.polarity import Scale, scale
from assistant.rules.proposing.reading import read
from assistant.rules.proposing.template import Template, TemplateError, compile_template

When = Literal["stated", "asked", "mentioned"]


@dataclass(frozen=True)
class Phrase:
    """A phrase and the facts it speaks of: `value` where it is affirmed, `denied` where it is denied.

    `when`: stated – only statements count; asked – questions count too; mentioned – everything but a denial counts.
    `not_after`, `not_before`: the phrase is another word where one of these touches it.
    """

    fact: str
    value: str | None
    denied: str | None
    when: When
    template: Template
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True)
class Together:
    """A value that is proposed where one sentence holds a word of every group of `words` and none of `unless`."""

    fact: str
    value: str
    words: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]


@dataclass(frozen=True)
class Phrasebook:
    """All words by which facts are recognised.

    `gives_way`: fact → values that are dropped where another value of the fact is proposed as well.
    `places`: every name of a place; `areas`: region of Ukraine → its value, `technologies`: name → number, `concerns`: word → category of the user list.
    """

    phrases: tuple[Phrase, ...]
    together: tuple[Together, ...]
    scale: Scale
    words: Mapping[str, tuple[str, ...]]
    gives_way: Mapping[str, tuple[str, ...]]
    areas: Mapping[str, str]
    places: Names
    technologies: Mapping[str, str]
    concerns: Mapping[str, str]

    @cached_property
    def by_head(self) -> Mapping[str, tuple[Phrase, ...]]:
        """The phrases that may begin with one or two characters."""
        found: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            for head in phrase.template.heads:
                found[head].append(phrase)
        return {head: tuple(phrases) for head, phrases in found.items()}

    @cached_property
    def first_signs(self) -> re.Pattern[str]:
        """Where a phrase may begin."""
        return re.compile("[" + "".join(sorted(re.escape(head[0]) for head in self.by_head)) + "]")


def load_phrasebook(
    path: Path = DATA / "phrases.yaml",
    technologies: Path = DATA / "technologies.yaml",
    countries: Countries | None = None,
) -> Phrasebook:
    """The phrasebook of a phrases file. Raises RuleBaseError when a phrase cannot be read."""
    raw = read_document(path, _File)
    words = {name: tuple(map(_folded, entries)) for name, entries in raw.words.items()}
    findings: list[Finding] = []
    phrases = tuple(phrase for entry in raw.phrases for phrase in _phrases(entry, words, findings))
    if findings:
        raise RuleBaseError(findings)
    return Phrasebook(
        phrases=phrases,
        together=tuple(entry.together() for entry in raw.together),
        scale=scale(raw.polarity.model_dump()),
        words=words,
        gives_way={fact: tuple(values) for fact, values in raw.gives_way.items()},
        areas=_inverted(raw.areas),
        places=_places(raw, countries or load_countries()),
        technologies=_technologies(technologies),
        concerns=_inverted(raw.concerns),
    )


def _folded(text: str) -> str:
    return read(text).folded


def _inverted(names: Mapping[str, list[str]]) -> dict[str, str]:
    return {_folded(name): value for value, entries in names.items() for name in entries}


def _places(raw: "_File", countries: Countries) -> Names:
    names = {_folded(name): iso for name, iso in countries.spellings.items()}
    other_words = dict.fromkeys(map(_folded, raw.not_places), "")
    unclear = {_folded(name): "" for entry in countries.ambiguous for name in entry.names}
    return compile_names(
        {**names, **unclear, **_inverted(raw.cities), **dict.fromkeys(_inverted(raw.areas), "UA"), **other_words}
    )


def _phrases(entry: "_Phrases", words: Mapping[str, tuple[str, ...]], findings: list[Finding]) -> list[Phrase]:
    phrases = []
    for text in entry.phrases:
        try:
            template = compile_template("…".join(map(_folded, text.split("…"))), words)
        except TemplateError as error:
            findings.append(Finding(f"phrases.yaml {entry.fact}", str(error)))
            continue
        guards = (tuple(map(_folded, entry.not_after)), tuple(map(_folded, entry.not_before)))
        phrases.append(Phrase(entry.fact, entry.value, entry.denied, entry.when, template, *guards))
    return phrases


@cache
def technology_names(path: Path = DATA / "technologies.yaml") -> Mapping[str, str]:
    """The name of each technology of the public-private dialogue scheme by its number."""
    return {entry.number: entry.name for entry in read_document(path, list[_Technology])}


def _technologies(path: Path) -> dict[str, str]:
    entries = read_document(path, list[_Technology])
    return {_folded(name): entry.number for entry in entries for name in (entry.name, *entry.aliases)}


_Word = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Phrases(_Strict):
    fact: _Word
    value: str | None = None
    denied: str | None = None
    when: When = "stated"
    phrases: list[_Word]
    not_after: list[_Word] = []
    not_before: list[_Word] = []


class _Together(_Strict):
    fact: _Word
    value: _Word
    words: list[list[_Word]]
    unless: list[_Word] = []

    def together(self) -> Together:
        groups = tuple(tuple(map(_folded, group)) for group in self.words)
        return Together(self.fact, self.value, groups, tuple(map(_folded, self.unless)))


class _Polarity(_Strict):
    links: list[_Word]
    denials: list[_Word]
    open: list[_Word]
    connectives: list[_Word]
    endings: list[_Word]
    later: list[_Word]
    before: list[_Word]


class _Technology(BaseModel):
    model_config = ConfigDict(frozen=True)

    number: str
    name: str
    aliases: list[str] = []


class _File(_Strict):
    polarity: _Polarity
    words: dict[str, list[_Word]]
    gives_way: dict[str, list[str]]
    cities: dict[str, list[_Word]]
    areas: dict[str, list[_Word]]
    not_places: list[_Word]
    concerns: dict[str, list[_Word]]
    together: list[_Together]
    phrases: list[_Phrases]
