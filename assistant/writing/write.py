"""Write: question and evidence → statements of a chat model that stand up to their evidence, with citations.

Each statement is checked as soon as it is whole: its labels, its words against what they point at, and that it decides
nobody's case. What fails is left out and reported; if the core (first) statement falls, nothing of the reply is used.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from langchain_core.messages import BaseMessage

from assistant.answer import Notice, Origin, Statement
from assistant.compose import Composed, show
from assistant.evidence import Sentence
from assistant.question import Question
from assistant.tell import Tell
from assistant.writing.chat import load_chat
from assistant.writing.errors import ChatError, Trouble
from assistant.writing.foreign import latin_words
from assistant.writing.judge import Judge
from assistant.writing.prompt import (
    PROMPT,
    REWRITE_SCHEMA,
    WRITE_SCHEMA,
    Shown,
    labelled,
    rewrite_messages,
    standalone_messages,
    write_messages,
)
from assistant.writing.reply import Line, lines, queries
from ingest.citation import Citation, cite
from ingest.glossary import load_glossary
from ingest.names import load_names
from ingest.settings import CORPUS, Settings

EVIDENCE = 40  # sentences a model sees


@dataclass(frozen=True)
class Removed:
    """A statement that was left out, and why, in Japanese."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What came of a reply: the statements that stand (none when `trouble` says that it cannot be used)."""

    composed: Composed
    removed: tuple[Removed, ...] = ()
    trouble: Trouble | None = None


@dataclass
class _Page:
    """The answer as it grows: statements with their citations, numbered in the order of first use."""

    statements: list[Statement] = field(default_factory=list)
    citations: dict[str, Citation] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)

    def add(self, line: Line, pointed: Sequence[Shown]) -> Statement:
        for one in pointed:
            if one.label not in self.citations:
                hit = one.sentence.hit
                number = len(self.citations) + 1
                self.citations[one.label] = cite(
                    number, hit.passage, hit.source, one.sentence.span, one.sentence.standing
                )
                self.sentences.append(one.sentence)
        numbers = tuple(sorted(self.citations[one.label].n for one in pointed))
        statement = Statement(show(line.text), numbers, Origin.MODEL)
        self.statements.append(statement)
        return statement

    def composed(self) -> Composed:
        return Composed(tuple(self.statements), tuple(self.citations.values()), tuple(self.sentences))


class Growing(Protocol):
    """A model that is asked for an object: `Chat`, or the liar of the evaluation."""

    @property
    def fingerprint(self) -> str:
        """Of the model."""

    def grow(self, messages: Sequence[BaseMessage], schema: dict[str, Any]) -> Iterator[Any]:
        """The object as it grows. Raises ChatError."""


class Judging(Protocol):
    """Who says why a line may not be shown: `Judge`, or one that is timed."""

    def reasons(self, line: Line, shown: Mapping[str, Shown], said: Sequence[str]) -> tuple[str, ...]:
        """Empty when the line may be shown behind the statements `said`."""

    def contributing(self, line: Line, shown: Mapping[str, Shown], said: Sequence[str]) -> tuple[str, ...]:
        """The labels of such a line that it needs."""


class Writer:
    """Writes answers with a chat model. Thread-safe."""

    def __init__(self, chat: Growing, judge: Judging) -> None:
        self._chat = chat
        self._judge = judge

    @property
    def fingerprint(self) -> str:
        """Of the model."""
        return self._chat.fingerprint

    @property
    def prompt(self) -> str:
        """Version of all that is said to the model."""
        return PROMPT

    def write(self, question: Question, extract: Composed, sentences: Sequence[Sentence], tell: Tell) -> Written:
        """The model's answer from the sentences of an extractive answer and the best others. Never raises ChatError."""
        shown = labelled(extract.sentences, sentences, EVIDENCE)
        page = _Page()
        try:
            for line in lines(self._chat.grow(write_messages(question, shown), WRITE_SCHEMA)):
                self._take(line, {one.label: one for one in shown}, page, tell)
        except ChatError as error:
            if page.statements:
                tell.withdraw()
            return Written(Composed((), (), ()), tuple(page.removed), error.trouble)
        if not page.statements:
            return Written(Composed((), (), ()), tuple(page.removed), Trouble.NONSENSE)
        return Written(page.composed(), tuple(page.removed))

    def other_wordings(self, question: str) -> tuple[str, ...]:
        """Other wordings of a question for the search; none when the model is in trouble."""
        try:
            return queries(self._chat.grow(rewrite_messages(question), REWRITE_SCHEMA))
        except ChatError:
            return ()

    def standalone(self, question: str, earlier: Sequence[str]) -> tuple[str, ...]:
        """A follow-up question said so that it stands alone, for the search; nothing when the model is in trouble."""
        try:
            return queries(self._chat.grow(standalone_messages(question, earlier), REWRITE_SCHEMA))[:1]
        except ChatError:
            return ()

    def _take(self, line: Line, shown: dict[str, Shown], page: _Page, tell: Tell) -> None:
        """Keep a line that stands. Raises ChatError(UNSUPPORTED) when the core statement does not."""
        said = [one.text for one in page.statements]
        reasons = self._judge.reasons(line, shown, said)
        if not reasons:
            tell(page.add(line, [shown[label] for label in self._judge.contributing(line, shown, said)]))
            return
        page.removed.append(Removed(line.text, reasons))
        if not page.statements:
            raise ChatError(Trouble.UNSUPPORTED)


def load_writer(settings: Settings) -> Writer | None:
    """The chat model that the settings name with its verifier, None when they name none. Raises SettingsError."""
    chat = load_chat(settings)
    return Writer(chat, load_judge()) if chat else None


def load_judge() -> Judge:
    """A judge that knows the names and terms that ship."""
    from assistant.verify.verify import Verifier
    from assistant.writing.content import Content

    names, glossary = load_names(CORPUS), load_glossary(CORPUS / "glossary.toml")
    spelt = [*names.organisations, *(name for one in names.countries.values() for name in one)]
    spelt += [word for term in glossary.terms for word in term.words]
    verifier = Verifier(names, glossary)
    return Judge(verifier, Content(verifier.reader), latin_words(spelt))


_TROUBLE = {
    Trouble.UNAVAILABLE: "対話モデルに接続できないか、混み合っているため",
    Trouble.SLOW: "対話モデルが時間内に答えなかったため",
    Trouble.REFUSED: "対話モデルが回答を断ったため",
    Trouble.NONSENSE: "対話モデルの応答が決められた形ではなかったため",
    Trouble.ENDLESS: "対話モデルの応答が長すぎたため",
    Trouble.CUT: "対話モデルの応答が途中で切れたため",
    Trouble.UNSUPPORTED: "対話モデルの答えの中心の文が根拠と合わなかったため",
}


def notices_of(written: Written) -> tuple[Notice, ...]:
    """What a reader must know of a reply: that it was not used, or what was left out of it and why."""
    found = []
    if written.trouble is not None:
        found.append(
            Notice(f"model_{written.trouble.value}", f"{_TROUBLE[written.trouble]}、資料の抜粋で答えています。")
        )
    if written.removed:
        why = "、".join(dict.fromkeys(reason for one in written.removed for reason in one.reasons))
        found.append(Notice("model_removed", f"対話モデルの文のうち{len(written.removed)}文を除きました（{why}）。"))
    return tuple(found)
