"""Fuzz: thousands of replies of a lying model through the writer; what it lets through is checked from outside.

The checks are not the writer's: verbatim quotes against the store, dates and standing by `evals.invariants`, typed
tokens by `evals.witness`, verdicts by the list they were drawn from.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.utils.json import parse_partial_json

from assistant.ask import window_of
from assistant.assistant import Assistant
from assistant.compose import Composed, compose, value
from assistant.evidence import Sentence, read_sentences
from assistant.find import find
from assistant.question import Question, read_question
from assistant.tell import silent
from assistant.writing.prompt import clean
from assistant.writing.write import Writer, Written, load_judge, notices_of
from evals.case import Case, Expect
from evals.invariants import Law, load_law, not_the_law, unpublished
from evals.liar import Liar, verdicts
from evals.witness import known, said
from ingest.fold import squeeze
from ingest.index import Index, open_index
from ingest.settings import Settings

RULES = ("uncited", "not_shown", "not_verbatim", "unpublished", "not_the_law", "verdict", "token", "notice")
_SAYS = 10  # characters from which on a verdict is one wherever it stands; 「非該当」 is also a word of the law
_STEPS = 6  # pieces in which a reply arrives

Step = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Plan:
    """How many replies, to the questions of which cases, on which day."""

    cases: Sequence[Case]
    today: date
    replies: int
    seed: int = 0


@dataclass(frozen=True)
class Wrong:
    """Something that was let through: which rule, which reply, and what."""

    rule: str
    reply: int
    detail: str


@dataclass(frozen=True)
class Fuzzed:
    """What became of the replies. `troubles`: replies not used, by reason; `told`: statements shown of those used."""

    seed: int
    replies: int
    used: int
    told: int
    removed: int
    troubles: tuple[tuple[str, int], ...]
    broken: tuple[tuple[str, int], ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True)
class Ground:
    """A question with its extract and its evidence, as `ask` hands them to a writer."""

    question: Question
    extract: Composed
    evidence: tuple[Sentence, ...]


@dataclass
class LyingChat:
    """A chat model in this process: the liar's next reply, in pieces, read as LangChain reads a stream."""

    liar: Liar
    fingerprint: str = "liar"
    n: int = 0
    shown: list[dict[str, Any]] = field(default_factory=list)

    def grow(self, messages: Sequence[BaseMessage], _schema: dict[str, Any]) -> Iterator[Any]:
        """The reply as it grows; what is no JSON is none."""
        self.shown = json.loads(str(messages[-1].content))["evidence"]
        text = self.liar.reply(self.n, self.shown)
        self.n += 1
        size = max(1, len(text) // _STEPS)
        for end in (*range(size, len(text), size), len(text)):
            yield _parsed(text[:end])


def _parsed(text: str) -> Any:
    try:
        return parse_partial_json(text.strip().removeprefix("```json"))
    except (ValueError, RecursionError):
        return None


def fuzz(settings: Settings, plan: Plan, step: Step) -> Fuzzed:
    """Replies to the questions that are answered, in turn. Raises IndexStateError."""
    replies, seed = plan.replies, plan.seed
    index, assistant = open_index(settings), Assistant(settings, lambda: plan.today)
    grounds = [ground for case in plan.cases if (ground := ground_of(index, case, plan.today))]
    chat, law = LyingChat(Liar(seed)), load_law(settings.home)
    writer = Writer(chat, load_judge())
    counted: Counter[str] = Counter()
    troubles: Counter[str] = Counter()
    wrong: list[Wrong] = []
    for n in range(replies):
        step("作り話", n, replies)
        ground = grounds[n % len(grounds)]
        written = writer.write(ground.question, ground.extract, ground.evidence, silent)
        counted["told"] += len(written.composed.statements)
        counted["removed"] += len(written.removed)
        counted["used"] += written.trouble is None
        troubles[written.trouble.value if written.trouble else ""] += 1
        wrong.extend(check(n, written, chat.shown, Checks(ground.question.as_of, assistant, law)))
    broken = tuple((rule, sum(one.rule == rule for one in wrong)) for rule in RULES)
    named = tuple(sorted((name, count) for name, count in troubles.items() if name))
    return Fuzzed(seed, replies, counted["used"], counted["told"], counted["removed"], named, broken, tuple(wrong[:40]))


def ground_of(index: Index, case: Case, day: date) -> Ground | None:
    """What a writer gets for a case that expects an answer; None for the others."""
    if case.expect is not Expect.ANSWERED:
        return None
    question = read_question(case.question, case.as_of, day)
    sentences = read_sentences(index, question, find(index, question, window_of(question, ())).read)
    if not sentences or question.own_case:
        return None
    best = sorted(sentences, key=lambda one: (-value(question, one), one.rank, one.span.start))
    return Ground(question, compose(question, sentences), tuple(best))


@dataclass(frozen=True)
class Checks:
    """What a reply is checked with."""

    day: date
    assistant: Assistant
    law: Law


def check(n: int, written: Written, shown: Sequence[dict[str, Any]], with_: Checks) -> Iterator[Wrong]:
    """Every rule that what is shown of reply `n` breaks. `shown`: the evidence as the model saw it."""
    composed = written.composed
    texts = {squeeze(str(one["text"])) for one in shown}
    for citation in composed.citations:
        passage = with_.assistant.passage(citation.passage_id, with_.day)
        if squeeze(clean(citation.quote)) not in texts:
            yield Wrong("not_shown", n, citation.quote)
        if not citation.quote.strip() or citation.quote not in passage.text or citation.passage != passage.text:
            yield Wrong("not_verbatim", n, citation.quote)
        if unpublished(passage, with_.law, with_.day):
            yield Wrong("unpublished", n, citation.passage_id)
        if why := not_the_law(citation, passage, with_.law, with_.day):
            yield Wrong("not_the_law", n, f"{why}: {citation.quote}")
    yield from _statements(n, composed, with_)
    for notice in notices_of(written):
        if _verdict_in(notice.text) or not notice.text.isprintable():
            yield Wrong("notice", n, notice.text)


def _statements(n: int, composed: Composed, with_: Checks) -> Iterator[Wrong]:
    quotes = {citation.n: citation for citation in composed.citations}
    for statement in composed.statements:
        cited = [quotes[one] for one in statement.citations if one in quotes]
        if not cited or len(cited) != len(statement.citations):
            yield Wrong("uncited", n, statement.text)
        if _verdict_in(statement.text):
            yield Wrong("verdict", n, statement.text)
        titles = [text for one in cited for text in with_.assistant.passage(one.passage_id, with_.day).heading]
        above = known([*titles, *(text for one in cited for text in (one.title, one.locator))])
        around = known([one.passage for one in cited])
        seen = said(statement.text)
        own = known([one.quote for one in cited]).with_headings(above, seen)
        if beyond := seen.beyond(replace(own, countries=own.countries | around.countries)):
            yield Wrong("token", n, f"{beyond}: {statement.text}")
    if verdict := _verdict_in("".join(one.text for one in composed.statements)):
        yield Wrong("verdict", n, verdict)


def _verdict_in(text: str) -> str:
    """The verdict of the list that a text holds; empty when it holds none."""
    squeezed = squeeze(text)
    return next(
        (one for one in verdicts() if squeeze(one) == squeezed or (len(one) >= _SAYS and squeeze(one) in squeezed)), ""
    )
