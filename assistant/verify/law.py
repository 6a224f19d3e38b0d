"""Laws: the names and abbreviations of statutes in a text; which of them are one law is told by the glossary."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ingest.fold import squeeze
from ingest.glossary import Glossary
from ingest.names import Names

_ENDS = ("法", "法律", "令", "省令", "規則", "告示", "条約", "通達", "基準", "政令", "FEFA", "FEFTA")
# a name that no glossary knows: it must stand in the evidence as it is
_UNKNOWN = re.compile(r"[一-龠々ァ-ヶー]{2,20}(?:法|令|省令|規則|告示|通達|条約|協定)(?![一-龠々ァ-ヶー])", re.ASCII)
_COMMON = re.compile(
    r".*(?:方|手|立|司|用|作|技|工|文|語|製|算|療|寸|憲|合|適|違|不|遵|無|根拠|国際|国内|処理|評価|分析|測定|運用|規制)法"
    r"|.*(?:法令|政令|政?省令|命令|指令|号令)|.*(?:該|当該|本|同|各|新|旧|改正|次|前|この|その|両)(?:法|令|規則|告示|通達|条約|協定)"
    r"|.{0,4}(?:告示|規則|通達|条約|協定)"
)
_TITLE = re.compile(
    "おそれがある場合を定める省令"
)  # the end of the titles of two orders, told apart by what stands before
_EDITION = re.compile(r"^(?:改正|現行|新|旧)")


@dataclass(frozen=True)
class PlacedLaw:
    """A law (its head word in the glossary, or the name as written) at `[start, end)` of a text."""

    law: str
    start: int
    end: int


@dataclass(frozen=True)
class Laws:
    """The laws a glossary knows."""

    glossary: Glossary

    def placed_in(self, text: str) -> Iterable[PlacedLaw]:
        """Every law named in an NFKC text."""
        taken = []
        for name in self._names.placed_in(text):
            taken.append((name.start, name.end))
            yield PlacedLaw(self._heads[name.name], name.start, name.end)
        if title := _TITLE.search(text):
            yield PlacedLaw("おそれ省令", *title.span())
        for match in _UNKNOWN.finditer(text):
            if not _COMMON.fullmatch(match[0]) and all(match.end() <= a or match.start() >= b for a, b in taken):
                yield PlacedLaw(_EDITION.sub("", match[0]), *match.span())

    @cached_property
    def _heads(self) -> dict[str, str]:
        """Each spelling with the head word of its term."""
        return {
            squeeze(word): squeeze(term.ja)
            for term in reversed(self.glossary.terms)
            if term.ja.endswith(_ENDS) and len(term.ja) > 2
            for word in (*term.synonyms, term.ja)
            if word.endswith(_ENDS) and len(word) > 2
        }

    @cached_property
    def _names(self) -> Names:
        return Names(organisations=tuple(self._heads))
