"""Conversing: the use case of a conversation: a question is understood by the turns before it, answered and stored.

A question is answered even where nothing can be stored; the answer then says so. How an answer is made, and how a
question is understood, is said elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from assistant.answer import Answer, Notice, as_json
from assistant.asked import Asked
from assistant.clock import Clock
from assistant.conversation import Conversation, Exchange, Replayed, Summary, Turn
from assistant.errors import StorageError, UnknownConversationError
from assistant.history import RECENT, History, new_id
from assistant.replay import compared
from assistant.request import AskRequest
from assistant.tell import Tell, silent
from assistant.understand import understand
from ingest.errors import GaihiError

Answering = Callable[[Asked, date, Tell], Answer]
"""Makes the answer to a request on a day."""
_UNREAD = "会話の記録を読めないため、前の質問とは関わりのない質問として答えました。この質問と回答も保存していません。"


@dataclass(frozen=True)
class Conversing:
    """Conversations: asked in, listed, read, deleted, replayed. Thread-safe."""

    history: History
    answer: Answering
    clock: Clock

    def ask(self, request: AskRequest, tell: Tell = silent) -> Answer:
        """The answer to a question in its conversation, or in a new one; stored before it is returned, if to be kept.

        Raises UnknownConversationError, and what `answer` raises.
        """
        at, today = datetime.now(UTC), self.clock()
        try:
            before = self.history.recent(request.conversation_id) if request.conversation_id else ()
        except StorageError as error:
            return _with(self.answer(Asked.alone(request), today, tell), _UNREAD + error.hint)
        asked = understand(request, before)
        if not request.keep:
            return self.answer(asked, today, tell)
        conversation_id = request.conversation_id or new_id()
        answer = replace(self.answer(asked, today, tell), conversation_id=conversation_id)
        exchange = Exchange(
            asked_at=at,
            today=today,
            after=before[-1].number if before else 0,
            request=request.model_dump(mode="json", exclude_unset=True, exclude={"conversation_id"}),
            understood=asked.request.model_dump(mode="json", exclude={"conversation_id"}),
            answer=as_json(answer),
        )
        keep = self.history.add if request.conversation_id else self.history.begin
        try:
            keep(conversation_id, exchange)
        except (StorageError, UnknownConversationError) as error:
            return _with(answer, f"この質問と回答は保存できませんでした。{error.message}{error.hint}")
        return answer

    def summaries(self, limit: int, before: str | None = None) -> tuple[Summary, ...]:
        """The conversations, the last changed first. Raises UnknownConversationError, StorageError."""
        return self.history.summaries(limit, before)

    def conversation(self, conversation_id: str) -> Conversation:
        """A conversation with all its turns. Raises UnknownConversationError, StorageError."""
        return self.history.conversation(conversation_id)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation. Raises UnknownConversationError, StorageError."""
        self.history.delete(conversation_id)

    def replay(self, conversation_id: str) -> tuple[Replayed, ...]:
        """Every turn asked again as it was asked: its request, its day, and the turns it knew. Nothing is stored.

        Raises UnknownConversationError, StorageError.
        """
        turns = self.history.conversation(conversation_id).turns
        return tuple(compared(turn, self._again(turn, turns)) for turn in turns)

    def _again(self, turn: Turn, turns: tuple[Turn, ...]) -> Answer | GaihiError:
        known = tuple(one for one in turns if one.number <= turn.after)[-RECENT:]
        try:
            return self.answer(understand(AskRequest.model_validate(turn.request), known), turn.today, silent)
        except GaihiError as error:
            return error


def _with(answer: Answer, text: str) -> Answer:
    return replace(answer, notices=(*answer.notices, Notice("not_stored", text)))
