"""Notices: what is no longer, not yet or never was the law is always marked as such; dates and editions are told."""

import pytest


def codes(answer):
    """The codes of the notices of an answer."""
    return {notice.code for notice in answer.notices}


def text_of(answer, code):
    """The text of the notice with that code."""
    return next(notice.text for notice in answer.notices if notice.code == code)


def citation_with(answer, phrase):
    """The citation whose quote holds a phrase."""
    return next(one for one in answer.citations if phrase in one.quote)


OLD = "ムササビ規制の対象は通知を受けた貨物だけですか"


def test_a_superseded_sentence_is_marked_with_its_day_and_successor(small):
    """From the day of the change a sentence of the old law is history, and says what replaced it."""
    answer = small.ask(OLD, as_of="2025-10-09", source_ids=("report",))
    citation = citation_with(answer, "通知を受けた貨物だけ")
    assert (citation.in_force, str(citation.superseded_on)) == (False, "2025-10-09")
    assert citation.superseded_by == f"{small.law} 第四条第一項"
    assert "2025年10月9日" in text_of(answer, "superseded")
    assert "用途要件が加わった。" in text_of(answer, "superseded")


def test_the_same_sentence_was_the_law_the_day_before(small):
    """One day earlier it is in force and nothing is said."""
    answer = small.ask(OLD, as_of="2025-10-08", source_ids=("report",))
    citation = citation_with(answer, "通知を受けた貨物だけ")
    assert (citation.in_force, citation.superseded_on) == (True, None)
    assert "superseded" not in codes(answer)


@pytest.mark.parametrize(("day", "in_force", "told"), [("2025-10-08", False, True), ("2025-10-09", True, False)])
def test_an_announced_change_is_marked_until_its_day(small, day, in_force, told):
    """Before its day the change is a plan, from its day the law; its day is told with it."""
    answer = small.ask("ムササビ規制の改正はいつ施行されますか", as_of=day)
    citation = citation_with(answer, "2025年10月9日に施行する")
    assert (citation.in_force, str(citation.valid_from)) == (in_force, "2025-10-09")
    assert ("not_yet_in_force" in codes(answer)) is told


@pytest.mark.parametrize("day", ["2024-06-30", "2026-04-01"])
def test_a_proposal_is_never_the_law(small, day):
    """A proposal can be quoted on every day, always as one."""
    answer = small.ask("小委員会は何を提言しましたか", as_of=day)
    citation = citation_with(answer, "提言した")
    assert (answer.status, citation.in_force) == ("answered", False)
    assert "提言であって法ではない。" in text_of(answer, "proposed")


def test_an_answer_of_nothing_but_the_old_law_is_partial(small):
    """When all that was found was replaced, the answer says so and sends the reader to the law in force."""
    answer = small.ask("モモンガ届は何部出しますか", source_ids=("manual",))
    assert (answer.status, answer.reason) == ("partial", "superseded_only")
    assert "三部" in answer.statements[0].text
    assert all(one.in_force is False for one in answer.citations)
    assert "置き換え" in answer.next_step
    assert "superseded" in codes(answer)
    assert answer.closest


def test_before_its_replacement_the_same_is_a_full_answer(small):
    """On a day on which it was the law it is an answer like any other."""
    answer = small.ask("モモンガ届は何部出しますか", as_of="2024-11-30", source_ids=("manual",))
    assert (answer.status, answer.reason, answer.next_step) == ("answered", None, None)
    assert "superseded" not in codes(answer)


def test_a_date_taken_from_the_question_is_told(small):
    """「2024年6月時点」 is told as 2024年6月30日; a date of the request is not told again."""
    answer = small.ask("2024年6月時点で、ムササビ規制の対象は何ですか")
    assert (str(answer.as_of), answer.as_of_from) == ("2024-06-30", "question")
    assert "2024年6月30日" in text_of(answer, "as_of_from_question")
    assert "as_of_from_question" not in codes(small.ask("ムササビ規制の対象は何ですか", as_of="2024-06-30"))


def test_a_digest_is_told_to_be_one(small):
    """A restatement is never passed off as the issuer's wording; without a citation there is nothing to tell."""
    assert "発行者の文言ではありません" in text_of(small.ask("小委員会は何を提言しましたか"), "digest")
    assert "digest" not in codes(small.ask("明日の天気はどうですか"))


def test_dates_beyond_the_stored_law_are_told(small):
    """Before the first stored wording the law is not covered; after the last one its text may have changed."""
    assert "before_stored_law" in codes(small.ask("試験輸出令第四条第一項は何を定めていますか", as_of="2023-06-01"))
    later = small.ask("試験輸出令第四条第一項は何を定めていますか", source_ids=(small.law,))
    assert "2025年10月9日施行の版まで" in text_of(later, "after_stored_law")
    middle = small.ask("試験輸出令第四条第一項は何を定めていますか", as_of="2025-10-09", source_ids=(small.law,))
    assert not codes(middle) & {"before_stored_law", "after_stored_law"}


def test_a_notice_is_given_once(small):
    """However many sentences of a kind are quoted, each text stands once."""
    answer = small.ask("小委員会は何を提言しましたか")
    assert sum(one.text.endswith("提言した。") for one in answer.statements) == 2
    assert [notice.code for notice in answer.notices].count("proposed") == 1
