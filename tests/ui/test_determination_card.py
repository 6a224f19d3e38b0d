"""Determination card: what a reader must see of a result, and that no text of the service becomes markup."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.rules.determination import (
    Advice,
    Assumed,
    Because,
    Change,
    Determination,
    Duty,
    Ground,
    Missing,
    RuleNotice,
    RuleReceipt,
    Step,
    StepResult,
    WhatIf,
)
from ui.determination_card import SUPPORT, Names, banner, compact, look_of, whole
from ui.questions import Question, Questions

EVIL = '<img src=x onerror="alert(1)">'
OUTCOMES = (
    "prohibited",
    "permit_required",
    "escalate",
    "insufficient_facts",
    "permit_not_required",
    "no_law_for_date",
)
DEST = Question("dest", "仕向地", "country", "どこですか。", (("SY", "シリア"), ("KP", "北朝鮮")), kinds=("goods",))
ABROAD = Question("dest_recipient", "受領者の国", "country", "どこですか。", kinds=("tech",))
NAMES = Names(Questions((DEST, ABROAD)), {"324CO0000000378": "輸出令", "meti-2024": "説明資料"})


def step(rule: str, result: StepResult, text: str) -> Step:
    """A step that rests on the destination, and on a fact that goods do not use."""
    because = (Because("dest", "SY", "SY"), Because("dest_recipient", "unknown", "SY"))
    return Step(rule, rule, f"{rule}の題", result, because, "R-1" if result is StepResult.OVERRIDDEN else None, text)


FOUND = Determination(
    outcome="permit_required",
    label_ja="許可必要",
    duties=(Duty("prior_report", "事前報告必要", "required", "R-TMD-01"),),
    rules=("R-2", "R-1"),
    missing=tuple(Missing(f"fact{n}", f"質問{n}ですか。", n == 1) for n in range(1, 8)),
    assumed=(Assumed("transit", "no"),),
    trace=(
        step("R-1", StepResult.HELD, "一つ目の規則。"),
        step("R-2", StepResult.HELD, "二つ目の規則。"),
        step("R-3", StepResult.OVERRIDDEN, "代わられた規則。"),
        step("R-4", StepResult.UNDETERMINED, "決まらない規則。"),
        step("R-5", StepResult.FAILED, "外れた規則。"),
    ),
    basis=(
        Ground("R-1", "324CO0000000378", "4条1項3号", date(2025, 10, 9), None, None, "S"),
        Ground("R-1", None, None, None, "meti-2024", "L56", "D"),
        Ground("R-2", None, None, None, "meti-2024", "L57", "2"),
    ),
    advice=(Advice("R-ADV", "案内の文。"),),
    changes_on=(Change(date(2027, 4, 13), "期限が来る"),),
    would_change=(WhatIf("dest", "KP", "prohibited"), WhatIf("area", "DNR", "prohibited")),
    facts={"date": "2026-06-03", "dest": "SY"},
    receipt=RuleReceipt("abcdef0123456789"),
    notices=(RuleNotice("support_only", "既定の注意。"), RuleNotice("consult", "相談すること。")),
)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_is_a_colour_a_sign_and_a_word(outcome):
    """No outcome is told by its colour alone, and no two share sign and word."""
    look = look_of(outcome)
    html = banner(replace(FOUND, outcome=outcome, label_ja=look.word))
    assert f"g-{look.tone}" in html and f">{look.sign}</span>" in html and look.word in html
    assert len({(look_of(one).sign, look_of(one).word) for one in OUTCOMES}) == len(OUTCOMES)


def test_an_outcome_nobody_knows_goes_to_a_person():
    """A newer service never makes the page show an outcome as harmless."""
    assert look_of("fine").tone == "warn" and "人が確かめて" in look_of("fine").sentence


def test_the_whole_card_says_everything():
    """Date, sentence, duties, questions, reasons with grades, assumptions, changes, advice, notices, facts, fingerprint."""
    html = banner(FOUND) + whole(FOUND, NAMES)
    for said in (
        "判定の日 2026年6月3日",
        SUPPORT,
        "相談すること。",
        "事前報告必要",
        "輸出令 4条1項3号（2025年10月9日の版）",
        "法令で確認",
        "文書だけ",
        "二次資料",
        "仮定した事実",
        "area</strong>が「DNR」なら",
        "2027年4月13日",
        "案内の文。",
        "abcdef0123456789",
        "当てはまらなかった規則（1）",
        "事実が足りず決まらない規則（1）",
        "別の規則が代わる規則（1）",
    ):
        assert said in html, said


def test_reasons_stand_strictest_first_and_what_failed_is_folded():
    """The order of the rules is the service's; failed rules are in a closed fold."""
    html = whole(FOUND, NAMES)
    assert html.index("二つ目の規則。") < html.index("一つ目の規則。") < html.index("<summary>当てはまらなかった規則")
    assert "<details open" not in html


def test_notices_are_never_folded():
    """What must be read stands before the reasons and outside every fold."""
    html = whole(FOUND, NAMES)
    assert html.index("相談すること。") < html.index("<details")


def test_facts_that_the_kind_does_not_use_are_no_reason():
    """An empty recipient of a technology says nothing about goods."""
    assert "受領者の国" not in whole(FOUND, NAMES)


def test_the_rules_that_decided_are_in_view_and_the_others_folded():
    """What merely holds beside them is a click away, as is what another rule stands in for."""
    deciding = replace(FOUND.trace[1], outcome="permit_required")
    found = replace(FOUND, duties=(), trace=(FOUND.trace[0], deciding, *FOUND.trace[2:]))
    html = whole(found, NAMES)
    assert (
        html.index("二つ目の規則。") < html.index("<summary>ほかに当てはまった規則（1）") < html.index("一つ目の規則。")
    )
    assert html.index("<summary>当てはまるが、別の規則が代わる規則") < html.index("代わられた規則。")
    assert "二つ目の規則。" in compact(found, NAMES) and "一つ目の規則。" not in compact(found, NAMES)


def test_what_says_most_comes_first():
    """The reasons of a result, and the questions where there is none yet."""
    html = whole(FOUND, NAMES)
    assert html.index("決め手になった理由") < html.index("まだ分からない事実")
    html = whole(replace(FOUND, outcome="insufficient_facts", label_ja="情報不足"), NAMES)
    assert html.index("まだ分からない事実") < html.index("決め手になった理由")


def test_what_the_transaction_is_is_not_said_to_be_stated_otherwise():
    """The page suggests no other destination, as the record does not."""
    assert "北朝鮮" not in whole(FOUND, NAMES)


def test_an_assumed_fact_is_no_reason():
    """It has a part of its own, where it can be put right."""
    because = (Because("dest", "SY", "SY"), Because("transit", "no", "no"))
    found = replace(FOUND, trace=(replace(FOUND.trace[0], because=because),))
    assert whole(found, NAMES).count("transit") == 1


def test_a_document_is_named_by_its_section():
    """The line of the original is a detail behind it."""
    ground = Ground("R-1", None, None, None, "meti-2025-trends", "L1917", "D")
    html = whole(replace(FOUND, basis=(ground,)), Names(titles={"meti-2025-trends": "METI動向"}))
    assert "METI動向 スライド48「" in html and "（原文1917行目）" in html and " L1917" not in html


def test_the_chat_card_has_notices_and_days_of_change():
    """A result is never shown without what must be read with it."""
    assert "相談すること。" in compact(FOUND, NAMES) and "2027年4月13日" in compact(FOUND, NAMES)


def test_the_compact_card_has_outcome_reasons_and_questions():
    """It shows three questions, folds the others, and keeps the reservation."""
    html = compact(FOUND, NAMES)
    assert "許可必要" in html and SUPPORT in html and "二つ目の規則。" in html
    assert html.index("質問3ですか。") < html.index("ほかの 4 問") < html.index("質問4ですか。")


def test_no_text_of_the_service_is_markup():
    """Whatever the service sends stays text."""
    hostile = replace(
        FOUND,
        label_ja=EVIL,
        outcome=EVIL,
        duties=(Duty(EVIL, EVIL, EVIL, EVIL),),
        missing=(Missing(EVIL, EVIL, True),),
        assumed=(Assumed(EVIL, EVIL),),
        trace=tuple(Step(EVIL, EVIL, EVIL, one, (Because(EVIL, EVIL, EVIL),), EVIL, EVIL) for one in StepResult),
        basis=(Ground(EVIL, EVIL, EVIL, None, EVIL, EVIL, EVIL),),
        advice=(Advice(EVIL, EVIL),),
        changes_on=(Change(date(2027, 1, 1), EVIL),),
        would_change=(WhatIf(EVIL, EVIL, EVIL),),
        facts={EVIL: EVIL, "date": EVIL},
        receipt=RuleReceipt(EVIL),
        notices=(RuleNotice(EVIL, EVIL),),
    )
    html = whole(hostile, Names()) + compact(hostile, Names()) + banner(hostile, EVIL)
    assert "<img" not in html and 'onerror="' not in html


def test_what_does_not_count_and_what_is_open_stand_apart():
    """A fact that is only written down is no used fact, and a rule that says what is unknown is none that holds."""
    noted = Question("red_flags", "懸念の兆候", "set", "兆候は。", kinds=("goods",), counts=False)
    open_step = replace(step("R-9", StepResult.HELD, "まだ確かめていない。"), outcome="insufficient_facts")
    decided = replace(FOUND.trace[0], outcome=FOUND.outcome)
    found = replace(FOUND, facts={"dest": "SY", "red_flags": ["現金払い"]}, trace=(decided, open_step))
    html = whole(found, Names(Questions((DEST, noted)), {}))
    assert "使った事実（1）" in html and "判定に使わない事実（記録だけ）（1）" in html
    assert "まだ確かめていないことを挙げた規則（1）" in html and "ほかに当てはまった規則" not in html
