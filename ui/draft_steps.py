"""Draft, steps: versions and differences, what has moved, review with comments, and export. Widgets only."""

from collections.abc import Collection

import streamlit as st

from assistant.drafting.draft import State
from assistant.drafting.loss import persons
from assistant.drafting.review import Placed
from assistant.drafting.sent import (
    AcceptedMark,
    ApproveRequest,
    CommentRequest,
    RedraftRequest,
    ReturnRequest,
    SubmitRequest,
    SucceedRequest,
)
from assistant.drafting.version import Note
from assistant.drafting.view import DraftView
from ingest.errors import GaihiError
from ui import draft_text, show
from ui.door import request_of
from ui.draft_table import DraftTable

_FORMATS = {"docx": "Word（DOCX）", "markdown": "Markdown", "html": "HTML"}


def moved(table: DraftTable, view: DraftView) -> None:
    """What has moved under the draft, and the offer to write those paragraphs anew."""
    if not view.moved:
        return
    with st.container(border=True, key="g-moved"):
        st.html(draft_text.heading("よりどころが変わった段落"))
        st.html(draft_text.moved(view.moved))
        touched = tuple(dict.fromkeys(one.paragraph for one in view.moved))
        if not view.can_edit:
            st.html(draft_text.caption("承認済みの文案は変えません。引き継いだ新しい文案で作り直してください。"))
            return
        sure = _sure(view, touched, "moved")
        label = f"よりどころが変わった {len(touched)} 段落を作り直す"
        if st.button(label, type="primary", key="draft-redraft", disabled=not (table.by and sure)):
            with st.spinner("作り直しています…"):
                table.do(lambda: _redrafted(table, view, touched), "作り直しました。")
            st.rerun()


def _sure(view: DraftView, ids: Collection[str], key: str) -> bool:
    """Whether nothing that a person wrote goes, or the person has seen what may and agrees."""
    written = persons(view.draft, ids)
    if not written:
        return True
    st.html(draft_text.caption("人が書いた次の段落は、作り直すと資料の文に替わります。前の版は残ります。"))
    st.html("".join(draft_text.caption(f"{one.id}: {one.text}") for one in written))
    return st.checkbox(
        f"人が書いた {len(written)} 段落の文が失われてよい", key=f"draft-lose-{key}-{view.head.id}-{view.note.number}"
    )


def versions(table: DraftTable, view: DraftView) -> None:
    """The versions, two of them side by side, and paragraphs to write anew."""
    notes = table.drafts.versions(view.head.id).versions
    numbers = [one.number for one in notes]
    st.html(draft_text.heading("版"))
    for one in reversed(notes):
        with st.container(horizontal=True, vertical_alignment="center", key=f"g-row-draft-v{one.number}"):
            st.html(draft_text.note(one))
            st.button("この版を開く", key=f"version-{one.number}", type="tertiary", disabled=one.number == view.note.number,
                      on_click=table.show_version, args=(one.number,))  # fmt: skip
    if len(notes) > 1:
        _difference(table, view, numbers)
    if view.can_edit and table.by:
        _anew(table, view)


def _difference(table: DraftTable, view: DraftView, numbers: list[int]) -> None:
    st.html(draft_text.heading("差分"))
    with st.container(horizontal=True):
        old = st.selectbox("旧", numbers, index=len(numbers) - 2, format_func=lambda n: f"版{n}", key="diff-old")
        new = st.selectbox("新", numbers, index=len(numbers) - 1, format_func=lambda n: f"版{n}", key="diff-new")
    st.html(draft_text.difference(table.drafts.difference(view.head.id, old, new)))


def _anew(table: DraftTable, view: DraftView) -> None:
    """Paragraphs chosen by hand, written anew from today's documents and rules."""
    st.html(draft_text.heading("段落を作り直す"))
    names = {one.id: f"{one.id}: {one.text[:40]}" for one in view.draft.paragraphs}
    chosen = st.multiselect("作り直す段落", list(names), format_func=lambda key: names[key], key="draft-anew",
                            placeholder="段落を選ぶ")  # fmt: skip
    sure = _sure(view, chosen, "chosen")
    label = f"選んだ {len(chosen)} 段落を作り直す" if chosen else "選んだ段落を作り直す"
    if st.button(label, key="draft-anew-do", disabled=not (chosen and sure)):
        with st.spinner("作り直しています…"):
            table.do(lambda: _redrafted(table, view, tuple(chosen)), "作り直しました。")
        st.rerun()


def _redrafted(table: DraftTable, view: DraftView, paragraphs: tuple[str, ...]) -> DraftView:
    """Written anew; what a person wrote in them was shown before, and they agreed."""
    agreed = bool(persons(view.draft, paragraphs))
    request = request_of(
        RedraftRequest, by=table.by, base=table.base(view), paragraphs=paragraphs, discard_edits=agreed
    )
    return table.drafts.redraft(view.head.id, request)


def review(table: DraftTable, view: DraftView) -> None:
    """Marks, the next step, and all that was said."""
    left, right = st.columns(2, gap="large")
    with left:
        st.html(draft_text.heading("審査"))
        st.html(draft_text.marks(view.marks) or draft_text.caption("印の付いた文はありません。"))
        if not table.by:
            st.html(draft_text.NOBODY)
        elif view.note.number != view.head.version:
            st.html(draft_text.caption("古い版を見ています。審査は最新の版について行います。"))
        else:
            _next(table, view)
    with right:
        _said(table, view)


def _next(table: DraftTable, view: DraftView) -> None:
    """The steps that the state allows."""
    if view.head.state is State.IN_REVIEW:
        _judge(table, view)
    elif view.head.approved is not None:
        st.html(draft_text.caption("承認済みです。変えるには、引き継ぐ新しい文案を作ります。"))
        if st.button("引き継ぐ文案を作る", key="draft-succeed"):
            sent = request_of(SucceedRequest, by=table.by)
            table.do(lambda: table.drafts.succeed(view.head.id, sent), "引き継ぐ文案を作りました。")
            st.rerun()
    else:
        _submit(table, view)


def _submit(table: DraftTable, view: DraftView) -> None:
    touched = tuple(dict.fromkeys(one.paragraph for one in view.moved))
    keep = touched and st.checkbox("よりどころが変わった段落を、確かめたうえで残す", key="draft-keep")
    comment = st.text_input("審査する人への言葉（任意）", key="draft-submit-comment", max_chars=200)
    if st.button("審査に出す", type="primary", key="draft-submit"):
        sent = request_of(
            SubmitRequest, by=table.by, version=table.base(view), comment=comment, keep=touched if keep else ()
        )
        table.do(lambda: table.drafts.submit(view.head.id, sent), "審査に出しました。")
        st.rerun()


def _judge(table: DraftTable, view: DraftView) -> None:
    """Approval with each mark ticked and the reason why it may stand, or the way back with a reason."""
    if view.marks:
        st.html(draft_text.caption("次の文を一つずつ確かめ、残してよいものに印を付け、その理由を書いてください。"))
    accepted = tuple(each for one in view.marks if (each := _accepted(one)))
    if st.button("この版を承認する", type="primary", key="draft-approve", disabled=len(accepted) < len(view.marks)):
        sent = request_of(ApproveRequest, by=table.by, version=table.base(view), accepted=accepted)
        table.do(lambda: table.drafts.approve(view.head.id, sent), "承認しました。")
        st.rerun()
    reason = st.text_area("差し戻す理由", key="draft-reason", max_chars=2_000)
    if st.button("差し戻す", key="draft-return", disabled=not reason.strip()):
        back = request_of(ReturnRequest, by=table.by, version=table.base(view), reason=reason)
        table.do(lambda: table.drafts.send_back(view.head.id, back), "差し戻しました。")
        st.rerun()


def _accepted(one: Placed) -> AcceptedMark | None:
    """A marked sentence that the approver lets stand, with the reason; None until both are given."""
    with st.container(gap="xxsmall", key=f"g-seen-{one.id}"):
        st.html(draft_text.placed(one))
        seen = st.checkbox("確かめた。この文を残してよい", key=f"seen-{one.id}")
        reason = st.text_input("残してよい理由", key=f"reason-{one.id}", max_chars=500).strip()
    return AcceptedMark(mark=one.id, reason=reason) if seen and reason else None


def _said(table: DraftTable, view: DraftView) -> None:
    """Comments and steps, and a new comment."""
    st.html(draft_text.heading("コメントと経過"))
    for one in reversed(table.drafts.events(view.head.id).events):
        st.html(draft_text.event(one))
    if not table.by:
        return
    names = {"": "文案全体", **{one.id: f"{one.id}: {one.text[:40]}" for one in view.draft.paragraphs}}
    with st.form("draft-comment", clear_on_submit=True, border=False):
        where = st.selectbox("どこについて", list(names), format_func=lambda key: names[key])
        text = st.text_area("コメント", max_chars=2_000)
        if st.form_submit_button("コメントする") and text.strip():
            sent = request_of(CommentRequest, by=table.by, text=text, version=view.note.number, paragraph=where or None)
            table.do(lambda: table.drafts.comment(view.head.id, sent), "コメントしました。")
            st.rerun()


def export(table: DraftTable, view: DraftView) -> None:
    """A file of each form, made at a click."""
    st.html(draft_text.heading("書き出し"))
    st.html(draft_text.caption(f"版{view.note.number} を、引用を脚注にしてファイルにします。"))
    with st.container(horizontal=True):
        for form, name in _FORMATS.items():
            if st.button(f"{name} を作る", key=f"export-{form}"):
                _make(table, view.head.id, view.note, form)
    made = st.session_state.get("draft-made")
    if made and made[0] == (view.head.id, view.note.number):
        found = made[1]
        st.download_button(
            f"{found.name} を保存", found.content, found.name, found.media_type, key="draft-save", type="primary",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _make(table: DraftTable, draft_id: str, note: Note, form: str) -> None:
    try:
        st.session_state["draft-made"] = ((draft_id, note.number), table.drafts.export(draft_id, form, note.number))
    except GaihiError as error:
        st.html(show.problem(error))
