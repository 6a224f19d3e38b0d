"""Desk: the use cases of stored drafts: begin, edit, compare, review, look for what has moved, draft again, export.

What a change, a mark, a step or something moved is, is said elsewhere; here they meet the store, the index and the clock.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.answer import as_json
from assistant.clock import Clock
from assistant.drafting import review, sent
from assistant.drafting import view as views
from assistant.drafting.attach import Evidence, attach
from assistant.drafting.authors import authors
from assistant.drafting.beside import with_neighbours
from assistant.drafting.context import with_context
from assistant.drafting.difference import difference
from assistant.drafting.draft import Draft, State
from assistant.drafting.edit import Change, apply, keep_unattached
from assistant.drafting.loss import require_kept
from assistant.drafting.manuscript import manuscript, named_in, read
from assistant.drafting.mark import Marker
from assistant.drafting.questions import suggested_questions
from assistant.drafting.rechecked import dated
from assistant.drafting.refusals import DraftConflictError, EditError, StepError
from assistant.drafting.store import DraftStore
from assistant.drafting.unchecked import with_unchecked
from assistant.drafting.version import EventKind, Happening, How, Note, Version
from assistant.drafting.watch import Bench, Watch
from ingest.errors import IndexStateError
from ingest.source import Source


@dataclass(frozen=True)
class Desk:
    """Stored drafts. Thread-safe. `approve_own`: whether an author may approve."""

    store: DraftStore
    bench: Callable[[], Bench]
    marker: Callable[[], Marker]
    clock: Clock
    approve_own: bool = False

    @property
    def watch(self) -> Watch:
        """Looks for what has moved."""
        return Watch(self.store, self.bench, self.clock)

    def create(self, request: sent.CreateRequest) -> views.DraftView:
        """A new draft, written and stored. Raises what the drafter raises, StorageError."""
        draft = self.bench().drafter.draft(request.request, self.clock())
        note = _note(1, None, How.CREATED, request.by, request.comment)
        return self.view(self.store.begin(_told(draft), note))

    def heads(self) -> views.DraftList:
        """All drafts, each looked at for what has moved. Raises StorageError."""
        return views.DraftList(tuple(self.watch.looked(head).head for head in self.store.heads()))

    def view(self, draft_id: str, number: int | None = None) -> views.DraftView:
        """A version, the newest without a number. Raises UnknownDraftError, StorageError."""
        looked = self.watch.looked(self.store.head(draft_id))
        head = looked.head
        version = self.store.version(draft_id, number or head.version)
        newest = version.note.number == head.version
        moved = looked.moved if newest else ()
        return views.DraftView(
            head, version.note, version.draft, review.marks(version.draft), moved, newest and head.can_edit
        )

    def versions(self, draft_id: str) -> views.VersionList:
        """All versions without content. Raises UnknownDraftError, StorageError."""
        return views.VersionList(self.store.notes(draft_id))

    def events(self, draft_id: str) -> views.EventList:
        """Comments and steps. Raises UnknownDraftError, StorageError."""
        return views.EventList(self.store.events(draft_id))

    def edit(self, draft_id: str, request: sent.EditRequest) -> views.DraftView:
        """A new version with changes. Raises EditError, DraftConflictError, StepError, UnknownDraftError, StorageError."""
        changes = [one.change() for one in request.changes]
        return self._edited(
            draft_id, request.base, changes, _note(0, request.base, How.EDITED, request.by, request.comment)
        )

    def cite(self, draft_id: str, request: sent.CiteRequest) -> views.DraftView:
        """A new version in which a sentence has one more citation. Raises IndexStateError and what `edit` raises."""
        before = self._base(draft_id, request.base)
        wanted = Evidence(request.paragraph, request.sentence, request.passage_id, request.quote)
        found = attach(before.draft, self.bench().index, wanted)
        note = _note(request.base + 1, request.base, How.EDITED, request.by, request.comment)
        return self._changed(draft_id, replace(before, draft=found.draft), (found.change,), note)

    def manuscript(self, draft_id: str, number: int | None = None) -> views.ManuscriptView:
        """The file of a version. Raises UnknownDraftError, StorageError."""
        version = self.store.version(draft_id, number)
        return views.ManuscriptView(manuscript(draft_id, version.note.number, version.draft))

    def edit_file(self, draft_id: str, request: sent.FileRequest) -> views.DraftView:
        """A new version from an edited file. Raises what `edit` raises."""
        named, base = named_in(request.text)
        if named != draft_id:
            raise EditError(
                f"このファイルは文案 {named} のものです。", hint=f"文案 {draft_id} を書き出して直してください。"
            )
        found = read(request.text, self.store.version(draft_id, base).draft)
        return self._edited(draft_id, base, found.changes, _note(0, base, How.EDITED, request.by, request.comment))

    def _edited(self, draft_id: str, base: int, changes: Sequence[Change], note: Note) -> views.DraftView:
        return self._changed(draft_id, self._base(draft_id, base), changes, replace(note, number=base + 1))

    def _changed(self, draft_id: str, before: Version, changes: Sequence[Change], note: Note) -> views.DraftView:
        after = _told(self.marker().mark(before.draft, apply(before.draft, changes, note.number)))
        if after == before.draft:
            raise EditError("変更がありません。", hint="何かを変えてから保存してください。")
        return self._saved(draft_id, after, note)

    def _base(self, draft_id: str, base: int) -> Version:
        """The version a change is made on, which must be the newest. Raises DraftConflictError."""
        newest = self.store.notes(draft_id)[-1]
        if newest.number != base:
            raise DraftConflictError(draft_id, base=base, version=newest.number, author=newest.author, at=newest.at)
        return self.store.version(draft_id, base)

    def _saved(self, draft_id: str, draft: Draft, note: Note) -> views.DraftView:
        self.store.save(draft_id, draft, note)
        head = self.store.head(draft_id)
        return views.DraftView(head, note, draft, review.marks(draft), (), head.can_edit)

    def difference(self, draft_id: str, old: int | None, new: int | None) -> views.DifferenceView:
        """Two versions side by side: by default the newest and the one before. Raises UnknownDraftError, StorageError."""
        after = self.store.version(draft_id, new)
        before = self.store.version(draft_id, old or max(1, after.note.number - 1))
        return views.DifferenceView(before.note, after.note, difference(before.draft, after.draft))

    def comment(self, draft_id: str, request: sent.CommentRequest) -> views.EventList:
        """A comment on a version or a paragraph of it. Raises UnknownDraftError, EditError, StorageError."""
        version = self.store.version(draft_id, request.version)
        if request.paragraph and request.paragraph not in {one.id for one in version.draft.paragraphs}:
            raise EditError(f"段落 {request.paragraph} はこの版にありません。", hint="段落の id を確かめてください。")
        event = Happening(EventKind.COMMENTED, version.note.number, request.by, _now(), request.text, request.paragraph)
        self.store.step(draft_id, event, None)
        return self.events(draft_id)

    def submit(self, draft_id: str, request: sent.SubmitRequest) -> views.DraftView:
        """Into review. Raises StepError, DraftConflictError, UnknownDraftError, StorageError."""
        looked = self.watch.looked(self.store.head(draft_id))
        head, moved = looked.head, looked.moved
        if head.approved is not None or not moved:
            review.require_submittable(head)
        elif left := {one.paragraph for one in moved} - set(request.keep):
            raise StepError(
                f"よりどころが変わった段落があります: {'、'.join(sorted(left))}",
                hint="作り直す（redraft）か直すか、そのまま残すなら、審査に出すときにその段落を挙げてください（コマンドでは --keep 段落）。",
            )
        kept = {"kept": as_json(moved)} if moved else None
        event = Happening(EventKind.SUBMITTED, request.version, request.by, _now(), request.comment, details=kept)
        self.store.step(draft_id, event, State.IN_REVIEW, (State.DRAFT, State.STALE))
        return self.view(draft_id)

    def send_back(self, draft_id: str, request: sent.ReturnRequest) -> views.DraftView:
        """Back to its authors. Raises StepError, DraftConflictError, UnknownDraftError, StorageError."""
        review.require_in_review(self.store.head(draft_id))
        event = Happening(EventKind.RETURNED, request.version, request.by, _now(), request.reason)
        self.store.step(draft_id, event, State.DRAFT, (State.IN_REVIEW,))
        return self.view(draft_id)

    def approve(self, draft_id: str, request: sent.ApproveRequest) -> views.DraftView:
        """Approved by another than its authors. Raises StepError, DraftConflictError, UnknownDraftError, StorageError."""
        review.require_in_review(self.watch.looked(self.store.head(draft_id)).head)
        version = self._base(draft_id, request.version)
        review.require_other(request.by, authors(self.store, draft_id, version.draft), approve_own=self.approve_own)
        accepted = review.require_accepted(version.draft, request.reasons)
        details = {"confirmed": as_json(accepted)} if accepted else None
        event = Happening(EventKind.APPROVED, request.version, request.by, _now(), request.comment, details=details)
        self.store.step(draft_id, event, State.APPROVED, (State.IN_REVIEW,))
        return self.view(draft_id)

    def check(self, draft_id: str) -> views.DraftView:
        """Look now for what has moved. Raises UnknownDraftError, IndexStateError, StorageError."""
        self.watch.look(self.store.head(draft_id))
        return self.view(draft_id)

    def redraft(self, draft_id: str, request: sent.RedraftRequest) -> views.DraftView:
        """Paragraphs written anew for the day of the draft. Raises StepError, DraftConflictError, EditError and what the drafter raises."""
        looked = self.watch.looked(self.store.head(draft_id))
        head = looked.head
        before = self._base(draft_id, request.base)
        ids = request.paragraphs or tuple(dict.fromkeys(one.paragraph for one in looked.moved))
        if not ids:
            raise StepError(
                "よりどころが変わった段落はありません。",
                hint="作り直す段落を選んでください（コマンドでは --paragraph 段落）。",
            )
        if not head.can_edit:
            raise StepError(f"文案 {draft_id} は今は変えられません（{review.STATES[head.state]}）。", hint=_NOT_NOW)
        day = before.draft.holds_on(self.clock())
        anew = self.bench().drafter.redraft(dated(before.draft, day), ids, day)
        if not request.discard_edits:
            require_kept(before.draft, anew)
        after = with_context(before.draft, keep_unattached(before.draft, anew), ids)
        note = _note(request.base + 1, request.base, How.REDRAFTED, request.by, request.comment)
        self.store.save(draft_id, _told(after), note)
        return self.view(draft_id)

    def succeed(self, draft_id: str, request: sent.SucceedRequest) -> views.DraftView:
        """A new draft with the content of an approved one, which it names. Raises StepError, UnknownDraftError, StorageError."""
        head = self.store.head(draft_id)
        if head.approved is None:
            raise StepError(
                f"文案 {draft_id} は承認されていません。", hint="承認されていない文案は、そのまま直せます。"
            )
        before = self.store.version(draft_id, head.approved)
        note = _note(1, None, How.SUCCEEDED, request.by, request.comment)
        return self.view(self.store.begin(before.draft, note, predecessor=draft_id))

    def questions(self, request: sent.QuestionsRequest) -> views.QuestionList:
        """Questions that a section on a topic should answer. Raises IndexStateError."""
        index = self.bench().index
        return views.QuestionList(tuple(suggested_questions(index, request.topic, request.as_of or self.clock())))

    def export(self, draft_id: str, form: str, number: int | None) -> views.Exported:
        """A version as a file. Raises UnknownDraftError, StorageError."""
        from assistant.drafting.exported import exported

        view = self.view(draft_id, number)
        return exported(view, self.store.notes(draft_id), self.store.events(draft_id), form, self._sources())

    def _sources(self) -> Mapping[str, Source]:
        """The sources of the index that is published now; none where there is no index."""
        try:
            return self.bench().index.sources
        except IndexStateError:
            return {}


_NOT_NOW = "審査中なら差し戻し（return）、承認済みなら引き継ぎ（succeed）のあとで行ってください。"


def _told(draft: Draft) -> Draft:
    """A draft with the marks that do not depend on what was edited."""
    return with_neighbours(with_unchecked(draft))


def _note(number: int, base: int | None, how: How, author: str, comment: str) -> Note:
    return Note(number, base, how, author, _now(), comment)


def _now() -> datetime:
    return datetime.now(UTC)
