"""Copied runs: stretches of a digest that stand word for word in the original.

White space, emphasis and table marks do not count; lists of names and titles in brackets are allowed.
"""

import re
from collections.abc import Iterator

from ingest.fold import squeeze

LONGEST = 30  # characters that a digest may share with the original in one run
_MARKUP = re.compile(r"</?[a-z]{1,6}>|\*\*|[|#]")
_QUOTED = re.compile(r"[「『【].*?[」』】]")
_SEPARATOR = re.compile(r"[、・,，/／;；]|及び|又は|並びに|若しくは|と(?=[ァ-ヺ一-龥])")
_LATIN = re.compile(r"[A-Za-z]+")
_KANA = re.compile(r"[ぁ-ん]")


def comparable(text: str) -> str:
    """Text without white space and markup, NFKC."""
    return squeeze(_MARKUP.sub("", text))


def copied_runs(digest: str, grams: frozenset[str], allowed: tuple[str, ...] = ()) -> list[str]:
    """The runs of a digest's lines that are longer than LONGEST; `grams` comes from `grams_of` the original."""
    runs = (run for line in digest.split("\n") for run in _runs(comparable(line), grams))
    return [run for run in runs if _own_length(run, allowed) > LONGEST and not _is_list(run)]


def grams_of(original: str) -> frozenset[str]:
    """All stretches of LONGEST + 1 characters of the original."""
    text = comparable(original)
    return frozenset(text[i : i + LONGEST + 1] for i in range(len(text) - LONGEST))


def _runs(line: str, grams: frozenset[str]) -> Iterator[str]:
    """The longest shared stretches, in order."""
    start = end = -1
    for i in range(len(line) - LONGEST):
        if line[i : i + LONGEST + 1] in grams:
            if i > end:
                if end >= 0:
                    yield line[start:end]
                start = i
            end = i + LONGEST + 1
    if end >= 0:
        yield line[start:end]


def _own_length(run: str, allowed: tuple[str, ...]) -> int:
    """Length without titles in brackets, Latin words and the allowed names."""
    run = _LATIN.sub("", _QUOTED.sub("", run))
    for name in allowed:
        run = run.replace(name, "")
    return len(run)


def _is_list(run: str) -> bool:
    """Whether the run is three or more names in a row: hardly any hiragana in most of its parts."""
    parts = [part for part in _SEPARATOR.split(run) if part]
    names = [part for part in parts if len(_KANA.findall(part)) <= len(part) / 5]
    return len(parts) >= 3 and len(names) >= 0.75 * len(parts) and len(_KANA.findall(run)) <= len(run) / 6
