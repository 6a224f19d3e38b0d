"""Checklist: material for the 自己管理チェックリスト: per point what the documents require, and the evidence to keep."""

import re
from collections.abc import Iterable, Sequence

from assistant.drafting import neutral
from assistant.drafting.choose import Budget, choose
from assistant.drafting.commentary import provision_sentences
from assistant.drafting.draft import Origin, Paragraph, Role, Sentence
from assistant.drafting.gather import Gathered, gather
from assistant.drafting.ids import question_id
from assistant.drafting.outline import Element
from assistant.drafting.section import Asked, Page, open_points, paragraph
from assistant.drafting.unit import Unit, presentable
from assistant.question import read_question

_RECORDS = re.compile(r"保存|保管|記録[をにが]|書類|申請書|届出書|報告書[をがに]|受理票|許可証|誓約書")
_REQUIREMENT = Budget(answer=480, listed=1500, sections=2)
_RECORD = 3  # sentences


def checklist(page: Page, points: Sequence[Asked], element: Element | None = None) -> tuple[Paragraph, ...]:
    """The points with what is required and what to keep, where that is told; first what the provisions of an element say."""
    told: list[Paragraph] = [*_provisions(page, element)] if element else []
    for asked in points:
        told += point(page, asked)
    return tuple(_records_once(told))


def _records_once(told: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """The paragraphs; that no record is prescribed is said at the first point it is said of, and not at each."""
    nothing = (Sentence(neutral.NO_RECORD),)
    said = False
    for one in told:
        if one.sentences != nothing or not said:
            yield one
        said = said or one.sentences == nothing


def _provisions(page: Page, element: Element) -> Iterable[Paragraph]:
    asked = read_question(element.title, page.scope.day, page.scope.day)
    held = page.tell(provision_sentences(page, element, asked))
    if held:
        yield Paragraph(element.id, Role.POINT, Origin.PASSAGES, (Sentence(element.title),))
        yield paragraph(element.id, Role.REQUIREMENT, held)


def point(page: Page, asked: Asked) -> tuple[Paragraph, ...]:
    """A point; nothing for one that the corpus suggested and that requires nothing new."""
    found = gather(page.index, asked.text, page.scope)
    chosen = choose(found.units if found.enough else (), page.said, _REQUIREMENT)
    told = {one.hit.passage.id for one in chosen.answer}
    if asked.within and (told.isdisjoint(asked.within) or chosen.fresh < asked.fresh):
        return ()
    required = page.tell(chosen.all)
    kept = [one for unit in _records(page, found) for one in page.tell(unit.sentences)]
    left = open_points(page, found, chosen, required)
    title = Paragraph(asked.id, Role.POINT, asked.origin, (Sentence(asked.text),), asked.parent)
    return (
        title,
        paragraph(asked.id, Role.REQUIREMENT, required or (Sentence(neutral.told_or_not(chosen.told_before)),)),
        paragraph(asked.id, Role.RECORD, kept or (Sentence(neutral.NO_RECORD),)),
        *((paragraph(asked.id, Role.OPEN, left),) if left else ()),
    )


def _records(page: Page, found: Gathered) -> list[Unit]:
    """Units beside the requirement that speak of documents to keep or to hand in."""
    if not found.enough:
        return []
    units = sorted(presentable(found.units), key=lambda one: (-one.worth, one.first.span.start))
    fresh = [one for one in units if _RECORDS.search(one.text) and not any(page.said.of(s) for s in one.sentences)]
    return [one for one in fresh if not one.many and one.worth >= 0.6 * units[0].worth][:_RECORD]


def question_points(texts: Iterable[str], parent: str | None = None) -> tuple[Asked, ...]:
    """Points from questions."""
    return tuple(Asked(question_id(text), text, parent=parent) for text in dict.fromkeys(texts))
