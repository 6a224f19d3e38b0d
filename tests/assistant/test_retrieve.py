"""Retrieve: what a question may see, and that it finds what it should."""

from datetime import date

import pytest

from assistant.ask import window_of
from assistant.retrieve import channels, fuse, retrieve
from ingest.index import Scored
from ingest.lexical import Window


def sources(hits):
    """The ids of the sources of hits."""
    return {hit.source.id for hit in hits}


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        (date(2023, 4, 30), set()),
        (date(2023, 5, 1), {"manual"}),
        (date(2024, 3, 31), {"manual", "law"}),
        (date(2024, 4, 1), {"manual", "law", "report"}),
        (date(2025, 4, 9), {"manual", "law", "report"}),
        (date(2025, 4, 10), {"manual", "law", "report", "slides"}),
        (date(2026, 2, 1), {"manual", "law", "report", "slides", "notice"}),
    ],
)
def test_nothing_published_later_is_retrieved(small, day, seen):
    """A document is seen from its day of publication, a month from its first day, a statute from its entry into force."""
    expected = {small.law if one == "law" else one for one in seen}
    assert sources(small.hits("ムササビ規制 届 手引 改正 記録", day, limit=100)) == expected


def test_every_channel_keeps_to_the_window(small):
    """The date is a hard filter in each channel, not a matter of rank."""
    window = Window(date(2024, 5, 1), frozenset({"report", "notice"}))
    for hits in channels(small.index, "ムササビ規制の記録は九年間保存する 第四条第一項", window).values():
        assert {small.index.source_of(hit.row).id for hit in hits} <= {"report"}


@pytest.mark.parametrize(
    ("day", "wording"), [(date(2025, 10, 8), "場合に許可"), (date(2025, 10, 9), "用途要件を満たす場合")]
)
def test_a_statute_is_seen_in_the_wording_of_the_day(small, day, wording):
    """On the day of a change the new wording is the only one."""
    texts = [hit.passage.text for hit in small.hits("試験輸出令 第四条第一項", day) if hit.source.id == small.law]
    assert len(texts) == 1
    assert wording in texts[0]


def test_a_filter_of_sources_lets_only_those_through(small):
    """Whatever ranks higher elsewhere."""
    read = small.read("ムササビ規制の対象は何ですか")
    assert sources(retrieve(small.index, read.text, window_of(read, ["slides", "notice"]), 10)) <= {"slides", "notice"}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ムササビ規制の記録は何年保存しますか", "九年間"),
        ("滑空規制の記録の保存期間", "九年間"),  # a synonym of the glossary
        ("滑空するやつを見張っている役所はどこ？", "監督課"),  # an ask
        ("山岳の審査の日数", "22日"),
        ("試験輸出令 第4条第1項", "許可を受けなければならない"),  # a code in another spelling
    ],
)
def test_the_passage_meant_comes_first(small, question, text):
    """By its words, a synonym, an ask in everyday words, a table cell, or an article number."""
    assert text in small.hits(question)[0].passage.text


def test_hits_come_in_the_order_of_their_scores_and_say_what_found_them(small):
    """Scores fall from hit to hit; each hit names its channels, in their public names."""
    hits = small.hits("ムササビ規制の記録は何年保存しますか")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.id for hit in hits}) == len(hits)
    assert all(hit.found_by and set(hit.found_by) <= {"lexical", "bigram", "dense", "code"} for hit in hits)


def test_a_limit_cuts_the_same_ranking(small):
    """Asking for fewer hits gives the first of the many."""
    many = small.hits("ムササビ規制", limit=5)
    assert small.hits("ムササビ規制", limit=2) == many[:2]


def test_a_document_that_the_question_names_comes_first(small):
    """「新しい通達」 is a title: its passage leads though others speak more of the rest."""
    assert small.hits("新しい通達はムササビ規制について何と言っていますか")[0].source.id == "notice"


def test_a_weighted_sum_rewards_agreement():
    """A row that two channels find beats one that a single channel finds best; ties go to the earlier row."""
    scored = {"words": [Scored(1, 9.0), Scored(2, 8.0), Scored(7, 8.0)], "bigrams": [Scored(2, 3.0), Scored(7, 3.0)]}
    assert [one.row for one in fuse(scored)] == [2, 7, 1]


@pytest.mark.parametrize("scored", [{}, {"words": []}, {"dense": [Scored(1, 0.0), Scored(2, -0.4)]}])
def test_what_nothing_speaks_for_is_not_found(scored):
    """Empty channels and scores of zero or below bring no hit."""
    assert fuse(scored) == []
