"""Drafts end to end, on the digests that ship: cited, in force on their day, repeatable, and written anew in parts."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import Origin as By
from assistant.answer import Statement
from assistant.checking import Checker
from assistant.compose import Composed
from assistant.drafting import neutral
from assistant.drafting.draft import Kind, Origin, Role
from assistant.drafting.errors import PersonsParagraphError, UnknownElementError, UnknownParagraphError
from assistant.drafting.ledger import citation_id
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from assistant.lock import decides
from assistant.writing.errors import Trouble
from assistant.writing.write import Writer, Written
from ingest.citation import cite
from ingest.index import open_index
from ingest.sentences import Span
from ingest.settings import load_settings

TODAY = date(2026, 4, 1)
QA = DraftRequest(kind=Kind.QA_SECTION, topic="中古工作機械の輸出手続", as_of=TODAY)
REQUESTS = [
    QA,
    DraftRequest(kind=Kind.QA_SECTION, topic="グループAとインフォーム要件", as_of=date(2025, 6, 1)),
    DraftRequest(kind=Kind.COMMENTARY, element="screening", as_of=TODAY),
    DraftRequest(kind=Kind.CHECKLIST, element="records", as_of=TODAY),
    DraftRequest(kind=Kind.CHECKLIST, topic="立入検査の重点化", as_of=TODAY),
    DraftRequest(kind=Kind.CHANGE_NOTICE, from_day=date(2025, 9, 1), to_day=date(2025, 10, 31)),
]
IDS = ["qa", "qa-earlier", "commentary", "checklist", "checklist-topic", "notice"]


@pytest.fixture(scope="module")
def index(index_home):
    """The digests that ship."""
    return open_index(load_settings(home=index_home))


@pytest.fixture(scope="module")
def drafter(index):
    """A drafter without a chat model."""
    return Drafter(index, Checker())


@pytest.fixture(scope="module")
def qa(drafter):
    """A section of questions and answers."""
    return drafter.draft(QA, TODAY)


def _cited(draft):
    known = {one.id: one for one in draft.citations}
    return [(paragraph, one, known[c]) for paragraph in draft.paragraphs for one in paragraph.sentences for c in one.citations]  # fmt: skip


@pytest.mark.parametrize("request_", REQUESTS, ids=IDS)
def test_every_sentence_is_cited_or_neutral(drafter, index, request_):
    """Outside headings, questions and determinations; the quote is the stored passage's, and its id says where."""
    draft = drafter.draft(request_, TODAY)
    plain = (Role.TITLE, Role.HEADING, Role.QUESTION, Role.POINT)
    for paragraph in draft.paragraphs:
        if paragraph.role not in plain and paragraph.origin is not Origin.DETERMINATION:
            assert all(one.citations or neutral.is_neutral(one.text, index.gaps) for one in paragraph.sentences)
    assert draft.citations
    for _, _, cited in _cited(draft):
        passage = index.passage(cited.citation.passage_id)
        assert passage.text[cited.start : cited.end] == cited.citation.quote != ""
        assert cited.id == citation_id(passage.id, Span(cited.start, cited.end))


@pytest.mark.parametrize("request_", REQUESTS, ids=IDS)
def test_what_is_not_the_law_of_the_day_stands_in_the_history_and_says_so(drafter, request_):
    """Superseded, proposed and future statements nowhere else, each with its label."""
    for paragraph, one, cited in _cited(drafter.draft(request_, TODAY)):
        if cited.citation.in_force is False:
            assert paragraph.role is Role.HISTORY and neutral.is_labelled(one.text)


@pytest.mark.parametrize("request_", REQUESTS, ids=IDS)
def test_nothing_is_decided_outside_the_tables(drafter, request_):
    """A sentence that could be read as the decision on a case is left out."""
    for paragraph in drafter.draft(request_, TODAY).paragraphs:
        if paragraph.origin is not Origin.DETERMINATION and paragraph.role not in (Role.QUESTION, Role.POINT):
            assert not any(decides(neutral.without_label(one.text)) for one in paragraph.sentences)


@pytest.mark.parametrize("request_", REQUESTS, ids=IDS)
def test_no_sentence_stands_twice(drafter, request_):
    """A fact is told in one place; names of provisions and labelled earlier wordings may come again."""
    told = [
        one.text
        for paragraph in drafter.draft(request_, TODAY).paragraphs
        for one in paragraph.sentences
        if one.citations and paragraph.role not in (Role.BASIS, Role.HISTORY) and one.text.endswith("。")
    ]
    leads = [one for one in told if told.count(one) > 1 and "次の" not in one and "とおり" not in one]
    assert leads == []


@pytest.mark.parametrize("request_", REQUESTS, ids=IDS)
def test_ids_are_unique_and_parents_exist(drafter, request_):
    """The paragraphs form a tree."""
    paragraphs = drafter.draft(request_, TODAY).paragraphs
    ids = [one.id for one in paragraphs]
    assert len(ids) == len(set(ids))
    assert all(one.parent is None or one.parent in ids for one in paragraphs)


def test_the_same_request_gives_the_same_draft(index, qa):
    """With a fresh drafter, byte for byte."""
    assert Drafter(index, Checker()).draft(QA, TODAY) == qa


def test_footnotes_are_numbered_in_the_order_of_use(qa):
    """From 1, without a hole."""
    assert [one.citation.n for one in qa.citations] == list(range(1, len(qa.citations) + 1))


def test_questions_of_a_person_are_all_answered_or_left_open(drafter):
    """What the corpus does not support says so, and asks a person."""
    asked = ("グループAの国はどこですか", "輸出許可の申請の手数料はいくらですか")
    draft = drafter.draft(DraftRequest(kind=Kind.QA_SECTION, questions=asked, as_of=TODAY), TODAY)
    questions = [one for one in draft.paragraphs if one.role is Role.QUESTION]
    assert tuple(one.text for one in questions) == asked
    answers = [one for one in draft.paragraphs if one.role is Role.ANSWER]
    assert "アルゼンチン" in answers[0].text and answers[1].text == neutral.NOT_SUPPORTED
    assert any(one.role is Role.OPEN and one.parent == questions[1].id for one in draft.paragraphs)


def test_only_the_sources_asked_for_are_cited(drafter):
    """The sources of the request bind every part of the draft."""
    only = QA.model_copy(update={"source_ids": ("meti-2025-trends",)})
    assert {one.citation.source_id for one in drafter.draft(only, TODAY).citations} == {"meti-2025-trends"}


def test_an_earlier_day_knows_nothing_later(drafter):
    """Nothing published after the day of the draft is cited."""
    draft = drafter.draft(QA.model_copy(update={"as_of": date(2024, 6, 30), "topic": "補完的輸出規制"}), TODAY)
    assert all(one.citation.published[:7] <= "2024-06" for one in draft.citations)


def test_a_redraft_touches_nothing_else(drafter, qa):
    """The answer is written anew; all other paragraphs are what they were, even one that a person changed."""
    answer = next(one for one in qa.paragraphs if one.role is Role.ANSWER)
    spoiled = tuple(replace(one, sentences=one.sentences[:1]) if one is answer else one for one in qa.paragraphs)
    edited = replace(qa, paragraphs=spoiled)
    anew = drafter.redraft(edited, [answer.id], TODAY)
    others = lambda draft: [one for one in draft.paragraphs if one.id != answer.id]  # noqa: E731
    assert others(anew) == others(edited)
    assert next(one for one in anew.paragraphs if one.id == answer.id) == answer


def test_a_redraft_answers_the_question_as_it_is_worded_now(drafter, qa):
    """A person puts another question above; the answer is to that one."""
    question = next(one for one in qa.paragraphs if one.role is Role.QUESTION)
    other = replace(question, origin=Origin.PERSON, sentences=(replace(question.sentences[0], text="輸出許可の有効期間はいつまで？"),))  # fmt: skip
    edited = replace(qa, paragraphs=tuple(other if one is question else one for one in qa.paragraphs))
    anew = drafter.redraft(edited, [f"{question.id}-answer"], TODAY)
    assert "六月" in next(one for one in anew.paragraphs if one.id == f"{question.id}-answer").text


def test_a_determination_is_generated_again(drafter, qa):
    """Whatever was typed into a table is gone."""
    table = next(one for one in qa.paragraphs if one.role is Role.TABLE)
    typed = replace(table, sentences=table.sentences[:1])
    edited = replace(qa, paragraphs=tuple(typed if one is table else one for one in qa.paragraphs))
    assert drafter.redraft(edited, [table.id], TODAY) == qa


def test_a_paragraph_of_a_person_cannot_be_drafted(drafter, qa):
    """There is nothing in the request that it could be made from; one that is not there is another error."""
    own = replace(qa.paragraphs[1], id="mine", role=Role.NOTE, origin=Origin.PERSON)
    with pytest.raises(PersonsParagraphError, match="mine"):
        drafter.redraft(replace(qa, paragraphs=(*qa.paragraphs, own)), ["mine"], TODAY)
    with pytest.raises(UnknownParagraphError, match="nowhere"):
        drafter.redraft(qa, ["nowhere"], TODAY)


class _Model(Writer):
    """A writer whose model joins the evidence into one statement, or fails."""

    fingerprint, prompt = "model", "prompt"

    def __init__(self, trouble=None):
        self.trouble = trouble

    def write(self, question, extract, sentences, tell):
        if self.trouble:
            return Written(Composed((), (), ()), trouble=self.trouble)
        cited = [cite(n, one.hit.passage, one.hit.source, one.span, one.standing) for n, one in enumerate(sentences, 1)]
        told = Statement("書かれた文。", tuple(one.n for one in cited), By.MODEL)
        return Written(Composed((told,), tuple(cited), tuple(sentences)))


def test_a_model_writes_the_answer_from_the_chosen_evidence(index):
    """Its sentence carries the citations of the evidence it points at; a model in trouble leaves the extract."""
    asked = DraftRequest(kind=Kind.QA_SECTION, questions=("輸出許可の有効期間はいつまで？",), as_of=TODAY)
    plain = Drafter(index, Checker()).draft(asked, TODAY)
    written = Drafter(index, Checker(), _Model()).draft(asked, TODAY)
    answer = next(one for one in written.paragraphs if one.role is Role.ANSWER)
    assert [one.text for one in answer.sentences] == ["書かれた文。"]
    assert set(answer.sentences[0].citations) <= {one.id for one in written.citations}
    assert written.made.model == "model" and plain.made.model is None
    failed = Drafter(index, Checker(), _Model(Trouble.SLOW)).draft(asked, TODAY)
    assert failed.paragraphs == plain.paragraphs


def test_an_unknown_element_is_refused(drafter):
    """The error names those there are."""
    with pytest.raises(UnknownElementError):
        drafter.draft(DraftRequest(kind=Kind.COMMENTARY, element="finance"), TODAY)


def test_a_notice_of_a_quiet_time_says_so(drafter):
    """Where nothing changed, that is what it says; it invents no change."""
    quiet = DraftRequest(kind=Kind.CHANGE_NOTICE, from_day=date(2026, 3, 1), to_day=date(2026, 3, 2))
    texts = [one.text for one in drafter.draft(quiet, TODAY).paragraphs]
    assert neutral.NO_CHANGE in texts


def test_a_notice_shows_the_wording_before_and_after(drafter):
    """The provision that changed stands in the basis, its earlier wording in the history."""
    draft = drafter.draft(REQUESTS[-1], TODAY)
    day = {one.role: one for one in draft.paragraphs if one.parent == "d-2025-10-09"}
    assert "第一条第三項" in day[Role.BASIS].text
    assert "2025年10月9日より前の条文" in day[Role.HISTORY].text
    assert any(one.role is Role.TABLE for one in draft.paragraphs)


NOTICE = DraftRequest(kind=Kind.CHANGE_NOTICE, from_day=date(2025, 11, 15), to_day=date(2026, 3, 31))


def test_a_notice_tells_each_day_of_its_period_the_first_one_too(drafter):
    """What changes, for what and what to do, from the rules; what the statutes say since then, cited."""
    draft = drafter.draft(NOTICE, TODAY)
    rows = next(one for one in draft.paragraphs if one.id == "table-again-table").sentences
    days = [one.id for one in draft.paragraphs if one.id.startswith("d-") and one.role is Role.HEADING]
    assert days == ["d-2025-11-15", "d-2025-12-01", "d-2026-02-14"]
    assert rows[0].text == "施行日 | 変わること | 対象 | すること"
    assert any("2025年11月15日" in one.text and "3の2" in one.text and one.text.endswith("判定し直す") for one in rows)
    first = {one.role: one for one in draft.paragraphs if one.parent == "d-2025-11-15"}
    assert "第二条の二第二項" in first[Role.APPLIES].text and "第二号ヘ" in first[Role.CHANGE].text
    assert all(one.citations for one in (*first[Role.CHANGE].sentences, *first[Role.APPLIES].sentences[1:]))


def test_a_notice_shows_of_a_provision_what_is_new_and_what_was_otherwise(drafter):
    """Its sentences that stay are in neither part; a new list item comes with what leads into it."""
    draft = drafter.draft(NOTICE, TODAY)
    day = {one.role: one for one in draft.paragraphs if one.parent == "d-2025-11-15"}
    new, old = (day[role].text for role in (Role.CHANGE, Role.HISTORY))
    assert "(3) 壊れて" in new and "(1) 許可の範囲" not in new + old
    assert "武器）には使えない" not in new + old


def test_a_day_without_stored_wording_says_so(drafter):
    """The rules know of it; a person has to look at the law itself."""
    draft = drafter.draft(NOTICE, TODAY)
    day = {one.role: one for one in draft.paragraphs if one.parent == "d-2026-02-14"}
    assert day[Role.OPEN].text == neutral.NOT_STORED
    assert day[Role.CHANGE].origin is Origin.DETERMINATION and "7項(10の2)" in day[Role.CHANGE].text


def test_what_a_notice_takes_from_the_rules_can_be_written_anew(drafter):
    """The same table again, and nothing else touched."""
    draft = drafter.draft(NOTICE, TODAY)
    assert drafter.redraft(draft, ["table-again-table"], TODAY) == draft


def test_the_title_of_a_notice_says_its_period(drafter):
    """Two notices in a list are told apart; a single day stands alone."""
    assert drafter.draft(NOTICE, TODAY).title == "改正のお知らせ（2025年11月15日〜2026年3月31日）"
    one = DraftRequest(kind=Kind.CHANGE_NOTICE, from_day=date(2025, 10, 9), to_day=date(2025, 10, 9))
    draft = drafter.draft(one, TODAY)
    assert draft.title == draft.paragraphs[0].text == "改正のお知らせ（2025年10月9日）"
    assert [one.id for one in draft.paragraphs if one.id.startswith("d-") and one.role is Role.HEADING] == [
        "d-2025-10-09"
    ]
