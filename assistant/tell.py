"""Tell: hearing of the statements of an answer while it is made, and of those that were told and then withdrawn."""

from typing import Protocol

from assistant.answer import Statement


class Tell(Protocol):
    """Someone who hears of statements once they are verified."""

    def __call__(self, statement: Statement) -> None:
        """A statement of the answer."""

    def withdraw(self) -> None:
        """What was told so far is no part of the answer after all."""


class _Silent:
    """Nobody hears."""

    def __call__(self, statement: Statement) -> None:
        """Nothing."""

    def withdraw(self) -> None:
        """Nothing."""


silent: Tell = _Silent()
