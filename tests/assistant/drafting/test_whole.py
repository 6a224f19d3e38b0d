"""Determinations stay whole: no edit leaves a part of one, parts it, or puts it under another heading."""

from datetime import date

import pytest

from assistant.checking import Checker
from assistant.drafting.draft import Draft, Kind, Origin, Role
from assistant.drafting.edit import Change, Delete, Insert, Move, apply
from assistant.drafting.manuscript import manuscript, read
from assistant.drafting.refusals import EditError
from assistant.drafting.request import DraftRequest
from assistant.drafting.whole import with_parts
from assistant.drafting.write import Drafter

PARTS = ("table-catch-all", "table-catch-all-table", "table-catch-all-basis", "table-catch-all-note")
HEADING, TABLE, BASIS, NOTE = PARTS


@pytest.fixture(scope="module")
def draft(shipped) -> Draft:
    """A draft of the engine with a determination of four parts."""
    asked = DraftRequest(kind=Kind.QA_SECTION, topic="補完的輸出規制", as_of=date(2026, 4, 1))
    found = Drafter(shipped.index, Checker()).draft(asked, shipped.today)
    assert tuple(one.id for one in found.paragraphs if one.origin is Origin.DETERMINATION) == PARTS
    return found


@pytest.mark.parametrize(
    "changes",
    [
        (Delete(NOTE),),
        (Delete(BASIS),),
        (Delete(HEADING),),
        (Delete(TABLE),),
        (Delete(HEADING), Delete(BASIS), Delete(NOTE)),
        (Move(TABLE, "note"),),
        (Move(TABLE, NOTE),),
        (Move(NOTE, "title"),),
        (Insert(HEADING, Role.HEADING, "許可が要らない取引の一覧"),),
        (Insert(TABLE, Role.NOTE, "この表は社内でまとめた。"),),
        (Move("note", TABLE),),
    ],
)
def test_a_determination_is_not_taken_apart(draft, changes: tuple[Change, ...]):
    """The refusal says what belongs together and what to do instead."""
    with pytest.raises(EditError, match="一体") as refused:
        apply(draft, changes, 2)
    assert "見出しごと" in refused.value.hint and TABLE in str(refused.value)


def test_a_determination_is_moved_or_deleted_whole(draft):
    """With its heading all parts go to another place; deleted together all are gone; beside it anything may be put."""
    moved = apply(draft, [Move(HEADING, "note")], 2)
    assert [one.id for one in moved.paragraphs][2:6] == list(PARTS)
    gone = apply(draft, [Delete(one) for one in PARTS], 2)
    assert not any(one.origin is Origin.DETERMINATION for one in gone.paragraphs)
    beside = apply(draft, [Insert(NOTE, Role.HEADING, "社内の手続")], 2)
    assert [one.id for one in beside.paragraphs if one.id in PARTS] == list(PARTS)


def test_a_file_that_moves_a_determination_whole_is_read(draft):
    """Cut and pasted with its heading, the file is an edit like any other; without its note it is refused."""
    text = manuscript("d-1", 1, draft)
    blocks = text.split("\n\n")
    own = [one for one in blocks if one.startswith("<!-- table-catch-all")]
    rest = [one for one in blocks if one not in own]
    moved = read("\n\n".join([*rest[:2], *own, *rest[2:]]), draft)
    assert [one.id for one in apply(draft, moved.changes, 2).paragraphs][1:5] == list(PARTS)
    with pytest.raises(EditError, match="一体"):
        apply(draft, read("\n\n".join([*rest[:2], *own[:-1], *rest[2:]]), draft).changes, 2)


def test_the_parts_of_a_determination_are_made_anew_together(draft, shipped):
    """A table of another day beside the note of the old one would say of the wrong day that the rules made it."""
    assert with_parts(draft.paragraphs, [TABLE, "title"]) == (*PARTS, "title")
    anew = Drafter(shipped.index, Checker()).redraft(draft, [TABLE], shipped.today)
    assert [one for one in anew.paragraphs if one.id in PARTS] == [one for one in draft.paragraphs if one.id in PARTS]
