"""Draft table: what a session has on its table: the draft that is open, the name of the person, and what last went wrong.

The only place that asks the service for changes of drafts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from assistant.drafting.view import DraftView
from ingest.errors import GaihiError
from ui.client import Client
from ui.draft_client import DraftClient

_OPEN, _VERSION, _ERROR, _SAID, _EDITED, _SEEN, BY = (
    "draft-open",
    "draft-version",
    "draft-error",
    "draft-said",
    "draft-edited",
    "draft-seen",
    "draft-by",
)


@dataclass(frozen=True)
class DraftTable:
    """The table of this session. Every change takes effect on the next run of the page."""

    client: Client

    @property
    def drafts(self) -> DraftClient:
        """The stored drafts."""
        return self.client.drafts

    @property
    def open_id(self) -> str | None:
        """The draft that is open; the address may name it."""
        named: str | None = st.session_state.get(_OPEN) or st.query_params.get("draft")
        return named

    @property
    def version(self) -> int | None:
        """The version that is shown; None = the newest."""
        found: int | None = st.session_state.get(_VERSION)
        return found

    @property
    def by(self) -> str:
        """The name of the person, as typed."""
        return str(st.session_state.get(BY, "")).strip()

    @property
    def edited(self) -> tuple[str, int] | None:
        """The paragraph that is being edited, and the version whose text the person began with."""
        found: tuple[str, int] | None = st.session_state.get(_EDITED)
        return found

    def base(self, view: DraftView) -> int:
        """The version that the person saw when they pressed something: another may have saved one since."""
        seen: tuple[str, int] | None = st.session_state.get(_SEEN)
        return seen[1] if seen and seen[0] == view.head.id else view.note.number

    def saw(self, view: DraftView) -> None:
        """The page now shows this version."""
        st.session_state[_SEEN] = (view.head.id, view.note.number)

    def take_error(self) -> GaihiError | None:
        """What last went wrong, once."""
        found: GaihiError | None = st.session_state.pop(_ERROR, None)
        return found

    def take_said(self) -> str:
        """What was last done, once."""
        return str(st.session_state.pop(_SAID, ""))

    def open(self, draft_id: str) -> None:
        """Show a draft."""
        st.session_state[_OPEN] = draft_id
        st.query_params["draft"] = draft_id
        self.show_version(None)

    def close(self) -> None:
        """Back to the list."""
        for key in (_OPEN, _VERSION, _EDITED, _SEEN):
            st.session_state.pop(key, None)
        st.query_params.clear()

    def show_version(self, number: int | None) -> None:
        """Show a version of the open draft."""
        st.session_state[_VERSION] = number
        st.session_state.pop(_EDITED, None)
        st.session_state.pop(_SEEN, None)

    def edit(self, paragraph: str, version: int) -> None:
        """Begin to edit a paragraph of a version."""
        st.session_state[_EDITED] = (paragraph, version)

    def stop(self) -> None:
        """Stop editing."""
        st.session_state.pop(_EDITED, None)

    def do(self, act: Callable[[], DraftView | object], said: str = "") -> None:
        """Do something with the open draft; an error is kept for the page, and what was typed stays."""
        try:
            found = act()
        except GaihiError as error:
            st.session_state[_ERROR] = error
            return
        st.session_state[_SAID] = said
        if isinstance(found, DraftView):
            self.open(found.head.id)
