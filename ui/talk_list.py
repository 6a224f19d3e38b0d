"""Talk list: the stored conversations in the side bar: begin one, open one, delete the open one. Widgets only."""

import streamlit as st

from assistant.conversation import Summary
from ui.escape import unmarked
from ui.label import moment_ja
from ui.talk import Talk

_TITLE = 28  # characters of a first question
_SURE = "この会話の質問と回答を全て消します。元に戻せません。"


def talk_list(talk: Talk) -> None:
    """The list and its buttons."""
    st.button("新しい会話を始める", width="stretch", icon=":material/add:", on_click=talk.begin)
    now, others = talk.conversation_id, talk.others()
    if now:
        with st.popover("この会話を消す", icon=":material/delete:", width="stretch"):
            st.caption(_SURE)
            st.button("消す", key="talk-delete", type="primary", on_click=talk.delete, args=(now,))
    if not others:
        return
    st.markdown("##### これまでの会話")
    with st.container(gap="xxsmall", key="g-talks"):
        for one in others:
            st.button(
                _label(one),
                key=f"talk-{one.conversation_id}",
                type="tertiary",
                help=f"{moment_ja(one.changed_at)}、{one.turns}問",
                disabled=one.conversation_id == now,
                on_click=talk.open,
                args=(one.conversation_id,),
            )


def _label(one: Summary) -> str:
    line = " ".join(one.title.split())
    return unmarked(line if len(line) <= _TITLE else f"{line[:_TITLE]}…")
