"""Compose: what an extractive answer says is cut from the passages, whole where it is a list, and always cited."""

import json
from datetime import date

import pytest

from assistant.answer import as_json
from assistant.compose import Budget, compose, show

ITEMS = ["耐熱塗料の配合", "深海用の電池", "量子時計の校正", "軽量繊維の紡糸", "低温ポンプの設計"]
# fmt: off
GROUP_A = [
    "アルゼンチン", "オーストラリア/豪州", "オーストリア", "ベルギー", "ブルガリア", "カナダ", "チェコ", "デンマーク", "フィンランド",
    "フランス", "ドイツ", "ギリシャ", "ハンガリー", "アイルランド", "イタリア", "韓国/大韓民国", "ルクセンブルク", "オランダ",
    "ニュージーランド", "ノルウェー", "ポーランド", "ポルトガル", "スペイン", "スウェーデン", "スイス", "英国", "アメリカ合衆国/米国",
]
# fmt: on
QUESTIONS = [
    "ムササビ規制の対象は何ですか",
    "ムササビ規制の改正はいつ施行されますか",
    "カワウソ届出の対象技術をすべて挙げてください",
    "ヤマネ審査は山岳だと何日かかりますか",
    "モモンガ届は何部出しますか",
    "小委員会は何を提言しましたか",
    "試験輸出令第四条第一項は何を定めていますか",
]
SHIPPED = [
    "グループAの国をすべて挙げてください",
    "通常兵器キャッチオールの客観要件は何ですか",
    "官民対話の対象技術をすべて挙げてください",
    "改正はいつ施行されましたか",
    "中間報告の背景は何ですか",
]


def texts(composed):
    """The statements of a composed answer."""
    return [statement.text for statement in composed.statements]


def require_cut(composed):
    """Every statement cites, every quote is an exact piece of its passage, every statement is a piece of its quote."""
    quotes = {citation.n: citation.quote for citation in composed.citations}
    assert sorted(quotes) == list(range(1, len(quotes) + 1))
    for citation in composed.citations:
        assert citation.quote
        assert citation.quote in citation.passage
    for statement in composed.statements:
        assert statement.citations
        assert any(statement.text in " ".join(quotes[n].split()) for n in statement.citations)
    assert {n for statement in composed.statements for n in statement.citations} == set(quotes)


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2025, 6, 30), date(2026, 4, 1)])
@pytest.mark.parametrize("question", QUESTIONS)
def test_statements_are_cut_from_their_quotes(small, question, day):
    """No character of an answer is written: it stands in the quote, and the quote in the passage."""
    require_cut(small.composed(question, day))


@pytest.mark.parametrize("question", SHIPPED)
def test_statements_are_cut_from_their_quotes_over_the_shipped_digests(shipped, question):
    """The same over the real documents."""
    composed = shipped.composed(question)
    assert composed.statements
    require_cut(composed)


@pytest.mark.parametrize(
    "question",
    [
        "カワウソ届出の対象技術をすべて挙げてください",
        "カワウソ届出の対象技術は何ですか",
        "どのような技術がカワウソ届出の対象ですか",
    ],
)
def test_a_list_is_told_whole_behind_its_lead_in(small, question):
    """All items in their order, without their marks, right behind the sentence that leads into them."""
    said = texts(small.composed(question))
    lead = said.index("カワウソ届出の対象技術は次のとおり。")
    assert said[lead + 1 : lead + 1 + len(ITEMS)] == ITEMS


def test_the_countries_of_group_a_are_told_whole(shipped):
    """A list question about the shipped documents gets all of the 27 countries, under either of their names."""
    said = " ".join(texts(shipped.composed("グループAの国をすべて挙げてください")))
    assert [names for names in GROUP_A if not any(name in said for name in names.split("/"))] == []


@pytest.mark.parametrize(("region", "days"), [("島しょ", "11日"), ("山岳", "22日"), ("平野", "33日")])
def test_a_table_row_comes_with_its_header_row(small, region, days):
    """A cell says nothing without the head of its column."""
    said = texts(small.composed(f"ヤマネ審査は{region}だと何日かかりますか"))
    row = next(text for text in said if region in text)
    assert days in row
    header = next(text for text in said if text.startswith("地形 |"))
    assert said.index(header) < said.index(row)


def test_a_single_row_brings_its_header_row(small):
    """With room for one sentence only, the row that answers still comes under the heads of its columns."""
    question = "ヤマネ審査は山岳だと何日かかりますか"
    said = texts(compose(small.read(question), small.sentences(question), Budget(fact=1, unsure=1)))
    assert said == ["地形 | 所要", "山岳 | 審査に22日かかる"]


def test_a_fact_is_told_shortly(small):
    """A question for one fact gets the sentence that holds it, not the whole corpus."""
    said = texts(small.composed("ムササビ規制の記録は何年保存しますか"))
    assert said[0] == "ムササビ規制の記録は九年間保存する。"
    assert sum(map(len, said)) <= 250


def test_each_sentence_is_said_once(small):
    """No statement stands twice in an answer."""
    for question in QUESTIONS:
        said = texts(small.composed(question))
        assert len(said) == len(set(said))


def test_a_citation_has_one_standing(small):
    """A sentence that is superseded never shares a citation with one that is not."""
    composed = small.composed("ムササビ規制の対象は何で、監督するのはどこですか", date(2026, 1, 1))
    old = [one for one in composed.citations if "通知を受けた貨物だけ" in one.quote]
    assert old
    assert all(one.in_force is False and "監督課" not in one.quote for one in old)


def test_without_sentences_there_is_nothing_to_say(small):
    """No sentence, no statement and no citation."""
    composed = compose(small.read("ムササビ規制の対象は何ですか"), ())
    assert (composed.statements, composed.citations, composed.sentences) == ((), (), ())


def test_composing_twice_says_the_same(small):
    """The order of equal sentences does not depend on chance."""
    for question in QUESTIONS:
        first, second = (json.dumps(as_json(small.composed(question).statements)) for _ in range(2))
        assert first == second


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- 項目", "項目"),
        ("⚫ 項目", "項目"),
        ("● ・ 項目", "項目"),
        ("① 項目", "① 項目"),
        ("二行に\nわたる文。", "二行に わたる文。"),
        ("a | b", "a | b"),
    ],
)
def test_a_statement_is_shown_without_its_mark(text, shown):
    """Bullets go, numbers stay, line breaks become spaces."""
    assert show(text) == shown


@pytest.mark.parametrize(
    "question",
    [
        "通常兵器キャッチオールの客観要件の追加は、2025年の何月何日から施行ですか",
        "重要・新興技術に関する21品目の追加は、もう施行されていますか。施行日はいつですか",
        "官民対話の事前報告の対象技術は、いくつ指定されているか。",
        "産業・技術基盤強化アクションプランの初版公表と最初の改訂はいつですか",
    ],
)
def test_the_head_of_a_table_is_shown_with_one_of_its_rows(shipped, question):
    """A header alone says nothing; the row behind it is cut from the same table."""
    composed = shipped.composed(question)
    tables = [one for one in composed.sentences if "|" in one.text]
    assert tables
    for head in tables:
        lines = [line for line in head.hit.passage.text.split("\n") if "|" in line]
        if len(lines) > 1 and head.text.strip() == lines[0].strip():
            assert any(one.hit is head.hit and one.span.start > head.span.start for one in tables)
