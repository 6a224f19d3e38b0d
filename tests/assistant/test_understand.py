"""Understand: what a follow-up keeps of the question before it, and what it never keeps silently."""

from datetime import UTC, date, datetime

import pytest

from assistant.conversation import Exchange
from assistant.request import AskRequest
from assistant.understand import understand

DEAL = "当社の工作機械を中国に輸出できますか"
FACTS = {"dest": "CN", "kind": "goods"}


def turn(question, *, as_of="2026-06-10", came_from="default", source_ids=(), facts=None):
    """A turn as it is stored."""
    return Exchange(
        asked_at=datetime(2026, 6, 10, tzinfo=UTC),
        today=date(2026, 6, 10),
        after=0,
        request={"question": question},
        understood={"question": question, "as_of": None, "source_ids": list(source_ids), "facts": facts},
        answer={"as_of": as_of, "as_of_from": came_from},
    )


def codes(asked):
    """The codes of what the reader is told."""
    return [notice.code for notice in asked.notices]


def test_a_follow_up_keeps_the_date_and_the_sources():
    """Both are told, and the question as typed is kept beside the complete one."""
    before = turn("10の技術は何ですか", as_of="2025-01-31", came_from="request", source_ids=("slides",))
    asked = understand(AskRequest(question="その根拠は？"), [before])
    assert (asked.typed, asked.request.question) == ("その根拠は？", "10の技術の根拠は?")
    assert (asked.request.as_of, asked.request.source_ids) == (date(2025, 1, 31), ("slides",))
    assert codes(asked) == ["follow_up", "as_of_kept", "source_ids_kept"]
    assert "10の技術の根拠は?" in asked.notices[0].text


def test_a_date_out_of_the_words_before_is_kept_too():
    """「2024年6月時点で…」 holds for what follows."""
    before = turn("2024年6月時点で、中間報告は何を提言していましたか", as_of="2024-06-30", came_from="question")
    assert understand(AskRequest(question="その理由は？"), [before]).request.as_of == date(2024, 6, 30)


def test_today_is_not_kept():
    """A date that nobody named is today's again."""
    asked = understand(AskRequest(question="その根拠は？"), [turn("10の技術は何ですか")])
    assert asked.request.as_of is None and codes(asked) == ["follow_up"]


@pytest.mark.parametrize("said", ["では2025年12月時点では？", "では現在は？", "今はどうですか"])
def test_a_date_in_the_new_words_wins(said):
    """Another date, or today, is what is asked about."""
    before = turn("10の技術は何ですか", as_of="2025-01-31", came_from="request")
    asked = understand(AskRequest(question=said), [before])
    assert asked.notices and asked.request.as_of is None


def test_fields_that_were_sent_win_also_when_empty():
    """No date and all sources can be asked for in a follow-up."""
    before = turn("10の技術は何ですか", as_of="2025-01-31", came_from="request", source_ids=("slides",))
    asked = understand(AskRequest(question="その根拠は？", as_of=None, source_ids=()), [before])
    assert (asked.request.as_of, asked.request.source_ids) == (None, ())


def test_a_question_that_stands_alone_keeps_nothing():
    """Neither date nor sources nor facts go over, and nothing is told."""
    before = turn(DEAL, as_of="2025-01-31", came_from="request", source_ids=("slides",), facts=FACTS)
    request = AskRequest(question="グループAの国はどこですか")
    asked = understand(request, [before])
    assert (asked.request, asked.notices) == (request, ())


def test_confirmed_facts_go_over_to_another_question_about_the_same_case():
    """They are named to the reader."""
    asked = understand(AskRequest(question="許可は必要ですか"), [turn(DEAL, facts=FACTS)])
    assert asked.request.facts == FACTS
    assert "仕向地" in next(notice.text for notice in asked.notices if notice.code == "facts_kept")


@pytest.mark.parametrize("said", ["ではベトナムなら？", "それをタイに送るなら許可は必要ですか", "その根拠は？"])
def test_confirmed_facts_never_go_over_to_another_case(said):
    """Another country, or a question about the law: they are not used, and the reader is told so."""
    asked = understand(AskRequest(question=said), [turn(DEAL, facts=FACTS)])
    assert asked.request.facts is None
    assert "facts_not_kept" in codes(asked)


def test_a_confirmed_fact_is_compared_by_its_value():
    """The same country said again is the same case, whoever confirmed it; another one is not."""
    before = turn(DEAL, facts={"dest": {"value": "CN", "confirmed_by": "輸出 花子"}})
    same = understand(AskRequest(question="それを中国に送るのに許可は必要ですか"), [before])
    other = understand(AskRequest(question="それをタイに送るのに許可は必要ですか"), [before])
    assert same.request.facts == before.understood["facts"]
    assert other.request.facts is None
