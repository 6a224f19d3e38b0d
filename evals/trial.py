"""Trial: what the trials of chat models gave (fuzz, ablation, overhead), as Japanese text beside what is asked of it."""

from evals.ablation import Ablation
from evals.fuzz import Fuzzed
from evals.metrics import Rate
from evals.overhead import Overhead

_RULES = {
    "uncited": "引用のない文",
    "not_shown": "モデルに示していない引用",
    "not_verbatim": "原文どおりでない引用",
    "unpublished": "基準日より後の資料",
    "not_the_law": "現行でないのに印のない引用",
    "verdict": "事案を判定する文",
    "token": "根拠にない数値・条・国",
    "notice": "通知に出たモデルの文",
}


def show_fuzzed(fuzzed: Fuzzed) -> str:
    """What was let through of a liar's replies."""
    troubles = "、".join(f"{name} {count:,}" for name, count in fuzzed.troubles)
    return "\n".join(
        [
            f"偽りを書くモデルの応答 {fuzzed.replies:,} 件（乱数の種 {fuzzed.seed}）",
            f"使った応答 {fuzzed.used:,} 件、表示した文 {fuzzed.told:,}、除いた文 {fuzzed.removed:,}",
            f"抜粋に替えた応答: {troubles or 'なし'}",
            *(f"{_RULES[rule]}: {count}  ［目標 0］" for rule, count in fuzzed.broken),
            *(f"  応答 {one.reply} {_RULES[one.rule]}: {one.detail}" for one in fuzzed.wrong),
        ]
    )


def show_ablation(ablation: Ablation) -> str:
    """How many answers hang on what they cite."""
    rates = (
        ("引用した断片を除く（抜粋）", ablation.removed),
        ("引用した断片を書き換える（抜粋）", ablation.altered),
        ("引用した断片を除く（正直なモデル）", ablation.removed_model),
        ("引用した断片を書き換える（正直なモデル）", ablation.altered_model),
    )
    return "\n".join(
        [
            f"回答のあった質問 {ablation.questions} 件のうち、答えが変わったか回答しなくなったもの",
            *(f"{label}: {_share(found)}  ［目標 99% 以上］" for label, found in rates),
            *(f"  [{one.case}] {one.how}: {' / '.join(one.statements)[:200]}" for one in ablation.stuck),
        ]
    )


def show_overhead(overhead: Overhead) -> str:
    """What the checks cost."""
    return "\n".join(
        [
            f"検証とロックの時間（言い換える正直なモデルの答え {overhead.answers} 件、文 {overhead.statements}、"
            f"除いた文 {overhead.removed}）",
            f"一つの答えに p50 {overhead.p50_ms:.1f} ms、p95 {overhead.p95_ms:.1f} ms"
            f"（CPU p50 {overhead.p50_cpu_ms:.1f} ms、p95 {overhead.p95_cpu_ms:.1f} ms）  ［目標 p95 15 ms 以下］",
        ]
    )


def _share(found: Rate) -> str:
    if found.share is None:
        return "0 件"
    return f"{found.hits}/{found.n} = {found.share:.1%} [{found.low:.1%}, {found.high:.1%}]"
