"""Assistant: it serves the published generation, takes up a newer one, and refuses what it does not know."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.errors import ImpossibleDateError, UnknownPassageError, UnknownSourceError
from assistant.request import AskRequest, SearchRequest
from ingest.errors import IndexStateError
from ingest.identify import Given
from ingest.settings import load_settings

QUESTION = "ムササビ規制の対象は何ですか"


def test_an_unknown_source_is_refused_with_those_that_exist(small):
    """Asked or searched for, an id that is not registered is named, and the hint lists the ids."""
    with pytest.raises(UnknownSourceError, match="nowhere") as asked:
        small.ask(QUESTION, source_ids=("report", "nowhere"))
    with pytest.raises(UnknownSourceError, match="nowhere"):
        small.assistant.search(SearchRequest(query="x", source_ids=("nowhere",)))
    assert "slides" in asked.value.hint


def test_citations_come_from_the_sources_that_were_named(small):
    """A filter holds for everything an answer shows, its closest passages included."""
    for question in (QUESTION, "明日の天気はどうですか"):
        answer = small.ask(question, source_ids=("slides",))
        assert {one.source_id for one in answer.citations} <= {"slides"}
        assert all(one.startswith("slides:") for one in answer.closest)


def test_an_impossible_date_stops_a_search_too(small):
    """Search reads dates as ask does."""
    with pytest.raises(ImpossibleDateError):
        small.assistant.search(SearchRequest(query="2024年13月時点のムササビ規制"))
    assert small.assistant.search(SearchRequest(query="2024年6月時点のムササビ規制")).as_of == date(2024, 6, 30)


def test_without_an_index_it_says_what_to_do(tmp_path):
    """The error names the command that makes one, and there is no generation."""
    assistant = Assistant(load_settings(home=tmp_path))
    assert assistant.generation() is None
    with pytest.raises(IndexStateError) as caught:
        assistant.ask(AskRequest(question=QUESTION))
    assert "gaihi ingest" in caught.value.hint


def test_a_newly_published_generation_is_taken_up(own):
    """A running assistant answers from a document that was registered a moment ago, and forgets it when it is gone."""
    question = "ハクビシン係数は誰が見直しますか"
    assert "管理統括者" not in str(own.ask(question))
    before = own.ask(QUESTION).receipt.index
    document = own.home.parent / "rule.md"
    document.write_text("# 社内規程\n\nハクビシン係数は輸出管理統括者が毎年四月に見直す。\n", encoding="utf-8")
    report = own.ingest(str(document), given=Given(title="社内規程", published="2025-04-01", tier="own", id="our-rule"))
    answer = own.ask(question)
    assert answer.receipt.index == report.generation != before
    assert "管理統括者" in "".join(statement.text for statement in answer.statements)
    assert {(one.source_id, one.tier, one.edition) for one in answer.citations} >= {("our-rule", "own", "original")}


def test_a_generation_once_opened_goes_on_answering(own):
    """Whatever is done to the files of the old generation, an opened index stays as it was."""
    first = own.ask(QUESTION)
    shutil.rmtree(own.home / "generations")
    again = own.ask(QUESTION)
    assert (again.statements, again.citations) == (first.statements, first.citations)


def test_a_passage_is_shown_as_of_a_day(small):
    """The same passage stands otherwise on another day; its text does not change."""
    hit = next(one for one in small.hits(QUESTION) if "通知を受けた貨物だけ" in one.passage.text)
    early, late = (small.assistant.passage(hit.passage.id, day) for day in (date(2025, 10, 8), date(2025, 10, 9)))
    assert early.text == late.text == hit.passage.text
    assert (early.in_force, late.in_force) == (True, False)
    assert small.assistant.passage(hit.passage.id).as_of == small.today


def test_an_unknown_passage_is_refused(small):
    """The id is named with a way to find one that exists."""
    with pytest.raises(UnknownPassageError, match="nothing:here") as caught:
        small.assistant.passage("nothing:here")
    assert "passage_id" in caught.value.hint


def test_the_sources_are_those_of_the_corpus(small):
    """In their order, with their passages, and for a statute the days of its wordings."""
    sources = {one.id: one for one in small.assistant.sources()}
    assert list(sources) == ["report", "slides", "manual", "notice", small.law]
    assert all(one.passages > 0 for one in sources.values())
    assert sources[small.law].versions == (date(2023, 12, 27), date(2025, 10, 9))
    assert sources["report"].versions == ()


def test_search_shows_whole_passages_as_they_are_quoted(small):
    """Ranks count from 1, `k` is kept, and the text is the passage's own, without title or heading."""
    result = small.assistant.search(SearchRequest(query=QUESTION, k=2))
    assert [hit.rank for hit in result.hits] == [1, 2]
    for hit in result.hits:
        assert hit.text == small.assistant.passage(hit.passage_id).text
    old = next(hit for hit in result.hits if hit.source_id == "report")
    assert (old.in_force, old.superseded_on) == (False, date(2025, 10, 9))


def test_many_threads_get_the_answers_that_one_gets(small):
    """The service answers from a pool of threads; none sees another's question."""
    questions = [QUESTION, "カワウソ届出の対象技術をすべて挙げてください", "小委員会は何を提言しましたか"] * 8
    fresh = Assistant(small.settings(), lambda: small.today)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: fresh.ask(AskRequest(question=text)), questions))
    for text, answer in zip(questions, answers, strict=True):
        assert answer.statements == small.ask(text).statements
