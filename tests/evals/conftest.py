"""Small real objects for the evaluation's tests: passages, answers and a fake assistant that gives them out."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from assistant.answer import Answer, AsOfFrom, Receipt, Statement, Status
from assistant.hit import PassageView, SearchHit, SearchResult, SourceView
from assistant.request import AskRequest, SearchRequest
from evals.case import Case, CaseKind, Expect
from ingest.citation import Citation

TEXT = "事前報告から原則30日以内に判断する。\n提言では60日とされた。"
QUOTE = "事前報告から原則30日以内に判断する。"
DAY = date(2026, 11, 20)


def _case(**changes: object) -> Case:
    base = Case(
        id="t-001",
        kind=CaseKind.FACT,
        question="何日以内に判断されるか。",
        as_of=None,
        expect=Expect.ANSWERED,
        source="report",
        section="手続",
        lines=(1, 2),
        evidence=("原則30日以内",),
        required=(("30日",),),
        forbidden=("60日以内に判断",),
        pair=None,
        note=None,
    )
    return replace(base, **changes)


def _view(**changes: object) -> PassageView:
    base = PassageView(
        passage_id="report:1",
        source_id="report",
        title="報告書",
        issuer="発行者",
        published="2024-04",
        kind="report",
        edition="original",
        tier="official",
        heading=("第1章 手続",),
        locator="第1章",
        url="",
        text=TEXT,
        as_of=DAY,
        valid_from=None,
        valid_to=None,
        in_force=None,
        superseded_on=None,
        superseded_by=None,
        note="",
    )
    return replace(base, **changes)


def _citation(view: PassageView, quote: str = QUOTE, **changes: object) -> Citation:
    base = Citation(
        n=1,
        passage_id=view.passage_id,
        source_id=view.source_id,
        title=view.title,
        issuer=view.issuer,
        published=view.published,
        kind=view.kind,
        edition=view.edition,
        tier=view.tier,
        locator=view.locator,
        url=view.url,
        quote=quote,
        passage=view.text,
        valid_from=view.valid_from,
        in_force=view.in_force,
        superseded_on=None,
        superseded_by=None,
    )
    return replace(base, **changes)


def _answer(*citations: Citation, **changes: object) -> Answer:
    statements = tuple(Statement(citation.quote, (citation.n,)) for citation in citations)
    base = Answer(
        answer_id="a",
        conversation_id="c",
        question="何日以内に判断されるか。",
        as_of=DAY,
        as_of_from=AsOfFrom.DEFAULT,
        status=Status.ANSWERED if statements else Status.ABSTAINED,
        reason=None,
        statements=statements,
        citations=citations,
        closest=(),
        next_step=None,
        proposed_facts=(),
        determination=None,
        notices=(),
        receipt=Receipt("g1", None, None, None, "code", 12.5),
    )
    return replace(base, **changes)


@dataclass
class FakeAssistant:
    """An assistant that answers by table; a question it does not know is abstained from."""

    views: tuple[PassageView, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict)
    edition: str = "original"
    asked: int = 0

    def ask(self, request: AskRequest) -> Answer:
        """The tabled answer; its elapsed time differs at every call, as a real one's does."""
        self.asked += 1
        answer = self.answers.get(request.question, _answer(question=request.question))
        day = request.as_of or answer.as_of
        return replace(answer, as_of=day, receipt=replace(answer.receipt, elapsed_ms=float(self.asked)))

    def search(self, request: SearchRequest) -> SearchResult:
        """All passages in their order, at most k."""
        hits = (
            SearchHit(n, 1.0, (), v.passage_id, v.source_id, v.title, v.locator, v.text, None, None, None)
            for n, v in enumerate(self.views[: request.k], 1)
        )
        return SearchResult(request.as_of or DAY, tuple(hits))

    def passage(self, passage_id: str, as_of: date | None = None) -> PassageView:
        """The passage with that id."""
        return next(view for view in self.views if view.passage_id == passage_id)

    def sources(self) -> tuple[SourceView, ...]:
        """One source, in the fake's edition."""
        view = _view()
        return (
            SourceView(
                view.source_id,
                view.title,
                view.title,
                "",
                "report",
                "official",
                self.edition,
                "2024-04",
                "",
                "",
                "",
                1,
                (),
            ),
        )

    def generation(self) -> str | None:
        """A fixed id."""
        return "g1"


@dataclass(frozen=True)
class Make:
    """Makers of small objects."""

    case = staticmethod(_case)
    view = staticmethod(_view)
    citation = staticmethod(_citation)
    answer = staticmethod(_answer)
    assistant = FakeAssistant


@pytest.fixture
def make() -> type[Make]:
    """Makers of cases, passages, citations, answers and a fake assistant."""
    return Make
