"""Ids of paragraphs: of what they are about, so that they stay the same wherever they stand."""

import hashlib


def question_id(text: str) -> str:
    """The id of the paragraph of a question or point: of its words."""
    return f"q-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
