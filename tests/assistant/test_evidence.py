"""Evidence: the sentences of what was retrieved, as exact spans, with their standing on the day."""

from datetime import date
from itertools import pairwise

import pytest

from assistant.evidence import FILLERS, terms_of, units


def test_every_sentence_is_a_span_of_its_passage(small):
    """Nothing is lost but white space between them, nothing overlaps, and the text is the passage's own."""
    sentences = small.sentences("ムササビ規制の対象は何ですか")
    for hit in {one.hit.passage.id: one.hit for one in sentences}.values():
        spans = [one.span for one in sentences if one.hit.passage.id == hit.passage.id]
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert "".join("".join(span.of(hit.passage.text).split()) for span in spans) == "".join(
            hit.passage.text.split()
        )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ムササビ規制を監督するのはどこですか", "監督課"),
        ("ムササビ規制の対象は何ですか", "通知を受けた貨物だけ"),
        ("滑空するやつを見張っている役所はどこ？", "監督課"),
        ("山岳の審査は何日ですか", "22日"),
        ("平野の審査は何日ですか", "33日"),
    ],
)
def test_the_sentence_that_answers_scores_highest(small, question, text):
    """Of the sentences of the best passage the one that speaks to the question leads."""
    sentences = [one for one in small.sentences(question) if one.rank == 0]
    assert text in max(sentences, key=lambda one: one.score).text


def test_a_status_belongs_to_its_sentence_alone(small):
    """One sentence of a passage is superseded, its neighbour is not judged."""
    sentences = small.sentences("ムササビ規制の対象は何ですか", date(2026, 1, 1))
    by_text = {one.text[:12]: one.standing for one in sentences if one.hit.source.id == "report"}
    old, other = by_text["ムササビ規制の対象は通知"[:12]], by_text["ムササビ規制を監督するの"[:12]]
    assert (old.in_force, old.superseded_on, old.superseded_by) == (
        False,
        date(2025, 10, 9),
        f"{small.law} 第四条第一項",
    )
    assert (other.in_force, other.superseded_on) == (None, None)


def test_words_of_asking_carry_no_weight(small):
    """「教えてください」 and the like are not what is asked; a rare word weighs more than a frequent one."""
    words = terms_of(small.index, small.read("ムササビ規制の記録について教えてください")).words
    assert not set(words) & FILLERS
    assert words["記録"] > words["規制"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一つ目の文。二つ目の文。", ["一つ目の文。", "二つ目の文。"]),
        ("見出しの断片\n続く文はここにある。", ["見出しの断片\n続く文はここにある。"]),
        ("- 甲\n- 乙", ["- 甲", "- 乙"]),
        ("a | b\nc | d", ["a | b", "c | d"]),
        ("", []),
    ],
)
def test_fragments_join_what_stands_beside_them(text, expected):
    """A short line without a full stop belongs to the next; sentences, items and rows stand alone."""
    assert [span.of(text) for span in units(text)] == expected
