"""Hit: a passage found for a query, and what `/v1/search` returns."""

from dataclasses import dataclass
from datetime import date

from ingest.citation import Standing
from ingest.document import Passage
from ingest.source import Source, Tier


@dataclass(frozen=True)
class Hit:
    """A retrieved passage: its fused score and the channels that found it.

    The score is a weighted sum of shares of the best in each channel; it says nothing across queries. With a
    cross-encoder it is the fused score of the place the hit was moved to.
    """

    passage: Passage
    source: Source
    score: float
    found_by: tuple[str, ...]
    standing: Standing

    @property
    def general(self) -> bool:
        """Whether a statute or an authority says it: they speak of everybody's case, whatever the wording."""
        return self.source.tier in (Tier.STATUTE, Tier.OFFICIAL)


@dataclass(frozen=True)
class SearchHit:
    """One hit as `/v1/search` shows it."""

    rank: int
    score: float
    found_by: tuple[str, ...]
    passage_id: str
    source_id: str
    title: str
    locator: str
    text: str
    valid_from: date | None
    in_force: bool | None
    superseded_on: date | None


@dataclass(frozen=True)
class SearchResult:
    """Answer of `/v1/search`."""

    as_of: date
    hits: tuple[SearchHit, ...]


@dataclass(frozen=True)
class SourceView:
    """A source as `/v1/sources` shows it; `versions` are the days from which stored wordings of a statute apply."""

    id: str
    title: str
    short: str
    issuer: str
    kind: str
    tier: str
    edition: str
    published: str
    url: str
    terms: str
    note: str
    passages: int
    versions: tuple[date, ...]


@dataclass(frozen=True)
class PassageView:
    """A passage as `/v1/passages/{id}` shows it, standing as of `as_of`."""

    passage_id: str
    source_id: str
    title: str
    issuer: str
    published: str
    kind: str
    edition: str
    tier: str
    heading: tuple[str, ...]
    locator: str
    url: str
    text: str
    as_of: date
    valid_from: date | None
    valid_to: date | None
    in_force: bool | None
    superseded_on: date | None
    superseded_by: str | None
    note: str
