"""Write: a request → a Draft, and paragraphs of a draft → the same draft with those written anew.

The parts are made by the modules beside this one; here they are put together, and what they were made with is noted.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.checking import Checker
from assistant.drafting import neutral
from assistant.drafting.determined import Tables
from assistant.drafting.draft import Draft, Made, Origin, Paragraph, Role, Sentence
from assistant.drafting.gather import Scope
from assistant.drafting.grid import grids_for
from assistant.drafting.headings import KINDS
from assistant.drafting.ledger import numbered
from assistant.drafting.past import history
from assistant.drafting.questions import LIMIT, Suggested, in_order, ranked_questions
from assistant.drafting.request import DraftRequest
from assistant.drafting.section import Asked, Page, basis_hits, section
from assistant.fingerprint import answer_code
from assistant.question import read_question
from assistant.writing.write import Writer
from ingest.fold import fold
from ingest.index import Index
from ingest.source import Edition


class Drafter:
    """Writes drafts from one opened index. Thread-safe as far as the index is; knows no clock and stores nothing."""

    def __init__(self, index: Index, checker: Checker, writer: Writer | None = None) -> None:
        self._index, self._writer = index, writer
        self._tables = Tables(checker)

    def draft(self, request: DraftRequest, today: date) -> Draft:
        """The draft of a request. Raises WrongFactsError, UnknownElementError."""
        page = self._page(request, today)
        body = self._body(request, page)
        paragraphs = (*_front(request, page, body), *body)
        return Draft(
            kind=request.kind,
            title=_title(request),
            as_of=page.scope.day,
            paragraphs=paragraphs,
            citations=numbered(paragraphs, page.ledger.cited),
            made=self._made(),
            asked=request.model_dump(mode="json", exclude_none=True),
        )

    def _page(self, request: DraftRequest, today: date) -> Page:
        day = request.as_of or request.to_day or today
        return Page.blank(self._index, Scope(day, request.source_ids))

    def _body(self, request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
        return self._qa(request, page)

    def _qa(self, request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
        """A section of questions and answers, its tables, and what changed."""
        asked = _put(request, page) if request.questions else _suggested(request.topic or "", page)
        return (*asked, *self._determined(request, page), *_history(request, page))

    def _determined(self, request: DraftRequest, page: Page) -> Iterable[Paragraph]:
        for grid in grids_for(fold(request.topic or "")):
            yield from self._tables.table(grid, (page.scope.day,), request.facts)

    def _made(self) -> Made:
        writer = self._writer
        return Made(
            index=self._index.manifest.id,
            rules=self._tables.fingerprint,
            model=writer.fingerprint if writer else None,
            prompt=writer.prompt if writer else None,
            code=answer_code(),
        )


def _title(request: DraftRequest) -> str:
    return request.title or f"{request.topic or '問いと答え'}: {KINDS[request.kind]}"


def _front(request: DraftRequest, page: Page, body: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Title and note: the date, and what a reader must know of the quotes."""
    cited = page.ledger.cited.values()
    told = [neutral.DRAFT, neutral.on_day(page.scope.day)]
    if any(one.citation.edition == Edition.DIGEST for one in cited):
        told.append(neutral.DIGEST)
    if any(one.citation.in_force is None for one in cited):
        told.append(neutral.DOCUMENTS)
    return (
        Paragraph(
            "title", Role.TITLE, Origin.PERSON if request.title else Origin.PASSAGES, (Sentence(_title(request)),)
        ),
        Paragraph("note", Role.NOTE, Origin.PASSAGES, tuple(Sentence(one) for one in told)),
    )


def _put(request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
    """The sections of questions that somebody put, each once, in their order."""
    questions = dict.fromkeys(request.questions)
    return tuple(one for text in questions for one in section(page, Asked(question_id(text), text, Origin.PERSON)))


def _suggested(topic: str, page: Page) -> tuple[Paragraph, ...]:
    """The sections of the questions that the corpus suggests and answers; of the topic itself where there are none."""
    answered: dict[Suggested, tuple[Paragraph, ...]] = {}
    for one in ranked_questions(page.index, topic, page.scope):
        if len(answered) < LIMIT and (written := section(page, Asked(question_id(one.question), one.question))):
            answered[one] = written
    if not answered:
        return section(page, Asked(question_id(topic), topic, Origin.PERSON))
    return tuple(part for one in in_order(answered) for part in answered[one])


def question_id(text: str) -> str:
    """The id of the paragraph of a question: of its words, so that it does not move with its place."""
    return f"q-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _history(request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
    """What was, or is to be, the law: of the topic, and of the provisions it rests on."""
    about = request.topic or " ".join(request.questions)
    question = read_question(about[:200], page.scope.day, page.scope.day)
    told = history(page, "history", question, basis_hits(page.index, question, page.scope))
    heading = Paragraph("history", Role.HEADING, Origin.PASSAGES, (Sentence("改正の経緯"),))
    return (heading, *told) if told else ()
