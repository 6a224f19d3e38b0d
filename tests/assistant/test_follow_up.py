"""Follow-up: a question that needs the one before it is made complete; one that stands alone is left as it is."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.ask import window_of
from assistant.follow_up import Kind, resolve
from assistant.own_case import is_own_case
from assistant.question import read_question
from assistant.retrieve import retrieve
from ingest.fold import fold

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "follow_ups.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 6, 10)
DEAL = "当社の工作機械を中国に輸出できますか"


@pytest.mark.parametrize(
    ("before", "said", "understood"),
    [
        ("10の技術は何ですか", "では15の技術は？", "15の技術は何ですか"),
        ("グループAの国はどこですか", "グループBは？", "グループBの国はどこですか"),
        ("グループAの国はどこですか", "じゃあ、2024年6月時点では？", "2024年6月時点で、グループAの国はどこですか"),
        ("2024年6月時点で、要件は何ですか", "では2025年12月は？", "2025年12月時点で、要件は何ですか"),
        ("外為法第48条は何を定めていますか", "第25条は？", "外為法第25条は何を定めていますか"),
        ("輸出令第4条第1項第2号の特例は何ですか", "では第1号は？", "輸出令第4条第1項第1号の特例は何ですか"),
        ("キャッチオール規制の客観要件とは何ですか", "では、インフォーム要件は？", "キャッチオール規制のインフォーム要件とは何ですか"),
        ("貨物の輸出の特例は何ですか", "技術の提供の場合は？", "技術の提供の特例は何ですか"),
        ("外為法の罰則は何ですか", "では関税定率法は？", "関税定率法の罰則は何ですか"),
        ("CISTECの主要課題(1)の使命は何ですか", "では主要課題(2)は？", "CISTECの主要課題(2)の使命は何ですか"),
        (DEAL, "ベトナムなら？", "当社の工作機械をベトナムに輸出できますか"),
        (DEAL, "なるほど。では韓国向けは？", "当社の工作機械を韓国に輸出できますか"),
    ],
)  # fmt: skip
def test_a_word_takes_the_place_of_its_counterpart(before, said, understood):
    """Numbers with what they count, countries, groups, dates, articles, laws, goods and technology."""
    found = resolve(said, [before])
    assert (found.text, found.kind) == (understood, Kind.REPLACED)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("その根拠は？", "補完的輸出規制の見直しの根拠は?"),
        ("出典は？", "補完的輸出規制の見直しの出典は?"),
        ("それはいつから？", "補完的輸出規制の見直しはいつから?"),
        ("誰が？", "補完的輸出規制の見直しは誰が?"),
        ("なぜ？", "補完的輸出規制の見直しはなぜ?"),
        ("他には？", "補完的輸出規制の見直しは、他に何がありますか"),
        ("もっと詳しく教えてください", "補完的輸出規制の見直しについてもっと詳しく教えてください"),
        ("例外はありますか", "補完的輸出規制の見直しの例外はありますか"),
        ("では、罰則は？", "補完的輸出規制の見直しの罰則は?"),
        ("さっきの質問の理由は", "補完的輸出規制の見直しの理由は?"),
        ("それを定めるのはどの政令ですか", "補完的輸出規制の見直しを定めるのはどの政令ですか"),
    ],
)
def test_another_aspect_is_asked_of_the_topic(said, understood):
    """What the question before was about stands in front."""
    found = resolve(said, ["補完的輸出規制の見直しとは何ですか"])
    assert (found.text, found.kind) == (understood, Kind.ASPECT)


def test_a_chain_of_follow_ups_keeps_its_topic():
    """An aspect takes the place of the one asked before, and does not pile up on it."""
    asked = ["事前報告の対象技術は何ですか"]
    for said in ("その根拠は？", "例外は？", "罰則は？"):
        asked.append(resolve(said, asked).text)
    assert asked[-1] == "事前報告の対象技術の罰則は?"


def test_the_first_question_is_never_a_follow_up():
    """Without a question before it there is nothing to go on with."""
    assert resolve("その根拠は？", []) is None


@pytest.mark.parametrize(
    "said", ["許可は必要ですか", "それは届出が要りますか", "その許可の根拠は", "ではベトナムに送るなら？"]
)
def test_what_follows_an_own_case_does_not_lose_it(said):
    """The whole question before stays in it, so that it is recognised as one unless it asks what the law says."""
    text = resolve(said, [DEAL]).text
    assert "当社の工作機械を" in text
    assert is_own_case(fold(text)) == ("根拠" not in said)


def test_the_same_follow_up_again_means_the_same():
    """Asked a second time, with confirmed facts for instance, it does not move on."""
    first = resolve("ではベトナムなら？", [DEAL]).text
    assert resolve("ではベトナムなら？", [DEAL, first]).text == first


@pytest.mark.parametrize("before, said", CASES["independent"])
def test_a_question_that_stands_alone_is_left_as_it_is(before, said):
    """Hand-written pairs of questions that have nothing to do with each other."""
    assert resolve(said, [before]) is None


def test_nine_of_ten_follow_ups_are_understood_and_find_their_passage(shipped):
    """Of the hand-written follow-ups: resolved, and the right passage among the first five."""
    missed = [case for case in CASES["follow_ups"] if not _finds(shipped.index, *case)]
    assert len(CASES["follow_ups"]) == 120
    assert len(missed) <= 12, missed


def test_what_leaves_out_its_topic_is_understood_and_finds_its_passage(shipped):
    """Of sixty more, most of them elliptic: a little less often, since their forms are freer."""
    missed = [case for case in CASES["elliptic"] if not _finds(shipped.index, *case)]
    assert len(CASES["elliptic"]) == 60
    assert len(missed) <= 8, missed


def _finds(index, before, said, *words):
    found = resolve(said, [before])
    if found is None:
        return False
    question = read_question(found.text, None, TODAY)
    hits = retrieve(index, question.text, window_of(question, ()), 5)
    texts = [" ".join((hit.source.title, *hit.passage.heading, hit.passage.locator, hit.passage.text)) for hit in hits]
    return any(all(str(word) in text for word in words) for text in texts)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_always_the_same(before, said):
    """No text whatever raises, and nothing but the two texts counts."""
    assert resolve(said, [before]) == resolve(said, [before])


LATHE = "当社の旋盤（16の項(1)）をタイの企業に輸出するのに許可は要りますか"


@pytest.mark.parametrize(
    "said",
    [
        *("では口頭なら？", "では無償なら？", "では修理品なら？", "では技術なら？", "では子会社なら？"),
        *("口頭の場合は？", "口頭なら？", "無償です", "口頭だけです", "16の項の貨物なら？", "では何も要らない？"),
        "では、口頭ならどうですか。教えてください",
    ],
)
def test_a_follow_up_of_an_own_case_stays_one(said):
    """Another circumstance of a case, however it is put, is a case; so it is behind a question about its law."""
    first = resolve(said, [LATHE]).text
    assert is_own_case(fold(first)), first
    assert "するの口頭" not in first
    law = resolve("その根拠は？", [LATHE]).text
    assert is_own_case(fold(resolve(said, [LATHE, law]).text))
    assert is_own_case(fold(resolve("では無償なら？", [LATHE, first]).text))


@pytest.mark.parametrize("said", ["一般国とは何ですか", "では一般国とは？", "次に、一般国について教えてください。"])
def test_a_question_for_what_the_law_says_does_not_become_an_own_case(said):
    """Asked behind an own case it stands alone."""
    assert resolve(said, [LATHE]) is None
