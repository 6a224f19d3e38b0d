"""Grounds: what a rule base rests on in the statutes, as `assistant.reviews` and `gaihi rules check` compare it, and
what the documents it names are called: their short titles, and the section in which a line of one stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from assistant.rules.basis import Grounds, cited
from assistant.rules.load import RuleBase
from assistant.rules.provisions import load_lock
from ingest.section import Section, read_sections
from ingest.settings import CORPUS
from ingest.source import load_registry

_LINES = re.compile(r"L(\d+)(?:〜L(\d+))?")
_DATED_ELSEWHERE = re.compile(r"、日付は.+$")


@dataclass(frozen=True)
class Documents:
    """Short titles of documents by id, and their sections in the order of the original."""

    titles: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)

    def title(self, source_id: str) -> str:
        """The short title; an id that is not known stays as it is."""
        return self.titles.get(source_id, source_id)

    def place(self, source_id: str, locator: str) -> str:
        """「スライド48「…」（原文1917行目）」 of "L1917": the document's own section, the line behind it as a detail."""
        lines = _LINES.fullmatch(locator)
        if not lines:
            return locator
        detail = f"原文{lines[1]}{f'〜{lines[2]}' if lines[2] else ''}行目"
        section = self._section(source_id, int(lines[1]))
        return f"{section}（{detail}）" if section else detail

    def name(self, source_id: str, locator: str) -> str:
        """Title and place together."""
        return f"{self.title(source_id)} {self.place(source_id, locator)}".strip()

    def _section(self, source_id: str, line: int) -> str:
        """The first section that restates a line, without the remark that its date stands elsewhere."""
        held = (
            section.locator
            for section in self.sections.get(source_id, ())
            if any(first <= line <= last for first, last in section.lines)
        )
        return _DATED_ELSEWHERE.sub("", next(held, ""))


@lru_cache(maxsize=4)
def grounds_of(base: RuleBase) -> Grounds:
    """The citations of a rule base with the texts they were reviewed against, read once."""
    return Grounds(cited(base.rules), base.laws, load_lock())


@cache
def shipped_documents() -> Documents:
    """The documents of the registry that ships, with the sections of those that are no statutes."""
    sources = load_registry(CORPUS / "sources.toml")
    titles = {source.id: source.short or source.title for source in sources}
    read = [read_sections(CORPUS / "digests" / f"{source.id}.md") for source in sources if source.kind != "statute"]
    return Documents(titles, dict(read))
