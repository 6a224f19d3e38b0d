"""Export DOCX: a sheet as a Word file with real headings, lists, tables and footnotes. Layout only."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from assistant.drafting.block import Block, Heading, Items, Line, Prose, Ref, Row, Sheet, Table, Tone
from assistant.drafting.word_notes import add_refs, add_styles, attach
from assistant.paper import (
    GOTHIC,
    INK,
    MINCHO,
    SHADE,
    TINT,
    WIDTH,
    flag_row,
    name_fonts,
    saved,
    set_fonts,
    set_page,
    shade,
    speak_japanese,
)

_SIZES = {1: 14, 2: 12, 3: 10.5, 4: 10}
_ALERT, _ALERT_SHADE = RGBColor(0xB4, 0x23, 0x18), "FFF2CC"
_GAP = 8  # points behind a table
_FONTS = "/word/fontTable.xml"
# other names of the fonts, best first, for readers without them
_OTHERS = {
    "游明朝": ("roman", "Yu Mincho,YuMincho,Hiragino Mincho ProN,ＭＳ 明朝,MS Mincho,Noto Serif CJK JP"),
    "游ゴシック": ("swiss", "Yu Gothic,YuGothic,Hiragino Sans,ＭＳ ゴシック,MS Gothic,Noto Sans CJK JP"),
}


def docx(sheet: Sheet) -> bytes:
    """The file."""
    document = Document()
    set_page(document, sheet.title.text, sheet.running)
    _set_styles(document)
    _set_properties(document, sheet)
    _add_line(document.add_paragraph(style="Title"), sheet.title)
    for block, below in zip_longest(sheet.blocks, sheet.blocks[1:]):
        _add(document, block)
        if isinstance(block, Prose) and isinstance(below, Items | Table):
            document.paragraphs[-1].paragraph_format.keep_with_next = True  # what leads into a list stays with it
    attach(document, sheet.notes)
    return saved(document)


def _set_styles(document: Any) -> None:
    styles = document.styles
    for name in ("Normal", "List Bullet", "Table Grid"):
        set_fonts(styles[name], MINCHO)
    for name in ("Title", "Header", "Footer", *(f"Heading {level}" for level in _SIZES)):
        set_fonts(styles[name], GOTHIC)
    _set_defaults(document)
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.25
    styles["List Bullet"].paragraph_format.space_after = Pt(2)
    for level, size in _SIZES.items():
        style = styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), True, False, INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(3)
        style.paragraph_format.keep_with_next = True
    styles["Title"].font.size, styles["Title"].font.color.rgb, styles["Title"].font.bold = Pt(18), INK, True
    for name in ("Header", "Footer"):
        styles[name].font.size = Pt(8)
    add_styles(document)


def _set_defaults(document: Any) -> None:
    """Fonts and language of what has no style, and what the fonts are called elsewhere."""
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    name_fonts(default.find(qn("w:rFonts")), MINCHO)
    speak_japanese(default.find(qn("w:lang")))
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")  # the template lacks what the schema asks
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="80"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="variable"/></w:font>'
        for name, (family, others) in _OTHERS.items()
    )
    part = next(part for part in document.part.package.iter_parts() if part.partname == _FONTS)
    part._blob = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:fonts {nsdecls("w")}>{entries}</w:fonts>'.encode()


def _set_properties(document: Any, sheet: Sheet) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = sheet.title.text[:255], sheet.by[:255], sheet.by[:255]
    core.subject, core.comments, core.language = sheet.running[:255], "", "ja-JP"
    core.created = core.modified = sheet.at


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(level, line):
            _add_line(document.add_paragraph(style=f"Heading {level - 1}"), line)
        case Prose(lines, tone):
            paragraph = document.add_paragraph()
            for line in lines:
                _add_line(paragraph, line, bold=tone is Tone.STRONG or None)
        case Items(lines):
            for line in lines:
                _add_line(document.add_paragraph(style="List Bullet"), line)
        case Table():
            _add_table(document, block)


def _add_line(paragraph: Any, line: Line, *, bold: bool | None = None) -> None:
    run = paragraph.add_run(line.text)
    run.bold = bold
    if line.flags:
        shade(run._r.get_or_add_rPr(), _ALERT_SHADE)
    _add_tail(paragraph, line.refs, line.flags)


def _add_tail(paragraph: Any, refs: Sequence[Ref], flags: Sequence[str]) -> None:
    add_refs(paragraph, refs)
    for flag in flags:
        run = paragraph.add_run(f"【{flag}】")
        run.bold, run.font.color.rgb = True, _ALERT
        shade(run._r.get_or_add_rPr(), _ALERT_SHADE)


def _add_table(document: Any, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(WIDTH * share / sum(block.widths)) for share in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for n, row in enumerate(block.rows):
        _add_row(table, row, widths, head=block.head and n == 0)
    behind = document.add_paragraph().paragraph_format  # Word joins tables that nothing parts
    behind.space_after, behind.line_spacing = Pt(0), Pt(_GAP)


def _add_row(table: Any, row: Row, widths: Sequence[Any], *, head: bool) -> None:
    written = table.add_row()
    flag_row(written, "w:cantSplit")
    if head:
        flag_row(written, "w:tblHeader")
    for place, (cell, text, width) in enumerate(zip(written.cells, row.cells, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), 1.1
        paragraph.paragraph_format.keep_with_next = head or None
        run = paragraph.add_run(text)
        run.bold = head or None
        if head or place == 0:
            shade(cell._tc.get_or_add_tcPr(), SHADE if head else TINT)
        if place == len(row.cells) - 1:
            _add_tail(paragraph, row.refs, row.flags)
        for one in paragraph.runs:
            one.font.size = Pt(9)
