"""Word files: headings by style, lists, tables, text boxes and footnotes in document order.

Walks the XML itself, since python-docx leaves out inserted text and content controls. Deleted, hidden and repeated
text is no text of the document. Computed list numbers are not in the file and so not in the text.
"""

import re
from collections import Counter
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element

from ingest.document import Block, BlockKind, Document, Dropped
from ingest.readers.file import File
from ingest.readers.package import opened
from ingest.readers.wrap import one_line

_HEADING = re.compile(r"(?:heading|見出し)\s*(\d)", re.I)
_TITLES = {"title", "表題"}
_NUMBERED = re.compile(r"list|箇条書き|段落番号", re.I)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats its Choice
_BOX = qn("w:txbxContent")
_NO_TEXT = {qn("w:del"), qn("w:moveFrom"), qn("w:rt"), _FALLBACK, _BOX}


def read(file: File) -> tuple[Document, ...]:
    """The document of a Word file. Raises ReadError."""
    with opened(file) as stream:
        walk = _Walk(docx.Document(stream))
        blocks = [block for block in walk.document() if block.text]
        dropped = [Dropped(reason, count) for reason, count in walk.dropped.items() if count]
    return (file.document(blocks, dropped=dropped),)


class _Walk:
    """One pass over a Word document, counting what is left out."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._styles = {style.style_id: style.name or "" for style in word.styles}
        self.dropped: Counter[str] = Counter()

    def document(self) -> Iterator[Block]:
        """All blocks: the body, then the footnotes."""
        yield from self._blocks(self._word.element.body)
        for relation in self._word.part.rels.values():
            if relation.reltype.endswith(("/footnotes", "/endnotes")):
                yield from self._notes(parse_xml(relation.target_part.blob))
        for section in self._word.sections:
            for edge in (section.header, section.footer):
                if not edge.is_linked_to_previous:
                    self.dropped["ヘッダー・フッター"] += sum(len(one.text) for one in edge.paragraphs)

    def _blocks(self, parent: _Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield self._paragraph(child)
                yield from self._boxes(child)
            elif child.tag == qn("w:tbl"):
                yield from self._rows(child)
            elif child.tag not in _NO_TEXT:
                yield from self._blocks(child)

    def _paragraph(self, element: _Element) -> Block:
        text = one_line("".join(self._texts(element)))
        style = self._style(element)
        heading = _HEADING.match(style)
        if heading or style.lower() in _TITLES:
            return Block(BlockKind.HEADING, text, int(heading[1]) if heading else 1)
        depth = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
        if depth is not None or _NUMBERED.match(style):
            return Block(BlockKind.ITEM, text, int(depth.get(qn("w:val"), "0")) + 1 if depth is not None else 1)
        return Block(BlockKind.PARAGRAPH, text)

    def _style(self, element: _Element) -> str:
        """Name of a paragraph's style, empty for the default."""
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if style is None else self._styles.get(style.get(qn("w:val"), ""), "")

    def _boxes(self, paragraph: _Element) -> Iterator[Block]:
        """Text boxes anchored in a paragraph."""
        for box in paragraph.iter(_BOX):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                yield from self._blocks(box)

    def _rows(self, table: _Element) -> Iterator[Block]:
        for row in table.iterchildren(qn("w:tr")):
            cells = [one_line("\n".join(self._cell(cell))) for cell in row.iter(qn("w:tc")) if _owner(cell) is row]
            if any(cells):
                yield Block(BlockKind.ROW, " | ".join(cells))

    def _cell(self, cell: _Element) -> Iterator[str]:
        for paragraph in cell.iter(qn("w:p")):
            yield "".join(self._texts(paragraph))

    def _notes(self, notes: _Element) -> Iterator[Block]:
        for note in notes:
            if note.get(qn("w:type")) is None:  # the others are separator lines
                text = one_line("\n".join(self._cell(note)))
                yield Block(BlockKind.NOTE, text)

    def _texts(self, parent: _Element) -> Iterator[str]:
        """The visible texts of a paragraph, without its text boxes."""
        for child in parent:
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in {qn("w:br"), qn("w:cr")}:
                yield "\n"
            elif child.tag == qn("w:tab"):
                yield "\t"
            elif child.tag == qn("w:r") and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
                self.dropped["隠し文字"] += sum(len(text.text or "") for text in child.iter(qn("w:t")))
            elif child.tag not in _NO_TEXT and child.tag != qn("w:pPr"):
                yield from self._texts(child)


def _owner(cell: _Element) -> _Element | None:
    """The table row a cell stands in (between them there may be a content control)."""
    return next(cell.iterancestors(qn("w:tr")), None)
