"""Drafts as HTML: nothing of a document or a person is markup; marks, moved passages and events say what they are."""

from datetime import UTC, date, datetime

from assistant.drafting.difference import difference
from assistant.drafting.draft import Draft, Form, Kind, Made, Mark, MarkKind, Origin, Paragraph, Role, Sentence, State
from assistant.drafting.review import marks
from assistant.drafting.stale import Cause, Moved
from assistant.drafting.version import Event, EventKind, Head, How, Note
from assistant.drafting.view import DifferenceView, DraftView
from ui import draft_text
from ui.printed_draft import head_text

EVIL = "<script>alert(1)</script>"
NOW = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)


def draft(*sentences: Sentence, origin: Origin = Origin.PERSON) -> Draft:
    """A draft of one answer."""
    answer = Paragraph("a1", Role.ANSWER, origin, sentences, unattached=("c1",))
    made = Made("g", "r", None, None, "0")
    return Draft(Kind.QA_SECTION, EVIL, date(2026, 6, 10), (answer,), (), made)


def test_nothing_that_was_typed_is_markup():
    """Text, titles, names, comments and versions are shown as they are."""
    one = draft(Sentence(EVIL, (), (Mark(MarkKind.NO_EVIDENCE, EVIL),)), Sentence(f"{EVIL} | 表", form=Form.ROW))
    head = Head("d-1", "qa_section", EVIL, State.STALE, 1, None, EVIL, NOW, NOW, "")
    note = Note(1, None, How.CREATED, EVIL, NOW, EVIL)
    moved = (Moved("a1", None, Cause.RULES, EVIL, EVIL, EVIL),)
    view = DraftView(head, note, one, marks(one), moved, True)
    other = draft(Sentence(EVIL + "。"))
    event = Event(1, EventKind.COMMENTED, 1, EVIL, NOW, EVIL, EVIL, {})
    shown = [
        draft_text.listed(head),
        draft_text.banner(view),
        draft_text.paragraph(one.paragraphs[0], one, stale=True),
        draft_text.moved(moved),
        draft_text.placed(marks(one)[0]),
        draft_text.note(note),
        draft_text.event(event),
        draft_text.difference(DifferenceView(note, note, difference(one, other))),
    ]
    assert all("&lt;script&gt;" in html and "<script" not in html for html in shown)


def test_marks_origin_and_unattached_citations_are_told():
    """Rows of a table stand in one."""
    one = draft(
        Sentence("文である。", (), (Mark(MarkKind.DETERMINES, "理由。"),)),
        Sentence("甲 | 乙", form=Form.ROW),
        Sentence("丙 | 丁", form=Form.ROW),
    )
    html = draft_text.paragraph(one.paragraphs[0], one, stale=True)
    assert "判定と読める: 理由。" in html and "要見直し" in html and "人が書いた" in html and "文から外れた引用" in html
    assert html.count("<table>") == 1 and html.count("<tr>") == 2
    assert "判定と読める 1" in draft_text.marks(marks(one))


def test_a_name_nobody_vouches_for_says_so():
    """Except that of the program itself."""
    note = Note(1, None, How.CREATED, "佐藤", NOW, "")
    assert "佐藤（本人確認なし）" in draft_text.note(note) and "2026-06-10 12:00" in draft_text.note(note)
    event = Event(1, EventKind.STALE, 1, "gaihi", NOW, "", None, {})
    assert "本人確認なし" not in draft_text.event(event) and "よりどころが変わった" in draft_text.event(event)


def test_a_list_tells_an_approved_draft_from_the_one_that_succeeds_it():
    """Also where both must be looked at again and have one title."""
    approved = Head("d-1", "change_notice", "改正のお知らせ", State.STALE, 2, 2, None, NOW, NOW, "")
    after = Head("d-2", "change_notice", "改正のお知らせ", State.STALE, 1, None, "d-1", NOW, NOW, "")
    assert "承認済み（版2）" in draft_text.listed(approved) and "引き継いだ" not in draft_text.listed(approved)
    assert "承認済み" not in draft_text.listed(after) and "d-1 を引き継いだ文案" in draft_text.listed(after)
    assert "d-1 を引き継いだ文案" in head_text(after) and "承認: 版2" in head_text(approved)
