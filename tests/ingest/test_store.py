"""Store: passages on disk, byte for byte what was written."""

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Mark, Part, Passage
from ingest.errors import IndexStateError
from ingest.source import Edition
from ingest.store import PassageStore, decode, encode, write_store

_PLAIN = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=20)
_PASSAGES = st.builds(
    Passage,
    id=_PLAIN,
    source_id=_PLAIN,
    edition=st.sampled_from(Edition),
    heading=st.lists(_PLAIN, max_size=3).map(tuple),
    locator=_PLAIN,
    text=_PLAIN,
    visible_from=st.dates(),
    visible_to=st.none() | st.dates(),
    part=st.sampled_from(Part),
    order=st.integers(0, 9),
    marks=st.lists(st.builds(Mark, st.integers(0, 9), st.integers(0, 9), _PLAIN), max_size=2).map(tuple),
    start=st.integers(-1, 99),
    end=st.integers(-1, 99),
    asks=st.lists(_PLAIN, max_size=2).map(tuple),
)


@given(_PASSAGES)
def test_a_passage_comes_back_as_it_was(passage: Passage) -> None:
    """Encoding a passage to one line and decoding it gives an equal passage."""
    line = encode(passage)
    assert "\n" not in line
    assert decode(line) == passage


def test_every_field_of_a_passage_is_stored(make_passage) -> None:
    """A field added to Passage must be added to the store as well."""
    import json

    assert set(json.loads(encode(make_passage("文")))) == {field.name for field in dataclasses.fields(Passage)}


@pytest.fixture
def store(tmp_path: Path, make_passage) -> Callable[..., PassageStore]:
    """Writes passages and opens them."""

    def make(*passages: Passage) -> PassageStore:
        write_store(tmp_path / "passages.sqlite", passages)
        return PassageStore(tmp_path / "passages.sqlite")

    return make


def test_rows_are_positions(store, make_passage) -> None:
    """Passages are read by position in any order, and by id."""
    passages = [make_passage(text) for text in "甲乙丙"]
    opened = store(*passages)
    assert len(opened) == 3
    assert opened.at([2, 0]) == [passages[2], passages[0]]
    assert opened.get("doc:乙") == passages[1]
    assert opened.row_of("doc:丙") == 2
    assert opened.at([]) == []


@pytest.mark.parametrize("wrong", ["", "doc:丁", "'; DROP TABLE passage; --", "../../etc/passwd", "\0", "甲" * 10_000])
def test_an_unknown_id_is_none(store, make_passage, wrong: str) -> None:
    """An id nobody has, however hostile, is no passage and no error."""
    opened = store(make_passage("甲"))
    assert opened.get(wrong) is None
    assert opened.row_of(wrong) is None
    assert len(opened) == 1


def test_columns_tell_what_filters_need(store, make_passage) -> None:
    """Days, sources and parts stand in arrays of one length, in row order."""
    law = make_passage("乙", source_id="b", part=Part.SUPPLEMENTARY, visible_to=date(2025, 1, 1))
    columns = store(make_passage("甲"), law).columns
    assert columns.sources == ("b", "doc")
    assert columns.source.tolist() == [1, 0]
    assert columns.supplementary.tolist() == [False, True]
    assert columns.visible_to.tolist() == [date.max.toordinal(), date(2025, 1, 1).toordinal()]


def test_an_id_cannot_stand_twice(store, make_passage) -> None:
    """Two passages of one id are refused: a citation must name one."""
    with pytest.raises(Exception, match="UNIQUE"):
        store(make_passage("甲"), make_passage("甲"))


def test_many_threads_read_one_store(store, make_passage) -> None:
    """Readers in many threads get the same passages."""
    opened = store(*(make_passage(str(n)) for n in range(50)))
    with ThreadPoolExecutor(8) as threads:
        assert [p.text for p in threads.map(lambda n: opened.at([n])[0], range(50))] == [str(n) for n in range(50)]


def test_a_store_outlives_its_file(store, make_passage, tmp_path: Path) -> None:
    """A store that is open goes on reading when a later ingest removes its file."""
    opened = store(make_passage("甲"))
    (tmp_path / "passages.sqlite").unlink()
    assert opened.at([0])[0].text == "甲"
    opened.close()


def test_a_relative_path_can_be_opened(tmp_path: Path, make_passage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home given relative to the working folder works."""
    monkeypatch.chdir(tmp_path)
    write_store(Path("索引 #1?.sqlite"), [make_passage("甲")])
    assert len(PassageStore(Path("索引 #1?.sqlite"))) == 1


def test_a_missing_store_is_an_error(tmp_path: Path) -> None:
    """A store that is not there is an error that says what to do, and no empty file is made."""
    with pytest.raises(IndexStateError) as caught:
        PassageStore(tmp_path / "none.sqlite")
    assert "--rebuild" in caught.value.hint
    assert not (tmp_path / "none.sqlite").exists()
