"""Errors of the command line.

ingest.errors.GaihiError
├── InputError      what was typed cannot be used: the command ends with 2 instead of 1
├── PortTakenError  another process listens on the address
└── PageError       the page's process ended, or did not answer in time
"""

from assistant.wording import FieldError
from ingest.errors import GaihiError


class InputError(GaihiError):
    """What was typed cannot be used; `errors` names the fields."""

    def __init__(self, message: str, *, hint: str = "", errors: tuple[FieldError, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.errors = errors


class PortTakenError(GaihiError):
    """Another process listens on the address."""


class PageError(GaihiError):
    """The page's process ended, or did not answer in time."""
