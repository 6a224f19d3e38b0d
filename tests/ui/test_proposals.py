"""Proposed facts on the chat page: shown with their words, counted only when confirmed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.proposal_text import marked

PAGE = Path(__file__).parents[2] / "ui" / "chat.py"
OWN_CASE = "当社の工作機械をシリアへ輸出できますか"


@pytest.fixture
def chat(service, monkeypatch) -> AppTest:
    """The page after a question about an own case."""
    monkeypatch.setenv("GAIHI_URL", service.url)
    page = AppTest.from_file(str(PAGE), default_timeout=30).run()
    page.chat_input[0].set_value(OWN_CASE).run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    """The page after a click."""
    page.button(key=key).click().run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(element.body for element in page.html)


def test_proposals_are_shown_with_their_words_and_as_unconfirmed(chat):
    """The words they came from are marked in the question, and no outcome is shown."""
    html = shown(chat)
    assert "<mark>シリア</mark>" in html and "シリア（SY）" in html and html.count("？ 未確認") == 2
    assert 'class="g-outcome' not in html and chat.button(key="ask-1").disabled


def test_only_confirmed_facts_go_into_the_next_call(chat, service):
    """One confirmed, one dropped: the question is asked again with the one."""
    press(press(chat, "yes-1-0"), "no-1-1")
    assert "✓ 確認済み" in shown(chat) and "－ 外した" in shown(chat)
    press(chat, "ask-1")
    assert service.asked[-1]["question"] == OWN_CASE and service.asked[-1]["facts"] == {"dest": "SY"}
    assert "facts" not in service.asked[0]


def test_a_determination_stands_in_the_answer_with_its_reservation(chat):
    """The compact card takes the place of the box that says that nothing was determined."""
    html = shown(press(press(chat, "yes-1-0"), "ask-1"))
    card = html[html.index("g-result g-compact") :]
    assert ">情報不足</span>" in card and "最終判断ではありません" in card and "まだ分からない事実" in card


def test_a_confirmation_can_be_taken_back(chat):
    """What was confirmed by mistake counts no more."""
    press(press(chat, "yes-1-0"), "undo-1-0")
    assert chat.button(key="ask-1").disabled and shown(chat).count("？ 未確認") == 2


def test_a_proposal_can_be_corrected(chat, service):
    """The corrected value is confirmed, not the one that was read."""
    chat.selectbox(key="fix-1-0-dest").set_value("IR").run()
    press(press(chat, "fixed-1-0"), "ask-1")
    assert service.asked[-1]["facts"] == {"dest": "IR"}


def test_the_next_question_carries_no_facts(chat, service):
    """Facts of one case are never sent with another question."""
    press(chat, "yes-1-0")
    chat.chat_input[0].set_value("今日の天気は").run()
    assert "facts" not in service.asked[-1]


def test_marks_are_escaped_and_never_overlap():
    """Spans of a hostile question are marked as text; what overlaps or lies outside is cut."""
    assert marked("<b>シリア", [(3, 6), (4, 99), (-5, 1)]) == "<mark>&lt;</mark>b&gt;<mark>シリア</mark>"
    assert marked("シリア", []) == "シリア"
