"""Batch file: a CSV or XLSX file of transactions read, and one of results written. Knows cells, no facts and no rules.

CSV is read in UTF-8 (with or without a mark) or CP932 and written in UTF-8 with the mark that spreadsheets look for.
Nothing written is ever a formula.
"""

import csv
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assistant.batch import MOST_ROWS, Cell, SheetRow, TransactionSheet
from assistant.errors import WrongSheetError

SUFFIXES = (".csv", ".xlsx")
MOST_BYTES = 64 * 2**20
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767  # characters a cell of a spreadsheet holds
_NO_VALUE = "の数式に計算済みの値がありません。表計算ソフトで開いて保存し直すか、値に直してください。"
_WIDE = {"理由": 60, "法的根拠": 60, "ほかに当てはまった規則": 60, "残る質問": 50, "案内": 60, "結果が変わり得る日": 40}
_WIDTHS = {**_WIDE, "仮定した事実": 40, "注意": 40, "誤り": 50}
_CUT = "…（長すぎるので、ここで切った）"


def read_sheet(path: Path, sheet: str = "") -> TransactionSheet:
    """The rows of a file that hold anything. Raises WrongSheetError that says what cannot be read, and why."""
    if not path.is_file():
        raise WrongSheetError(f"ファイルがありません: {path}", hint="パスを確かめてください。")
    if path.suffix.lower() not in SUFFIXES:
        raise WrongSheetError(
            f"読めるのは CSV と XLSX です: {path.name}", hint="拡張子を .csv か .xlsx にしてください。"
        )
    if path.stat().st_size > MOST_BYTES:
        raise WrongSheetError(
            f"ファイルが大きすぎます（{MOST_BYTES // 2**20} MB まで）。", hint="分けて渡してください。"
        )
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _xlsx_rows(path, sheet)
    return _sheet(rows)


def write_results(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a file of results, whole or not at all. Raises WrongSheetError when it cannot be written."""
    write = _write_xlsx if path.suffix.lower() == ".xlsx" else _write_csv
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
        os.close(handle)
        unfinished = Path(name)
        try:
            write(unfinished, heads, rows)
            unfinished.chmod(0o666 & ~_umask())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise WrongSheetError(
            f"結果を書けません: {path}: {error.strerror}", hint="書ける場所を指定してください。"
        ) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _sheet(rows: Iterator[SheetRow]) -> TransactionSheet:
    head = next(rows, None)
    if head is None:
        raise WrongSheetError("ファイルが空です。", hint="一行目に見出し、二行目から取引を書いてください。")
    heads = ["" if cell is None else str(cell).strip() for cell in head.cells]
    while heads and not heads[-1]:
        heads.pop()
    found = []
    for row in rows:
        if row.errors or any(cell is not None and str(cell).strip() for cell in row.cells):
            found.append(row)
        if len(found) > MOST_ROWS:
            raise WrongSheetError(f"行が多すぎます（{MOST_ROWS:,} 行まで）。", hint="ファイルを分けてください。")
    if not found:
        raise WrongSheetError("取引の行がありません。", hint="二行目から、一行に一つの取引を書いてください。")
    return TransactionSheet(tuple(heads), tuple(found))


def _csv_rows(path: Path) -> Iterator[SheetRow]:
    text = _decoded(path)
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",", strict=True
    )
    try:
        end = 0
        for cells in reader:
            start, end = end + 1, reader.line_num
            if cells:
                yield SheetRow(start, tuple(cells))
    except csv.Error as error:
        raise WrongSheetError(
            f"CSV の {reader.line_num} 行目を読めません（引用符の対応など）。",
            hint='値の中の「"」は「""」と書いてください。',
        ) from error


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise WrongSheetError(
        f"文字の符号化が分かりません: {path.name}", hint="UTF-8 か Shift_JIS（CP932）の CSV で保存し直してください。"
    )


def _xlsx_rows(path: Path, name: str) -> Iterator[SheetRow]:
    from openpyxl import load_workbook

    try:
        values = load_workbook(path, read_only=True, data_only=True)
        formulas = load_workbook(path, read_only=True, data_only=False)
        chosen = _chosen(values, name)
        yield from _paired(values[chosen], formulas[chosen])
    except WrongSheetError:
        raise
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise WrongSheetError(
            f"XLSX として読めません: {path.name}", hint="表計算ソフトで .xlsx に保存し直すか、CSV にしてください。"
        ) from error


def _chosen(book: Any, name: str) -> str:
    """The sheet asked for, or the only one that holds anything."""
    titles = [sheet.title for sheet in book.worksheets]
    if name:
        if name not in titles:
            raise WrongSheetError(f"シート「{name}」はありません。", hint=f"あるのは {'、'.join(titles)} です。")
        return name
    filled = [sheet.title for sheet in book.worksheets if _holds_anything(sheet)]
    if len(filled) > 1:
        raise WrongSheetError(
            f"中身のあるシートが{len(filled)}枚あります: {'、'.join(filled)}。", hint="--sheet で一枚を選んでください。"
        )
    return str((filled or titles)[0])


def _holds_anything(sheet: Any) -> bool:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    return any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _paired(values: Any, formulas: Any) -> Iterator[SheetRow]:
    """The rows with their values; a formula without a stored value is an error of its row, never an empty cell."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    rows = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
    for number, (row, written) in enumerate(rows, 1):
        errors = tuple(
            f"{place}列目{_NO_VALUE}"
            for place, (value, formula) in enumerate(zip(row, written, strict=False), 1)
            if value is None and formula is not None
        )
        yield SheetRow(number, tuple(_plain(value) for value in row), errors)


def _plain(value: Any) -> Cell:
    return value if value is None or isinstance(value, str | int | float | date) else str(value)


def _write_csv(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as stream:
        writer = csv.writer(stream)
        writer.writerow([_inert(head) for head in heads])
        writer.writerows([_inert(cell) for cell in row] for row in rows)


def _inert(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if not isinstance(cell, str):
        return cell
    text = _FORBIDDEN.sub("□", cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _fitting(text: str) -> str:
    """A text that a cell holds; one that is cut says so."""
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - len(_CUT)] + _CUT


def _write_xlsx(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("結果")
    sheet.freeze_panes = "A2"
    for place, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(head, 18)
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)

    def cell(value: Cell, *, head: bool = False) -> Any:
        shown: Any = _fitting(_FORBIDDEN.sub("□", value)) if isinstance(value, str) else value
        made = WriteOnlyCell(sheet, shown)
        if isinstance(value, str):
            made.data_type = "s"  # also what begins like a formula
        made.alignment = wrapped
        if head:
            made.font = bold
        return made

    sheet.append([cell(head, head=True) for head in heads])
    for row in rows:
        sheet.append([cell(value) for value in row])
    book.save(path)
