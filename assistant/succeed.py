"""Succeed: of an answer that rests on what is no longer the law, the passages that took its place; these go first.

`corpus/superseded.toml` names them by document and provision or title; there they are searched for. Nothing is judged.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose import value
from assistant.evidence import Sentence, read_sentences
from assistant.hit import Hit
from assistant.named import named_sources
from assistant.question import Question
from assistant.retrieve import retrieve
from ingest.index import Index
from ingest.lexical import Window

_MOST = 2  # passages
_BEARS = 0.75  # share of the best sentence's worth from which an answer rests on another
_SAID = re.compile(
    r"資料|中間報告|報告書|提言|指摘|述べ|審議会|経緯|背景|当時|従来|以前"
)  # asks what was said, or was so


def successors(index: Index, question: Question, told: Sequence[Sentence], window: Window) -> tuple[Sentence, ...]:
    """The sentences of what replaces the told ones, where the first of them that is or was law is superseded.

    None where the question names the document, asks what was said or was so before, or where what is superseded only stands beside
    an answer that does not rest on it.
    """
    judged = [one for one in told if one.standing.in_force is not None]
    if not judged or not judged[0].standing.superseded_by or asks_what_was(question):
        return ()
    best = max(value(question, one) for one in told)
    if max(value(question, one) for one in judged) < _BEARS * best:
        return ()
    named = named_sources(question.folded, index.sources.values())
    past = [one for one in judged if one.standing.superseded_by and one.hit.source.id not in named]
    places = list(dict.fromkeys(str(one.standing.superseded_by) for one in past))[:_MOST]
    hits = {hit.passage.id: hit for place in places for hit in _at(index, question, place, window)}
    known = {one.hit.passage.id for one in told}
    new = [hit for hit in hits.values() if hit.passage.id not in known and hit.standing.in_force]
    return read_sentences(index, question, new)


def asks_what_was(question: Question) -> bool:
    """Whether what was said, or was so before, is asked for."""
    return bool(_SAID.search(question.folded))


def present_first(index: Index, question: Question, told: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The told sentences, those of passages that tell only superseded law behind the others.

    As they are where the question names the document, or asks what was said or was so before.
    """
    named = named_sources(question.folded, index.sources.values())
    if asks_what_was(question) or any(one.hit.source.id in named for one in told):
        return tuple(told)
    judged = [one for one in told if one.standing.in_force is not None]
    standing = {one.hit.passage.id for one in judged if not one.standing.superseded_on}
    past = {one.hit.passage.id for one in judged} - standing
    return tuple(sorted(told, key=lambda one: one.hit.passage.id in past))


def _at(index: Index, question: Question, place: str, window: Window) -> Sequence[Hit]:
    """The passage of a document that a status names and the question asks for."""
    source, _, title = place.partition(" ")
    if source not in index.sources or (window.source_ids and source not in window.source_ids):
        return ()
    return retrieve(index, f"{title} {question.text}", replace(window, source_ids=frozenset({source})), 1)
