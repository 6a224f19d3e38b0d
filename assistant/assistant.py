"""Assistant: the one object the service, the command line and the evaluation talk to.

It holds the published index, opens a newer generation when one appears, and runs the pipeline of `assistant.ask`. Given
a history, it asks in conversations and stores them; without one (evaluation, single commands) nothing is stored.
"""

import threading
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer
from assistant.ask import Means, ask, window_of
from assistant.asked import Asked
from assistant.checking import Checker
from assistant.clock import Clock, today
from assistant.conversing import Conversing
from assistant.errors import HistoryOffError, UnknownPassageError, UnknownSourceError
from assistant.grounds import grounds_of
from assistant.history import History
from assistant.hit import Hit, PassageView, SearchHit, SearchResult, SourceView
from assistant.question import read_question
from assistant.request import AskRequest, SearchRequest
from assistant.rerank import Reranker, load_reranker
from assistant.retrieve import retrieve
from assistant.reviews import amended_rules
from assistant.rules.basis import Amendment
from assistant.rules.determination import Determination
from assistant.tell import Tell, silent
from assistant.writing.write import Writer, load_writer
from ingest.citation import standing
from ingest.errors import IndexStateError
from ingest.generation import current
from ingest.index import Index, open_index
from ingest.settings import Settings
from ingest.source import Source

if TYPE_CHECKING:  # drafts are opened when the first one is asked for
    from assistant.drafting.desk import Desk


class Assistant:
    """Answers questions from the published generation under `settings.home`. Thread-safe."""

    def __init__(self, settings: Settings, clock: Clock = today, history: History | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._opened: Index | None = None
        self._loaded: Reranker | None = None
        self._written_by: Writer | None = None
        self._checker = Checker(amended=self._amended)
        self._desk: Desk | None = None
        self._conversing = Conversing(history, self._answer, clock) if history else None

    def ask(self, request: AskRequest, tell: Tell = silent) -> Answer:
        """The cited answer to a question; `tell` gets each statement once it stands.

        Raises UnknownSourceError, ImpossibleDateError, WrongFactsError, IndexStateError, SettingsError; with a history
        also UnknownConversationError.
        """
        if self._conversing is not None:
            return self._conversing.ask(request, tell)
        return self._answer(Asked.alone(request), self._clock(), tell)

    @property
    def conversations(self) -> Conversing:
        """The stored conversations. Raises HistoryOffError where none are stored."""
        if self._conversing is None:
            raise HistoryOffError(
                "会話は保存していません。",
                hint="保存するには GAIHI_HISTORY を on にして、サービスを起動し直してください。",
            )
        return self._conversing

    @property
    def drafts(self) -> "Desk":
        """The stored drafts. Nothing is opened before one is asked for."""
        from assistant.drafting.open import open_desk

        with self._lock:
            if self._desk is None:
                self._desk = open_desk(
                    self._settings, self._clock, lambda: (self._index(), self._writer()), self._checker
                )
            return self._desk

    def search(self, request: SearchRequest) -> SearchResult:
        """The best passages for a query. Raises UnknownSourceError, ImpossibleDateError, IndexStateError, SettingsError."""
        index = self._index()
        _require_known(index, request.source_ids)
        question = read_question(request.query, request.as_of, self._clock())
        window = window_of(question, request.source_ids)
        hits = retrieve(index, question.text, window, request.k, reranker=self._reranker())
        return SearchResult(question.as_of, tuple(_shown(rank, hit) for rank, hit in enumerate(hits, 1)))

    def sources(self) -> tuple[SourceView, ...]:
        """All sources of the index. Raises IndexStateError."""
        index = self._index()
        return tuple(_source_view(index, source) for source in index.manifest.sources)

    def passage(self, passage_id: str, as_of: date | None = None) -> PassageView:
        """One passage. Raises UnknownPassageError, IndexStateError."""
        index = self._index()
        passage = index.passage(passage_id)
        if passage is None:
            raise UnknownPassageError(
                f"本文の id {passage_id!r} は今の索引にありません。",
                hint="検索か質問の結果にある passage_id を使ってください。",
            )
        source, day = index.sources[passage.source_id], as_of or self._clock()
        stands = standing(passage, source, index.statuses, day)
        return PassageView(
            passage_id=passage.id,
            source_id=source.id,
            title=source.title,
            issuer=source.issuer,
            published=source.published or passage.visible_from.isoformat(),
            kind=source.kind.value,
            edition=passage.edition.value,
            tier=source.tier.value,
            heading=passage.heading,
            locator=passage.locator,
            url=source.url,
            text=passage.text,
            as_of=day,
            valid_from=stands.valid_from,
            valid_to=passage.visible_to,
            in_force=stands.in_force,
            superseded_on=stands.superseded_on,
            superseded_by=stands.superseded_by,
            note=stands.note,
        )

    def check(self, facts: Mapping[str, Any]) -> Determination:
        """The determination for facts as sent; needs no index. Raises WrongFactsError, BrokenRulesError."""
        return self._checker.check(facts)

    def facts(self) -> list[dict[str, Any]]:
        """Every fact the rule check knows, for a form. Raises BrokenRulesError."""
        return self._checker.facts()

    def today(self) -> date:
        """Today, by the clock of this assistant."""
        return self._clock()

    def generation(self) -> str | None:
        """Id of the generation that answers, None when there is none."""
        return current(self._settings.home)

    def _answer(self, asked: Asked, day: date, tell: Tell) -> Answer:
        index = self._index()
        _require_known(index, asked.request.source_ids)
        return ask(index, asked, day, Means(self._checker, self._reranker(), self._writer()), tell)

    def _index(self) -> Index:
        """The published index, opened anew when another generation was published."""
        with self._lock:
            if self._opened is None or self._opened.manifest.id != current(self._settings.home):
                self._opened = open_index(self._settings)
            return self._opened

    def _amended(self) -> Mapping[str, tuple[Amendment, ...]]:
        """Amendments of what the rules rest on that nobody has reviewed; without an index none is known."""
        try:
            index = self._index()
        except IndexStateError:
            return {}
        return amended_rules(index, grounds_of(self._checker.base), self._settings.home)

    def _reranker(self) -> Reranker | None:
        """The configured cross-encoder, loaded when the first question comes. Raises SettingsError."""
        with self._lock:
            if self._loaded is None:
                self._loaded = load_reranker(self._settings)
            return self._loaded

    def _writer(self) -> Writer | None:
        """The configured chat model with its verifier, made when the first question comes. Raises SettingsError."""
        with self._lock:
            if self._written_by is None and self._settings.chat_model:
                self._written_by = load_writer(self._settings)
            return self._written_by


def _require_known(index: Index, source_ids: Iterable[str]) -> None:
    unknown = [one for one in source_ids if one not in index.sources]
    if unknown:
        raise UnknownSourceError(
            f"資料の id {'、'.join(unknown)} は登録されていません。",
            hint=f"使えるのは {'、'.join(index.sources)} です。",
        )


def _shown(rank: int, hit: Hit) -> SearchHit:
    return SearchHit(
        rank=rank,
        score=hit.score,
        found_by=hit.found_by,
        passage_id=hit.passage.id,
        source_id=hit.source.id,
        title=hit.source.title,
        locator=hit.passage.locator or " > ".join(hit.passage.heading[-2:]),
        text=hit.passage.text,
        valid_from=hit.standing.valid_from,
        in_force=hit.standing.in_force,
        superseded_on=hit.standing.superseded_on,
    )


def _source_view(index: Index, source: Source) -> SourceView:
    days = index.days_of(source.id)
    return SourceView(
        id=source.id,
        title=source.title,
        short=source.short,
        issuer=source.issuer,
        kind=source.kind.value,
        tier=source.tier.value,
        edition=index.manifest.editions.get(source.id, ""),
        published=source.published,
        url=source.url,
        terms=source.terms,
        note=source.note,
        passages=len(index.rows_of_source(source.id)),
        versions=days if not source.published else (),
    )
