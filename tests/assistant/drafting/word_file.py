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
# the children of some elements in the order in which ISO/IEC 29500-1 (transitional) wants them; none but these may stand there
_BORDERS = "top left start bottom right end insideH insideV tl2br tr2bl between bar"
_MARGINS = "top left start bottom right end"
_ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
        "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
        "eastAsianLayout specVanish oMath"
    ),
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "w:sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
        "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
    "w:style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
        "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "w:tblStylePr": "pPr rPr tblPr trPr tcPr",
    "w:tblBorders": _BORDERS,
    "w:tcBorders": _BORDERS,
    "w:pBdr": _BORDERS,
    "w:tblCellMar": _MARGINS,
    "w:tbl": "tblPr tblGrid tr",
    "w:tr": "tblPrEx trPr tc",
    "w:trPr": "cantSplit tblHeader",
    "w:numPr": "ilvl numId",
    "w:abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "w:lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "w:font": "altName panose1 charset family notTrueType pitch sig",
    "w:settings": (
        "zoom proofState defaultTabStop characterSpacingControl savePreviewPicture footnotePr endnotePr compat rsids "
        "mathPr themeFontLang clrSchemeMapping doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator"
    ),
}
_SEVERAL = {"tr", "tc", "lvl", "tblStylePr", "headerReference", "footerReference"}
_EXTENSIONS = {"http://schemas.microsoft.com/office/word/2010/wordml"}  # what older readers are told to pass over
_FIRST = {"w:p": "w:pPr", "w:r": "w:rPr"}


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert len(names) == len(set(names)), "a part stands twice"
        return {name: package.read(name) for name in names}


def faults(content: bytes) -> list[str]:
    """All that is wrong with a file; nothing for a good one."""
    held = parts(content)
    return [*_package(held), *_notes(held), *_marks(held), *_styles(held), *_order(held), *_fonts(held)]


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
    """Children in the order of the schema, and no paragraph missing where one must be."""
    for name in (one for one in held if one.startswith("word/") and one.endswith(".xml") and "theme" not in one):
        root = etree.fromstring(held[name])
        for tag, order in _ORDER.items():
            yield from (f"{name}: {tag} {why}" for one in root.iter(qn(tag)) for why in _disorder(one, order.split()))
        for tag, first in _FIRST.items():
            for element in root.iter(qn(tag)):
                if any(child.tag == qn(first) for child in element[1:]):
                    yield f"{name}: {first} is not the first in {tag}"
        for table in root.iter(qn("w:tbl")):
            columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
            if any(len(row.findall(qn("w:tc"))) != columns for row in table.iter(qn("w:tr"))):
                yield f"{name}: a row has not {columns} cells"
        for cell in root.iter(qn("w:tc")):
            if cell[-1].tag != qn("w:p"):
                yield f"{name}: a cell does not end with a paragraph"
    body = etree.fromstring(held["word/document.xml"])[0]
    if body[-1].tag != qn("w:sectPr") or body[-2].tag != qn("w:p"):
        yield "the body does not end with a paragraph and the section"


def _disorder(element: etree._Element, order: list[str]) -> Iterator[str]:
    """What is strange among the children of an element, out of order, or there twice."""
    names = [etree.QName(child).localname for child in element if etree.QName(child).namespace not in _EXTENSIONS]
    if strange := set(names) - set(order):
        yield f"holds {sorted(strange)}"
        return
    if names != sorted(names, key=order.index):
        yield f"holds {names}"
    yield from (f"holds {one} twice" for one, count in Counter(names).items() if count > 1 and one not in _SEVERAL)


def _fonts(held: dict[str, bytes]) -> Iterator[str]:
    """Every naming of fonts names a Japanese one, itself or by its theme; of the styles, those that are used."""
    styles, texts = etree.fromstring(held["word/styles.xml"]), ("word/document.xml", "word/footnotes.xml")
    used = {one for name in texts for tag in ("w:pStyle", "w:rStyle") for one in _attributes(held[name], tag, "w:val")}
    roots = [etree.fromstring(held[name]) for name in texts] + [styles.find(qn("w:docDefaults"))]
    roots += [one for one in styles.iter(qn("w:style")) if one.get(qn("w:styleId")) in used or one.get(qn("w:default"))]
    for one in (fonts for root in roots for fonts in root.iter(qn("w:rFonts"))):
        if not (one.get(qn("w:eastAsia")) or one.get(qn("w:eastAsiaTheme"))):
            yield f"fonts without a Japanese one: {dict(one.attrib)}"


def _attributes(part: bytes, tag: str, name: str) -> list[str]:
    return [one.get(qn(name)) for one in etree.fromstring(part).iter(qn(tag))]
