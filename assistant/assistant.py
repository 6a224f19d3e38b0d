"""Assistant: the one object the service, the command line and the evaluation talk to.

It holds the published index, opens a newer generation when one appears, and runs the pipeline of `assistant.ask`.
"""

import threading
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistant.answer import Answer
from assistant.hit import PassageView, SearchResult, SourceView
from assistant.request import AskRequest, SearchRequest
from ingest.settings import Settings

Clock = Callable[[], date]


def today() -> date:
    """Today in Japan: the default date of an answer."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


class Assistant:
    """Answers questions from the published generation under `settings.home`. Thread-safe."""

    def __init__(self, settings: Settings, clock: Clock = today) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()

    def ask(self, request: AskRequest) -> Answer:
        """The cited answer to a question. Raises UnknownSourceError, IndexStateError."""
        raise NotImplementedError

    def search(self, request: SearchRequest) -> SearchResult:
        """The best passages for a query. Raises UnknownSourceError, IndexStateError."""
        raise NotImplementedError

    def sources(self) -> tuple[SourceView, ...]:
        """All sources of the index. Raises IndexStateError."""
        raise NotImplementedError

    def passage(self, passage_id: str, as_of: date | None = None) -> PassageView:
        """One passage. Raises UnknownPassageError, IndexStateError."""
        raise NotImplementedError

    def generation(self) -> str | None:
        """Id of the generation that answers, None when there is none."""
        raise NotImplementedError
