"""Chat page: widgets only; the conversation is `ui.talk`, texts and HTML come from `ui.show`, proposed facts from `ui.proposals`.

The service is found at `GAIHI_URL`. Everything from outside goes through `st.html`, escaped; never through Markdown.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from assistant.answer import Status
from assistant.hit import SourceView
from assistant.request import QUESTION_LIMIT
from ui import show
from ui.client import ClientError
from ui.desk import Desk
from ui.escape import visible
from ui.look import STYLE
from ui.places import links
from ui.proposals import Proposals
from ui.questions import Questions
from ui.service import client_at, known_questions, known_titles, service_url, sources_at
from ui.talk import Talk
from ui.talk_list import talk_list
from ui.turn import Choice, Turn

_FIRST_DAY = date(1949, 12, 1)  # 外為法 was promulgated
_LAST_DAY = date(2099, 12, 31)
_EXAMPLES = (
    "補完的輸出規制（キャッチオール規制）の要件は何ですか",
    "グループAの国はどこですか",
    "2024年6月時点で、中間報告は何を提言していましたか",
)
_INTRO = """<div lang="ja"><p class="g-lead">経済産業省・CISTEC の資料と法令から、根拠の箇所を示して答えます。
文の後ろの番号を押すと、引用した箇所が開きます。</p><p class="g-caption g-gap">質問の例</p></div>"""
_AGAIN = "ask-again"


def main() -> None:
    """Draw the page; ask the service when a question was entered."""
    st.set_page_config(page_title="gaihi 輸出管理アシスタント", page_icon="🛃", layout="wide")
    st.html(STYLE)
    st.html(show.BRAND)
    links()
    try:
        client = client_at(service_url())
    except ClientError as error:
        st.html(show.problem(error))
        return
    talk, desk = Talk(client), Desk(client)
    talk.resume()
    choice = _settings(_known_sources())
    page = st.container()
    question, facts = st.session_state.pop(_AGAIN, None) or (None, {})
    question = _asked(page, talk.turns) or question
    with page:
        if trouble := talk.trouble:
            st.html(show.problem(trouble))
        for number, turn in enumerate(talk.turns, 1):
            _draw(turn, number, desk)
        if question:
            with st.spinner("資料を調べています…"):
                turn = talk.ask(question, replace(choice, facts=facts))
            _draw(turn, len(talk.turns), desk)
            st.html(show.scroll_to(len(talk.turns)), unsafe_allow_javascript=True)
    with st.sidebar:  # last, so that the new conversation is in it
        st.divider()
        talk_list(talk)


def _known_sources() -> tuple[SourceView, ...]:
    """The registered sources; without a service, none and the error on the page."""
    try:
        return sources_at(service_url())
    except ClientError as error:
        st.html(show.problem(error))
        return ()


def _settings(sources: tuple[SourceView, ...]) -> Choice:
    """The conditions in the side bar: date and sources."""
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


def _draw(turn: Turn, number: int, desk: Desk) -> None:
    if turn.answer is not None:
        answer, questions = turn.answer, Questions()
        own_case = answer.status is Status.NEEDS_DETERMINATION or answer.proposed_facts or answer.determination
        if own_case:
            questions = known_questions(service_url())
        view = show.View(number, known_titles(service_url()), turn.closest, questions)
        st.html(show.answered(answer, view))
        if own_case:
            Proposals(number, answer, questions, turn.facts).draw(desk, _ask_again)
    elif turn.error is not None:
        st.html(show.failed(turn.question, turn.error, number))


def _ask_again(question: str, facts: Mapping[str, Any]) -> None:
    """Ask the same question on the next run, with the facts that a person confirmed for it."""
    st.session_state[_AGAIN] = (question, facts)


if __name__ == "__main__":
    main()
