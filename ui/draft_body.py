"""Draft, body: the paragraphs of a version with their evidence beside them, each to be edited in place. Widgets only."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from assistant.drafting.draft import Draft, Origin, Paragraph, Role
from assistant.drafting.headings import HEADINGS, name_of
from assistant.drafting.sent import EditRequest
from assistant.drafting.view import DraftView
from ui import draft_text
from ui.door import request_of
from ui.draft_evidence import more_evidence
from ui.draft_table import DraftTable

_ADDED = (Role.ANSWER, Role.CAUTION, Role.PRACTICE, Role.OPEN, Role.QUESTION, Role.HEADING, Role.NOTE)


def body(table: DraftTable, view: DraftView, titles: Mapping[str, str]) -> None:
    """All paragraphs."""
    stale = {one.paragraph for one in view.moved}
    can_edit = view.can_edit and bool(table.by)
    for one in view.draft.paragraphs:
        with st.container(key=f"g-para-{one.id}"):
            left, right = st.columns((1.25, 1), gap="large")
            with left, st.container(gap="xxsmall"):
                if can_edit and table.edited and table.edited[0] == one.id:
                    _editor(table, view, one, table.edited[1])
                else:
                    st.html(draft_text.paragraph(one, view.draft, stale=one.id in stale))
                    if can_edit:
                        _tools(table, view, one)
            with right:
                if any(sentence.citations for sentence in one.sentences) or one.unattached:
                    st.html(draft_text.evidence(one, view.draft, titles))


def _tools(table: DraftTable, view: DraftView, one: Paragraph) -> None:
    """What can be done with a paragraph that is not being edited."""
    with st.container(horizontal=True, gap="small", key=f"g-tools-{one.id}"):
        if one.origin is Origin.DETERMINATION:
            st.html(draft_text.caption("規則による判定は手で直せません。「版と差分」の再作成を使ってください。"))
        else:
            st.button("直す", key=f"edit-{one.id}", type="tertiary", icon=":material/edit:",
                      on_click=table.edit, args=(one.id, view.note.number))  # fmt: skip
            with st.popover("根拠を足す", type="tertiary"):
                more_evidence(table, view, one)
        with st.popover("足す・移す・消す", type="tertiary"):
            _around(table, view, one)


def _editor(table: DraftTable, view: DraftView, one: Paragraph, base: int) -> None:
    """The text of a paragraph, a sentence a line."""
    st.html(draft_text.caption(f"{name_of(one)}: 一行に一文です。引用は、残った文に付いたまま残ります。"))
    text = st.text_area(
        "本文",
        value="\n".join(" ".join(sentence.text.split()) for sentence in one.sentences),
        key=f"text-{base}-{one.id}",
        height=min(420, 90 + 46 * len(one.sentences)),
        label_visibility="collapsed",
    )
    comment = st.text_input("変更の理由（任意）", key=f"why-{one.id}", max_chars=200)
    with st.container(horizontal=True):
        if st.button("保存する", type="primary", key=f"save-{one.id}"):
            lines = [{"text": line} for line in text.splitlines() if line.strip()]
            _save(table, view, {"op": "replace", "paragraph": one.id, "sentences": lines}, base, comment)
        st.button("やめる", key=f"stop-{one.id}", on_click=table.stop)


def _around(table: DraftTable, view: DraftView, one: Paragraph) -> None:
    """Another paragraph below, another place, out."""
    role = st.selectbox("種類", _ADDED, format_func=lambda role: HEADINGS[role], key=f"role-{one.id}")
    text = st.text_area("下に足す段落", key=f"below-{view.note.number}-{one.id}")
    if st.button("下に足す", key=f"insert-{one.id}", disabled=not text.strip()):
        _save(table, view, {"op": "insert", "after": one.id, "role": role.value, "text": text})
    others = [other.id for other in view.draft.paragraphs if other.id != one.id]
    names = _names(view.draft)
    after = st.selectbox("移す先（この段落の後ろ）", others, format_func=lambda key: names[key], key=f"after-{one.id}")
    if st.button("移す", key=f"move-{one.id}", disabled=not others):
        _save(table, view, {"op": "move", "paragraph": one.id, "after": after})
    if one.unattached and st.button("外れた引用を消す", key=f"drop-{one.id}"):
        _save(table, view, {"op": "drop", "paragraph": one.id, "citations": one.unattached})
    if st.button("この段落を消す", key=f"delete-{one.id}"):
        _save(table, view, {"op": "delete", "paragraph": one.id})


def _names(draft: Draft) -> dict[str, str]:
    return {one.id: f"{name_of(one)}: {one.text[:30]}" for one in draft.paragraphs}


def _save(
    table: DraftTable, view: DraftView, change: dict[str, Any], base: int | None = None, comment: str = ""
) -> None:
    seen = base or table.base(view)

    def act() -> DraftView:
        request = request_of(EditRequest, by=table.by, base=seen, changes=(change,), comment=comment)
        return table.drafts.edit(view.head.id, request)

    table.do(act, f"版{seen + 1} を保存しました。")
    st.rerun()
