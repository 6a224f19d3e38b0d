"""A duty of a statute and its exceptions, which stand in another provision: told together or with the caution."""

from datetime import date

import pytest

from assistant.checking import Checker
from assistant.drafting import neutral
from assistant.drafting.draft import Kind, Origin, Paragraph, Role
from assistant.drafting.gather import Scope
from assistant.drafting.proviso import with_exceptions
from assistant.drafting.request import DraftRequest
from assistant.drafting.section import Page
from assistant.drafting.write import Drafter
from assistant.duties import DutiesError, load_duties, shipped_duties
from assistant.evidence import read_sentences
from assistant.hit import Hit
from assistant.question import read_question
from ingest.citation import standing
from ingest.index import open_index
from ingest.settings import load_settings

TODAY = date(2026, 4, 1)
ORDER, CABINET, MINISTERIAL = "324CO0000000378", "355CO0000000260", "410M50000400008"


@pytest.fixture(scope="module")
def index(index_home):
    """The digests that ship."""
    return open_index(load_settings(home=index_home))


def _provision(index, source, locator, scope):
    """A page and a paragraph that tells a provision alone, as a draft would."""
    rows = [int(row) for row in index.rows_of_source(source)]
    passage = next(one for one in index.passages(rows) if one.locator == locator and one.visible_on(scope.day))
    law = index.sources[source]
    hit = Hit(passage, law, 1.0, (), standing(passage, law, index.statuses, scope.day))
    page = Page.blank(index, scope)
    told = page.tell(read_sentences(index, read_question(locator, scope.day, scope.day), (hit,)))
    return page, Paragraph("a", Role.ANSWER, Origin.PASSAGES, told)


def _locators(page, paragraph):
    known = page.ledger.cited
    return [known[one].citation.locator for sentence in paragraph.sentences for one in sentence.citations]


@pytest.mark.parametrize(
    ("source", "duty", "exceptions"),
    [
        (ORDER, "第一条第三項", ["第四条第二項"]),
        (CABINET, "第十七条第二項", ["第九条第二項第七号", "第九条第二項第八号"]),
    ],
)
def test_a_duty_is_followed_by_its_exceptions(index, source, duty, exceptions):
    """The permit for Group A is told with the condition of a notification, for goods and for technology."""
    page, alone = _provision(index, source, duty, Scope(TODAY))
    told = with_exceptions(page, alone)
    assert told.sentences[: len(alone.sentences)] == alone.sentences
    places = list(dict.fromkeys(_locators(page, told)))
    assert len(places) == 1 + len(exceptions)
    assert all(place.startswith(wanted) for place, wanted in zip(places, [duty, *exceptions], strict=True))
    assert "通知" in told.text and neutral.EXCEPTIONS not in told.text
    assert with_exceptions(page, told) == told


def test_exceptions_outside_the_sources_asked_for_leave_the_caution(index):
    """Unknown is never no: what cannot be told is to be checked."""
    page, alone = _provision(index, CABINET, "第十七条第二項", Scope(TODAY, (CABINET,)))
    assert with_exceptions(page, alone).sentences[-1].text == neutral.EXCEPTIONS


def test_a_pair_is_not_used_before_its_day(index):
    """The provision of the same number said something else, and states its exceptions itself."""
    page, alone = _provision(index, CABINET, "第十七条第二項", Scope(date(2025, 6, 1)))
    assert with_exceptions(page, alone) == alone


def test_a_permit_without_a_pair_gets_the_caution(index):
    """The scope of permits is told without any of the exceptions of 第四条."""
    page, alone = _provision(index, ORDER, "第一条第一項", Scope(TODAY))
    assert with_exceptions(page, alone).sentences[-1].text == neutral.EXCEPTIONS


def test_a_provision_that_imposes_no_duty_stays_as_it_is(index):
    """An exception needs no exception."""
    page, alone = _provision(index, ORDER, "第四条第二項", Scope(TODAY))
    assert with_exceptions(page, alone) == alone


@pytest.mark.parametrize(
    "request_",
    [
        DraftRequest(kind=Kind.QA_SECTION, topic="補完的輸出規制", as_of=TODAY),
        DraftRequest(kind=Kind.CHANGE_NOTICE, from_day=date(2025, 10, 1), to_day=date(2025, 10, 31)),
    ],
    ids=["qa", "notice"],
)
def test_no_draft_tells_the_permit_for_group_a_alone(index, request_):
    """Every sentence of 第一条第三項 is followed by one of 第四条第二項, and written anew it is so again."""
    drafter = Drafter(index, Checker())
    draft = drafter.draft(request_, TODAY)
    cited = {one.id: one.citation.locator for one in draft.citations}
    holders = [one for one in draft.paragraphs if any("許可が要る" in s.text and "第一条第三項" in s.text for s in one.sentences)]  # fmt: skip
    assert holders
    for paragraph in holders:
        places = [cited[one.citations[0]] if one.citations else "" for one in paragraph.sentences]
        at = next(n for n, one in enumerate(paragraph.sentences) if "第一条第三項により" in one.text)
        assert places[at + 1].startswith("第四条第二項")
        told = [(one.text, place) for one, place in zip(paragraph.sentences, places, strict=True)]
        assert len(set(told)) == len(told)
    assert drafter.redraft(draft, [one.id for one in holders], TODAY).paragraphs == draft.paragraphs


def test_every_pair_that_ships_is_in_the_law(index):
    """Both provisions exist on the first day of the pair."""
    for duty in shipped_duties():
        for one in (duty.provision, *duty.exceptions):
            rows = [int(row) for row in index.rows_of_source(one.source)]
            held = [p for p in index.passages(rows) if p.visible_on(duty.start) and one.covers(p.locator, "")]
            assert held, one


def test_a_broken_file_says_where(tmp_path):
    """The path stands in the message."""
    path = tmp_path / "exceptions.toml"
    path.write_text("[[duty]]\n", encoding="utf-8")
    with pytest.raises(DutiesError, match=r"exceptions\.toml"):
        load_duties(path)
