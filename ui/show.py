"""Show: answer → HTML fragments of the chat page. Pure: no service, no Streamlit, no clock.

Every text that comes from outside is escaped (`ui.escape`); the fragments go to `st.html`, never through Markdown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer, Notice, Status
from assistant.hit import PassageView
from ingest.errors import GaihiError
from ui import card, determination_card, label
from ui.card import Place, badge
from ui.checking import determination_of
from ui.determination_card import Names
from ui.escape import escaped
from ui.questions import Questions
from ui.statement import statements

BRAND = '<div class="g-brand" lang="ja"><h1>gaihi</h1><span>安全保障輸出管理アシスタント</span></div>'
FOOTER = (
    "gaihi は調べものと整理を助けるもので、該非や許可の要否を最終的に判断しません。"
    "記述は、示した基準日と収録資料の範囲のものです。制裁・外国法・契約上の制限は別に確かめ、"
    "迷うときは輸出管理部門や経済産業省に相談してください。"
)
NOT_DETERMINED = (
    "お尋ねの品目や取引について、この回答は該非も、許可・報告・届出の要否も判定していません。"
    "示した記述は一般的な説明です。判定には、事実を確かめたうえでの規則の照合と、担当部門の確認が要ります。"
)
CLOSE_NOTE = "質問に近い箇所です。答えそのものではありません。"
_OPEN = 2  # cards that are open at first; the others open on a click of their mark
_UNREADABLE = "応答の形が想定と違います。画面とサービスを同じ版にそろえるか、「取引の確認」で照合してください。"


@dataclass(frozen=True)
class View:
    """How to show a turn: its number on the page (anchors), titles by source id, closest passages, names of facts."""

    number: int = 1
    titles: Mapping[str, str] = field(default_factory=dict)
    closest: Sequence[PassageView] = ()
    questions: Questions = field(default_factory=Questions)


def answered(answer: Answer, view: View) -> str:
    """A whole turn: the question, the answer, and the passages beside it."""
    aside = _aside(answer, view)
    understood = [notice for notice in answer.notices if notice.code in label.UNDERSTOOD]
    others = [notice for notice in answer.notices if notice.code not in label.UNDERSTOOD]
    told = statements(answer, view.number) + _notices(others)
    left = (
        _banner(answer)
        + _notices(understood, "前の質問の続き", "plan")
        + _judged(answer, view)
        + told
        + _remaining(answer)
        + _record(answer)
    )
    columns = f'<div class="g-columns"><div class="g-answer">{left}</div>{aside}</div>' if aside else left
    return _turn(view.number, answer.question, columns)


def failed(question: str, error: GaihiError, number: int = 1) -> str:
    """A turn whose question got no answer."""
    return _turn(number, question, problem(error))


def problem(error: GaihiError) -> str:
    """What went wrong and what to do."""
    return _box("alert", error.message, error.hint, role="alert")


def footer() -> str:
    """The notice that stands below every page."""
    return f'<p class="g-footer" lang="ja">{FOOTER}</p>'


def scroll_to(number: int) -> str:
    """A script that brings a turn into view; the only script of the pages, it holds nothing but the number."""
    return f'<script>requestAnimationFrame(() => document.getElementById("t{int(number)}")?.scrollIntoView());</script>'


def _turn(number: int, question: str, body: str) -> str:
    return (
        f'<article class="g-turn" lang="ja"><h2 class="g-question" id="t{number}">'
        f'<span class="g-who">質問</span><span>{escaped(question)}</span></h2>{body}</article>'
    )


def _banner(answer: Answer) -> str:
    """Status and date of the answer."""
    return (
        f'<p class="g-banner">{badge(label.STATUS[answer.status])}'
        f'<span class="g-date">基準日 <strong>{label.as_of_ja(answer)}</strong></span></p>'
    )


def _judged(answer: Answer, view: View) -> str:
    """Whether the user's own case was determined: by the rules, or not at all."""
    if answer.determination:
        found = determination_of(answer.determination)
        if found:
            return determination_card.compact(found, Names(view.questions, view.titles))
        # never an outcome without its reasons
        return _box("warn", "規則の照合の結果を表示できません", _UNREADABLE)
    if answer.status is Status.NEEDS_DETERMINATION:
        return _box("alert", "これは判定ではありません", NOT_DETERMINED)
    return ""


def _remaining(answer: Answer) -> str:
    """What stays open: why there is no (whole) answer, and what to do next."""
    boxes = []
    if answer.reason:
        title = "答えられない理由" if answer.status is Status.ABSTAINED else "答えきれない理由"
        boxes.append(_box("warn", title, label.REASON[answer.reason]))
    if answer.next_step:
        boxes.append(_box("plain", "次にすること", answer.next_step))
    return "".join(boxes)


def _box(tone: str, title: str, text: str = "", role: str = "note") -> str:
    body = f'<span class="g-text">{escaped(text)}</span>' if text else ""
    return f'<div class="g-box g-{tone}" role="{role}"><strong>{escaped(title)}</strong>{body}</div>'


def _notices(notices: Iterable[Notice], title: str = "注意", tone: str = "warn") -> str:
    items = "".join(f"<li>{escaped(notice.text)}</li>" for notice in notices)
    return f'<div class="g-box g-{tone}" role="note"><strong>{title}</strong><ul>{items}</ul></div>' if items else ""


def _aside(answer: Answer, view: View) -> str:
    """The cited passages, or the closest ones where nothing is cited; empty where there are neither."""
    anchor = f"t{view.number}-c"
    if answer.citations:
        cards = [
            card.cited(one, answer.as_of, Place(f"{anchor}{one.n}", one.n, place < _OPEN), view.titles)
            for place, one in enumerate(answer.citations)
        ]
        return _column(f"引用した箇所（{len(cards)}件）", "", cards)
    near = enumerate(view.closest)
    cards = [card.close(one, answer.as_of, Place(f"{anchor}near{n}"), view.titles) for n, one in near]
    return _column("近い箇所", CLOSE_NOTE, cards) if cards else ""


def _column(title: str, note: str, cards: Iterable[str]) -> str:
    caption = f'<p class="g-caption">{note}</p>' if note else ""
    return f'<aside class="g-aside" aria-label="{title}"><h3>{title}</h3>{caption}{"".join(cards)}</aside>'


def _record(answer: Answer) -> str:
    """What is needed to replay the answer, folded away."""
    receipt = answer.receipt
    rows = [
        ("回答の番号", answer.answer_id),
        ("索引", receipt.index),
        ("規則", receipt.rules),
        ("モデル", receipt.model or "なし（抜粋による回答）"),
        ("指示文の版", receipt.prompt),
        ("プログラムの版", receipt.code),
        ("所要時間", f"{receipt.elapsed_ms:,.0f} ミリ秒"),
    ]
    shown = "".join(f"<div><dt>{name}</dt><dd>{escaped(value)}</dd></div>" for name, value in rows if value)
    return f'<details class="g-record"><summary>この回答の記録</summary><dl class="g-facts">{shown}</dl></details>'
