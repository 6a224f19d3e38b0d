"""Reviews of amendments by people: the record on disk, and which rules still carry a notice."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import assistant.reviews
from assistant.reviews import (
    Review,
    ReviewError,
    amended_rules,
    open_amendments,
    record,
    review_of,
    reviews,
)
from assistant.rules.basis import Amendment, Citation, Grounds, lock
from assistant.rules.provisions import Lock
from assistant.statutes import from_paths
from ingest.index import Index
from ingest.library import Library
from ingest.settings import CORPUS

LAW = "421M60000400060"
FIRST, SECOND, TODAY = date(2025, 1, 1), date(2026, 1, 1), date(2026, 2, 1)
TEXT = '---\nidentifier: "{law}"\nextra:\n  enforced_at: "{day}"\n---\n\n**第一条**　{word}を届け出る。\n\n**第二条**　同じ条。\n'
AMENDED = Amendment(("R-1", "R-2"), "試験省令", "1条", FIRST, "石を届け出る。", SECOND, "鉄を届け出る。")
GONE = replace(AMENDED, provision="9条", new_text=None)


def write(folder: Path, day: date, word: str) -> Path:
    """A version of the made-up law."""
    path = folder / LAW / f"{day}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(law=LAW, day=day, word=word), encoding="utf-8")
    return path


def grounds(folder: Path) -> Grounds:
    """Two rules on 1条 and one on 2条, locked to what the folder holds."""
    places = (("R-1", "1条"), ("R-2", "1条"), ("R-3", "2条"))
    citations = tuple(Citation(rule, "試験省令", provision, FIRST) for rule, provision in places)
    bare = Grounds(citations, {"試験省令": LAW}, Lock())
    return replace(bare, lock=lock(bare, from_paths([folder]).statutes))


def test_a_review_is_kept(tmp_path: Path) -> None:
    """What was recorded is read back, oldest first."""
    one = review_of(AMENDED, by=" 山田花子 ", on=TODAY, note="規則は変わらない")
    two = review_of(GONE, by="佐藤", on=TODAY, rule="R-2")
    record(tmp_path, one)
    record(tmp_path, two)
    assert reviews(tmp_path) == (one, two) and one.by == "山田花子" and two.sha256 == ""
    assert reviews(tmp_path / "other") == ()


@pytest.mark.parametrize("given", [{"by": " "}, {"by": "山田", "rule": "R-9"}])
def test_a_review_needs_a_name_and_a_rule_that_is_touched(given: dict[str, str]) -> None:
    """Nobody reviews without a name, or for a rule that rests on something else."""
    with pytest.raises(ReviewError) as caught:
        review_of(AMENDED, on=TODAY, **given)
    assert caught.value.hint


def test_a_torn_line_counts_for_nothing(tmp_path: Path) -> None:
    """A crash in the middle of a line loses that review alone; the next one starts on a line of its own."""
    first, second = review_of(AMENDED, by="山田", on=TODAY), review_of(GONE, by="佐藤", on=TODAY)
    record(tmp_path, first)
    path = tmp_path / "rules" / "reviews.jsonl"
    whole = path.read_bytes()
    for cut in range(1, len(whole) - 1):
        path.write_bytes(whole + whole[:cut])
        assert reviews(tmp_path) == (first,)
    record(tmp_path, second)
    assert reviews(tmp_path) == (first, second)
    assert path.read_bytes().startswith(whole)


def test_a_line_of_another_shape_counts_for_nothing(tmp_path: Path) -> None:
    """A line without a hash or with a wrong date is no review: the notice stays."""
    path = tmp_path / "rules" / "reviews.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps({"law": "試験省令"}) + "\n[]\n\xff\n", encoding="latin-1")
    assert reviews(tmp_path) == ()


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    """Reviews recorded at the same time are all there."""
    wanted = {review_of(AMENDED, by=f"審査者{n}", on=TODAY) for n in range(40)}
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda review: record(tmp_path, review), wanted))
    assert set(reviews(tmp_path)) == wanted


def test_a_record_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """The person learns that the review was not recorded."""
    (tmp_path / "rules").write_text("no folder", encoding="utf-8")
    with pytest.raises(ReviewError):
        record(tmp_path, review_of(AMENDED, by="山田", on=TODAY))


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({}, ()),
        ({"rule": "R-1"}, ("R-2",)),
        ({"sha256": "0" * 16}, ("R-1", "R-2")),
        ({"version": FIRST}, ("R-1", "R-2")),
        ({"provision": "2条"}, ("R-1", "R-2")),
        ({"law": "別の令"}, ("R-1", "R-2")),
    ],
)
def test_only_a_review_of_this_text_closes_it(change: dict[str, Any], left: tuple[str, ...]) -> None:
    """A review is for one wording of one provision from one day, for all rules or for one."""
    done = replace(review_of(AMENDED, by="山田", on=TODAY), **change)
    waiting = open_amendments([AMENDED], [done])
    assert tuple(rule for one in waiting for rule in one.rules) == left


def test_a_provision_that_is_gone_can_be_reviewed() -> None:
    """A review of 「なくなった」 closes it, and does not close a new wording."""
    done = review_of(GONE, by="山田", on=TODAY)
    assert open_amendments([GONE], [done]) == ()
    back = replace(GONE, new_text="戻った文言")
    assert open_amendments([back], [done]) == (back,)


def test_the_rules_of_a_folder_with_new_law(tmp_path: Path) -> None:
    """A newer version names the rules whose provision changed until a person has reviewed it."""
    folder, home = tmp_path / "laws", tmp_path / "home"
    write(folder, FIRST, "石")
    base = grounds(folder)
    assert amended_rules(folder, base, home) == {}
    write(folder, SECOND, "鉄")
    waiting = amended_rules(folder, base, home)
    assert set(waiting) == {"R-1", "R-2"} and waiting["R-1"][0].new_text == "鉄を届け出る。"
    record(home, review_of(waiting["R-1"][0], by="山田", on=TODAY))
    assert amended_rules(folder, base, home) == {}


def test_the_amendments_of_an_index_are_worked_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one generation the statutes are read once; a review counts at once all the same."""
    folder, home = tmp_path / "laws", tmp_path / "home"
    old = write(folder, FIRST, "石")
    base = grounds(folder)
    library = Library(home, CORPUS)
    source = library.source(LAW)
    assert source is not None
    library.add(source, [old, write(folder, SECOND, "鉄")])
    index = Index.__new__(Index)  # an opened generation of which only the memo is used
    index.memo = {}
    waiting = amended_rules(index, base, home)
    assert set(waiting) == {"R-1", "R-2"}
    monkeypatch.setattr(assistant.reviews, "from_library", lambda home: SimpleNamespace())  # read no more
    record(home, review_of(waiting["R-1"][0], by="山田", on=TODAY, rule="R-1"))
    assert set(amended_rules(index, base, home)) == {"R-2"}


def test_reviews_are_values() -> None:
    """Two reviews that say the same are the same."""
    assert Review("令", "1条", FIRST, "a", "山田", TODAY) == Review("令", "1条", FIRST, "a", "山田", TODAY)
