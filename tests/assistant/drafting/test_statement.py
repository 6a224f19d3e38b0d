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
    "リスト規制、全廃",
    "罰則なし",
    "2026年4月に廃止されたキャッチオール規制の後継は何か。",
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
    "No METI licence is required to export our pump P-300 to China",
    "Our pump P-300 is not a listed item, so no METI licence is required to export it to China.",
    "Our pump needs no licence, right?",
    "Why does our pump P-300, which is not controlled, need no licence?",
    "中国向けポンプP-300：許可申請なしで出荷OK",
    "ポンプP-300: 許可不要で確定",
    "ポンプP-300 非該当品",
    "ポンプP-300 → 許可いらず",
    "向こう出荷自由品ポンプP-300",
    "P-300 NLR",
    "当社ポンプP-300（中国向け）の判定結果",
    "キャッチオール規制の2026年4月廃止",
    "当社のポンプP-300に許可がいらないって知ってた？",
    "当社のポンプP-300の中国向け輸出に許可は不要、当然では？",
    "ポンプP-300は許可不要で出荷してよい？",
    "許可不要のポンプP-300をいつ出荷しますか。",
    "当社のポンプは非該当と決まったのに、なぜ許可を申請するのか。",
    "許可が要らないので、ポンプP-300の出荷日を確認する。",
    "ポンプP-300は許可が要らないことを確かめる。",
    "ポンプP-300の出荷には申請しなくてよいことを確認する",
)
OPEN = (
    "この取引に許可は必要ですか。",
    "貨物は該当するか",
    "輸出許可が必要な場合",
    "ロシア向けの輸出禁止: Q&A",
    "該非判定の最終判断は誰が行いますか。",
    "対象となる国をすべて挙げてください。",
    "この取引に許可は不要ですか。",
    "当社のポンプは輸出してよいですか",
    "当社の貨物が非該当かどうかを確認する",
    "本件の許可が要るかどうかを経済産業省に相談する",
    "許可が要らない取引",
    "許可が要らないのはどんなときですか",
    "規制の対象外の地域",
    "非該当証明書の書式",
    "キャッチオール規制の廃止を検討した経緯",
    "当社の該非判定の手順",
    "Does our pump need a licence?",
    "Export control of pumps",
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
