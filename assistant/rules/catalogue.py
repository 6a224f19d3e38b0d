"""The catalogue of facts: what may be asked, how it may be answered, and what is assumed when it is not.

Loaded from facts.yaml, in the order of asking. Values that users send are read elsewhere (normalise, fact).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.rules.country import Countries
from assistant.rules.document import DATA, read_document
from assistant.rules.errors import Finding, RuleBaseError

UNKNOWN = "unknown"
NONE = "none"
"""Value of a request nobody made (no exception, no bulk licence) and of a list nobody stands on."""

KINDS = ("goods", "tech", "import", "brokering")

FactType = Literal["date", "country", "choice", "ternary", "set", "integer", "number", "hs", "item"]
Value = str | int | float | date | tuple[str, ...]
"""A normalised value: date → date, integer and number → int or float, set → tuple, everything else → str."""

_YES_NO = (("yes", "はい"), ("no", "いいえ"))
_UNKNOWN_LABEL = "分からない"


class Direction(StrEnum):
    """What an answer can do to the result."""

    RAISES = "raises"
    """It can only make the result stricter."""
    RELAXES = "relaxes"
    """It makes the result laxer, and counts only when confirmed: unknown does not."""
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class FactDefinition:
    """One fact. `values` are the answers with their labels; "unknown" is allowed for every fact and not among them."""

    key: str
    label: str
    type: FactType
    direction: Direction
    kinds: tuple[str, ...]
    question: str
    values: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    default_from: str | None = None
    absent: str = UNKNOWN
    raises_from: date | None = None
    raises_with: tuple[str, str] | None = None
    minimum: int | None = None
    maximum: int | None = None
    note: str = ""
    human: bool = False
    used_in_result: bool = True

    @property
    def allowed(self) -> tuple[str, ...]:
        """The answers without labels and without "unknown"; empty where they cannot be listed."""
        return tuple(value for value, _ in self.values)

    def used_for(self, kind: str) -> bool:
        """Whether this kind of transaction uses the fact. An unknown kind may be any."""
        return kind == UNKNOWN or kind in self.kinds

    def label_of(self, value: str) -> str:
        """Japanese label of an answer."""
        return dict(self.values).get(value, _UNKNOWN_LABEL if value == UNKNOWN else value)


@dataclass(frozen=True)
class Catalogue:
    """All facts, in the order of asking."""

    definitions: tuple[FactDefinition, ...]

    def __iter__(self) -> Iterator[FactDefinition]:
        return iter(self.definitions)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def get(self, key: str) -> FactDefinition:
        """The definition of a fact that exists. Raises KeyError for any other name."""
        return self._by_key[key]

    def find(self, key: str) -> FactDefinition | None:
        """The definition of a fact, or None where there is no such fact."""
        return self._by_key.get(key)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._by_key)

    def unanswered(self, kind: str) -> Mapping[str, str]:
        """The value of every fact nobody answered, for a kind of transaction: its default where it is used, or absent.

        What is assumed from other facts is not in it.
        """
        if kind not in self._unanswered:
            self._unanswered[kind] = {
                d.key: d.default if d.default is not None and d.used_for(kind) else d.absent for d in self.definitions
            }
        return self._unanswered[kind]

    def as_json(self, countries: Countries | None = None) -> list[dict[str, Any]]:
        """The catalogue for a form (`GET /v1/facts`). With `countries`, country facts list their codes."""
        return [_as_json(definition, countries) for definition in self.definitions]

    @cached_property
    def _unanswered(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def assumed_from_others(self) -> tuple[str, ...]:
        """The facts whose assumed value is taken from other facts."""
        return tuple(d.key for d in self.definitions if d.default_from is not None or d.key == "exception_claimed")

    @cached_property
    def _by_key(self) -> dict[str, FactDefinition]:
        return {definition.key: definition for definition in self.definitions}


def load_catalogue(path: Path = DATA / "facts.yaml") -> Catalogue:
    """The catalogue of a facts file. Raises RuleBaseError when an entry contradicts itself."""
    entries = read_document(path, list[_Entry])
    catalogue = Catalogue(tuple(entry.definition() for entry in entries))
    if findings := [*_duplicates(catalogue), *(fault for d in catalogue for fault in _faults(d, catalogue))]:
        raise RuleBaseError(findings)
    return catalogue


def _as_json(definition: FactDefinition, countries: Countries | None) -> dict[str, Any]:
    return {
        "key": definition.key,
        "label": definition.label,
        "type": definition.type,
        "values": _choices(definition, countries),
        "min": definition.minimum,
        "max": definition.maximum,
        "default": definition.default,
        "default_from": definition.default_from,
        "direction": definition.direction.value,
        "raises_from": definition.raises_from.isoformat() if definition.raises_from else None,
        "kinds": list(definition.kinds),
        "question": definition.question,
        "note": definition.note,
        "human": definition.human,
        "used_in_result": definition.used_in_result,
    }


def _choices(definition: FactDefinition, countries: Countries | None) -> list[dict[str, str]]:
    listed = [{"value": value, "label": label} for value, label in definition.values]
    if definition.type == "country" and countries:
        listed = countries.as_json()
    return [*listed, {"value": UNKNOWN, "label": _UNKNOWN_LABEL}] if listed else []


def _duplicates(catalogue: Catalogue) -> Iterable[Finding]:
    keys = [definition.key for definition in catalogue]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield Finding(f"facts.yaml {key}", "同じ名前の事実が二つあります。")


def _faults(definition: FactDefinition, catalogue: Catalogue) -> Iterable[Finding]:
    where = f"facts.yaml {definition.key}"
    numeric = definition.type in ("integer", "number")
    if definition.type == "choice" and not definition.values:
        yield Finding(where, "values がありません。")
    if UNKNOWN in definition.allowed:
        yield Finding(where, "unknown は全ての事実に許されるので、values に書きません。")
    if definition.default is not None and definition.default not in definition.allowed:
        yield Finding(where, f"default の {definition.default} は values にありません。")
    if definition.default_from is not None and definition.default_from not in catalogue:
        yield Finding(where, f"default_from の {definition.default_from} という事実はありません。")
    if definition.raises_from and definition.direction is not Direction.RAISES:
        yield Finding(where, "raises_from は direction: raises の事実だけに書きます。")
    if numeric != (definition.minimum is not None and definition.maximum is not None):
        yield Finding(where, "min と max は integer と number の事実だけに、両方書きます。")


_Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]*$")]
    label: _Text
    type: FactType
    values: dict[str, _Text] = {}
    default: str | None = None
    default_from: str | None = None
    absent: Literal["unknown", "none"] = "unknown"
    direction: Direction
    raises_from: date | None = None
    raises_with: tuple[str, str] | None = None
    kinds: list[Literal["goods", "tech", "import", "brokering"]]
    question: _Text
    note: str = ""
    human: bool = False
    used_in_result: bool = True
    min: int | None = None
    max: int | None = None

    def definition(self) -> FactDefinition:
        return FactDefinition(
            **self.model_dump(exclude={"values", "kinds", "min", "max"}),
            values=_YES_NO if self.type == "ternary" else tuple(self.values.items()),
            kinds=tuple(self.kinds),
            minimum=self.min,
            maximum=self.max,
        )
