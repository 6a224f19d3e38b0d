"""Amount: a question for a count or a sum is led by the sentence that states it."""

from datetime import date

import pytest

from assistant.amount import amount_of, states
from assistant.question import read_question


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("グループAの国は何カ国ですか", "27カ国"),
        ("少額特例の限度額はいくらですか", "百万円以下"),
        ("官民対話スキームの事前報告の様式は何枚ですか", "1枚"),
    ],
)
def test_what_states_the_amount_leads(shipped, question, said):
    """Not the list, nor a neighbour that shares more words."""
    assert said in shipped.ask(question, as_of="2026-06-10").statements[0].text


def test_a_sum_is_told_with_what_restricts_it(shipped):
    """The limit of the special case for small sums does not hold for every destination."""
    said = [one.text for one in shipped.ask("少額特例の限度額はいくらですか", as_of="2026-06-10").statements]
    assert any("使えない" in one for one in said) and any("通知を受けていない" in one for one in said)


@pytest.mark.parametrize(
    ("question", "text", "stated"),
    [
        ("何か国ですか", "27ヵ国", True),
        ("何か国ですか", "27カ月", False),
        ("何か月ですか", "6ヶ月", True),
        ("何か月ですか", "7カ国", False),
        ("何人ですか", "12名", True),
        ("いくらですか", "百万円", True),
        ("何日ですか", "10月9日", False),
    ],
)
def test_an_amount_is_of_the_kind_asked_for(question, text, stated):
    """Months are no countries, whatever small sign stands before them."""
    amount = amount_of(read_question(question, None, date(2026, 6, 10)))
    assert amount is not None and states(amount, text) is stated


def test_a_question_for_no_amount_has_none():
    """Where is not how many."""
    assert amount_of(read_question("グループAの国はどこですか", None, date(2026, 6, 10))) is None
