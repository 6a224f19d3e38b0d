"""Request: what to draft, checked at the edge. Unknown fields and impossible combinations are refused."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.drafting.draft import Kind
from assistant.drafting.headings import KINDS
from assistant.request import Day, Facts, Line, Text

QUESTIONS = 30


class DraftRequest(BaseModel):
    """A draft to be written.

    `topic` or `questions` for a Q&A section; `element` (an id of corpus/cp_outline.toml) for a commentary; `topic` or
    `element` for a checklist; `from_day` and `to_day`, both included and maybe one day, for a change notice, `topic` narrows it. `as_of`: date of
    application, today (a change notice: `to_day`) without one. `facts`: what a determination table takes for given.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind
    topic: Line | None = None
    questions: Annotated[tuple[Text, ...], Field(max_length=QUESTIONS)] = ()
    element: Annotated[str, Field(max_length=60)] | None = None
    from_day: Day | None = None
    to_day: Day | None = None
    as_of: Day | None = None
    source_ids: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    title: Line | None = None
    facts: Facts | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wanted = {
            Kind.QA_SECTION: (self.topic or self.questions, "主題か問い"),
            Kind.COMMENTARY: (self.element, "CPの要素"),
            Kind.CHANGE_NOTICE: (self.from_day and self.to_day, "期間の始めの日と終わりの日"),
            Kind.CHECKLIST: (self.topic or self.element, "主題かCPの要素"),
        }
        given, what = wanted[self.kind]
        if not given:
            raise ValueError(f"{KINDS[self.kind]}には、{what}が要ります。")
        if self.from_day and self.to_day and self.from_day > self.to_day:
            raise ValueError("期間の終わりの日は、始めの日か、それより後の日にしてください。")
        if self.kind is Kind.CHANGE_NOTICE and self.as_of and self.to_day and self.as_of < self.to_day:
            raise ValueError("改正のお知らせの基準日は、期間の終わりの日か、それより後の日にしてください。")
        if self.facts and "date" in self.facts:
            raise ValueError("事実に日付は書けません。判定の日は、基準日か期間の両端です。")
        return self
