"""Provisions: `data/provisions.yaml`, the hashes of what the rules rest on. No text of a law is kept.

The file is generated (`basis.lock`); it changes when a rule cites something else or an amendment was accepted.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

DATA = Path(__file__).parent / "data" / "provisions.yaml"
_HEAD = """\
# Generated: the provisions that rules cite, by hash; no text. `sha256` is that of the version cited (null: not
# stored), `reviewed` the newest version up to which the rules were found to hold and `text` its hash (null: gone).
"""


@dataclass(frozen=True)
class Locked:
    """A provision as the rules rest on it: its hash in the version cited (None: not stored) and as last reviewed."""

    law: str
    provision: str
    version: date
    sha256: str | None
    reviewed: date | None
    reviewed_sha256: str | None

    @property
    def key(self) -> tuple[str, str, date]:
        """What a citation finds it by."""
        return self.law, self.provision, self.version


@dataclass(frozen=True)
class Lock:
    """The hashes of everything the rules rest on."""

    entries: tuple[Locked, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str, date], Locked]:
        """(law, provision, version) → entry."""
        return {entry.key: entry for entry in self.entries}


class _Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    provision: str
    version: date
    sha256: str | None
    reviewed: date | None
    text: str | None


_FILE = TypeAdapter(dict[str, list[_Sheet]])


def load_lock(path: Path = DATA) -> Lock:
    """The lock in a file; an empty one where there is no file. Raises pydantic.ValidationError for a wrong shape."""
    if not path.is_file():
        return Lock()
    laws = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    return Lock(
        tuple(
            Locked(law, sheet.provision, sheet.version, sheet.sha256, sheet.reviewed, sheet.text)
            for law, sheets in laws.items()
            for sheet in sheets
        )
    )


def dump_lock(lock: Lock) -> str:
    """The file of a lock; the same lock gives the same bytes."""
    laws: dict[str, list[str]] = {}
    for entry in sorted(lock.entries, key=lambda entry: entry.key):
        laws.setdefault(entry.law, []).append(_line(entry))
    return _HEAD + "".join(f"\n{law}:\n" + "".join(lines) for law, lines in laws.items())


def _line(entry: Locked) -> str:
    values = {
        "provision": json.dumps(entry.provision, ensure_ascii=False),
        "version": entry.version.isoformat(),
        "sha256": json.dumps(entry.sha256),
        "reviewed": entry.reviewed.isoformat() if entry.reviewed else "null",
        "text": json.dumps(entry.reviewed_sha256),
    }
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in values.items())}}}\n"
