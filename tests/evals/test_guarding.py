"""Guarding: what the verifier and the lock stop is counted by kind, and only the tune part is ever shown."""

import json
from pathlib import Path

import pytest

from evals.guard import GUARD, GuardError, digest_sentences
from evals.guarding import ALL, Guarded, Part, measure
from evals.nearest import Nearest
from evals.sheet import show_guarded
from evals.words import words

_FILES = ("paraphrases", "determinations", "general")
_EACH = 6


def _copy(folder: Path, part: str, suffix: str = "") -> Path:
    """The first lines of each tune suite as the suites of a part."""
    for name in _FILES:
        lines = (GUARD / f"{name}.tune.jsonl").read_text(encoding="utf-8").splitlines()[:_EACH]
        text = "\n".join(lines).replace("-tune-", f"-{part}{suffix}-") + "\n"
        (folder / f"{name}.{part}{suffix}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tune(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    """A few sentences of the tune part, judged."""
    return measure(Part.TUNE, per_kind=2, folder=_copy(tmp_path_factory.mktemp("guard"), "tune"))


def test_every_sentence_is_counted_once(tune):
    """The sum stands first; the groups add up to it."""
    for found in (tune.paraphrases, tune.determinations, tune.general):
        assert found[0].group == ALL
        assert found[0].rate.n == _EACH == sum(one.rate.n for one in found[1:])


def test_scope_is_shown_but_not_in_the_sum_of_the_mutants(tune):
    """The target is for seven kinds; the eighth has its own line."""
    by_group = {one.group: one.rate.n for one in tune.mutants}
    assert by_group["scope"] == 2
    assert by_group[ALL] == sum(n for group, n in by_group.items() if group not in (ALL, "scope")) == 14


def test_the_sheet_shows_each_figure_with_its_target(tune):
    """Share, count, interval, and what is asked of it."""
    text = show_guarded(tune, with_misses=False)
    for part in ("99% 以上", "2% 以下", "polarity: ", f"/{_EACH} = ", "p95 2 ms 以下"):
        assert part in text


def test_the_lock_alone_stops_every_determination_whatever_it_points_at(tune):
    """The likest official sentences carry none past the lock, before the verifier is asked."""
    assert (tune.beside.rate.hits, tune.beside.rate.n) == (_EACH, _EACH)
    assert "ロックだけが、似た要旨3文を根拠にして止めた判定の文" in show_guarded(tune, with_misses=False)


def test_a_general_statement_is_judged_with_its_evidence_and_without(tmp_path):
    """What is stopped alone passes beside what it cites; only those that cite something are counted as cited."""
    folder = _copy(tmp_path, "tune")
    told = next(one for one in digest_sentences()["413M60000400249"] if "発電用の軽水炉" in one)
    lines = [
        {"id": "gen-x-001", "how": "cited", "text": "発電用の軽水炉は除かれます。"},
        {"id": "gen-x-002", "how": "plain", "text": "許可の申請は書面で行う。"},
    ]
    lines[0] |= {"source": "413M60000400249", "evidence": [told]}
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
    (folder / "general.tune.jsonl").write_text(text, encoding="utf-8")
    guarded = measure(Part.TUNE, per_kind=1, folder=folder)
    assert (guarded.cited[0].rate.hits, guarded.cited[0].rate.n) == (0, 1)
    assert (guarded.general[0].rate.hits, guarded.general[0].rate.n) == (1, 2)
    assert guarded.restated.rate.n == _EACH


def test_no_determination_of_the_tune_part_reaches_a_reader(tune):
    """Given the official sentences most like them, neither the lock nor the verifier lets one of them pass."""
    assert (tune.reaching.rate.hits, tune.reaching.rate.n) == (0, _EACH)
    assert "似た要旨3文" in show_guarded(tune, with_misses=False)


def test_the_likest_sentences_stand_first():
    """By the share of common character pairs; a sentence that shares none is not likest at all."""
    nearest = Nearest(["輸出には許可が要る。", "輸出の許可は六月有効である。", "みかん"])
    assert nearest.to("輸出には許可が要る", 3) == ("輸出には許可が要る。", "輸出の許可は六月有効である。")


def test_words_that_only_join_known_parts_are_left_out():
    """The vocabulary of the lock keeps what brings a new pair of kanji, and every katakana word, once."""
    assert words(["許可の申請", "許可と申請と許可", "許可申請とリスト"]) == ("リスト", "申請", "許可", "許可申請")
    assert words(["許可申請可許と許可"]) == ("許可", "許可申請可許")


def test_all_files_of_a_part_count_and_none_is_shown(tmp_path):
    """`report-1` and `report-2` are one part; its sentences stay unseen."""
    folder = _copy(_copy(tmp_path, "report", "-1"), "report", "-2")
    report = measure(Part.REPORT, per_kind=1, folder=folder)
    assert report.paraphrases[0].rate.n == 2 * _EACH
    assert report.misses == ()


def test_a_missing_suite_is_named(tmp_path):
    """Nothing is measured on less than the whole part."""
    with pytest.raises(GuardError, match=r"paraphrases\.tune\.jsonl"):
        measure(Part.TUNE, folder=tmp_path)
