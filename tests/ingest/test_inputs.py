"""Inputs: files to passages with a cache, and the fingerprint of everything they rest on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.inputs import Gathered, Gatherer, fingerprint_of
from ingest.library import Library
from ingest.run import quiet
from ingest.source import Kind
from ingest.status import load_statuses

LAW = "324CO0000000999"
_VERSION = """---
title: "試験輸出令"
identifier: "324CO0000000999"
extra:
  enforced_at: "{}"
---

**第一条（目的）**　目的は同じ。

**第四条（特例）**　{}

## 附則

この政令は、{}から施行する。
"""


@pytest.fixture
def library(tmp_path: Path, corpus: Path) -> Library:
    """A library over the small corpus."""
    return Library(tmp_path / "home", corpus)


@pytest.fixture
def gather(tmp_path: Path, corpus: Path, library: Library) -> Callable[[], Gathered]:
    """Reads everything the library holds."""

    def run() -> Gathered:
        statuses = load_statuses(corpus / "superseded.toml")
        return Gatherer(tmp_path / "cache", corpus, statuses, 10**6).gather(library.holdings(), quiet)

    return run


def _law(folder: Path, day: str, text: str, name: str = "") -> Path:
    path = folder / (name or f"{day}.md")
    path.write_text(_VERSION.format(day, text, day), encoding="utf-8")
    return path


def test_digests_become_passages_with_asks_and_marks(gather) -> None:
    """Every digest gives its passages in the registry's order, with asks, marks and days; the report counts them."""
    gathered = gather()
    assert [one.source_id for one in gathered.passages] == ["report-2024"] * 2 + ["slides-2025"] + [LAW] * 2
    proposal, present = gathered.passages[:2]
    assert proposal.asks == ("お役所は何を変えろと言ったの？",)
    assert {mark.status_id for mark in proposal.marks} == {"P-1/1"}
    assert [mark.status_id for mark in present.marks] == ["T-1/0"]
    assert [report.file for report in gathered.files] == ["report-2024.md", "slides-2025.md", f"{LAW}.md"]
    assert all(report.kept and report.dropped for report in gathered.files)


def test_versions_of_a_law_are_merged(library: Library, gather, tmp_path: Path) -> None:
    """Of several registered versions each wording is one passage with the days it is in force."""
    library.add(library.registry[2], [_law(tmp_path, "2024-01-01", "旧。"), _law(tmp_path, "2025-10-09", "新。")])
    found = {one.text: (one.visible_from, one.visible_to) for one in gather().passages if one.source_id == LAW}
    change = date(2025, 10, 9)
    assert found["目的は同じ。"] == (date(2024, 1, 1), None)
    assert found["旧。"] == (date(2024, 1, 1), change)
    assert found["新。"] == (change, None)


def test_two_files_of_one_day_are_one_version(library: Library, gather, tmp_path: Path) -> None:
    """A version registered twice under two names is not seen twice; the last by name counts."""
    files = [_law(tmp_path, "2024-01-01", "先。", "a.md"), _law(tmp_path, "2024-01-01", "後。", "b.md")]
    library.add(library.registry[2], files)
    texts = [one.text for one in gather().passages if one.source_id == LAW]
    assert texts.count("目的は同じ。") == 1
    assert "後。" in texts
    assert "先。" not in texts


def test_a_cached_file_is_not_read_again(library: Library, gather, tmp_path: Path, corpus: Path) -> None:
    """The second run gives the same passages and report from the cache alone."""
    first = gather()
    cached = sorted((tmp_path / "cache").glob("*.jsonl"))
    assert len(cached) == 3
    for path in cached:
        path.write_text(path.read_text(encoding="utf-8").replace("通知", "証拠"), encoding="utf-8")
    again = gather()
    assert "証拠" in again.passages[1].text
    assert again.files == first.files


@pytest.mark.parametrize("name", ["asks/report-2024.toml", "superseded.toml", "digests/report-2024.md", "sources.toml"])
def test_a_change_of_the_corpus_reaches_the_passages(gather, corpus: Path, tmp_path: Path, name: str) -> None:
    """What passages rest on beside their file renews the cache when it changes."""
    before = gather().passages[0]
    changes = {
        "asks/report-2024.toml": ("言ったの", "求めたの"),
        "superseded.toml": ("P-1", "P-9"),
        "digests/report-2024.md": ("提言した", "求めた"),
        "sources.toml": ("2024-04", "2024-03"),
    }
    path = corpus / name
    path.write_text(path.read_text(encoding="utf-8").replace(*changes[name]), encoding="utf-8")
    statuses = load_statuses(corpus / "superseded.toml")
    holdings = Library(tmp_path / "home", corpus).holdings()
    after = Gatherer(tmp_path / "cache", corpus, statuses, 10**6).gather(holdings, quiet).passages[0]
    assert after != before


def test_a_changed_digest_reaches_the_leads_of_an_original(
    gather, library: Library, corpus: Path, tmp_path: Path
) -> None:
    """Asks come to an original through its digest, so a changed digest is read anew for the original too."""
    (tmp_path / "r.txt").write_text("\n".join(f"{n}行目の文。" for n in range(1, 21)), encoding="utf-8")
    library.add(library.registry[0], [tmp_path / "r.txt"])
    before = gather()
    prints = fingerprint_of(library.holdings(), corpus, "")
    digest = corpus / "digests" / "report-2024.md"
    digest.write_text(digest.read_text(encoding="utf-8").replace("官民対話", "官民協議"), encoding="utf-8")
    assert any("官民協議" in ask for one in gather().passages for ask in one.asks)
    assert not any("官民協議" in ask for one in before.passages for ask in one.asks)
    assert fingerprint_of(library.holdings(), corpus, "") != prints


def test_a_file_that_cannot_be_read_is_named(library: Library, tmp_path: Path, corpus: Path) -> None:
    """A registered file that went missing or above the limit stops the build with its name, so nothing is lost silently."""
    (tmp_path / "r.txt").write_text("原文。", encoding="utf-8")
    library.add(library.registry[0], [tmp_path / "r.txt"])
    with pytest.raises(ReadError, match=r"r\.txt"):
        Gatherer(tmp_path / "cache", corpus, (), 3).gather(library.holdings(), quiet)
    library.holdings()[0].files[0].unlink()
    with pytest.raises(ReadError, match=r"r\.txt"):
        Gatherer(tmp_path / "cache", corpus, (), 10**6).gather(library.holdings(), quiet)


def test_progress_counts_every_file(library: Library, tmp_path: Path, corpus: Path) -> None:
    """Progress goes from nothing to all files in single steps."""
    seen: list[tuple[str, int, int]] = []
    Gatherer(tmp_path / "cache", corpus, (), 10**6).gather(library.holdings(), lambda *step: seen.append(step))
    assert seen == [("読み込み", n, 3) for n in range(4)]


def test_the_fingerprint_covers_what_a_generation_rests_on(library: Library, corpus: Path, tmp_path: Path) -> None:
    """Sources, files, their names, corpus data and embedder all change the fingerprint; a second look does not."""
    path = tmp_path / f"{LAW}_20240101_x.xml"
    path.write_text("<Law/>", encoding="utf-8")
    library.add(library.registry[2], [path])
    holdings = library.holdings()
    first = fingerprint_of(holdings, corpus, "")
    assert fingerprint_of(library.holdings(), corpus, "") == first
    seen = {first, fingerprint_of(holdings, corpus, "model"), fingerprint_of(holdings[:-1], corpus, "")}
    renamed = [replace(holdings[-1], files=tuple(one.rename(one.with_name("z.xml")) for one in holdings[-1].files))]
    seen.add(fingerprint_of([*holdings[:-1], *renamed], corpus, ""))
    retitled = replace(holdings[0], source=replace(holdings[0].source, title="別題", kind=Kind.NOTICE))
    seen.add(fingerprint_of([retitled, *holdings[1:-1], *renamed], corpus, ""))
    for name in ("glossary.toml", "superseded.toml", "asks/report-2024.toml"):
        with (corpus / name).open("a", encoding="utf-8") as stream:
            stream.write("\n# 注\n")
        seen.add(fingerprint_of(holdings, corpus, ""))
    assert len(seen) == 8
