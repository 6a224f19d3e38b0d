"""Notices of changes: what took effect on each day, what is known ahead, and what no notice can know."""

from datetime import date

import pytest

from assistant.checking import Checker
from assistant.drafting import neutral
from assistant.drafting.draft import Kind, Origin, Role
from assistant.drafting.mark import load_marker
from assistant.drafting.request import DraftRequest
from assistant.drafting.write import Drafter
from assistant.lock import decides
from ingest.index import open_index
from ingest.settings import load_settings

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def drafter(index_home):
    """A drafter of the digests that ship, without a chat model."""
    return Drafter(open_index(load_settings(home=index_home)), Checker())


@pytest.fixture(scope="module")
def notice(drafter):
    """Makes the notice of a period, once."""
    made = {}

    def make(start, end, topic=None):
        key = (start, end, topic)
        if key not in made:
            asked = DraftRequest(kind=Kind.CHANGE_NOTICE, from_day=start, to_day=end, topic=topic)
            made[key] = drafter.draft(asked, TODAY)
        return made[key]

    return make


def told(draft, day, role, origin=Origin.PASSAGES):
    """The text of a part of a day."""
    found = (one for one in draft.paragraphs if one.parent == f"d-{day}" and one.role is role and one.origin is origin)
    return "\n".join(sentence.text for one in found for sentence in one.sentences)


def left_open(draft):
    """What the whole notice leaves to be found out."""
    return next(one.text for one in draft.paragraphs if one.id == "period-open")


def test_a_term_that_ends_in_a_coming_period_is_told_with_its_source(notice):
    """The statute and the document that name the day, and from the rules what holds on the day after."""
    draft = notice("2026-12-01", "2027-06-30")
    assert not any(neutral.NO_CHANGE in one.text for one in draft.paragraphs)
    known = {one.id: one.citation.title for one in draft.citations}
    change = next(one for one in draft.paragraphs if one.id == "d-2027-04-13-change")
    assert {known[c] for one in change.sentences for c in one.citations} >= {"輸出貿易管理令"}
    assert all(one.citations for one in change.sentences) and "2027年4月13日" in change.text
    assert "2027年4月13日が期限" in told(draft, "2027-04-14", Role.CHANGE, Origin.DETERMINATION)


def test_a_period_behind_the_stored_law_says_where_the_law_ends(notice):
    """Among what must be confirmed; a period before it does not say so, and none claims that it is complete."""
    ahead, past = notice("2026-12-01", "2026-12-31"), notice("2025-10-01", "2025-10-31")
    assert neutral.law_ends(date(2026, 6, 5)) in left_open(ahead)
    assert "より後に施行される改正" not in left_open(past)
    assert all(neutral.ONLY_KNOWN in left_open(one) for one in (ahead, past))
    assert any(one.text == neutral.NO_CHANGE for one in ahead.paragraphs)


def test_a_table_of_a_period_shows_the_rows_that_change(notice):
    """Those without a change are left out, and so is a table in which nothing changes."""
    draft = notice("2026-12-01", "2027-06-30")
    tables = {one.id: one for one in draft.paragraphs if one.role is Role.TABLE}
    assert list(tables) == ["table-north-korea-table"]
    for one in notice("2025-10-01", "2025-10-31").paragraphs:
        if one.role is Role.TABLE and one.id.startswith("table-catch-all"):
            assert all(len(set(row.text.split(" | ")[-2:])) == 2 for row in one.sentences)


def test_a_topic_whose_results_stay_says_so(notice):
    """Its table is a line."""
    draft = notice("2026-12-01", "2026-12-31", "北朝鮮")
    note = next(one for one in draft.paragraphs if one.id == "table-north-korea-note")
    assert "結果は同じです" in note.text and not any(one.role is Role.TABLE for one in draft.paragraphs)


def test_proposals_and_what_took_effect_on_other_days_are_no_change_of_a_day(notice):
    """2025-10-09 is the day of ③ and ④ of the list of the amendments, and of no proposal."""
    change = told(notice("2025-10-01", "2025-10-31"), "2025-10-09", Role.CHANGE)
    assert "用途要件" in change and "グループA国" in change
    assert not any(word in change for word in ("意見具申", "⑤", "⑥", "⑦", "①重要"))


def test_what_the_rules_say_of_a_day_stands_in_plain_words(notice):
    """The notification for group A and the user requirement for countries under an arms embargo are named."""
    said = told(notice("2025-10-01", "2025-10-31"), "2025-10-09", Role.CHANGE, Origin.DETERMINATION)
    assert "グループA向けで通知を受けた" in said and "国連武器禁輸国" in said


def test_a_notice_lists_no_bare_names_of_provisions(notice):
    """A provision is told with its words; that there are more is said once."""
    draft = notice("2025-10-01", "2025-10-31")
    names = {f"{one.citation.title} {one.citation.locator}" for one in draft.citations}
    assert not [one.text for paragraph in draft.paragraphs for one in paragraph.sentences if one.text in names]
    assert neutral.MORE_CHANGES in told(draft, "2025-10-09", Role.OPEN)


def test_a_provision_that_only_moved_is_said_to_have_moved(notice):
    """Its first sentence names the place, before and after; the penalties in it are not shown as changed."""
    draft = notice("2026-06-01", "2026-06-10")
    change, history = (told(draft, "2026-06-05", role) for role in (Role.CHANGE, Role.HISTORY))
    assert change.startswith(neutral.RENUMBERED) and "第六十九条の七）" in change and "第六十九条の六）" in history
    assert "七年以下" not in change + history and neutral.MORE_CHANGES not in told(draft, "2026-06-05", Role.OPEN)


def test_words_that_changed_are_no_renumbering(notice):
    """The penalties of 2025-06-01 have another name for imprisonment."""
    change = told(notice("2025-06-01", "2025-06-15"), "2025-06-01", Role.CHANGE)
    assert "拘禁刑" in change and neutral.RENUMBERED not in change


def test_the_five_technologies_are_named_once(notice):
    """With the day passed nothing is planned any more."""
    change = told(notice("2025-06-01", "2025-06-15"), "2025-06-09", Role.CHANGE)
    assert all(change.count(name) == 1 for name in ("⑪磁気センサー", "⑫", "⑬", "⑭", "⑮"))
    assert "予定である" not in change and "現在の対象" not in change


def test_a_table_names_its_technologies(notice):
    """A sign alone says nothing."""
    rows = next(one for one in notice("2025-06-01", "2025-06-15").paragraphs if one.id == "table-prior-report-table")
    assert "⑪磁気センサー" in rows.text and "⑮セパレータ製造装置" in rows.text and "①" not in rows.text


def test_a_list_that_is_said_to_have_21_items_has_them(notice):
    """Of 2025-05-28; what to do is no definition."""
    draft = notice("2025-05-20", "2025-05-31")
    change = told(draft, "2025-05-28", Role.CHANGE)
    assert all(f"\n{n} | " in change for n in range(1, 22))
    assert "（※2）" not in told(draft, "2025-05-28", Role.ACTION) + change


def test_for_whom_a_day_counts_is_readable(notice):
    """What a person had put in is quoted, and no inner word of the rules stands there."""
    drafts = (notice("2025-10-01", "2025-10-31"), notice("2025-06-01", "2025-06-15"))
    rows = "\n".join(one.text for draft in drafts for one in draft.paragraphs if one.id == "table-again-table")
    assert (
        "「外国ユーザーリスト」を確かめて入力したもの" in rows
        and "「官民対話の対象技術」を「なし」と入力したもの" in rows
    )
    assert "確かめられていない" not in rows


def test_days_without_wording_are_listed(notice):
    """The rules know of 2026-02-14; the digests hold no wording of it."""
    draft = notice("2025-11-01", "2026-06-30")
    assert neutral.without_wording([date(2026, 2, 14)]) in left_open(draft)
    assert "5項(20)" in told(draft, "2026-02-14", Role.CHANGE, Origin.DETERMINATION)


@pytest.mark.parametrize("period", [("2023-07-22", "2026-11-30"), ("2025-11-01", "2028-06-30")])
def test_a_long_period_stands_up_too(notice, drafter, period):
    """Cited or neutral, deciding nothing outside the rules; fixed sentences are no evidence when typed by a person."""
    draft = notice(*period)
    for paragraph in draft.paragraphs:
        if paragraph.origin is not Origin.DETERMINATION and paragraph.role not in (Role.TITLE, Role.HEADING):
            assert all(one.citations or neutral.is_neutral(one.text) for one in paragraph.sentences)
            assert not any(decides(neutral.without_label(one.text)) for one in paragraph.sentences)


def test_what_the_rules_say_of_a_day_can_be_written_anew(notice, drafter):
    """Alone, and nothing else touched."""
    draft = notice("2025-10-01", "2025-10-31")
    assert drafter.redraft(draft, ["d-2025-10-09-rules"], TODAY) == draft


def test_a_notice_as_written_has_no_marks(notice):
    """Saving it unchanged finds nothing wrong in it."""
    draft = notice("2026-12-01", "2027-06-30")
    assert load_marker().mark(draft, draft) == draft
