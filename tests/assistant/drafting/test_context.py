"""Context: what stands under another question, or has lost its caution, exception or item, is marked until it stands again."""

from datetime import date
from itertools import count

import pytest

from assistant.drafting import neutral
from assistant.drafting.context import with_context
from assistant.drafting.draft import Cited, Draft, Form, Kind, Made, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import Change, Delete, Insert, Move, Replace, Typed, apply
from assistant.drafting.mark import Marker, load_marker
from ingest.citation import Citation

DUTY = "ムササビ規制の貨物を輸出するときは、許可を受けなければならない。"
EXCEPTION = "ただし、無償で輸出するときは、この限りでない。"
CAUTION = "審査には時間がかかるので、早めに相談する。"
RECORD = "ムササビ規制の記録は九年間保存する。"
VERSIONS = count(2)
ITEMS = ("核兵器", "化学兵器", "生物兵器")


def _cited(known: str, quote: str) -> Cited:
    places = {"title": "手引", "issuer": "発行者", "published": "2025-04-01", "kind": "report", "edition": "original"}
    rest = {"tier": "official", "locator": "1頁", "url": "", "valid_from": None, "in_force": None}
    past = {"superseded_on": None, "superseded_by": None}
    made = Citation(n=1, passage_id=known, source_id="s", quote=quote, passage=quote, **places, **rest, **past)
    return Cited(known, made, 0, len(quote))


def _said(role: Role, parent: str, *sentences: Sentence) -> Paragraph:
    return Paragraph(f"{parent}-{role.value}", role, Origin.PASSAGES, sentences, parent)


@pytest.fixture(scope="module")
def marker() -> Marker:
    """A marker with what ships."""
    return load_marker()


@pytest.fixture(scope="module")
def draft() -> Draft:
    """Two questions: one with a duty, its exception, a caution and an open point, one with a record and a list."""
    quotes = {"c1": DUTY + EXCEPTION, "c2": CAUTION, "c3": RECORD, "c4": "\n".join(ITEMS)}
    asked = {"q1": "いつ許可が要りますか。", "q2": "記録は何年間保存しますか。"}
    heads = {
        known: Paragraph(known, Role.QUESTION, Origin.PASSAGES, (Sentence(text),)) for known, text in asked.items()
    }
    items = tuple(Sentence(one, ("c4",), form=Form.ITEM) for one in ITEMS)
    paragraphs = (
        Paragraph("title", Role.TITLE, Origin.PASSAGES, (Sentence("ムササビ規制: Q&A"),)),
        heads["q1"],
        _said(Role.ANSWER, "q1", Sentence(DUTY, ("c1",)), Sentence(EXCEPTION, ("c1",))),
        _said(Role.CAUTION, "q1", Sentence(CAUTION, ("c2",))),
        _said(Role.OPEN, "q1", Sentence(neutral.NOTICES_MISSING)),
        heads["q2"],
        _said(Role.ANSWER, "q2", Sentence(RECORD, ("c3",)), *items),
    )
    made = Made("index", "rules", None, None, "0")
    cited = tuple(_cited(known, quote) for known, quote in quotes.items())
    return Draft(Kind.QA_SECTION, "ムササビ規制: Q&A", date(2026, 4, 1), paragraphs, cited, made)


def edited(marker: Marker, draft: Draft, *changes: Change) -> Draft:
    """The draft after an edit, marked."""
    return marker.mark(draft, apply(draft, changes, next(VERSIONS)))


def contexts(draft: Draft) -> dict[str, str]:
    """Sentence → what its mark of context says."""
    found = ((each.text, mark) for one in draft.paragraphs for each in one.sentences for mark in each.marks)
    return {text: mark.text for text, mark in found if mark.kind is MarkKind.CONTEXT}


def test_an_answer_under_a_rewritten_question_is_marked_until_the_question_is_back(marker, draft):
    """Once for neighbours, with the question it was written for; also after it was polished."""
    after = edited(marker, draft, Replace("q2", "許可の申請には何が要りますか。"))
    assert list(contexts(after)) == [RECORD] and "記録は何年間保存しますか" in contexts(after)[RECORD]
    polished = edited(
        marker, after, Replace("q2-answer", sentences=(Typed(RECORD.replace("は", "は、")), *map(Typed, ITEMS)))
    )
    assert len(contexts(polished)) == 1
    assert not contexts(edited(marker, polished, Replace("q2", "記録は何年間保存しますか。")))


@pytest.mark.parametrize(
    "changes",
    [
        (Move("q2-answer", "q1"),),
        (Insert("q2", Role.QUESTION, "許可の申請には何が要りますか。"),),
        (Insert("q2", Role.HEADING, "許可の申請"),),
        (Delete("q2"),),
        (Delete("q2-answer"), Insert("q1", Role.ANSWER, "\n".join((RECORD, *ITEMS)))),
        (Replace("q1-caution", f"{CAUTION}\n{RECORD}"), Replace("q2-answer", "\n".join(ITEMS))),
    ],
)
def test_an_answer_that_came_under_another_question_is_marked(marker, draft, changes):
    """However it came there: moved, typed anew there, or by something put between."""
    assert "記録は何年間保存しますか" in contexts(edited(marker, draft, *changes))[RECORD]


def test_what_moves_with_its_question_or_is_moved_back_is_not_marked(marker, draft):
    """The question takes its answer along."""
    assert not contexts(edited(marker, draft, Move("q2", "title")))
    away = edited(marker, draft, Move("q2-answer", "q1"))
    assert not contexts(edited(marker, away, Move("q2-answer", "q2")))


@pytest.mark.parametrize(
    ("change", "gone", "at"),
    [
        (Delete("q1-caution"), CAUTION, DUTY),
        (Delete("q1-open"), neutral.NOTICES_MISSING, DUTY),
        (Replace("q1-answer", DUTY), EXCEPTION, DUTY),
        (Replace("q2-answer", "\n".join((RECORD, *ITEMS[:2]))), ITEMS[2], RECORD),
    ],
)
def test_what_a_section_lacks_is_told_at_what_is_left(marker, draft, change, gone, at):
    """A caution, an open point, an exception, an item of a list; it stays told after other edits, and goes when it is back."""
    after = edited(marker, draft, change)
    assert gone in contexts(after)[at] and len(contexts(after)) == 1
    later = edited(marker, after, Insert("q2", Role.NOTE, "社内で確かめる。"))
    assert gone in contexts(later)[at]
    shorter = edited(marker, after, Replace("q1-answer", DUTY.replace("輸出するときは", "輸出するときには")))
    assert any(gone in text for text in contexts(shorter).values())
    elsewhere, back = ("q1", "q2") if gone in ITEMS else ("q2", "q1")
    assert gone in contexts(edited(marker, later, Insert(elsewhere, Role.CAUTION, gone)))[at]
    assert gone not in "".join(contexts(edited(marker, later, Insert(back, Role.CAUTION, gone))).values())


def test_a_fixed_caution_of_one_section_is_missed_though_another_section_has_it(marker, draft):
    """What stands under another question warns nobody here."""
    both = edited(marker, draft, Insert("q2-answer", Role.OPEN, neutral.NOTICES_MISSING))
    assert not contexts(both)
    assert neutral.NOTICES_MISSING in contexts(edited(marker, both, Delete("q1-open")))[DUTY]


def test_what_is_written_anew_is_written_for_where_it_stands_and_lacks_what_it_lacked(marker, draft):
    """The engine answers the question as it is now; a caution that was taken out is still missed."""
    after = edited(marker, draft, Replace("q1", "誰が許可を受けますか。"), Delete("q1-caution"))
    assert "別の問い" in contexts(after)[DUTY] and CAUTION in contexts(after)[DUTY]
    found = contexts(with_context(after, after, ("q1-answer",)))
    assert "別の問い" not in found[DUTY] and CAUTION in found[DUTY]


def test_a_section_that_goes_whole_or_is_written_anew_lacks_nothing(marker, draft):
    """Nothing is left that a reader could misread."""
    whole = ("q1-answer", "q1-caution", "q1-open", "q1")
    assert not contexts(edited(marker, draft, *(Delete(one) for one in whole)))
    anew = (Replace("q1-answer", "社内の規程による。"), Delete("q1-caution"), Delete("q1-open"))
    assert not contexts(edited(marker, draft, *anew))
