"""Errors of drafting.

ingest.errors.GaihiError
└── DraftingError
    ├── UnknownElementError     a request names an element that corpus/cp_outline.toml does not hold
    ├── UnspokenTopicError      a request names a topic of which the documents do not speak
    ├── UnknownParagraphError   paragraphs are to be drafted again that the draft does not hold
    ├── PersonsParagraphError   … or that a person wrote, for which there is nothing to draft from
    └── OutlineError            corpus/cp_outline.toml or the grids of the determination tables cannot be read
"""

from ingest.errors import GaihiError


class DraftingError(GaihiError):
    """Something cannot be drafted."""


class UnknownElementError(DraftingError):
    """A request names an element of the compliance programme that the outline does not hold."""


class UnspokenTopicError(DraftingError):
    """A request names a topic of which the documents do not speak: a draft on it would be about something else."""


class UnknownParagraphError(DraftingError):
    """Paragraphs are to be drafted again that the draft does not hold."""


class PersonsParagraphError(DraftingError):
    """Paragraphs are to be drafted again that no draft of this request has: a person wrote them."""


class OutlineError(DraftingError):
    """The outline of the compliance programme, or the grids of the tables, are not in their format."""
