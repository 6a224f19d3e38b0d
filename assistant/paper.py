"""Paper: what every DOCX file of gaihi shares: A4, named Japanese fonts, page numbers, shaded cells, the same bytes twice.

Layout only; what stands in a file is said by whoever writes it.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTH = 170  # mm between the margins of A4
INK, SHADE, TINT = RGBColor(0x1C, 0x27, 0x33), "E9EFF4", "F6F8FA"
_MARGIN = 20  # mm
# parts of the template that say nothing of the file, or something else: a second set of styles, a picture of an empty page
_LEFTOVERS = frozenset({"stylesWithEffects", "thumbnail", "customXml"})
_STAMP = (1980, 1, 1, 0, 0, 0)  # of the parts of a file: its bytes say nothing of when it was written


@dataclass(frozen=True)
class Fonts:
    """The font of Latin signs and of Japanese ones."""

    latin: str
    japanese: str


GOTHIC = Fonts("Arial", "游ゴシック")
MINCHO = Fonts("游明朝", "游明朝")


def set_page(document: Any, head: str, foot: str) -> None:
    """A4 with a line above and one below, with the number of the page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    header = section.header.paragraphs[0]
    header.text = head
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{foot}　")
    add_field(footer, "PAGE", "1")
    footer.add_run(" / ")
    add_field(footer, "NUMPAGES", "1")


def add_field(paragraph: Any, instruction: str, shown: str, style: Any = None) -> None:
    """A field that the reader's program fills in; `shown` until it does."""
    for kind, text in (("begin", ""), (None, instruction), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(style=style)
        if kind == "shown":
            run.text = text
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
        run._r.append(element)


def set_fonts(style: Any, fonts: Fonts = GOTHIC) -> None:
    """Fonts by name in place of the template's themes, which know no Japanese one; the language for line breaks."""
    properties = style.element.get_or_add_rPr()
    name_fonts(properties.get_or_add_rFonts(), fonts)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    speak_japanese(language)
    properties.append(language)


def name_fonts(element: Any, fonts: Fonts) -> None:
    """The fonts of a `w:rFonts`, and no others."""
    for attribute in list(element.attrib):
        del element.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs"):
        element.set(qn(f"w:{script}"), fonts.latin)
    element.set(qn("w:eastAsia"), fonts.japanese)


def speak_japanese(language: Any) -> None:
    """Japanese as the language of a `w:lang`; Latin signs keep theirs, or numbers would be broken within."""
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "ja-JP")


def flag_row(row: Any, name: str) -> None:
    """A property of a row of a table that is there or not: `w:tblHeader`, `w:cantSplit`."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def shade(properties: Any, colour: str) -> None:
    """A colour behind a cell or a run, given its properties."""
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        element.set(qn(f"w:{name}"), value)
    properties.append(element)


def saved(document: Any) -> bytes:
    """The file. The same document gives the same bytes."""
    for part in (document.part.package, document.part):
        for known in [known for known, one in part.rels.items() if one.reltype.rpartition("/")[2] in _LEFTOVERS]:
            del part.rels[known]
    stream, packed = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _STAMP), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
