"""Review text: the HTML fragments of the page of the check beside the result card. Pure; everything is escaped."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.rules.determination import Determination
from assistant.rules.errors import Problem
from ui.deal import Deal
from ui.escape import escaped
from ui.questions import Question, Questions

INTRO = (
    '<div lang="ja"><h2 class="g-page">取引の確認</h2><p class="g-lead">一つの取引の事実を答えると、'
    "許可・事前報告・届出の要否を日付のある規則に当てはめて整理します。"
    "分からないことは「分からない」のままで進められます。</p></div>"
)


def progress(deal: Deal, left: Sequence[str]) -> str:
    """How far the interview is; the number left is the most there can be."""
    done, most = len(deal.facts), len(left)
    editing = "答え直し" if deal.editing else f"質問 {done + 1}"
    bar = f'<progress max="{done + most or 1}" value="{done}" aria-label="回答の進み"></progress>'
    return (
        f'<p class="g-progress" lang="ja"><span>{editing}</span>{bar}<span>回答済み {done}・残り最大 {most}</span></p>'
    )


def question(one: Question) -> str:
    """The question itself, with its note."""
    human = '<span class="g-badge g-plan">人が判断して答える事実</span>' if one.human else ""
    note = f'<p class="g-caption">{escaped(one.note)}</p>' if one.note else ""
    return (
        f'<div class="g-asked" lang="ja"><p class="g-caption">{escaped(one.label)} {human}</p>'
        f"<h3>{escaped(one.question)}</h3>{note}</div>"
    )


def nothing_left(deal: Deal, found: Determination | None, questions: Questions) -> str:
    """That the interview is over, and what stayed unknown."""
    unknown = "、".join(questions.label(key) for key in deal.unknown)
    if found is None:
        said = "今の事実のままでは照合できません。下の注意を見て、事実を直してください。"
    elif unknown:
        said = (
            f"ほかに聞くことはありません。「分からない」のままの事実: {unknown}。分かったら「直す」から答えてください。"
        )
    else:
        said = "結果を変える質問は、もうありません。仮定と根拠を確かめ、必要なら下で記録を作ってください。"
    return f'<div class="g-asked" lang="ja"><h3>質問は以上です</h3><p>{escaped(said)}</p></div>'


def problems(found: Sequence[Problem], title: str = "事実を直してください。") -> str:
    """What is wrong with facts, beside them."""
    items = "".join(f"<li>{escaped(one.text)}</li>" for one in found)
    return f'<div class="g-box g-alert" role="alert" lang="ja"><strong>{escaped(title)}</strong><ul>{items}</ul></div>'


def pair(questions: Questions, key: str, value: Any) -> str:
    """「仕向地 中国（CN）」."""
    return (
        f'<p class="g-pair" lang="ja"><span class="g-key">{escaped(questions.label(key))}</span>'
        f'<span class="g-value">{escaped(questions.text(key, value))}</span></p>'
    )


def heading(text: str) -> str:
    """A heading within the page."""
    return f'<h3 class="g-heading" lang="ja">{escaped(text)}</h3>'


def caption(text: str) -> str:
    """A remark in small print."""
    return f'<p class="g-caption" lang="ja">{escaped(text)}</p>'


def empty() -> str:
    """That nothing was chosen."""
    return problems((), "答えを選ぶか入力してから「決める」を押してください。")


def without_result() -> str:
    """What stands in place of the outcome while the facts are wrong."""
    return (
        '<div class="g-outcome g-alert" role="status" aria-live="polite" lang="ja">'
        '<span class="g-sign" aria-hidden="true">！</span><span class="g-said"><span class="g-word">結果なし</span>'
        '<span class="g-on">食い違う事実や使えない値があります</span></span></div>'
    )


def day_of(value: Any) -> date | None:
    """The day of an ISO text; None for anything else."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
