"""Asks: questions in everyday words that a section answers, searched with its passages and never quoted.

The documents speak the regulator's language and users do not; `corpus/asks/<source id>.toml` bridges the two for the
registered documents. An ask belongs to a section of the digest, and through the section's `lines` or `provision` to
the passages of the original as well.
"""

import bisect
import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.document import Passage
from ingest.errors import RegistryError
from ingest.fold import squeeze
from ingest.section import Section, read_sections
from ingest.sentences import sentences
from ingest.source import Edition, Kind, Source

_CLOSE = 0.6  # share of the best passage's score at which another passage gets an ask as well


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    heading: str
    lines: str = ""
    provision: str = ""
    valid_from: date | None = None
    asks: list[str]


@dataclass(frozen=True)
class Asked:
    """A section of a digest with the texts that lead to it: its asks, and its own sentences under its heading."""

    section: Section
    asks: tuple[str, ...]

    @property
    def leads(self) -> tuple[str, ...]:
        """Asks, then the sentences of the restatement: they lead to the original as well."""
        gist = (f"{self.section.heading} {span.of(self.section.text)}" for span in sentences(self.section.text))
        return (*self.asks, *gist)


@dataclass(frozen=True)
class Asks:
    """The asks of one source by section of its digest."""

    sections: tuple[Asked, ...]

    def attach(self, passages: Sequence[Passage], source: Source, path: Path) -> list[Passage]:
        """The passages of `path` with the asks that lead to them."""
        if not passages or not self.sections:
            return list(passages)
        if passages[0].edition is Edition.DIGEST:
            return self._share(passages, _of_digest, lambda asked: asked.asks)
        data = path.read_bytes()
        by_lines = source.kind is not Kind.STATUTE  # asks of a statute go by provision, in any version of it
        if by_lines and source.sha256 and hashlib.sha256(data).hexdigest() not in source.sha256:
            return list(passages)  # another text of the document: its lines are not those the digest names
        breaks = [at for at, sign in enumerate(_text(data)) if sign == "\n"]
        return self._share(passages, lambda one, section: _of_original(one, section, breaks), lambda asked: asked.leads)

    def _share(
        self,
        passages: Sequence[Passage],
        belongs: Callable[[Passage, Section], bool],
        leads: Callable[[Asked], tuple[str, ...]],
    ) -> list[Passage]:
        """Each lead goes to the passage of its section that it speaks of most."""
        grams = [_grams(passage.text) for passage in passages]
        given: list[list[str]] = [[] for _ in passages]
        for asked in self.sections:
            rows = [n for n, passage in enumerate(passages) if belongs(passage, asked.section)]
            gist = [_grams(span.of(asked.section.text)) for span in sentences(asked.section.text)]
            for lead in leads(asked):
                for row in _nearest(_grams(lead), gist, {row: grams[row] for row in rows}):
                    given[row].append(lead)
        return [replace(one, asks=tuple(dict.fromkeys(own))) for one, own in zip(passages, given, strict=True)]


Grams = frozenset[str]


def _grams(text: str) -> Grams:
    folded = squeeze(text)
    return frozenset(folded[n : n + 2] for n in range(len(folded) - 1))


def _alike(one: Grams, other: Grams) -> float:
    """Share of `one` that stands in `other`."""
    return len(one & other) / max(1, len(one))


def _nearest(lead: Grams, gist: Sequence[Grams], rows: Mapping[int, Grams]) -> list[int]:
    """The row a lead speaks of most, directly or through the sentence of the restatement it is closest to."""
    if len(rows) < 2:
        return list(rows)
    said = max(gist, key=lambda sentence: _alike(lead, sentence), default=lead)
    scores = {row: _alike(lead, text) + _alike(said, text) for row, text in rows.items()}
    best = max(scores.values())
    return [row for row, score in scores.items() if score >= _CLOSE * best]


def _of_digest(passage: Passage, section: Section) -> bool:
    heading = passage.heading[-1] if passage.heading else ""
    here = section.heading == heading and (section.locator or section.provision) == passage.locator
    return here and (section.valid_from is None or section.valid_from == passage.visible_from)


def _of_original(passage: Passage, section: Section, breaks: Sequence[int]) -> bool:
    if section.provision:
        return _covers(section.provision, passage, section)
    first = bisect.bisect_left(breaks, passage.start) + 1
    last = bisect.bisect_left(breaks, passage.end) + 1
    return any(first <= end and start <= last for start, end in section.lines)


def _covers(provision: str, passage: Passage, section: Section) -> bool:
    """Whether a passage of a statute stands in the provision and wording a section restates."""
    if not provision or not passage.locator.startswith(provision):
        return False
    if passage.locator[len(provision) :].startswith("の"):
        return False  # 第三号 is not 第三号の二
    begins = section.valid_from or date.min
    ends = section.valid_to or date.max
    return passage.visible_from < ends and begins < (passage.visible_to or date.max)


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace").replace("\r\n", "\n")


def load_asks(corpus: Path, source_id: str) -> Asks:
    """The asks of a source, none when it has no file. Raises RegistryError for an ask of no section."""
    path, digest = corpus / "asks" / f"{source_id}.toml", corpus / "digests" / f"{source_id}.md"
    if not path.is_file() or not digest.is_file():
        return Asks(())
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("section", [])
        entries = [_Entry.model_validate(table) for table in tables]
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RegistryError(f"{path}: {error}") from error
    sections = {_key(section): section for section in read_sections(digest)[1]}
    unknown = [entry.heading for entry in entries if _entry_key(entry) not in sections]
    if unknown:
        raise RegistryError(
            f"{path}: 要旨にない節への問いがあります: {'、'.join(unknown[:3])}",
            hint=f"{digest.name} の見出しに合わせてください。",
        )
    return Asks(tuple(Asked(sections[_entry_key(entry)], tuple(entry.asks)) for entry in entries))


Key = tuple[str, str, str, str]


def _key(section: Section) -> Key:
    lines = ",".join(f"{first}-{last}" if first != last else f"{first}" for first, last in section.lines)
    return section.heading, lines, section.provision, str(section.valid_from or "")


def _entry_key(entry: _Entry) -> Key:
    lines = ",".join(_range(part) for part in entry.lines.split(",")) if entry.lines else ""
    return entry.heading, lines, entry.provision, str(entry.valid_from or "")


def _range(part: str) -> str:
    ends = [end.strip() for end in part.split("-")]
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]}-{ends[-1]}"
