"""Proviso: a duty of a statute never stands alone where its exceptions stand in another provision.

Behind the duty comes what corpus/exceptions.toml pairs with it; a fixed caution where that is not to be had, or where
nothing is paired with a duty to have a permit that states no exception itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.drafting import neutral
from assistant.drafting.draft import Cited, Origin, Paragraph, Role, Sentence
from assistant.drafting.section import Page
from assistant.drafting.unit import tellable
from assistant.duties import shipped_duties
from assistant.evidence import Sentence as Evidence
from assistant.evidence import read_sentences
from assistant.hit import Hit
from assistant.provision import Provision
from assistant.question import read_question
from ingest.citation import standing
from ingest.document import Passage
from ingest.source import Kind

_DUTY = re.compile(r"(?:許可|承認)(?:が(?:要る|必要)|を(?:受け(?:なければ|る義務)|要する))")
_OWN = re.compile(r"要らない|要しない|この限りでない|ただし|除く|除かれ")  # the provision states its exceptions itself
_TELLS_LAW = frozenset(Role) - {Role.TITLE, Role.HEADING, Role.QUESTION, Role.POINT, Role.HISTORY, Role.NOTE}


def restricts(text: str) -> bool:
    """Whether a sentence states an exception."""
    return bool(_OWN.search(text))


def with_exceptions(page: Page, paragraph: Paragraph) -> Paragraph:
    """The paragraph with the exceptions of each duty it tells right behind it, or the caution at its end."""
    if paragraph.origin is Origin.DETERMINATION or paragraph.role not in _TELLS_LAW:
        return paragraph
    left, told, careful = list(paragraph.sentences), list[Sentence](), False
    while left:
        run = _run(left)
        del left[: len(run)]
        told += run
        if not (passage := _stating(page, run)):
            continue
        found = _exceptions(page, run, passage)
        careful = careful or found == () or (found is None and not restricts(passage.text))
        behind = page.ledger.sentences(found or ())
        told, left = _without(page, told, behind), _without(page, left, behind)
        told += behind
    caution = Sentence(neutral.EXCEPTIONS)
    return replace(paragraph, sentences=(*told, caution) if careful else tuple(told))


def _without(page: Page, sentences: Sequence[Sentence], others: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that are not among the others: other provisions have items of the same words."""
    told = {(one.text, known.citation.passage_id) for one in others for known in _cited(page, [one])}
    return [one for one in sentences if not any((one.text, c.citation.passage_id) in told for c in _cited(page, [one]))]


def _run(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences at the beginning that have the citations of the first."""
    end = next((n for n, one in enumerate(sentences) if one.citations != sentences[0].citations), len(sentences))
    return list(sentences[:end])


def _stating(page: Page, run: Sequence[Sentence]) -> Passage | None:
    """The passage of a statute that a run tells a duty of."""
    if not any(_DUTY.search(one.text) for one in run):
        return None
    laws = (one for one in _cited(page, run) if one.citation.kind == Kind.STATUTE)
    return next((found for one in laws if (found := page.index.passage(one.citation.passage_id))), None)


def _cited(page: Page, run: Sequence[Sentence]) -> Iterable[Cited]:
    return (page.ledger.cited[known] for known in run[0].citations)


def _exceptions(page: Page, run: Sequence[Sentence], passage: Passage) -> tuple[Evidence, ...] | None:
    """What the provisions paired with a duty say on the day; nothing where one cannot be told; None without a pair."""
    places = {place for one in _cited(page, run) for place in _places(passage, one)}
    paired = [
        one
        for one in shipped_duties()
        if one.provision.source == passage.source_id
        and one.start <= page.scope.day
        and any(one.provision.covers(place, "") for place in places)
    ]
    if not paired:
        return None
    found = [_told(page, each) for one in paired for each in one.exceptions]
    return tuple(one for part in found for one in part) if all(found) else ()


def _places(passage: Passage, cited: Cited) -> Iterable[str]:
    yield passage.locator_at(cited.start)
    yield from (locator for at, locator in passage.places if cited.start <= at < cited.end)


def _told(page: Page, provision: Provision) -> tuple[Evidence, ...]:
    """The sentences of a provision in force on the day, in order; none where any may not be told."""
    source = page.index.sources.get(provision.source)
    if source is None or (page.scope.source_ids and source.id not in page.scope.source_ids):
        return ()
    day = page.scope.day
    question = read_question(provision.address, day, day)
    rows = [int(row) for row in page.index.rows_of_source(source.id)]
    passages = sorted((one for one in page.index.passages(rows) if one.visible_on(day)), key=lambda one: one.order)
    hits = [Hit(one, source, 1.0, (), standing(one, source, page.index.statuses, day)) for one in passages]
    read = read_sentences(page.index, question, hits)
    held = [one for one in read if provision.covers(one.hit.passage.locator_at(one.span.start), one.text)]
    return tuple(held) if all(map(tellable, held)) else ()
