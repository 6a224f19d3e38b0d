"""Sentences of a draft that state no fact, and the labels of what is not the law of its date."""

from datetime import date

import pytest

from assistant.drafting import neutral
from ingest.citation import Standing
from ingest.gaps import Gap
from ingest.status import StatusKind

DAY = date(2025, 10, 9)
PAST = [
    (Standing(False, None, DAY, "x", StatusKind.SUPERSEDED), None),
    (Standing(False, None, DAY, "x", StatusKind.PROPOSED), None),
    (Standing(False, None, None, None, StatusKind.PROPOSED), None),
    (Standing(False, DAY, None, None, StatusKind.ANNOUNCED), None),
    (Standing(False, date(2023, 1, 1), DAY), DAY),
]


@pytest.mark.parametrize("text", [*sorted(neutral.FIXED), neutral.on_day(DAY), neutral.from_day(DAY)])
def test_what_the_engine_says_of_itself_is_neutral(text):
    """Every fixed sentence and every dated form is recognised, so that an edit of it is not asked for evidence."""
    assert neutral.is_neutral(text)
    assert neutral.is_neutral(neutral.period(DAY, date(2026, 4, 1)))
    assert neutral.is_neutral(neutral.days_of_results([DAY, date(2026, 4, 1)]))


def test_a_statement_of_the_law_is_not_neutral():
    """A sentence that says what the law says, even with a fixed sentence in front, states a fact."""
    assert not neutral.is_neutral("16項(1)の貨物には用途要件がある。")
    assert not neutral.is_neutral(neutral.NOT_SUPPORTED + "許可が要る。")


def test_the_pointer_of_a_known_gap_is_neutral_where_the_gap_is_known():
    """It is a fixed text of the corpus, not of this module."""
    gap = Gap("手数料", "not_in_corpus", "手数料の定めは収録していません。", ("手数料はいくら？",))
    assert neutral.is_neutral(gap.pointer, [gap])
    assert not neutral.is_neutral(gap.pointer)


@pytest.mark.parametrize(("stands", "ended"), PAST)
def test_a_label_can_be_taken_off_again(stands, ended):
    """What stands behind the label is what the citation must bear out."""
    text = neutral.history_label(stands, ended) + "グループA国は対象から除かれている。"
    assert neutral.is_labelled(text)
    assert neutral.without_label(text) == "グループA国は対象から除かれている。"


def test_brackets_of_a_document_are_no_label():
    """Only the labels of the engine mark a sentence as past."""
    assert not neutral.is_labelled("（参考）2025年10月9日に施行された。")
