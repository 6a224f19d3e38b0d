"""Question: its date, what kind of answer it wants, and whether it is about the asker's own case."""

from datetime import date

import pytest

from assistant.answer import AsOfFrom
from assistant.errors import ImpossibleDateError
from assistant.own_case import is_own_case
from assistant.problem import problem_of
from assistant.question import Wanted, read_question
from ingest.fold import fold

TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年6月時点では何が対象ですか", date(2024, 6, 30)),
        ("２０２４年６月時点では何が対象ですか", date(2024, 6, 30)),
        ("2024年2月の時点で", date(2024, 2, 29)),
        ("令和6年12月時点の制度は", date(2024, 12, 31)),
        ("令和元年5月時点の制度は", date(2019, 5, 31)),
        ("平成31年4月30日現在の制度は", date(2019, 4, 30)),
        ("2024年6月15日現在の対象国は", date(2024, 6, 15)),
        ("2024-06-15時点の対象国は", date(2024, 6, 15)),
        ("2023年時点では", date(2023, 12, 31)),
        ("2025年10月当時の要件は", date(2025, 10, 31)),
        ("2025年3月末時点で", date(2025, 3, 31)),
        ("2024/6/30時点の対象国は", date(2024, 6, 30)),
        ("2024.6.30時点の対象国は", date(2024, 6, 30)),
        ("R6.6.30時点の対象国は", date(2024, 6, 30)),
        ("令和6年度末時点の対象国は", date(2025, 3, 31)),
        ("2024年度末時点の対象国は", date(2025, 3, 31)),
        ("二〇二四年六月時点の対象国は", date(2024, 6, 30)),
        ("令和六年十二月十五日時点の対象国は", date(2024, 12, 15)),
        ("2024年6月時点ではなく2025年1月時点の制度は", date(2025, 1, 31)),
        ("2025年1月時点の制度を、2025年6月時点ではなく教えて", date(2025, 1, 31)),
        ("2025年1月時点と2024年6月時点の違いは", date(2025, 1, 31)),
    ],
)
def test_a_date_with_its_word_is_the_date_of_the_answer(text, day):
    """A year or month means its last day, in western years and in eras, in half and full width."""
    question = read_question(text, None, TODAY)
    assert (question.as_of, question.as_of_from) == (day, AsOfFrom.QUESTION)


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月の中間報告は何を提言しましたか",
        "2025年10月9日に施行された改正は何ですか",
        "令和6年の統計を教えてください",
        "現在の制度は",
        "第55条の8の時点",
    ],
)
def test_a_date_that_is_part_of_what_is_asked_is_not_the_date_of_the_answer(text):
    """Without 時点, 現在 or 当時 behind it a date says what is asked about; the answer is for today."""
    question = read_question(text, None, TODAY)
    assert (question.as_of, question.as_of_from) == (TODAY, AsOfFrom.DEFAULT)


def test_the_date_of_the_request_stands_above_the_question_s():
    """Who gives a date beside the question means that one."""
    question = read_question("2024年6月時点では", date(2025, 1, 1), TODAY)
    assert (question.as_of, question.as_of_from) == (date(2025, 1, 1), AsOfFrom.REQUEST)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2024年13月時点では", "2024年13月時点"),
        ("2024年0月時点では", "2024年0月時点"),
        ("2025年2月29日現在の", "2025年2月29日現在"),
        ("令和7年4月31日時点の", "令和7年4月31日時点"),
        ("0000年時点の", "0000年時点"),
        ("令和0年時点の", "令和0年時点"),
        ("令和0年6月時点の", "令和0年6月時点"),
        ("2024/13/1時点の", "2024/13/1時点"),
        ("2024-13-01時点の", "2024-13-01時点"),
    ],
)
def test_an_impossible_date_is_refused_with_its_words(text, named):
    """No other day is guessed: the error names what was written and becomes a 422 problem document."""
    with pytest.raises(ImpossibleDateError, match=named) as caught:
        read_question(text, None, TODAY)
    problem = problem_of(caught.value)
    assert problem.status == 422
    assert named in problem.detail
    assert caught.value.hint in problem.detail


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("対象技術をすべて挙げてください", Wanted.LIST),
        ("どのような品目がありますか", Wanted.LIST),
        ("いつ施行されましたか", Wanted.DATE),
        ("グループA国は何カ国ですか", Wanted.NUMBER),
        ("なぜ見直されたのですか", Wanted.REASON),
        ("インフォーム要件とは", Wanted.FACT),
    ],
)
def test_the_kind_of_answer_is_read_from_the_words(text, wanted):
    """A list, a date, a number, a reason or a plain fact."""
    assert read_question(text, None, TODAY).wanted is wanted


@pytest.mark.cases("own_case")
def test_a_question_about_the_asker_s_own_case_is_recognised(text):
    """However politely, curtly or foreign it is put, a question for a decision on one's own case is one."""
    assert is_own_case(fold(text))


@pytest.mark.parametrize(
    "text", ["当\u200b社の製品は許\u2060可が要りますか", "輸 出 許 可 い り ま す か 弊 社 の ポ ン プ"]
)
def test_hidden_signs_and_spaces_hide_no_own_case(text):
    """Zero-width characters and spaces between Japanese characters are not part of a word."""
    assert is_own_case(fold(text))


@pytest.mark.cases("general_questions")
def test_a_general_question_is_not_taken_for_an_own_case(text):
    """A question for what the law or a document says is answered from the documents."""
    assert not is_own_case(fold(text))
