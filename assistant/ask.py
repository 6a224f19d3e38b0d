"""Ask: the pipeline from a question to an Answer.

    question → window → hits → sentences → statements → answer      (or an abstention with the closest passages)
"""

import hashlib
import time
from collections.abc import Sequence
from datetime import date

from assistant import notices
from assistant.abstain import THRESHOLD, support
from assistant.answer import Answer, Reason, Receipt, Status
from assistant.compose import Composed, compose
from assistant.evidence import read_sentences, terms_of
from assistant.hit import Hit
from assistant.lock import unlocked
from assistant.question import Question, read_question
from assistant.request import AskRequest
from assistant.retrieve import retrieve
from ingest.index import Index
from ingest.inputs import code_fingerprint
from ingest.lexical import Window

_HITS = 10
_READ = 6  # passages whose sentences may be quoted
_CLOSEST = 3


def window_of(question: Question, source_ids: Sequence[str]) -> Window:
    """What a question may see: its day, its sources, and 附則 only when it speaks of them."""
    supplementary = any(word in question.folded for word in ("附則", "経過措置", "施行期日"))
    return Window(question.as_of, frozenset(source_ids), supplementary)


def ask(index: Index, request: AskRequest, today: date) -> Answer:
    """The cited answer to a request. Raises ValueError for an impossible date in the question."""
    started = time.perf_counter()
    question = read_question(request.question, request.as_of, today)
    hits = retrieve(index, question.text, window_of(question, request.source_ids), _HITS)
    composed, status, reason = _answer(index, question, hits)
    return Answer(
        answer_id="a-" + _hash(index.manifest.id, request, question.as_of.isoformat()),
        conversation_id=request.conversation_id or "c-" + _hash("", request, ""),
        question=request.question,
        as_of=question.as_of,
        as_of_from=question.as_of_from,
        status=status,
        reason=reason,
        statements=composed.statements,
        citations=composed.citations,
        closest=tuple(hit.passage.id for hit in hits[:_CLOSEST]) if reason else (),
        next_step=notices.next_step(status, reason),
        proposed_facts=(),
        determination=None,
        notices=notices.of(index, question, request, composed),
        receipt=Receipt(
            index=index.manifest.id,
            rules=None,
            model=None,
            prompt=None,
            code=code_fingerprint(),
            elapsed_ms=round((time.perf_counter() - started) * 1000, 3),
        ),
    )


def _answer(index: Index, question: Question, hits: Sequence[Hit]) -> tuple[Composed, Status, Reason | None]:
    nothing = Composed((), (), ())
    if question.own_case:
        general = compose(question, unlocked(read_sentences(index, question, hits[:_READ])))
        return general, Status.NEEDS_DETERMINATION, Reason.NEEDS_FACTS
    if not hits or support(index, question, terms_of(index, question), hits).score < THRESHOLD:
        return nothing, Status.ABSTAINED, Reason.NOT_IN_CORPUS
    composed = compose(question, read_sentences(index, question, hits[:_READ]))
    if composed.citations and all(citation.superseded_on for citation in composed.citations):
        return composed, Status.PARTIAL, Reason.SUPERSEDED_ONLY
    return composed, Status.ANSWERED, None


def _hash(index: str, request: AskRequest, day: str) -> str:
    content = "\0".join((index, request.model_dump_json(), day))
    return hashlib.sha256(content.encode()).hexdigest()[:16]
