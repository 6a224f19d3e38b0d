"""Library: registered files under HOME, whole or absent whatever happens."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import RegistryError
from ingest.library import Library
from ingest.source import Edition, Kind, Source, Tier

LAW = "324CO0000000999"
_HOSTILE = ["../evil", "..", ".", "", "a/b", "a\\b", "/etc", "a\0", "a" * 65, "-x", "規程", "a\n", "*"]


@pytest.fixture
def library(tmp_path: Path, corpus: Path) -> Library:
    """An empty library over the small corpus."""
    return Library(tmp_path / "home", corpus)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file to be registered."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def own(make_source) -> Source:
    """An own document."""
    return make_source(id="our-rule", kind=Kind.OWN)


def _texts(library: Library, source_id: str) -> list[str]:
    (holding,) = [holding for holding in library.holdings() if holding.source.id == source_id]
    return [path.read_text(encoding="utf-8") for path in holding.files]


def test_digests_stand_in_for_what_is_not_registered(library: Library) -> None:
    """Without any registered file the index is built from the corpus' digests, in the registry's order."""
    assert [(one.source.id, one.edition) for one in library.holdings()] == [
        ("report-2024", Edition.DIGEST),
        ("slides-2025", Edition.DIGEST),
        (LAW, Edition.DIGEST),
    ]


def test_an_original_replaces_its_digest(library: Library, write) -> None:
    """A registered original stands in its digest's place, and its removal brings the digest back."""
    source = library.registry[0]
    assert library.add(source, [write("r.txt", "原文。")])
    assert library.holdings()[0].edition is Edition.ORIGINAL
    assert _texts(library, "report-2024") == ["原文。"]
    assert library.remove("report-2024")
    assert library.holdings()[0].edition is Edition.DIGEST


def test_the_registry_speaks_of_its_sources(library: Library, write) -> None:
    """What was written down when an original was added gives way to the registry; an own document keeps its own."""
    source = library.registry[0]
    library.add(replace(source, title="旧い題", tier=Tier.UPLOADED), [write("r.txt", "原文。")])
    assert library.holdings()[0].source == source
    library.add(replace(source, kind=Kind.OWN, tier=Tier.OWN), [write("r.txt", "原文。")])
    assert library.holdings()[0].source.tier is Tier.OWN


def test_own_documents_follow_in_the_order_of_their_ids(library: Library, write, make_source) -> None:
    """Own documents stand behind the registered ones and are found by id."""
    for name in ("b", "a"):
        library.add(make_source(id=name, kind=Kind.OWN), [write("x.txt", name)])
    assert [one.source.id for one in library.holdings()][3:] == ["a", "b"]
    assert library.source("a") == make_source(id="a", kind=Kind.OWN)
    assert library.source("report-2024") == library.registry[0]
    assert library.source("none") is None


def test_the_same_file_twice_is_no_change(library: Library, write, own: Source) -> None:
    """Registering what is there already says so; a new title or date is a change."""
    path = write("x.txt", "文。")
    assert library.add(own, [path])
    assert library.holds(own, path)
    assert not library.add(own, [path])
    assert library.add(Source(**{**own.__dict__, "title": "新しい題"}), [path])
    assert library.source("our-rule").title == "新しい題"  # type: ignore[union-attr]


def test_a_document_is_replaced_as_a_whole(library: Library, write, own: Source, tmp_path: Path) -> None:
    """A new file of a document takes the place of the old one, whose file is swept."""
    library.add(own, [write("old.txt", "旧。")])
    library.add(own, [write("new.txt", "新。")])
    assert _texts(library, "our-rule") == ["新。"]
    assert len(list((tmp_path / "home" / "library" / "our-rule").iterdir())) == 2


def test_a_statute_keeps_its_other_versions(library: Library, write) -> None:
    """Versions of a law are added to each other; a version of the same file name is replaced."""
    law = library.registry[2]
    library.add(law, [write("2024-01-01.md", "旧。")])
    library.add(law, [write("2025-01-01.md", "新。")])
    library.add(law, [write("2024-01-01.md", "旧の訂正。")])
    assert _texts(library, LAW) == ["旧の訂正。", "新。"]


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_an_id_is_no_path(library: Library, write, make_source, hostile: str, tmp_path: Path) -> None:
    """No id leads out of the library: it is refused before anything is written or removed."""
    path = write("x.txt", "文。")
    before = sorted(tmp_path.rglob("*"))
    for act in (
        lambda: library.add(make_source(id=hostile), [path]),
        lambda: library.holds(make_source(id=hostile), path),
        lambda: library.remove(hostile),
    ):
        with pytest.raises(RegistryError, match="使えません"):
            act()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["あ" * 83 + ".txt", "source.json", ".hidden.txt", "a b;$(x).txt"])
def test_any_file_name_can_be_kept(library: Library, write, own: Source, name: str) -> None:
    """A name as long as a file system allows, or that of the library's own record, is kept with its suffix."""
    path = write(name, "文。")
    library.add(own, [path])
    assert library.holds(own, path)
    (holding,) = [one for one in library.holdings() if one.source.id == "our-rule"]
    assert [one.suffix for one in holding.files] == [path.suffix]
    assert _texts(library, "our-rule") == ["文。"]


def test_removing_what_is_not_there(library: Library) -> None:
    """Taking out a document that is not registered says so."""
    assert not library.remove("our-rule")
    assert not library.remove("report-2024")


def test_what_a_killed_change_left_is_not_seen(library: Library, write, own: Source, tmp_path: Path) -> None:
    """Files that no record names are not documents, and are swept at the next change."""
    library.add(own, [write("x.txt", "一。")])
    place = tmp_path / "home" / "library" / "our-rule"
    (place / "0000-new.txt").write_text("半端", encoding="utf-8")
    (place / "source.json.partial").write_text("{", encoding="utf-8")
    (place.parent / "half").mkdir()
    assert _texts(library, "our-rule") == ["一。"]
    library.add(own, [write("x.txt", "二。")])
    assert len(list(place.iterdir())) == 2


def test_a_damaged_record_is_named(library: Library, write, own: Source, tmp_path: Path) -> None:
    """A record that is no JSON is an error with its path, not a document that vanished."""
    library.add(own, [write("x.txt", "文。")])
    meta = tmp_path / "home" / "library" / "our-rule" / "source.json"
    assert json.loads(meta.read_text(encoding="utf-8"))["source"]["id"] == "our-rule"
    meta.write_text("{", encoding="utf-8")
    with pytest.raises(RegistryError, match=r"source\.json"):
        library.holdings()


def test_the_registry_must_be_sound(corpus: Path, tmp_path: Path) -> None:
    """An id that stands twice, an impossible date or an unknown kind is an error of the registry."""
    path = corpus / "sources.toml"
    text = path.read_text(encoding="utf-8")
    for wrong in (text + text, text.replace("2024-04", "2024-13"), text.replace('"report"', '"poem"', 1), "= ="):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(RegistryError, match=r"sources\.toml"):
            Library(tmp_path, corpus)
