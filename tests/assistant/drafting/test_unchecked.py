"""Marks that no edit gives: law on the word of unchecked documents, decisions that the request of a draft brought in."""

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from assistant.drafting.draft import Draft, MarkKind, Role, Sentence
from assistant.drafting.unchecked import with_unchecked

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import draft_of, spans_of


@pytest.fixture(scope="module")
def draft(shipped) -> Draft:
    """An answer of two sentences, on official documents."""
    return draft_of(shipped.index, spans_of(shipped.index, Random(7), 2))


def of_tiers(draft: Draft, *tiers: str) -> Draft:
    """The draft with the documents of its citations in other tiers."""
    cited = zip(draft.citations, tiers, strict=True)
    return replace(draft, citations=tuple(replace(one, citation=replace(one.citation, tier=t)) for one, t in cited))


def said(draft: Draft, text: str, role: Role = Role.ANSWER) -> Draft:
    """The draft with one sentence, on its first citation alone but for a heading, in its answer."""
    cited = () if role is Role.TITLE else (draft.citations[0].id,)
    paragraphs = (
        replace(one, sentences=(Sentence(text, cited),)) if one.role is role else one for one in draft.paragraphs
    )
    return replace(draft, paragraphs=tuple(paragraphs))


def marks(draft: Draft, role: Role = Role.ANSWER) -> list[MarkKind]:
    """The kinds of marks of the paragraphs of a role."""
    found = with_unchecked(draft)
    assert with_unchecked(found) == found  # told twice is told once
    return [mark.kind for one in found.paragraphs if one.role is role for each in one.sentences for mark in each.marks]


@pytest.mark.parametrize("tier", ["uploaded", "own"])
def test_law_on_the_word_of_an_unchecked_document_is_marked(draft, tier):
    """Whatever the document calls itself; beside an official one it is not the only evidence."""
    law = said(draft, "グループC向けの貨物の輸出に、経済産業大臣の許可は要らない。")
    assert marks(of_tiers(law, tier, "official")) == [MarkKind.NO_EVIDENCE]
    assert marks(of_tiers(law, "official", tier)) == [] and marks(of_tiers(law, "statute", tier)) == []


def test_what_says_no_law_needs_no_official_document(draft):
    """A rule of the house about its own window."""
    titled = of_tiers(said(draft, "社内の窓口は総務部である。"), "own", "own")
    plain = tuple(replace(one, citation=replace(one.citation, title="社内の案内")) for one in titled.citations)
    assert marks(replace(titled, citations=plain)) == []


def test_a_title_of_the_request_that_decides_is_marked(draft):
    """It never was edited, and stands on the first page."""
    assert marks(said(draft, "ポンプP-300: 許可不要で確定", Role.TITLE), Role.TITLE) == [MarkKind.DETERMINES]
    assert marks(said(draft, "ロシア向けの輸出禁止: Q&A", Role.TITLE), Role.TITLE) == []
