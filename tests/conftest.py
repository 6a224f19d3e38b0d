"""Fixtures for all tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_machine() -> Iterator[None]:
    """No test sees the settings of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GAIHI_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of originals beside the checkout; the test is skipped where it is missing."""
    folder = Path(__file__).parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("the originals are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def index_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GAIHI_HOME with the index of the shipped digests. Tests only read it; one that adds documents copies it."""
    return _indexed(tmp_path_factory.mktemp("digests"))


@pytest.fixture(scope="session", params=["digests", pytest.param("originals", marks=pytest.mark.originals)])
def corpus_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GAIHI_HOME with the index of the digests, then one of the originals: for what must hold on both."""
    if request.param == "digests":
        return request.getfixturevalue("index_home")
    shared = request.getfixturevalue("shared")
    return _indexed(tmp_path_factory.mktemp("originals"), shared / "sources", shared / "laws")


def _indexed(home: Path, *originals: Path) -> Path:
    from ingest.run import run_ingest
    from ingest.settings import load_settings

    run_ingest(load_settings(home=home, originals=originals))
    return home
