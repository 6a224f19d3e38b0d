"""PowerPoint files: one heading per slide, then its texts, tables and notes.

The locator is the slide's number. Text inside pictures, charts and SmartArt is not read.
"""

from collections.abc import Iterator
from typing import Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from ingest.document import Block, BlockKind, Document
from ingest.readers.file import File
from ingest.readers.package import opened
from ingest.readers.wrap import one_line

_LISTS = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY}
_FURNITURE = {PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER}


def read(file: File) -> tuple[Document, ...]:
    """The document of a PowerPoint file. Raises ReadError."""
    with opened(file) as stream:
        slides = pptx.Presentation(stream).slides
        blocks = [block for number, slide in enumerate(slides, 1) for block in _slide(slide, f"スライド{number}")]
    return (file.document(blocks),)


def _slide(slide: Any, locator: str) -> Iterator[Block]:
    """A slide's blocks; where it has no title its first text is the heading."""
    title = slide.shapes.title
    heading = _lines(title.text_frame) if title is not None else ""
    if heading:
        yield Block(BlockKind.HEADING, heading, 1, locator)
    for shape in _shapes(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        for block in _shape(shape, locator):
            if heading:
                yield block
            else:
                heading = block.text
                yield Block(BlockKind.HEADING, heading, 1, locator)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            if text := one_line(paragraph.text):
                yield Block(BlockKind.NOTE, text, 0, locator)


def _shapes(shapes: Any) -> Iterator[Any]:
    """All shapes in reading order, those in groups included."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _shape(shape: Any, locator: str) -> Iterator[Block]:
    """The rows of a table or the paragraphs of a text."""
    role = shape.placeholder_format.type if shape.is_placeholder else None
    if role in _FURNITURE:
        return
    if getattr(shape, "has_table", False):
        for row in shape.table.rows:
            yield Block(BlockKind.ROW, " | ".join(_lines(cell.text_frame) for cell in row.cells), 0, locator)
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            if text := one_line(paragraph.text.replace("\v", "\n")):
                item = role in _LISTS or paragraph.level > 0
                kind = BlockKind.ITEM if item else BlockKind.PARAGRAPH
                yield Block(kind, text, paragraph.level + 1 if item else 0, locator)


def _lines(frame: Any) -> str:
    return one_line(frame.text.replace("\v", "\n"))
