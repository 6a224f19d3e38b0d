"""Saves version after version of a draft until stopped, and says each one that is stored: `saver.py HOME DRAFT`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from assistant.drafting.draft import Role
from assistant.drafting.edit import Insert, apply
from assistant.drafting.store import DraftStore
from assistant.drafting.version import How, Note
from assistant.storage.database import Database
from ingest.settings import load_settings


def main() -> None:
    """Save on and on."""
    store = DraftStore(Database(load_settings(home=Path(sys.argv[1]))))
    version = store.version(sys.argv[2])
    draft, number = version.draft, version.note.number
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        number += 1
        draft = apply(draft, [Insert("p1", Role.NOTE, f"保存{number}。")], number)
        store.save(sys.argv[2], draft, Note(number, number - 1, How.EDITED, "保存", datetime.now(UTC), ""))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
