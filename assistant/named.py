"""Named: which documents a question names — by title, short title, alias, or month of publication.

Only statutes and official documents: a file that somebody added cannot draw questions to itself by its title.
"""

import re
from collections.abc import Iterable

from ingest.fold import fold
from ingest.source import Kind, Source, Tier

_MATERIAL = re.compile(r"資料|スライド|文書|報告書|説明|動向|ペーパー")
_TRUSTED = (Tier.STATUTE, Tier.OFFICIAL)
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")


def named_sources(folded: str, sources: Iterable[Source]) -> frozenset[str]:
    """Ids of the sources a folded question names; empty when it names none."""
    return frozenset(source.id for source in sources if source.tier in _TRUSTED and _names(folded, source))


def _names(folded: str, source: Source) -> bool:
    if any(len(name) > 1 and fold(name) in folded for name in (source.title, source.short, *source.aliases)):
        return True
    if source.kind is Kind.STATUTE or not _MATERIAL.search(folded):
        return False
    return any(f"{match[1]}-{int(match[2]):02d}" == source.published[:7] for match in _MONTH.finditer(folded))
