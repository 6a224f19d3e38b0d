"""Questions: the facts of `GET /v1/facts` as a page asks them, and their names and values in Japanese. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

UNKNOWN = "unknown"
NONE = "none"
UNKNOWN_LABEL = "分からない"
_KIND = "kind"


@dataclass(frozen=True)
class Question:
    """One fact as it is asked. `choices` are the answers with their labels, "unknown" not among them."""

    key: str
    label: str
    type: str
    question: str
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    kinds: tuple[str, ...] = ()
    note: str = ""
    human: bool = False
    counts: bool = True

    def text(self, value: object) -> str:
        """An answer in Japanese: 「中国（CN）」, 「2025年10月9日」, 「はい」; what is not known stays as it is."""
        if isinstance(value, list | tuple):
            return "、".join(self.text(one) for one in value)
        if value == UNKNOWN:
            return UNKNOWN_LABEL
        if isinstance(value, int | float):
            return f"{value:,}" if self.type == "integer" else str(value)
        known = dict(self.choices).get(str(value))
        if self.type == "country" and known:
            return f"{known}（{value}）"
        return known or (day_ja(value) if self.type == "date" else str(value))


@dataclass(frozen=True)
class Questions:
    """All facts, in the order of asking. Without any, names and values stay as the service writes them."""

    all: tuple[Question, ...] = ()

    def __iter__(self) -> Iterator[Question]:
        return iter(self.all)

    def get(self, key: str) -> Question | None:
        """The question for a fact; None where the service names none."""
        return self._by_key.get(key)

    def label(self, key: str) -> str:
        """「仕向地」."""
        known = self.get(key)
        return known.label if known else key

    def text(self, key: str, value: object) -> str:
        """A value of a fact in Japanese."""
        return (self.get(key) or Question(key, key, "text", "")).text(value)

    def of_kind(self, kind: str) -> tuple[Question, ...]:
        """The facts that a kind of transaction uses; all where the kind is not known."""
        return tuple(one for one in self.all if kind in one.kinds or kind == UNKNOWN or not one.kinds)

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {one.key: one for one in self.all}


def questions_of(facts: Sequence[Mapping[str, Any]]) -> Questions:
    """The questions of what `GET /v1/facts` sent. An entry without a key is left out."""
    return Questions(tuple(_question(one) for one in facts if one.get("key")))


def kind_of(facts: Mapping[str, Any]) -> str:
    """The kind of the transaction as given; 貨物の輸出 is what the service assumes without one."""
    return str(facts.get(_KIND, "goods"))


def day_ja(value: object) -> str:
    """「2025年10月9日」 of a date or its ISO text; any other text as it is."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{day.year}年{day.month}月{day.day}日"


def _question(entry: Mapping[str, Any]) -> Question:
    listed = tuple((str(one["value"]), str(one["label"])) for one in entry.get("values") or ())
    return Question(
        key=str(entry["key"]),
        label=str(entry.get("label") or entry["key"]),
        type=str(entry.get("type") or "text"),
        question=str(entry.get("question") or ""),
        choices=tuple(one for one in listed if one[0] != UNKNOWN),
        minimum=entry.get("min"),
        maximum=entry.get("max"),
        kinds=tuple(entry.get("kinds") or ()),
        note=str(entry.get("note") or ""),
        human=bool(entry.get("human")),
        counts=bool(entry.get("used_in_result", True)),
    )
