"""Find: the hits of a question, and which of them are read. What statutes and authorities say is looked for by itself.

A file that somebody added may add hits; it takes none away, however much of the question it repeats.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.hit import Hit
from assistant.question import Question
from assistant.rerank import Reranker
from assistant.retrieve import retrieve
from ingest.index import Index
from ingest.lexical import Window
from ingest.source import Tier

_HITS = 10
_READ = 6  # passages whose sentences may be quoted
_CLOSEST = 3
_OTHER = 3  # passages that a model's other wordings of the question may add


@dataclass(frozen=True)
class Found:
    """The hits of the question itself, those among statutes and official documents alone, and those of other wordings.

    `official` is empty where `own` holds nothing else. `other`: what only a model's wordings of the question found.
    """

    own: Sequence[Hit]
    official: Sequence[Hit] = ()
    other: Sequence[Hit] = ()

    @property
    def closest(self) -> Sequence[Hit]:
        """What to show where nothing is answered."""
        return self.own[:_CLOSEST]

    @property
    def read(self) -> Sequence[Hit]:
        """The hits whose sentences are evidence: the best, and the best official ones as if there were no others."""
        if not self.official:
            return _worth_reading(self.own)[:_READ]
        added = [hit for hit in self.own[:_READ] if not hit.general]
        return (*self.read_official, *added)

    @property
    def read_official(self) -> Sequence[Hit]:
        """The official ones among them."""
        return _worth_reading(self.official)[:_READ]


def find(index: Index, question: Question, window: Window, reranker: Reranker | None = None) -> Found:
    """The hits of a question."""
    own = retrieve(index, question.text, window, _HITS, reranker=reranker)
    if all(hit.general for hit in own):
        return Found(own)
    trusted = {one.id for one in index.sources.values() if one.tier in (Tier.STATUTE, Tier.OFFICIAL)}
    among = frozenset(trusted & window.source_ids if window.source_ids else trusted)
    if not among:
        return Found(own)
    official = replace(window, source_ids=among)
    return Found(own, retrieve(index, question.text, official, _HITS, reranker=reranker))


def widen(index: Index, found: Found, wordings: Sequence[str], window: Window, reranker: Reranker | None) -> Found:
    """Behind the hits a few more by other wordings of the question: they take none away and move none."""
    known, other = {hit.passage.id for hit in (*found.own, *found.official)}, []
    for wording in wordings:
        for hit in retrieve(index, wording, window, _OTHER, reranker=reranker):
            if hit.passage.id not in known:
                known.add(hit.passage.id)
                other.append(hit)
    return replace(found, other=other[:_OTHER])


def _worth_reading(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits to quote from: where the question names a provision and the best hit has it, those that have it."""
    coded = [hit for hit in hits if "code" in hit.found_by]
    return coded if coded and coded[0] is hits[0] else hits
