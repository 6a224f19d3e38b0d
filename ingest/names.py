"""Names: countries and organisations that may stand in the documents (`names.toml`), found in a text.

Longest name first; a name in katakana or Latin letters counts only where no such letter touches it (タイ in
スタイル is no country). Spelling variants are those of `glossary.toml`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.errors import RegistryError

_KATAKANA = "ァ-ヺー"
_LATIN = "A-Za-z0-9"
_WORDS = ("国連携", "国連帯", "中国家", "中国内", "中国際")  # words of another meaning that begin like a name
_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")


def _plain(name: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", name)).strip()


@dataclass(frozen=True)
class PlacedName:
    """A name with what it is (`country`, `organisation`) and its place `[start, end)` in a text."""

    kind: str
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Names:
    """`countries`: ISO code → its names; `organisations`: each name stands for itself.

    `variants`: (wrong, right) spellings that readers of a text may meet, for comparing only.
    """

    countries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    organisations: tuple[str, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()

    def found_in(self, text: str) -> Iterator[tuple[str, str]]:
        """(`country`, ISO code) and (`organisation`, name) of every name in a text that is NFKC already."""
        for placed in self.placed_in(text):
            yield placed.kind, placed.name

    def placed_in(self, text: str) -> Iterator[PlacedName]:
        """Every name in a text that is NFKC already, with its place; 「米英」 is two at one place."""
        for match in self._pattern.finditer(text):
            for kind, name in self._meanings[match[0]]:
                yield PlacedName(kind, name, *match.span())

    def within(self, name: str) -> Iterator[tuple[str, str]]:
        """The names inside a longer one: 国連 in 国連安保理."""
        yield from self.found_in(name[1:])
        yield from self.found_in(name[:-1])

    def respelt(self, text: str) -> str:
        """The text with its spelling variants put right; for comparing, never for quoting."""
        for wrong, right in self.variants:
            text = text.replace(wrong, right)
        return text

    @cached_property
    def _meanings(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """What each name stands for; 「米英」 stands for two countries."""
        meanings: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(_WORDS, ())
        for iso, names in self.countries.items():
            for name in map(_plain, names):
                meanings[name] = (*meanings.get(name, ()), ("country", iso))
        for name in map(_plain, self.organisations):
            meanings[name] = (*meanings.get(name, ()), ("organisation", name))
        return meanings

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_trie(self._meanings) or r"(?!)")


def _edge(sign: str) -> str:
    """The letters that may not touch a name which begins or ends with `sign`; empty where any may."""
    return next((kind for kind in (_KATAKANA, _LATIN) if re.match(f"[{kind}]", sign)), "")


def _trie(names: Iterable[str]) -> str:
    """A pattern that finds the longest of the names at a place; shared beginnings are tried once (fast)."""
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for sign in name:
            node = node.setdefault(sign, {})
        node[""] = name[-1:]
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
        longer.append(f"(?![{edge}])" if edge else "")
    return f"(?:{'|'.join(longer)})"


def load_names(corpus: Path) -> Names:
    """The names of `names.toml` and the spelling variants of `glossary.toml`. Raises RegistryError."""
    names = _table(corpus / "names.toml")
    where = "names.toml"
    try:
        countries = {str(entry["iso"]): tuple(map(str, entry["names"])) for entry in names["countries"]}
        organisations = tuple(map(str, names["organisations"]))
    except (KeyError, TypeError) as error:
        raise RegistryError(
            f'{where}: countries = [{{iso, names}}] と organisations = ["…"] のはずですが、{error!r} がありません',
            hint="corpus/FORMAT.md の names.toml の節のとおりに直してください。",
        ) from error
    glossary = corpus / "glossary.toml"
    variants = _table(glossary).get("variant", []) if glossary.exists() else []
    return Names(countries, organisations, tuple((entry["wrong"], entry["right"]) for entry in variants))


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"{path}: {error}", hint="TOML として読めるように直してください。") from error
