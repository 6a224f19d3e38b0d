"""Gather: a question on a day → the units of the sections that speak of it, best first, as the question pipeline finds them.

Reads the index; chooses nothing of what it found and writes nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.abstain import known_gap, support
from assistant.ask import window_of
from assistant.compose import value
from assistant.drafting.draft import Form
from assistant.drafting.unit import Unit, form_of, read_units
from assistant.evidence import Sentence, read_sentences
from assistant.hit import Hit
from assistant.likeness import Profile, profile
from assistant.question import Question, read_question
from assistant.retrieve import FUSION, retrieve
from ingest.citation import standing
from ingest.document import Passage
from ingest.fold import fold, squeeze
from ingest.index import Index
from ingest.lexical import Window
from ingest.sentences import Span
from ingest.source import Kind
from ingest.tokens import codes

_HITS = 10
_READ = 6  # passages whose sections are read
_AROUND = 2  # passages before and behind that belong to the section of one
_PROVISIONS = 8
_STRANGE = 0.4  # share of the words of a topic that no document holds, from which it is another subject
_SPEAKS = 0.6  # share of the words of a topic that a passage holds that speaks of it
_LIKE = 0.2  # likeness of a topic and something that is asked or told, from which that speaks of it
_NAMED = 1.3  # what the units of the very item or provision that a question names gain
_NAME_OF_LAW = re.compile(r"(?:法|条約|協定|規則|憲章)$")
_MASS, _ARMS = re.compile("核兵器|大量破壊兵器|WMD"), re.compile("通常兵器")
_NOWHERE = "\0"  # a word that no document holds
_AT_ALL = replace(FUSION, statute=0.0)


@dataclass(frozen=True)
class Scope:
    """For what a draft is written: the date of application and the sources (none: all)."""

    day: date
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """What speaks of a question. `units` best section first, in reading order; `enough`: the pipeline would answer."""

    question: Question
    hits: tuple[Hit, ...]
    units: tuple[Unit, ...]
    enough: bool
    pointer: str | None = None  # of the known gap a question is about that is not answered


def gather(index: Index, text: str, scope: Scope) -> Gathered:
    """The evidence for a question, on the day of the scope whatever day the question names."""
    question = replace(read_question(text, scope.day, scope.day), own_case=False)
    found = retrieve(index, text, window_of(question, scope.source_ids), _HITS)
    hits = tuple(hit for hit in found if not _of_other_arms(text, hit))
    read = hits[:_READ]
    units = _named_first(question, sections(index, question, read))
    own = {hit.passage.id for hit in read}
    sentences = [one for unit in units for one in unit.sentences if one.hit.passage.id in own]
    enough = bool(sentences) and support(index, question, hits, sentences).enough
    gap = None if enough else known_gap(index, question)
    return Gathered(question, hits, units, enough, gap.pointer if gap else None)


def _of_other_arms(text: str, hit: Hit) -> bool:
    """Whether a passage is by its name about the other kind of arms than the one asked about: their orders read alike."""
    name = " ".join((hit.source.title, hit.source.short, *hit.passage.heading))
    kinds = ((_MASS, _ARMS), (_ARMS, _MASS))
    return any(
        one.search(text) and not other.search(text) and other.search(name) and not one.search(name)
        for one, other in kinds
    )


def spoken_of(index: Index, topic: str, scope: Scope) -> bool:
    """Whether the sources speak of a topic at all: in its own words, and not only in some of them."""
    question = read_question(topic, scope.day, scope.day)
    words = profile(index, topic)
    unseen = sum(weight for weight in words.words.values() if weight >= index.rarity(_NOWHERE))
    if unseen >= _STRANGE * words.weight and not index.analyzer.expand(question.folded):
        return False
    hits = retrieve(index, topic, window_of(question, scope.source_ids), _HITS)
    if _names_another(index, topic, hits):
        return False
    found = support(index, question, hits, read_sentences(index, question, hits[:_READ]))
    return found.spoken_of or (found.answer >= _LIKE and any(_holds(index, words, hit) for hit in hits))


def _named_first(question: Question, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units; those of the very item or provision that a question names are worth more."""
    asked = set(codes(question.folded))
    if not asked:
        return tuple(units)
    held = [set(codes(fold(one.first.hit.passage.locator))) for one in units]
    return tuple(
        replace(one, worth=one.worth * _NAMED) if asked <= own else one for one, own in zip(units, held, strict=True)
    )


def _names_another(index: Index, topic: str, hits: Sequence[Hit]) -> bool:
    """Whether a topic is the name of a law or treaty that no passage names: its parts may stand everywhere."""
    if not _NAME_OF_LAW.search(topic.strip()) or index.analyzer.expand(index.analyzer.fold(topic)):
        return False
    texts = (squeeze(" ".join((*hit.passage.heading, hit.passage.text, *hit.passage.asks))) for hit in hits)
    return not any(squeeze(topic) in text for text in texts)


def _holds(index: Index, words: Profile, hit: Hit) -> bool:
    """Whether a passage holds most of the words of a topic."""
    held = profile(index, " ".join((*hit.passage.heading, hit.passage.text))).words
    return sum(weight for word, weight in words.words.items() if word in held) >= _SPEAKS * words.weight


def sections(index: Index, question: Question, hits: Sequence[Hit]) -> tuple[Unit, ...]:
    """The units of the sections the hits stand in; a section with the rank of its best passage."""
    units: list[Unit] = []
    seen: set[str] = set()
    for run in _runs(index, hits, question.as_of):
        if run[0].passage.id in seen:
            continue
        seen.update(hit.passage.id for hit in run)
        sentences = read_sentences(index, question, run)
        best = max(hit.score for hit in hits) or 1.0
        rank = next(n for n, hit in enumerate(hits) if hit.passage.id in {one.passage.id for one in run})
        own = _whole_items(tuple(replace(one, rank=rank, passage_score=one.hit.score / best) for one in sentences))
        units.extend(read_units(own, {n: value(question, one) for n, one in enumerate(own)}))
    return tuple(units)


def _whole_items(run: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of a section; those of one list item are one, as long as they stand alike to the law."""
    found: list[Sentence] = []
    for one in run:
        before = found[-1] if found else None
        if before is not None and _goes_on(before, one):
            span = Span(before.span.start, one.span.end)
            found[-1] = replace(before, span=span, score=max(before.score, one.score))
        else:
            found.append(one)
    return tuple(found)


def _goes_on(before: Sentence, one: Sentence) -> bool:
    """Whether a sentence goes on in the line of a list item."""
    if before.hit.passage.id != one.hit.passage.id or before.standing != one.standing:
        return False
    between = before.hit.passage.text[before.span.end : one.span.start]
    return form_of(before.text) is Form.ITEM and form_of(one.text) is Form.SENTENCE and "\n" not in between


def _runs(index: Index, hits: Sequence[Hit], day: date) -> Iterable[tuple[Hit, ...]]:
    """Each hit with its neighbours of the same section, in reading order. A neighbour has the hit's score."""
    known = {hit.passage.id: hit for hit in hits}
    for hit in hits:
        row = index.row_of(hit.passage.id) or 0
        rows = range(max(0, row - _AROUND), min(len(index), row + _AROUND + 1))
        around = [one for one in index.passages(rows) if _same_section(one, hit, day)]
        yield tuple(known.get(one.id) or _beside(index, hit, one, day) for one in around)


def _same_section(passage: Passage, hit: Hit, day: date) -> bool:
    one = hit.passage
    same = (passage.source_id, passage.heading) == (one.source_id, one.heading)
    article = hit.source.kind is Kind.STATUTE  # the items of an article are passages of their own
    return same and (article or passage.locator == one.locator) and passage.visible_on(day)


def _beside(index: Index, hit: Hit, passage: Passage, day: date) -> Hit:
    stands = standing(passage, hit.source, index.statuses, day)
    return replace(hit, passage=passage, standing=stands)


def provisions(index: Index, text: str, scope: Scope) -> tuple[Hit, ...]:
    """The provisions of the statutes closest to a text, best first."""
    statutes = frozenset(one.id for one in index.sources.values() if one.kind is Kind.STATUTE)
    wanted = statutes & frozenset(scope.source_ids) if scope.source_ids else statutes
    if not wanted:
        return ()
    found = retrieve(index, text, Window(scope.day, wanted), _PROVISIONS, _AT_ALL)
    return tuple(hit for hit in found if not _of_other_arms(text, hit))


def earlier(index: Index, hit: Hit) -> Hit | None:
    """The wording of a provision before the one in force; None where none is stored."""
    one = hit.passage
    before = Window(one.visible_from - timedelta(days=1), frozenset([one.source_id]))
    found = retrieve(index, f"{hit.source.short} {one.locator}", before, 3, _AT_ALL)
    return next((old for old in found if old.passage.locator == one.locator), None)


def sentences_of(index: Index, question: Question, hit: Hit) -> tuple[Sentence, ...]:
    """The sentences of one passage."""
    return read_sentences(index, question, (hit,))
