"""Drafts made by hand, each sentence the words of its source with a citation of its own, and a desk that makes such."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

from assistant.checking import Checker
from assistant.drafting.desk import Desk
from assistant.drafting.draft import Cited, Draft, Form, Kind, Made, Origin, Paragraph, Role, Sentence
from assistant.drafting.mark import load_marker
from assistant.drafting.request import DraftRequest
from assistant.drafting.sent import CreateRequest
from assistant.drafting.store import DraftStore
from assistant.drafting.view import DraftView
from assistant.drafting.watch import Bench
from assistant.storage.database import Database
from ingest.citation import cite, standing
from ingest.document import Passage
from ingest.index import Index, open_index
from ingest.sentences import Span, sentences

DAY = date(2026, 4, 1)


def cited(index: Index, passage: Passage, span: Span, n: int, day: date = DAY) -> Cited:
    """A citation of a span as the engine makes it."""
    source = index.sources[passage.source_id]
    stands = standing(passage, source, index.statuses, day, span)
    return Cited(f"c{n}", cite(n, passage, source, span, stands), span.start, span.end)


def draft_of(index: Index, spans: Sequence[tuple[Passage, Span]], size: int = 4, day: date = DAY) -> Draft:
    """A draft with a title, and under a question each `size` sentences as an answer; a table of the rules at its end."""
    citations = [cited(index, passage, span, n, day) for n, (passage, span) in enumerate(spans, 1)]
    paragraphs = [Paragraph("p1", Role.TITLE, Origin.PASSAGES, (Sentence("試験の節"),))]
    for at in range(0, len(citations), size):
        number = at // size + 1
        question = Paragraph(
            f"q{number}", Role.QUESTION, Origin.PASSAGES, (Sentence(f"第{number}の問いは何ですか。"),), "p1"
        )
        said = tuple(Sentence(" ".join(one.citation.quote.split()), (one.id,)) for one in citations[at : at + size])
        paragraphs += [question, Paragraph(f"a{number}", Role.ANSWER, Origin.PASSAGES, said, question.id)]
    rows = (Sentence("タイ向け | 許可が必要"), Sentence("中国向け | 許可が必要"))
    facts = ({"date": "2026-04-01", "dest": "TH"}, {"date": "2026-04-01", "dest": "CN"})
    paragraphs.append(Paragraph("t1", Role.TABLE, Origin.DETERMINATION, rows, "p1", facts=facts, rules=("R-1",)))
    made = Made(index.manifest.id, "rules", None, None, "0")
    return Draft(
        Kind.QA_SECTION,
        "試験の節",
        day,
        tuple(paragraphs),
        tuple(citations),
        made,
        {"kind": "qa_section", "topic": "試験"},
    )


def spans_of(index: Index, random: Random, count: int, least: int = 12) -> list[tuple[Passage, Span]]:
    """Sentences drawn from all passages of the day, no two alike."""
    found: dict[str, tuple[Passage, Span]] = {}
    rows = list(range(len(index)))
    random.shuffle(rows)
    for row in rows:
        passage = index.passages([row])[0]
        if not passage.visible_on(DAY):
            continue
        whole = [one for one in sentences(passage.text) if len(one.of(passage.text)) >= least]
        for span in random.sample(whole, min(2, len(whole))):
            found.setdefault(span.of(passage.text), (passage, span))
        if len(found) >= count:
            break
    return list(found.values())[:count]


def unmarked(draft: Draft) -> Draft:
    """The draft without marks."""
    return replace(
        draft,
        paragraphs=tuple(
            replace(one, sentences=tuple(replace(each, marks=()) for each in one.sentences)) for one in draft.paragraphs
        ),
    )


QUOTES = (
    "ムササビ規制の貨物は、通知を受けた場合又は用途要件を満たす場合に許可を受けなければならない。",
    "ムササビ規制の記録は九年間保存する。",
    "テン合金は耐食性の高い材料である。",
    "ムササビ規制に用途要件を加える改正は、2025年10月9日に施行する。",
)
FACTS = {"kind": "goods", "dest": "TH", "list_status": "not_listed", "hs": "8542.31", "conv_use": "yes"}


class Handmade:
    """Drafts made by hand of the small corpus: an answer a quote, and a table of one determination.

    It stands for the engine where a test needs to know exactly what a draft rests on.
    """

    def __init__(self, index: Index, checker: Checker) -> None:
        self.index, self.checker = index, checker

    def draft(self, request: DraftRequest, today: date) -> Draft:
        """The draft of that day, whatever was asked."""
        day = request.as_of or today
        found = [self._found(quote, day) for quote in QUOTES]
        draft = draft_of(self.index, [one for one in found if one], size=1, day=day)
        made = Made(self.index.manifest.id, self.checker.base.fingerprint, None, None, "0")
        paragraphs = (*draft.paragraphs[:-1], self._table(day))
        return replace(
            draft, paragraphs=paragraphs, made=made, asked=request.model_dump(mode="json", exclude_none=True)
        )

    def redraft(self, draft: Draft, paragraph_ids: Sequence[str], today: date) -> Draft:
        """The paragraphs named, as they are on that day."""
        fresh = self.draft(DraftRequest.model_validate(draft.asked), today)
        known = {one.id: one for one in fresh.paragraphs}
        paragraphs = tuple(known.get(one.id, one) if one.id in paragraph_ids else one for one in draft.paragraphs)
        kept = {one.id: one for one in (*fresh.citations, *draft.citations)}
        kept |= {
            one.id: one
            for one in fresh.citations
            if any(one.id in s.citations for p in paragraphs for s in p.sentences if p.id in paragraph_ids)
        }
        return replace(draft, paragraphs=paragraphs, citations=tuple(kept.values()), made=fresh.made)

    def _found(self, quote: str, day: date) -> tuple[Passage, Span] | None:
        """Where a quote stands in the index, or what stands there instead of it."""
        words = quote[:9]
        passages = [one for one in self.index.passages(list(range(len(self.index)))) if one.visible_on(day)]
        held = [one for one in passages if quote in one.text] or [one for one in passages if words in one.text]
        best = next(iter(held), None)
        if best is None:
            return None
        spans = sentences(best.text)
        return best, next(one for one in spans if words in one.of(best.text))

    def _table(self, day: date) -> Paragraph:
        found = self.checker.check({**FACTS, "date": day})
        row = Sentence(f"タイ向けの集積回路 | {found.label_ja}", form=Form.ROW)
        facts = ({**FACTS, "date": [day.isoformat()]},)
        return Paragraph("t1", Role.TABLE, Origin.DETERMINATION, (row,), "p1", facts=facts, rules=found.rules)


def desk_of(small: Any, today: date, *, checker: Checker | None = None, approve_own: bool = False) -> Desk:
    """A desk on a home of the small corpus, as it is now, for whom it is that day."""
    bench = Bench(
        open_index(small.settings()), Handmade(open_index(small.settings()), checker or Checker()), checker or Checker()
    )
    return Desk(DraftStore(Database(small.settings())), lambda: bench, cache(load_marker), lambda: today, approve_own)


def begun(desk: Desk, by: str = "佐藤", **asked: Any) -> DraftView:
    """A new draft."""
    return desk.create(CreateRequest(by=by, request=DraftRequest(kind=Kind.QA_SECTION, topic="ムササビ規制", **asked)))
