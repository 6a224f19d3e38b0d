"""Drafts made by hand from the digests that ship, each sentence the words of its source with a citation of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from assistant.drafting.draft import Cited, Draft, Kind, Made, Origin, Paragraph, Role, Sentence
from ingest.citation import cite, standing
from ingest.document import Passage
from ingest.index import Index
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
