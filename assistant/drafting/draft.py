"""Draft: a tree of paragraphs, flat and in order, each with its origin; every sentence carries its own citations.

Frozen values only: what is written, edited, reviewed or exported is done elsewhere and gives a new value.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ingest.citation import Citation


class Kind(StrEnum):
    """What a draft is."""

    QA_SECTION = "qa_section"  # Q, A, 根拠, 適用時期, 留意点, 要確認事項
    COMMENTARY = (
        "commentary"  # on one element of 輸出者等遵守基準: 趣旨, 実務上の留意点, Q&A, 根拠, 改正の経緯, 関連様式
    )
    CHANGE_NOTICE = "change_notice"  # what changed between two dates, for whom, from when, what to do
    CHECKLIST = "checklist"  # material for the 自己管理チェックリスト (CL)


class State(StrEnum):
    """Where a draft stands in its review."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    STALE = "stale"  # approved or not: something it rests on has moved


class Origin(StrEnum):
    """Who made a paragraph."""

    PASSAGES = "passages"  # cut from passages, or written by a model from them and verified
    DETERMINATION = "determination"  # generated from the rules, never typed
    PERSON = "person"


class Role(StrEnum):
    """What a paragraph is for; the Japanese heading of each is in `assistant.drafting.headings`."""

    TITLE = "title"
    HEADING = "heading"
    QUESTION = "question"
    ANSWER = "answer"
    BASIS = "basis"  # 根拠
    APPLIES = "applies"  # 適用時期
    CAUTION = "caution"  # 留意点
    OPEN = "open"  # 要確認事項
    PURPOSE = "purpose"  # 趣旨
    PRACTICE = "practice"  # 実務上の留意点
    HISTORY = "history"  # 改正の経緯
    FORMS = "forms"  # 関連様式
    CHANGE = "change"
    FOR_WHOM = "for_whom"
    ACTION = "action"
    POINT = "point"  # of a checklist
    REQUIREMENT = "requirement"
    RECORD = "record"  # evidence to keep
    TABLE = "table"
    NOTE = "note"


class Form(StrEnum):
    """How a sentence is set: the list mark and the table are gone from its text."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"  # cells joined by ` | `; the first row of a run holds the headings


class MarkKind(StrEnum):
    """What is wrong with a sentence; it is shown and never deleted."""

    NO_EVIDENCE = "no_evidence"
    NOT_SUPPORTED = "not_supported"
    REWORDED = "reworded"  # other words than its evidence has; a person must compare them
    DETERMINES = "determines"  # decides somebody's case outside a determination paragraph
    CONTEXT = "context"  # stands where it was not written for, or without what it was written with
    STALE = "stale"


@dataclass(frozen=True)
class Mark:
    """A mark on a sentence with its reason in Japanese."""

    kind: MarkKind
    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence, list item or table row. `citations`: ids of the draft's citations that bear it out.

    `written_for`: the heading or question it was written under, where it stands under another one now. `lacks`: cautions,
    exceptions and items that were written with its section and were taken out.
    """

    text: str
    citations: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    form: Form = Form.SENTENCE
    written_for: str | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `id` stays the same over versions; `parent` is the id of the heading or question it stands under.

    `unattached`: citations whose sentence a person took out; they are kept until somebody removes them on purpose.
    `facts`: of a determination, the facts it was generated from (one dict a row of its table).
    """

    id: str
    role: Role
    origin: Origin
    sentences: tuple[Sentence, ...]
    parent: str | None = None
    unattached: tuple[str, ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentences one after the other."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True)
class Cited:
    """A citation of a draft: `citation.n` is its footnote number; `start`/`end` are the quote's place in its passage."""

    id: str
    citation: Citation
    start: int
    end: int


@dataclass(frozen=True)
class Made:
    """With what a draft, or a redrafted paragraph, was made. `on`: the day it was written, None where that was not kept."""

    index: str
    rules: str
    model: str | None
    prompt: str | None
    code: str
    on: date | None = None


@dataclass(frozen=True)
class Draft:
    """The content of one version of a draft; id, version, author and state are kept by the store."""

    kind: Kind
    title: str
    as_of: date
    paragraphs: tuple[Paragraph, ...]
    citations: tuple[Cited, ...]
    made: Made
    asked: dict[str, Any] = field(default_factory=dict)  # the request it was drafted for

    @property
    def is_past(self) -> bool:
        """Whether it is about a period, or was written about a day that had passed: what came later says nothing of it."""
        written = self.made.on
        return self.kind is Kind.CHANGE_NOTICE or (written is not None and self.as_of < written)

    def holds_on(self, today: date) -> date:
        """The day for whose law it must hold."""
        return self.as_of if self.is_past else max(today, self.as_of)
