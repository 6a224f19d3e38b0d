"""Section: one question of a draft → its paragraphs: question, answer, basis, dates, cautions, and what is left open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose import Composed
from assistant.drafting import neutral
from assistant.drafting.about import LIKE, About
from assistant.drafting.choose import BUDGET, Budget, Chosen, Said, choose
from assistant.drafting.draft import Origin, Paragraph, Role, Sentence
from assistant.drafting.gather import Gathered, Scope, gather, provisions, sections
from assistant.drafting.ledger import Ledger
from assistant.drafting.unit import Unit, past
from assistant.evidence import Sentence as Evidence
from assistant.hit import Hit
from assistant.question import Question
from assistant.tell import silent
from assistant.writing.write import Writer
from ingest.index import Index
from ingest.source import Kind

_SPEAKS = 0.5  # share of the question's words that a provision must hold to be its basis
FRESH = 0.7
_BASES = 2
_BASIS = Budget(answer=420, listed=900, sections=1)
_NORMATIVE = re.compile(r"必要|義務|ならない|要する|許可|禁止|罰|対象")
_ELSEWHERE = ("告示", "通達")


@dataclass(frozen=True)
class Asked:
    """A question of a draft: the id of its paragraph, its words, who put it, and under what it stands.

    `within`: the passages that speak of the topic it was suggested for; empty for a question of a person. `fresh`: how
    close to the best a new unit must be for a suggested question to be worth asking, as a share of its worth.
    """

    id: str
    text: str
    origin: Origin = Origin.PASSAGES
    parent: str | None = None
    within: frozenset[str] = frozenset()
    fresh: float = FRESH


@dataclass
class Page:
    """A draft as it grows: what it draws on, what it has told, its citations and what is kept for its history."""

    index: Index
    scope: Scope
    ledger: Ledger
    said: Said
    past: list[Unit]
    writer: Writer | None = None

    @classmethod
    def blank(cls, index: Index, scope: Scope, writer: Writer | None = None) -> "Page":
        """A page with nothing on it."""
        return cls(index, scope, Ledger(), Said(), [], writer)

    def tell(self, evidence: Sequence[Evidence], label: str = "") -> tuple[Sentence, ...]:
        """Evidence as sentences of the draft, remembered as told."""
        self.said.add(evidence)
        return self.ledger.sentences(evidence, label)


def section(page: Page, asked: Asked, budget: Budget = BUDGET) -> tuple[Paragraph, ...]:
    """The paragraphs of a question, those without a word left out.

    Nothing at all for a question that the corpus suggested and that gives no new answer: nobody asked it.
    """
    found = gather(page.index, asked.text, page.scope)
    chosen = choose(found.units, page.said, budget) if found.enough else Chosen(past=past(found.units))
    page.past += chosen.past if found.enough else ()
    if asked.within and not _on_topic(asked, chosen):
        return ()
    applies, caution = page.tell(chosen.applies), page.tell(chosen.caution)
    answer = _answer(page, found.question, chosen.answer)
    basis = _basis(page, found, chosen) if found.enough else ()
    told = {
        Role.ANSWER: answer or (Sentence(neutral.told_or_not(chosen.told_before)),),
        Role.BASIS: basis,
        Role.APPLIES: applies,
        Role.CAUTION: caution,
        Role.OPEN: open_points(page, found, chosen, basis),
    }
    question = Paragraph(asked.id, Role.QUESTION, asked.origin, (Sentence(asked.text),), asked.parent)
    return (question, *(paragraph(asked.id, role, told[role]) for role in told if told[role]))


def _answer(page: Page, question: Question, evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
    """The answer as a model writes it from the evidence chosen for it; the evidence itself without a model or its use."""
    if page.writer is None or not evidence:
        return page.tell(evidence)
    page.said.add(evidence)
    written = page.writer.write(question, Composed((), (), tuple(evidence)), evidence, silent)
    return page.ledger.sentences(evidence) if written.trouble else page.ledger.written(written.composed)


def _on_topic(asked: Asked, chosen: Chosen) -> bool:
    """Whether a section says something new from a passage that speaks of the topic."""
    told = {one.hit.passage.id for one in chosen.answer}
    return chosen.fresh >= asked.fresh and not told.isdisjoint(asked.within)


def paragraph(parent: str, role: Role, sentences: Sequence[Sentence]) -> Paragraph:
    """A paragraph under another one; its id says which and what for."""
    return Paragraph(f"{parent}-{role.value}", role, Origin.PASSAGES, tuple(sentences), parent)


def _basis(page: Page, found: Gathered, chosen: Chosen) -> tuple[Sentence, ...]:
    """What the provisions closest to a question say; one that the draft tells already is named.

    Without any the places of the documents that the answer is cut from are named.
    """
    named = list(dict.fromkeys(one.hit.passage.id for one in chosen.all if one.hit.source.kind is Kind.STATUTE))
    written: list[Sentence] = []
    for hit in basis_hits(page.index, found.question, page.scope):
        if hit.passage.id in named:
            continue
        picked = choose(sections(page.index, found.question, (hit,)), page.said, _BASIS)
        if picked.told_before:
            named.append(hit.passage.id)
        else:
            written += page.tell(picked.all)
    if not written and not named:
        named = list(dict.fromkeys(one.hit.passage.id for one in chosen.all))[:_BASES]
    return (*written, *(one for known in named for one in page.ledger.reference(known)))


def basis_hits(index: Index, question: Question, scope: Scope) -> tuple[Hit, ...]:
    """The provisions that a question is like and that speak of what it asks, best first."""
    about = About(index, question)
    found = provisions(index, question.text, scope)
    return tuple(hit for hit in found if about.like(hit) >= LIKE and about.share(hit) >= _SPEAKS)[:_BASES]


def open_points(page: Page, found: Gathered, chosen: Chosen, basis: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """What a person has to find out or to confirm."""
    left = []
    if not found.enough:
        left += [one for one in (found.pointer,) if one]
    elif not chosen.all and not chosen.told_before:
        left.append(neutral.ONLY_PAST if chosen.past else neutral.NOT_SUPPORTED)
    if chosen.withheld:
        left.append(neutral.WITHHELD)
    if _NORMATIVE.search("".join(one.text for one in chosen.answer)) and not _lawful(page, chosen, basis):
        left.append(neutral.NO_PROVISION)
    text = "".join((*(one.text for one in chosen.all), *(one.text for one in basis)))
    if any(word in text for word in _ELSEWHERE):
        left.append(neutral.NOTICES_MISSING)
    return tuple(Sentence(one) for one in left)


def _lawful(page: Page, chosen: Chosen, basis: Sequence[Sentence]) -> bool:
    """Whether a provision bears out a section."""
    cited = (page.ledger.cited[known].citation.kind for one in basis for known in one.citations)
    told = any(one.hit.source.kind is Kind.STATUTE for one in chosen.all)
    return told or any(kind == Kind.STATUTE for kind in cited)
