"""Ask: the pipeline from a question to an Answer.

question → window → hits → sentences → extract → (written by a chat model, verified) → answer
                                     or an abstention with the closest passages; beside it the rule check
"""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import notices
from assistant.abstain import known_gap, support
from assistant.answer import Answer, Notice, ProposedFact, Reason, Receipt, Status
from assistant.asked import Asked
from assistant.beside import Beside, check_beside
from assistant.checking import Checker
from assistant.compose import Composed, compose, value
from assistant.evidence import Sentence, read_sentences
from assistant.fingerprint import answer_code
from assistant.hit import Hit
from assistant.lock import decides, unlocked
from assistant.question import Question, read_question
from assistant.rerank import Reranker
from assistant.retrieve import retrieve
from assistant.tell import Tell, silent
from assistant.writing.write import Writer, notices_of
from ingest.index import Index
from ingest.lexical import Window

_HITS = 10
_READ = 6  # passages whose sentences may be quoted
_OTHER = 3  # passages that a model's other wordings of the question may add
_CLOSEST = 3


def window_of(question: Question, source_ids: Sequence[str]) -> Window:
    """What a question may see: its day, its sources, and 附則 only when it speaks of them."""
    supplementary = any(word in question.folded for word in ("附則", "経過措置", "施行期日"))
    return Window(question.as_of, frozenset(source_ids), supplementary)


@dataclass(frozen=True)
class Means:
    """What an answer is made with besides the index: the rules, and a cross-encoder and a chat model if configured."""

    checker: Checker
    reranker: Reranker | None = None
    writer: Writer | None = None

    @property
    def models(self) -> str | None:
        """The models that may have had a part in an answer."""
        return ", ".join(one.fingerprint for one in (self.reranker, self.writer) if one) or None


def ask(index: Index, asked: Asked, today: date, means: Means, tell: Tell = silent) -> Answer:
    """The cited answer to a request; `tell` gets each statement once it stands.

    Raises ImpossibleDateError, WrongFactsError, BrokenRulesError.
    """
    started = time.perf_counter()
    request = asked.request
    question = read_question(request.question, request.as_of, today)
    beside = check_beside(question, request, means.checker)
    hits = _retrieve(index, question, asked, means)
    found = _answer(index, question, hits, beside)
    if means.writer and found.status is Status.ANSWERED:
        found = _written(question, found, means.writer, tell)
    if not found.told:
        for statement in found.composed.statements:
            tell(statement)
    made_by = ".".join(part for part in (index.manifest.id, beside.rules) if part)
    return Answer(
        answer_id="a-" + _hash(made_by, asked, question.as_of.isoformat()),
        conversation_id=request.conversation_id or "c-" + _hash("", asked, ""),
        question=asked.typed,
        as_of=question.as_of,
        as_of_from=question.as_of_from,
        status=found.status,
        reason=found.reason,
        statements=found.composed.statements,
        citations=found.composed.citations,
        closest=tuple(hit.passage.id for hit in hits.own[:_CLOSEST]) if found.reason else (),
        next_step=found.next_step,
        proposed_facts=_where_typed(beside.proposed, question.text, asked.typed),
        determination=beside.determination,
        notices=(
            *asked.notices,
            *notices.of(index, question, found.composed, today=today),
            *beside.notices,
            *found.notices,
        ),
        receipt=Receipt(
            index=index.manifest.id,
            rules=beside.rules,
            model=means.models,
            prompt=means.writer.prompt if means.writer else None,
            code=answer_code(),
            elapsed_ms=round((time.perf_counter() - started) * 1000, 3),
        ),
    )


@dataclass(frozen=True)
class _Hits:
    """The hits of the question itself, and those that only a model's other wordings of it found."""

    own: Sequence[Hit]
    other: Sequence[Hit] = ()


def _retrieve(index: Index, question: Question, asked: Asked, means: Means) -> _Hits:
    """The hits of the question, and behind them a few more by a model's wordings: they take none away and move none."""
    window = window_of(question, asked.request.source_ids)
    own = retrieve(index, question.text, window, _HITS, reranker=means.reranker)
    if means.writer is None or question.own_case:
        return _Hits(own)
    known, other = {hit.passage.id for hit in own}, []
    wordings = means.writer.standalone(asked.typed, asked.earlier) if asked.earlier else ()
    for wording in (*wordings, *means.writer.other_wordings(question.text)):
        for hit in retrieve(index, wording, window, _OTHER, reranker=means.reranker):
            if hit.passage.id not in known:
                known.add(hit.passage.id)
                other.append(hit)
    return _Hits(own, other[:_OTHER])


@dataclass(frozen=True)
class _Found:
    """What came of a question, before it is put into an Answer. `told`: its statements were told while written."""

    composed: Composed
    status: Status
    reason: Reason | None = None
    next_step: str | None = None
    evidence: Sequence[Sentence] = ()
    notices: tuple[Notice, ...] = ()
    told: bool = False


def _answer(index: Index, question: Question, hits: _Hits, beside: Beside) -> _Found:
    sentences = read_sentences(index, question, _worth_reading(hits.own)[:_READ])
    if question.own_case:
        general = compose(question, unlocked(sentences))
        settled = beside.determination is not None and not beside.missing
        reason = None if settled else Reason.NEEDS_FACTS
        return _Found(general, Status.NEEDS_DETERMINATION, reason, beside.next_step)
    sentences = _undecided(sentences)
    more = _undecided(read_sentences(index, question, hits.other))
    if sentences and support(index, question, hits.own, sentences).enough:
        composed = compose(question, sentences)
    elif more and support(index, question, (*hits.own, *hits.other), (*sentences, *more)).enough:
        composed = compose(question, (*sentences, *more))
    else:
        return _refused(index, question)
    if all(citation.superseded_on for citation in composed.citations):
        step = notices.next_step(Reason.SUPERSEDED_ONLY)
        return _Found(composed, Status.PARTIAL, Reason.SUPERSEDED_ONLY, step)
    return _Found(composed, Status.ANSWERED, evidence=(*sentences, *more))


def _undecided(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences without those in which somebody's own document decides a case."""
    return tuple(one for one in sentences if one.general or not decides(one.text))


def _written(question: Question, extract: _Found, writer: Writer, tell: Tell) -> _Found:
    """The answer as a model writes it from the evidence of the extract; the extract where that cannot be used."""
    best = sorted(extract.evidence, key=lambda one: (-value(question, one), one.rank, one.span.start))
    written = writer.write(question, extract.composed, best, tell)
    said = notices_of(written)
    if written.trouble is not None:
        return replace(extract, notices=said)
    return replace(extract, composed=written.composed, notices=said, told=True)


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


def _where_typed(proposed: Sequence[ProposedFact], text: str, typed: str) -> tuple[ProposedFact, ...]:
    """The proposals with their places in the question as typed; (0, 0) for what an earlier question said."""
    if text == typed:
        return tuple(proposed)
    found = [(one, text[slice(*one.span)]) for one in proposed]
    places = [(one, typed.find(words), len(words)) for one, words in found]
    return tuple(replace(one, span=(at, at + size) if at >= 0 else (0, 0)) for one, at, size in places)


def _hash(made_by: str, asked: Asked, day: str) -> str:
    """Of what was asked and how it was understood, whatever conversation it was asked in."""
    request = asked.request.model_copy(update={"conversation_id": None})
    typed = () if asked.typed == request.question else (asked.typed,)
    content = "\0".join((made_by, request.model_dump_json(), day, *typed))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
