"""Proposals: the card of a chat answer in which a person confirms, corrects or drops each fact that was read.

A proposal is kept apart from the facts until it is confirmed; nothing here determines anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from assistant.answer import Answer, ProposedFact
from ui import proposal_text
from ui.desk import Desk
from ui.fact_input import fact_input
from ui.places import check_page
from ui.questions import Question, Questions

_DROPPED, _CONFIRMED = "dropped", "confirmed"

Ask = Callable[[str, Mapping[str, Any]], None]
"""Takes a question and the facts that a person confirmed."""


@dataclass(frozen=True)
class Proposals:
    """The proposals of the answer that is turn `number`; `known` are facts confirmed for it before."""

    number: int
    answer: Answer
    questions: Questions
    known: Mapping[str, Any]

    def draw(self, desk: Desk, ask: Ask) -> None:
        """The card; nothing where nothing was read and nothing is known."""
        facts = self.answer.proposed_facts
        with st.container(border=True, key=f"g-proposals-{self.number}"):
            if facts:
                st.html(proposal_text.heading(self.answer.question, facts))
            for place, fact in enumerate(facts):
                self._row(place, fact)
            self._go_on(desk, ask)

    @property
    def confirmed(self) -> dict[str, Any]:
        """The facts that count: confirmed here, beside those confirmed before."""
        said = ((fact.fact, self._said.get(place)) for place, fact in enumerate(self.answer.proposed_facts))
        return {**self.known, **{key: one[1] for key, one in said if one and one[0] == _CONFIRMED}}

    @property
    def _said(self) -> dict[int, tuple[str, Any]]:
        """What was said of each proposal, by its place."""
        found: dict[int, tuple[str, Any]] = st.session_state.setdefault(f"said-{self.number}", {})
        return found

    def _row(self, place: int, fact: ProposedFact) -> None:
        said = self._said.get(place)
        at = f"{self.number}-{place}"
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"g-say-{at}"):
            st.html(proposal_text.row(self.answer.question, fact, self.questions, said))
            if said:
                st.button("取り消す", key=f"undo-{at}", on_click=self._open, args=(place,))
            else:
                st.button(
                    "確認する",
                    key=f"yes-{at}",
                    icon=":material/check:",
                    on_click=self._confirm,
                    args=(place, fact.value),
                )
            if question := self.questions.get(fact.fact):
                with st.popover("直す", key=f"mend-{at}"):
                    self._correct(place, question)
            if not said:
                st.button("外す", key=f"no-{at}", icon=":material/close:", on_click=self._drop, args=(place,))

    def _correct(self, place: int, question: Question) -> None:
        draft = f"draft-{self.number}-{place}"
        value = st.session_state.get(draft)

        def put(_key: str, new: Any) -> None:
            st.session_state[draft] = new

        fact_input(question, value, put, f"fix-{self.number}-{place}")
        st.button(
            "この値で確認する",
            key=f"fixed-{self.number}-{place}",
            type="primary",
            disabled=value is None,
            on_click=self._confirm,
            args=(place, value),
        )

    def _confirm(self, place: int, value: Any) -> None:
        """Take a proposal; another one of the same fact is dropped."""
        named = self.answer.proposed_facts[place].fact
        for other, fact in enumerate(self.answer.proposed_facts):
            if fact.fact == named and other != place:
                self._said.pop(other, None)
        self._said[place] = (_CONFIRMED, list(value) if isinstance(value, tuple) else value)

    def _open(self, place: int) -> None:
        self._said.pop(place, None)

    def _drop(self, place: int) -> None:
        self._said[place] = (_DROPPED, self.answer.proposed_facts[place].value)

    def _go_on(self, desk: Desk, ask: Ask) -> None:
        """Ask again with what was confirmed, or go on with it on the page of the check."""
        confirmed = self.confirmed
        with st.container(horizontal=True, key=f"g-go-{self.number}"):
            if self.answer.proposed_facts:
                st.button(
                    f"確認した事実（{len(confirmed)}）で照合する",
                    key=f"ask-{self.number}",
                    type="primary",
                    disabled=not confirmed,
                    on_click=ask,
                    args=(self.answer.question, confirmed),
                )
            if st.button("「取引の確認」で続ける", key=f"hand-{self.number}", icon=":material/fact_check:"):
                desk.start(confirmed)
                st.switch_page(check_page())
