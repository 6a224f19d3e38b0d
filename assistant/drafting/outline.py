"""Outline: the elements of 輸出者等遵守基準 that a compliance programme has, read from corpus/cp_outline.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.drafting.errors import OutlineError, UnknownElementError
from assistant.provision import Provision
from ingest.settings import CORPUS

_HINT = "corpus/FORMAT.md のとおりに直してください。"


class Element(BaseModel):
    """An element: what it rests on, what to look for, what to ask, and the forms that belong to it by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern="^[a-z][a-z_]*$")
    title: str = Field(min_length=1)
    provisions: tuple[Provision, ...] = Field(min_length=1)
    terms: tuple[str, ...] = Field(min_length=1)
    questions: tuple[str, ...] = Field(min_length=1)
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """All elements in the order of a compliance programme."""

    elements: tuple[Element, ...]

    def element(self, known: str) -> Element:
        """The element with an id. Raises UnknownElementError."""
        found = next((one for one in self.elements if one.id == known), None)
        if found is None:
            names = "、".join(f"{one.id}（{one.title}）" for one in self.elements)
            raise UnknownElementError(f"CPの要素 {known!r} はありません。", hint=f"使えるのは {names} です。")
        return found


def load_outline(path: Path) -> Outline:
    """The outline of a file. Raises OutlineError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("element", [])
        elements = tuple(Element.model_validate(table) for table in tables)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise OutlineError(f"{path}: {error}", hint=_HINT) from error
    if twice := _twice([one.id for one in elements]):
        raise OutlineError(f"{path}: 同じ id が二度あります: {'、'.join(twice)}", hint=_HINT)
    return Outline(elements)


@cache
def shipped_outline() -> Outline:
    """The outline that ships."""
    return load_outline(CORPUS / "cp_outline.toml")


def _twice(ids: Sequence[str]) -> list[str]:
    return sorted({one for one in ids if ids.count(one) > 1})
