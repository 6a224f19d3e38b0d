"""The measure of drafts notices what is wrong with one."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.checking import Checker
from assistant.drafting.draft import Draft, Kind, Origin, Paragraph, Role, Sentence
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from evals.drafting import Point, covers, facts_of, faults, load_topics
from ingest.errors import RegistryError
from ingest.index import open_index
from ingest.settings import load_settings

DAY = date(2026, 4, 1)


@pytest.fixture(scope="module")
def index(index_home):
    """The digests that ship."""
    return open_index(load_settings(home=index_home))


@pytest.fixture(scope="module")
def draft(index) -> Draft:
    """A draft without a fault."""
    asked = DraftRequest(kind=Kind.QA_SECTION, questions=("輸出許可の有効期間はいつまで？",), as_of=DAY)
    return Drafter(index, Checker()).draft(asked, DAY)


def _with(draft, sentence):
    told = Paragraph("x", Role.ANSWER, Origin.PASSAGES, (sentence,))
    return replace(draft, paragraphs=(*draft.paragraphs, told))


def test_a_sound_draft_has_no_fault(draft, index):
    """And it does state something."""
    assert list(faults(draft, index)) == []
    assert len(list(facts_of(draft))) > 1


def test_a_sentence_without_a_citation_is_a_fault(draft, index):
    """Whatever it says."""
    assert len(list(faults(_with(draft, Sentence("許可の有効期間は一年である。")), index))) == 1


def test_a_sentence_its_quote_does_not_hold_is_a_fault(draft, index):
    """A citation that is there but says something else."""
    wrong = Sentence("許可の有効期間は一年である。", (draft.citations[0].id,))
    assert len(list(faults(_with(draft, wrong), index))) == 1


def test_a_quote_that_is_not_the_passage_is_a_fault(draft, index):
    """The text comes from the store, never from elsewhere."""
    first = draft.citations[0]
    altered = replace(first, citation=replace(first.citation, quote=first.citation.quote + "。"))
    assert list(faults(replace(draft, citations=(altered, *draft.citations[1:])), index))


def test_past_law_outside_the_history_is_a_fault(draft, index):
    """A quote that is not in force on the day, in an answer."""
    first = draft.citations[0]
    past = replace(first, citation=replace(first.citation, in_force=False))
    assert list(faults(replace(draft, citations=(past, *draft.citations[1:])), index))


def test_coverage_ignores_width_and_space_and_keeps_the_words():
    """All strings of one alternative, after NFKC and without white space."""
    point = Point(point="x", accept=(("16項(1)", "用途要件"), ("Red Flags",)))
    assert covers("１６項（１）の 用途要件", point)
    assert covers("the REDFLAGS list", point)
    assert not covers("16項(1)の需要者要件", point)


def test_the_topics_can_be_read():
    """Twenty, with six to twelve points each."""
    topics = load_topics()
    assert len(topics) == 20
    assert all(6 <= len(one.points) <= 12 for one in topics)


def test_broken_topics_are_refused(tmp_path):
    """A field that is not known is an error that names the file."""
    path = tmp_path / "topics.yaml"
    path.write_text("- {id: a, topic: b, odd: 1}\n", encoding="utf-8")
    with pytest.raises(RegistryError, match=r"topics\.yaml"):
        load_topics(path)
