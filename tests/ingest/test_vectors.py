"""Vectors in Chroma: embedded in a folder, and on a real server."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import IndexStateError, SettingsError
from ingest.index import open_index
from ingest.lexical import Window
from ingest.vectors import VectorStore


def _unit(*numbers: float) -> np.ndarray:
    rows = np.array(numbers, dtype=np.float32).reshape(-1, 2)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_vectors_come_back_in_the_order_asked_for(tmp_path: Path, make_passage) -> None:
    """Every vector is read back by id, whatever order Chroma keeps them in."""
    passages = [make_passage(text) for text in "甲乙丙"]
    vectors = _unit(1, 0, 0, 1, 1, 1)
    VectorStore(tmp_path / "c", "gaihi-a").write(passages, vectors)
    found = VectorStore(tmp_path / "c", "gaihi-a").read([passages[n].id for n in (2, 0, 1)])
    np.testing.assert_allclose(found, vectors[[2, 0, 1]], atol=1e-6)


def test_more_than_a_batch_is_written_and_read(tmp_path: Path, make_passage) -> None:
    """More vectors than Chroma takes at once are all kept."""
    passages = [make_passage(str(n)) for n in range(5_600)]
    vectors = _unit(*(float(n + 1) for n in range(2 * len(passages))))
    store = VectorStore(tmp_path / "c", "gaihi-a")
    store.write(passages, vectors)
    np.testing.assert_allclose(store.read([passage.id for passage in passages]), vectors, atol=1e-6)


def test_the_collection_measures_cosine(tmp_path: Path, make_passage) -> None:
    """Distance cannot be changed later, so the collection is made with cosine, and holds what filters need."""
    store = VectorStore(tmp_path / "c", "gaihi-a")
    store.write([make_passage("甲")], _unit(1, 0))
    collection = store._client.get_collection("gaihi-a", embedding_function=None)
    assert collection.configuration["hnsw"]["space"] == "cosine"
    assert (collection.get()["metadatas"] or [])[0]["visible_from"] == 20240401


@pytest.mark.parametrize("ids", [["甲"], ["甲", "乙", "丙"], ["甲", "丁"], []])
def test_another_set_of_ids_is_an_error(tmp_path: Path, make_passage, ids: list[str]) -> None:
    """A vector that is missing or too many is found when the store is opened, never left out silently."""
    store = VectorStore(tmp_path / "c", "gaihi-a")
    store.write([make_passage("甲", id="甲"), make_passage("乙", id="乙")], _unit(1, 0, 0, 1))
    with pytest.raises(IndexStateError, match="一致しません"):
        store.read(ids)


def test_a_missing_collection_is_an_error(tmp_path: Path) -> None:
    """Reading a collection nobody wrote says how to build it anew."""
    with pytest.raises(IndexStateError) as caught:
        VectorStore(tmp_path / "c", "gaihi-none").read(["甲"])
    assert "--rebuild" in caught.value.hint


def test_deleting_is_possible_twice(tmp_path: Path, make_passage) -> None:
    """Removing a collection that is not there is no error."""
    store = VectorStore(tmp_path / "c", "gaihi-a")
    store.write([make_passage("甲")], _unit(1, 0))
    store.delete()
    store.delete()
    with pytest.raises(IndexStateError):
        store.read(["doc:甲"])


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "xyz"])
def test_a_url_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    """A server address without scheme or host is a setting that cannot be used."""
    with pytest.raises(SettingsError, match="GAIHI_CHROMA_URL"):
        VectorStore(tmp_path, "gaihi-a", url)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_a_server_that_does_not_answer_is_an_error(tmp_path: Path) -> None:
    """Without a server behind the address the user is told so."""
    with pytest.raises(IndexStateError, match="Chroma を開けません"):
        VectorStore(tmp_path, "gaihi-a", f"http://127.0.0.1:{_free_port()}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a real Chroma server on loopback."""
    port = _free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(tmp_path / "server")]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline
                assert process.poll() is None
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.slow
def test_a_server_holds_what_the_folder_would(bench, server: str, tmp_path: Path) -> None:
    """With GAIHI_CHROMA_URL the vectors lie on the server, answers are the same, and old generations are removed there."""
    embedded = open_index(bench.settings())
    remote = replace(bench, home=tmp_path / "remote")
    settings = remote.settings(chroma_url=server)
    assert remote.ingest(settings=settings).problems == ()
    index = open_index(settings)
    assert not (remote.home / "generations" / index.manifest.id / "chroma").exists()
    question, window = (
        "用途要件と需要者要件",
        Window(index.statute_days[1] or embedded.statute_days[1], supplementary=True),
    )  # type: ignore[arg-type]
    assert [hit.row for hit in index.dense(question, window, 5)] == [
        hit.row for hit in embedded.dense(question, window, 5)
    ]
    for number in range(3):
        (tmp_path / "own.txt").write_text(f"第{number}版の社内規程。", encoding="utf-8")
        remote.ingest(tmp_path / "own.txt", settings=settings, given=_given())
    names = {one.name for one in VectorStore(tmp_path, "x", server)._client.list_collections()}
    assert names == {f"gaihi-{path.name}" for path in (remote.home / "generations").iterdir()}
    assert len(names) == 2


def _given():  # type: ignore[no-untyped-def]
    from ingest.identify import Given

    return Given(published="2025-01-01", tier="own")
