"""Printed: an answer on a terminal says beside each sentence what the page says."""

from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.request import AskRequest
from ingest.settings import load_settings
from ui.printed import answer_text


@pytest.fixture(scope="module")
def printed(index_home):
    """Asks on a day and gives the printed answer, line by line."""
    assistant = Assistant(load_settings(home=index_home), lambda: date(2026, 6, 10))

    def call(question):
        return answer_text(assistant.ask(AskRequest(question=question))).splitlines()

    return call


def test_a_superseded_sentence_is_marked_beside_it(printed):
    """Whoever copies the line copies the mark."""
    line = next(
        one for one in printed("我が国の補完的輸出規制の規制要件は") if "規制要件はインフォームだけである" in one
    )
    assert line.endswith("（置き換え済み）")


def test_the_law_of_the_day_has_no_mark(printed):
    """A mark on everything would mark nothing."""
    line = next(one for one in printed("輸出令第8条は何を定めていますか") if "六月" in one)
    assert line.endswith("]")
