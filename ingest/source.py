"""Source: one registered document (or statute), and the registry of all of them.

Holds what is known *about* a document. Does not read it.
"""

import calendar
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.errors import RegistryError


class Kind(StrEnum):
    """What sort of document a source is (資料の種類)."""

    STATUTE = "statute"
    NOTICE = "notice"
    REPORT = "report"
    SLIDES = "slides"
    OWN = "own"


class Tier(StrEnum):
    """Trust tier (信頼区分), fixed at registration."""

    STATUTE = "statute"
    OFFICIAL = "official"
    OWN = "own"
    UPLOADED = "uploaded"


class Edition(StrEnum):
    """Whether passages hold the issuer's wording (原文) or this project's restatement (要旨)."""

    ORIGINAL = "original"
    DIGEST = "digest"


class Layout(StrEnum):
    """How to read the plain text of a document."""

    REPORT = "report"  # one paragraph a line, numbered headings
    WRAPPED = "wrapped"  # hard-wrapped lines with blank lines between
    SLIDES = "slides"  # page segments with unmarked titles
    MARKDOWN = "markdown"  # `#` headings or numbered ones, `-` lists
    PLAIN = "plain"  # anything else


_PUBLISHED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def first_day(published: str) -> date | None:
    """First day of a publication date given as `YYYY-MM-DD` or `YYYY-MM`; None for an empty text.

    Raises ValueError for anything else.
    """
    if not published:
        return None
    match = _PUBLISHED.fullmatch(published)
    if not match:
        raise ValueError(f"expected YYYY-MM or YYYY-MM-DD, found {published!r}")
    return date(int(match[1]), int(match[2]), int(match[3] or 1))


def last_day(month: str) -> date:
    """Last day of a month given as `YYYY-MM`, or the day itself."""
    day = first_day(month)
    if day is None:
        raise ValueError("expected YYYY-MM or YYYY-MM-DD, found an empty text")
    return day if len(month) > 7 else day.replace(day=calendar.monthrange(day.year, day.month)[1])


@dataclass(frozen=True)
class Source:
    """A registered document.

    `published` is `YYYY-MM[-DD]`, empty for a statute (each stored version has its own date). `aliases` are other names
    people call it by; a question that names a document by title, short title or alias prefers it.
    """

    id: str
    title: str
    short: str
    issuer: str
    kind: Kind
    tier: Tier
    published: str = ""
    url: str = ""
    terms: str = ""
    layout: Layout = Layout.PLAIN
    sha256: tuple[str, ...] = ()
    note: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def published_on(self) -> date | None:
        """First day on which the document counts as published; None for a statute."""
        return first_day(self.published)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    short: str = ""
    issuer: str = ""
    kind: Kind
    tier: Tier
    published: str = ""
    url: str = ""
    terms: str = ""
    layout: Layout = Layout.PLAIN
    sha256: list[str] = []
    note: str = ""
    aliases: list[str] = []
    law_num: str = ""


def source_from(entry: dict[str, Any], where: str) -> Source:
    """A Source from a parsed TOML/JSON table. Raises RegistryError naming `where` and the field."""
    try:
        fields = _Entry.model_validate(entry)
        first_day(fields.published)
    except (ValidationError, ValueError) as error:
        raise RegistryError(f"{where}: {error}") from error
    values = fields.model_dump(exclude={"law_num"})
    lists = {"sha256": tuple(fields.sha256), "aliases": tuple(fields.aliases)}
    return Source(**{**values, **lists, "short": fields.short or fields.title})


def load_registry(path: Path) -> tuple[Source, ...]:
    """All sources of `sources.toml`, in its order. Raises RegistryError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"{path}: {error}") from error
    sources = tuple(source_from(table, f"{path.name} [[source]] no. {n}") for n, table in enumerate(tables, 1))
    require_unique([source.id for source in sources], path.name)
    return sources


def require_unique(ids: Iterable[str], where: str) -> None:
    """Raise RegistryError when an id stands twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise RegistryError(f"{where}: the id {one!r} stands twice")
        seen.add(one)
