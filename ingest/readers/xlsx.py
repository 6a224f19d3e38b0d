"""Excel files: one heading per sheet, one block per row with the column's heading before each value.

Values as last computed by Excel; formulas are not evaluated. Hidden sheets are left out and counted.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ingest.document import Block, BlockKind, Document, Dropped
from ingest.readers.file import File
from ingest.readers.package import opened
from ingest.readers.wrap import one_line

_MOST_CELLS = 5_000_000  # a row may claim 16,384 columns in 40 bytes


def read(file: File) -> tuple[Document, ...]:
    """The document of an Excel file. Raises ReadError."""
    blocks, hidden = list[Block](), 0
    with opened(file) as stream:
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        except InvalidFileException as error:
            raise file.error(f"Excelファイルとして読めません（{error}）") from error
        for sheet in book.worksheets:
            found = list(_sheet(file, sheet))
            if sheet.sheet_state == "visible":
                blocks += found
            else:
                hidden += sum(len(block.text) for block in found)
    return (file.document(blocks, dropped=[Dropped("非表示シート", hidden)] if hidden else []),)


def _sheet(file: File, sheet: Any) -> Iterator[Block]:
    """A sheet's blocks: rows with one value before the table are paragraphs, the first wider row is its heading."""
    yield Block(BlockKind.HEADING, sheet.title, 1, sheet.title)
    names: list[str] = []
    for number, cells in _rows(file, sheet):
        locator = f"{sheet.title}!{number}"
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        if names:
            yield Block(BlockKind.ROW, _labelled(names, cells), 0, locator)
        elif len(filled) == 1:
            yield Block(BlockKind.PARAGRAPH, filled[0], 0, locator)
        else:
            names = cells
            yield Block(BlockKind.ROW, " | ".join(filled), 0, locator)


def _rows(file: File, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Number and cell texts of each row. Raises ReadError for a sheet with too many cells."""
    sheet.reset_dimensions()  # the declared size may be wrong
    count = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        count += len(row)
        if count > _MOST_CELLS:
            raise file.error(
                f"シート「{sheet.title}」のセルが多すぎます（上限は{_MOST_CELLS:,}）",
                hint="使っていない行と列を削除してください。",
            )
        yield number, [_shown(value) for value in row]


def _labelled(names: Sequence[str], cells: Sequence[str]) -> str:
    """「見出し: 値 | 見出し: 値」; a value without a heading stands alone."""
    padded = [*names, *[""] * (len(cells) - len(names))]
    pairs = zip(padded, cells, strict=False)
    return " | ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def _shown(value: Any) -> str:
    """A value as text: dates in ISO form, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return one_line(str(value))
