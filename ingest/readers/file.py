"""File: the bytes of one file with what is known about it. Every reader takes a File and returns Documents.

Makes Documents and ReadErrors that name the file; does not touch the disk.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.document import Block, Document, Dropped
from ingest.errors import ReadError
from ingest.source import Edition, Source

REPAIR = "ファイルを開いて保存し直すか、元の資料を取得し直してください。"


@dataclass(frozen=True)
class File:
    """One file to be read. `limit` is the greatest number of bytes a reader may unpack the file to."""

    path: Path
    data: bytes
    source: Source
    limit: int

    @property
    def suffix(self) -> str:
        """Lower-case suffix with its dot."""
        return self.path.suffix.lower()

    def document(
        self,
        blocks: Sequence[Block],
        *,
        dropped: Sequence[Dropped] = (),
        edition: Edition = Edition.ORIGINAL,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> Document:
        """The Document of this file with these blocks."""
        sha256 = hashlib.sha256(self.data).hexdigest()
        return Document(self.source, edition, tuple(blocks), sha256, valid_from, tuple(dropped), valid_to)

    def error(self, reason: str, *, hint: str = REPAIR) -> ReadError:
        """A ReadError that names this file; `reason` is a Japanese clause without the file's name."""
        return ReadError(f"{self.path.name}: {reason}", hint=hint)
