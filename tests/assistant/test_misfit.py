"""Misfit: what speaks of another than the one asked for, or holds nothing of the kind, is no answer to it."""

import pytest

from assistant.misfit import years


@pytest.mark.parametrize(
    "question",
    [
        "グループBの国はどこですか",
        "輸出令第21条は何を定めていますか",
        "外為法第53条の制裁は何ですか",
        "経産省が情報提供する懸念需要者は何社ありますか",
        "該非判定書の有効期限は何年ですか",
        "自己管理チェックリストの質問は全部で何問ですか",
    ],
)
def test_what_speaks_of_another_or_holds_no_such_number_is_refused(shipped, question):
    """Group A is no answer to one about group B, a provision to one about another, a sentence without a count to 何社."""
    answer = shipped.ask(question)
    assert (answer.status, answer.statements) == ("abstained", ())


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("グループAの国はどこですか", "アルゼンチン"),
        ("輸出令第8条は何を定めていますか", "六月"),
        ("16項(1)に入る集積回路はHSコードでいうとどれですか", "85.42"),
        ("官民対話スキームの事前報告の様式は何枚ですか", "1枚"),
        ("通常兵器キャッチオールの客観要件の追加は、2025年の何月何日から施行ですか", "10月9日"),
        ("自己管理チェックリストの見直しが施行されたのはいつですか", "5月9日"),
    ],
)
def test_what_speaks_of_the_one_asked_for_is_answered(shipped, question, said):
    """The same kinds of questions, where the documents hold the group, the provision, the count and the day."""
    assert said in " ".join(one.text for one in shipped.ask(question).statements)


@pytest.mark.parametrize(
    ("text", "found"),
    [("2024年と令和7年", {2024, 2025}), ("平成30年度", {2018}), ("第55条の8", set()), ("3024年", set())],
)
def test_years_are_read_in_both_calendars(text, found):
    """Western years and eras give the same years."""
    assert years(text) == found
