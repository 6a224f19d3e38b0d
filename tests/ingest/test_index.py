"""Index: a published generation as everything outside `ingest` sees it."""

from datetime import date

import numpy as np
import pytest

from ingest.errors import IndexStateError
from ingest.index import Index, open_index
from ingest.lexical import Weighted, Window
from ingest.settings import load_settings

LAW = "324CO0000000999"
_CHANGE = date(2025, 10, 9)
_NOW = Window(date(2026, 1, 1))


@pytest.fixture(scope="module")
def index(published) -> Index:  # type: ignore[no-untyped-def]
    """The published index of the small corpus."""
    return open_index(published.settings())


def _sources(index: Index, rows: list[int]) -> set[str]:
    return {index.source_of(row).id for row in rows}


def test_every_part_holds_every_passage(index: Index) -> None:
    """Store, lexical index and vectors agree, and the manifest says what was built."""
    assert set(index.sizes.values()) == {len(index)} == {index.manifest.passages} == {5}
    assert index.short_size >= len(index)
    assert index.manifest.editions == {"report-2024": "digest", "slides-2025": "digest", LAW: "digest"}
    assert [source.id for source in index.sources.values()] == ["report-2024", "slides-2025", LAW]
    assert set(index.statuses) == {"T-1/0", "P-1/1", "A-1/2"}


@pytest.mark.parametrize(
    ("day", "sources"),
    [
        (date(2023, 12, 26), set()),
        (date(2023, 12, 27), {LAW}),
        (date(2024, 3, 31), {LAW}),
        (date(2024, 4, 1), {LAW, "report-2024"}),
        (date(2025, 4, 9), {LAW, "report-2024"}),
        (date(2025, 4, 10), {LAW, "report-2024", "slides-2025"}),
    ],
)
def test_nothing_published_after_a_day_is_visible_in_any_channel(index: Index, day: date, sources: set[str]) -> None:
    """Whatever the channel, a search as of a day sees nothing published or enacted later."""
    window = Window(day, supplementary=True)
    grams = [Weighted(gram) for gram in index.analyzer.tokens("一般国向けの用途要件と需要者要件、特例、通知").bigrams]
    found = [
        index.dense("用途要件", window, 9),
        index.lexical("bigrams", grams, window, 9),
        index.short("bigrams", grams, window, 9),
    ]
    assert _sources(index, [hit.row for hit in found[0]]) == sources
    assert all(_sources(index, [hit.row for hit in hits]) <= sources for hits in found)
    assert _sources(index, list(np.flatnonzero(index.visible(window)))) == sources


@pytest.mark.parametrize(
    ("day", "wording"), [(date(2025, 10, 8), "旧の特例"), (_CHANGE, "新の特例"), (date(2025, 10, 10), "新の特例")]
)
def test_of_a_statute_the_wording_of_the_day_is_found(index: Index, day: date, wording: str) -> None:
    """Before, on and after a change exactly the wording in force on that day is found."""
    window = Window(day, frozenset({LAW}))
    texts = [index.passages([hit.row])[0].text for hit in index.dense("特例の許可", window, 9)]
    assert [text[:4] for text in texts] == [wording]


def test_asks_lead_to_their_passage(index: Index) -> None:
    """A question in everyday words finds the passage it was written for, in the channel of short texts."""
    grams = [Weighted(gram) for gram in index.analyzer.tokens("お役所は何を変えろと言ったの").bigrams]
    best = index.short("bigrams", grams, _NOW, 1)[0]
    assert index.passages([best.row])[0].locator == "第2章"


def test_dense_scores_fall_and_are_cosines(index: Index) -> None:
    """Dense hits come best first, with cosines, and the limit holds."""
    scores = [hit.score for hit in index.dense("グループAの国", _NOW, 3)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3
    assert all(-1.001 <= score <= 1.001 for score in scores)


def test_passages_are_found_by_row_and_id(index: Index) -> None:
    """Row and id lead to the same passage; an id nobody has leads nowhere."""
    passage = index.passages([2])[0]
    assert index.passage(passage.id) == passage
    assert index.row_of(passage.id) == 2
    assert index.passage("none") is index.row_of("none") is None
    assert index.rows_of_source("none").tolist() == []
    assert index.rows_of_source(LAW).tolist() == [3, 4]


def test_days_of_the_law_are_known(index: Index) -> None:
    """First and last day of a stored wording tell what dates the index covers."""
    assert index.statute_days == (date(2023, 12, 27), _CHANGE)
    assert index.days_of(LAW) == (date(2023, 12, 27), _CHANGE)
    assert index.days_of("report-2024") == (date(2024, 4, 1),)


def test_without_an_index_the_user_is_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """No index, or a pointer to one that is gone or incomplete, is an error that says what to run."""
    settings = load_settings(home=tmp_path)
    for pointer in (None, "", "gone"):
        if pointer is not None:
            (tmp_path / "current").write_text(pointer, encoding="utf-8")
        with pytest.raises(IndexStateError) as caught:
            open_index(settings)
        assert "gaihi ingest" in caught.value.hint


def test_opening_changes_nothing_that_matters(bench) -> None:  # type: ignore[no-untyped-def]
    """Two readers of one generation see the same, byte for byte."""
    first, second = open_index(bench.settings()), open_index(bench.settings())
    assert first.dense("要件", _NOW, 9) == second.dense("要件", _NOW, 9)
    assert first.passages(range(5)) == second.passages(range(5))
