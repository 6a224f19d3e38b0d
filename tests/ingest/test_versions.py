"""Versions of one law: each wording once, with the days it is in force."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Passage
from ingest.read import read
from ingest.source import Edition, Kind, Source, Tier
from ingest.split import split
from ingest.versions import merge_versions

LAW = "324CO0000000999"
_DAY = date(2024, 1, 1)


def _passage(place: str, text: str, order: int = 0) -> Passage:
    return Passage(f"{place}{order}", LAW, Edition.ORIGINAL, ("条",), place, text, _DAY, order=order)


def _version(*provisions: tuple[str, str]) -> list[Passage]:
    return [_passage(place, text, n) for n, (place, text) in enumerate(provisions)]


_VERSIONS = st.dictionaries(
    st.integers(0, 40).map(lambda days: _DAY + timedelta(days)),
    st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(["旧", "新", "同"])), max_size=6).map(
        lambda provisions: _version(*provisions)
    ),
    max_size=5,
)


@given(_VERSIONS)
def test_on_every_day_the_version_in_force_is_visible(versions: dict[date, list[Passage]]) -> None:
    """On each day exactly the passages of the last version that has begun are visible; before the first one none."""
    merged = merge_versions(list(versions.items()))
    for offset in range(-1, 43):
        day = _DAY + timedelta(offset)
        begun = [start for start in versions if start <= day]
        wanted = versions[max(begun)] if begun else []
        seen = [passage for passage in merged if passage.visible_on(day)]
        assert Counter((p.locator, p.text) for p in seen) == Counter((p.locator, p.text) for p in wanted)


@given(_VERSIONS)
def test_the_order_of_the_versions_does_not_matter(versions: dict[date, list[Passage]]) -> None:
    """Versions in any order give the same passages with the same, distinct ids."""
    forward, backward = (merge_versions(pairs) for pairs in (list(versions.items()), list(versions.items())[::-1]))
    assert forward == backward
    assert len({passage.id for passage in forward}) == len(forward)


def test_an_unchanged_wording_is_one_passage() -> None:
    """A wording that goes on over several versions is held once, from its first day on."""
    days = [date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)]
    (merged,) = merge_versions([(day, _version(("第一条", "同じ。"))) for day in days])
    assert (merged.visible_from, merged.visible_to) == (days[0], None)


def test_a_changed_wording_ends_where_the_next_begins() -> None:
    """On the day of the change the new wording is the only one visible."""
    change = date(2025, 10, 9)
    old, new = merge_versions([(_DAY, _version(("第四条", "旧。"))), (change, _version(("第四条", "新。")))])
    assert (old.text, old.visible_to) == ("旧。", change)
    assert (new.text, new.visible_from, new.visible_to) == ("新。", change, None)


def test_a_wording_that_comes_back_is_a_passage_of_its_own() -> None:
    """A wording that was repealed and enacted again has two spans of days."""
    days = [date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)]
    merged = merge_versions(list(zip(days, [_version(("甲", "文。")), [], _version(("甲", "文。"))], strict=True)))
    assert [(one.visible_from, one.visible_to) for one in merged] == [(days[0], days[1]), (days[2], None)]


def test_a_moved_provision_is_another_passage() -> None:
    """The same words under another address are cited under that address."""
    merged = merge_versions([(_DAY, _version(("第一条", "文。"))), (date(2025, 1, 1), _version(("第二条", "文。")))])
    assert [(one.locator, one.visible_to) for one in merged] == [("第一条", date(2025, 1, 1)), ("第二条", None)]


def test_no_versions_give_no_passages() -> None:
    """A law without versions has no passages."""
    assert merge_versions([]) == ()


@pytest.mark.originals
def test_originals_show_the_version_in_force(shared) -> None:  # type: ignore[no-untyped-def]
    """Of the stored versions of the 輸出令 the one in force is visible around each change, and nothing of another."""
    source = Source("324CO0000000378", "輸出令", "輸出令", "内閣", Kind.STATUTE, Tier.STATUTE)
    paths = sorted((shared / "laws" / source.id).glob("*.md"))[-4:]
    documents = [document for path in paths for document in read(path, source, limit=10**8)]
    versions = {document.valid_from: split(document) for document in documents if document.valid_from}
    merged = merge_versions(list(versions.items()))
    for day, wanted in versions.items():
        seen = Counter((p.locator, p.text) for p in merged if p.visible_on(day))
        assert seen == Counter((p.locator, p.text) for p in wanted)
    assert not any(passage.visible_on(min(versions) - timedelta(1)) for passage in merged)
