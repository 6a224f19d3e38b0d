"""Errors of the assistant package.

ingest.errors.GaihiError
├── UnknownSourceError   a request names a source id that is not registered
├── UnknownPassageError  a request names a passage id that the index does not hold
├── ImpossibleDateError  a question names a day that does not exist
├── WrongFactsError      facts for the rule check are unknown, wrong or contradict each other
├── BrokenRulesError     the rules themselves cannot be read: nothing may be determined with them
├── WrongSheetError      a file of transactions cannot be read as such
├── UnknownConversationError  a request names a conversation that is not stored
├── HistoryOffError      conversations are asked for where none are stored
└── StorageError         the database cannot be opened, read or written
"""

from collections.abc import Iterable

from assistant.rules.errors import Problem
from ingest.errors import GaihiError


class UnknownSourceError(GaihiError):
    """A request names a source id that is not registered."""


class UnknownPassageError(GaihiError):
    """A request names a passage id that the index does not hold."""


class ImpossibleDateError(GaihiError):
    """A question names as its date a day that does not exist (2024年13月時点)."""


class WrongFactsError(GaihiError):
    """Facts for the rule check are unknown, wrong or contradict each other; `problems` names them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(problem.text for problem in self.problems),
            hint="事実の名前と値は gaihi check --list か GET /v1/facts で確かめられます。",
        )

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts named by the problems, each once."""
        return tuple(dict.fromkeys(fact for problem in self.problems for fact in problem.facts))


class BrokenRulesError(GaihiError):
    """The rules themselves cannot be read: nothing may be determined with them."""


class WrongSheetError(GaihiError):
    """A file of transactions cannot be read as such: its encoding, its headings or its sheets."""


class UnknownConversationError(GaihiError):
    """A request names a conversation that is not stored."""


class HistoryOffError(GaihiError):
    """Conversations are asked for where none are stored (`GAIHI_HISTORY=off`)."""


class StorageError(GaihiError):
    """The database cannot be opened, read or written."""
