"""Elsewhere: what speaks of another country or group than the question's is no answer to it."""

from datetime import date

import pytest

from assistant.question import read_question


def _said(answer):
    return " ".join(one.text for one in answer.statements)


@pytest.mark.parametrize("question", ["北朝鮮向けの輸出禁止はいつまで", "北朝鮮への輸出禁止の期限はいつですか"])
def test_bans_of_another_country_are_no_answer(shipped, question):
    """The slide on Russia lists bans without naming whom they concern: they are not those of North Korea."""
    answer = shipped.ask(question, as_of="2026-06-10")
    assert "2027年4月13日" in _said(answer)
    assert "ロシア" not in " ".join(one.locator for one in answer.citations)


def test_a_sentence_that_names_the_country_itself_stays(shipped):
    """Under whatever heading it stands."""
    assert "北朝鮮" in _said(shipped.ask("少額特例を使えない国に北朝鮮は入りますか", as_of="2026-06-10"))


def test_a_provision_on_all_others_answers_for_group_b(shipped):
    """The permit for Group A is no answer to one about Group B; what is said of all outside Group A is."""
    answer = shipped.ask("グループBの国への16の項の貨物に許可が要るのはどんなときですか", as_of="2026-06-10")
    assert answer.status == "answered"
    assert "第四条第一項" in " ".join(one.locator for one in answer.citations)
    assert "第一条第三項" not in " ".join(one.locator for one in answer.citations)
    assert "通知を受けたとき" in _said(answer)


@pytest.mark.parametrize(
    "question",
    [
        "グループAの国向けの輸出は補完的輸出規制の対象外ですか",
        "グループAの国向けの貨物に許可が要るのはどんなときですか",
    ],
)
def test_a_group_of_countries_is_no_destination_of_an_own_case(question):
    """A rule is asked for: nobody's own item goes to a group."""
    assert not read_question(question, None, date(2026, 6, 10)).own_case
