"""Marks: every seeded error of an edit is marked, whatever else the edit does; nothing is deleted."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from assistant.checking import Checker
from assistant.drafting.draft import Draft, Kind, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import STRUCTURE, Insert, Replace, Typed, apply
from assistant.drafting.mark import Marker, load_marker
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from evals.mutate import Seed
from evals.seeded import MutantKind, mutants
from ingest.names import load_names
from ingest.settings import CORPUS

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import draft_of, spans_of

SEEDED = (MutantKind.NUMBER, MutantKind.DATE, MutantKind.COUNTRY, MutantKind.ORGANISATION, MutantKind.ARTICLE)


@pytest.fixture(scope="module")
def marker() -> Marker:
    """A marker with the names that ship."""
    return load_marker()


@pytest.fixture(scope="module")
def draft(shipped) -> Draft:
    """An answer of four sentences."""
    return draft_of(shipped.index, spans_of(shipped.index, Random(7), 4))


def rewritten(marker: Marker, draft: Draft, *texts: str) -> Sequence[Sentence]:
    """The sentences of the first answer after it was rewritten."""
    after = marker.mark(draft, apply(draft, [Replace("a1", "\n".join(texts))], 2))
    return next(one for one in after.paragraphs if one.id == "a1").sentences


def kinds(sentence: Sentence) -> list[MarkKind]:
    """The kinds of its marks."""
    return [mark.kind for mark in sentence.marks]


def test_what_a_person_adds_is_marked_as_without_evidence_and_stays(draft, marker):
    """The sentence stands as it was typed; the others have no mark."""
    texts = [one.text for one in draft.paragraphs[2].sentences]
    found = rewritten(marker, draft, *texts, "社内の窓口は総務部である。")
    assert found[-1].text == "社内の窓口は総務部である。" and kinds(found[-1]) == [MarkKind.NO_EVIDENCE]
    assert [kinds(one) for one in found[:-1]] == [[]] * 4


def test_a_sentence_that_decides_a_case_is_marked(draft, marker):
    """Outside a determination nobody decides an item or a deal, with or without evidence."""
    texts = [one.text for one in draft.paragraphs[2].sentences]
    found = rewritten(marker, draft, *texts, "お問い合わせの貨物の輸出に許可は不要です。")
    assert MarkKind.DETERMINES in kinds(found[-1])


def test_headings_and_questions_need_no_citation(draft, marker):
    """A question put in has no mark; an answer put in has one."""
    changes = [Insert("a1", Role.QUESTION, "窓口はどこですか。"), Insert("a1", Role.CAUTION, "窓口は総務部である。")]
    after = marker.mark(draft, apply(draft, changes, 2))
    marked = {one.id: kinds(one.sentences[0]) for one in after.paragraphs if one.id.startswith("v2")}
    assert marked == {"v2-1": [], "v2-2": [MarkKind.NO_EVIDENCE]}


def test_a_fixed_sentence_may_not_change_its_date(draft, marker):
    """The date of application is the draft's own; another one is a statement without evidence."""
    texts = [one.text for one in draft.paragraphs[2].sentences]
    found = rewritten(marker, draft, *texts, "基準日は2026年4月1日です。", "基準日は2026年4月2日です。")
    assert [kinds(one) for one in found[-2:]] == [[], [MarkKind.NO_EVIDENCE]]


def test_a_value_from_elsewhere_in_a_long_quote_is_marked(marker, draft):
    """Two rows share a quote; the number of the one put into the other is marked, put right again it is not."""
    rows = ("島しょ向けの審査には11日かかる。", "山岳向けの審査には22日かかる。")
    one = draft.citations[0]
    wide = replace(one, citation=replace(one.citation, quote="".join(rows), in_force=None))
    answer = replace(draft.paragraphs[2], sentences=tuple(Sentence(row, (one.id,)) for row in rows), unattached=())
    both = replace(draft, paragraphs=(*draft.paragraphs[:2], answer), citations=(wide,))
    wrong = marker.mark(both, apply(both, [Replace("a1", "島しょ向けの審査には22日かかる。\n" + rows[1])], 2))
    assert kinds(wrong.paragraphs[2].sentences[0]) == [MarkKind.NOT_SUPPORTED]
    again = marker.mark(wrong, apply(wrong, [Replace("a1", "島しょ向けの審査にはおよそ22日かかる。\n" + rows[1])], 3))
    assert kinds(again.paragraphs[2].sentences[0]) == [MarkKind.NOT_SUPPORTED]
    right = marker.mark(again, apply(again, [Replace("a1", "島しょ向けの審査には、11日かかる。\n" + rows[1])], 4))
    assert kinds(right.paragraphs[2].sentences[0]) == []


def test_the_day_in_a_label_is_that_of_the_citation(marker, draft):
    """「（…に改められる前）」 says a day that the citation knows, or is marked."""
    one = draft.citations[0]
    dated = replace(one, citation=replace(one.citation, superseded_on=date(2025, 10, 9), in_force=False))
    text = draft.paragraphs[2].sentences[0].text
    old = replace(draft.paragraphs[2], sentences=(Sentence(text, (one.id,)),))
    before = replace(draft, paragraphs=(*draft.paragraphs[:2], old), citations=(dated,))
    for day, found in ((9, []), (8, [MarkKind.NOT_SUPPORTED])):
        label = f"（2025年10月{day}日に改められる前）"
        after = marker.mark(before, apply(before, [Replace("a1", label + text)], 2))
        assert kinds(after.paragraphs[2].sentences[0]) == found


def test_a_basis_is_compared_with_the_place_it_names(marker, draft):
    """The title and the provision of a citation bear out a line that names them; another provision does not."""
    one = draft.citations[0]
    named = replace(one, citation=replace(one.citation, title="外国為替令", locator="第十七条第二項", in_force=True))
    basis = Paragraph("b1", Role.BASIS, Origin.PASSAGES, (Sentence("外国為替令 第十七条第二項", (one.id,)),))
    before = replace(draft, paragraphs=(basis,), citations=(named,))
    for text, found in (("外国為替令の第十七条第二項", []), ("外国為替令の第十八条第二項", [MarkKind.NOT_SUPPORTED])):
        after = marker.mark(before, apply(before, [Replace("b1", text)], 2))
        assert kinds(after.paragraphs[0].sentences[0]) == found


def test_every_seeded_error_of_an_edit_is_marked(shipped, marker):
    """A number, date, article, country or organisation made wrong in one sentence of a paragraph is marked there."""
    names = load_names(CORPUS)
    found = spans_of(shipped.index, Random(11), 1200)
    missed, seen = [], 0
    for at in range(0, len(found), 8):
        draft = draft_of(shipped.index, found[at : at + 8], size=8)
        answer = next(one for one in draft.paragraphs if one.role is Role.ANSWER)
        for n, sentence in enumerate(answer.sentences):
            said = next(one.citation.quote for one in draft.citations if one.id in sentence.citations)
            true = Seed("s", (said,), sentence.text)
            for one in mutants([true], names, seed=at, per_kind=1):
                if one.kind not in SEEDED:
                    continue
                texts = [one.text if m == n else each.text for m, each in enumerate(answer.sentences)]
                after = marker.mark(draft, apply(draft, [Replace(answer.id, "\n".join(texts))], 2))
                new = next(each for each in after.paragraphs if each.id == answer.id)
                seen += 1
                wrong = [each for each in new.sentences if each.text == one.text]
                if not wrong or not all(each.marks for each in wrong):
                    missed.append((one.kind.value, one.original, one.text))
    assert seen > 500
    assert not missed, f"{len(missed)} of {seen}: {missed[:20]}"


def test_every_seeded_error_in_a_written_draft_is_marked(shipped, marker):
    """Its sentences share quotes of several sentences, stand under labels, or name a basis."""
    drafter = Drafter(shipped.index, Checker())
    draft = drafter.draft(DraftRequest(kind=Kind.QA_SECTION, topic="補完的輸出規制"), shipped.today)
    names, missed, seen = load_names(CORPUS), [], 0
    quotes = {one.id: one.citation.quote for one in draft.citations}
    for paragraph in draft.paragraphs:
        if paragraph.origin is Origin.DETERMINATION or paragraph.role in STRUCTURE:
            continue
        for n, sentence in enumerate(paragraph.sentences):
            true = Seed("s", tuple(quotes[one] for one in sentence.citations) or (sentence.text,), sentence.text)
            for one in (one for one in mutants([true], names, seed=n, per_kind=1) if one.kind in SEEDED):
                typed = tuple(Typed(one.text if m == n else each.text) for m, each in enumerate(paragraph.sentences))
                after = marker.mark(draft, apply(draft, [Replace(paragraph.id, sentences=typed)], 2))
                new = next(each for each in after.paragraphs if each.id == paragraph.id).sentences[n]
                seen += 1
                if not new.marks:
                    missed.append((one.kind.value, one.original, one.text))
    assert seen > 50 and not missed, f"{len(missed)} of {seen}: {missed[:20]}"
