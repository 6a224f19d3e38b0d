"""Write: a request → a Draft, and paragraphs of a draft → the same draft with those written anew.

The parts are made by the modules beside this one; here they are put together, and what they were made with is noted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.checking import Checker
from assistant.drafting import neutral
from assistant.drafting.again import again, events_in
from assistant.drafting.announce import announcement, told_by_rules
from assistant.drafting.changes import Period, changed_rules
from assistant.drafting.checklist import checklist, point, question_points
from assistant.drafting.commentary import commentary
from assistant.drafting.determined import Tables, Turn
from assistant.drafting.draft import Cited, Draft, Kind, Made, Origin, Paragraph, Role, Sentence
from assistant.drafting.errors import PersonsParagraphError, UnknownParagraphError, UnspokenTopicError
from assistant.drafting.gather import Scope, spoken_of
from assistant.drafting.grid import GRIDS, OWN, Grid, grids_for
from assistant.drafting.headings import KINDS
from assistant.drafting.ids import question_id
from assistant.drafting.ledger import numbered
from assistant.drafting.outline import Outline, shipped_outline
from assistant.drafting.past import history
from assistant.drafting.proviso import with_exceptions
from assistant.drafting.questions import LIMIT, Suggested, in_order, pool, ranked_questions
from assistant.drafting.request import DraftRequest
from assistant.drafting.section import FRESH, Asked, Page, basis_hits, section
from assistant.drafting.whole import with_parts
from assistant.fingerprint import answer_code
from assistant.question import read_question
from assistant.rules.rule import Event
from assistant.writing.write import Writer
from ingest.fold import fold
from ingest.index import Index
from ingest.source import Edition

_FEW = 6  # questions below which a section is thin …
_THIN = 0.5  # … and those are asked as well whose new answer is this close to the best
_ABOUT = 200  # characters of the questions together that stand for the topic


class Drafter:
    """Writes drafts from one opened index. Knows no clock and stores nothing."""

    def __init__(
        self, index: Index, checker: Checker, writer: Writer | None = None, outline: Outline | None = None
    ) -> None:
        self._index, self._checker, self._writer = index, checker, writer
        self._outline = outline or shipped_outline()
        self._tables = Tables(checker)

    def draft(self, request: DraftRequest, today: date) -> Draft:
        """The draft of a request. Raises UnspokenTopicError, WrongFactsError, UnknownElementError."""
        page = self._page(request, today)
        _require_spoken_of(request, page)
        body = tuple(with_exceptions(page, one) for one in self._body(request, page))
        paragraphs = (*self._front(request, page), *body)
        return Draft(
            kind=request.kind,
            title=self._title(request),
            as_of=page.scope.day,
            paragraphs=paragraphs,
            citations=numbered(paragraphs, page.ledger.cited),
            made=self._made(today),
            asked=request.model_dump(mode="json", exclude_none=True),
        )

    def redraft(self, draft: Draft, paragraph_ids: Sequence[str], today: date) -> Draft:
        """The draft with those paragraphs written anew, all others as they are, for the day of its request or `today`.

        A paragraph under a question answers the question as it is worded now. Raises UnknownParagraphError,
        PersonsParagraphError, WrongFactsError.
        """
        request = DraftRequest.model_validate(draft.asked)
        page = self._page(request, today)
        wanted = _wanted(draft, paragraph_ids)
        if (
            request.kind is not Kind.CHANGE_NOTICE
        ):  # written as a whole, and its parts tell each other's sentences apart
            kept = (one for one in draft.paragraphs if one.id not in wanted)
            page.said.keep(one for paragraph in kept for one in paragraph.sentences)
        anew = {known: with_exceptions(page, one) for known, one in self._anew(draft, request, page, wanted).items()}
        paragraphs = tuple(anew.get(one.id, one) for one in draft.paragraphs)
        known = {**{one.id: one for one in draft.citations}, **_renumbered(page)}
        return replace(
            draft,
            as_of=page.scope.day,
            paragraphs=paragraphs,
            citations=numbered(paragraphs, known),
            made=self._made(draft.made.on if draft.is_past else today),
        )

    def _anew(
        self, draft: Draft, request: DraftRequest, page: Page, wanted: Mapping[str, Paragraph]
    ) -> dict[str, Paragraph]:
        """The wanted paragraphs, from the question they stand under, from their table, or from the request."""
        above = {one.id: one for one in draft.paragraphs if one.role in (Role.QUESTION, Role.POINT)}
        made: dict[str, Paragraph] = {}
        for parent in dict.fromkeys(one.parent for one in wanted.values() if one.parent in above):
            title = above[parent or ""]
            asked = Asked(title.id, title.text, Origin.PERSON, title.parent)
            parts = section(page, asked) if title.role is Role.QUESTION else point(page, asked)
            made |= {one.id: one for one in parts if one.id in wanted}
        for known, one in wanted.items():
            if one.parent in above and known not in made:
                made[known] = replace(one, origin=Origin.PASSAGES, sentences=(Sentence(neutral.NOT_SUPPORTED),))
        if any(known not in made for known in wanted):
            rest = (
                self._determined_of(request, page, wanted)
                if _all_determined(wanted, made)
                else self._body(request, page)
            )
            made |= {one.id: one for one in rest if one.id in wanted and one.id not in made}
        if lost := [known for known in wanted if known not in made]:
            raise PersonsParagraphError(
                f"段落 {'、'.join(lost)} は、依頼の内容からは作れません。",
                hint="人が書いた段落です。直すか、取り除いてください。",
            )
        return made

    def _page(self, request: DraftRequest, today: date) -> Page:
        day = request.as_of or request.to_day or today
        return Page.blank(self._index, Scope(day, request.source_ids), self._writer)

    def _body(self, request: DraftRequest, page: Page) -> Iterable[Paragraph]:
        match request.kind:
            case Kind.QA_SECTION:
                yield from _put(request, page) if request.questions else _suggested(request.topic or "", page)
                yield from self._determined(request, page)
                yield from _history(request, page)
            case Kind.COMMENTARY:
                yield from commentary(page, self._outline.element(request.element or ""))
                yield from self._determined(request, page)
            case Kind.CHECKLIST:
                yield from self._checklist(request, page)
                yield from self._tables.table(OWN, _days(request, page), request.facts) if request.facts else ()
            case Kind.CHANGE_NOTICE:
                yield from again(self._checker, self._events(request))
                yield from announcement(page, _period(request), request.topic, self._known(request))
                yield from self._determined(request, page)

    def _checklist(self, request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
        element = self._outline.element(request.element) if request.element else None
        points = question_points(element.questions if element else (), element.id if element else None)
        if request.topic:
            within = frozenset(hit.passage.id for hit in pool(page.index, request.topic, page.scope))
            asked = in_order(ranked_questions(page.index, request.topic, page.scope)[:LIMIT])
            points += tuple(Asked(question_id(one.question), one.question, within=within) for one in asked)
        return checklist(page, points, element)

    def _determined_of(self, request: DraftRequest, page: Page, wanted: Iterable[str]) -> Iterable[Paragraph]:
        """The tables of paragraphs alone."""
        if request.kind is Kind.CHANGE_NOTICE:
            yield from again(self._checker, self._events(request))
            yield from (told_by_rules(one) for one in self._known(request))
        for grid in (*GRIDS, OWN):
            if any(known == f"table-{grid.id}" or known.startswith(f"table-{grid.id}-") for known in wanted):
                yield from self._tables.table(grid, _days(request, page), request.facts)

    def _determined(self, request: DraftRequest, page: Page) -> Iterable[Paragraph]:
        """The determination tables that the topic, or the rules changed in the period, call for; of given facts alone
        where nothing calls for one."""
        for grid in self._grids(request) or ((OWN,) if request.facts else ()):
            yield from self._tables.table(grid, _days(request, page), request.facts)

    def _events(self, request: DraftRequest) -> tuple[Event, ...]:
        """What must be judged again in the period of a change notice."""
        return events_in(self._checker, _period(request), self._index, request.topic)

    def _known(self, request: DraftRequest) -> tuple[Turn, ...]:
        """The days of a period of which the rules know, with what they say: what must be judged again, other results."""
        told: dict[date, list[str]] = {}
        for one in self._events(request):
            told.setdefault(one.day, []).append(one.why)
        period = _period(request)
        for grid in self._grids(request) or ((OWN,) if request.facts else ()):
            for turn in self._tables.turns(grid, period.start, period.end, request.facts):
                told.setdefault(turn.day, []).extend(turn.told)
        return tuple(Turn(day, tuple(dict.fromkeys(told[day]))) for day in sorted(told))

    def _grids(self, request: DraftRequest) -> tuple[Grid, ...]:
        element = self._outline.element(request.element) if request.element else None
        topic = request.topic or (element.title if element else "")
        if request.kind is Kind.CHANGE_NOTICE and not topic:
            period = _period(request)
            regimes = {rule.regime for rule in changed_rules(self._checker, period)}
            called = (grid for grid in GRIDS if regimes.intersection(grid.regimes))
            return tuple(one for one in called if self._tables.turns(one, period.start, period.end, request.facts))
        return grids_for(fold(topic))

    def _made(self, on: date | None) -> Made:
        writer = self._writer
        return Made(
            index=self._index.manifest.id,
            rules=self._tables.fingerprint,
            model=writer.fingerprint if writer else None,
            prompt=writer.prompt if writer else None,
            code=answer_code(),
            on=on,
        )

    def _title(self, request: DraftRequest) -> str:
        element = self._outline.element(request.element) if request.element else None
        about = request.topic or (element.title if element else "")
        kind = KINDS[request.kind]
        days = _told_period(request) if request.kind is Kind.CHANGE_NOTICE else ""
        return request.title or (f"{about}: {kind}{days}" if about else f"{kind}{days}")

    def _front(self, request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
        """Title and note: the date, and what a reader must know of the quotes."""
        cited = page.ledger.cited.values()
        told = [neutral.DRAFT, neutral.on_day(page.scope.day)]
        if any(one.citation.edition == Edition.DIGEST for one in cited):
            told.append(neutral.DIGEST)
        if any(one.citation.in_force is None for one in cited):
            told.append(neutral.DOCUMENTS)
        title = Sentence(self._title(request))
        return (
            Paragraph("title", Role.TITLE, Origin.PERSON if request.title else Origin.PASSAGES, (title,)),
            Paragraph("note", Role.NOTE, Origin.PASSAGES, tuple(Sentence(one) for one in told)),
        )


def _require_spoken_of(request: DraftRequest, page: Page) -> None:
    """Raise UnspokenTopicError when what a draft says is to be found by a topic that nothing speaks of."""
    topic = "" if request.questions else request.topic
    if topic and not spoken_of(page.index, topic, page.scope):
        raise UnspokenTopicError(
            f"主題「{topic[:60]}」について述べた箇所は、{neutral.day_ja(page.scope.day)}までの資料に見つかりません。",
            hint="資料にある言葉で書き直すか、主題の代わりに問い（--question）を書いてください。"
            "何があるかは gaihi search で確かめられます。",
        )


def _wanted(draft: Draft, paragraph_ids: Sequence[str]) -> dict[str, Paragraph]:
    held = {one.id: one for one in draft.paragraphs}
    if unknown := [one for one in paragraph_ids if one not in held]:
        raise UnknownParagraphError(
            f"この下書きに段落 {'、'.join(unknown)} はありません。",
            hint="段落の名前は gaihi draft show か画面で確かめてください。",
        )
    return {one: held[one] for one in with_parts(draft.paragraphs, paragraph_ids)}


def _all_determined(wanted: Mapping[str, Paragraph], made: Mapping[str, Paragraph]) -> bool:
    return all(one.origin is Origin.DETERMINATION for known, one in wanted.items() if known not in made)


def _renumbered(page: Page) -> dict[str, Cited]:
    return dict(page.ledger.cited)


def _period(request: DraftRequest) -> Period:
    if request.from_day is None or request.to_day is None:  # the request was checked at the edge
        raise ValueError("a change notice without its two days")
    return Period(request.from_day, request.to_day)


def _told_period(request: DraftRequest) -> str:
    """「（2025年10月1日〜2025年10月31日）」; one day alone."""
    period = _period(request)
    ends = dict.fromkeys((neutral.day_ja(period.start), neutral.day_ja(period.end)))
    return f"（{'〜'.join(ends)}）"


def _days(request: DraftRequest, page: Page) -> tuple[date, ...]:
    """The days for which tables are made: the one before a period and its last, else the draft's own."""
    if request.from_day is None or request.to_day is None:
        return (page.scope.day,)
    return (_period(request).before, request.to_day)


def _put(request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
    """The sections of questions that somebody put, each once, in their order."""
    questions = dict.fromkeys(request.questions)
    return tuple(one for text in questions for one in section(page, Asked(question_id(text), text, Origin.PERSON)))


def _suggested(topic: str, page: Page) -> tuple[Paragraph, ...]:
    """The sections of the questions that the corpus suggests and answers; of the topic itself where there are none."""
    answered: dict[Suggested, tuple[Paragraph, ...]] = {}
    within = frozenset(hit.passage.id for hit in pool(page.index, topic, page.scope))
    ranked = ranked_questions(page.index, topic, page.scope)
    for fresh, enough in ((FRESH, LIMIT), (_THIN, _FEW)):
        for one in ranked:
            asked = Asked(question_id(one.question), one.question, within=within, fresh=fresh)
            if one not in answered and len(answered) < enough and (written := section(page, asked)):
                answered[one] = written
    if not answered:
        return section(page, Asked(question_id(topic), topic, Origin.PERSON))
    return tuple(part for one in in_order(answered) for part in answered[one])


def _history(request: DraftRequest, page: Page) -> tuple[Paragraph, ...]:
    """What was, or is to be, the law: of the topic, and of the provisions it rests on."""
    about = request.topic or " ".join(request.questions)[:_ABOUT]
    question = read_question(about, page.scope.day, page.scope.day)
    told = history(page, "history", question, basis_hits(page.index, question, page.scope))
    heading = Paragraph("history", Role.HEADING, Origin.PASSAGES, (Sentence("改正の経緯"),))
    return (heading, *told) if told else ()
