"""Conversations on the chat page: follow-ups, the list in the side bar, opening again, deleting, loading anew."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).parents[2] / "ui" / "chat.py"
LAW = "キャッチオール規制の客観要件とは"
OWN = "当社の工作機械をシリアへ輸出できますか"
DATED = "2025年5月時点の通常兵器キャッチオールは"
FOLLOW_UP = "では三か月前は"


@pytest.fixture
def opened(service, monkeypatch):
    """Opens the page, at the address of a conversation if one is named."""
    monkeypatch.setenv("GAIHI_URL", service.url)

    def at(conversation_id=None):
        page = AppTest.from_file(str(PAGE), default_timeout=20)
        if conversation_id:
            page.query_params["c"] = conversation_id
        return page.run()

    return at


def ask(page, question):
    """The page after a question."""
    page.chat_input[0].set_value(question).run()
    assert not page.exception
    return page


def shown(page):
    """All HTML of the page."""
    return "\n".join(element.body for element in page.html)


def labels(page):
    """The labels of the buttons in the side bar."""
    return [button.label for button in page.sidebar.button]


def press(page, label):
    """The page after a click."""
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def test_how_a_follow_up_was_understood_stands_above_the_answer(opened):
    """The notice is apart from the warnings, which keep what was left out of a model's reply."""
    html = shown(ask(ask(opened(), LAW), FOLLOW_UP))
    assert html.index("前の質問の続きとして") < html.index("モデルが根拠から書いた文")
    assert html.index("モデルが根拠から書いた文") < html.index("対話モデルの文のうち1文を除きました")


def test_the_address_names_the_conversation_so_that_it_survives_loading_anew(opened, service):
    """After a question the address holds the id; a page that is opened there shows the questions again."""
    page = ask(opened(), LAW)
    assert page.query_params["c"] in ("c-1", ["c-1"])
    service.talks["c-1"] = [LAW, DATED]
    again = opened("c-1")
    assert shown(again).count('class="g-turn"') == 2
    ask(again, LAW)
    assert service.asked[-1]["conversation_id"] == "c-1"


def test_a_stored_conversation_is_opened_from_the_list(opened, service):
    """Its title is a button; the next question belongs to it."""
    service.talks = {"c-7": [DATED], "c-8": [LAW]}
    page = press(opened(), DATED)
    assert 'class="g-turn"' in shown(page) and "2025年5月31日" in shown(page)
    ask(page, LAW)
    assert service.asked[-1]["conversation_id"] == "c-7"


def test_a_title_cannot_format_or_link(opened, service):
    """The first question of a conversation is shown letter by letter, cut to one line."""
    service.talks = {
        "c-7": ["[安全](javascript:alert(1)) **太字** :red[赤]\n二行目です。とても長い質問なので切られます"]
    }
    title = next(label for label in labels(opened()) if "安全" in label)
    assert r"\[安全\]" in title and "\n" not in title and title.endswith("…")


def test_a_conversation_is_deleted_only_after_a_second_click(opened, service):
    """The button to delete stands in a pop-over that says that it cannot be undone; afterwards the page is empty."""
    service.talks = {"c-1": [LAW]}
    page = opened("c-1")
    assert "c-1" in service.talks
    assert any("元に戻せません" in caption.value for caption in page.caption)
    press(page, "消す")
    assert service.talks == {}
    assert 'class="g-turn"' not in shown(page)
    assert "c" not in page.query_params


def test_a_conversation_that_is_gone_is_told_and_the_page_goes_on(opened, service):
    """The address of a deleted conversation shows what is wrong, and a question begins a new one."""
    page = opened("c-gone")
    assert 'role="alert"' in shown(page)
    service.fail = 0
    ask(page, LAW)
    assert service.asked[-1].get("conversation_id") is None


def test_without_stored_conversations_the_page_works_without_a_list(opened, service):
    """A service that stores nothing refuses the list; nothing is told, and questions are answered."""
    service.fail = 409
    page = ask(opened("c-1"), LAW)
    assert 'role="alert"' not in shown(page)
    assert "新しい会話を始める" in labels(page)


def test_an_answer_that_was_not_stored_begins_no_conversation(opened, service):
    """The next question does not name a conversation that the service does not have."""
    page = ask(ask(opened(), "保存できない質問は"), LAW)
    assert service.asked[-1].get("conversation_id") is None
    assert "保存できませんでした" in shown(page)


def test_what_was_confirmed_in_one_conversation_is_not_confirmed_in_another(opened):
    """A new conversation about another case starts with nothing confirmed."""
    page = press(ask(opened(), OWN), "確認する")
    assert "確認した事実（1）で照合する" in [button.label for button in page.button]
    page = ask(press(page, "新しい会話を始める"), OWN)
    assert "確認した事実（0）で照合する" in [button.label for button in page.button]


def test_the_filter_of_the_page_is_sent_as_it_is_shown(opened, service):
    """No source chosen means all, also in a follow-up; no date means that the date goes over."""
    ask(ask(opened(), LAW), FOLLOW_UP)
    assert service.asked[-1]["source_ids"] == []
    assert "as_of" not in service.asked[-1]


def test_a_statement_of_a_model_is_marked(scripted):
    """Whoever reads a sentence sees that a model wrote it."""
    from ui import show

    answer = scripted(FOLLOW_UP, statements=[{"text": "モデルの文。", "citations": [1], "origin": "model"}])
    assert ">AI</span>" in show.answered(answer, show.View())
