"""Batch: a file of transactions, a row each, checked one by one. A row that is wrong gets its errors and no outcome.

Files are read and written by `batch_file`; here stand the columns, the facts of a row, and what becomes of it.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assistant.errors import WrongFactsError, WrongSheetError
from assistant.rules.catalogue import Catalogue
from assistant.rules.determination import Determination, Step
from assistant.rules.load import RuleBase
from assistant.said import names_of, said_facts
from assistant.words import Words, reasons_of

Check = Callable[[Mapping[str, Any]], Determination]
Cell = str | int | float | date | bool | None

MOST_ROWS = 100_000
RESULTS = (
    "行", "結果コード", "結果", "並行する義務", "当てはまった規則", "理由", "法的根拠", "ほかに当てはまった規則", "残る質問",
    "案内", "結果が変わり得る日", "仮定した事実", "注意", "誤り", "規則の指紋",
)  # fmt: skip
_CARRIED = ("取引番号", "管理番号", "id", "no", "no.")
_CARRIED_STARTS = ("_", "備考", "note")


@dataclass(frozen=True)
class SheetRow:
    """A row of a file: its number there, its cells, and what was wrong with reading it."""

    number: int
    cells: tuple[Cell, ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class TransactionSheet:
    """A file of transactions: its headings and its rows."""

    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class Columns:
    """What each column of a sheet is: the key of a fact, or None where it is carried over."""

    keys: tuple[str | None, ...]
    catalogue: Catalogue
    strange: tuple[str, ...] = ()
    """Headings that name no fact and nothing known to be carried over: to be told."""


@dataclass(frozen=True)
class Checked:
    """A row with what became of it: a determination, or errors, never both."""

    row: SheetRow
    found: Determination | None
    errors: tuple[str, ...]


def read_columns(heads: Sequence[str], base: RuleBase) -> Columns:
    """The columns of a sheet. Raises WrongSheetError for a heading that may be a misspelt fact, or stands twice.

    A heading like no fact is carried over and named in `strange`.
    """
    names = names_of(base.catalogue)
    keys = tuple(names.get(_folded(head)) for head in heads)
    strange = tuple(head for head, key in zip(heads, keys, strict=True) if key is None and not _carried(head))
    if doubtful := [head for head in strange if _doubtful(head, names)]:
        raise WrongSheetError(
            f"事実の名前でない列があります: {'、'.join(_near(head, names) for head in doubtful)}。",
            hint="見出しは事実の名前か日本語名にしてください（gaihi check --list で一覧）。"
            "判定に使わない列は、見出しを「_」か「備考」で始めるか、「取引番号」「id」にすると、そのまま写します。",
        )
    twice = [f"{head}（{key}）" for head, key in zip(heads, keys, strict=True) if key and keys.count(key) > 1]
    if twice:
        raise WrongSheetError(f"同じ事実の列が二つあります: {'、'.join(twice)}。", hint="どちらかを消してください。")
    if not any(keys):
        raise WrongSheetError("事実の列がありません。", hint="一行目に dest や「仕向地」などの見出しを書いてください。")
    return Columns(keys, base.catalogue, strange)


def run(sheet: TransactionSheet, columns: Columns, check: Check) -> Iterator[Checked]:
    """Every row with what became of it, in order. Only what is wrong with a row stays with the row."""
    for row in sheet.rows:
        errors = row.errors or _too_wide(row, columns)
        yield Checked(row, None, errors) if errors else _checked(row, columns, check)


def result_heads(sheet: TransactionSheet) -> tuple[str, ...]:
    """The headings of the result: those of the sheet, then ours."""
    return (*sheet.heads, *RESULTS)


def result_cells(sheet: TransactionSheet, checked: Checked, words: Words) -> tuple[Cell, ...]:
    """A row of the result: the cells as they were given, then what became of them."""
    given = (*checked.row.cells, *(None for _ in sheet.heads))[: len(sheet.heads)]
    if checked.found is None:
        blank = ("",) * (len(RESULTS) - 3)
        return (*given, checked.row.number, *blank, "\n".join(checked.errors), "")
    return (*given, checked.row.number, *_found_cells(checked.found, words))


def _found_cells(found: Determination, words: Words) -> tuple[Cell, ...]:
    reasons, labels = reasons_of(found), words.labels
    bases = (f"{rule}: {one}" for rule in found.rules for one in words.grounds(found, rule))
    return (
        found.outcome,
        found.label_ja,
        "\n".join(f"{duty.label_ja}（{duty.rule}）" for duty in found.duties),
        "、".join(found.rules),
        _said(reasons.deciding),
        "\n".join(bases),
        _said((*reasons.beside, *reasons.unsettled)),
        "\n".join(f"{labels.fact(one.fact)}: {one.question}" for one in found.missing),
        "\n".join(f"{one.text}（{one.rule}）" for one in found.advice),
        "\n".join(f"{one.date} {one.why}" for one in found.changes_on),
        "\n".join(f"{labels.fact(one.fact)}={labels.value(one.fact, one.value)}" for one in found.assumed),
        "\n".join(one.text for one in found.notices),
        "",
        found.receipt.rules,
    )


def _said(steps: Sequence[Step]) -> str:
    return "\n".join(f"{step.rule}: {step.text}" for step in steps)


def _checked(row: SheetRow, columns: Columns, check: Check) -> Checked:
    cells = (*row.cells, *(None for _ in columns.keys))
    pairs = zip(columns.keys, cells, strict=False)
    facts = {key: _value(cell) for key, cell in pairs if key is not None and not _empty(cell)}
    try:
        return Checked(row, check(said_facts(facts, columns.catalogue)), ())
    except WrongFactsError as error:
        return Checked(row, None, tuple(problem.text for problem in error.problems))


def _too_wide(row: SheetRow, columns: Columns) -> tuple[str, ...]:
    extra = [cell for cell in row.cells[len(columns.keys) :] if not _empty(cell)]
    if not extra:
        return ()
    return (f'見出しより多い値があります（{len(extra)}個）。区切りの「,」を含む値は "…" で囲んでください。',)


def _value(cell: Cell) -> Cell:
    """A cell as a fact is read from: whole numbers without a fraction, days without a time."""
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _carried(head: str) -> bool:
    folded = _folded(head)
    return folded in _CARRIED or folded.startswith(_CARRIED_STARTS)


def _doubtful(head: str, names: Mapping[str, str]) -> bool:
    """Whether a strange heading may be a misspelt fact, which would silently be unknown, or one of ours."""
    return not head or head in RESULTS or bool(_close(head, names))


def _folded(head: str) -> str:
    return unicodedata.normalize("NFKC", head).strip().casefold()


def _close(head: str, names: Mapping[str, str]) -> list[str]:
    return difflib.get_close_matches(_folded(head)[:100], names, n=1, cutoff=0.6)


def _near(head: str, names: Mapping[str, str]) -> str:
    close = _close(head, names)
    shown = head[:40] or "（空の見出し）"
    return f"「{shown}」" + (f"（{names[close[0]]} のことですか）" if close else "")
