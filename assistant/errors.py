"""Errors of the assistant package.

ingest.errors.GaihiError
├── UnknownSourceError   a request names a source id that is not registered
├── UnknownPassageError  a request names a passage id that the index does not hold
└── ImpossibleDateError  a question names a day that does not exist
"""

from ingest.errors import GaihiError


class UnknownSourceError(GaihiError):
    """A request names a source id that is not registered."""


class UnknownPassageError(GaihiError):
    """A request names a passage id that the index does not hold."""


class ImpossibleDateError(GaihiError):
    """A question names as its date a day that does not exist (2024年13月時点)."""
