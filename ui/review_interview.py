"""Review, interview: the question that decides next with its answers as buttons, and what was answered so far."""

from typing import Any

import streamlit as st

from assistant.rules.determination import Determination
from ui import review_text
from ui.deal import next_fact, open_facts
from ui.desk import Checked, Desk
from ui.escape import unmarked, visible
from ui.fact_input import FIRST_DAY, LAST_DAY, lines_of, options_of
from ui.questions import NONE, UNKNOWN, Question, Questions

_BUTTONS = 9  # choices that fit as buttons; more go into a list
_INPUT = "ask"


def interview(desk: Desk, checked: Checked, questions: Questions) -> None:
    """The whole left side of the interview."""
    key = next_fact(desk.deal, checked.found)
    question = questions.get(key) if key else None
    with st.container(border=True, key="g-ask"):
        if question:
            st.html(review_text.progress(desk.deal, open_facts(desk.deal, checked.found)))
            _ask(desk, question, questions)
        else:
            st.html(review_text.nothing_left(desk.deal, checked.found, questions))
            _move(desk, None)
    _answered(desk, questions, checked)
    _assumed(desk, checked.found, questions)


def _ask(desk: Desk, question: Question, questions: Questions) -> None:
    st.html(review_text.question(question))
    if desk.refused:
        st.html(review_text.problems(desk.refused, "その答えは使えません。"))
        _mend(desk, question, questions)
    if len(question.choices) > _BUTTONS or not question.choices or question.type == "set":
        _typed(desk, question)
    else:
        with st.container(gap="xsmall"):
            for value, label in options_of(question, unknown=False).items():
                _choose(desk, question, value, label)
    _move(desk, question)


def _choose(desk: Desk, question: Question, value: str, label: str) -> None:
    now = desk.deal.facts.get(question.key) == value
    st.button(
        unmarked(label),
        key=f"{_INPUT}-{question.key}-{value}",
        on_click=desk.answer,
        args=(question.key, value),
        type="primary" if now else "secondary",
        width="stretch",
    )


def _move(desk: Desk, question: Question | None) -> None:
    """「分からない」 and 「戻る」, always in the same place."""
    with st.container(horizontal=True, key="g-move"):
        if question:
            st.button(
                "分からない",
                key=f"{_INPUT}-unknown",
                icon=":material/help:",
                on_click=desk.answer,
                args=(question.key, UNKNOWN),
            )
        st.button(
            "戻る",
            key=f"{_INPUT}-back",
            icon=":material/arrow_back:",
            on_click=desk.back,
            disabled=not (desk.deal.facts or desk.deal.editing),
        )


def _mend(desk: Desk, question: Question, questions: Questions) -> None:
    """Buttons to answer again what the refused answer contradicts."""
    named = dict.fromkeys(fact for one in desk.refused for fact in one.facts)
    for key in named:
        if key != question.key and key in desk.deal.facts:
            name = unmarked(questions.label(key))
            st.button(f"「{name}」を答え直す", key=f"mend-{key}", on_click=desk.edit, args=(key,))


def _typed(desk: Desk, question: Question) -> None:
    """A date, a country, a number, a text, or several values, taken with a button."""
    key = f"{_INPUT}-{question.key}"
    given = desk.deal.facts.get(question.key)
    if question.type == "set" and question.choices:
        _several(desk, question, given)
        return
    with st.form(f"{key}-form", border=False):
        value = _entry(question, key, None if given == UNKNOWN else given)
        sent = st.form_submit_button("決める", type="primary")
    if sent and value not in (None, ""):
        desk.answer(question.key, value)
        st.rerun()
    if sent:
        st.html(review_text.empty())


def _entry(question: Question, key: str, given: Any) -> Any:
    match question.type:
        case "date":
            start = review_text.day_of(given)
            day = st.date_input(
                "日付", value=start, min_value=FIRST_DAY, max_value=LAST_DAY, key=key, format="YYYY/MM/DD"
            )
            return day.isoformat() if day else None
        case "integer" | "number":
            kind = int if question.type == "integer" else float
            return st.number_input(
                visible(question.label),
                min_value=None if question.minimum is None else kind(question.minimum),
                max_value=None if question.maximum is None else kind(question.maximum),
                value=None if given is None else kind(given),
                step=kind(1),
                key=key,
            )
        case "set":
            return lines_of(st.text_area("一行に一つ", key=key))
        case _ if question.choices:
            return _picked(question, key, given)
        case _:
            return st.text_input(visible(question.label), value=str(given or ""), key=key)


def _picked(question: Question, key: str, given: Any) -> str | None:
    options = options_of(question, unknown=False)
    values = list(options)
    country = question.type == "country"
    return st.selectbox(
        "国・地域（国名・別名・コードで探せます）" if country else visible(question.label),
        values,
        index=values.index(given) if given in values else None,
        format_func=lambda value: options.get(value, visible(value)),
        placeholder="選ぶか、入力して探す",
        accept_new_options=country,
        key=key,
    )


def _several(desk: Desk, question: Question, given: Any) -> None:
    key = f"{_INPUT}-{question.key}"
    options = options_of(question, unknown=False)
    if NONE in options:
        _choose(desk, question, NONE, options.pop(NONE))
    with st.form(f"{key}-form", border=False):
        before = given if isinstance(given, list | tuple) else ()
        chosen = [
            value
            for value, label in options.items()
            if st.checkbox(unmarked(label), value in before, key=f"{key}-{value}")
        ]
        sent = st.form_submit_button("選んだものに決める", type="primary")
    if sent and chosen:
        desk.answer(question.key, chosen)
        st.rerun()
    if sent:
        st.html(review_text.empty())


def _answered(desk: Desk, questions: Questions, checked: Checked) -> None:
    """Every answer so far, each with a way to correct it."""
    if not desk.deal.facts:
        return
    with st.container(key="g-answered", gap="xxsmall"):
        st.html(review_text.heading(f"回答済みの事実（{len(desk.deal.facts)}）"))
        for key, value in desk.deal.facts.items():
            _row(desk, questions, key, value)
            if wrong := checked.problems_of(key):
                st.html(review_text.problems(wrong))


def _row(desk: Desk, questions: Questions, key: str, value: Any) -> None:
    name = unmarked(questions.label(key))
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"g-row-{key}", wrap=False):
        st.html(review_text.pair(questions, key, value))
        st.button("直す", key=f"edit-{key}", on_click=desk.edit, args=(key,), type="tertiary", help=f"{name}を答え直す")
        st.button("消す", key=f"drop-{key}", on_click=desk.forget, args=(key,), type="tertiary", help=f"{name}を消す")


def _assumed(desk: Desk, found: Determination | None, questions: Questions) -> None:
    """The assumptions, each with a way to answer it."""
    if not found or not found.assumed:
        return
    with st.expander(f"仮定している事実（{len(found.assumed)}）", icon=":material/edit_note:"):
        st.html(review_text.caption("答えがないので置いた値です。違うときは答えてください。"))
        for one in found.assumed:
            name = unmarked(questions.label(one.fact))
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
                st.html(review_text.pair(questions, one.fact, one.value))
                st.button(
                    "答える",
                    key=f"answer-{one.fact}",
                    on_click=desk.edit,
                    args=(one.fact,),
                    type="tertiary",
                    help=f"{name}に答える",
                )
