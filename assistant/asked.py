"""Asked: a request together with what its conversation adds to it. Holds no rules of how."""

from dataclasses import dataclass
from typing import Self

from assistant.answer import Notice
from assistant.request import AskRequest


@dataclass(frozen=True)
class Asked:
    """A request as it is to be answered: `request` is complete in itself, `typed` is the question as it was typed.

    `notices` say what the conversation added; `earlier` are its questions so far, for a model's own reformulation.
    """

    request: AskRequest
    typed: str
    notices: tuple[Notice, ...] = ()
    earlier: tuple[str, ...] = ()

    @classmethod
    def alone(cls, request: AskRequest) -> Self:
        """A request without a conversation."""
        return cls(request, request.question)
