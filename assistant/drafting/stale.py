"""Stale: which citations of a draft no longer stand as they did, with what stands there now. Reads an index; marks nothing.

A citation has moved when its quote is gone from its source, or when it stands otherwise to the law of the day than it
did: of today, or of the draft's own day where that was past. A new index with the same passages moves nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.drafting.align import like
from assistant.drafting.draft import Cited, Draft, Paragraph
from assistant.drafting.neutral import day_ja
from ingest.citation import Standing, standing
from ingest.document import Passage
from ingest.fold import squeeze
from ingest.index import Index
from ingest.sentences import Span, sentences

_REMARK = re.compile(r"（[^）]*）")  # 「（2025-10-09 施行の版）」 behind a provision


class Cause(StrEnum):
    """Why something has moved."""

    GONE = "gone"  # the source is no longer there
    REWORDED = "reworded"  # the quote no longer stands in its source
    SUPERSEDED = "superseded"  # it is no longer the law
    IN_FORCE = "in_force"  # it has become the law
    STANDING = "standing"  # it stands otherwise to the law
    RULES = "rules"  # the rules give another result, or give it by other rules


@dataclass(frozen=True)
class Moved:
    """A citation (or, without one, a determination) of a paragraph that has moved; `text` says how in Japanese.

    `old` and `new` stand side by side: quotes, or tables.
    """

    paragraph: str
    citation: str | None
    cause: Cause
    text: str
    old: str
    new: str


@dataclass(frozen=True)
class _Now:
    """What stands in the place of a citation now."""

    cause: Cause
    text: str
    new: str


def moved_citations(draft: Draft, index: Index, today: date) -> tuple[Moved, ...]:
    """The citations of standing sentences that have moved by `today`, paragraph by paragraph."""
    day = draft.holds_on(today)
    now = {one.id: _now(one, index, day) for one in draft.citations}
    cited = {one.id: one for one in draft.citations}
    return tuple(
        Moved(paragraph.id, key, found.cause, found.text, cited[key].citation.quote, found.new)
        for paragraph in draft.paragraphs
        for key in _used(paragraph)
        if (found := now.get(key)) is not None
    )


def _used(paragraph: Paragraph) -> Iterator[str]:
    yield from dict.fromkeys(one for sentence in paragraph.sentences for one in sentence.citations)


def _now(cited: Cited, index: Index, day: date) -> _Now | None:
    """What has moved under a citation; None when nothing has."""
    citation = cited.citation
    if citation.source_id not in index.sources:
        return _Now(Cause.GONE, f"資料「{citation.title}」は今の索引にありません。", "")
    place = _place(cited, index, day)
    if place is None:
        new = _closest(cited, index, day)
        return _Now(Cause.REWORDED, f"引用した文は、今の「{citation.title}」にはありません。", new)
    passage, span = place
    stands = standing(passage, index.sources[citation.source_id], index.statuses, day, span)
    before = (citation.in_force, citation.superseded_on, citation.superseded_by)
    if before == (stands.in_force, stands.superseded_on, stands.superseded_by):
        return None
    return _standing(cited, stands, index, day, passage)


def _place(cited: Cited, index: Index, day: date) -> tuple[Passage, Span] | None:
    """Where the quote stands now: where it stood, else elsewhere in its source, in a wording of the day if one holds it."""
    quote, known = cited.citation.quote, cited.citation
    same = index.passage(known.passage_id)
    stayed = same is not None and same.text[cited.start : cited.end] == quote
    if same is not None and stayed and (same.visible_on(day) or known.in_force is not True):
        return same, Span(cited.start, cited.end)  # an older wording that was cited as such is no longer looked for
    rows = [int(row) for row in index.rows_of_source(known.source_id)]
    held = [one for one in index.passages(rows) if quote in one.text]
    if not held:
        return None
    best = max(held, key=lambda one: (one.visible_on(day), one.locator == known.locator, one.id == known.passage_id))
    at = best.text.index(quote)
    return best, Span(at, at + len(quote))


def _standing(cited: Cited, stands: Standing, index: Index, day: date, passage: Passage) -> _Now:
    note = f"（{stands.note.rstrip('。')}）" if stands.note else ""
    if stands.in_force is False and stands.superseded_on:
        new = _successor(cited, stands, index, day, passage)
        return _Now(Cause.SUPERSEDED, f"{day_ja(stands.superseded_on)}に改められました{note}。", new)
    if stands.in_force:
        since = f"{day_ja(stands.valid_from)}に" if stands.valid_from else ""
        return _Now(Cause.IN_FORCE, f"{since}施行されました{note}。", cited.citation.quote)
    return _Now(Cause.STANDING, f"法令としての位置づけが変わりました{note}。", cited.citation.quote)


def _successor(cited: Cited, stands: Standing, index: Index, day: date, passage: Passage) -> str:
    """The text that replaces a quote: the same provision's wording of the day, or the one its status names."""
    source_id, locator = cited.citation.source_id, passage.locator
    if stands.superseded_by:
        source_id, _, locator = stands.superseded_by.partition(" ")
    rows = [int(row) for row in index.rows_of_source(source_id)] if source_id in index.sources else []
    found = [one for one in index.passages(rows) if one.visible_on(day) and one.id != passage.id]
    named = _at(found, locator)
    title = index.sources[source_id].title if source_id in index.sources else source_id
    return "\n".join(one.text for one in named[:3]) or f"{title} {locator}".strip()


def _at(passages: Sequence[Passage], locator: str) -> list[Passage]:
    """The passages at a place, or, of a provision, at the nearest place above it, but not beyond its article."""
    wanted = squeeze(_REMARK.sub("", locator)).split("、")[0]
    if not wanted:
        return []
    shared = {one.id: _shared(squeeze(one.locator), wanted) for one in passages}
    least = wanted.find("条") + 1 or len(wanted)
    best = max(shared.values(), default=0)
    return [one for one in passages if shared[one.id] == best >= least]


def _shared(one: str, other: str) -> int:
    """How many signs two texts have in common at their beginning."""
    return next(
        (n for n, (here, there) in enumerate(zip(one, other, strict=False)) if here != there), min(len(one), len(other))
    )


def _closest(cited: Cited, index: Index, day: date) -> str:
    """The sentence of the source of the day that is likest to a quote, in the same place if there is one."""
    citation = cited.citation
    rows = [int(row) for row in index.rows_of_source(citation.source_id)]
    passages = [one for one in index.passages(rows) if one.visible_on(day)]
    there = [one for one in passages if one.locator == citation.locator] or passages
    texts = [span.of(one.text) for one in there for span in sentences(one.text)]
    wanted = squeeze(citation.quote)
    return max(texts, key=lambda text: like(wanted, squeeze(text)), default="")
