"""Turn: one question of a conversation with what came of it. Asks the service; shows and decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.conversation import Turn as Stored
from assistant.hit import PassageView
from assistant.request import QUESTION_LIMIT, AskRequest
from ingest.errors import GaihiError
from ui.client import Client, ClientError

_ANSWER = TypeAdapter(Answer)
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
        return _answered(client, question, client.ask(_request(question, choice, conversation_id)), choice.facts)
    except GaihiError as error:  # also facts that the service refuses
        return Turn(question, error=error, facts=choice.facts)


def turns_of(client: Client, conversation: Conversation) -> list[Turn]:
    """The turns of a stored conversation as they were; one that this version cannot show says so."""
    return [_stored(client, one) for one in conversation.turns]


def _stored(client: Client, one: Stored) -> Turn:
    question = str(one.request.get("question", ""))
    try:
        return _answered(client, question, _ANSWER.validate_python(one.answer), one.understood.get("facts") or {})
    except ValidationError:
        hint = "gaihi conversations show --json で読めます。同じ質問をもう一度尋ねることもできます。"
        return Turn(question, error=ClientError("保存した回答の形が、この版と違います。", hint=hint))


def _answered(client: Client, question: str, answer: Answer, facts: Mapping[str, Any]) -> Turn:
    wanted = () if answer.citations else answer.closest[:CLOSEST]
    return Turn(question, answer, _passages(client, wanted, answer.as_of), facts=facts)


def _request(question: str, choice: Choice, conversation_id: str | None) -> AskRequest:
    try:
        # no date on the page leaves the date to the question and those before it; no source means all of them
        dated: dict[str, Any] = {"as_of": choice.as_of} if choice.as_of else {}
        return AskRequest(
            question=question,
            source_ids=choice.source_ids,
            conversation_id=conversation_id,
            facts=dict(choice.facts) or None,
            **dated,
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
    """Id of the conversation the turns belong to; None as long as no answer was stored."""
    answers = (turn.answer for turn in turns if turn.answer)
    return next((one.conversation_id for one in answers if not _is_lost(one)), None)


def _is_lost(answer: Answer) -> bool:
    return any(notice.code == "not_stored" for notice in answer.notices)
