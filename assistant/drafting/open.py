"""Open: the desk of a process: its database, and what drafts are written with, made when they are first needed."""

from collections.abc import Callable
from functools import cache

from assistant.checking import Checker
from assistant.clock import Clock
from assistant.drafting.desk import Desk
from assistant.drafting.mark import load_marker
from assistant.drafting.store import DraftStore
from assistant.drafting.watch import Bench
from assistant.drafting.write import Drafter
from assistant.storage.database import Database
from assistant.writing.write import Writer
from ingest.index import Index
from ingest.settings import Settings


def open_desk(
    settings: Settings, clock: Clock, means: Callable[[], tuple[Index, Writer | None]], checker: Checker
) -> Desk:
    """The desk of these settings. `means`: the index that is published now, and the chat model, if there is one."""
    kept: list[Bench] = []

    def bench() -> Bench:
        index, writer = means()
        if not kept or kept[0].index is not index:
            kept[:] = [Bench(index, Drafter(index, checker, writer), checker)]
        return kept[0]

    return Desk(DraftStore(Database(settings)), bench, cache(load_marker), clock, settings.approve_own)
