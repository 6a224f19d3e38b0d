"""Citation: a quoted span of a passage with everything a reader needs to judge it on a given day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ingest.document import Passage
from ingest.sentences import Span
from ingest.source import Kind, Source
from ingest.status import Status, StatusKind


@dataclass(frozen=True)
class Standing:
    """How a span stands to the law of a day.

    `in_force`: True = the law of that day; False = superseded, proposed or not yet in force; None = the document
    does not say law, or nobody has judged it. `superseded_on`/`superseded_by` say since when and by what.
    """

    in_force: bool | None
    valid_from: date | None = None
    superseded_on: date | None = None
    superseded_by: str | None = None
    kind: StatusKind | None = None
    note: str = ""


@dataclass(frozen=True)
class Citation:
    """One numbered citation of an answer; field names are those of `/v1/ask`."""

    n: int
    passage_id: str
    source_id: str
    title: str
    issuer: str
    published: str
    kind: str
    edition: str
    tier: str
    locator: str
    url: str
    quote: str
    passage: str
    valid_from: date | None
    in_force: bool | None
    superseded_on: date | None
    superseded_by: str | None


def standing(
    passage: Passage, source: Source, statuses: Mapping[str, Status], day: date, span: Span | None = None
) -> Standing:
    """Standing of a span of a passage (of the whole passage without one) on `day`.

    Of several marked sentences the one least in force decides: a quote is the law only if all of it is.
    """
    if source.kind is Kind.STATUTE:
        return Standing(
            passage.visible_on(day), passage.visible_from, passage.visible_to if _over(passage, day) else None
        )
    touched = [
        statuses[mark.status_id]
        for mark in passage.marks
        if mark.status_id in statuses and (span is None or (mark.start < span.end and span.start < mark.end))
    ]
    if not touched:
        return Standing(None)
    worst = min(touched, key=lambda status: (status.in_force(day), -(status.on or date.min).toordinal(), status.id))
    return _of_status(worst, day)


def _over(passage: Passage, day: date) -> bool:
    return passage.visible_to is not None and passage.visible_to <= day


def _of_status(status: Status, day: date) -> Standing:
    by = " ".join(part for part in (status.by_source, status.by_locator) if part) or None
    if status.kind is StatusKind.SUPERSEDED:
        over = status.on is not None and status.on <= day
        return Standing(not over, None, status.on if over else None, by if over else None, status.kind, status.note)
    valid_from = status.on if status.kind is StatusKind.ANNOUNCED else None
    enacted = status.kind is StatusKind.PROPOSED and status.on is not None and status.on <= day
    return Standing(
        status.in_force(day),
        valid_from,
        status.on if enacted else None,
        by if enacted else None,
        status.kind,
        status.note,
    )


def cite(n: int, passage: Passage, source: Source, span: Span, standing_: Standing) -> Citation:
    """Citation number `n` of a span: the quote is cut from the stored passage, never typed."""
    return Citation(
        n=n,
        passage_id=passage.id,
        source_id=source.id,
        title=source.title,
        issuer=source.issuer,
        published=source.published or passage.visible_from.isoformat(),
        kind=source.kind.value,
        edition=passage.edition.value,
        tier=source.tier.value,
        locator=passage.locator_at(span.start) or " > ".join(passage.heading[-2:]),
        url=source.url,
        quote=span.of(passage.text),
        passage=passage.text,
        valid_from=standing_.valid_from,
        in_force=standing_.in_force,
        superseded_on=standing_.superseded_on,
        superseded_by=standing_.superseded_by,
    )
