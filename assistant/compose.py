"""Compose, embedded default: the fewest sentences, list items or table rows that answer, cut from the passages.

Nothing is written: a statement is a sentence of a passage without its list mark, and cites the span it was cut from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.amount import amount_of, states
from assistant.answer import Origin, Statement
from assistant.evidence import Sentence
from assistant.question import Question, Wanted
from ingest.citation import Citation, cite
from ingest.fold import fold
from ingest.sentences import Span
from ingest.status import StatusKind

_MARK = re.compile(r"^(?:[⚫●◆◼■◎○➢▶•･・\-→*]\s*)+")
_FORGED = re.compile(r"\[(\d+)\]")
_ITEM = re.compile(
    r"^(?:[⚫●◆◼■◎○➢▶•･・\-→*]|[①-⑳]|[(（]?[0-9０-９ア-ンa-z]{1,3}[)）.．]|[一二三四五六七八九十]+[　\s]|[イロハニホヘト]　)"
)
_LEAD_IN = re.compile(r"(?:次の|以下の|次に|下記)[^。]*[。:：]?$|[:：]$")
_PROVISO = re.compile(
    r"^(?:[⚫●◆◼■◎○➢▶•･・\-→*※]\s*)*(?:ただし|但し|この限り|この場合|もっとも)|には使えない|次の条件も|(?:を除く|に限る)(?:[（(][^）)]*[）)])?。?$|は除く[（(]"
)
_HEADER = re.compile(r"\|")


@dataclass(frozen=True)
class Budget:
    """How much an answer says; tuned on the `tune` half of the development suite."""

    fact: int = 230  # characters of an answer to a question for a fact
    unsure: int = 600  # the same where no sentence speaks to most of the question: more context, then
    sure: float = 0.55  # score of a sentence that does
    spoken: int = 6  # characters below which a line without a full stop says nothing by itself
    whole: int = 700  # characters of a list
    second: float = 0.8  # share of the best passage's score another passage needs for its list to be told as well
    listed: float = 0.25  # what a list gains where a list is asked for
    passage: float = 1.0  # worth of a sentence's passage beside its own
    least: float = 0.55  # share of the best sentence's score another one must reach


BUDGET = Budget()


@dataclass(frozen=True)
class Composed:
    """Statements with their citations, and the sentences they were cut from."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...]


def compose(question: Question, sentences: Sequence[Sentence], budget: Budget = BUDGET) -> Composed:
    """The extractive answer: chosen sentences in reading order, best passage first, each cited."""
    if not sentences:
        return Composed((), (), ())
    ranked = sorted(sentences, key=lambda one: (-value(question, one), one.rank, one.span.start))
    if question.wanted is Wanted.LIST:
        chosen = _whole_lists(ranked, sentences, budget)
    else:
        sure = max(sentence.score for sentence in sentences) >= budget.sure
        chosen = _fewest(question, ranked, budget.fact if sure else budget.unsure, budget)
    stating = _stating(question, ranked, budget)
    best = [*stating, *(one for one in chosen if one not in stating)]
    told = with_rest(_with_lists(with_rest(best, sentences), sentences, budget), sentences)
    found = _ordered(_with_headers(_with_rows(question, told, sentences), sentences))
    return lead(retold(found), _with_context(stating, found))


def lead(composed: Composed, first: Sequence[Sentence]) -> Composed:
    """The same answer with some sentences in front, whether it had them or not."""
    return retold([*_ordered(first), *(one for one in composed.sentences if one not in first)]) if first else composed


def _stating(question: Question, ranked: Sequence[Sentence], budget: Budget) -> list[Sentence]:
    """The best sentence that states the count or sum asked for, where one is asked for."""
    amount = amount_of(question)
    if amount is None:
        return []
    least = budget.least * value(question, ranked[0])
    stating = (one for one in ranked if value(question, one) >= least and states(amount, fold(one.text)))
    return list(stating)[:1]


def value(question: Question, sentence: Sentence) -> float:
    """Worth of a sentence: its own score and its passage's, less what is not the law of the day."""
    stands = sentence.standing
    past = stands.kind is StatusKind.SUPERSEDED and stands.in_force is False
    listed = question.wanted is Wanted.LIST and _is_list(sentence.text)
    told = BUDGET.listed + 0.02 * min(20, sentence.text.count("、")) if listed else 0.0
    own = sentence.score + told - (0.1 if past else 0.0)
    return own + BUDGET.passage * sentence.passage_score


def _with_context(stating: Sequence[Sentence], told: Sequence[Sentence]) -> Sequence[Sentence]:
    """A list item or table row with all that is told of its passage: alone it does not say of what it speaks."""
    hits = [one.hit for one in stating if "|" in one.text or _ITEM.match(one.text)]
    return [one for one in told if any(one.hit is hit for hit in hits)] if hits else stating


def _fewest(question: Question, ranked: Sequence[Sentence], limit: int, budget: Budget) -> list[Sentence]:
    """The best sentences until the budget is spent; the first is taken whatever its length."""
    chosen: list[Sentence] = []
    said: set[str] = set()
    spent = 0
    best = value(question, ranked[0])
    for sentence in ranked:
        text = show(sentence.text)
        if value(question, sentence) < budget.least * best:
            break
        if chosen and len(text) < budget.spoken and not text.endswith("。") and "|" not in text:
            continue
        if text in said or (chosen and spent + len(text) > limit):
            continue
        chosen.append(sentence)
        said.add(text)
        spent += len(text)
    return chosen


def _whole_lists(ranked: Sequence[Sentence], sentences: Sequence[Sentence], budget: Budget) -> list[Sentence]:
    """The list the best sentence belongs to, and while there is room the list of the next best passage."""
    chosen: list[Sentence] = []
    room = budget.whole
    for best in ranked:
        if best in chosen or best.passage_score < budget.second * ranked[0].passage_score:
            continue
        if any(best.hit.passage.heading == one.hit.passage.heading for one in chosen):
            continue
        found = _whole_list(best, sentences, budget)
        spent = sum(len(one.text) for one in found)
        if chosen and spent > room:
            break
        chosen.extend(found)
        room -= spent
    return chosen


def _whole_list(best: Sentence, sentences: Sequence[Sentence], budget: Budget) -> list[Sentence]:
    """The list a sentence belongs to, with the sentence that leads into it; else the passage it stands in."""
    run = [one for one in sentences if one.hit.passage.heading == best.hit.passage.heading and _near(one, best)]
    run.sort(key=lambda one: (one.hit.passage.order, one.span.start))
    start = run.index(best)
    back = 0
    while start > 0 and _is_listed(run[start]) and back < budget.whole // 2:
        start -= 1
        back += len(run[start].text)
    chosen, spent = [], 0
    for sentence in run[start:]:
        if spent + len(sentence.text) > budget.whole:
            break
        chosen.append(sentence)
        spent += len(sentence.text)
    return chosen or [best]


def _near(one: Sentence, best: Sentence) -> bool:
    same = one.hit.passage.source_id == best.hit.passage.source_id
    return same and abs(one.hit.passage.order - best.hit.passage.order) <= 1


def _is_list(text: str) -> bool:
    """Whether a sentence leads into a list, is an item of one, or enumerates."""
    return bool(_LEAD_IN.search(text) or _ITEM.match(text) or "|" in text or text.count("、") >= 3)


def is_item(text: str) -> bool:
    """Whether a line is an item of a list by its mark."""
    return bool(_ITEM.match(text))


def _is_listed(sentence: Sentence) -> bool:
    return bool(_ITEM.match(sentence.text) or _HEADER.search(sentence.text) or len(sentence.text) < 40)


def _with_lists(chosen: Sequence[Sentence], sentences: Sequence[Sentence], budget: Budget) -> list[Sentence]:
    """The chosen sentences, and behind one that leads into a list the list itself: a lead-in alone says nothing."""
    found = list(chosen)
    for sentence in chosen:
        if _LEAD_IN.search(sentence.text):
            behind = [one for one in sentences if _near(one, sentence) and _follows(one, sentence)]
            found.extend(one for one in _items(sentence, behind, budget.whole) if one not in found)
    return found


def with_rest(chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """The chosen sentences, each with the rest of its list item and with what restricts it right behind it."""
    found = list(chosen)
    for sentence in chosen:
        same = sorted((one for one in sentences if one.hit is sentence.hit), key=lambda one: one.span.start)
        found.extend(one for one in _rest(sentence, same) if one not in found)
    return found


def _rest(sentence: Sentence, same: Sequence[Sentence]) -> Iterator[Sentence]:
    """Of the sentences of its passage: those of its list item, and the provisos behind it."""
    line = _line(sentence)
    if _ITEM.match(line.of(sentence.hit.passage.text)):
        yield from (one for one in same if line.start <= one.span.start < line.end)
    for one in same[same.index(sentence) + 1 :]:
        if not _PROVISO.search(one.text):
            return
        yield one


def _line(sentence: Sentence) -> Span:
    """The line of its passage that a sentence begins in."""
    text = sentence.hit.passage.text
    end = text.find("\n", sentence.span.start)
    return Span(text.rfind("\n", 0, sentence.span.start) + 1, end if end >= 0 else len(text))


def _follows(one: Sentence, before: Sentence) -> bool:
    place = (one.hit.passage.order, one.span.start)
    same = one.hit.passage.heading == before.hit.passage.heading
    return same and place > (before.hit.passage.order, before.span.start)


def _items(before: Sentence, behind: Sequence[Sentence], limit: int) -> list[Sentence]:
    """The list items or rows behind a lead-in, with what stands between in its line, as far as the limit."""
    items: list[Sentence] = []
    for sentence in sorted(behind, key=lambda one: (one.hit.passage.order, one.span.start)):
        limit -= len(sentence.text)
        goes_on = sentence.hit is before.hit and _line(sentence) == _line(before)
        listed = "|" in sentence.text or _ITEM.match(_line(sentence).of(sentence.hit.passage.text))
        if limit < 0 or not (goes_on or listed):
            break
        items.append(sentence)
    return items


def _with_rows(question: Question, chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """The chosen sentences, and with the first row of a table its best other row, a current one before a past one.

    A first row is mostly the header, which says nothing without a row.
    """
    found = list(chosen)
    for sentence in chosen:
        if "|" not in sentence.text:
            continue
        first, *rows = [one for one in sentences if one.hit is sentence.hit and "|" in one.text]
        if sentence is first and rows and not any(row in found for row in rows):
            found.append(max(rows, key=lambda row: (row.standing.in_force is not False, value(question, row))))
    return found


def _with_headers(chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[Sentence]:
    """The chosen sentences, and for a table row the header row of its table."""
    found = list(chosen)
    for sentence in chosen:
        if "|" not in sentence.text:
            continue
        rows = [one for one in sentences if one.hit is sentence.hit and "|" in one.text]
        if rows and rows[0] not in found:
            found.append(rows[0])
    return found


def _ordered(chosen: Sequence[Sentence]) -> list[Sentence]:
    """By passage in the order of retrieval, passages of one section in their own order, sentences in reading order."""
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for sentence in sorted(chosen, key=lambda one: one.rank):
        first.setdefault((sentence.hit.passage.source_id, sentence.hit.passage.heading), sentence.rank)
    return sorted(
        chosen,
        key=lambda one: (
            first[(one.hit.passage.source_id, one.hit.passage.heading)],
            one.hit.passage.order,
            one.span.start,
        ),
    )


def show(text: str) -> str:
    """A sentence as a statement: without its list mark and line breaks; a 「[1]」 of the document is no citation mark."""
    return _FORGED.sub(r"〔\1〕", _MARK.sub("", " ".join(text.split()))).strip()


def retold(chosen: Sequence[Sentence]) -> Composed:
    """Statements of the chosen sentences; neighbours of one standing share a citation of the whole stretch."""
    stretches: list[list[Sentence]] = []
    for sentence in chosen:
        if stretches and _adjoins(stretches[-1][-1], sentence):
            stretches[-1].append(sentence)
        else:
            stretches.append([sentence])
    statements: list[Statement] = []
    citations: list[Citation] = []
    for n, stretch in enumerate(stretches, 1):
        hit, span = stretch[0].hit, Span(stretch[0].span.start, stretch[-1].span.end)
        citations.append(cite(n, hit.passage, hit.source, span, stretch[0].standing))
        statements.extend(Statement(show(one.text), (n,), Origin.EXTRACT) for one in stretch)
    return Composed(tuple(statements), tuple(citations), tuple(chosen))


def _adjoins(before: Sentence, after: Sentence) -> bool:
    between = before.hit.passage.text[before.span.end : after.span.start]
    return before.hit is after.hit and before.standing == after.standing and not between.strip()
