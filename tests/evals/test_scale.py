"""The grown corpus: any number of distinct passages, the same at every call."""

from dataclasses import replace
from datetime import date

from evals.scale import altered, repeated
from ingest.document import Passage
from ingest.source import Edition
from ingest.split import with_ids

TEXT = "第四十八条の規定による経済産業大臣の許可を受けなければならない貨物の輸出は、5の項及び16の項とする。"
BASE = Passage("324:1", "324", Edition.ORIGINAL, ("第四章",), "第一条", TEXT, date(2020, 1, 1), date(2025, 1, 1))
PASSAGES = (BASE, replace(BASE, id="324:2", locator="第二条", text=TEXT[::-1]))


def test_the_first_passages_are_the_statutes_own() -> None:
    """Copies come after the given passages, which stay as they are."""
    assert [passage.text for passage in repeated(PASSAGES, 2)] == [passage.text for passage in PASSAGES]


def test_copies_are_altered_and_keep_their_dates() -> None:
    """A copy has another text at the same place of the law, with the same days of validity."""
    copies = list(repeated(PASSAGES, 40))[2:]
    assert sum(copy.text not in {one.text for one in PASSAGES} for copy in copies) > 30
    assert {(copy.visible_from, copy.visible_to) for copy in copies} == {(BASE.visible_from, BASE.visible_to)}


def test_the_same_size_gives_the_same_corpus() -> None:
    """Nothing in it is left to chance, ids included."""
    first, second = (with_ids(tuple(repeated(PASSAGES, 50))) for _ in range(2))
    assert first == second
    assert len({passage.id for passage in first}) == 50


def test_alteration_depends_on_the_seed() -> None:
    """The same seed gives the same text, another one another."""
    words = ["特定", "技術", "仕様"]
    assert altered(TEXT, words, seed=1) == altered(TEXT, words, seed=1)
    assert len({altered(TEXT, words, seed=seed) for seed in range(10)}) > 5
