"""Desk: where a session keeps the facts of its transaction, and asks the service for their result.

The only place that writes the facts. A result is asked for once per set of facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from assistant.errors import WrongFactsError
from assistant.rules.determination import Determination
from assistant.rules.errors import Problem
from ingest.errors import GaihiError
from ui.client import Client
from ui.deal import Deal, settled

_DEAL, _BEFORE, _REFUSED, _CHECKED = "deal", "deal-before", "deal-refused", "deal-checked"


@dataclass(frozen=True)
class Checked:
    """What came of a set of facts: a result, what is wrong with the facts, or why the service gave none."""

    found: Determination | None = None
    problems: tuple[Problem, ...] = ()
    error: GaihiError | None = None

    def problems_of(self, key: str) -> tuple[Problem, ...]:
        """What is wrong with one fact."""
        return tuple(one for one in self.problems if key in one.facts)


@dataclass(frozen=True)
class Desk:
    """The facts of this session. Every change takes effect on the next run of the page."""

    client: Client

    @property
    def deal(self) -> Deal:
        """The facts as they stand."""
        found: Deal = st.session_state.setdefault(_DEAL, Deal())
        return found

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What was wrong with the last answer of the interview, which was therefore not taken."""
        found: tuple[Problem, ...] = st.session_state.get(_REFUSED, ())
        return found

    @property
    def can_restore(self) -> bool:
        """Whether facts were put aside for others."""
        return bool(st.session_state.get(_BEFORE))

    def check(self) -> Checked:
        """The result of the facts as they stand."""
        facts = dict(self.deal.facts)
        kept = st.session_state.get(_CHECKED)
        if kept is None or kept[0] != facts or kept[1].error:
            st.session_state[_CHECKED] = (facts, self._ask(facts))
        checked: Checked = st.session_state[_CHECKED][1]
        return checked

    def answer(self, key: str, value: Any) -> None:
        """Take an answer of the interview, unless the service refuses it."""
        if value is None:
            return
        deal = self.deal.with_(key, value)
        checked = self._ask(deal.facts)
        if checked.problems_of(key):
            st.session_state[_REFUSED] = checked.problems
            return
        self._keep(settled(deal, checked.found) if checked.found else deal)

    def put(self, key: str, value: Any) -> None:
        """Take a value of the form as it is; None takes the fact back."""
        self._keep(self.deal.without(key) if value is None else self.deal.with_(key, value))
        found = self.check().found
        if found:
            self._keep(settled(self.deal, found))

    def back(self) -> None:
        """Take the last answer back."""
        self._keep(self.deal.back())

    def edit(self, key: str) -> None:
        """Ask for this fact next."""
        self._keep(self.deal.edit(key))

    def forget(self, key: str) -> None:
        """Take a fact back."""
        self._keep(self.deal.without(key))

    def start(self, facts: Mapping[str, Any]) -> None:
        """Begin with these facts; the ones that were here can be had back."""
        if self.deal.facts:
            st.session_state[_BEFORE] = self.deal
        self._keep(Deal(dict(facts)))

    def restore(self) -> None:
        """Exchange the facts with those put aside."""
        before = st.session_state.pop(_BEFORE, Deal())
        self.start(before.facts)

    def _ask(self, facts: Mapping[str, Any]) -> Checked:
        try:
            return Checked(self.client.check(facts))
        except WrongFactsError as error:
            return Checked(problems=error.problems)
        except GaihiError as error:
            return Checked(error=error)

    def _keep(self, deal: Deal) -> None:
        st.session_state[_DEAL] = deal
        st.session_state.pop(_REFUSED, None)
