"""Sheet: what a bench measured, as Japanese text, each figure beside what is asked of it."""

from collections.abc import Sequence

from evals.bench import Bench
from evals.guarding import ALL, Guarded, Stopped
from evals.kill import Killed
from evals.rule_bench import RuleTimes, Spread
from evals.scale import Built, Scale
from evals.serving import Latency


def show_bench(bench: Bench) -> str:
    """Speed and size of the service."""
    lines = [
        f"索引 {bench.generation}（{bench.passages:,} 断片）",
        _latency("/v1/ask", bench.ask, 60),
        _latency("/v1/search", bench.search, 20),
        _line("サービスのメモリ", f"{bench.memory.now:,.0f} MiB（最大 {bench.memory.peak:,.0f}）", "600 MB 以下"),
        _line("起動から最初の答えまで", f"{bench.first_answer_s:.2f} 秒", "10 秒以下"),
        _line("変化のない再取込み", f"{bench.reingest_s:.2f} 秒（プロセスの起動を含む）", "2 秒以下"),
    ]
    return "\n".join(lines)


def show_scale(scale: Scale) -> str:
    """Growth of ingest, and the service at the largest size."""
    sizes = [line for built in scale.sizes for line in _built(built)]
    lines = [
        f"読み込みと分割（登録した原文、キャッシュなし）: {scale.read_per_second:,.0f} 断片/秒",
        *sizes,
        _latency("/v1/search", scale.search, 50),
        _latency("/v1/ask", scale.ask, None),
        _line("サービスのメモリ", f"{scale.memory.now:,.0f} MiB（最大 {scale.memory.peak:,.0f}）", "1.5 GB 以下"),
        _line("起動から最初の答えまで", f"{scale.first_answer_s:.2f} 秒", ""),
    ]
    return "\n".join(lines)


def show_rule_times(times: RuleTimes) -> str:
    """The rule check and its proofs."""
    proofs = f"{times.findings_s:.1f} 秒（CPU {times.findings_cpu_s:.1f} 秒、規則 {times.rules} 行、指摘 {times.findings} 件）"
    lines = [
        _line("規則の読み込み", f"{times.load_s:.2f} 秒", ""),
        _line("サービスの起動時の準備", f"{times.prepare_s:.2f} 秒", "2 秒以下"),
        _line("検査（普段の事実）", _spread(times.usual), "p95 1 ms 以下"),
        _line("検査（ほとんど何も分からない）", _spread(times.nothing), "p95 5 ms 以下"),
        _line("規則の証明", proofs, "10 秒以下"),
    ]
    return "\n".join(lines)


def _spread(spread: Spread) -> str:
    times = f"p50 {spread.p50_ms:.2f} ms、p95 {spread.p95_ms:.2f} ms（CPU {spread.p95_cpu_ms:.2f} ms"
    return f"{times}、初めて見る事実 {spread.count} 組）"


def show_killed(killed: Killed) -> str:
    """Every trial, and how many lost nothing."""
    lines = [
        f"  {trial.moment_s:6.2f} 秒: {'停止' if trial.killed else '停止の前に終了'}"
        f"{'（公開の後）' if trial.published else ''}"
        f"  前の索引で回答 {_mark(trial.served)}  再実行で完了 {_mark(trial.completed)}"
        f"{f'  {trial.problem}' if trial.problem else ''}"
        for trial in killed.trials
    ]
    stopped = sum(trial.killed for trial in killed.trials)
    return "\n".join(
        [
            f"取込み（{killed.ingest_s} 秒）を kill -9 で止める試験（乱数の種 {killed.seed}）",
            *lines,
            f"{killed.passed}/{len(killed.trials)}（途中で止めたもの {stopped}）",
        ]
    )


def _built(built: Built) -> list[str]:
    stages = "  ".join(f"{label} {seconds:.1f}" for label, seconds in built.stages)
    return [
        f"{built.passages:>8,} 断片（有効 {built.in_force:,}）: {built.seconds:.1f} 秒、{built.per_second:,.0f} 断片/秒、"
        f"最大 {built.memory.peak:,.0f} MiB",
        f"           秒の内訳: {stages}",
    ]


def _latency(path: str, latency: Latency, limit: int | None) -> str:
    value = f"p50 {latency.p50_ms:.1f} ms  p95 {latency.p95_ms:.1f} ms  最大 {latency.max_ms:.1f} ms（{latency.n} 回）"
    return _line(path, value, f"p95 {limit} ms 以下" if limit else "")


def _line(name: str, value: str, wanted: str) -> str:
    return f"{name}: {value}" + (f"  ［目標 {wanted}］" if wanted else "")


def _mark(good: bool) -> str:
    return "○" if good else "×"


def show_guarded(guarded: Guarded, *, with_misses: bool) -> str:
    """What the verifier and the lock stopped, by kind, each sum beside what is asked of it."""
    median, p95 = guarded.median_ms or 0.0, guarded.p95_ms or 0.0
    lines = [
        f"検査用の文（{guarded.part}）",
        *_stopped("検証が落とした誤り（7種類の合計）", guarded.mutants, "99% 以上"),
        *_stopped("検証が落とした正しい言い換え", guarded.paraphrases, "2% 以下"),
        *_stopped("ロックが止めた判定の文", guarded.determinations, "100%"),
        _line("ロックだけが、似た要旨3文を根拠にして止めた判定の文", _share(guarded.beside), "100%"),
        _line("似た要旨3文を根拠にして読者に届く判定の文", _share(guarded.reaching), "0"),
        *_stopped("ロックが止めた一般の文（根拠つき）", guarded.cited, "1% 以下"),
        _line("ロックが止めた正しい言い換え（根拠つき）", _share(guarded.restated), "0.5% 以下"),
        *_stopped("ロックが止めた一般の文（根拠なし）", guarded.general, "少ないほどよい"),
        _line("検証の時間（一文）", f"p50 {median:.2f} ms、p95 {p95:.2f} ms", "p95 2 ms 以下"),
    ]
    if with_misses:
        lines += [
            f"  [{one.group}] {one.text}{''.join(f'  ←{fault}' for fault in one.faults)}" for one in guarded.misses
        ]
    return "\n".join(lines)


def _stopped(label: str, found: Sequence[Stopped], wanted: str) -> list[str]:
    first, *groups = found
    return [
        _line(label, _share(first), wanted),
        *(f"  {one.group}: {_share(one)}" for one in groups if one.group != ALL),
    ]


def _share(one: Stopped) -> str:
    if one.rate.share is None or one.rate.low is None or one.rate.high is None:
        return "0 文"
    return f"{one.rate.hits}/{one.rate.n} = {one.rate.share:.2%}（{one.rate.low:.2%}〜{one.rate.high:.2%}）"
