"""Record as DOCX: A4, Japanese fonts, real headings and tables, page numbers. Layout only; `record` says what stands in it."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt

from assistant.legible import legible
from assistant.paper import INK, SHADE, TINT, WIDTH, flag_row, saved, set_fonts, set_page, shade
from assistant.record import TITLE, About, Block, Bullets, Grid, Heading, PageBreak, Text

_SIZES = {1: 18, 2: 13, 3: 11}
_FOOTER = "輸出者自身の判断を支える資料（最終判断ではありません）"
_SIGNED_HEIGHT = 14  # mm of a row in which people write


def docx(blocks: Sequence[Block], about: About) -> bytes:
    """The record as the bytes of a DOCX file."""
    document = Document()
    set_page(document, legible("　".join(part for part in (TITLE, about.subject) if part)), _FOOTER)
    _set_styles(document)
    _set_properties(document, about)
    for block in blocks:
        _add(document, block)
    return saved(document)


def _set_styles(document: Any) -> None:
    names = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Header", "Footer", "Table Grid")
    for name in names:
        set_fonts(document.styles[name])
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    for level, size in _SIZES.items():
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12 if level > 1 else 0), Pt(4)
        style.paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        document.styles[name].font.size = Pt(8)


def _set_properties(document: Any, about: About) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = TITLE, legible(about.by), legible(about.by)
    core.subject, core.comments, core.language = legible(about.subject), "", "ja-JP"
    core.created = core.modified = datetime.combine(about.on, time(), UTC)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(legible(text), level)
        case Text(text, strong):
            document.add_paragraph().add_run(legible(text)).bold = strong or None
        case Bullets(items):
            for item in items:
                document.add_paragraph(legible(item), style="List Bullet")
        case Grid():
            _add_table(document, block)
        case PageBreak():
            document.add_page_break()


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(WIDTH * share / sum(grid.widths)) for share in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = _add_row(table, grid.heads, widths, bold=True)
    flag_row(head, "w:tblHeader")
    for row in grid.rows:
        written = _add_row(table, row, widths)
        if not any(row[1:]):  # to be filled in by hand
            written.height = Mm(_SIGNED_HEIGHT)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _add_row(table: Any, texts: Sequence[str], widths: Sequence[Any], *, bold: bool = False) -> Any:
    row = table.add_row()
    flag_row(row, "w:cantSplit")
    for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(legible(text))
        run.font.size, run.bold = Pt(9), bold or None
        if bold or place == 0:
            shade(cell._tc.get_or_add_tcPr(), SHADE if bold else TINT)
    return row
