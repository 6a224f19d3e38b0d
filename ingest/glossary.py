"""Glossary: terms of the field with their synonyms, and spelling variants. For matching only, never for quotes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import RegistryError
from ingest.fold import fold


@dataclass(frozen=True)
class Term:
    """One concept: its Japanese head word, English term and the other words people use for it."""

    ja: str
    en: str
    synonyms: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All Japanese and English words of the concept."""
        return (self.ja, *self.synonyms, *((self.en,) if self.en else ()))


@dataclass(frozen=True)
class Glossary:
    """All terms and spelling variants of `glossary.toml`."""

    terms: tuple[Term, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()

    @cached_property
    def repairs(self) -> Mapping[str, str]:
        """Spelling variants and OCR slips → the right form, for `fold`."""
        return dict(self.variants)

    @cached_property
    def _folded(self) -> tuple[tuple[str, int], ...]:
        pairs = {(fold(word), n) for n, term in enumerate(self.terms) for word in term.words if len(word) > 1}
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))

    def expand(self, folded: str) -> tuple[str, ...]:
        """Other words for the concepts that `folded` (a folded text) names; longest words are recognised first."""
        found: list[int] = []
        taken: set[str] = set()
        for word, n in self._folded:
            if word in folded:
                folded = folded if len(word) < 4 else folded.replace(word, "\0")
                taken.add(word)
                if n not in found:
                    found.append(n)
        words = (fold(word) for n in found for word in (self.terms[n].ja, *self.terms[n].synonyms))
        return tuple(dict.fromkeys(word for word in words if word not in taken and len(word) > 1))


class _TermEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    ja: str
    en: str = ""
    synonyms: list[str] = []
    note: str = ""


class _VariantEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    wrong: str
    right: str
    note: str = ""


def load_glossary(path: Path) -> Glossary:
    """The glossary of `glossary.toml`. Raises RegistryError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        terms = [_TermEntry.model_validate(entry) for entry in tables.get("term", [])]
        variants = [_VariantEntry.model_validate(entry) for entry in tables.get("variant", [])]
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RegistryError(f"{path}: {error}") from error
    return Glossary(
        tuple(Term(t.ja, t.en, tuple(t.synonyms)) for t in terms), tuple((v.wrong, v.right) for v in variants)
    )
