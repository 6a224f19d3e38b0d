"""Draft, new: the list of drafts, and the form in which one is begun. Widgets only."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from assistant.checking import shipped_rules
from assistant.drafting.draft import Kind
from assistant.drafting.headings import KINDS
from assistant.drafting.request import QUESTIONS, DraftRequest
from assistant.drafting.sent import CreateRequest, QuestionsRequest
from assistant.drafting.view import DraftList, DraftView
from ingest.errors import GaihiError
from ui import draft_text, show
from ui.door import request_of
from ui.draft_table import DraftTable
from ui.errors import InputError
from ui.facts_given import assumed_facts

_TOPIC, _ASKED = "draft-topic", "draft-questions"
_LAST_DAY = date(2099, 12, 31)
_FIRST_DAY = date(1949, 12, 1)


def drafts_list(table: DraftTable) -> None:
    """All drafts, each to be opened."""
    st.html(draft_text.heading("文案の一覧"))
    try:
        found = table.drafts.heads()
    except GaihiError as error:
        st.html(show.problem(error))
        found = DraftList(())
    if not found.drafts:
        st.html(draft_text.EMPTY)
    for head in found.drafts:
        with st.container(horizontal=True, vertical_alignment="center", key=f"g-row-draft-{head.id}"):
            st.html(draft_text.listed(head))
            st.button("開く", key=f"open-{head.id}", on_click=table.open, args=(head.id,))


def new_draft(table: DraftTable) -> None:
    """The form of a new draft."""
    st.html(draft_text.heading("新しい文案"))
    kind = Kind(
        st.segmented_control("種類", [kind.value for kind in Kind], default=Kind.QA_SECTION.value, required=True,
                             format_func=lambda value: KINDS[Kind(value)], key="draft-kind")
    )  # fmt: skip
    asked = _asked(table, kind)
    asked |= {"as_of": _day("基準日を指定する", "基準日", "draft-as-of")} if kind is not Kind.CHANGE_NOTICE else {}
    facts = st.text_area("判定の表で前提とする事実（任意、一行に「名前=値」）", key="draft-facts", height=80, max_chars=4_000,
                         placeholder="例: 仕向地=中国")  # fmt: skip
    if st.button("下書きを作る", type="primary", key="draft-make", disabled=not table.by):
        with st.spinner("下書きを作っています…"):
            table.do(lambda: _made(table, kind, asked, facts), "下書きを作りました。")
        st.rerun()
    if not table.by:
        st.html(draft_text.NOBODY)


def _made(table: DraftTable, kind: Kind, asked: dict[str, Any], facts: str) -> DraftView:
    if kind is Kind.CHANGE_NOTICE and not (asked["from_day"] and asked["to_day"]):
        raise InputError(
            "期間の始めと終わりの日が選ばれていません。", hint="「期間の始め」と「期間の終わり」を選んでください。"
        )
    given = {key: value for key, value in asked.items() if value}
    lines = [line.strip() for line in facts.splitlines() if line.strip()]
    assumed = assumed_facts(lines, None, shipped_rules().catalogue) if lines else None
    request = request_of(DraftRequest, kind=kind, **given, facts=assumed)
    return table.drafts.create(request_of(CreateRequest, by=table.by, request=request))


def _asked(table: DraftTable, kind: Kind) -> dict[str, Any]:
    """What each kind asks for."""
    if kind is Kind.CHANGE_NOTICE:
        with st.container(horizontal=True):
            start = st.date_input("期間の始め", value=None, min_value=_FIRST_DAY, max_value=_LAST_DAY, key="draft-from")
            end = st.date_input("期間の終わり", value=None, min_value=_FIRST_DAY, max_value=_LAST_DAY, key="draft-to")
        topic = st.text_input("主題（任意）", key=_TOPIC, max_chars=200)
        return {"from_day": start, "to_day": end, "topic": topic.strip()}
    if kind is Kind.COMMENTARY:
        return {"element": _element()}
    topic = st.text_input("主題", key=_TOPIC, max_chars=200, placeholder="例: 補完的輸出規制")
    if kind is Kind.CHECKLIST:
        return {"topic": topic.strip()}
    return {"topic": topic.strip(), "questions": _questions(table, topic.strip())}


def _element() -> str:
    """The element of the compliance programme that a commentary is on."""
    from assistant.drafting.outline import shipped_outline

    titles = {one.id: one.title for one in shipped_outline().elements}
    return str(st.selectbox("CP の要素", list(titles), format_func=lambda key: titles[key], key="draft-element") or "")


def _questions(table: DraftTable, topic: str) -> tuple[str, ...]:
    """Questions, one a line; suggestions are put in at a click and can be changed."""
    st.button("問いの候補を入れる", icon=":material/lightbulb:", disabled=not topic, key="draft-suggest",
              on_click=_suggest, args=(table, topic))  # fmt: skip
    text = st.text_area("問い（一行に一つ。空なら主題から選びます）", key=_ASKED, height=180, max_chars=QUESTIONS * 500)
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _suggest(table: DraftTable, topic: str) -> None:
    def act() -> object:
        found = table.drafts.questions(request_of(QuestionsRequest, topic=topic)).questions
        if not found:
            raise InputError(
                f"主題「{topic}」について述べた箇所は、資料に見つかりません。",
                hint="資料にある言葉で書き直すか、問いを自分で書いてください。",
            )
        st.session_state[_ASKED] = "\n".join(one.question for one in found)
        return found

    table.do(act)


def _day(switch: str, label: str, key: str) -> date | None:
    if not st.toggle(switch, key=f"{key}-on", help="指定しないときは今日です。"):
        return None
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    found = st.date_input(label, value=today, min_value=_FIRST_DAY, max_value=_LAST_DAY, key=key)
    return found if isinstance(found, date) else None
