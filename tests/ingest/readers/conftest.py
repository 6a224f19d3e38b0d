"""A source, and a way to read bytes as a file of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.read import read
from ingest.source import Kind, Source, Tier

SOURCE = Source("own-1", "社内資料", "社内資料", "輸出管理部", Kind.OWN, Tier.OWN)
LIMIT = 5_000_000

ReadBytes = Callable[..., list[Document]]


@pytest.fixture
def source() -> Source:
    """A document of the user's own."""
    return SOURCE


@pytest.fixture
def law() -> Source:
    """A statute with an invented law id."""
    return replace(SOURCE, id="324CO0000000999", kind=Kind.STATUTE, tier=Tier.STATUTE)


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Write bytes or text to a file of that name and read it."""

    def call(name: str, data: bytes | str, source: Source = SOURCE, limit: int = LIMIT) -> list[Document]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path, source, limit=limit)

    return call
