"""Words: grounds by their names and sections, and the rules that decided apart from those beside them."""

import pytest

from assistant.checking import Checker, shipped_rules
from assistant.grounds import Documents, shipped_documents
from assistant.rules.determination import StepResult
from assistant.words import Words, reasons_of
from ingest.section import Section

BASE = shipped_rules()
FACTS = {"date": "2025-10-09", "dest": "TH", "list_status": "not_listed", "hs": "8542.31", "conv_use": "yes"}


def test_every_place_that_a_rule_cites_has_the_name_of_its_section():
    """No basis of any rule is shown as a number of a document and a line alone."""
    documents = shipped_documents()
    cited = {(one.source_id, one.locator) for rule in BASE.rules for one in rule.basis if one.source_id}
    assert cited
    for source_id, locator in cited:
        place = documents.place(source_id, locator)
        assert not place.startswith(("原文", "L")), (source_id, locator)
        assert place.endswith("行目）")
        assert documents.title(source_id) != source_id


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("L12", "スライド2「表」（原文12行目）"),
        ("L12〜L15", "スライド2「表」（原文12〜15行目）"),
        ("L99", "原文99行目"),
        ("第2章", "第2章"),
    ],
)
def test_a_line_is_named_by_the_first_section_that_restates_it(locator, place):
    """The remark that the date stands on another slide is left out; a line of no section stays a line."""
    sections = (
        Section("a", 1, "x", locator="スライド1「題」", lines=((1, 9),)),
        Section("b", 2, "x", locator="スライド2「表」、日付はスライド1", lines=((10, 20),)),
        Section("c", 3, "x", locator="スライド3「別」", lines=((12, 12),)),
    )
    assert Documents({}, {"d": sections}).place("d", locator) == place


def test_the_rules_that_give_the_result_stand_apart_and_first():
    """What is merely unknown beside a clear result does not hide it; together they are all rules that hold."""
    found = Checker().check(FACTS)
    reasons = reasons_of(found)
    assert [step.rule for step in reasons.deciding] == ["R-CA1-C-USE"]
    assert len(reasons.unsettled) > 2 and all(step.outcome == "insufficient_facts" for step in reasons.unsettled)
    held = {step.row for step in found.trace if step.result is StepResult.HELD}
    assert {step.row for step in (*reasons.deciding, *reasons.beside, *reasons.unsettled)} == held


def test_a_rule_that_gives_a_duty_decides_as_well():
    """A prior report stands among the deciding rules whatever the permit is."""
    facts = {"kind": "tech", "date": "2025-12-01", "dest": "CN", "tech_no": "6", "design_mfg": "yes", "act": "jv"}
    found = Checker().check({**facts, "contract": "before"})
    assert [duty.state for duty in found.duties] == ["required"]
    assert {duty.rule for duty in found.duties} <= {step.rule for step in reasons_of(found).deciding}


def test_a_ground_is_one_line_of_japanese():
    """Law or document, place, version and strength of the basis."""
    found = Checker().check(FACTS)
    said = Words(BASE, shipped_documents()).grounds(found, "R-CA1-C-USE")
    assert said[0] == "輸出令 4条1項3号ハ（2025-10-09の版、法令）"
    assert said[-1].startswith("METI動向（2025-04） スライド48") and "文書のみ" in said[-1]


def test_the_group_of_japan_is_no_reason():
    """Japan is in no group of destinations; the group of a recipient who lives elsewhere is told."""
    facts = {"kind": "tech", "date": "2025-10-10", "dest": "JP"}
    shown = [
        step.rule
        for recipient in ("JP", "CN")
        for step in reasons_of(Checker().check({**facts, "dest_recipient": recipient})).beside
        if step.title == "一般国"
    ]
    assert shown == ["R-GRP-B"]
