"""Record as DOCX: A4, Japanese fonts, real headings and tables, page numbers. Layout only; `record` says what stands in it."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assistant.record import TITLE, About, Block, Bullets, Grid, Heading, PageBreak, Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LATIN, _JAPANESE = "Arial", "游ゴシック"
_WIDTH = 170  # mm between the margins of A4
_MARGIN = 20  # mm
_INK, _SHADE, _TINT = RGBColor(0x1C, 0x27, 0x33), "E9EFF4", "F6F8FA"
_SIZES = {1: 18, 2: 13, 3: 11}
_FOOTER = "輸出者自身の判断を支える資料（最終判断ではありません）"
# what no XML document may hold, and halves of surrogate pairs
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SIGNED_HEIGHT = 14  # mm of a row in which people write


def docx(blocks: Sequence[Block], about: About) -> bytes:
    """The record as the bytes of a DOCX file."""
    document = Document()
    _set_page(document, about)
    _set_styles(document)
    _set_properties(document, about)
    for block in blocks:
        _add(document, block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: Any, about: About) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    header = section.header.paragraphs[0]
    header.text = _clean("　".join(part for part in (TITLE, about.subject) if part))
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{_FOOTER}　")
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Any, instruction: str) -> None:
    """A field that the reader's program fills in: the number of the page, or of all pages."""
    for kind, text in (("begin", None), (None, instruction), ("separate", None), ("shown", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _set_styles(document: Any) -> None:
    names = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Header", "Footer", "Table Grid")
    for name in names:
        _set_fonts(document.styles[name])
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for level, size in _SIZES.items():
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, _INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12 if level > 1 else 0), Pt(4)
        style.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        document.styles[name].font.size = Pt(8)


def _set_fonts(style: Any) -> None:
    """Fonts by name in place of the template's themes, which know no Japanese one; the language for line breaks."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", _JAPANESE)):
        fonts.set(qn(f"w:{script}"), font)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ja-JP")
    language.set(qn("w:eastAsia"), "ja-JP")
    properties.append(language)


def _set_properties(document: Any, about: About) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = TITLE, _clean(about.by), _clean(about.by)
    core.subject, core.comments, core.language = _clean(about.subject), "", "ja-JP"
    core.created = core.modified = datetime.combine(about.on, time(), UTC)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(_clean(text), level)
        case Text(text, strong):
            document.add_paragraph().add_run(_clean(text)).bold = strong or None
        case Bullets(items):
            for item in items:
                document.add_paragraph(_clean(item), style="List Bullet")
        case Grid():
            _add_table(document, block)
        case PageBreak():
            document.add_page_break()


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(_WIDTH * share / sum(grid.widths)) for share in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = _add_row(table, grid.heads, widths, bold=True)
    _flag(head, "w:tblHeader")
    for row in grid.rows:
        written = _add_row(table, row, widths)
        if not any(row[1:]):  # to be filled in by hand
            written.height = Mm(_SIGNED_HEIGHT)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _add_row(table: Any, texts: Sequence[str], widths: Sequence[Any], *, bold: bool = False) -> Any:
    row = table.add_row()
    _flag(row, "w:cantSplit")
    for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(_clean(text))
        run.font.size, run.bold = Pt(9), bold or None
        if bold or place == 0:
            _shade(cell, _SHADE if bold else _TINT)
    return row


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _clean(text: str) -> str:
    """The text without what XML cannot hold; such a sign is shown as a box."""
    return _FORBIDDEN.sub("□", text)
