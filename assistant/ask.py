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
from assistant.abstain import beside as law_beside
from assistant.abstain import is_strange, known_gap, support
from assistant.answer import Answer, Notice, ProposedFact, Reason, Receipt, Status
from assistant.asked import Asked
from assistant.beside import Beside, check_beside
from assistant.checking import Checker
from assistant.compose import Composed, compose, lead, retold, show, value
from assistant.conflict import conflicts
from assistant.duties import with_exceptions
from assistant.elsewhere import found_here, told_here
from assistant.evidence import Sentence, read_sentences
from assistant.find import Found, find, widen
from assistant.fingerprint import answer_code
from assistant.follow_up import case_of
from assistant.lock import could_decide, decides, unlocked
from assistant.question import Question, read_question
from assistant.rerank import Reranker
from assistant.succeed import present_first, successors
from assistant.tell import Tell, silent
from assistant.writing.patience import patient
from assistant.writing.write import Writer, notices_of
from ingest.index import Index
from ingest.lexical import Window
from ingest.source import Tier

_OFFICIAL = (Tier.STATUTE.value, Tier.OFFICIAL.value)
_AT_ODDS = 3  # conflicts that an answer tells of


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


@patient()
def ask(index: Index, asked: Asked, today: date, means: Means, tell: Tell = silent) -> Answer:
    """The cited answer to a request; `tell` gets each statement once it stands.

    Raises ImpossibleDateError, WrongFactsError, BrokenRulesError.
    """
    started = time.perf_counter()
    request = asked.request
    question = read_question(request.question, request.as_of, today)
    beside = check_beside(question, request, means.checker)
    hits = _find(index, question, asked, means)
    if asked.typed != request.question and not question.own_case and is_strange(index, asked.typed):
        found = _refused(index, question)
    else:
        found = _settled(index, _answer(index, question, hits, beside, window_of(question, request.source_ids)))
    about_own = case_of(question.text)  # 「…」の根拠は: what is said of the law may be read as said of the case
    if means.writer and found.status is Status.ANSWERED and not about_own:
        window = window_of(question, request.source_ids)
        found = replace(found, evidence=with_exceptions(index, question, found.evidence, window))
        found = _written(question, found, means.writer, tell)
        found = replace(found, composed=_completed(index, question, found.composed, window))
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
        closest=tuple(hit.passage.id for hit in hits.closest) if found.reason else (),
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


def _find(index: Index, question: Question, asked: Asked, means: Means) -> Found:
    """The hits of the question, and behind them those of a model's wordings."""
    window = window_of(question, asked.request.source_ids)
    found = found_here(question, find(index, question, window, means.reranker))
    if means.writer is None or case_of(question.text):  # an own case is never put to a model
        return found
    wordings = means.writer.standalone(asked.typed, asked.earlier) if asked.earlier else ()
    wordings = (*wordings, *means.writer.other_wordings(question.text))
    return widen(index, found, wordings, window, means.reranker)


@dataclass(frozen=True)
class _Found:
    """What came of a question, before it is put into an Answer. `told`: its statements were told while written.

    `held`: sentences of added files that are never shown, but that may be at odds with what is.
    """

    composed: Composed
    status: Status
    reason: Reason | None = None
    next_step: str | None = None
    evidence: Sequence[Sentence] = ()
    held: Sequence[Sentence] = ()
    notices: tuple[Notice, ...] = ()
    told: bool = False


def _answer(index: Index, question: Question, hits: Found, beside: Beside, window: Window) -> _Found:
    sentences = told_here(question, read_sentences(index, question, hits.read))
    if question.own_case:
        general = law_beside(index, question, [one for one in unlocked(sentences) if _is_open(one)])
        settled = beside.determination is not None and not beside.missing
        reason = None if settled else Reason.NEEDS_FACTS
        composed = _open_to_all(index, question, compose(question, general), window)
        return _Found(composed, Status.NEEDS_DETERMINATION, reason, beside.next_step, evidence=general)
    shown = _undecided(sentences)
    evidence, held = _supported(index, question, hits, shown), [one for one in sentences if one not in shown]
    if not evidence.answer:
        return _refused(index, question)
    composed = compose(question, evidence.answer)
    now = successors(index, question, composed.sentences, window)
    if now:
        composed = lead(composed, compose(question, now).sentences)
    composed = _whole(index, question, composed, window)
    if not composed.statements:
        return _refused(index, question)
    if _superseded(composed):
        step = notices.next_step(Reason.SUPERSEDED_ONLY)
        return _Found(composed, Status.PARTIAL, Reason.SUPERSEDED_ONLY, step, evidence.all, held)
    return _Found(composed, Status.ANSWERED, evidence=(*now, *evidence.all), held=held)


def _whole(index: Index, question: Question, composed: Composed, window: Window) -> Composed:
    """The same answer with the exceptions of the duties it tells, what is no longer the law behind the rest."""
    told = with_exceptions(index, question, present_first(index, question, composed.sentences), window)
    return composed if tuple(told) == composed.sentences else retold(told)


def _open_to_all(index: Index, question: Question, composed: Composed, window: Window) -> Composed:
    """What may stand beside an own case: a duty only where its exceptions may be told with it."""
    told: list[Sentence] = []
    for one in composed.sentences:
        whole = with_exceptions(index, question, (one,), window)
        if len(unlocked(whole)) == len(whole) and all(map(_is_open, whole)):
            told += [each for each in whole if each not in told]
    return composed if tuple(told) == composed.sentences else retold(told)


def _is_open(one: Sentence) -> bool:
    """Whether a sentence decides nothing as it is shown, without its mark."""
    return not could_decide(show(one.text))


def _completed(index: Index, question: Question, composed: Composed, window: Window) -> Composed:
    """A written answer with the exceptions of the duties it cites behind it, cut from their provisions."""
    told = with_exceptions(index, question, composed.sentences, window)
    more = retold([one for one in told if one not in composed.sentences])
    last = max((one.n for one in composed.citations), default=0)
    return Composed(
        (
            *composed.statements,
            *(replace(one, citations=tuple(last + n for n in one.citations)) for one in more.statements),
        ),
        (*composed.citations, *(replace(one, n=last + one.n) for one in more.citations)),
        (*composed.sentences, *more.sentences),
    )


@dataclass(frozen=True)
class _Evidence:
    """The sentences that an answer may be cut from (none: it must not be given), and all that a model sees."""

    answer: Sequence[Sentence] = ()
    all: Sequence[Sentence] = ()


def _supported(index: Index, question: Question, hits: Found, sentences: Sequence[Sentence]) -> _Evidence:
    """The first evidence that supports an answer: of all hits, of the official ones alone, with those of a model.

    What an added file says can support an answer. It cannot prevent one: then the official evidence is enough by itself.
    """
    official = tuple(one for one in sentences if one.general)
    more = _undecided(read_sentences(index, question, hits.other))
    if sentences and support(index, question, hits.own, sentences).enough:
        return _Evidence(sentences, (*sentences, *more))
    if hits.official and official and support(index, question, hits.official, official).enough:
        return _Evidence(official, (*sentences, *more))
    if more and support(index, question, (*hits.own, *hits.other), (*sentences, *more)).enough:
        return _Evidence((*sentences, *more), (*sentences, *more))
    return _Evidence()


def _superseded(composed: Composed) -> bool:
    """Whether what is cited of the law is no longer the law; a file that somebody added makes up for nothing."""
    official = [one for one in composed.citations if one.tier in _OFFICIAL] or composed.citations
    return all(citation.superseded_on for citation in official)


def _settled(index: Index, found: _Found) -> _Found:
    """An answer that says where its evidence is at odds: official texts go first, and none wins over another."""
    told = set(found.composed.sentences)
    at_odds = [one for one in conflicts(index, (*found.evidence, *found.held)) if {one.first, one.second} & told]
    if not at_odds:
        return found
    equals = [one for one in at_odds if not one.between_tiers]
    first = [one.first for one in at_odds] + [one.second for one in equals]
    contested = {one.second for one in at_odds if one.between_tiers}
    settled = replace(
        found,
        composed=lead(found.composed, tuple(dict.fromkeys(first))),
        evidence=tuple(one for one in found.evidence if one not in contested),
        notices=(*found.notices, *dict.fromkeys(map(notices.of_conflict, at_odds)))[:_AT_ODDS],
    )
    if not equals or found.status is not Status.ANSWERED:
        return settled
    step = notices.next_step(Reason.CONFLICT)
    return replace(settled, status=Status.PARTIAL, reason=Reason.CONFLICT, next_step=step)


def _undecided(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences without those in which somebody's own document decides a case."""
    return tuple(one for one in sentences if one.general or not decides(one.text))


def _written(question: Question, extract: _Found, writer: Writer, tell: Tell) -> _Found:
    """The answer as a model writes it from the evidence of the extract; the extract where that cannot be used."""
    best = sorted(extract.evidence, key=lambda one: (-value(question, one), one.rank, one.span.start))
    written = writer.write(question, extract.composed, best, tell)
    said = notices_of(written)
    if written.trouble is not None:
        return replace(extract, notices=(*extract.notices, *said))
    found = replace(extract, composed=written.composed, notices=(*extract.notices, *said), told=True)
    if not _superseded(written.composed):
        return found
    step = notices.next_step(Reason.SUPERSEDED_ONLY)
    return replace(found, status=Status.PARTIAL, reason=Reason.SUPERSEDED_ONLY, next_step=step)


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
    content = "\0".join((made_by, request.model_dump_json(exclude={"keep"}), day, *typed))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
