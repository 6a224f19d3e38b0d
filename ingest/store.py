"""Store: the passages of a generation in one SQLite file, read by row or by id; texts live here, not in Chroma."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.document import Mark, Part, Passage
from ingest.errors import IndexStateError
from ingest.source import Edition

_FOREVER = date.max.toordinal()
_HINT = "gaihi ingest --rebuild で作り直してください。"


def encode(passage: Passage) -> str:
    """A passage as one JSON line."""
    fields = {
        "id": passage.id,
        "source_id": passage.source_id,
        "edition": passage.edition.value,
        "heading": list(passage.heading),
        "locator": passage.locator,
        "text": passage.text,
        "visible_from": passage.visible_from.isoformat(),
        "visible_to": passage.visible_to.isoformat() if passage.visible_to else None,
        "part": passage.part.value,
        "order": passage.order,
        "start": passage.start,
        "end": passage.end,
        "asks": list(passage.asks),
        "places": [list(place) for place in passage.places],
        "marks": [[mark.start, mark.end, mark.status_id] for mark in passage.marks],
    }
    return json.dumps(fields, ensure_ascii=False)


def decode(line: str) -> Passage:
    """The passage of a line written by `encode`."""
    fields: dict[str, Any] = json.loads(line)
    to = fields["visible_to"]
    return Passage(
        **{
            **fields,
            "edition": Edition(fields["edition"]),
            "part": Part(fields["part"]),
            "heading": tuple(fields["heading"]),
            "asks": tuple(fields["asks"]),
            "places": tuple((start, locator) for start, locator in fields["places"]),
            "visible_from": date.fromisoformat(fields["visible_from"]),
            "visible_to": date.fromisoformat(to) if to else None,
            "marks": tuple(Mark(*mark) for mark in fields["marks"]),
        }
    )


def write_store(path: Path, passages: Iterable[Passage]) -> None:
    """Write all passages; the row of a passage is its position."""
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE passage (row INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, source TEXT NOT NULL,"
            " part TEXT NOT NULL, visible_from INTEGER NOT NULL, visible_to INTEGER NOT NULL, body TEXT NOT NULL)"
        )
        database.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    row,
                    passage.id,
                    passage.source_id,
                    passage.part.value,
                    passage.visible_from.toordinal(),
                    passage.visible_to.toordinal() if passage.visible_to else _FOREVER,
                    encode(passage),
                )
                for row, passage in enumerate(passages)
            ),
        )
    database.close()


@dataclass(frozen=True)
class Columns:
    """What filters need to know of every row, as arrays of one length; days are ordinals."""

    ids: tuple[str, ...]
    sources: tuple[str, ...]  # distinct source ids
    source: NDArray[np.int32]  # index into `sources`
    supplementary: NDArray[np.bool_]
    visible_from: NDArray[np.int32]
    visible_to: NDArray[np.int32]


class PassageStore:
    """The passages of a published generation, read-only and thread-safe."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise IndexStateError(f"本文の格納ファイルがありません: {path}", hint=_HINT)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self.columns = self._columns()
        self._row = {one: row for row, one in enumerate(self.columns.ids)}

    def __len__(self) -> int:
        return len(self.columns.ids)

    def _columns(self) -> Columns:
        rows = self._database.execute(
            "SELECT id, source, part, visible_from, visible_to FROM passage ORDER BY row"
        ).fetchall()
        sources = tuple(sorted({row[1] for row in rows}))
        place = {source: n for n, source in enumerate(sources)}
        return Columns(
            ids=tuple(row[0] for row in rows),
            sources=sources,
            source=np.array([place[row[1]] for row in rows], dtype=np.int32),
            supplementary=np.array([row[2] == Part.SUPPLEMENTARY for row in rows], dtype=np.bool_),
            visible_from=np.array([row[3] for row in rows], dtype=np.int32),
            visible_to=np.array([row[4] for row in rows], dtype=np.int32),
        )

    def at(self, rows: Sequence[int]) -> list[Passage]:
        """Passages of the given rows, in their order."""
        if not rows:
            return []
        marks = ",".join("?" * len(rows))
        with self._lock:
            found = self._database.execute(
                f"SELECT row, body FROM passage WHERE row IN ({marks})", tuple(int(row) for row in rows)
            ).fetchall()
        bodies = dict(found)
        return [decode(bodies[int(row)]) for row in rows]

    def get(self, passage_id: str) -> Passage | None:
        """The passage with that id, or None."""
        row = self._row.get(passage_id)
        return self.at([row])[0] if row is not None else None

    def row_of(self, passage_id: str) -> int | None:
        """The row of a passage id, or None."""
        return self._row.get(passage_id)

    def close(self) -> None:
        """Close the file."""
        self._database.close()
