"""Past: what was, or is yet to be, the law beside a draft: each sentence marked in front, and cited as what it is."""

from collections.abc import Sequence

from assistant.drafting.about import About
from assistant.drafting.draft import Paragraph, Role, Sentence
from assistant.drafting.gather import earlier
from assistant.drafting.neutral import history_label
from assistant.drafting.section import Page, paragraph
from assistant.drafting.unit import Unit, tellable
from assistant.evidence import read_sentences
from assistant.hit import Hit
from assistant.question import Question
from ingest.status import StatusKind

_LIMIT = 900  # characters
_ALONE = 2_600  # … where nothing is the law of the day
_SPEAKS = 0.5  # share of the words of the topic that a section must hold
_EARLIER = 3  # provisions whose earlier wording is shown
_LEAST = 0.6  # share of the best unit's worth


def history(page: Page, parent: str, question: Question, provisions: Sequence[Hit] = ()) -> tuple[Paragraph, ...]:
    """The paragraph of what is past or planned; none where nothing is known."""
    told = _past_units(page, question)
    for hit in provisions[:_EARLIER]:
        told += _earlier(page, question, hit)
    return (paragraph(parent, Role.HISTORY, told),) if told else ()


def _past_units(page: Page, question: Question) -> list[Sentence]:
    about = About(page.index, question)
    best = max((unit.worth for unit in page.past), default=0.0) if page.ledger.cited else 0.0
    near = [one for one in page.past if one.worth >= _LEAST * best and about.share(one.first.hit) >= _SPEAKS]
    units = sorted(near, key=lambda one: (_planned(one), -one.worth))
    picked: list[Unit] = []
    spent, limit = 0, _LIMIT if page.ledger.cited else _ALONE
    for unit in units:
        fresh = not any(page.said.of(one) for one in unit.sentences)
        if fresh and spent + len(unit.text) <= limit:
            picked.append(unit)
            page.said.add(unit.sentences)
            spent += len(unit.text)
    picked.sort(key=_place)
    return [
        sentence
        for unit in picked
        for one in unit.sentences
        for sentence in page.ledger.sentences((one,), history_label(one.standing))
    ]


def _planned(unit: Unit) -> bool:
    """Whether a unit is a proposal: what was the law comes before what somebody wanted."""
    return unit.first.standing.kind is StatusKind.PROPOSED


def _place(unit: Unit) -> tuple[str, str, int, int]:
    """By the time of the document, then as it stands there."""
    one = unit.first.hit
    published = one.source.published or one.passage.visible_from.isoformat()
    return published, one.source.id, one.passage.order, unit.first.span.start


def _earlier(page: Page, question: Question, hit: Hit) -> list[Sentence]:
    """The wording of a provision before the one in force, sentence by sentence."""
    old = earlier(page.index, hit)
    ended = old.passage.visible_to if old else None
    if old is None or ended is None or ended > page.scope.day:
        return []
    found = [one for one in read_sentences(page.index, question, (old,)) if tellable(one)]
    fresh = [one for one in found if not page.said.at(one)]
    told: list[Sentence] = []
    for one in fresh:
        page.said.add((one,))
        told += page.ledger.sentences((one,), history_label(one.standing, ended))
    return told
