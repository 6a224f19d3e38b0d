"""`gaihi check`: the rule check of one transaction (options, YAML, interview) or of a file of them, and its record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from assistant import batch as batch_rows
from assistant.answer import as_json
from assistant.batch import Checked, TransactionSheet, read_columns, result_cells, result_heads
from assistant.batch_file import SUFFIXES, read_sheet, write_results
from assistant.checking import GivenFacts, determination_json, read_given, shipped_rules
from assistant.clock import today
from assistant.errors import WrongSheetError
from assistant.grounds import shipped_documents
from assistant.record import TITLE, About, markdown, record
from assistant.request import one_space
from assistant.rules.determination import Determination
from assistant.rules.label import Labels
from assistant.words import Words
from ingest.settings import load_settings
from ui.door import CheckDoor, open_check_door
from ui.errors import InputError
from ui.facts_given import facts_given, facts_told
from ui.interview import Interview
from ui.printed_check import determination_text
from ui.terminal import Json, note, write, write_json

_FACT = typer.Option(None, "--fact", metavar="名前=値", help="事実（繰り返し可）。名前は dest や「仕向地」。")
_FACTS = typer.Option(None, "--facts", metavar="YAML", help="事実のファイル。--fact が優先する。")
_FORMS = {
    "date": "YYYY-MM-DD",
    "country": "国名か2文字のコード（例 CN）",
    "hs": "2〜10桁の数字（例 8542.31）",
    "item": "項と（号）（例 7(2)）",
    "integer": "整数",
    "number": "数",
    "set": "文か、文の一覧",
}
"""What may be typed for a fact whose answers cannot be listed."""
_RECORD = typer.Option(None, "--record", metavar="DIR", help="取引審査の記録（Markdown と DOCX）を書くフォルダ。")


def check(
    *,
    fact: list[str] | None = _FACT,
    facts: Path | None = _FACTS,
    interview: bool = typer.Option(False, "--interview", help="結果を最も早く決める質問から順に尋ねる。"),
    batch: Path | None = typer.Option(None, "--batch", metavar="FILE", help="一行に一取引の CSV・XLSX を調べる。"),
    out: Path | None = typer.Option(None, "--out", metavar="FILE", help="--batch の結果（.csv か .xlsx）。"),
    sheet: str = typer.Option("", "--sheet", metavar="名前", help="--batch の XLSX のシート。"),
    record_to: Path | None = _RECORD,
    by: str = typer.Option("", "--by", metavar="氏名", help="記録の作成者。"),
    subject: str = typer.Option("", "--subject", metavar="件名", help="記録の件名（取引番号・相手先・品名など）。"),
    trace: bool = typer.Option(False, "--trace", help="当てはまらなかった規則や、別の規則が代わった規則も表示する。"),
    list_facts: bool = typer.Option(False, "--list", help="事実の名前と値の一覧。"),
    json: bool = Json,
) -> None:
    """取引の事実を規則に当てはめ、許可・報告・届出の要否を整理する。"""
    if list_facts:
        _list_facts(json)
        return
    door = open_check_door(load_settings())
    if batch is not None:
        _refuse_with_batch(fact=fact, facts=facts, interview=interview, record_to=record_to)
        target = _result_path(batch, out)
        _batch(door, _sheet_of(batch, sheet), target)
        return
    about = About(one_space(by), today(), one_space(subject))
    _require_record_fields(record_to, about)
    given, found = _determined(door, facts_given(fact or (), facts, shipped_rules().catalogue), interview)
    if json:
        write_json(determination_json(found, given.confirmed))
    else:
        write(determination_text(found, _words(), trace=trace))
    if record_to is not None:
        _write_record(record_to, given, found, about)


def _determined(door: CheckDoor, raw: dict[str, Any], interview: bool) -> tuple[GivenFacts, Determination]:
    """The facts and their determination. Raises InputError naming the facts that are wrong."""
    with facts_told():
        given = read_given(raw)
        if not interview:
            return given, door.check(given.values)
        session = Interview(door.check, Labels(shipped_rules()), dict(given.values))
        found = session.run()
        return GivenFacts(session.facts, given.confirmed), found


def _require_record_fields(folder: Path | None, about: About) -> None:
    if folder is None:
        return
    if not about.by:
        raise InputError("記録の作成者がありません。", hint="--by に氏名を書いてください。")
    if not (about.by + about.subject).isprintable():
        raise InputError("--by と --subject に制御文字は使えません。", hint="一行の文字列にしてください。")


def _write_record(folder: Path, given: GivenFacts, found: Determination, about: About) -> None:
    from assistant.record_docx import docx

    blocks = record(found, given.confirmed, about, _words())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in _named(folder, about, {".md": markdown(blocks).encode(), ".docx": docx(blocks, about)}):
            name.write_bytes(content)
            note(f"記録を書きました: {name}")
    except OSError as error:
        raise InputError(f"記録を書けません: {error}", hint="--record に書けるフォルダを指定してください。") from error


def _named(folder: Path, about: About, contents: dict[str, bytes]) -> Iterator[tuple[Path, bytes]]:
    """Names that do not exist yet: a record is never overwritten."""
    stem, number = f"{TITLE}_{about.on}", 1
    while any((folder / f"{stem}{_suffix(number)}{ending}").exists() for ending in contents):
        number += 1
    for ending, content in contents.items():
        yield folder / f"{stem}{_suffix(number)}{ending}", content


def _suffix(number: int) -> str:
    return "" if number == 1 else f"_{number}"


def _refuse_with_batch(**others: object) -> None:
    used = [name.removesuffix("_to") for name, value in others.items() if value]
    if used:
        raise InputError(f"--batch と --{'、--'.join(used)} は一緒に使えません。", hint="どちらかにしてください。")


def _result_path(source: Path, out: Path | None) -> Path:
    if out is None:
        raise InputError("--batch には --out が要ります。", hint="--out 結果.xlsx のように書いてください。")
    if out.suffix.lower() not in SUFFIXES:
        raise InputError(f"--out の拡張子が違います: {out.name}", hint=".csv か .xlsx にしてください。")
    if out.resolve() == source.resolve():
        raise InputError("--out が元のファイルと同じです。", hint="別の名前にしてください。")
    return out


def _sheet_of(path: Path, sheet: str) -> TransactionSheet:
    """The rows of a file. Raises InputError: what was given cannot be read."""
    try:
        return read_sheet(path, sheet)
    except WrongSheetError as error:
        raise InputError(error.message, hint=error.hint) from error


def _batch(door: CheckDoor, sheet: TransactionSheet, out: Path) -> None:
    words, wrong = _words(), 0
    counts: dict[str, int] = {}

    def counted() -> Iterator[Checked]:
        nonlocal wrong
        for checked in batch_rows.run(sheet, columns, door.check):
            wrong += checked.found is None
            label = checked.found.label_ja if checked.found else "誤り"
            counts[label] = counts.get(label, 0) + 1
            yield checked

    try:
        columns = read_columns(sheet.heads, words.base)
        write_results(out, result_heads(sheet), (result_cells(sheet, one, words) for one in counted()))
    except WrongSheetError as error:
        raise InputError(error.message, hint=error.hint) from error
    summary = "、".join(f"{label} {count}" for label, count in sorted(counts.items()))
    if columns.strange:
        note(f"注意: 次の列は事実の名前ではないので、判定に使わずそのまま写しました: {'、'.join(columns.strange)}")
    write(f"{len(sheet.rows)} 件を調べました（{summary}）: {out}")
    if wrong:
        note(f"誤り: {wrong} 件は事実に誤りがあり、結果がありません。→「誤り」の列を見て直してください。")
        raise typer.Exit(2)


def _words() -> Words:
    return Words(shipped_rules(), shipped_documents())


def _list_facts(json: bool) -> None:
    base = shipped_rules()
    if json:
        write_json({"facts": as_json(base.catalogue.as_json(base.countries))})
        return
    for fact in base.catalogue.definitions:
        answers = "・".join(f"{value}={label}" for value, label in fact.values) or _FORMS.get(fact.type, fact.type)
        write(f"{fact.key}（{fact.label}）: {answers}" + ("" if fact.used_in_result else f"（{fact.note}）"))
