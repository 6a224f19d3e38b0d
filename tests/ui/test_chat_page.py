"""Chat page: what happens when somebody asks, chooses a date or sources, or finds the service down."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import show

PAGE = Path(__file__).parents[2] / "ui" / "chat.py"
LAW = "キャッチオール規制の客観要件とは"


@pytest.fixture
def chat(service, monkeypatch) -> AppTest:
    """The page as it opens, talking to the scripted service."""
    monkeypatch.setenv("GAIHI_URL", service.url)
    return AppTest.from_file(str(PAGE), default_timeout=20).run()


def ask(chat: AppTest, question: str) -> AppTest:
    """The page after a question."""
    chat.chat_input[0].set_value(question).run()
    assert not chat.exception
    return chat


def shown(chat: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(element.body for element in chat.html)


def test_the_page_opens_with_examples_and_the_notice(chat):
    """Before the first question there are examples to try, and the notice stands below the input."""
    assert not chat.exception
    assert show.FOOTER in shown(chat)
    assert len([button for button in chat.button if "何" in button.label or "どこ" in button.label]) == 3


def test_an_answer_is_shown_with_its_passages(chat):
    """A question gets its statements, marks and highlighted quotes."""
    html = shown(ask(chat, LAW))
    assert 'href="#t1-c1"' in html and 'id="t1-c1"' in html
    assert "<mark>別表第一の一六の項の中欄に掲げる貨物を輸出しようとする場合</mark>" in html
    assert "2026年6月10日（今日）" in html


def test_questions_stay_in_one_conversation(chat, service):
    """Earlier turns stay on the page, and the second question names the conversation of the first."""
    html = shown(ask(ask(chat, LAW), "2025年5月時点の通常兵器キャッチオールは"))
    assert html.count('class="g-turn"') == 2 and 'id="t2-c1"' in html
    assert [body.get("conversation_id") for body in service.asked] == [None, "c-1"]


def test_no_date_is_sent_unless_it_is_switched_on(chat, service):
    """The date field alone changes nothing: the service decides the date."""
    assert chat.date_input[0].disabled
    ask(chat, LAW)
    assert "as_of" not in service.asked[0]


def test_the_chosen_date_is_sent_and_shown_as_chosen(chat, service):
    """With the switch on, the date goes with the question and is stamped 「指定」."""
    chat.toggle[0].set_value(True).run()
    chat.date_input[0].set_value(date(2025, 1, 31)).run()
    html = shown(ask(chat, LAW))
    assert service.asked[0]["as_of"] == "2025-01-31"
    assert "2025年1月31日（指定）" in html


def test_the_chosen_sources_are_sent(chat, service):
    """The filter offers the registered sources by their short titles and sends their ids."""
    assert "安保小委 中間報告（2024-04）" in chat.multiselect[0].options
    chat.multiselect[0].set_value(["meti-2024-interim-report"]).run()
    ask(chat, LAW)
    assert service.asked[0]["source_ids"] == ["meti-2024-interim-report"]


def test_a_question_about_an_own_case_is_not_determined(chat):
    """The clear box says so."""
    assert show.NOT_DETERMINED in shown(ask(chat, "当社の工作機械をシリアへ輸出できますか"))


def test_an_abstention_shows_the_closest_passages_that_exist(chat):
    """The closest passages are fetched and shown as such; one that is gone is left out."""
    html = shown(ask(chat, "今日の天気は"))
    assert show.CLOSE_NOTE in html and html.count('class="g-card"') == 1
    assert "次にすること" in html


def test_superseded_and_digest_citations_are_labelled(chat):
    """What was replaced and what is a digest says so on the page."""
    html = shown(ask(chat, "中間報告の前の扱いは"))
    assert "2025年10月9日に置き換え済み" in html and "要旨（本プロジェクトによる）" in html


def test_hostile_documents_are_harmless(chat):
    """No script, image or link of a document is in the page."""
    html = shown(ask(chat, "規程には何と書いてありますか"))
    for bad in ("<script>window", "<img", 'href="javascript', 'href="http://evil'):
        assert bad not in html


def test_a_refusal_is_shown_with_what_to_do_and_the_page_goes_on(chat):
    """The problem document becomes a turn; the next question works."""
    html = shown(ask(chat, "索引がありません"))
    assert "索引がまだありません。" in html and "gaihi ingest" in html
    assert 'id="t2-c1"' in shown(ask(chat, LAW))


def test_a_new_conversation_is_empty(chat, service):
    """The button clears the turns, and the next question starts afresh."""
    ask(chat, LAW)
    next(button for button in chat.button if button.label == "新しい会話を始める").click().run()
    assert 'class="g-turn"' not in shown(chat)
    ask(chat, LAW)
    assert service.asked[1].get("conversation_id") is None


def test_an_example_is_asked_on_a_click(chat, service):
    """Clicking an example asks it."""
    example = next(button for button in chat.button if "グループA" in button.label)
    example.click().run()
    assert [body["question"] for body in service.asked] == [example.label]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "ただの文"])
def test_without_a_service_the_page_says_what_to_do(monkeypatch, url):
    """Nothing crashes when the service is down or its address is wrong."""
    monkeypatch.setenv("GAIHI_URL", url)
    chat = AppTest.from_file(str(PAGE), default_timeout=20).run()
    assert not chat.exception
    assert 'role="alert"' in shown(chat) and "GAIHI_URL" in shown(chat)


def test_a_question_while_the_service_is_down_keeps_its_text(monkeypatch):
    """The question stays on the page with the error, so that it can be asked again."""
    monkeypatch.setenv("GAIHI_URL", "http://127.0.0.1:9")
    chat = AppTest.from_file(str(PAGE), default_timeout=20).run()
    assert "キャッチオール規制" in shown(ask(chat, LAW))
    assert "接続できません" in shown(chat)
