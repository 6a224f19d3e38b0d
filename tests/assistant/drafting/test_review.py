"""Versions and review: nothing is overwritten, nobody approves the own work unseen, and an approved version stays."""

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.drafting import neutral
from assistant.drafting.draft import Draft, State
from assistant.drafting.refusals import DraftConflictError, EditError, StepError, UnknownDraftError
from assistant.drafting.sent import (
    AcceptedMark,
    ApproveRequest,
    CommentRequest,
    EditRequest,
    FileRequest,
    ReplaceChange,
    ReturnRequest,
    SubmitRequest,
    SucceedRequest,
)
from assistant.drafting.version import EventKind, How
from assistant.drafting.view import DraftView

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import begun, desk_of


@pytest.fixture
def desk(own):
    """A desk of a home of its own."""
    return desk_of(own, own.today)


def rewrite(desk, view: DraftView, text: str, by: str = "佐藤", paragraph: str = "a3") -> DraftView:
    """The draft with another text of a paragraph, made on the version that was seen."""
    change = ReplaceChange(op="replace", paragraph=paragraph, text=text)
    return desk.edit(view.head.id, EditRequest(by=by, base=view.note.number, changes=(change,), comment="直した"))


def submit(desk, view: DraftView) -> DraftView:
    """The draft in review."""
    return desk.submit(view.head.id, SubmitRequest(by="佐藤", version=view.note.number))


def approve(desk, view: DraftView, by: str = "鈴木", **more) -> DraftView:
    """The draft approved."""
    return desk.approve(
        view.head.id, ApproveRequest(by=by, version=view.note.number, comment="原文で確かめた。", **more)
    )


def test_every_version_is_kept_with_who_and_when(desk):
    """An edit adds a version; the ones before it read as they were."""
    first = begun(desk)
    second = rewrite(desk, first, "テン合金は、耐食性の高い材料である。", by="田中")
    notes = desk.versions(first.head.id).versions
    assert [(one.number, one.base, one.how, one.author, one.verified) for one in notes] == [
        (1, None, How.CREATED, "佐藤", False),
        (2, 1, How.EDITED, "田中", False),
    ]
    assert desk.view(first.head.id, 1).draft == first.draft != second.draft
    assert notes[0].at <= notes[1].at and notes[1].at.tzinfo is not None


def test_an_edit_on_an_old_version_is_a_conflict_that_names_who_and_when(desk):
    """Nothing of it is stored."""
    first = begun(desk)
    second = rewrite(desk, first, "テン合金は、耐食性の高い材料である。", by="田中")
    with pytest.raises(DraftConflictError) as conflict:
        rewrite(desk, first, "テン合金は材料である。")
    assert (conflict.value.version, conflict.value.author, conflict.value.at) == (2, "田中", second.note.at)
    japan = second.note.at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{japan:%Y-%m-%d %H:%M}（日本時間）" in conflict.value.message
    assert len(desk.versions(first.head.id).versions) == 2


def test_two_versions_are_shown_side_by_side(desk):
    """The paragraph that changed is named, its sentence in pieces; the others are the same."""
    first = begun(desk)
    rewrite(desk, first, "テン合金は、とても耐食性の高い材料である。")
    found = desk.difference(first.head.id, None, None)
    changed = [one for one in found.difference.paragraphs if one.turn != "same"]
    assert [(one.paragraph, one.turn) for one in changed] == [("a3", "changed")]
    assert "".join(piece.text for piece in changed[0].sentences[0].new_pieces if not piece.kept) == "、とても"
    assert (found.old.number, found.new.number) == (1, 2)


def test_comments_stand_beside_the_versions(desk):
    """On the version, or on one of its paragraphs; a paragraph that is not there is refused."""
    first = begun(desk)
    desk.comment(first.head.id, CommentRequest(by="鈴木", text="全体に短く。"))
    events = desk.comment(first.head.id, CommentRequest(by="鈴木", text="出典を確かめて。", paragraph="a1")).events
    assert [(one.kind, one.version, one.paragraph) for one in events] == [
        (EventKind.COMMENTED, 1, None),
        (EventKind.COMMENTED, 1, "a1"),
    ]
    with pytest.raises(EditError, match="x1"):
        desk.comment(first.head.id, CommentRequest(by="鈴木", text="？", paragraph="x1"))


def test_a_draft_is_submitted_returned_and_approved(desk):
    """Each step with its name; in review nothing is edited, and approval names the version."""
    view = submit(desk, begun(desk))
    assert view.head.state is State.IN_REVIEW and not view.can_edit
    with pytest.raises(StepError, match="審査中"):
        rewrite(desk, view, "テン合金は材料である。")
    view = desk.send_back(view.head.id, ReturnRequest(by="鈴木", version=1, reason="出典が足りない。"))
    assert view.head.state is State.DRAFT
    view = approve(desk, submit(desk, rewrite(desk, view, "テン合金は、耐食性の高い材料である。")))
    assert (view.head.state, view.head.approved) == (State.APPROVED, 2)
    events = desk.events(view.head.id).events
    assert [one.kind.value for one in events] == ["submitted", "returned", "submitted", "approved"]
    assert (events[1].text, events[3].by, events[3].version) == ("出典が足りない。", "鈴木", 2)


@pytest.mark.parametrize("name", ["佐藤", " 佐 藤 ", "田中"])
def test_no_author_approves(desk, name):
    """Not of the first version, not of a later one, not under a name that is only written otherwise."""
    view = submit(desk, rewrite(desk, begun(desk), "テン合金は、耐食性の高い材料である。", by="田中"))
    with pytest.raises(StepError, match="書いた人"):
        approve(desk, view, by=name)
    assert desk.view(view.head.id).head.state is State.IN_REVIEW


SPELLINGS = (
    "佐藤さん",
    "佐藤様",
    "佐藤氏",
    "佐藤先生",
    "佐藤（確認）",
    "佐藤/",
    "佐藤.",
    "佐藤\ufe0f",
    "佐藤\u3164",
    "佐\u115f藤",
)


@pytest.mark.parametrize("name", [*SPELLINGS, "佐\u034f藤", "佐藤花子", "さとう", "Sato", "輸出管理部 佐藤"])
def test_no_author_approves_under_another_spelling(desk, name):
    """Whoever may be the author is asked for a full name; nothing is approved."""
    view = submit(desk, begun(desk))
    with pytest.raises(StepError, match="この文案") as refused:
        desk.approve(view.head.id, ApproveRequest.model_construct(by=name, version=1, confirm=(), comment=""))
    assert "人" in refused.value.hint and desk.view(view.head.id).head.state is State.IN_REVIEW


@pytest.mark.parametrize("name", [".", "🙂", "（）"])
def test_a_name_needs_a_letter(name):
    """Signs alone are refused where the name is given."""
    with pytest.raises(ValueError, match="氏名"):
        ApproveRequest(by=name, version=1)


def test_one_who_works_alone_may_be_let_to_approve(own):
    """By a setting alone."""
    desk = desk_of(own, own.today, approve_own=True)
    assert approve(desk, submit(desk, begun(desk)), by="佐藤").head.state is State.APPROVED


def test_marks_are_confirmed_one_by_one_before_an_approval(desk):
    """A statement that its evidence does not bear out blocks; what was confirmed is recorded."""
    view = submit(desk, rewrite(desk, begun(desk), "ムササビ規制の記録は三年間保存する。", paragraph="a2"))
    blocking = [one.id for one in view.marks]
    assert blocking == ["a2:0:not_supported"]
    with pytest.raises(StepError, match="確認していない印") as refused:
        approve(desk, view)
    assert refused.value.marks == tuple(blocking)
    with pytest.raises(StepError, match="a9"):
        approve(desk, view, confirm=(*blocking, "a9:0:determines"))
    view = approve(desk, view, confirm=tuple(blocking))
    recorded = desk.events(view.head.id).events[-1].details["confirmed"]
    assert [(one["id"], one["text"]) for one in recorded] == [(blocking[0], "ムササビ規制の記録は三年間保存する。")]


def test_every_mark_is_resolved_or_accepted_with_a_reason(desk):
    """Also one that only says that evidence is missing; the reason of each is kept, and none stands without one."""
    view = rewrite(
        desk, begun(desk), "社内の窓口は総務部である。\nムササビ規制の記録は三年間保存する。", paragraph="a2"
    )
    view = submit(desk, view)
    ids = ("a2:0:no_evidence", "a2:1:not_supported")
    assert tuple(one.id for one in view.marks) == ids
    given = AcceptedMark(mark=ids[1], reason="社内の規程による。")
    with pytest.raises(StepError, match="残す理由") as refused:
        desk.approve(view.head.id, ApproveRequest(by="鈴木", version=2, accepted=(given,)))
    assert refused.value.marks == (ids[0],)
    with pytest.raises(StepError, match="残す理由"):
        desk.approve(view.head.id, ApproveRequest(by="鈴木", version=2, confirm=ids))
    blank = ApproveRequest(by="鈴木", version=2, confirm=ids, comment="　")
    with pytest.raises(StepError, match="残す理由"):
        desk.approve(view.head.id, blank)
    for thin in ("あ", "ああああああ", "はい。", "！？…。、ー", "\u3164\u115f\u1160\uffa0\u3164はい"):
        few = ApproveRequest(by="鈴木", version=2, confirm=ids, comment=thin)
        with pytest.raises(StepError, match="短すぎる") as refused:
            desk.approve(view.head.id, few)
        assert refused.value.marks == ids
    assert desk.view(view.head.id).head.state is State.IN_REVIEW
    named = AcceptedMark(mark=ids[0], reason="総務部に確かめた。")
    desk.approve(view.head.id, ApproveRequest(by="鈴木", version=2, accepted=(given, named)))
    recorded = desk.events(view.head.id).events[-1].details["confirmed"]
    assert [(one["id"], one["reason"]) for one in recorded] == [
        (ids[0], "総務部に確かめた。"),
        (ids[1], "社内の規程による。"),
    ]


def test_an_approved_version_is_only_superseded(desk):
    """By a new draft that names it; the approved one reads as it was."""
    approved = approve(desk, submit(desk, begun(desk)))
    with pytest.raises(StepError, match="承認済み"):
        rewrite(desk, approved, "テン合金は材料である。")
    new = desk.succeed(approved.head.id, SucceedRequest(by="田中"))
    assert (new.head.predecessor, new.head.state, new.note.how) == (approved.head.id, State.DRAFT, How.SUCCEEDED)
    rewrite(desk, new, "テン合金は材料である。")
    assert desk.view(approved.head.id).draft == approved.draft
    with pytest.raises(StepError, match="承認されていません"):
        desk.succeed(new.head.id, SucceedRequest(by="田中"))


def test_the_authors_of_what_was_succeeded_are_authors(desk):
    """Those whose sentences still stand cannot approve what somebody else took over; those whose are gone can."""
    first = rewrite(desk, begun(desk), "テン合金は、とても耐食性の高い材料である。", by="田中")
    first = rewrite(desk, first, "社内の窓口は総務部である。", by="高橋", paragraph="a2")
    first = rewrite(desk, first, "社内の窓口は法務部である。", by="伊藤", paragraph="a2")
    blocking = tuple(one.id for one in first.marks)
    new = desk.succeed(approve(desk, submit(desk, first), confirm=blocking).head.id, SucceedRequest(by="渡辺"))
    view = desk.submit(new.head.id, SubmitRequest(by="渡辺", version=1))
    for author in ("佐藤", "田中", "田　中", "伊藤", "渡辺"):
        with pytest.raises(StepError, match="書いた人"):
            approve(desk, view, by=author, confirm=blocking)
    assert approve(desk, view, by="高橋", confirm=blocking).head.state is State.APPROVED


def test_an_approved_file_does_not_call_itself_a_draft(desk):
    """The sentence stands in the file until the version is approved."""
    view = begun(desk)
    note = "この文書は下書きです。"
    text = desk.manuscript(view.head.id).text + f"\n<!-- new note -->\n{neutral.DRAFT}\n"
    view = desk.edit_file(view.head.id, FileRequest(by="田中", text=text))
    assert note in desk.export(view.head.id, "markdown", None).content.decode()
    blocking = tuple(one.id for one in view.marks)
    view = approve(desk, submit(desk, view), confirm=blocking)
    assert note not in desk.export(view.head.id, "markdown", None).content.decode()
    assert any(note in one.text for one in desk.view(view.head.id).draft.paragraphs)


def test_an_approval_of_a_version_that_is_no_longer_the_newest_is_a_conflict(desk):
    """What the approver has not seen is not approved."""
    first = begun(desk)
    second = submit(desk, rewrite(desk, first, "テン合金は、耐食性の高い材料である。"))
    with pytest.raises(DraftConflictError):
        desk.approve(second.head.id, ApproveRequest(by="鈴木", version=1))


def test_a_file_is_written_edited_and_read_back(desk):
    """The file names its draft and version; an old file is a conflict like any edit."""
    first = begun(desk)
    text = desk.manuscript(first.head.id).text.replace("耐食性の高い", "とても耐食性の高い")
    second = desk.edit_file(first.head.id, FileRequest(by="田中", text=text))
    assert second.note.number == 2 and "とても" in next(one.text for one in second.draft.paragraphs if one.id == "a3")
    with pytest.raises(DraftConflictError):
        desk.edit_file(first.head.id, FileRequest(by="田中", text=text))
    with pytest.raises(EditError, match="変更がありません"):
        desk.edit_file(first.head.id, FileRequest(by="田中", text=desk.manuscript(first.head.id).text))


def test_what_is_stored_reads_back_the_same(desk, own):
    """Every field of a draft, also by another process of the same home."""
    first = begun(desk)
    again: Draft = desk_of(own, own.today).view(first.head.id).draft
    assert again == first.draft
    with pytest.raises(UnknownDraftError):
        desk.view("d-0")
    with pytest.raises(UnknownDraftError):
        desk.view(first.head.id, 9)
