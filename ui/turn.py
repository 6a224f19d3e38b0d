"""Turn: one question of a conversation with what came of it. Asks the service; shows and decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from assistant.answer import Answer
from assistant.hit import PassageView
from assistant.request import QUESTION_LIMIT, AskRequest
from ingest.errors import GaihiError
from ui.client import Client, ClientError

CLOSEST = 3  # closest passages shown with an answer that cites nothing


@dataclass(frozen=True)
class Choice:
    """What the user chose beside the question: a date (None = the service's today) and sources (none = all).

    `facts` are those that a person confirmed for this very question.
    """

    as_of: date | None = None
    source_ids: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """A question with its answer and closest passages, or with the error that came instead.

    `facts` are the confirmed ones that went with it.
    """

    question: str
    answer: Answer | None = None
    closest: tuple[PassageView, ...] = ()
    error: GaihiError | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def take(client: Client, question: str, choice: Choice, conversation_id: str | None) -> Turn:
    """Ask the service. Never raises for a refusal or failure of the service: the turn then holds the error."""
    try:
        answer = client.ask(_request(question, choice, conversation_id))
        wanted = () if answer.citations else answer.closest[:CLOSEST]
        return Turn(question, answer, _passages(client, wanted, answer.as_of), facts=choice.facts)
    except GaihiError as error:  # also facts that the service refuses
        return Turn(question, error=error, facts=choice.facts)


def _request(question: str, choice: Choice, conversation_id: str | None) -> AskRequest:
    try:
        return AskRequest(
            question=question,
            as_of=choice.as_of,
            source_ids=choice.source_ids,
            conversation_id=conversation_id,
            facts=dict(choice.facts) or None,
        )
    except ValidationError as error:
        hint = f"質問は 1 字から {QUESTION_LIMIT:,} 字までで書いてください。"
        raise ClientError("この質問は送れません。", hint=hint) from error


def _passages(client: Client, ids: Iterable[str], as_of: date) -> tuple[PassageView, ...]:
    """The passages that could be had; they only point onwards, so one that is gone is left out."""
    found = []
    for passage_id in ids:
        try:
            found.append(client.passage(passage_id, as_of))
        except ClientError:
            continue
    return tuple(found)


def conversation_of(turns: Iterable[Turn]) -> str | None:
    """Id of the conversation the turns belong to; None before the first answer."""
    return next((turn.answer.conversation_id for turn in turns if turn.answer), None)
