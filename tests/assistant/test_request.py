"""Request: what callers may send is checked at the edge."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.request import QUESTION_LIMIT, AskRequest, RecordRequest, SearchRequest


@pytest.mark.parametrize("text", ["", " ", "\u3000\n\t", "x" * (QUESTION_LIMIT + 1), "\ud800", None, 5, ["x"]])
def test_what_is_no_question_is_refused(text):
    """Nothing, white space, too much, half a character and other types are not questions, nor queries."""
    with pytest.raises(ValidationError):
        AskRequest(question=text)
    with pytest.raises(ValidationError):
        SearchRequest(query=text)


@pytest.mark.parametrize("text", ["x", "x" * QUESTION_LIMIT, "\x00", "　前後の空白は残す　", "😀" * QUESTION_LIMIT])
def test_a_question_is_kept_as_it_was_sent(text):
    """Up to the limit every text with something in it is a question, character by character."""
    assert AskRequest(question=text).question == text


@pytest.mark.parametrize(
    "day",
    [
        "2024-02-30",
        "2024-6-1",
        "20240601",
        20240601,
        1717200000,
        "2024-06-01T00:00:00",
        "２０２４-06-01",
        " 2024-06-01",
        "",
        "今日",
        True,
    ],
)
def test_what_is_no_day_is_refused(day):
    """Only a day that exists, as YYYY-MM-DD: no number is taken for seconds, no other form guessed."""
    with pytest.raises(ValidationError):
        AskRequest(question="x", as_of=day)


@pytest.mark.parametrize("day", ["2024-02-29", date(2024, 2, 29)])
def test_a_day_is_read(day):
    """In ISO form or as a date."""
    assert AskRequest(question="x", as_of=day).as_of == date(2024, 2, 29)


@given(st.dates())
def test_every_day_there_is_can_be_sent(day):
    """From the year 1 to the year 9999."""
    assert AskRequest(question="x", as_of=day.isoformat()).as_of == day


@pytest.mark.parametrize("field", ["asof", "as_Of", "query", "k", "language"])
def test_an_unknown_field_is_refused(field):
    """A misspelt field is not ignored."""
    with pytest.raises(ValidationError, match=field):
        AskRequest(**{"question": "x", field: "2024-01-01"})


@pytest.mark.parametrize("k", [0, -1, 101, 1.5, "many", None])
def test_an_impossible_number_of_hits_is_refused(k):
    """From 1 to 100."""
    with pytest.raises(ValidationError):
        SearchRequest(query="x", k=k)


def test_a_request_cannot_be_changed():
    """It is hashed into the answer's id, so it stays as it was checked."""
    with pytest.raises(ValidationError):
        AskRequest(question="x").question = "y"


@pytest.mark.parametrize("name", ["新田\u3000花子", " 新田 花子\u3000", "新田\u3000 花子"])
def test_a_name_may_have_a_wide_space(name):
    """However it is spaced it is one name; a line break is none."""
    assert RecordRequest(facts={}, by=name).by == "新田 花子"
    with pytest.raises(ValidationError):
        RecordRequest(facts={}, by=f"{name}\n係長")
