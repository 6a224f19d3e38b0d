"""Authors: who wrote what stands in a draft: all who saved a version of it, and of the drafts it succeeds those whose
sentences are still there. Reads the store; decides nothing.
"""

from collections.abc import Iterator

from assistant.drafting.draft import Draft
from assistant.drafting.store import DraftStore
from assistant.drafting.version import Note


def authors(store: DraftStore, draft_id: str, draft: Draft) -> tuple[Note, ...]:
    """The notes of the versions whose authors wrote a draft. Raises UnknownDraftError, StorageError."""
    return (*store.notes(draft_id), *_before(store, draft_id, _sentences(draft)))


def _before(store: DraftStore, draft_id: str, standing: frozenset[str]) -> Iterator[Note]:
    """The versions of the predecessors that brought in a sentence that still stands."""
    seen = {draft_id}
    while (known := store.head(draft_id).predecessor) and known not in seen:
        draft_id = known
        seen.add(known)
        before = frozenset[str]()
        for note in store.notes(known):
            held = _sentences(store.version(known, note.number).draft)
            if (held - before) & standing:
                yield note
            before = held


def _sentences(draft: Draft) -> frozenset[str]:
    return frozenset(one.text for paragraph in draft.paragraphs for one in paragraph.sentences)
