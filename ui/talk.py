"""Talk: the conversation of this session: asked in, begun anew, opened again, deleted. The only place that changes it.

The address of the page names the stored conversation, so that it is there again after the page is loaded anew.
"""

from dataclasses import dataclass

import streamlit as st

from assistant.conversation import Summary
from ui.client import Client, ClientError
from ui.turn import Choice, Turn, conversation_of, take, turns_of

_TURNS, _TROUBLE = "turns", "talk-trouble"
_NAMED = "c"
_OF_TURNS = ("said-", "draft-")  # what was said of the proposals of a turn; another conversation has other turns
SHOWN = 30  # conversations in the list
_OFF, _GONE = 409, 404


@dataclass(frozen=True)
class Talk:
    """The conversation of this session."""

    client: Client

    @property
    def turns(self) -> list[Turn]:
        """Its questions so far."""
        found: list[Turn] = st.session_state.setdefault(_TURNS, [])
        return found

    @property
    def conversation_id(self) -> str | None:
        """Its id where it is stored."""
        return conversation_of(self.turns)

    @property
    def trouble(self) -> ClientError | None:
        """Why a conversation could not be opened or deleted; told once."""
        found: ClientError | None = st.session_state.pop(_TROUBLE, None)
        return found

    def resume(self) -> None:
        """Open the conversation that the address names, unless one is open; else let the address name the open one."""
        named = st.query_params.get(_NAMED)
        if named and not self.turns:
            self.open(named)
        elif self.conversation_id:
            st.query_params[_NAMED] = self.conversation_id

    def ask(self, question: str, choice: Choice) -> Turn:
        """Ask the next question."""
        turn = take(self.client, question, choice, self.conversation_id)
        self.turns.append(turn)
        if self.conversation_id:
            st.query_params[_NAMED] = self.conversation_id
        return turn

    def begin(self) -> None:
        """A new conversation without a question yet."""
        self._put([])
        st.query_params.pop(_NAMED, None)

    def open(self, conversation_id: str) -> None:
        """Go on with a stored conversation."""
        try:
            self._put(turns_of(self.client, self.client.conversation(conversation_id)))
            st.query_params[_NAMED] = conversation_id
        except ClientError as error:
            if error.status in (_GONE, _OFF):
                self.begin()
            if error.status != _OFF:
                st.session_state[_TROUBLE] = error

    def delete(self, conversation_id: str) -> None:
        """Delete a stored conversation; one that is gone already is as good."""
        try:
            self.client.delete(conversation_id)
        except ClientError as error:
            if error.status != _GONE:
                st.session_state[_TROUBLE] = error
                return
        if conversation_id == self.conversation_id:
            self.begin()

    def others(self) -> tuple[Summary, ...]:
        """The stored conversations, the last changed first; none where they cannot be had."""
        try:
            return self.client.summaries(SHOWN)
        except ClientError:
            return ()

    def _put(self, turns: list[Turn]) -> None:
        for key in [str(key) for key in st.session_state if str(key).startswith(_OF_TURNS)]:
            del st.session_state[key]
        st.session_state[_TURNS] = turns
