"""Differences: paragraphs and sentences of two versions side by side."""

from datetime import date

from assistant.drafting.difference import Turn, difference
from assistant.drafting.draft import Draft, Kind, Made, Origin, Paragraph, Role, Sentence

MADE = Made("g", "r", None, None, "0")


def draft(*paragraphs: tuple[str, str]) -> Draft:
    """A draft of answers, each with its sentences."""
    made = tuple(
        Paragraph(
            name, Role.ANSWER, Origin.PASSAGES, tuple(Sentence(f"{text}。", (f"c-{text}",)) for text in texts.split())
        )
        for name, texts in paragraphs
    )
    return Draft(Kind.QA_SECTION, "節", date(2026, 4, 1), made, (), MADE)


def turns(old: Draft, new: Draft) -> list[tuple[str, str]]:
    """Each paragraph with what became of it."""
    return [(one.paragraph, one.turn.value) for one in difference(old, new).paragraphs]


def test_paragraphs_are_the_same_changed_added_removed_or_moved():
    """A removed one stands where it stood, a moved one where it stands now."""
    old = draft(("a", "甲が定める"), ("b", "乙が定める"), ("c", "丙が定める"), ("d", "丁が定める"))
    new = draft(("a", "甲が定める"), ("d", "丁が定める"), ("b", "乙が新しく定める"), ("e", "戊が定める"))
    assert turns(old, new) == [("a", "same"), ("d", "moved"), ("b", "changed"), ("c", "removed"), ("e", "added")]


def test_sentences_are_compared_one_by_one():
    """What stayed of a changed sentence is told apart from what did not."""
    old = draft(("a", "輸出の許可を受ける 記録を五年間残す 窓口に出す"))
    new = draft(("a", "輸出の許可を受ける 記録を七年間残す 期限を守る"))
    found = difference(old, new).paragraphs[0].sentences
    assert [one.turn for one in found] == [Turn.SAME, Turn.CHANGED, Turn.ADDED, Turn.REMOVED]
    changed = found[1]
    assert [piece.text for piece in changed.old_pieces if not piece.kept] == ["五"]
    assert [piece.text for piece in changed.new_pieces if not piece.kept] == ["七"]


def test_sentences_in_another_order_are_moved():
    """Nothing of them is shown as removed or added."""
    old, new = draft(("a", "許可を受ける 記録を残す 窓口に出す")), draft(("a", "窓口に出す 許可を受ける 記録を残す"))
    found = difference(old, new).paragraphs[0].sentences
    assert sorted(one.turn.value for one in found) == ["moved", "same", "same"] and all(
        one.old and one.new for one in found
    )


def test_a_sentence_with_another_citation_is_told():
    """Its words are the same."""
    old, new = draft(("a", "許可を受ける")), draft(("a", "許可を受ける"))
    one = new.paragraphs[0]
    other = Draft(
        new.kind,
        new.title,
        new.as_of,
        (Paragraph(one.id, one.role, one.origin, (Sentence(one.text, ("c9",)),)),),
        (),
        MADE,
    )
    assert turns(old, new) == [("a", "same")] and turns(old, other) == [("a", "changed")]
    assert difference(old, other).paragraphs[0].sentences[0].citations_changed


def test_every_character_of_both_versions_is_shown():
    """The pieces of a sentence are the sentence."""
    old, new = draft(("a", "あいう えお"), ("b", "かき")), draft(("b", "かきく"), ("a", "えお あいさ"))
    shown = [one for paragraph in difference(old, new).paragraphs for one in paragraph.sentences]
    for one in shown:
        assert one.old is None or "".join(piece.text for piece in one.old_pieces) == one.old.text
        assert one.new is None or "".join(piece.text for piece in one.new_pieces) == one.new.text
    assert sorted(one.old.text for one in shown if one.old) == sorted(
        s.text for p in old.paragraphs for s in p.sentences
    )
    assert sorted(one.new.text for one in shown if one.new) == sorted(
        s.text for p in new.paragraphs for s in p.sentences
    )
