"""Errors of the ingest package.

GaihiError                    anything this project raises on purpose; has a message and a `hint` (what to do)
├── SettingsError             the configuration cannot be used
├── RegistryError             a corpus data file says something impossible
├── ReadError                 one file cannot be read (names file and reason); others go on
└── IndexStateError           no index, or one that cannot be opened
    └── GenerationCheckError  a freshly built generation failed its check and was not published
"""


class GaihiError(Exception):
    """A problem with a cause the user can act on. `hint` is one Japanese sentence that says what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(GaihiError):
    """A setting has a value that cannot be used."""


class RegistryError(GaihiError):
    """A data file of the corpus is inconsistent: the message names file, entry and field."""


class ReadError(GaihiError):
    """One file cannot be read: the message names the file and the reason."""


class IndexStateError(GaihiError):
    """There is no index to open, or it is not readable."""


class GenerationCheckError(IndexStateError):
    """A new generation failed its check; the old one goes on serving."""
