"""`gaihi rules`: the rules themselves: list, one rule, decision tables, the proofs, and reviews of amended law."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import typer

from assistant.answer import as_json
from assistant.checking import shipped_rules
from assistant.clock import today
from assistant.grounds import shipped_documents
from assistant.rules.label import Labels, period, premise, regime_ja
from assistant.rules.load import RuleBase
from assistant.rules.rule import Rule
from assistant.rules.table import decision_sheets, html_page, markdown
from assistant.words import Words
from ingest.settings import load_settings
from ui.errors import InputError
from ui.terminal import Json, note, write, write_json

app = typer.Typer(help="規則の一覧・判定表・検査・改正の確認。", no_args_is_help=True, rich_markup_mode=None)
_LAWS = typer.Option(None, "--laws", metavar="DIR", help="法令の版のフォルダ（省略: 取り込んだ法令）。")


@app.callback()
def rules() -> None:
    """規則の一覧・判定表・検査・改正の確認。"""


@app.command("list")
def list_rules(
    day: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="この日に効いている規則だけ。"),
    regime: str = typer.Option("", "--regime", metavar="制度", help="この制度の規則だけ。"),
    json: bool = Json,
) -> None:
    """規則の一覧。"""
    base = shipped_rules()
    _require_regime(base, regime)
    on = _day(day) if day else None
    found = [rule for rule in base.rules if regime in ("", rule.regime) and (on is None or _in_time(rule, on))]
    if json:
        write_json({"fingerprint": base.fingerprint, "rules": [_document(base, rule) for rule in found]})
        return
    labels = Labels(base)
    for rule in found:
        write(
            f"{rule.id}　{labels.outcome(rule)}　{period(rule.start, rule.end)}　{rule.title}（{regime_ja(rule.regime)}）"
        )
    write(f"規則 {len(found)}　指紋 {base.fingerprint}")


@app.command("show")
def show(rule_id: str = typer.Argument(..., metavar="R-ID"), json: bool = Json) -> None:
    """一つの規則（系列の名前なら、その全て）。"""
    base = shipped_rules()
    found = _rules_of(base, rule_id)
    if json:
        write_json({"fingerprint": base.fingerprint, "rules": [_document(base, rule) for rule in found]})
    else:
        write("\n\n".join("\n".join(_lines(base, rule)) for rule in found))


@app.command("table")
def table(
    regime: str = typer.Argument("", metavar="[制度]"),
    form: str = typer.Option("md", "--format", metavar="md|html", help="Markdown か HTML。"),
    out: Path | None = typer.Option(None, "--out", metavar="FILE", help="書く先（省略: 標準出力）。"),
) -> None:
    """判定表を書く（制度の省略: 全て）。"""
    base = shipped_rules()
    _require_regime(base, regime)
    if form not in ("md", "html"):
        raise InputError(f"--format {form} はありません。", hint="md か html にしてください。")
    text = (html_page if form == "html" else markdown)(decision_sheets(_labels(base), regime or None), base.fingerprint)
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"書けません: {out}: {error.strerror}", hint="書ける場所を指定してください。") from error
    note(f"判定表を書きました: {out}")


@app.command("check")
def check(laws: Path | None = _LAWS, json: bool = Json) -> None:
    """規則の抜け・重なり・矛盾などがないことを調べ、根拠の条文と改正を法令と照らし合わせる。"""
    from ui.rules_check import check_rules, document, lines

    found = check_rules(load_settings(), shipped_rules(), laws)
    if json:
        write_json(document(found))
    else:
        write("\n".join(lines(found)))
    if not found.ok:
        note("誤り: 規則に直す所、又は人の確認を待つ改正があります。")
        raise typer.Exit(1)


@app.command("lock")
def lock_(
    laws: Path = typer.Option(..., "--laws", metavar="DIR", help="法令の版のフォルダ。"),
    reviewed: bool = typer.Option(False, "--reviewed", help="読み比べた改正を確認済みとして書く（規則を保守する人）。"),
) -> None:
    """規則を直した人が、根拠の条文の指紋（provisions.yaml）を書き直す。"""
    from ui.rules_check import write_lock

    accepted = write_lock(load_settings(), shipped_rules(), laws, reviewed=reviewed)
    write(f"根拠の条文の指紋を書きました（確認済みとした改正 {accepted} 件）。")


@app.command("review")
def review(
    rule_id: str = typer.Argument(..., metavar="R-ID"),
    by: str = typer.Option(..., "--by", metavar="氏名", help="確認した人。"),
    remark: str = typer.Option("", "--note", metavar="文", help="確認の内容。"),
    laws: Path | None = _LAWS,
) -> None:
    """根拠の改正を確認したことを記録する。以後、その改正の注意は付かない。"""
    from assistant.reviews import record, review_of
    from ui.rules_check import open_amendments_of

    settings, base = load_settings(), shipped_rules()
    wanted = {rule.id for rule in _rules_of(base, rule_id)}
    found = [(one, row) for one in open_amendments_of(settings, base, laws) for row in one.rules if row in wanted]
    if not found:
        write(f"{rule_id} には、確認を待つ改正がありません。")
        return
    for amendment, row in found:
        record(settings.home, review_of(amendment, by=by, on=today(), note=remark, rule=row))
        write(f"記録しました: {row} {amendment.law} {amendment.provision}（{amendment.new_version} の版）")


def _require_regime(base: RuleBase, regime: str) -> None:
    known = list(dict.fromkeys(table.regime for table in base.tables))
    if regime and regime not in known:
        raise InputError(
            f"制度 {regime} はありません。",
            hint=f"使えるのは {'、'.join(f'{one}（{regime_ja(one)}）' for one in known)} です。",
        )


def _rules_of(base: RuleBase, name: str) -> Sequence[Rule]:
    found = [rule for rule in base.rules if name in (rule.id, rule.series)]
    if not found:
        raise InputError(f"規則 {name} はありません。", hint="gaihi rules list で一覧を見られます。")
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"--date {text} は日付ではありません。", hint="YYYY-MM-DD で書いてください。") from error


def _in_time(rule: Rule, day: date) -> bool:
    return (rule.start or date.min) <= day <= (rule.end or date.max)


def _lines(base: RuleBase, rule: Rule) -> Iterator[str]:
    labels = _labels(base)
    table = next(table for table in base.tables if table.name == rule.table)
    yield f"{rule.id}（{rule.series}）{rule.title}"
    yield f"  {rule.text}"
    yield f"  結果: {labels.outcome(rule)}　期間: {period(rule.start, rule.end)}　制度: {regime_ja(rule.regime)}"
    yield f"  表: {table.title}（前提: {premise(labels, table)}）"
    for name, cell in rule.when:
        yield f"  条件: {labels.column(name)} = {labels.cell(name, cell)}"
    for basis in rule.basis:
        yield f"  根拠: {labels.basis(basis)}"
    if rule.asks:
        yield f"  尋ねる事実: {'、'.join(f'{key}（{labels.fact(key)}）' for key in rule.asks)}"
    if rule.overrides:
        yield f"  代わって適用しない規則: {'、'.join(rule.overrides)}"
    if rule.note:
        yield f"  確かめること: {rule.note}"
    for example in rule.examples:
        yield f"  例: {'、'.join(f'{labels.fact(key)}={labels.value(key, value)}' for key, value in example.items())}"


def _labels(base: RuleBase) -> Labels:
    """Labels that name documents and their sections."""
    return Words(base, shipped_documents()).labels


def _document(base: RuleBase, rule: Rule) -> dict[str, Any]:
    labels = Labels(base)
    return {
        "id": rule.id,
        "series": rule.series,
        "title": rule.title,
        "text": rule.text,
        "regime": rule.regime,
        "table": rule.table,
        "axis": rule.axis.value,
        "outcome": rule.outcome,
        "from": as_json(rule.start),
        "to": as_json(rule.end),
        "conditions": [
            {"column": name, "label": labels.column(name), "wanted": labels.cell(name, cell)}
            for name, cell in rule.cells
        ],
        "basis": [as_json(asdict(basis)) for basis in rule.basis],
        "asks": list(rule.asks),
        "overrides": list(rule.overrides),
        "note": rule.note,
        "examples": [as_json(example) for example in rule.examples],
    }
