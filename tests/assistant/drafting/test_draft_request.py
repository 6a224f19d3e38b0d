"""Requests for drafts are checked at the edge."""

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
