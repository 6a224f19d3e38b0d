"""Word notes: the footnotes of a DOCX file, which python-docx does not write: their part, their styles, their references."""

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from lxml import etree

from assistant.drafting.block import Note, Ref
from assistant.paper import MINCHO, add_field, set_fonts

TEXT, REFERENCE = "footnote text", "footnote reference"  # the names that Word knows these styles by
_BETWEEN = "、"
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


def add_styles(document: Any) -> None:
    """The styles of footnotes and of their numbers."""
    text = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(8.5)
    text.paragraph_format.space_after, text.paragraph_format.line_spacing = Pt(1), 1.0
    set_fonts(text, MINCHO)
    number = document.styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    number.font.superscript = True


def add_refs(paragraph: Any, refs: Sequence[Ref]) -> None:
    """The numbers of footnotes behind a text: the footnote itself where it begins, further on the number of it."""
    for n, ref in enumerate(refs):
        if n:
            paragraph.add_run(_BETWEEN, style=REFERENCE)
        if ref.again:
            add_field(paragraph, f"NOTEREF {_place(ref.number)} \\f \\h", str(ref.number), REFERENCE)
        else:
            _add_first(paragraph, ref.number)


def _add_first(paragraph: Any, number: int) -> None:
    """A footnote, between the marks by which later numbers find it."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _place(number))
    paragraph._p.append(start)
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    paragraph.add_run(style=REFERENCE)._r.append(reference)
    paragraph._p.append(end)


def _place(number: int) -> str:
    return f"_Ref_note_{number}"


def attach(document: Any, notes: Sequence[Note]) -> None:
    """The part with the footnotes, and what the settings say of the lines that part them from the text."""
    styles = {name: document.styles[name].style_id for name in (TEXT, REFERENCE)}
    root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
    for number, kind in _SEPARATORS:
        root.append(_separator(number, kind))
    for note in notes:
        root.append(_footnote(note, styles))
    package = document.part.package
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _set_settings(document.settings.element)


def _set_settings(settings: Any) -> None:
    """The separators of the footnotes, where the schema wants them: before `w:compat`."""
    properties = OxmlElement("w:footnotePr")
    for number, _ in _SEPARATORS:
        properties.append(_with_id("w:footnote", number))
    settings.find(qn("w:compat")).addprevious(properties)


def _separator(number: str, kind: str) -> Any:
    footnote = _with_id("w:footnote", number)
    footnote.set(qn("w:type"), kind)
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    run.append(OxmlElement(f"w:{kind}"))
    paragraph.append(run)
    footnote.append(paragraph)
    return footnote


def _footnote(note: Note, styles: dict[str, str]) -> Any:
    footnote, paragraph, properties = _with_id("w:footnote", str(note.number)), OxmlElement("w:p"), OxmlElement("w:pPr")
    properties.append(_with_value("w:pStyle", styles[TEXT]))
    paragraph.append(properties)
    number, look = OxmlElement("w:r"), OxmlElement("w:rPr")
    look.append(_with_value("w:rStyle", styles[REFERENCE]))
    number.append(look)
    number.append(OxmlElement("w:footnoteRef"))
    paragraph.append(number)
    for text in (f" {note.source}", f"「{note.quote}」", note.standing):
        paragraph.append(_run(text))
    footnote.append(paragraph)
    return footnote


def _run(text: str) -> Any:
    """A run; its lines stay lines, tabulators and spaces stay as they are."""
    run = OxmlElement("w:r")
    run.text = text
    return run


def _with_id(tag: str, number: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:id"), number)
    return element


def _with_value(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element
