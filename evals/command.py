"""The functions behind `gaihi eval` and `gaihi bench`; `ui.command` registers them and shows their errors."""

import json as codec
import sys
from datetime import datetime
from typing import Annotated

import typer

from assistant.answer import as_json
from assistant.clock import today
from evals import ablation as ablating
from evals import bench as service
from evals import drafting, guarding
from evals import fuzz as fuzzing
from evals import kill as killing
from evals import overhead as checking
from evals import scale as scaling
from evals.ablation import Ablation
from evals.bench import Bench
from evals.case import Half, load_suite
from evals.drafting import DraftReport, show_drafts
from evals.fuzz import Fuzzed
from evals.guarding import Guarded, Part
from evals.kill import Killed
from evals.overhead import Overhead
from evals.report import Report, failures
from evals.rule_bench import RuleTimes, rule_times
from evals.run import Plan, measure
from evals.scale import Scale
from evals.sheet import show_bench, show_guarded, show_killed, show_rule_times, show_scale
from evals.table import show, show_failures
from evals.trial import show_ablation, show_fuzzed, show_overhead
from ingest.settings import load_settings


def evaluate(  # noqa: PLR0913, PLR0917  # a command line has as many parameters as options
    suite: Annotated[str, typer.Option(help="evals/suites の下のフォルダ")] = "dev",
    half: Annotated[Half | None, typer.Option(help="表に出す半分（省くと全体と両方）")] = None,
    json: Annotated[bool, typer.Option("--json", help="JSON で出す")] = False,
    baseline: Annotated[bool, typer.Option("--baseline", help="素朴な構成（LangChain + BM25）も測る")] = False,
    invariants: Annotated[bool, typer.Option(help="三つの基準日で不変条件を確かめる")] = True,
    search_only: Annotated[bool, typer.Option("--search-only", help="検索だけを測る")] = False,
    repeat: Annotated[bool, typer.Option("--repeat", help="二度実行し、時間のほかは同じことを確かめる")] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="報告用の半分の失敗も見せる")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="失敗した事例の一覧を出さない")] = False,
    guard: Annotated[
        bool, typer.Option("--guard", help="言語モデルの文の検証とロックを、検査用の文で測る（ほかの測定はしない）")
    ] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="下書きの網羅と根拠を測る（ほかの測定はしない）")] = False,
    fuzz: Annotated[
        int | None, typer.Option(min=1, help="偽りを書く対話モデルの応答 N 件で、表示される文の不変条件を確かめる")
    ] = None,
    ablation: Annotated[
        bool, typer.Option("--ablation", help="引用した断片を除くか書き換えると、答えが変わることを確かめる")
    ] = False,
    seed: Annotated[int, typer.Option(help="--fuzz の乱数の種")] = 20261130,
    part: Annotated[Part, typer.Option(help="--guard で使う部分")] = Part.REPORT,
    day: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="基準日（省くと日本の今日）")
    ] = None,
) -> None:
    """評価セットで検索と回答の質を測る。"""
    if guard:
        guarded = guarding.measure(part)
        typer.echo(_json(guarded) if json else show_guarded(guarded, with_misses=not quiet))
        return
    settings = load_settings()
    on = day.date() if day else today()
    if drafts:
        drafted = drafting.measure(settings, on)
        typer.echo(_json(drafted) if json else show_drafts(drafted))
        if not drafted.faultless:
            raise typer.Exit(1)
        return
    if fuzz is not None:
        fuzzed = fuzzing.fuzz(settings, fuzzing.Plan(load_suite(suite).cases, on, fuzz, seed), _progress)
        typer.echo(_json(fuzzed) if json else show_fuzzed(fuzzed))
        if fuzzed.wrong:
            raise typer.Exit(1)
        return
    if ablation:
        ablated = ablating.measure(settings, load_suite(suite).cases, on, _progress)
        typer.echo(_json(ablated) if json else show_ablation(ablated))
        return
    plan = Plan(load_suite(suite), on, asking=not search_only, invariants=invariants, baseline=baseline, reveal=reveal)
    report, ran = measure(plan, settings, _progress)
    typer.echo(report.to_json() if json else show(report, half.value if half else None))
    if not json and not quiet:
        typer.echo(show_failures(failures(ran.scores, reveal=reveal)))
    if repeat:
        again, _ = measure(plan, settings, _progress)
        _require_same(report, again)
    if any(n for checked in report.invariants for _, n in checked.broken):
        typer.echo("不変条件の違反があります。", err=True)
        raise typer.Exit(1)


def bench(  # noqa: PLR0913, PLR0917 as many as there are options
    scale: Annotated[
        int | None, typer.Option(min=1000, help="法令を書き換えて増やした N 断片での取込みと検索を測る")
    ] = None,
    kill: Annotated[
        int | None, typer.Option(min=1, help="取込みを N 回 kill -9 で止め、何も失われないことを確かめる")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="規則による検査と、その証明の時間を測る")] = False,
    checks: Annotated[bool, typer.Option("--checks", help="対話モデルの答えの検証とロックに要る時間を測る")] = False,
    seed: Annotated[int, typer.Option(help="止める時点の乱数の種")] = 20261120,
    suite: Annotated[str, typer.Option(help="質問に使う評価セット")] = "dev",
    json: Annotated[bool, typer.Option("--json", help="JSON で出す")] = False,
) -> None:
    """サービスの速さと大きさを、本物の HTTP で測る。"""
    if rules:
        times = rule_times()
        typer.echo(_json(times) if json else show_rule_times(times))
        return
    settings, cases = load_settings(), load_suite(suite)
    if checks:
        overhead = checking.measure(settings, cases.cases, today())
        typer.echo(_json(overhead) if json else show_overhead(overhead))
        return
    if scale is not None:
        grown = scaling.measure(settings, cases, scale)
        typer.echo(_json(grown) if json else show_scale(grown))
    if kill is not None:
        killed = killing.measure(settings, kill, seed, lambda done, total: _progress("kill -9", done, total))
        typer.echo(_json(killed) if json else show_killed(killed))
        if killed.passed < kill:
            raise typer.Exit(1)
    if scale is None and kill is None:
        measured = service.measure(settings, cases)
        typer.echo(_json(measured) if json else show_bench(measured))


def _progress(label: str, done: int, total: int) -> None:
    """One line on the terminal that is written over; nothing where nobody is watching."""
    if sys.stderr.isatty():
        typer.echo(f"\r\x1b[K{label} {done}/{total}", err=True, nl=False)


def _json(measured: Bench | DraftReport | Scale | Killed | RuleTimes | Guarded | Fuzzed | Ablation | Overhead) -> str:
    return codec.dumps(as_json(measured), ensure_ascii=False, indent=1)


def _require_same(first: Report, second: Report) -> None:
    if first.untimed() != second.untimed():
        typer.echo("二度の実行の結果が違います（時間のほか）。", err=True)
        raise typer.Exit(1)
    typer.echo("二度の実行は、時間のほかは同じです。", err=True)
