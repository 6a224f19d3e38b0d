"""Generations: built beside the old one, checked in a fresh process, published by one rename."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ingest.document import Passage
from ingest.errors import GenerationCheckError, IndexStateError
from ingest.generation import (
    Builder,
    EmbeddingCache,
    Manifest,
    check,
    current,
    folder_of,
    fresh_id,
    one_at_a_time,
    publish,
)
from ingest.index import Index, open_index
from ingest.lexical import Entry, Window, build_lexical
from ingest.run import quiet
from ingest.vectors import VectorStore

_NOW = Window(date(2026, 1, 1))


@pytest.fixture
def folder(bench) -> Path:  # type: ignore[no-untyped-def]
    """A complete generation, for a test to damage."""
    return folder_of(bench.home, current(bench.home) or "")


def _drop_vector(folder: Path, index: Index) -> None:
    store = VectorStore(folder / "chroma", f"gaihi-{index.manifest.id}")
    store._client.get_collection(f"gaihi-{index.manifest.id}", embedding_function=None).delete(
        ids=[index.passages([0])[0].id]
    )


def _drop_passage(folder: Path, _: Index) -> None:
    with sqlite3.connect(folder / "passages.sqlite") as database:
        database.execute("DELETE FROM passage WHERE row = 4")
    database.close()


def _rebuild(part: str, entries: Callable[[Index], Sequence[Entry]]) -> Callable[[Path, Index], None]:
    def damage(folder: Path, index: Index) -> None:
        shutil.rmtree(folder / part)
        build_lexical(folder / part, entries(index), index.analyzer)

    return damage


def _without_file(name: str) -> Callable[[Path, Index], None]:
    def damage(folder: Path, _: Index) -> None:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    return damage


def _other_words(index: Index) -> list[Entry]:
    return [Entry(row, passage, "別の語") for row, passage in enumerate(index.passages(range(len(index))))]


_DAMAGES: dict[str, Callable[[Path, Index], None]] = {
    "a vector is missing": _drop_vector,
    "a passage is missing": _drop_passage,
    "the lexical index is empty": _rebuild("lexical", lambda _: []),
    "the lexical index holds other words": _rebuild("lexical", _other_words),
    "sentences are missing": _rebuild("short", lambda _: []),
    "no lexical index": _without_file("lexical"),
    "no fitted embedder": _without_file("lsa/lsa.npz"),
    "no statuses": _without_file("superseded.toml"),
    "no manifest": _without_file("manifest.json"),
}


def test_a_sound_generation_passes_its_check(bench, folder: Path) -> None:  # type: ignore[no-untyped-def]
    """The check of what was just built says nothing, also from another working folder."""
    check(folder, bench.settings())


@pytest.mark.parametrize("name", _DAMAGES)
def test_a_damaged_generation_is_found(bench, folder: Path, name: str, capsys, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Whatever part of a generation is missing or differs, the check finds it and says something."""
    from ingest import check as program

    _DAMAGES[name](folder, Index(folder, bench.settings()))
    monkeypatch.setattr(sys, "argv", ["check", str(folder)])
    try:
        status = program.main()
    except Exception as error:  # noqa: BLE001  # in the process of its own this is status 1 with a last line
        assert str(error)
    else:
        assert status == 1
        assert capsys.readouterr().out.strip()


def test_the_check_runs_in_a_process_of_its_own(bench, folder: Path) -> None:  # type: ignore[no-untyped-def]
    """A check sees what reached the disk, not what this process still has open, and reports it with a hint."""
    open_index(bench.settings())
    shutil.rmtree(folder / "chroma")
    with pytest.raises(GenerationCheckError, match=r"検査に通りません.*Chroma") as caught:
        check(folder, bench.settings())
    assert "前の索引" in caught.value.hint


def test_publishing_is_one_rename(bench) -> None:  # type: ignore[no-untyped-def]
    """The pointer names one generation; the one before stays, older ones go."""
    home = bench.home
    first = current(home)
    for name in ("b", "c"):
        (home / "generations" / name).mkdir()
        publish(home, name)
        assert current(home) == name
    assert {path.name for path in (home / "generations").iterdir()} == {"b", "c"}
    assert first not in ("b", "c")
    assert sorted(path.name for path in home.glob("current*")) == ["current"]


def test_readers_keep_the_generation_they_opened(bench) -> None:  # type: ignore[no-untyped-def]
    """A reader goes on reading every part of its generation, even after that was swept away."""
    reader, fresh = (open_index(bench.settings()) for _ in range(2))
    wanted = [hit.row for hit in fresh.dense("用途要件", _NOW, 3)]
    for name in ("b", "c"):
        (bench.home / "generations" / name).mkdir()
        publish(bench.home, name)
    assert not folder_of(bench.home, reader.manifest.id).exists()
    assert [hit.row for hit in reader.dense("用途要件", _NOW, 3)] == wanted
    assert reader.passages([0])[0].text
    assert reader.lexical("words", [], _NOW, 1) == []


def test_an_id_never_names_a_complete_generation(tmp_path: Path) -> None:
    """What a killed build left is built over; what is complete never, since readers may have it open."""
    assert fresh_id(tmp_path, "abc") == "abc"
    folder_of(tmp_path, "abc").mkdir(parents=True)
    assert fresh_id(tmp_path, "abc") == "abc"
    for name in ("abc", "abc-2"):
        folder_of(tmp_path, name).mkdir(parents=True, exist_ok=True)
        (folder_of(tmp_path, name) / "manifest.json").touch()
    assert fresh_id(tmp_path, "abc") == "abc-3"


def test_a_build_clears_what_a_killed_one_left(bench, make_passage, make_source, analyzer) -> None:  # type: ignore[no-untyped-def]
    """A half-built folder of the same name is no obstacle and leaves nothing in the new one."""
    left = folder_of(bench.home, "half")
    (left / "lexical").mkdir(parents=True)
    (left / "passages.sqlite").write_bytes(b"half")
    passages = [make_passage("輸出を許可する。"), make_passage("技術を提供する。")]
    builder = Builder(bench.settings(), bench.corpus, analyzer, quiet)
    built = builder.build("half", passages, [make_source()])
    assert built == left
    assert Index(left, bench.settings()).passages([0, 1]) == passages
    assert current(bench.home) != "half"


def test_the_manifest_comes_last_and_comes_back(bench, folder: Path) -> None:  # type: ignore[no-untyped-def]
    """A manifest is read as it was written; without it, or with half of it, the folder is no generation."""
    manifest = Manifest.read(folder)
    manifest.write(folder)
    assert Manifest.read(folder) == manifest
    assert manifest.embedder_fingerprint.startswith("lsa-")
    for damage in ("{", ""):
        (folder / "manifest.json").write_text(damage, encoding="utf-8")
        with pytest.raises(IndexStateError, match="manifest"):
            open_index(bench.settings())


def test_one_ingest_at_a_time(tmp_path: Path) -> None:
    """While one process holds the lock another is refused at once; afterwards it may go on."""
    code = "import sys; from pathlib import Path; from ingest.generation import one_at_a_time\nwith one_at_a_time(Path(sys.argv[1])): print('in')"
    command = [sys.executable, "-c", code, str(tmp_path)]
    with one_at_a_time(tmp_path):
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
        with pytest.raises(IndexStateError, match="別の取込み"), one_at_a_time(tmp_path):
            pass
    assert refused.returncode == 1
    assert "別の取込み" in refused.stderr
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "in"


class _Counting:
    """An embedder that counts the texts it is asked for."""

    fingerprint = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One number a text: its length."""
        self.asked.extend(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    def embed_query(self, text: str) -> np.ndarray:
        """As a passage."""
        return self.embed([text])[0]


def test_a_known_text_is_never_embedded_again(tmp_path: Path) -> None:
    """Of old and new texts in any order only the new ones are computed, each once, and all come back in order."""
    embedder = _Counting()
    EmbeddingCache(tmp_path).embed(embedder, ["あ", "いい", "あ"])
    assert embedder.asked == ["あ", "いい"]
    found = EmbeddingCache(tmp_path).embed(embedder, ["ううう", "いい", "ううう", "あ"])
    assert embedder.asked == ["あ", "いい", "ううう"]
    assert found[:, 0].tolist() == [3, 2, 3, 1]
    assert EmbeddingCache(tmp_path).embed(embedder, []).shape[0] == 0


def test_a_killed_embedding_keeps_its_batches(tmp_path: Path) -> None:
    """What was embedded before a kill is not embedded again; half a file is not read."""
    embedder = _Counting()
    texts = [str(n) for n in range(2_500)]

    class Killed(_Counting):
        def embed(self, texts: Sequence[str]) -> np.ndarray:
            if self.asked:
                raise KeyboardInterrupt
            return super().embed(texts)

    with pytest.raises(KeyboardInterrupt):
        EmbeddingCache(tmp_path).embed(Killed(), texts)
    (tmp_path / "x.partial").write_bytes(b"half")
    EmbeddingCache(tmp_path).embed(embedder, texts)
    assert embedder.asked == texts[2_000:]


def test_the_manifest_is_plain_json(folder: Path) -> None:
    """The manifest can be read without this program."""
    fields = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert fields["passages"] == 5
    assert {source["id"] for source in fields["sources"]} == {"report-2024", "slides-2025", "324CO0000000999"}


def test_a_passage_that_no_source_names_is_still_built(bench, make_passage, analyzer) -> None:  # type: ignore[no-untyped-def]
    """A corpus of one short passage has an index that can be searched."""
    one: Passage = make_passage("あ")
    folder = Builder(bench.settings(), bench.corpus, analyzer, quiet).build("one", [one], [])
    assert [hit.row for hit in Index(folder, bench.settings()).dense("あ", _NOW, 3)] == [0]
