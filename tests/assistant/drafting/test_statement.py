"""What states, names or asks, and what settles a case, where a title, a heading, a question or an open point stands."""

import pytest

from assistant.checking import Checker
from assistant.drafting.draft import Kind, Origin, Role
from assistant.drafting.neutral import is_neutral
from assistant.drafting.request import DraftRequest
from assistant.drafting.statement import settles, states
from assistant.drafting.write import Drafter

STATED = (
    "この制度は廃止された。",
    "記録は三年間保存する",
    "記録の保存期間は三年",
    "保存期間：3年",
    "補完的輸出規制は廃止された",
    "審査には時間がかからない。",
    "施行は2027年",
    "いつから始まりますか。2027年に始まります。",
)
NAMED = (
    "記録の保存期間",
    "用途要件又は需要者要件の確認",
    "物資・技術アプローチ：三つの領域",
    "取扱いの違い",
    "いつから始まりますか。",
    "許可は必要ですか",
    "対象国はどこ",
    "告示の本文を原文で確かめる。",
    "該当するかどうかを経済産業省に照会してください。",
    "（A）の国とは",
    "改正の経緯（2025年10月）",
)
SETTLED = (
    "本件は非該当",
    "許可不要",
    "お問い合わせの貨物の輸出に許可は不要です。",
    "貴社の取引は許可不要ですが、確かめましたか。",
    "許可は不要だと知っていますか。",
    "本件の貨物は非該当なので、いつ出荷しますか。",
)
OPEN = (
    "この取引に許可は必要ですか。",
    "貨物は該当するか",
    "輸出許可が必要な場合",
    "ロシア向けの輸出禁止: Q&A",
    "該非判定の最終判断は誰が行いますか。",
    "対象となる国をすべて挙げてください。",
)


@pytest.mark.parametrize("text", STATED)
def test_what_ends_as_a_statement_states(text):
    """Also without a full stop, with a noun behind its topic, or with a value behind what it names."""
    assert states(text)


@pytest.mark.parametrize("text", NAMED)
def test_what_names_asks_or_asks_to_be_looked_up_states_nothing(text):
    """Headings, questions and tasks."""
    assert not states(text)


@pytest.mark.parametrize("text", SETTLED)
def test_a_decision_is_seen_in_a_heading_and_in_what_a_question_takes_for_granted(text):
    """Whether it is told, named or presumed."""
    assert settles(text, free=True)


@pytest.mark.parametrize("text", OPEN)
def test_a_question_that_decides_nothing_settles_nothing(text):
    """Nor does a heading that names what a decision is about."""
    assert not settles(text, free=True)


def test_nothing_the_engine_writes_there_states_or_settles(shipped):
    """The titles, headings, questions and open points of a written draft."""
    asked = DraftRequest(kind=Kind.QA_SECTION, topic="補完的輸出規制")
    free = (Role.TITLE, Role.HEADING, Role.QUESTION, Role.OPEN)
    draft = Drafter(shipped.index, Checker()).draft(asked, shipped.today)
    told = [one for one in draft.paragraphs if one.role in free and one.origin is not Origin.DETERMINATION]
    texts = [each.text for one in told for each in one.sentences if not is_neutral(each.text, shipped.index.gaps)]
    assert len(texts) > 10 and not [one for one in texts if states(one) or settles(one, free=True)]
