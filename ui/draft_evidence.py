"""Draft, evidence: a sentence of a passage, searched for by hand, put behind a sentence of a paragraph. Widgets only."""

import streamlit as st

from assistant.drafting.draft import Paragraph
from assistant.drafting.sent import CiteRequest
from assistant.drafting.view import DraftView
from assistant.hit import SearchHit
from assistant.request import SearchRequest
from ingest.sentences import sentences
from ui import draft_text
from ui.door import request_of
from ui.draft_table import DraftTable

_HITS = 8


def more_evidence(table: DraftTable, view: DraftView, one: Paragraph) -> None:
    """Search, choose a passage and its sentence, and the sentence of the draft that it bears out."""
    words = st.text_input("資料の中を探す", key=f"seek-{one.id}", max_chars=200, placeholder="例: 記録 保存 期間")
    if st.button("探す", key=f"seek-do-{one.id}", disabled=not words.strip()):
        table.do(lambda: _seek(table, view, one, words.strip()))
    hits: dict[str, SearchHit] = {hit.passage_id: hit for hit in st.session_state.get(_found(one), ())}
    if not hits:
        return
    known = st.selectbox("箇所", list(hits), format_func=lambda key: _name(hits[key]), key=f"seek-hit-{one.id}")
    text = hits[known].text
    quotes = list(dict.fromkeys(span.of(text) for span in sentences(text)))
    quote = st.selectbox("引用する文", quotes, format_func=_line, key=f"seek-quote-{one.id}-{known}")
    places = list(range(len(one.sentences)))
    at = st.selectbox("付ける文", places, format_func=lambda n: _line(one.sentences[n].text), key=f"seek-at-{one.id}")
    st.html(draft_text.caption("付けたあと、文と引用が合うかをほかの文と同じように調べます。"))
    if st.button("この文の根拠にする", key=f"cite-{one.id}", type="primary"):
        seen = table.base(view)
        request = request_of(CiteRequest, by=table.by, base=seen, paragraph=one.id, sentence=at, passage_id=known,
                             quote=quote)  # fmt: skip
        table.do(lambda: table.drafts.cite(view.head.id, request), f"版{seen + 1} を保存しました。")
        st.session_state.pop(_found(one), None)
        st.rerun()


def _seek(table: DraftTable, view: DraftView, one: Paragraph, words: str) -> object:
    """What is found stays with the paragraph until something was attached."""
    request = request_of(SearchRequest, query=words, k=_HITS, as_of=view.draft.as_of)
    found = table.client.search(request).hits
    st.session_state[_found(one)] = found
    return found


def _found(one: Paragraph) -> str:
    return f"draft-found-{one.id}"


def _name(hit: SearchHit) -> str:
    return f"{hit.title} {hit.locator}"


def _line(text: str) -> str:
    return " ".join(text.split())[:120]
