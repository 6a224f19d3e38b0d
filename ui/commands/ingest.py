"""`gaihi ingest`: register documents and publish an index, with a progress bar and a closing report."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import typer

from ingest.identify import Given
from ingest.inputs import FileReport
from ingest.run import IngestReport, Problem, run_ingest
from ingest.settings import load_settings
from ui.terminal import Json, note, progress_bar, write, write_json


def ingest(
    targets: list[str] | None = typer.Argument(None, metavar="[ファイル・フォルダ・URL]..."),
    *,
    title: str = typer.Option("", "--title", help="資料の題名（登録にない資料）。"),
    issuer: str = typer.Option("", "--issuer", help="発行者。"),
    date: str = typer.Option("", "--date", metavar="YYYY-MM[-DD]", help="公表日。"),
    tier: str = typer.Option("", "--tier", metavar="own|uploaded", help="信頼区分（省略: uploaded）。"),
    id: str = typer.Option("", "--id", help="資料の id。"),
    layout: str = typer.Option("", "--layout", help="本文の組み方: report・wrapped・slides・markdown・plain。"),
    rebuild: bool = typer.Option(False, "--rebuild", help="変更がなくても索引を作り直す。"),
    json: bool = Json,
) -> None:
    """資料を取り込み、索引を作る（引数なし: 同梱の資料と GAIHI_ORIGINALS）。"""
    given = Given(title=title, issuer=issuer, published=date, tier=tier, id=id, layout=layout)
    settings = load_settings()
    with progress_bar() as progress:
        report = run_ingest(settings, tuple(targets or ()), given=given, rebuild=rebuild, progress=progress)
    finish(report, json=json)


def finish(report: IngestReport, *, json: bool) -> None:
    """Write the closing report; the command fails when a target could not be read."""
    if json:
        write_json(report)
    else:
        write("\n".join(_report(report)))
    failed = [problem for problem in report.problems if not problem.skipped]
    for problem in failed:
        _say(problem)
    if failed:
        note(f"読み込めなかったもの: {len(failed)} 件。ほかの資料は取り込み済みです。")
        raise typer.Exit(1)


def _say(problem: Problem) -> None:
    note(f"誤り: {problem.file}: {problem.reason}")
    if problem.hint:
        note(f"→ {problem.hint}")


def _report(report: IngestReport) -> Iterator[str]:
    for source_id, files in groupby(sorted(report.files, key=lambda one: one.source_id), lambda one: one.source_id):
        yield _line(source_id, list(files))
    dropped = _dropped(report.files)
    if report.files:
        kept = sum(file.kept for file in report.files)
        yield f"合計: 残した文字 {kept:,}、除いた文字 {sum(dropped.values()):,}{_reasons(dropped)}"
        if sum(file.passages for file in report.files) > report.passages:
            yield "同じ文言の版は、索引では一つの箇所にまとめました"
    if report.registered:
        yield f"登録した資料: {'、'.join(report.registered)}"
    skipped = [problem for problem in report.problems if problem.skipped]
    if skipped:
        yield f"対象にしなかったファイル: {'、'.join(problem.file for problem in skipped)}"
    documents = f"資料 {len({file.source_id for file in report.files})}、" if report.files else ""
    done = "変更はありません" if report.unchanged else "索引を作りました"
    yield f"{done}: {documents}箇所 {report.passages:,}（索引 {report.generation}、{report.seconds:.1f} 秒）"


def _line(source_id: str, files: list[FileReport]) -> str:
    dropped = _dropped(files)
    passages, kept = sum(file.passages for file in files), sum(file.kept for file in files)
    count = f"（{len(files)} ファイル）" if len(files) > 1 else ""
    left_out = f"、除いた文字 {sum(dropped.values()):,}{_reasons(dropped)}" if dropped else ""
    return f"{source_id}{count}: 箇所 {passages:,}、残した文字 {kept:,}{left_out}"


def _dropped(files: tuple[FileReport, ...] | list[FileReport]) -> Counter[str]:
    found: Counter[str] = Counter()
    for file in files:
        found.update(dict(file.dropped))
    return found


def _reasons(dropped: Counter[str]) -> str:
    named = "、".join(f"{reason} {count:,}" for reason, count in dropped.most_common())
    return f"（{named}）" if named else ""
