"""Review page 「取引の確認」: the facts of one transaction by interview or form, their result, and its record.

Widgets only: the facts are kept by `ui.desk`, the result is worked out by the service and shown by `determination_card`.
"""

import streamlit as st

from ui import determination_card, review_text, show
from ui.client import Client, ClientError
from ui.desk import Checked, Desk
from ui.determination_card import Names
from ui.look import STYLE
from ui.places import links
from ui.review_form import form
from ui.review_interview import interview
from ui.review_record import record
from ui.service import client_at, known_titles, questions_at, service_url

_MODES = {"interview": "質問に答える", "form": "一覧で入力する"}
_MODE = "review-mode"
_ANCHOR = "result"


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="取引の確認 - gaihi", page_icon="🛃", layout="wide")
    st.html(STYLE)
    st.html(show.BRAND)
    links()
    try:
        client = client_at(service_url())
        names = Names(questions_at(service_url()), known_titles(service_url()))
    except ClientError as error:
        st.html(show.problem(error))
        return
    _review(client, names)
    st.html(show.footer())


def _review(client: Client, names: Names) -> None:
    desk = Desk(client)
    checked = desk.check()
    st.html(review_text.INTRO)
    mode = _tools(desk)
    with st.container(key="g-now"):
        _outcome(checked)
    left, right = st.columns(2, gap="large")
    with left:
        draw = form if mode == "form" else interview
        draw(desk, checked, names.questions)
    with right:
        if checked.found:
            st.html(determination_card.whole(checked.found, names, _ANCHOR))
    if checked.found and desk.deal.facts:
        with st.container(border=True, key="g-record"):
            record(client, desk.deal, names.questions)


def _tools(desk: Desk) -> str:
    """How to answer, and how to begin again; gives the mode."""
    kept = st.session_state.setdefault("mode-kept", "interview")
    with st.container(horizontal=True, vertical_alignment="bottom", key="g-tools"):
        mode = st.segmented_control(
            "答え方", list(_MODES), default=kept, format_func=lambda name: _MODES[name], required=True, key=_MODE
        )
        st.button(
            "最初から", icon=":material/restart_alt:", on_click=desk.start, args=({},), disabled=not desk.deal.facts
        )
        if desk.can_restore:
            st.button("前の入力に戻す", icon=":material/undo:", on_click=desk.restore)
    st.session_state["mode-kept"] = mode or kept
    return str(mode or kept)


def _outcome(checked: Checked) -> None:
    """The outcome so far, or why there is none."""
    if checked.found:
        st.html(determination_card.banner(checked.found, _ANCHOR))
    elif checked.error:
        st.html(show.problem(checked.error))
    else:
        st.html(review_text.without_result())
        st.html(review_text.problems(checked.problems))


if __name__ == "__main__":
    main()
