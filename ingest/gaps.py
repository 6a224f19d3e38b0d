"""Gaps: what users ask and the corpus is known not to answer, with where a person would look instead.

Read from `corpus/gaps.toml`; matched against questions, never quoted as a source.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import RegistryError


class GapReason(StrEnum):
    """Whether a gap lies in the field (the material is missing) or outside it."""

    NOT_IN_CORPUS = "not_in_corpus"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Gap:
    """One topic the corpus does not answer; `asks` are questions about it, `pointer` is shown to the user."""

    topic: str
    reason: GapReason
    pointer: str
    asks: tuple[str, ...]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    topic: str
    reason: GapReason
    pointer: str
    asks: list[str]


def load_gaps(path: Path) -> tuple[Gap, ...]:
    """All gaps of `gaps.toml`; none without the file. Raises RegistryError."""
    if not path.is_file():
        return ()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("gap", [])
        entries = [_Entry.model_validate(table) for table in tables]
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RegistryError(f"{path}: {error}") from error
    return tuple(Gap(e.topic, e.reason, e.pointer, tuple(e.asks)) for e in entries)
