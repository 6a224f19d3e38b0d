"""Ask: the pipeline from a question to an Answer.

question → window → hits → sentences → statements → answer      (or an abstention with the closest passages)
                                         and beside it the rule check of confirmed facts
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant import notices
from assistant.abstain import known_gap, support
from assistant.answer import Answer, Reason, Receipt, Status
from assistant.beside import Beside, check_beside
from assistant.checking import Checker
from assistant.compose import Composed, compose
from assistant.evidence import read_sentences
from assistant.fingerprint import answer_code
from assistant.hit import Hit
from assistant.lock import unlocked
from assistant.question import Question, read_question
from assistant.request import AskRequest
from assistant.rerank import Reranker
from assistant.retrieve import retrieve
from ingest.index import Index
from ingest.lexical import Window

_HITS = 10
_READ = 6  # passages whose sentences may be quoted
_CLOSEST = 3


def window_of(question: Question, source_ids: Sequence[str]) -> Window:
    """What a question may see: its day, its sources, and 附則 only when it speaks of them."""
    supplementary = any(word in question.folded for word in ("附則", "経過措置", "施行期日"))
    return Window(question.as_of, frozenset(source_ids), supplementary)


@dataclass(frozen=True)
class Means:
    """What an answer is made with besides the index: a cross-encoder if one is configured, and the rules."""

    checker: Checker
    reranker: Reranker | None = None


def ask(index: Index, request: AskRequest, today: date, means: Means) -> Answer:
    """The cited answer to a request. Raises ImpossibleDateError, WrongFactsError, BrokenRulesError."""
    started = time.perf_counter()
    question = read_question(request.question, request.as_of, today)
    beside, reranker = check_beside(question, request, means.checker), means.reranker
    hits = retrieve(index, question.text, window_of(question, request.source_ids), _HITS, reranker=reranker)
    found = _answer(index, question, hits, beside)
    made_by = ".".join(part for part in (index.manifest.id, beside.rules) if part)
    return Answer(
        answer_id="a-" + _hash(made_by, request, question.as_of.isoformat()),
        conversation_id=request.conversation_id or "c-" + _hash("", request, ""),
        question=request.question,
        as_of=question.as_of,
        as_of_from=question.as_of_from,
        status=found.status,
        reason=found.reason,
        statements=found.composed.statements,
        citations=found.composed.citations,
        closest=tuple(hit.passage.id for hit in hits[:_CLOSEST]) if found.reason else (),
        next_step=found.next_step,
        proposed_facts=beside.proposed,
        determination=beside.determination,
        notices=(*notices.of(index, question, found.composed, today=today), *beside.notices),
        receipt=Receipt(
            index=index.manifest.id,
            rules=beside.rules,
            model=reranker.fingerprint if reranker else None,
            prompt=None,
            code=answer_code(),
            elapsed_ms=round((time.perf_counter() - started) * 1000, 3),
        ),
    )


@dataclass(frozen=True)
class _Found:
    """What came of a question, before it is put into an Answer."""

    composed: Composed
    status: Status
    reason: Reason | None = None
    next_step: str | None = None


def _answer(index: Index, question: Question, hits: Sequence[Hit], beside: Beside) -> _Found:
    sentences = read_sentences(index, question, _worth_reading(hits)[:_READ])
    if question.own_case:
        general = compose(question, unlocked(sentences))
        settled = beside.determination is not None and not beside.missing
        reason = None if settled else Reason.NEEDS_FACTS
        return _Found(general, Status.NEEDS_DETERMINATION, reason, beside.next_step)
    if not sentences or not support(index, question, hits, sentences).enough:
        return _refused(index, question)
    composed = compose(question, sentences)
    if all(citation.superseded_on for citation in composed.citations):
        step = notices.next_step(Reason.SUPERSEDED_ONLY)
        return _Found(composed, Status.PARTIAL, Reason.SUPERSEDED_ONLY, step)
    return _Found(composed, Status.ANSWERED)


def _worth_reading(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits to quote from: where the question names a provision and the best hit has it, those that have it."""
    coded = [hit for hit in hits if "code" in hit.found_by]
    return coded if coded and coded[0] is hits[0] else hits


def _refused(index: Index, question: Question) -> _Found:
    """An abstention: with the pointer of a known gap where the question is like one."""
    gap = known_gap(index, question)
    reason = Reason(gap.reason) if gap else Reason.NOT_IN_CORPUS
    step = " ".join(part for part in (gap.pointer if gap else "", notices.next_step(reason)) if part)
    return _Found(Composed((), (), ()), Status.ABSTAINED, reason, step)


def _hash(made_by: str, request: AskRequest, day: str) -> str:
    content = "\0".join((made_by, request.model_dump_json(), day))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
