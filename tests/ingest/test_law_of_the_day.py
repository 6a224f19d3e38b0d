"""The shipped statuses against the shipped documents: what only proposes or announces is never the law of that day."""

import re
from datetime import date

import pytest

from ingest.citation import standing
from ingest.index import open_index
from ingest.sentences import sentences
from ingest.settings import load_settings

PROPOSES = re.compile(r"(?:べきである|べきだ|ことが適切である|提言した|提言された|と提言)。?$")
INTERIM = "meti-2024-interim-report"


@pytest.mark.parametrize("day", [date(2024, 5, 1), date(2025, 5, 1), date(2026, 11, 20)])
def test_a_proposal_is_never_the_law(corpus_home, day):
    """No sentence of the interim report that ends in a proposal is in force on any day."""
    index = open_index(load_settings(home=corpus_home))
    passages = index.passages([int(row) for row in index.rows_of_source(INTERIM)])
    proposals = [(one, span) for one in passages for span in sentences(one.text) if PROPOSES.search(span.of(one.text))]
    assert len(proposals) > 20
    stated = [
        span.of(one.text)
        for one, span in proposals
        if standing(one, index.sources[INTERIM], index.statuses, day, span).in_force
    ]
    assert stated == []


def test_the_five_technologies_are_no_law_before_their_day(corpus_home):
    """No sentence that names the added technologies is in force before 2025-06-09."""
    index = open_index(load_settings(home=corpus_home))
    source = index.sources["meti-2025-trends"]
    spans = [
        (one, span)
        for one in index.passages([int(row) for row in index.rows_of_source(source.id)])
        for span in sentences(one.text)
        if re.search(r"新たに[5５]技術|追加の5技術", span.of(one.text))
    ]
    assert spans
    assert [s.of(p.text) for p, s in spans if standing(p, source, index.statuses, date(2025, 6, 8), s).in_force] == []
