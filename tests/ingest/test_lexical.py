"""Lexical index: BM25 with hard filters by date, source and part."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ingest.document import Part, Passage
from ingest.errors import IndexStateError
from ingest.lexical import Entry, LexicalIndex, Seen, Weighted, Window, build_lexical, passage_entries, short_entries
from ingest.tokens import Analyzer

DAY = date(2024, 6, 1)
OPEN = Window(DAY)


@dataclass(frozen=True)
class Opened:
    """An opened index, and the passages whose rows it holds."""

    index: LexicalIndex
    passages: Sequence[Passage]

    def search(self, field: str, query: Sequence[Weighted], window: Window, limit: int) -> list[tuple[int, float]]:
        """Search with the rows that the window lets through."""
        return self.index.search(
            field, query, Seen(window, np.array([_lets(window, one) for one in self.passages])), limit
        )


def _lets(window: Window, passage: Passage) -> bool:
    """What a window means, said once more by the test."""
    chosen = not window.source_ids or passage.source_id in window.source_ids
    return chosen and passage.visible_on(window.day) and (window.supplementary or passage.part is Part.MAIN)


Build = Callable[..., Opened]


@pytest.fixture
def build(tmp_path: Path, analyzer: Analyzer) -> Build:
    """Builds an index of passages, searched with no head."""

    def make(*passages: Passage) -> Opened:
        build_lexical(tmp_path / "lexical", passage_entries(passages, [""] * len(passages)), analyzer)
        return Opened(LexicalIndex(tmp_path / "lexical"), passages)

    return make


def _rows(opened: Opened, word: str, window: Window = OPEN) -> list[int]:
    return [row for row, _ in opened.search("words", [Weighted(word)], window, 10)]


def test_the_passage_that_says_more_of_it_comes_first(build: Build, make_passage) -> None:
    """BM25 ranks the passage that is about the word above one that mentions it."""
    index = build(make_passage("輸出の手続と書類と期限と窓口"), make_passage("輸出と輸出者"), make_passage("天気"))
    assert _rows(index, "輸出") == [1, 0]
    assert len(index.index) == 3


@pytest.mark.parametrize(
    ("day", "seen"),
    [(date(2024, 3, 31), []), (date(2024, 4, 1), [0]), (date(2025, 10, 8), [0]), (date(2025, 10, 9), [])],
)
def test_nothing_outside_its_days_is_found(build: Build, make_passage, day: date, seen: list[int]) -> None:
    """A passage is found from its first day to the day before its last, never outside."""
    index = build(make_passage("輸出", visible_to=date(2025, 10, 9)))
    assert _rows(index, "輸出", Window(day)) == seen


def test_supplementary_provisions_are_found_only_when_wanted(build: Build, make_passage) -> None:
    """附則 are left out unless the window lets them in."""
    index = build(make_passage("輸出", part=Part.SUPPLEMENTARY))
    assert _rows(index, "輸出") == []
    assert _rows(index, "輸出", replace(OPEN, supplementary=True)) == [0]


def test_sources_can_be_chosen(build: Build, make_passage) -> None:
    """A search in chosen sources sees no others; an id nobody has sees nothing."""
    index = build(make_passage("輸出"), make_passage("輸出", id="b:1", source_id="b"))
    assert _rows(index, "輸出", replace(OPEN, source_ids=frozenset({"b"}))) == [1]
    assert sorted(_rows(index, "輸出", replace(OPEN, source_ids=frozenset({"b", "doc"})))) == [0, 1]
    assert _rows(index, "輸出", replace(OPEN, source_ids=frozenset({"none"}))) == []


@pytest.mark.parametrize(
    "hidden",
    [{"visible_from": date(2024, 6, 2)}, {"visible_to": DAY}, {"part": Part.SUPPLEMENTARY}, {"source_id": "b"}],
)
def test_many_better_hits_outside_the_window_hide_none_inside(build: Build, make_passage, hidden) -> None:
    """The one visible passage is found behind any number of better ones that the window shuts out."""
    others = [make_passage("輸出", id=f"x:{n}", **hidden) for n in range(300)]
    index = build(*others, make_passage("輸出の手続と書類と期限と窓口"))
    window = replace(OPEN, source_ids=frozenset({"doc"}))
    assert [row for row, _ in index.search("words", [Weighted("輸出")], window, 1)] == [300]


def test_filters_do_not_change_scores(build: Build, make_passage) -> None:
    """The score of a passage is the same with and without a source filter."""
    index = build(make_passage("輸出"), make_passage("許可", id="b:1", source_id="b"))
    free = index.search("words", [Weighted("輸出")], OPEN, 5)
    assert index.search("words", [Weighted("輸出")], replace(OPEN, source_ids=frozenset({"doc"})), 5) == free


def test_weights_count(build: Build, make_passage) -> None:
    """A word with a small weight counts less than one with the full weight."""
    index = build(make_passage("輸出"), make_passage("許可"))
    assert [row for row, _ in index.search("words", [Weighted("輸出", 0.3), Weighted("許可")], OPEN, 5)] == [1, 0]


def test_codes_match_exactly(build: Build, make_passage) -> None:
    """The code of an article finds that article in any spelling, and no neighbour."""
    index = build(
        make_passage("外為法第五十五条の八"), make_passage("外為法第五十五条"), make_passage("第５５条の８の報告")
    )
    assert sorted(row for row, _ in index.search("codes", [Weighted("55条の8")], OPEN, 5)) == [0, 2]


def test_heads_are_searched_with_their_passage(tmp_path: Path, analyzer: Analyzer, make_passage) -> None:
    """Title and heading path lead to a passage that does not repeat them; only their beginning counts."""
    head = "中間報告 " + "あ" * 300 + " 末尾語"
    passages = [make_passage("本文")]
    build_lexical(tmp_path / "x", passage_entries(passages, [head]), analyzer)
    index = Opened(LexicalIndex(tmp_path / "x"), passages)
    assert _rows(index, "報告") == [0]
    assert _rows(index, "末尾") == []


def test_short_entries_lead_to_their_passage_once(tmp_path: Path, analyzer: Analyzer, make_passage) -> None:
    """Each sentence and each ask is an entry; a passage found by several of them is one hit."""
    passage = make_passage("輸出を許可する。輸出を禁ずる。", asks=("出していいの？",))
    entries = list(short_entries([passage]))
    assert [entry.text for entry in entries] == ["章 輸出を許可する。", "章 輸出を禁ずる。", "出していいの？"]
    build_lexical(tmp_path / "short", entries, analyzer)
    index = Opened(LexicalIndex(tmp_path / "short"), [passage])
    assert len(index.index) == 3
    assert _rows(index, "輸出") == [0]


def test_an_empty_question_finds_nothing(build: Build, make_passage) -> None:
    """No tokens, or an empty one, give no hits instead of an error."""
    index = build(make_passage("輸出"))
    assert index.search("words", [], OPEN, 5) == index.search("words", [Weighted("")], OPEN, 5) == []


def test_share_of_documents(build: Build, make_passage) -> None:
    """The share of a token counts the passages that hold it."""
    index = build(make_passage("輸出"), make_passage("許可"), make_passage("輸出と許可"), make_passage("届出"))
    assert index.index.document_share("words", "輸出") == 0.5
    assert index.index.document_share("words", "無い語") == 0


def test_query_syntax_is_plain_text(build: Build, make_passage) -> None:
    """Signs of a query language in a token are no commands."""
    index = build(make_passage("輸出"))
    for token in ("*", "row:0", '") OR (', "words:輸出", "\0"):
        assert index.search("words", [Weighted(token)], OPEN, 5) == []


def test_the_same_input_gives_the_same_hits(tmp_path: Path, analyzer: Analyzer, make_passage) -> None:
    """Two indexes of the same passages rank alike, ties by position, from many threads too."""
    passages = [make_passage("同じ輸出", id=f"doc:{n}") for n in range(40)]
    for name in "ab":
        build_lexical(tmp_path / name, passage_entries(passages, [""] * 40), analyzer)
    first, second = (Opened(LexicalIndex(tmp_path / name), passages) for name in "ab")
    query = [Weighted("輸出")]
    wanted = first.search("words", query, OPEN, 40)
    assert [row for row, _ in wanted] == list(range(40))
    with ThreadPoolExecutor(8) as threads:
        found = threads.map(lambda _: second.search("words", query, OPEN, 40), range(32))
        assert all(hits == wanted for hits in found)


def test_a_missing_or_damaged_index_is_an_error(tmp_path: Path, analyzer: Analyzer, make_passage) -> None:
    """A folder without an index, or with a broken one, is an error that says what to do."""
    with pytest.raises(IndexStateError) as caught:
        LexicalIndex(tmp_path / "nothing")
    assert "--rebuild" in caught.value.hint
    build_lexical(tmp_path / "x", [Entry(0, make_passage("輸出"), "輸出")], analyzer)
    (tmp_path / "x" / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(IndexStateError):
        LexicalIndex(tmp_path / "x")
