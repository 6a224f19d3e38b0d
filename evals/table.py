"""Table: a report as Japanese text. Which cases failed is shown for the half `tune` alone, unless told to reveal."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table

from evals.baseline import Baseline
from evals.invariants import DayChecked
from evals.metrics import Rate
from evals.report import Figures, Group, Refusals, Report
from evals.score import Found, Met, Score

_WIDTH = 132
_SHOWN = 160  # characters of an answer shown with a failure
_HALVES = {"all": "全体", "tune": "調整用", "report": "報告用"}
_KINDS = {
    "all": "合計",
    "fact": "事実",
    "number": "数値",
    "list": "列挙",
    "table": "表",
    "paraphrase": "言い換え",
    "dated": "時点",
    "false_premise": "誤った前提",
    "unanswerable": "答えなし",
    "own_case": "自社の件",
}
_RULES = {
    "uncited": "引用のない文",
    "not_verbatim": "原文どおりでない引用",
    "unpublished": "公表前の資料",
    "not_the_law": "その日の法でないもの",
}


def show(report: Report, half: str | None = None) -> str:
    """The figures of a report; of one half only when it is named."""
    halves = [half] if half else list(_HALVES)
    parts = [_head(report)]
    parts.extend(_figures(one, [group for group in report.groups if group.half == one]) for one in halves)
    parts.append(_refusals([(name, figures) for name, figures in report.refusals if name in halves]))
    if report.invariants:
        parts.append(_invariants(report.invariants))
    if report.baselines:
        parts.append(_baselines([one for one in report.baselines if one.half in halves]))
    parts.append(_foot(report))
    return "\n".join(parts)


def show_failures(failures: Sequence[Score]) -> str:
    """Cases that missed: question, evidence, rank of the first hit, the passages found first, and what was answered."""
    lines = [f"失敗した事例: {len(failures)} 件"]
    for one in failures:
        case = one.case
        lines.append(f"\n[{case.id} {_KINDS[case.kind]} {case.half.value} {case.as_of or ''}] {case.question}")
        if one.found:
            lines.extend(_search_lines(one.found, case.evidence))
        if one.met:
            lines.extend(_answer_lines(one.met, case.expect.value))
    return "\n".join(lines)


def _search_lines(found: Found, evidence: Sequence[str]) -> list[str]:
    rank = str(found.rank) if found.rank else f"{found.deep}（10位より下）" if found.deep else "なし"
    return [f"  根拠: {' / '.join(evidence)}", f"  最初に当たった順位: {rank}", *(f"    - {top}" for top in found.tops)]


def _answer_lines(met: Met, expected: str) -> list[str]:
    wrong = "" if met.correct in (None, True) else f"  足りない: {'、'.join(met.missing) or 'なし'}"
    said = f"  述べてはならない: {'、'.join(met.forbidden)}" if met.forbidden else ""
    texts = " ⏐ ".join(met.statements).replace("\n", " ")
    answer = f"  答え（{met.length}字）: {texts[:_SHOWN]}{'…' if len(texts) > _SHOWN else ''}"
    return [f"  結果: {met.status.value}（期待: {expected}）{wrong}{said}", answer]


def _head(report: Report) -> str:
    prints = report.fingerprints
    return (
        f"評価セット {report.suite}（{prints.suite}） 基準日 {report.today}\n"
        f"索引 {prints.index}  コード {prints.code}  答え {prints.answers or '-'}\n"
        f"埋め込み {prints.embedder or '同梱の LSA'}  並べ替え {prints.reranker or 'なし'}"
        f"  対話モデル {prints.chat_model or 'なし（抜粋）'}\n"
        f"原文で索引した資料: {', '.join(report.originals) or 'なし（根拠の語句は原文のものなので hit は測れない）'}"
    )


def _figures(half: str, groups: Sequence[Group]) -> str:
    table = _table(f"{_HALVES[half]}", ["種類", "件数", "根拠n", "hit@1", "hit@5", "hit@10", "MRR", "正答", "中央字数"])
    for group in sorted(groups, key=lambda one: list(_KINDS).index(one.kind)):
        table.add_row(_KINDS[group.kind], *_cells(group.figures))
    return _render(table)


def _cells(figures: Figures) -> list[str]:
    return [
        str(figures.n),
        str(figures.hit_1.n),
        *(_rate(one) for one in (figures.hit_1, figures.hit_5, figures.hit_10)),
        _number(figures.mrr_10, 3),
        _rate(figures.accuracy),
        _number(figures.median_length, 0),
    ]


def _refusals(halves: Iterable[tuple[str, Refusals]]) -> str:
    names = ["回答できる問の拒否", "うち回答なし", "自社の件の再現", "自社の件の適合"]
    table = _table("回答しないこと", ["", "適合率", "再現率", *names])
    for half, one in halves:
        answerable = (one.refused_answerable, one.abstained_answerable)
        rates = (one.precision, one.recall, *answerable, one.own_case, one.own_case_precision)
        table.add_row(_HALVES[half], *(_rate(value) for value in rates))
    return _render(table)


def _invariants(days: Sequence[DayChecked]) -> str:
    table = _table("不変条件（違反の数）", ["基準日", "答え", "文", "引用", *_RULES.values()])
    for day in days:
        counts = [str(n) for _, n in day.broken]
        table.add_row(str(day.as_of or "事例ごと"), str(day.answers), str(day.statements), str(day.citations), *counts)
    found = [one for day in days for one in day.violations]
    lines = [f"  {one.as_of} {_RULES[one.rule]}: {one.question} → {' '.join(one.detail.split())}" for one in found]
    return "\n".join([_render(table), *lines])


def _baselines(baselines: Iterable[Baseline]) -> str:
    table = _table(
        "素朴な構成（LangChain 500/50 + BM25）", ["語の分け方", "", "断片", "hit@1", "hit@5", "hit@10", "MRR"]
    )
    for one in baselines:
        hits = [_rate(rate) for rate in (one.hit_1, one.hit_5, one.hit_10)]
        table.add_row(one.tokenizer, _HALVES[one.half], str(one.chunks), *hits, _number(one.mrr_10, 3))
    return _render(table)


def _foot(report: Report) -> str:
    times = report.timings
    spans = [
        f"{name} p50 {_number(p50, 1)} ms / p95 {_number(p95, 1)} ms"
        for name, p50, p95 in (
            ("回答", times.ask_p50_ms, times.ask_p95_ms),
            ("検索", times.search_p50_ms, times.search_p95_ms),
        )
    ]
    return (
        f"事実を問う問の答えの長さの中央値: {_number(report.median_length_facts, 0)} 字"
        f"  見つけた断片の最大: {report.longest_passage} 字\n"
        f"時間（このプロセスの中）: {'  '.join(spans)}  全体 {times.seconds} 秒"
    )


def _rate(one: Rate) -> str:
    if one.share is None:
        return "-"
    return f"{one.share:.3f} [{one.low:.2f}, {one.high:.2f}]"


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for n, column in enumerate(columns):
        table.add_column(column, justify="right" if n else "left", no_wrap=True)
    return table


def _render(table: Table) -> str:
    out = StringIO()
    Console(file=out, width=_WIDTH, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
