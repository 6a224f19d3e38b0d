"""Tokens of a text for lexical search: Sudachi normal forms, character bigrams, and codes in one canonical form."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.fold import fold
from ingest.glossary import Glossary

_KEPT = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "代名詞"}
_WORDLESS = re.compile(r"[^\w]+")
_REMEMBERED = 30_000  # texts whose words are kept in memory
_LIMIT = 12_000  # characters: SudachiPy refuses texts of about 49,000 bytes
_ARTICLE = re.compile(r"(?<![\d.])第?(\d+)条((?:の\d+)*)(?:第?(\d+)項)?(?:第?(\d+(?:の\d+)*)号)?")
_ITEM = re.compile(r"(?<![\d条第.])(\d+(?:の\d+)*)(?:の)?項(?!目)(?:の?中欄)?(?:[（(](\d+)[)）])?")
_TABLE = re.compile(r"別表第?(\d+(?:の\d+)*)")
_HS = re.compile(r"(?<![\d.])(\d{2}\.\d{2}|\d{4}\.\d{2}(?:\.\d{2,3})?)(?![\d.])")
_ECCN = re.compile(r"(?<![a-z\d])(\d[a-e]\d{3})(?![\da-z])")


@dataclass(frozen=True)
class Tokens:
    """Tokens of one text, per lexical channel."""

    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Morpheme:
    """A word as it stands in a text, its normal form, and its part of speech with the first division of that."""

    surface: str
    normal: str
    kind: str
    division: str


class Analyzer:
    """Turns texts into tokens. Safe to share between threads; loading the dictionary takes a moment."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._local = threading.local()
        # the sentences of a corpus come up again and again while questions are answered
        self.words = lru_cache(maxsize=_REMEMBERED)(self._words)

    def fold(self, text: str) -> str:
        """The text in matching form, spelling variants repaired."""
        return fold(text, self._glossary.repairs)

    def expand(self, folded: str) -> tuple[str, ...]:
        """Synonyms of the concepts a folded text names."""
        return self._glossary.expand(folded)

    def tokens(self, text: str) -> Tokens:
        """All tokens of a text."""
        folded = self.fold(text)
        return Tokens(self.words(folded), bigrams(folded), codes(folded))

    def morphemes(self, folded: str) -> tuple[Morpheme, ...]:
        """Every word of a folded text in order, particles and signs too (Sudachi mode A)."""
        return tuple(
            Morpheme(word.surface(), word.normalized_form().lower(), *word.part_of_speech()[:2])
            for piece in _pieces(folded)
            for word in self._tokenizer().tokenize(piece)
        )

    def _words(self, folded: str) -> tuple[str, ...]:
        """Normal forms of the content words of a folded text (Sudachi mode A)."""
        return tuple(
            word.normalized_form().lower()
            for piece in _pieces(folded)
            for word in self._tokenizer().tokenize(piece)
            if word.part_of_speech()[0] in _KEPT
        )

    def _tokenizer(self):  # type: ignore[no-untyped-def]  # sudachipy publishes no types
        """A tokenizer of this thread: they are not thread-safe, but share one dictionary."""
        if not hasattr(self._local, "tokenizer"):
            self._local.tokenizer = _dictionary().tokenizer(mode=_split_mode())
        return self._local.tokenizer


@cache
def _dictionary():  # type: ignore[no-untyped-def]
    import sudachipy

    return sudachipy.Dictionary(dict="core")


def _split_mode():  # type: ignore[no-untyped-def]
    import sudachipy

    return sudachipy.SplitMode.A


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, len(text), _LIMIT):
        yield text[start : start + _LIMIT]


def bigrams(folded: str) -> tuple[str, ...]:
    """Character bigrams inside runs of letters and digits of a folded text."""
    return tuple(run[n : n + 2] for run in _WORDLESS.split(folded) for n in range(len(run) - 1))


def codes(folded: str) -> tuple[str, ...]:
    """Codes of a folded text in canonical form, each with the larger ones it lies in.

    第55条の8第1項 → 55条の8, 55条の8第1項; 16項(1) = 16の項(1) → 16項, 16項(1); 別表第3の2 → 別表3の2;
    8802.60 → hs8802.60; 3a001 → 3a001.
    """
    found: list[str] = []
    for match in _ARTICLE.finditer(folded):
        article = f"{match[1]}条{match[2]}"
        found.append(article)
        if match[3]:
            found.append(f"{article}第{match[3]}項")
        if match[3] and match[4]:
            found.append(f"{article}第{match[3]}項第{match[4]}号")
    for match in _ITEM.finditer(_ARTICLE.sub(" ", folded)):
        found.append(f"{match[1]}項")
        if match[2]:
            found.append(f"{match[1]}項({match[2]})")
    found.extend(f"別表{match[1]}" for match in _TABLE.finditer(folded))
    found.extend(f"hs{match[1]}" for match in _HS.finditer(folded))
    found.extend(match[1] for match in _ECCN.finditer(folded))
    return tuple(found)
