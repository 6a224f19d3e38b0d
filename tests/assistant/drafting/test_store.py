"""The store under fire: killed while saving, and twenty writers on one draft."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.drafting.store import DraftStore
from assistant.drafting.version import How, Note
from assistant.service import create_app
from assistant.storage.database import Database
from ingest.settings import ROOT, load_settings

sys.path.insert(0, str(Path(__file__).parent))
from desk_drafts import draft_of, spans_of

SAVER = Path(__file__).with_name("saver.py")


def killed(home: Path, draft_id: str, seconds: float) -> int:
    """Save until killed after that time; the last version that was said to be stored, 0 for none."""
    command = [sys.executable, str(SAVER), str(home), draft_id]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert process.stdout and process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read().split("\n")[:-1]  # the last line may be cut off
    process.wait()
    return int(said[-1]) if said else 0


@pytest.mark.parametrize(
    ("kills", "saves"), [(4, 20), pytest.param(40, 100, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_a_kill_while_saving_loses_no_version_and_leaves_none_half_written(shipped, tmp_path, kills, saves):
    """Every version that was said to be stored is there and whole, without a gap; one more may be."""
    store = DraftStore(Database(load_settings(home=tmp_path)))
    first = draft_of(shipped.index, spans_of(shipped.index, Random(5), 60))
    draft_id = store.begin(first, Note(1, None, How.CREATED, "佐藤", datetime.now(UTC), ""))
    random, last, done = Random(1), 1, 0
    while done < kills or last <= saves:
        said = max(killed(tmp_path, draft_id, random.random() * 0.3), last)
        notes = store.notes(draft_id)
        assert [one.number for one in notes] == list(range(1, len(notes) + 1))
        assert store.head(draft_id).version == len(notes) and said <= len(notes) <= said + 1
        newest = store.version(draft_id).draft
        assert len(newest.paragraphs) == len(first.paragraphs) + len(notes) - 1
        last, done = len(notes), done + 1
    for number in range(1, last + 1):
        assert len(store.version(draft_id, number).draft.paragraphs) == len(first.paragraphs) + number - 1


class Writer:
    """Writes sentences into a draft over HTTP, each until it is stored; counts what it was told of others."""

    def __init__(self, client: httpx.Client, draft: str, name: str) -> None:
        self.client, self.draft, self.name = client, draft, name
        self.conflicts: list[dict[str, Any]] = []
        self.stored: list[int] = []

    def save(self, base: int, text: str) -> bool:
        """Whether the edit was stored."""
        change = {"op": "insert", "after": None, "role": "note", "text": text}
        sent = {"by": self.name, "base": base, "changes": [change]}
        found = self.client.post(f"/v1/drafts/{self.draft}/versions", json=sent)
        if found.status_code == 409:
            self.conflicts.append(found.json())
            return False
        assert found.status_code == 201, found.text
        self.stored.append(found.json()["note"]["number"])
        return True

    def write(self, count: int) -> None:
        """Store so many sentences, each on the newest version that is there."""
        for n in range(count):
            while not self.save(
                self.client.get(f"/v1/drafts/{self.draft}/versions").json()["versions"][-1]["number"],
                f"{self.name}の{n}。",
            ):
                pass


@pytest.mark.parametrize("each", [2, pytest.param(10, marks=pytest.mark.slow)])
def test_twenty_writers_lose_no_update_and_hear_of_every_conflict(own, serve, each):
    """All at once on one version: one is stored, nineteen are told who was first. Then each until all is stored."""
    client = serve(create_app(Assistant(own.settings(), lambda: own.today), own.settings()))
    request = {"kind": "qa_section", "questions": ["ムササビ規制の記録は何年保存しますか"]}
    draft = client.post("/v1/drafts", json={"by": "佐藤", "request": request}).json()["head"]["id"]
    writers = [Writer(client, draft, f"書き手{n}") for n in range(20)]
    start = threading.Barrier(20)

    def first(writer: Writer) -> bool:
        start.wait()
        return writer.save(1, f"{writer.name}の初回。")

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(first, writers)) == 1
        winner = next(one for one in writers if one.stored)
        told = [one.conflicts[0] for one in writers if one is not winner]
        assert {(one["version"], one["author"], one["base"]) for one in told} == {(2, winner.name, 1)}
        assert all(datetime.fromisoformat(one["at"]).tzinfo for one in told)
        list(pool.map(lambda writer: writer.write(each), writers))
    view = client.get(f"/v1/drafts/{draft}").json()
    stored = sorted(number for one in writers for number in one.stored)
    assert stored == list(range(2, 20 * each + 3)) and view["head"]["version"] == 20 * each + 2
    texts = {sentence["text"] for one in view["draft"]["paragraphs"] for sentence in one["sentences"]}
    assert {f"{one.name}の{n}。" for one in writers for n in range(each)} | {f"{winner.name}の初回。"} <= texts
