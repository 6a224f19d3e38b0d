"""Numeral: every number of a text, whatever it numbers or counts, with the words that label it on both sides.

Blind to the kinds of facts: 第33項, 33の項 and 33項 are one, and so are 第14回 and 14回. For what the readers of facts tell
apart or do not read at all; compares single numerals only.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.verify.unit import kin
from ingest.amount import UNIT, plain, value
from ingest.fold import kanji_number

_K = "〇一二三四五六七八九十百千"
_DIGITS = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]{{1,12}}(?:\.[0-9]+)?|[{_K}]{{1,8}}"
_NUMERAL = re.compile(
    r"(?P<head>別表|附則|図|(?<![一-龠])表|脚注|注|様式|別紙|別添|その)?(?P<nth>第)?"
    rf"(?P<n>{_DIGITS})(?P<scale>[万億兆]?)(?P<sub>(?:の(?:[0-9]{{1,3}}|[{_K}]{{1,3}})(?![0-9{_K}つ]))*)"
    rf"の?(?P<label>{UNIT}|[条項号章節編款図表類版]|度目|番目|[一-龠ァ-ヶA-Za-z]{{1,2}})?"
    rf"(?P<after>(?<=[条号章節])(?:の(?:[0-9]{{1,3}}|[{_K}]{{1,3}})(?![0-9{_K}つ条項号]))*|)"
)
FIGURES = ("図", "表", "注", "様式", "別紙", "別添")  # heads of what is numbered through a document
_PLACES = ("別表", "附則", "その")  # heads that number nothing by themselves
_HEADS = {"脚注": "注"}
_REMEMBERED = 4_000  # texts
ADDRESSES = frozenset("条項号章節編款")  # labels of what is numbered and not counted


@dataclass(frozen=True)
class Numeral:
    """`value` with its branches (3の2) at `[start, end)`; `head`: the word before it; `label`: the kin of that behind."""

    value: str
    head: str
    label: str
    start: int
    end: int


@lru_cache(maxsize=_REMEMBERED)
def numerals_in(text: str) -> tuple[Numeral, ...]:
    """Every numeral of a readable text."""
    return tuple(_numeral(match) for match in _NUMERAL.finditer(text))


def _numeral(m: re.Match[str]) -> Numeral:
    branches = "".join(f"の{_integer(one)}" for one in re.findall(rf"[0-9]+|[{_K}]+", m["sub"] + (m["after"] or "")))
    head, label = m["head"] or "", kin(m["label"] or "")
    if label in ("図", "表") and m["nth"]:  # 第3図
        head, label = label, ""
    number = plain(value(m["n"] + m["scale"])) + branches
    return Numeral(number, _HEADS.get(head, head), label, m.start("nth") if m["nth"] else m.start("n"), m.end())


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else kanji_number(text)


def stands(one: Numeral, there: Iterable[Numeral]) -> bool:
    """Whether the same number stands there with the same label, or in a list of bare numbers that its words label."""
    return any(
        other.value == one.value
        and (_same_head(one, other) or (_no_other_head(one, other) and _same_label(one, other)))
        for other in there
    )


def _same_head(one: Numeral, other: Numeral) -> bool:
    return bool(one.head) and one.head == other.head and one.head not in _PLACES


def _no_other_head(one: Numeral, other: Numeral) -> bool:
    return not one.head or not other.head or one.head == other.head


def _same_label(one: Numeral, other: Numeral) -> bool:
    return other.label == one.label or (not other.label and one.label in ADDRESSES)
