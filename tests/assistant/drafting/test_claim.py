"""Claims: heavy words, relative days and lists that are not those of the quotes; numerals of other scripts."""

import pytest

from assistant.drafting.claim import claims, lists
from assistant.drafting.numeral import plain_numerals

LIST = "対象は、核兵器、化学兵器、生物兵器及びミサイルである。"
RULE = "この制度は2025年10月9日から始まる。記録は三年間保存する。"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("この制度は廃止された。", "廃止"),
        ("この制度は一昨年から始まった。", "一昨年"),
        ("この制度は来月初めから始まる。", "来月"),
        ("違反した者は無期懲役に処する。", "無期"),
        ("この義務に例外はない。", "例外はない"),
    ],
)
def test_a_heavy_or_relative_word_must_stand_in_the_quote(said, named):
    """It is named; where the quote has it, nothing is said."""
    assert any(named in one for one in claims(said, [RULE]))
    assert not list(claims(said, [RULE + said]))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("対象は、核兵器、化学兵器及びミサイルである。", ["「生物兵器」がありません"]),
        ("対象は、核兵器、化学兵器、生物兵器、通常兵器及びミサイルである。", ["「通常兵器」があります"]),
        ("対象は、ミサイル、核兵器、化学兵器又は生物兵器である。", []),
        ("対象は、核兵器、化学兵器などである。", []),
        ("対象は核兵器である。", []),
    ],
)
def test_a_list_is_repeated_whole_or_says_that_it_is_not(said, told):
    """What is left out or put in is named; the order is free."""
    found = list(claims(said, [LIST]))
    assert len(found) == len(told) and all(one in text for one, text in zip(told, found, strict=True))


def test_lists_are_of_names():
    """Clauses between commas are none, nor are the letters of items; asides and marks in front are left out."""
    assert lists(LIST) == (("核兵器", "化学兵器", "生物兵器", "ミサイル"),)
    assert lists("- 米国（本土）、英国、仏国") == (("米国", "英国", "仏国"),)
    assert lists("ただし、届け出たときは、この限りでなく、報告も要らない。") == ()
    assert lists("イ、ロ又はハに掲げる貨物") == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("٣年間", "3年間"),
        ("③年間", "3年間"),
        ("Ⅲ年間", "3年間"),
        ("III年間", "3年間"),
        ("参年間", "3年間"),
        ("拾五年", "15年"),
        ("弐千円", "2000円"),
        ("3️⃣年間", "3年間"),
        ("๓๐年", "30年"),
        ("𝟑年", "3年"),
    ],
)
def test_numbers_of_other_scripts_are_read(text, plain):
    """So that they are compared as any other."""
    assert plain_numerals(text) == plain


@pytest.mark.parametrize(
    "text", ["①技術の管理", "参考資料への参加", "第Ⅲ類", "三年間", "2025年10月9日", "WTO加盟国", "拾得物"]
)
def test_what_is_no_such_number_stays(text):
    """Marks of items, words and the numerals that are known already."""
    assert plain_numerals(text) == text
