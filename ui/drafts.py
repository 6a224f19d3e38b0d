"""Drafts page 「ガイダンスの文案」: the list and a new one, or one draft with its text, versions, review and export."""

import streamlit as st

from assistant.drafting.view import DraftView
from ingest.errors import GaihiError
from ui import draft_body, draft_steps, draft_text, show
from ui.client import ClientError
from ui.draft_look import STYLE as DRAFT_STYLE
from ui.draft_new import drafts_list, new_draft
from ui.draft_table import BY, DraftTable
from ui.look import STYLE
from ui.places import links
from ui.service import client_at, known_titles, service_url

_PARTS = {"body": "本文と根拠", "versions": "版と差分", "review": "審査とコメント", "export": "書き出し"}


def main() -> None:
    """Draw the page."""
    st.set_page_config(page_title="ガイダンスの文案 - gaihi", page_icon="🛃", layout="wide")
    st.html(STYLE)
    st.html(DRAFT_STYLE)
    st.html(show.BRAND)
    links()
    try:
        table = DraftTable(client_at(service_url()))
    except ClientError as error:
        st.html(show.problem(error))
        return
    opened = _opened(table)
    _told(table)
    if opened is None:
        _start(table)
    else:
        _draft(table, opened)
    st.html(show.footer())


def _opened(table: DraftTable) -> DraftView | None:
    """The draft that is open; one that cannot be had is told, and the list is shown."""
    if table.open_id is None:
        return None
    try:
        return table.drafts.view(table.open_id, table.version)
    except GaihiError as error:
        st.html(show.problem(error))
        table.close()
        return None


def _told(table: DraftTable) -> None:
    """What was done, or what went wrong."""
    if error := table.take_error():
        st.html(show.problem(error))
    if said := table.take_said():
        st.toast(said)


def _start(table: DraftTable) -> None:
    st.html(draft_text.INTRO)
    _who()
    left, right = st.columns(2, gap="large")
    with left:
        drafts_list(table)
    with right, st.container(border=True, key="g-new"):
        new_draft(table)


def _draft(table: DraftTable, view: DraftView) -> None:
    st.button("一覧に戻る", icon=":material/arrow_back:", type="tertiary", on_click=table.close, key="draft-close")
    st.html(draft_text.banner(view))
    _who()
    draft_steps.moved(table, view)
    part = st.segmented_control(
        "見るもの", list(_PARTS), default="body", required=True, format_func=lambda key: _PARTS[key],
        label_visibility="collapsed", key="draft-part",
    )  # fmt: skip
    try:
        _part(table, view, str(part))
        table.saw(view)
    except ClientError as error:
        st.html(show.problem(error))


def _part(table: DraftTable, view: DraftView, part: str) -> None:
    match part:
        case "versions":
            draft_steps.versions(table, view)
        case "review":
            draft_steps.review(table, view)
        case "export":
            draft_steps.export(table, view)
        case _:
            draft_body.body(table, view, known_titles(service_url()))


def _who() -> None:
    """The name that is recorded with what a person does here; it stays while the page changes."""
    kept = st.session_state.setdefault("draft-by-kept", "")
    st.session_state.setdefault(BY, kept)
    with st.container(horizontal=True, vertical_alignment="bottom", key="g-who"):
        name = st.text_input("あなたの氏名", key=BY, max_chars=100, placeholder="例: 輸出 花子", width=280)
        st.html(draft_text.UNVERIFIED)
    st.session_state["draft-by-kept"] = name


if __name__ == "__main__":
    main()
