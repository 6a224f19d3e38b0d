"""Fact input: one fact as a widget of the form. What is not touched is not given; what is wrong is left to the service."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from ui.escape import unmarked, visible
from ui.questions import UNKNOWN, UNKNOWN_LABEL, Question

FIRST_DAY = date(1949, 12, 1)  # 外為法 was promulgated
LAST_DAY = date(2099, 12, 31)
_FEW = 4  # choices that stand beside each other
_SHORT = 24  # characters of all of them together
_UNTOUCHED = "未回答"

Put = Callable[[str, Any], None]
"""Takes the key of a fact and its value, None where it was taken back."""


def fact_input(question: Question, value: Any, put: Put, place: str) -> None:
    """Draw the widget of a fact with its value; a change goes to `put`. `place` keeps two widgets of a fact apart."""
    key = f"{place}-{question.key}"
    shown = _to_widget(question, value)
    if key not in st.session_state or st.session_state[key] != shown:
        st.session_state[key] = shown

    def changed() -> None:
        put(question.key, _from_widget(question, st.session_state[key]))

    _DRAW.get(question.type, _text)(question, key, changed)


def label_of(question: Question) -> str:
    """Name and question as the label of a widget: what a screen reader says is what others read."""
    return f"**{unmarked(question.label)}**　{unmarked(question.question)}"


def help_of(question: Question) -> str | None:
    """The note of a fact, and that a person's judgement is wanted."""
    human = "人が判断して答える事実です。" if question.human else ""
    return unmarked(human + question.note) or None


def options_of(question: Question, *, unknown: bool = True) -> dict[str, str]:
    """Value → label of everything that may be chosen."""
    named = {value: _choice_label(question, value, label) for value, label in question.choices}
    return named | ({UNKNOWN: UNKNOWN_LABEL} if unknown else {})


def lines_of(text: str | None) -> list[str] | None:
    """What was written, line by line; None for nothing."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()] or None


def _choice_label(question: Question, value: str, label: str) -> str:
    return visible(f"{label}（{value}）" if question.type == "country" else label)


def _to_widget(question: Question, value: Any) -> Any:
    if value is None:
        return [] if _is_list(question) else "" if _is_text(question) or _is_free(question) else None
    if question.type == "date":
        return _day(value)
    if question.type in ("integer", "number"):
        return _number(question, value)
    if _is_list(question):
        return [value] if isinstance(value, str) else list(value)
    if _is_free(question):
        return "\n".join([value] if isinstance(value, str) else value)
    return str(value)


def _from_widget(question: Question, raw: Any) -> Any:
    if raw is None or raw in ("", []):
        return None
    if question.type == "date":
        return raw.isoformat()
    if _is_list(question):
        return raw[0] if raw in ([UNKNOWN], ["none"]) else list(raw)
    return lines_of(raw) if _is_free(question) else raw


def _is_list(question: Question) -> bool:
    return question.type == "set" and bool(question.choices)


def _is_free(question: Question) -> bool:
    return question.type == "set" and not question.choices


def _is_text(question: Question) -> bool:
    return question.type not in _DRAW


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _number(question: Question, value: Any) -> int | float | None:
    try:
        return int(value) if question.type == "integer" else float(value)
    except (TypeError, ValueError):
        return None


def _date(question: Question, key: str, changed: Callable[[], None]) -> None:
    st.date_input(
        label_of(question),
        value=None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=key,
        on_change=changed,
        help=help_of(question),
        format="YYYY/MM/DD",
    )


def _choice(question: Question, key: str, changed: Callable[[], None]) -> None:
    options = options_of(question)
    if len(options) <= _FEW and sum(map(len, options.values())) <= _SHORT:
        st.segmented_control(
            label_of(question),
            list(options),
            format_func=lambda value: unmarked(options[value]),
            key=key,
            on_change=changed,
            help=help_of(question),
        )
        return
    _select(question, key, changed)


def _select(question: Question, key: str, changed: Callable[[], None]) -> None:
    options = options_of(question)
    typed = st.session_state[key]
    st.selectbox(
        label_of(question),
        list(dict.fromkeys([*options, *([typed] if typed else [])])),
        format_func=lambda value: options.get(value, visible(value)),
        key=key,
        on_change=changed,
        help=help_of(question),
        placeholder="国名やコードで探す" if question.type == "country" else _UNTOUCHED,
        accept_new_options=question.type == "country",  # the service knows other names, like 「韓国」
    )


def _several(question: Question, key: str, changed: Callable[[], None]) -> None:
    if not question.choices:
        st.text_area(label_of(question), key=key, on_change=changed, help=help_of(question), placeholder="一行に一つ")
        return
    options = options_of(question)
    st.multiselect(
        label_of(question),
        list(options),
        format_func=lambda value: options.get(value, visible(value)),
        key=key,
        on_change=changed,
        help=help_of(question),
        placeholder=_UNTOUCHED,
        select_all=False,
    )


def _integer(question: Question, key: str, changed: Callable[[], None]) -> None:
    _numeric(question, key, changed, int)


def _real(question: Question, key: str, changed: Callable[[], None]) -> None:
    _numeric(question, key, changed, float)


def _numeric(question: Question, key: str, changed: Callable[[], None], kind: type[int] | type[float]) -> None:
    low, high = (None if limit is None else kind(limit) for limit in (question.minimum, question.maximum))
    st.number_input(
        label_of(question),
        value=None,
        min_value=low,
        max_value=high,
        step=kind(1),
        key=key,
        on_change=changed,
        help=help_of(question),
        placeholder=_UNTOUCHED,
    )


def _text(question: Question, key: str, changed: Callable[[], None]) -> None:
    st.text_input(label_of(question), key=key, on_change=changed, help=help_of(question), placeholder=_UNTOUCHED)


_DRAW: dict[str, Callable[[Question, str, Callable[[], None]], None]] = {
    "date": _date,
    "country": _select,
    "choice": _choice,
    "ternary": _choice,
    "set": _several,
    "integer": _integer,
    "number": _real,
}
