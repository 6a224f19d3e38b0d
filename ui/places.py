"""Places: the pages there are, and the links between them.

A page has no `icon` here: as a favicon its picture would be fetched from a public host.
"""

import streamlit as st

CHAT, CHECK, DRAFTS = "資料に質問する", "取引の確認", "ガイダンスの文案"


def chat_page() -> st.Page:
    """The page of questions and answers, which opens first."""
    from ui import chat

    return st.Page(chat.main, title=CHAT, default=True)


def check_page() -> st.Page:
    """The page of the rule check."""
    from ui import review

    return st.Page(review.main, title=CHECK, url_path="check")


def drafts_page() -> st.Page:
    """The page of drafts."""
    from ui import drafts

    return st.Page(drafts.main, title=DRAFTS, url_path="drafts")


def links() -> None:
    """The way to every page, on every page: the side bar may be folded away."""
    with st.container(horizontal=True, gap="small", key="g-places"):
        st.page_link(chat_page(), label=CHAT, icon=":material/forum:")
        st.page_link(check_page(), label=CHECK, icon=":material/fact_check:")
        st.page_link(drafts_page(), label=DRAFTS, icon=":material/edit_note:")
