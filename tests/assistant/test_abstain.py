"""Abstain: what the documents do not hold is not answered, with a reason and where to look."""

from datetime import date

import pytest

from assistant.abstain import is_strange, known_gap
from assistant.ask import Means, ask
from assistant.asked import Asked
from assistant.checking import Checker
from assistant.likeness import likeness, profile
from assistant.request import AskRequest


def require_refusal(answer, reason):
    """An abstention says nothing, gives its reason, the closest passages and a next step."""
    assert (answer.status, answer.reason) == ("abstained", reason)
    assert (answer.statements, answer.citations) == ((), ())
    assert answer.next_step


@pytest.mark.parametrize(
    ("question", "reason", "pointer"),
    [
        ("明日の天気はどうですか", "out_of_scope", "気象庁"),
        ("明日の天気はどうですか？", "out_of_scope", "気象庁"),
        ("ムササビ規制の窓口の電話番号を教えてください", "not_in_corpus", "組織案内"),
        ("ムササビ規制の窓口の電話番号は", "not_in_corpus", "組織案内"),
    ],
)
def test_a_known_gap_is_refused_with_its_pointer(small, question, reason, pointer):
    """A question like one the corpus is known not to answer is told where a person would look."""
    answer = small.ask(question)
    require_refusal(answer, reason)
    assert pointer in answer.next_step


@pytest.mark.parametrize(
    "question",
    [
        "明日の名古屋港の天気を教えてください。",
        "おいしいカレーの作り方は",
        "サッカーの試合は何時からですか",
        "☃",
        "asdf qwer",
    ],
)
def test_what_has_nothing_to_do_with_the_documents_is_refused(shipped, question):
    """Weather, recipes, sports and signs get no statement, whatever came first in the search."""
    answer = shipped.ask(question)
    assert answer.status == "abstained"
    require_refusal(answer, answer.reason)


def test_a_gap_that_was_written_down_is_known_after_the_next_ingest(own):
    """A changed list of gaps is another index: what was answered wrongly before is refused from then on."""
    question = "ムササビ規制の担当課長は誰ですか"
    assert known_gap(own.index, own.read(question)) is None
    with (own.corpus / "gaps.toml").open("a", encoding="utf-8") as gaps:
        gaps.write(
            f'\n[[gap]]\ntopic = "氏名"\nreason = "not_in_corpus"\npointer = "職員録へ。"\nasks = ["{question}"]\n'
        )
    assert not own.ingest().unchanged
    answer = own.ask(question)
    require_refusal(answer, "not_in_corpus")
    assert "職員録へ。" in answer.next_step


@pytest.mark.parametrize("year", ["1995年", "2019年", "平成20年"])
def test_a_number_of_another_year_is_no_answer(shipped, year):
    """The digests hold the world's military spending of 2022; asked for another year, they do not hold it."""
    answer = shipped.ask(f"{year}の世界の軍事費はいくらですか")
    assert answer.status == "abstained"
    assert shipped.ask("2022年の世界の軍事費はいくらですか").status == "answered"


def test_a_provision_answers_what_its_heading_says(shipped):
    """Asked in the words of the heading, though no ask has them and a known gap has some."""
    answer = shipped.ask("輸出許可の有効期間はどれくらいですか", as_of="2026-06-10")
    assert answer.status == "answered"
    assert "六月" in answer.statements[0].text


@pytest.mark.parametrize("question", ["みなし輸出の特定類型とは何ですか", "該非判定書の有効期限は何年ですか"])
def test_what_the_documents_only_name_is_refused(shipped, question):
    """They name deemed exports and classification papers; what a 特定類型 is and how long a paper holds they do not say."""
    require_refusal(shipped.ask(question, as_of="2026-06-10"), "not_in_corpus")


def test_beside_an_own_case_stands_nothing_that_only_shares_a_word(shipped):
    """A visit to Vietnam is no statement beside an export there; the row of the machine is. A bare question gets none."""
    answer = shipped.ask("当社の5軸マシニングセンタをベトナムの工場へ輸出できますか", as_of="2026-06-10")
    assert answer.status == "needs_determination"
    assert any("マシニングセンター" in one.text for one in answer.statements)
    assert not any("アジア対話分科会" in one.text for one in answer.statements)
    assert shipped.ask("この装置は該当ですか", as_of="2026-06-10").statements == ()


def test_a_follow_up_of_strange_words_is_refused(shipped):
    """Whatever topic it was given by the question before: no document holds a word of what was typed."""
    typed = "おすすめの昼ご飯は何ですか"
    asked = Asked(AskRequest(question=f"事前報告について、{typed}"), typed)
    require_refusal(ask(shipped.index, asked, date(2026, 6, 10), Means(Checker())), "not_in_corpus")


@pytest.mark.parametrize("typed", ["集積回路も？", "いつから？", "その根拠は？", "誰が？"])
def test_words_of_the_documents_and_words_of_asking_are_not_strange(shipped, typed):
    """A follow-up may say nothing but that."""
    assert not is_strange(shipped.index, typed)


def test_the_closest_passages_are_named_and_exist(shipped):
    """At most three passages, published by that day, that a person may look at."""
    answer = shipped.ask("個別輸出許可の標準処理期間は何日ですか", as_of="2025-01-31")
    require_refusal(answer, "not_in_corpus")
    assert 1 <= len(answer.closest) <= 3
    for passage_id in answer.closest:
        assert shipped.assistant.passage(passage_id).published <= "2025-01-31"


def test_before_anything_was_published_there_is_no_answer(small):
    """On a day that sees no passage the answer is an abstention without closest passages."""
    answer = small.ask("ムササビ規制の対象は何ですか", as_of="2000-01-01")
    require_refusal(answer, "not_in_corpus")
    assert answer.closest == ()


def test_what_was_published_later_is_no_answer(small):
    """The only document that says it is from 2026: in 2025 nothing of it shows."""
    question = "ムササビ規制の記録は何年保存しますか"
    assert "九年間" in small.ask(question).statements[0].text
    before = small.ask(question, as_of="2026-01-31")
    assert "九年間" not in str(before)
    assert "notice" not in {one.source_id for one in before.citations}


@pytest.mark.parametrize(
    "question",
    [
        "ムササビ規制の対象は何ですか",
        "カワウソ届出の対象技術をすべて挙げてください",
        "ヤマネ審査は山岳だと何日かかりますか",
        "小委員会は何を提言しましたか",
    ],
)
def test_what_the_documents_say_is_answered(small, question):
    """A question that a passage answers is not refused."""
    assert small.ask(question).status in ("answered", "partial")


def test_likeness_is_symmetric_and_bounded(small):
    """A question is wholly like itself, unlike one without a common sign, and as like the other as the other it."""
    one, other, foreign = (
        profile(small.index, text)
        for text in ("ムササビ規制の記録は何年保存しますか", "ムササビ規制の対象は何ですか", "abc")
    )
    assert likeness(one, one) == pytest.approx(1)
    assert likeness(one, foreign) == 0
    assert 0 < likeness(one, other) < 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_a_question_of_the_corpus_is_no_gap(small):
    """The gap about a telephone number does not swallow the questions about the same rule."""
    assert known_gap(small.index, small.read("ムササビ規制の記録は何年保存しますか")) is None
