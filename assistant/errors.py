"""Errors of the assistant package.

ingest.errors.GaihiError
├── UnknownSourceError   a request names a source id that is not registered
└── UnknownPassageError  a request names a passage id that the index does not hold
"""

from ingest.errors import GaihiError


class UnknownSourceError(GaihiError):
    """A request names a source id that is not registered."""


class UnknownPassageError(GaihiError):
    """A request names a passage id that the index does not hold."""
