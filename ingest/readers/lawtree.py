"""Node: the element tree of a law, the same from e-Gov law XML and from the JSON of its API.

Knows how the two files are written; what the elements mean is for `ingest.readers.egov`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml
from defusedxml.ElementTree import fromstring

from ingest.readers.file import File

_DEEPEST = 60  # the law schema nests about 25 deep


@dataclass(frozen=True)
class Node:
    """An element with its attributes and its children, elements and texts in order."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple["Node | str", ...]

    @property
    def nodes(self) -> tuple["Node", ...]:
        """The child elements."""
        return tuple(child for child in self.children if isinstance(child, Node))

    def child(self, tag: str) -> "Node | None":
        """The first child element of that name."""
        return next((node for node in self.nodes if node.tag == tag), None)

    def find(self, tag: str) -> "Node | None":
        """The first element of that name in document order, this one included."""
        if self.tag == tag:
            return self
        return next((found for node in self.nodes if (found := node.find(tag))), None)

    def strings(self, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
        """All texts below in order, except those in elements of the names `without`."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in without:
                yield from child.strings(without=without)


def from_xml(file: File) -> Node:
    """The tree of an XML file. Raises ReadError for damaged XML and for document type declarations."""
    try:
        root = fromstring(file.data, forbid_dtd=True)
    except ParseError as error:
        raise file.error(f"XMLとして読めません（{error}）") from error
    except defusedxml.DefusedXmlException as error:
        raise file.error(
            "XMLにDTDまたは実体の宣言が含まれています", hint="宣言のない法令XMLを使ってください。"
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that is unknown or that expat does not take
        raise file.error(f"XMLの文字コードを扱えません（{error}）") from error
    return _built(file, root, _of_element, 0)


def from_json(file: File, text: str) -> Node:
    """The tree of an API answer: objects without `tag` become elements named by their key. Raises ReadError."""
    try:
        root = json.loads(text)
    except json.JSONDecodeError as error:
        raise file.error(f"JSONとして読めません（{error.lineno}行目: {error.msg}）") from error
    except RecursionError as error:
        raise file.error("JSONの入れ子が深すぎます") from error
    return _built(file, ("", root), _of_value, 0)


_Part = tuple[str, Mapping[str, str], list[Any]]


def _built(file: File, part: Any, split: Callable[[Any], _Part], depth: int) -> Node:
    """A Node from an element or value; `split` gives its name, attributes and parts (texts as they are)."""
    if depth > _DEEPEST:
        raise file.error(f"要素の入れ子が深すぎます（{_DEEPEST}段を超える）")
    tag, attributes, parts = split(part)
    children = (one if isinstance(one, str) else _built(file, one, split, depth + 1) for one in parts)
    return Node(tag, attributes, tuple(child for child in children if not _layout(child)))


def _layout(child: Node | str) -> bool:
    """Whether a text is only the indentation of the file."""
    return isinstance(child, str) and (not child or ("\n" in child and not child.strip()))


def _of_element(element: Element) -> _Part:
    parts: list[Any] = [element.text or ""]
    for child in element:
        parts += [child, child.tail or ""]
    return element.tag.rpartition("}")[2], dict(element.attrib), parts


def _of_value(named: tuple[str, Any]) -> _Part:
    name, value = named
    if isinstance(value, dict) and "tag" in value:
        children = value.get("children") or []
        attributes = {key: str(one) for key, one in (value.get("attr") or {}).items()}
        return str(value["tag"]), attributes, [one if isinstance(one, str) else ("", one) for one in children]
    if isinstance(value, dict):
        return name, {}, list(value.items())
    if isinstance(value, list):
        return name, {}, [("", one) for one in value]
    return name, {}, [] if value is None else [str(value)]
