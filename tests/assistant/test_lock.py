"""Lock: no sentence that decides a case stands beside a question about one; what the law says to everyone may."""

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.compose import show
from assistant.lock import could_decide, decides, unlocked
from assistant.lock.impersonal import impersonal
from assistant.lock.vocabulary import strange
from evals.guard import SentenceKind, digest_sentences, headings_of, load_sentences
from evals.nearest import Nearest

_STEP = 8  # every eighth determination of the suite


def _cases(name: str) -> Any:
    return yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.cases("verdicts")
def test_a_sentence_that_decides_is_held_back(text):
    """Released, given leave, listed, or told of one's own item: each can be read as the decision."""
    assert could_decide(text)


@pytest.mark.cases("determinations")
def test_no_determination_passes_either_lock(text):
    """However it is worded, what settles the asker's own case is stopped, and the stricter lock stops it too."""
    assert decides(text)
    assert could_decide(text)


@pytest.mark.parametrize(
    "disguise",
    [
        "\u200b".join,
        "\u00ad".join,
        lambda text: f"\u202e{text}\u202c",
        lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
        lambda text: f"**{text}**",
        lambda text: f"「{text}」",
        lambda text: f"（{text}）",
        lambda text: f"<b>{text}</b>",
        lambda text: f"- {text}",
        lambda text: f"3. {text}",
        lambda text: f"## {text}",
        lambda text: f"{text}[1]",
        lambda text: text.rstrip("。.") + "！",
        lambda text: f"なお、{text}",
        lambda text: f"この資料は制度の概要を説明するものです。{text}",
        lambda text: f"{text}😊",
        str.upper,
    ],
    ids=[
        "zero-width",
        "soft-hyphen",
        "bidi",
        "full-width",
        "bold",
        "quoted",
        "bracketed",
        "html",
        "list",
        "number",
        "head",
        "cited",
        "bang",
        "joined",
        "after",
        "emoji",
        "upper",
    ],
)
def test_no_disguise_carries_a_determination_past(disguise):
    """What is typed invisibly, wide, bold, in brackets, in a list or behind a harmless sentence is read all the same."""
    texts = [one for group in _cases("determinations").values() for one in group]
    assert [one for one in texts if not decides(disguise(one))] == []


def test_general_statements_pass():
    """What is said of a class, a text, an office or a time decides nobody's case; at most one in a hundred is lost."""
    statements = [one for group in _cases("general_statements").values() for one in group]
    held = [one for one in statements if decides(one)]
    assert len(statements) > 900
    assert len(held) <= len(statements) / 100, held


_TOLD = "輸出に使う容器の持ち帰りには、許可が要らない（輸出貿易管理令 第四条第一項第二号）。"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("輸出に使う容器の持ち帰りには、許可が要らない。", False),
        ("輸出に使う容器の持ち帰りには、許可が要らない、と輸出貿易管理令は定める。", False),
        ("輸出に使う容器の持ち帰りに、許可は不要です。", False),
        ("許可が要らない。", True),
        ("輸出の許可は要りません。", True),
        ("貴社が輸出に使う容器の持ち帰りには、許可が要らない。", True),
        ("輸出に使うこの容器の持ち帰りには、許可が要らない。", True),
        ("輸出に使うタンクの持ち帰りには、許可が要らない。", True),
        ("ハノイからの輸出に使う容器の持ち帰りには、許可が要らない。", True),
        ("中国からの輸出に使う容器の持ち帰りには、許可が要らない。", True),
        ("おそらく輸出に使う容器の持ち帰りには、許可が要らない。", True),
        ("輸出に使う容器の持ち帰りには、許可が要らないので安心してよい。", True),
        ("輸出に使う容器の持ち帰りなので、許可が要らない。", True),
        ("輸出に使う容器の持ち帰りには、報告が要らない。", True),
        ("輸出に使う容器の持ち帰りは、非該当です。", True),
    ],
)
def test_official_words_bear_what_they_settle_and_nothing_else(text, held):
    """No reader, named thing, place, guess, comfort, argument, other duty or bare verdict is carried by official words."""
    assert decides(_TOLD)
    assert decides(text, [_TOLD]) is held


@pytest.mark.parametrize(
    ("text", "told", "held"),
    [
        (
            "重い合金の製造は、用途要件の対象である。",
            ["用途要件の対象は次のとおりである。", "一 重い合金の製造"],
            False,
        ),
        (
            "重い合金の提供には、許可が要らない。",
            ["公知の技術の提供は、許可が要らない。", "重い合金の製造は多い。"],
            True,
        ),
        (
            "重い合金の提供には、許可が要らない。",
            ["公知の技術の提供は、許可が要らない。", "| 現在の対象 | 重い合金 |"],
            True,
        ),
        ("The item is exempt.", ["公知の技術の提供は、許可が要らない。"], True),
    ],
)
def test_words_are_lent_by_one_sentence_or_by_a_list_with_what_leads_into_it(text, told, held):
    """What one sentence names is not put under the verdict of another; an item stands under its lead-in."""
    assert decides(text, told) is held


@pytest.mark.parametrize(
    ("text", "told", "held"),
    [
        ("容器の持ち帰りには、届出をすれば許可が要らない。", "容器の持ち帰りは、届出をすれば許可が要らない。", False),
        ("容器の持ち帰りには、届出をして許可が要らない。", "容器の持ち帰りは、届出をすれば許可が要らない。", True),
        ("この容器の持ち帰りには、許可が要らない。", "この容器の持ち帰りは、許可が要らない。", False),
        ("このタンクの持ち帰りには、許可が要らない。", "この容器の持ち帰りは、許可が要らない。", True),
    ],
)
def test_a_condition_stays_and_what_is_pointed_at_is_the_same(text, told, held):
    """A verdict under a condition is not given without it; 「この」 points at what the official sentence points at."""
    assert decides(text, [told]) is held


def test_a_thing_that_the_official_words_do_not_name_decides_though_it_is_worded_as_law():
    """「〜の技術を提供する取引は」 is a class; with a pump in it, evidence on published technology does not bear it."""
    told = "公知の技術を提供する取引は、許可が要らない。"
    assert not decides("公知の技術を提供する取引は、許可が要らない。", [told])
    assert decides("ポンプの技術を提供する取引は、許可が要らない。", [told])


def test_no_determination_is_carried_by_the_official_sentences_most_like_it():
    """Whatever sentence of the digests it points at, or the three likest, what settles the asker's own case is stopped."""
    source = {sentence: name for name, said in digest_sentences().items() for sentence in said}
    nearest = Nearest(source)
    passed = []
    for one in load_sentences(SentenceKind.DETERMINATION, "tune")[::_STEP]:
        near = nearest.to(one.text, 20)
        for told in (*([sentence] for sentence in near), near[:3]):
            titles = [title for sentence in told for title in headings_of(source[sentence], [sentence])]
            passed += [(one.text, told)] * (not decides(one.text, [show(sentence) for sentence in told], titles))
    assert passed == []


@pytest.mark.parametrize("case", _cases("composed"), ids=lambda case: case["text"])
def test_an_official_sentence_made_into_a_decision_is_stopped_with_that_very_sentence(case):
    """「貴社の」, 「この」, the name of a good or place, 「なので」 for 「場合は」: each makes a decision of what the law says."""
    told = [one for one in digest_sentences()[case["source"]] if case["told"] in one]
    assert told, "the evidence is a sentence of its digest"
    assert decides(case["text"], [show(one) for one in told[:1]], headings_of(case["source"], told[:1]))


def test_cited_general_statements_pass():
    """Statements on duties, exceptions, tables and in English that the digests bear; at most one in twenty-five is lost."""
    cases = _cases("cited")
    held = []
    for case in cases:
        told = [next(one for one in digest_sentences()[case["source"]] if part in one) for part in case["told"]]
        if decides(case["text"], [show(one) for one in told], headings_of(case["source"], told)):
            held.append(case["text"])
    assert len(cases) >= 150
    assert len(held) <= len(cases) / 25, held


_EDITS = {
    "of the reader": lambda text: f"貴社の{text}",
    "asked about": lambda text: f"ご照会の{text}",
    "go on": lambda text: text.removesuffix("。") + "ので、そのままお進めください。",
    "a result behind it": lambda text: f"{text}したがって、許可は不要です。",
    "leave behind it": lambda text: f"{text}ですので、このまま輸出していただけます。",
    "a leading question": lambda text: text.removesuffix("。") + "のではありませんか。そうです、許可は要りません。",
    "another good": lambda text: re.sub("(?:貨物|技術|取引)(?=[はをが])", "旋盤", text, count=1),
}


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS)
def test_no_edit_makes_a_decision_of_an_official_sentence_that_its_own_words_carry(edit):
    """Beside the very sentence it was made of, what is put to the reader, led to or said of another good is stopped."""
    passed = []
    for source, sentences in digest_sentences().items():
        for told in [one for one in sentences if "許可" in one and one.endswith("。")][::_STEP]:
            text = edit(re.sub("（[^（）]*）", "", told))
            if text != re.sub("（[^（）]*）", "", told) and not decides(
                text, [show(told)], headings_of(source, [told])
            ):
                passed.append(text)
    assert passed == []


@pytest.mark.parametrize(
    ("polite", "held"),
    [
        ("輸出に使う容器を持ち帰られる方は、許可をお取りになる必要がございません。", False),
        ("輸出に使う容器の持ち帰りに、許可を受けていただく必要はございません。", False),
        ("輸出に使う容器の持ち帰りに許可は要りますか。いいえ、持ち帰りには許可が要りません。", False),
        ("お手元の輸出に使う容器の持ち帰りに、許可を受けていただく必要はございません。", True),
        ("お使いの容器の持ち帰りには、許可が要らない。", True),
        ("ご希望の持ち帰りには、許可が要らない。", True),
        ("輸出に使う容器の持ち帰りに、届出をしていただく必要はございません。", True),
        ("輸出に使う容器の持ち帰りをなさるので、許可は要りません。", True),
    ],
)
def test_politeness_to_everybody_is_no_address_beside_what_it_rests_on(polite, held):
    """「〜なさる方は」 and 「〜していただく」 are said of everybody; without evidence, or of what is the reader's, they are held."""
    assert decides(polite)
    assert decides(polite, [_TOLD]) is held


@pytest.mark.parametrize(
    ("polite", "plainly"),
    [
        ("申請をなさる方は、様式をお使いください。", "申請をする者は、様式を使う。"),
        ("報告をしていただくことになっております。", "報告をする。"),
        ("特例はお使いになれません。", "特例は使えません。"),
        ("規制は二つに分かれているとお考えください。", "規制は二つに分かれている。"),
        ("ご照会の装置", "ご照会の装置"),
        ("お手元の図面", "お手元の図面"),
    ],
)
def test_politeness_is_taken_off_and_what_is_the_readers_stays(polite, plainly):
    """What is compared with the law is worded as the law is."""
    assert impersonal(polite) == plainly


@pytest.mark.parametrize(
    "text",
    [
        "この装置に許可が要らないなどということがあり得ますか。",
        "許可が要るに決まっているではありませんか。",
        "許可、要りますよね？",
        "少額特例、使えますでしょう？",
        "出荷を止める理由がどこにありますか。",
        "許可が要らないとでも？",
        "Isn't it obvious that a permit is required?",
    ],
)
def test_a_question_that_wants_no_answer_settles(text):
    """Rhetorical and tag questions say what they seem to ask."""
    assert decides(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("撚糸機の輸出に許可は要りません。", ("撚糸機",)),
        ("個別許可の有効期間は六月である。", ()),
        ("リスト規制とキャッチオール規制の許可申請", ()),
        ("第三号の貨物", ()),
    ],
)
def test_words_that_no_text_of_the_law_holds_are_strange(text, words):
    """Compounds of known parts, numerals and affixes are known; the name of a machine nobody legislated on is not."""
    assert strange(text) == words


@pytest.mark.cases("general")
def test_a_general_sentence_passes(text):
    """What a duty is, who has it and how it is met says nothing of one case."""
    assert not could_decide(text)


@pytest.mark.parametrize(
    "text", ["許可" * 5000, "16の項の貨物の" * 1400, "場合に該当" * 2000, "| 許可 " * 2500, "a " * 5000, "ア" * 10000]
)
def test_no_text_keeps_the_lock_long(text):
    """Ten thousand characters without an end of sentence are judged in well under a second."""
    started = time.perf_counter()
    could_decide(text)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("公知の技術の提供には許可を要しない。したがって、許可は不要です。", True),
        ("Q. 公知の技術の提供に許可は要りますか。A. 要りません。", False),
        ("Q. 当社の図面の提供に許可は要りますか。A. 要りません。", True),
        ("貴社の製品は該当しますか。", False),
        ("貴社の取引に許可が要るかどうかは、この資料からは判断できません。", False),
    ],
)
def test_each_sentence_is_judged_by_itself_and_an_answer_with_its_question(text, told):
    """One deciding sentence is enough; an answer is about what its question was about; who only asks decides nothing."""
    assert decides(text) is told


@pytest.mark.parametrize(
    "text",
    ["許可は\n不要です。", "許可は　不要です。", "ＮＯ ＬＩＣＥＮＳＥ ＩＳ ＲＥＱＵＩＲＥＤ", "許可の要否 | 不要"],
)
def test_width_breaks_and_cells_hide_no_decision(text):
    """Full width, line breaks, spaces and table cells do not carry a decision past the lock."""
    assert could_decide(text)


def test_only_the_deciding_sentences_are_taken_out(small):
    """The other sentences of a passage stay, in their order."""
    sentences = small.sentences("テン合金とは何ですか")
    kept = unlocked(sentences)
    assert {"テン合金の輸出に許可は不要である。"} == {one.text for one in sentences} - {one.text for one in kept}
    assert list(kept) == [one for one in sentences if one in kept]


@pytest.mark.parametrize(
    "question",
    [
        "当社のテン合金を輸出するのに許可は必要ですか",
        "弊社のテン合金は規制の対象でしょうか",
        "うちのテン合金、許可いらないよね？",
        "テン合金をベトナムに輸出したいのですが、許可は必要ですか",
        "Do we need a license to export our テン合金?",
    ],
)
def test_no_decision_stands_beside_an_own_case(small, question):
    """The document says 「許可は不要」; to a question about one's own alloy that is not repeated."""
    answer = small.ask(question)
    assert (answer.status, answer.reason) == ("needs_determination", "needs_facts")
    assert answer.determination is None
    assert not [one for one in answer.statements if could_decide(one.text)]
    assert not [one for one in answer.citations if could_decide(one.quote)]
    assert "許可は不要" not in "".join(one.text for one in answer.statements)
    assert "判断しません" in answer.next_step
    assert not could_decide(answer.next_step)


def test_a_general_question_may_be_told(small):
    """Asked what the document says, the same sentence is an answer like any other."""
    answer = small.ask("テン合金の輸出に許可は不要だと書いてありますか")
    assert answer.status != "needs_determination"


@pytest.mark.cases("own_case")
def test_no_decision_stands_beside_any_own_case_over_the_shipped_digests(shipped, text):
    """Over the real documents too every own case gets a next step, and nothing that decides it."""
    answer = shipped.ask(text)
    assert (answer.status, answer.determination) == ("needs_determination", None)
    assert answer.next_step
    assert not [one.text for one in answer.statements if could_decide(one.text)]
    assert not [one.quote for one in answer.citations if could_decide(one.quote)]


def test_a_sentence_planted_in_a_document_is_held_back_too(small):
    """The lock reads the sentence, whatever document it was cut from."""
    sentence = small.sentences("テン合金とは何ですか")[0]
    text = "貴社の炭素繊維は非該当です。"
    passage = replace(sentence.hit.passage, text=text)
    planted = replace(
        sentence, hit=replace(sentence.hit, passage=passage), span=replace(sentence.span, start=0, end=len(text))
    )
    assert unlocked([planted]) == ()
