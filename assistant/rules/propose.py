"""Propose: facts from words. Deterministic; no model, no clock, nothing is decided here.

A proposal is a reading of some words. It never counts until a person confirms it: whoever calls this shows the words,
asks, and hands over the confirmed values only. Where the words leave a choice, several values of one fact come back,
the surest first. Where they are doubted, asked, supposed or not understood, nothing comes back: never a "no" because
nothing was said. What only a person can judge (wmd_clear, conv_clear, exception_confirmed …) is never proposed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.rules.catalogue import Value
from assistant.rules.proposing.age import find_age
from assistant.rules.proposing.amounts import find_amounts
from assistant.rules.proposing.dates import find_dates
from assistant.rules.proposing.found import Found
from assistant.rules.proposing.items import find_groups, find_hs, find_items, find_listing
from assistant.rules.proposing.persons import find_list
from assistant.rules.proposing.phrasebook import Phrasebook, load_phrasebook
from assistant.rules.proposing.phrases import find_phrases, find_together
from assistant.rules.proposing.places import find_places
from assistant.rules.proposing.reading import Reading, read
from assistant.rules.proposing.technology import find_technologies

__all__ = ["Phrasebook", "Proposal", "load_phrasebook", "propose"]

MOST_FOR_ONE_FACT = 5
"""Values proposed for one fact at most: more is no choice that a person can make."""


@dataclass(frozen=True)
class Proposal:
    """A value of a fact, in the normal form of `read_facts`, with where it was read: text[start:end] == words."""

    fact: str
    value: Value
    span: tuple[int, int]
    words: str


def propose(text: str, book: Phrasebook | None = None) -> tuple[Proposal, ...]:
    """The facts that a text speaks of, each to be confirmed by a person. Never raises on any text."""
    book = book or _own_book()
    reading = read(text)
    found = _settled(_all(reading, book), book)
    return tuple(_proposal(one, reading) for one in found)


@lru_cache(maxsize=1)
def _own_book() -> Phrasebook:
    return load_phrasebook()


def _all(reading: Reading, book: Phrasebook) -> Iterator[Found]:
    spoken = list(find_phrases(reading, book))
    if any(one.value == "brokering" for one in spoken):  # what a broker ships is no export from Japan
        spoken = [one for one in spoken if one.value != "goods"]
    kinds = frozenset(str(one.value) for one in spoken if one.fact == "kind")
    yield from (one for one in spoken if one.fact != "tech_medium" or "tech" in kinds)
    yield from find_together(reading, book)
    yield from find_places(reading, book, kinds)
    yield from find_dates(reading)
    yield from find_items(reading, book, kinds)
    yield from find_listing(reading, book)
    yield from find_hs(reading)
    yield from find_amounts(reading)
    yield from find_list(reading, book)
    yield from find_technologies(reading, book, kinds)
    yield from find_age(reading)
    if "brokering" in kinds:
        yield from find_groups(reading)


def _settled(found: Iterable[Found], book: Phrasebook) -> list[Found]:
    """One reading for each value, few values for each fact, and no lax value beside a stricter one."""
    values: dict[str, dict[Value, Found]] = {}
    for one in found:
        values.setdefault(one.fact, {}).setdefault(one.value, one)
    for fact, lax in book.gives_way.items():
        _give_way(values, fact, lax)
    if "item_no" in values:  # an item of the lists is spoken of: "not listed" cannot be meant of it
        values.get("list_status", {}).pop("not_listed", None)
    return [one for readings in values.values() for one in list(readings.values())[:MOST_FOR_ONE_FACT]]


def _give_way(values: dict[str, dict[Value, Found]], fact: str, lax: tuple[str, ...]) -> None:
    readings = values.get(fact, {})
    for value in list(readings):
        said = value[0] if isinstance(value, tuple) else value
        if said in lax and len(readings) > 1:
            del readings[value]


def _proposal(one: Found, reading: Reading) -> Proposal:
    start, end = reading.span(one.start, one.end)
    return Proposal(one.fact, one.value, (start, end), reading.text[start:end])
