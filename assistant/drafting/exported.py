"""Exported: the one place that hands a stored draft to the export, with what is said of it, and the name of the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.drafting import neutral
from assistant.drafting.colophon import About, Name, Step, written
from assistant.drafting.draft import Draft, Role
from assistant.drafting.export import Format, export
from assistant.drafting.version import Event, EventKind, How, Note
from assistant.drafting.view import DraftView, Exported
from ingest.sentences import sentences
from ingest.source import Source

_TYPES = {
    Format.MARKDOWN: ("md", "text/markdown; charset=utf-8"),
    Format.HTML: ("html", "text/html; charset=utf-8"),
    Format.DOCX: ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
_HOWS = {How.CREATED: "作成", How.EDITED: "編集", How.REDRAFTED: "再作成", How.SUCCEEDED: "引き継ぎ"}
_EVENTS = {EventKind.SUBMITTED: "審査に出した", EventKind.RETURNED: "差し戻した", EventKind.APPROVED: "承認した"}
_CALLS_DRAFT = frozenset((neutral.DRAFT, *(span.of(neutral.DRAFT) for span in sentences(neutral.DRAFT))))


def exported(
    view: DraftView, notes: Sequence[Note], events: Sequence[Event], form: str, sources: Mapping[str, Source]
) -> Exported:
    """The file of a version: `markdown`, `docx` or `html`. `sources`: of the index that is published now, for names."""
    about = about_version(view, notes, events, sources)
    ending, media_type = _TYPES[Format(form)]
    draft = _final(view.draft) if about.approval else view.draft
    content = export(draft, about, Format(form))
    return Exported(content, f"{view.head.id}_v{about.version}.{ending}", media_type)


def _final(draft: Draft) -> Draft:
    """An approved draft: without the sentence that calls it a draft."""
    paragraphs = (
        replace(one, sentences=tuple(sentence for sentence in one.sentences if sentence.text not in _CALLS_DRAFT))
        if one.role is Role.NOTE
        else one
        for one in draft.paragraphs
    )
    return replace(draft, paragraphs=tuple(one for one in paragraphs if one.sentences or one.role is not Role.NOTE))


def about_version(
    view: DraftView, notes: Sequence[Note], events: Sequence[Event], sources: Mapping[str, Source]
) -> About:
    """What is known of a version: nothing of what happened to later ones but that there are some."""
    head, number = view.head, view.note.number
    reviews = [one for one in events if one.kind in _EVENTS and one.version <= number]
    approvals = [one for one in reviews if one.kind is EventKind.APPROVED and one.version == number]
    return About(
        draft_id=head.id,
        version=number,
        newest=head.version,
        state=head.state,
        saved=tuple(
            Step(_HOWS[one.how], one.number, one.author, one.at, one.verified, one.comment)
            for one in notes
            if one.number <= number
        ),
        reviews=tuple(map(_review, reviews)),
        approval=_review(approvals[-1]) if approvals and head.approved == number else None,
        accepted=tuple(_accepted(approvals[-1])) if approvals and head.approved == number else (),
        predecessor=head.predecessor,
        moved=tuple(f"{one.paragraph}: {one.text}" for one in view.moved),
        names=tuple(Name(one, sources[one].short or sources[one].title) for one in _named(view) if one in sources),
    )


def _named(view: DraftView) -> Iterator[str]:
    """The sources that are cited, and those that replace a quote."""
    cited = [one.citation for one in view.draft.citations]
    replacing = (one.superseded_by.partition(" ")[0] for one in cited if one.superseded_by)
    yield from dict.fromkeys((*(one.source_id for one in cited), *replacing))


def _accepted(approval: Event) -> Iterator[str]:
    """The marks that an approval let stand; one of an older approval has no reason."""
    for one in approval.details.get("confirmed") or ():
        why = one.get("reason") or "記録なし"
        yield f"「{one['text']}」（{one['paragraph']}）: {one['mark']['text']}　残す理由: {written(why)}"


def _review(event: Event) -> Step:
    """A step of the review; an approver's comment is followed by how many marks were confirmed."""
    confirmed = event.details.get("confirmed") or ()
    told = f"印を{len(confirmed)}件確かめた。" if confirmed else ""
    return Step(_EVENTS[event.kind], event.version, event.by, event.at, event.verified, event.text, told)
