"""The naive stack: BM25 by hand-computed scores, and what is put into it."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.baseline import Bm25, measure, split
from ingest.library import Library
from ingest.settings import CORPUS, Settings
from ingest.source import Kind, Layout, Source, Tier

OWN = Source("report", "報告書", "報告書", "発行者", Kind.OWN, Tier.OWN, "2024-04", layout=Layout.PLAIN)


def test_bm25_ranks_rare_words_first() -> None:
    """A word of one text counts more than a word of all; texts without any word of the query are left out."""
    bm25 = Bm25(["a b", "a c", "a a"], str.split)
    assert bm25.best("a c", 10) == [1, 2, 0]
    assert bm25.best("z", 10) == []


def test_bm25_scores_by_its_formula() -> None:
    """For texts of mean length: idf · tf·2.2/(tf + 1.2), so that tf 2 beats tf 1 by 2.2·2/3.2 to 1."""
    bm25 = Bm25(["a a b", "a b b", "c c c"], str.split)
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    assert bm25.scores("a") == {0: idf * 2 * 2.2 / 3.2, 1: idf * 2.2 / 2.2}


def test_chunks_have_the_size_of_the_naive_stack() -> None:
    """LangChain's splitter cuts at 500 characters with 50 shared."""
    chunks = split(["".join(chr(0x4E00 + n % 3000) for n in range(1200))])
    assert [len(chunk) for chunk in chunks] == [500, 500, 300]
    assert chunks[0][-50:] == chunks[1][:50]


def test_measures_the_registered_originals(make: Any, tmp_path: Path) -> None:
    """Both tokenizers are measured per half on cases whose source is registered; white space finds no Japanese word."""
    path = tmp_path / "report.txt"
    path.write_text("事前報告から原則30日以内に判断する。", encoding="utf-8")
    Library(tmp_path / "home", CORPUS).add(OWN, [path])
    cases = [make.case(), make.case(id="t-000", source="other")]
    found = {(one.tokenizer, one.half): one for one in measure(cases, Settings(home=tmp_path / "home"))}
    assert (found["sudachi", "all"].hit_1.hits, found["sudachi", "all"].hit_1.n) == (1, 1)
    assert found["whitespace", "all"].hit_10.hits == 0
    assert found["sudachi", "report"].hit_1.n == 0


def test_measures_nothing_without_originals(make: Any, tmp_path: Path) -> None:
    """On digests alone there is nothing to compare with: evidence is of the originals."""
    assert measure([make.case()], Settings(home=tmp_path)) == ()


def test_takes_the_latest_version_of_a_statute(make: Any, tmp_path: Path) -> None:
    """Of several stored versions of a law only the latest is searched."""
    law = replace(OWN, id="324AC0000000228", kind=Kind.STATUTE, tier=Tier.STATUTE, published="")
    for name, text in (("2025-01-01.md", "古い条文"), ("2026-01-01.md", "事前報告から原則30日以内に判断する。")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        Library(tmp_path / "home", CORPUS).add(law, [tmp_path / name])
    found = measure([make.case(source=law.id)], Settings(home=tmp_path / "home"))
    assert {one.chunks for one in found} == {1}
