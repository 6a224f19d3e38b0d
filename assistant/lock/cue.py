"""Cue: one named sign in a sentence, how much it weighs, and why; and what a language has of them. Holds no cue itself."""

import re
from dataclasses import dataclass
from functools import lru_cache

_REMEMBERED = 8_192  # an answer's lines are judged in several forms, beside the same official words


@dataclass(frozen=True, eq=False)  # told apart by identity: a lookup compares no patterns
class Cue:
    """A pattern that counts when it is found; above zero it speaks for a decision, below zero for a general statement."""

    name: str
    weight: int
    pattern: re.Pattern[str]
    why: str


@dataclass(frozen=True)
class Language:
    """The cues of one language.

    addressed  speaks to the reader, or points at the item or deal both know of: decides, whatever else it says
    own        the same in a question, where the asker's own voice counts too
    verdicts   settles something; without one nothing is decided, but for voice and talk
    matter     what a verdict must be about, unless the sentence is short
    voice      a speaker who guesses, argues or points: no text of law does
    specific   makes the verdict one of a single item, firm or day
    generic    makes it one of a class, a text, an office or a time
    topic      the same in the question before an answer
    declined   says that nothing is decided
    rhetoric   makes a question an assertion
    talk       the ending of what is said to somebody, rather than written down
    ground     words of texts and offices, by which talk is about something other than the case
    """

    addressed: tuple[Cue, ...]
    own: tuple[Cue, ...]
    verdicts: tuple[Cue, ...]
    matter: re.Pattern[str]
    voice: tuple[Cue, ...]
    specific: tuple[Cue, ...]
    generic: tuple[Cue, ...]
    topic: tuple[Cue, ...]
    declined: re.Pattern[str]
    rhetoric: re.Pattern[str]
    talk: re.Pattern[str]
    ground: re.Pattern[str]


def cue(name: str, pattern: str, weight: int = 0, *, why: str) -> Cue:
    """A cue from the text of its pattern."""
    return Cue(name, weight, re.compile(pattern), why)


@lru_cache(maxsize=_REMEMBERED)
def found(cues: tuple[Cue, ...], text: str) -> tuple[Cue, ...]:
    """The cues that a text shows."""
    return tuple(one for one in cues if one.pattern.search(text))
