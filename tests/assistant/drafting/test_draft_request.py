"""Requests for drafts are checked at the edge."""

import re

import pytest
from pydantic import ValidationError

from assistant.drafting.request import DraftRequest

WRONG = [
    {"kind": "qa_section"},
    {"kind": "commentary", "topic": "監査"},
    {"kind": "change_notice", "from_day": "2025-04-01"},
    {"kind": "change_notice", "from_day": "2025-10-31", "to_day": "2025-04-01"},
    {"kind": "change_notice", "from_day": "2025-04-01", "to_day": "2025-10-31", "as_of": "2025-05-01"},
    {"kind": "checklist"},
    {"kind": "poem", "topic": "監査"},
    {"kind": "qa_section", "topic": "監査", "tone": "polite"},
    {"kind": "qa_section", "questions": ["問い"] * 31},
    {"kind": "qa_section", "topic": "監査", "as_of": 20260401},
    {"kind": "qa_section", "topic": "監査", "facts": {"dest": "CN", "date": "2026-04-01"}},
]


@pytest.mark.parametrize("given", WRONG)
def test_what_cannot_be_drafted_is_refused(given):
    """Missing, unknown or impossible fields are errors, never guessed."""
    with pytest.raises(ValidationError):
        DraftRequest.model_validate(given)


def test_a_stored_request_reads_back():
    """What a draft keeps as its request gives the same request again."""
    asked = DraftRequest(kind="change_notice", from_day="2025-04-01", to_day="2025-10-31", source_ids=("a",))
    assert DraftRequest.model_validate(asked.model_dump(mode="json", exclude_none=True)) == asked


def test_a_period_of_one_day_holds_that_day():
    """Both ends are included, so the first may be the last."""
    asked = DraftRequest(kind="change_notice", from_day="2025-10-09", to_day="2025-10-09")
    assert asked.from_day == asked.to_day


@pytest.mark.parametrize("given", [WRONG[0], *WRONG[1:6], WRONG[-1]])
def test_what_is_wrong_is_told_in_the_words_of_the_page(given):
    """Neither names of fields nor options stand in the text: a person who filled in a form reads it."""
    with pytest.raises(ValidationError) as refused:
        DraftRequest.model_validate(given)
    (error,) = refused.value.errors()
    assert not re.search(r"from_day|to_day|as_of|topic|element|facts|--", error["msg"])
