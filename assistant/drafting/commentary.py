"""Commentary: one element of 輸出者等遵守基準 → purpose, practice, questions, basis, what changed, forms."""

from collections.abc import Iterable, Sequence

from assistant.drafting import neutral
from assistant.drafting.choose import Budget, choose
from assistant.drafting.draft import Form, Origin, Paragraph, Role, Sentence
from assistant.drafting.gather import gather, sentences_of
from assistant.drafting.ids import question_id
from assistant.drafting.outline import Element
from assistant.drafting.past import history
from assistant.drafting.section import Asked, Page, paragraph, section
from assistant.drafting.unit import form_of, tellable
from assistant.evidence import Sentence as Evidence
from assistant.hit import Hit
from assistant.provision import Provision
from assistant.question import Question, read_question
from assistant.retrieve import retrieve
from ingest.fold import squeeze
from ingest.index import Index
from ingest.lexical import Window

_FOUND = 12  # passages of a law among which a provision is looked for
_PRACTICE = Budget(answer=360, listed=900, sections=2)


def commentary(page: Page, element: Element) -> tuple[Paragraph, ...]:
    """The paragraphs of an element."""
    asked = read_question(element.title, page.scope.day, page.scope.day)
    heading = Paragraph(element.id, Role.HEADING, Origin.PASSAGES, (Sentence(element.title),))
    held = provision_sentences(page, element, asked)
    purpose = page.tell(held)
    practice = [one for term in element.terms for one in _practice(page, term)]
    sections = [section(page, Asked(question_id(text), text, parent=element.id)) for text in element.questions]
    questions = [one for parts in sections if not _told_above(parts) for one in parts]
    return (
        heading,
        paragraph(element.id, Role.PURPOSE, purpose or (Sentence(neutral.NOT_SUPPORTED),)),
        paragraph(element.id, Role.PRACTICE, practice or (Sentence(neutral.NOT_SUPPORTED),)),
        *questions,
        paragraph(element.id, Role.BASIS, _names(page, held) or (Sentence(neutral.NO_PROVISION),)),
        *history(page, element.id, asked, [one.hit for one in _first_of_each(held)]),
        paragraph(element.id, Role.FORMS, _forms(page, element, asked) or (Sentence(neutral.NO_FORM),)),
    )


def _told_above(parts: Sequence[Paragraph]) -> bool:
    """Whether a question is answered by what stands above alone: it is not worth asking here."""
    return any(one.role is Role.ANSWER and one.text == neutral.ABOVE for one in parts)


def provision_sentences(page: Page, element: Element, asked: Question) -> tuple[Evidence, ...]:
    """What the provisions of an element say on the day, each item with what leads into it.

    The other items of its list count as told from here on: they belong to other elements.
    """
    found = [one for provision in element.provisions for one in _provision(page, provision, asked)]
    for hit in {one.hit.passage.id: one.hit for one in found}.values():
        page.said.add(sentences_of(page.index, asked, hit))
    return tuple({(one.hit.passage.id, one.span.start): one for one in found}.values())


def _provision(page: Page, provision: Provision, asked: Question) -> Iterable[Evidence]:
    for hit in _passages(page.index, provision, page):
        sentences = [one for one in sentences_of(page.index, asked, hit) if tellable(one)]
        held = [one for one in sentences if provision.covers(hit.passage.locator_at(one.span.start), one.text)]
        if not held:
            continue
        listed = form_of(held[0].text) is not Form.SENTENCE
        if listed and form_of(sentences[0].text) is Form.SENTENCE:
            yield sentences[0]  # the lead-in says who must do it
        yield from held


def _passages(index: Index, provision: Provision, page: Page) -> Sequence[Hit]:
    source = index.sources.get(provision.source)
    if source is None or (page.scope.source_ids and source.id not in page.scope.source_ids):
        return ()
    window = Window(page.scope.day, frozenset([source.id]))
    return retrieve(index, f"{source.short} {provision.address}", window, _FOUND)


def _first_of_each(held: Sequence[Evidence]) -> Iterable[Evidence]:
    return {one.hit.passage.id: one for one in reversed(held)}.values()


def _practice(page: Page, term: str) -> tuple[Sentence, ...]:
    """What the documents say of a term beyond what stands already."""
    found = gather(page.index, term, page.scope)
    if not found.enough:
        return ()
    chosen = choose(found.units, page.said, _PRACTICE)
    page.past += chosen.past
    return page.tell(chosen.all)


def _names(page: Page, held: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """The names of the provisions, and of those of the statutes that are closest to the element."""
    known = dict.fromkeys(one.hit.passage.id for one in held)
    return tuple(one for passage in known for one in page.ledger.reference(passage))


def _forms(page: Page, element: Element, asked: Question) -> tuple[Sentence, ...]:
    """The names of forms, each with a passage that names it."""
    told: list[Sentence] = []
    for form in element.forms:
        window = Window(page.scope.day, frozenset(page.scope.source_ids))
        for hit in retrieve(page.index, form, window, _FOUND):
            named = [one for one in sentences_of(page.index, asked, hit) if squeeze(form) in squeeze(one.text)]
            current = [one for one in named if one.standing.in_force is not False]
            if current:
                known = page.ledger.sentences(current[:1])[0].citations
                told.append(Sentence(form, known, form=Form.ITEM))
                break
    return tuple(told)
