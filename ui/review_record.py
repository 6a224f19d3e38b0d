"""Review, record: who confirmed which fact, and 取引審査の記録 as a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from ingest.errors import GaihiError
from ui import review_text, show
from ui.checking import Format, RecordFile, fetch_record
from ui.client import Client
from ui.deal import Deal, confirmed
from ui.escape import unmarked
from ui.questions import Questions

_MADE = "record-made"
_SUFFIX: dict[Format, str] = {"markdown": "md", "docx": "docx"}
_NAMES: dict[Format, str] = {"markdown": "Markdown で保存", "docx": "Word（DOCX）で保存"}
_LONGEST = 100


def record(client: Client, deal: Deal, questions: Questions) -> None:
    """The section in which a record is made and fetched."""
    st.html(review_text.heading("取引審査の記録"))
    st.html(review_text.caption("輸出者の判断を支える資料です。署名する人が内容を確かめ、最終の判断を書き入れます。"))
    with st.container(horizontal=True, key="g-about"):
        who = st.text_input("事実を確認した人の氏名", key="record-by", max_chars=_LONGEST, placeholder="例: 輸出 花子")
        subject = st.text_input("件名・取引（任意）", key="record-subject", max_chars=_LONGEST)
    keys = _confirmations(deal, questions)
    day = datetime.now(ZoneInfo("Asia/Tokyo")).date().isoformat()
    about = {"by": who.strip(), "on": day, "subject": subject.strip()}
    facts = confirmed(deal.facts, about["by"], day, keys) if about["by"] else dict(deal.facts)
    if st.button("記録を作る", key="record-make", type="primary", disabled=not about["by"]):
        _make(client, about, facts)
    if not about["by"]:
        st.html(review_text.caption("氏名を入れると記録を作れます。確認の印がない事実は「未確認」と記されます。"))
    _files(about, facts)


def _confirmations(deal: Deal, questions: Questions) -> tuple[str, ...]:
    """The facts that the person ticks, one by one; a changed value has to be ticked again."""
    with st.expander("確認した事実に印を付ける", expanded=True, icon=":material/checklist:"):
        shown = {f"seen-{key}-{value}": (key, value) for key, value in deal.facts.items()}
        st.button("すべてに印を付ける", key="record-all", on_click=_tick, args=(tuple(shown),))
        ticked = [
            key
            for place, (key, value) in shown.items()
            if st.checkbox(f"**{unmarked(questions.label(key))}**　{unmarked(questions.text(key, value))}", key=place)
        ]
        return tuple(ticked)


def _tick(places: tuple[str, ...]) -> None:
    for place in places:
        st.session_state[place] = True


def _make(client: Client, about: Mapping[str, str], facts: Mapping[str, Any]) -> None:
    try:
        with st.spinner("記録を作っています…"):
            files = {kind: fetch_record(client, about, facts, kind) for kind in _SUFFIX}
        st.session_state[_MADE] = ((dict(about), dict(facts)), files)
    except GaihiError as error:
        st.html(show.problem(error))


def _files(about: Mapping[str, str], facts: Mapping[str, Any]) -> None:
    """The files, as long as they are of what is on the page."""
    made, files = st.session_state.get(_MADE, (None, {}))
    if made is None:
        return
    if made != (dict(about), dict(facts)):
        st.html(review_text.caption("記録を作った後に内容が変わりました。もう一度「記録を作る」を押してください。"))
        return
    with st.container(horizontal=True):
        for kind, file in files.items():
            _save(kind, file, about["on"])


def _save(kind: Format, file: RecordFile, day: str) -> None:
    st.download_button(
        _NAMES[kind],
        file.content,
        f"取引審査の記録_{day}.{_SUFFIX[kind]}",
        file.media_type,
        key=f"save-{kind}",
        icon=":material/download:",
        on_click="ignore",
    )
