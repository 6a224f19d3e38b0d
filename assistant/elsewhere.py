"""Elsewhere: what speaks of another country, or of another group of countries, than the question's.

A sentence under a heading that names others is no answer unless it names the question's own itself.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.evidence import Sentence
from assistant.find import Found
from assistant.hit import Hit
from assistant.question import Question
from ingest.fold import fold
from ingest.names import Names, load_names
from ingest.settings import CORPUS

_GROUP = re.compile(r"グループ([a-z])(?![a-z])(?!(?:国)?[)）]?(?:以外|を除|の?外))")


def found_here(question: Question, found: Found) -> Found:
    """The hits without those that speak of elsewhere as a whole, so that others are read in their place."""
    if not _places(question.text):
        return found
    return replace(found, own=_here(question, found.own), official=_here(question, found.official))


def told_here(question: Question, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences without those that speak of elsewhere."""
    asked = _places(question.text)
    if not asked:
        return tuple(sentences)
    return tuple(one for one in sentences if not _elsewhere(asked, _above(one.hit), one.text))


def _here(question: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    asked = _places(question.text)
    return tuple(one for one in hits if not _elsewhere(asked, _above(one), one.passage.text))


def _above(hit: Hit) -> str:
    return "".join(hit.passage.heading[-1:])


def _elsewhere(asked: frozenset[str], heading: str, text: str) -> bool:
    """Whether a text speaks of other places of a kind (countries, groups) than those asked for."""
    own, above = _places(text), _places(heading)
    for kind in ("country", "group"):
        wanted = _of(kind, asked)
        others = _of(kind, above) or (_of(kind, own) if kind == "group" else frozenset())
        if wanted and others and not wanted & (_of(kind, above) | _of(kind, own)):
            return True
    return False


def _of(kind: str, places: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in places if one.startswith(kind))


def _places(text: str) -> frozenset[str]:
    """The countries and groups a text names, each with its kind before it."""
    plain = unicodedata.normalize("NFKC", text)
    countries = {f"country {name}" for kind, name in _names().found_in(plain) if kind == "country"}
    return frozenset(countries | {f"group {one}" for one in _GROUP.findall(fold(text))})


@cache
def _names() -> Names:
    return load_names(CORPUS)
