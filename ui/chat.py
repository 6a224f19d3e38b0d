"""Chat page: `streamlit run ui/chat.py`. Widgets and conversation only; texts and HTML come from `ui.show`.

The service is found at `GAIHI_URL`. Everything from outside goes through `st.html`, escaped; never through Markdown.
"""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from assistant.hit import SourceView
from assistant.request import QUESTION_LIMIT
from ui import show
from ui.client import DEFAULT_URL, Client, ClientError
from ui.escape import visible
from ui.look import STYLE
from ui.turn import Choice, Turn, conversation_of, take

_FIRST_DAY = date(1949, 12, 1)  # 外為法 was promulgated
_LAST_DAY = date(2099, 12, 31)
_EXAMPLES = (
    "補完的輸出規制（キャッチオール規制）の要件は何ですか",
    "グループAの国はどこですか",
    "2024年6月時点で、中間報告は何を提言していましたか",
)
_INTRO = """<div lang="ja"><p class="g-lead">経済産業省・CISTEC の資料と法令から、根拠の箇所を示して答えます。
文の後ろの番号を押すと、引用した箇所が開きます。</p><p class="g-caption g-gap">質問の例</p></div>"""
_BRAND = '<div class="g-brand" lang="ja"><h1>gaihi</h1><span>安全保障輸出管理アシスタント</span></div>'


def _url() -> str:
    return os.environ.get("GAIHI_URL") or DEFAULT_URL


@st.cache_resource
def _client(url: str) -> Client:
    return Client(url)


@st.cache_data(ttl=30, show_spinner=False)
def _sources(url: str) -> tuple[SourceView, ...]:
    return _client(url).sources()


def main() -> None:
    """Draw the page; ask the service when a question was entered."""
    st.set_page_config(page_title="gaihi 輸出管理アシスタント", page_icon="🛃", layout="wide")
    st.html(STYLE)
    st.html(_BRAND)
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    try:
        client = _client(_url())
    except ClientError as error:
        st.html(show.problem(error))
        return
    sources = _known_sources()
    choice = _settings(sources)
    titles = {source.id: source.short for source in sources}
    page = st.container()
    question = _asked(page, turns)
    with page:
        for number, turn in enumerate(turns, 1):
            _draw(turn, number, titles)
        if question:
            with st.spinner("資料を調べています…"):
                turns.append(take(client, question, choice, conversation_of(turns)))
            _draw(turns[-1], len(turns), titles)
            st.html(show.scroll_to(len(turns)), unsafe_allow_javascript=True)


def _known_sources() -> tuple[SourceView, ...]:
    """The registered sources; without a service, none and the error on the page."""
    try:
        return _sources(_url())
    except ClientError as error:
        st.html(show.problem(error))
        return ()


def _settings(sources: tuple[SourceView, ...]) -> Choice:
    """The side bar: date, sources, new conversation."""
    names = {source.id: visible(source.short) for source in sources}
    with st.sidebar:
        st.markdown("##### 調べる条件")
        dated = st.toggle("基準日を指定する", help="指定しないときは、質問に書かれた日付か今日を基準にします。")
        as_of = st.date_input(
            "基準日",
            value=datetime.now(ZoneInfo("Asia/Tokyo")).date(),
            min_value=_FIRST_DAY,
            max_value=_LAST_DAY,
            disabled=not dated,
            help="この日に効力のある法令と、この日までに公表された資料から答えます。",
        )
        chosen = st.multiselect(
            "資料を絞る",
            list(names),
            format_func=lambda source_id: names.get(source_id, source_id),
            placeholder="すべての資料",
            select_all=False,
            disabled=not sources,
        )
        st.divider()
        if st.button("新しい会話を始める", width="stretch"):
            st.session_state["turns"].clear()
    return Choice(as_of if dated and isinstance(as_of, date) else None, tuple(chosen))


def _asked(page: st.delta_generator.DeltaGenerator, turns: list[Turn]) -> str | None:
    """The question entered in the input line, or an example chosen before the first one."""
    with st.bottom:
        question = st.chat_input("輸出管理について質問する", max_chars=QUESTION_LIMIT)
        st.html(show.footer())
    if question or turns:
        return question
    blank = page.empty()
    with blank.container():
        st.html(_INTRO)
        with st.container(gap="xxsmall"):
            picked = [example for example in _EXAMPLES if st.button(example, type="tertiary", icon=":material/search:")]
    if not picked:
        return None
    blank.empty()
    return picked[0]


def _draw(turn: Turn, number: int, titles: dict[str, str]) -> None:
    if turn.answer is not None:
        st.html(show.answered(turn.answer, show.View(number, titles, turn.closest)))
    elif turn.error is not None:
        st.html(show.failed(turn.question, turn.error, number))


if __name__ == "__main__":
    main()
