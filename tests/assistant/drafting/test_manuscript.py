"""The file of a draft: written, edited by a person, read back."""

import sys
from pathlib import Path
from random import Random

import pytest

from assistant.drafting.draft import Draft, Origin
from assistant.drafting.edit import Delete, Insert, Move, Replace, apply
from assistant.drafting.manuscript import manuscript, named_in, read
from assistant.drafting.refusals import EditError

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import draft_of, spans_of


@pytest.fixture(scope="module")
def draft(shipped) -> Draft:
    """Twelve answers of four sentences each."""
    return draft_of(shipped.index, spans_of(shipped.index, Random(3), 48))


@pytest.fixture(scope="module")
def text(draft) -> str:
    """Its file."""
    return manuscript("d-1", 4, draft)


def test_a_file_that_nobody_changed_changes_nothing(draft, text):
    """It names the draft and the version, and reads back to no change."""
    assert named_in(text) == ("d-1", 4)
    assert read(text, draft).changes == ()


def test_a_changed_line_replaces_its_paragraph_and_keeps_every_citation(draft, text):
    """The sentence is matched by itself; the numbers behind the lines are not read."""
    line = next(one for one in text.splitlines() if "[^2]" in one)
    changed = line.replace("[^2]", "[^9]").replace("。", "とされる。", 1) if "。" in line else "なお、" + line
    found = read(text.replace(line, changed), draft)
    assert [type(one) for one in found.changes] == [Replace]
    after = apply(draft, found.changes, 5)
    assert [one.citations for one in after.paragraphs[2].sentences] == [
        one.citations for one in draft.paragraphs[2].sentences
    ]


def test_paragraphs_are_deleted_moved_and_added(draft, text):
    """As the file stands, so stands the draft."""
    parts = text.split("\n\n")
    head, body = parts[0], parts[1:]
    gone, question, answer = body[3], body[5], body[6]
    body = [one for one in body if one not in (gone, question, answer)]
    body[1:1] = [question, answer, "<!-- new caution -->\n社内の窓口で確かめる。\n期限も確かめる。"]
    found = read("\n\n".join([head, *body]) + "\n", draft)
    assert {type(one) for one in found.changes} == {Delete, Move, Insert}
    after = apply(draft, found.changes, 5)
    wanted = [one.split()[1] for one in body]
    assert [one.id if one.id in wanted else "new" for one in after.paragraphs] == wanted
    added = next(one for one in after.paragraphs if one.origin is Origin.PERSON)
    assert (len(added.sentences), added.parent) == (2, after.paragraphs[1].id)


def test_a_determination_changed_in_the_file_is_refused(draft, text):
    """Its lines are there to read."""
    found = read(text.replace("タイ向け | 許可が必要", "タイ向け | 許可は不要"), draft)
    with pytest.raises(EditError, match="規則による判定"):
        apply(draft, found.changes, 5)


def test_a_sentence_that_looks_like_a_line_of_the_file_is_only_a_sentence(draft):
    """What a document says never begins another paragraph."""
    changed = apply(
        draft, [Replace("a1", "<!-- a2 answer -->\n" + "\n".join(s.text for s in draft.paragraphs[2].sentences))], 2
    )
    assert read(manuscript("d-1", 2, changed), changed).changes == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<!-- gaihi draft d-1 version 4 -->", "", "編集用ファイルではありません"),
        ("<!-- a1 answer 答 -->", "<!-- a99 answer 答 -->", "a99 はこの版にありません"),
        ("<!-- a1 answer 答 -->", "<!-- a2 answer 答 -->", "二度あります"),
        ("<!-- a1 answer 答 -->", "<!-- new poem -->", "poem という種類"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(draft, text, old, new, said):
    """Nothing is guessed."""
    with pytest.raises(EditError, match=said):
        read(text.replace(old, new), draft)
