"""What a person puts right beside a table of the rules: a heading over it, a premise above or below."""

import sys
from pathlib import Path

import pytest

from assistant.drafting.draft import MarkKind, Origin, Role
from assistant.drafting.sent import EditRequest, InsertChange, MoveChange

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import begun, desk_of


@pytest.fixture
def desk(own):
    """A desk whose drafts end with a table of the rules."""
    return desk_of(own, own.today)


def edited(desk, view, base: int, *changes):
    """The draft after changes."""
    return desk.edit(view.head.id, EditRequest(by="佐藤", base=base, changes=changes))


def beside(view) -> list[str]:
    """The paragraphs with the mark."""
    return [
        one.paragraph
        for one in view.marks
        if one.mark.kind is MarkKind.CONTEXT and "規則による判定の表" in one.mark.text
    ]


def above_table(view) -> str:
    """The paragraph right above the table."""
    ids = [one.id for one in view.draft.paragraphs]
    at = next(n for n, one in enumerate(view.draft.paragraphs) if one.origin is Origin.DETERMINATION)
    return ids[at - 1]


@pytest.mark.parametrize(
    ("role", "text", "marked"),
    [
        ("heading", "中国向けの案件", True),
        ("heading", "当社ポンプP-300（中国向け）の判定結果", True),
        ("note", "下の表は当社のポンプP-300についてのものである。", True),
        ("note", "社内の窓口は総務部である。", False),
    ],
)
def test_a_premise_put_over_a_table_of_the_rules_is_marked(desk, role, text, marked):
    """Any heading; of other texts those that name one case. The mark goes when the text goes elsewhere."""
    view = begun(desk)
    put = InsertChange(op="insert", after=above_table(view), role=Role(role), text=text)
    found = edited(desk, view, 1, put)
    assert beside(found) == (["v2-1"] if marked else [])
    kept = edited(desk, view, 2, InsertChange(op="insert", after=None, role=Role.NOTE, text="前書き。"))
    assert beside(kept) == beside(found)
    moved = edited(desk, view, 3, MoveChange(op="move", paragraph="v2-1", after=None))
    assert beside(moved) == []


def test_a_premise_put_under_a_table_is_marked(desk):
    """「以上は当社のポンプの判定である」."""
    view = begun(desk)
    last = [one.id for one in view.draft.paragraphs if one.origin is Origin.DETERMINATION][-1]
    text = "以上は、当社のポンプP-300の結果である。"
    assert beside(edited(desk, view, 1, InsertChange(op="insert", after=last, role=Role.NOTE, text=text))) == ["v2-1"]
