"""Deal: what was answered, what comes next, and what is sent for a record."""

from assistant.checking import Checker
from ui.deal import Deal, confirmed, next_fact, open_facts, settled


def test_the_kind_is_asked_first_although_it_would_be_assumed():
    """What may be asked at all depends on it."""
    assert next_fact(Deal(), Checker().check({})) == "kind"


def test_a_fact_answered_with_unknown_is_not_asked_again():
    """It stays missing for the rules, but the interview goes on."""
    deal = Deal().with_("kind", "goods").with_("date", "unknown")
    found = Checker().check(deal.facts)
    assert "date" in {one.fact for one in found.missing}
    assert next_fact(deal, found) not in ("date", None)
    assert deal.unknown == ("date",)


def test_back_takes_the_last_answer_and_leaves_an_edit_first():
    """Leaving an edit loses nothing."""
    deal = Deal().with_("kind", "goods").with_("dest", "CN")
    assert deal.edit("kind").back() == deal
    assert dict(deal.back().facts) == {"kind": "goods"} and Deal().back() == Deal()


def test_an_answer_given_again_keeps_its_place():
    """Correcting an answer does not move it."""
    deal = Deal().with_("kind", "goods").with_("dest", "CN").with_("kind", "tech")
    assert list(deal.facts) == ["kind", "dest"] and deal.facts["kind"] == "tech"


def test_facts_are_kept_as_the_service_understood_them():
    """「韓国」 becomes KR, a date its ISO text."""
    deal = Deal({"date": "2026-06-03", "dest": "韓国", "eul": ["CW", "B"]})
    assert dict(settled(deal, Checker().check(deal.facts)).facts) == {
        "date": "2026-06-03",
        "dest": "KR",
        "eul": ["B", "CW"],
    }


def test_without_a_result_only_the_kind_can_be_asked():
    """A service that is down asks nothing else."""
    assert open_facts(Deal(), None) == ("kind",) and next_fact(Deal({"kind": "goods"}), None) is None


def test_only_what_was_ticked_is_sent_as_confirmed():
    """The other facts go as plain values."""
    sent = confirmed({"kind": "goods", "dest": "CN"}, "輸出 花子", "2026-06-10", ("dest",))
    assert sent["kind"] == "goods"
    assert sent["dest"] == {"value": "CN", "confirmed_by": "輸出 花子", "confirmed_on": "2026-06-10"}
