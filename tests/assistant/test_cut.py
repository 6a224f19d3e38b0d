"""Cut: a list is told whole, each item with what restricts it, or the answer says what is left out."""

import pytest

HS = ["84.56", "85.26", "85.42", "8542.90", "88.07", "9014.20", "9027.50"]


@pytest.mark.parametrize(
    "question", ["16の項(1)の貨物のHSコードは何ですか", "16項(1)のHSコードを全て教えてください", "HSコードの一覧"]
)
def test_codes_are_told_whole(shipped, question):
    """All six numbers of the article, the integrated circuits with their exception."""
    answer = shipped.ask(question, as_of="2026-06-10")
    said = [one.text for one in answer.statements]
    assert all(any(code in one for one in said) for code in HS)
    assert "ただし" in said[next(n for n, one in enumerate(said) if "85.42" in one) + 1]


def test_penalties_are_told_with_the_fivefold_value(shipped):
    """A fine of two thousand myriad is not the most where the goods are worth more."""
    said = [one.text for one in shipped.ask("罰則は何ですか", as_of="2026-06-10").statements]
    at = next(n for n, one in enumerate(said) if one.startswith("第一項"))
    assert "五倍" in said[at + 1]


def test_a_list_told_in_part_says_so(shipped):
    """How many more there are, and where."""
    answer = shipped.ask("集積回路のHSコードは", as_of="2026-06-10")
    said = [one.text for one in answer.notices if one.code == "list_cut"]
    assert any("ほかに" in one and "列挙は" in one for one in said)


def test_a_whole_list_is_not_called_cut(shipped):
    """All countries of the group are told."""
    answer = shipped.ask("グループAの国はどこですか", as_of="2026-06-10")
    assert "list_cut" not in [one.code for one in answer.notices]
