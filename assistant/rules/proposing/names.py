"""Names: names of countries, cities and regions as one pattern that finds the longest name at a place.

A name in katakana or Latin letters counts only where no such letter touches it (タイ in タイヤ is no country).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_KATAKANA, _LATIN = "ァ-ヺー", "a-z0-9"
_JOINED = r"(?=メーカー|ユーザー|オフィス|グループ|ディーラー|エンド|サイド)"
"""Words in katakana that may follow a name in katakana: ドイツメーカー."""


@dataclass(frozen=True)
class Names:
    """`codes`: name in matching form → its code, empty where it is another word that holds a name."""

    codes: Mapping[str, str]
    pattern: re.Pattern[str]

    @cached_property
    def isos(self) -> frozenset[str]:
        return frozenset(self.codes.values()) - {""}


def compile_names(codes: Mapping[str, str]) -> Names:
    """The names of a table; middle dots and the spaces of Latin names may be missing. One character is no name."""
    spelt = {other: code for name, code in codes.items() for other in _spellings(name) if len(other) > 1}
    return Names(spelt, re.compile(_trie(spelt) or r"(?!)"))


def _spellings(name: str) -> Iterable[str]:
    yield name
    yield name.replace("・", "")
    if name.isascii():
        yield name.replace(" ", "")


def _edge(sign: str) -> str:
    """The letters that may not touch a name which begins or ends with `sign`; empty where any may."""
    return next((kind for kind in (_KATAKANA, _LATIN) if re.match(f"[{kind}]", sign)), "")


def _trie(names: Iterable[str]) -> str:
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for sign in name:
            node = node.setdefault(sign, {})
        node[""] = name[-1]
    return "|".join(re.escape(sign) + _untouched(sign) + _branch(tree[sign]) for sign in sorted(tree))


def _untouched(sign: str) -> str:
    """A look behind the first sign; it stands after the sign so that `re` can skip to first signs quickly."""
    edge = _edge(sign)
    return f"(?<![{edge}]{re.escape(sign)})" if edge else ""


def _branch(node: dict[str, Any]) -> str:
    """The pattern of what may follow; the empty key holds the last sign of a name that ends here."""
    longer = [re.escape(sign) + _branch(node[sign]) for sign in sorted(node) if sign]
    if "" in node:
        edge = _edge(node[""])
        joined = f"|{_JOINED}" if edge == _KATAKANA else ""
        longer.append(f"(?:(?![{edge}]){joined})" if edge else "")
    return f"(?:{'|'.join(longer)})"
