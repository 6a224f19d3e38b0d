"""Watch: looks whether what drafts rest on has moved, and marks those it touches stale. Writes nothing but that.

A draft is looked at once for each index, rules and day, when somebody lists or reads it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Protocol

from pydantic import TypeAdapter

from assistant.answer import as_json
from assistant.checking import Checker
from assistant.clock import Clock
from assistant.drafting.draft import Draft, State
from assistant.drafting.rechecked import Redrafter, moved_determinations
from assistant.drafting.refusals import DraftConflictError, StepError
from assistant.drafting.request import DraftRequest
from assistant.drafting.stale import Moved, moved_citations
from assistant.drafting.store import DraftStore
from assistant.drafting.version import Event, EventKind, Happening, Head
from assistant.errors import StorageError
from ingest.errors import IndexStateError
from ingest.index import Index

WATCHER = "gaihi"  # who marked a draft stale
_MOVED = TypeAdapter(tuple[Moved, ...])


class Drafting(Redrafter, Protocol):
    """Writes drafts: `assistant.drafting.write.Drafter`, or drafts made by hand."""

    def draft(self, request: DraftRequest, today: date) -> Draft: ...


@dataclass(frozen=True)
class Bench:
    """What drafts are written and looked at with, of one generation of the index."""

    index: Index
    drafter: Drafting
    checker: Checker


@dataclass(frozen=True)
class Looked:
    """A draft after it was looked at, and what has moved under it."""

    head: Head
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class Watch:
    """Looks at drafts with what `bench` gives."""

    store: DraftStore
    bench: Callable[[], Bench]
    clock: Clock

    def looked(self, head: Head) -> Looked:
        """The draft, looked at if that is due; as it was where there is no index or somebody changes it just now.

        What is found where nothing can be stored is told and not stored. Raises StorageError where nothing can be read.
        """
        try:
            bench = self.bench()
            if head.checked == self._key(bench):
                return Looked(head, self._known(head))
            found = self._found(head, bench)
        except IndexStateError:
            return Looked(head, self._known(head))
        try:
            return self._stored(head, found, bench)
        except (DraftConflictError, StepError):
            now = self.store.head(head.id)
            return Looked(now, self._known(now))
        except StorageError:
            return Looked(replace(head, state=_to(head, found)), found)

    def look(self, head: Head) -> Looked:
        """The draft, looked at now. Raises IndexStateError, DraftConflictError, StepError, StorageError."""
        bench = self.bench()
        return self._stored(head, self._found(head, bench), bench)

    def _found(self, head: Head, bench: Bench) -> tuple[Moved, ...]:
        """What has moved and was not kept on purpose."""
        draft = self.store.version(head.id, head.version).draft
        found = (
            *moved_citations(draft, bench.index, self.clock()),
            *moved_determinations(draft, bench.checker, bench.drafter, self.clock()),
        )
        kept = {_place(one) for one in self._listed(head, EventKind.SUBMITTED, "kept")}
        return tuple(one for one in found if _place(one) not in kept)

    def _stored(self, head: Head, found: tuple[Moved, ...], bench: Bench) -> Looked:
        self._mark(head, found, self._key(bench))
        self.store.checked(head.id, head.version, self._key(bench))
        now = self.store.head(head.id)
        return Looked(now, self._known(now))

    def _known(self, head: Head) -> tuple[Moved, ...]:
        """What has moved under a stale draft, as it was found. Raises StorageError."""
        return self._listed(head, EventKind.STALE, "moved") if head.state is State.STALE else ()

    def _mark(self, head: Head, found: Sequence[Moved], key: str) -> None:
        to = _to(head, found)
        if found and (head.state is not State.STALE or tuple(found) != self._known(head)):
            self._step(head, EventKind.STALE, to, {"moved": as_json(list(found)), "looked_at": key})
        if not found and head.state is State.STALE:
            self._step(head, EventKind.CURRENT, to, {"looked_at": key})

    def _step(self, head: Head, kind: EventKind, to: State, details: Mapping[str, Any]) -> None:
        event = Happening(kind, head.version, WATCHER, datetime.now(UTC), details=dict(details))
        self.store.step(head.id, event, to, (head.state,))

    def _listed(self, head: Head, kind: EventKind, key: str) -> tuple[Moved, ...]:
        """What the last event of a kind on the newest version lists."""
        events = [one for one in self.store.events(head.id) if one.kind is kind and one.version == head.version]
        last: Event | None = events[-1] if events else None
        return _MOVED.validate_python(last.details.get(key, [])) if last else ()

    def _key(self, bench: Bench) -> str:
        return f"{bench.index.manifest.id}/{bench.checker.base.fingerprint}/{self.clock()}"


def _to(head: Head, found: Sequence[Moved]) -> State:
    """Where a draft stands after something was found to have moved, or nothing."""
    if found:
        return State.STALE
    if head.state is not State.STALE:
        return head.state
    return State.DRAFT if head.approved is None else State.APPROVED


def _place(one: Moved) -> tuple[str, str | None, str]:
    return one.paragraph, one.citation, one.new
