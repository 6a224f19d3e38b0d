"""What makes Word offer to repair a file: found in a DOCX file without Word."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# the order in which ISO/IEC 29500-1 wants the children of some elements; those that are not used are left out
_ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps color spacing kern sz szCs highlight u shd vertAlign lang",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd",
    "w:tblPr": "tblStyle tblW jc tblLayout tblLook",
    "w:settings": (
        "zoom proofState defaultTabStop characterSpacingControl savePreviewPicture footnotePr endnotePr compat rsids "
        "themeFontLang clrSchemeMapping"
    ),
}


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert len(names) == len(set(names)), "a part stands twice"
        return {name: package.read(name) for name in names}


def faults(content: bytes) -> list[str]:
    """All that is wrong with a file; nothing for a good one."""
    held = parts(content)
    return [*_package(held), *_notes(held), *_marks(held), *_styles(held), *_order(held)]


def _package(held: dict[str, bytes]) -> Iterator[str]:
    """Content types, targets of relationships, nothing outside, nothing that runs."""
    types = etree.fromstring(held["[Content_Types].xml"])
    overrides = {one.get("PartName").lstrip("/") for one in types.iter(f"{_TYPES}Override")}
    endings = {one.get("Extension") for one in types.iter(f"{_TYPES}Default")}
    yield from (f"typed but missing: {name}" for name in overrides - held.keys())
    for name in held.keys() - {"[Content_Types].xml"}:
        if name not in overrides and name.rsplit(".", 1)[-1] not in endings:
            yield f"without a type: {name}"
        if "stylesWithEffects" in name:
            yield f"a second set of styles: {name}"
        if "vba" in name.lower() or name.endswith((".bin", ".exe")):
            yield f"runs: {name}"
    for name in (one for one in held if one.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        relationships = list(etree.fromstring(held[name]).iter(f"{_RELATIONSHIPS}Relationship"))
        ids = Counter(one.get("Id") for one in relationships)
        yield from (f"{name}: twice {known}" for known, count in ids.items() if count > 1)
        for one in relationships:
            if one.get("TargetMode") == "External":
                yield f"{name}: leads out to {one.get('Target')}"
            target = one.get("Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if path not in held:
                yield f"{name}: nothing at {path}"


def _notes(held: dict[str, bytes]) -> Iterator[str]:
    """Separators, each footnote once and referred to once, and the settings that name the separators."""
    notes = [(one.get(qn("w:id")), one.get(qn("w:type"))) for one in etree.fromstring(held["word/footnotes.xml"])]
    if notes[:2] != [("-1", "separator"), ("0", "continuationSeparator")]:
        yield f"separators: {notes[:2]}"
    known = [number for number, kind in notes if kind is None]
    referred = _attributes(held["word/document.xml"], "w:footnoteReference", "w:id")
    if len(set(known)) != len(known) or sorted(known) != sorted(referred):
        yield f"footnotes {known} are referred to as {referred}"
    named = _attributes(held["word/settings.xml"], "w:footnote", "w:id")
    if named != ["-1", "0"]:
        yield f"settings name the separators {named}"


def _marks(held: dict[str, bytes]) -> Iterator[str]:
    """Bookmarks begin and end once, and fields find them."""
    document = held["word/document.xml"]
    starts, ends = (_attributes(document, f"w:bookmark{side}", "w:id") for side in ("Start", "End"))
    names = _attributes(document, "w:bookmarkStart", "w:name")
    if len(set(starts)) != len(starts) or starts != ends or len(set(names)) != len(names):
        yield f"bookmarks: {starts} {ends} {names}"
    if long := [name for name in names if len(name) > 40]:
        yield f"names too long for Word: {long}"
    for one in etree.fromstring(document).iter(qn("w:instrText")):
        words = (one.text or "").split()
        if words[0] == "NOTEREF" and words[1] not in names:
            yield f"a field looks for {words[1]}"


def _styles(held: dict[str, bytes]) -> Iterator[str]:
    """Styles and lists that are used are there; their ids are given once."""
    ids = _attributes(held["word/styles.xml"], "w:style", "w:styleId")
    yield from (f"style twice: {known}" for known, count in Counter(ids).items() if count > 1)
    for name in ("word/document.xml", "word/footnotes.xml"):
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            yield from (f"{name}: no style {one}" for one in set(_attributes(held[name], tag, "w:val")) - set(ids))
    lists = _attributes(held["word/numbering.xml"], "w:num", "w:numId")
    used = {
        one for name in ("word/document.xml", "word/styles.xml") for one in _attributes(held[name], "w:numId", "w:val")
    }
    yield from (f"no list {one}" for one in used - set(lists) - {"0"})


def _order(held: dict[str, bytes]) -> Iterator[str]:
    """Children in the order of the schema, each once, and no paragraph missing where one must be."""
    for name in ("word/document.xml", "word/footnotes.xml", "word/settings.xml", "word/styles.xml"):
        root = etree.fromstring(held[name])
        for tag, order in _ORDER.items():
            wanted = [qn(f"w:{one}") for one in order.split()]
            for element in root.iter(qn(tag)):
                found = [child.tag for child in element if child.tag in wanted]
                if found != sorted(set(found), key=wanted.index):
                    yield f"{name}: {tag} holds {found}"
        for cell in root.iter(qn("w:tc")):
            if cell[-1].tag != qn("w:p"):
                yield f"{name}: a cell does not end with a paragraph"


def _attributes(part: bytes, tag: str, name: str) -> list[str]:
    return [one.get(qn(name)) for one in etree.fromstring(part).iter(qn(tag))]
