"""Facts of Japanese texts in canonical form, and when one set of facts bears out another's."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fact import Fact, FactKind, holds, implied
from ingest.facts import facts_in
from ingest.names import Names
from ingest.readers.provision import kanji

NAMES = Names(
    countries={
        "TH": ("タイ",),
        "SD": ("スーダン",),
        "SS": ("南スーダン",),
        "US": ("米国", "米英"),
        "GB": ("英国", "米英"),
    },
    organisations=("経済産業省", "国連", "国連安保理", "EU", "G7"),
)
_ENCLOSED = re.compile(r"[\u2070-\u209f²³¹\u2460-\u24ff\u2776-\u2793\u3251-\u32bf]")


def values(text: str, *kinds: FactKind) -> set[str]:
    """The values of a text's facts of some kinds (all kinds when none is named)."""
    return {fact.value for fact in facts_in(text, NAMES) if not kinds or fact.kind in kinds}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12物資を指定", {"12物資"}),
        ("2.4兆円", {"2400000000000円"}),
        ("2兆4,000億円", {"2400000000000円"}),
        ("約１，２００社", {"1200社"}),
        ("総価額が百万円以下", {"1000000円"}),
        ("100万円", {"1000000円"}),
        ("50％、50パーセント", {"50%"}),
        ("27カ国と二十七か国と27ヶ国", {"27か国"}),
        ("5年間と五年", {"5年"}),
        ("3～5社", {"3社", "5社"}),
        ("3つの方向と三つの柱", {"3つ"}),
        ("300km以上", {"300km"}),
        ("3回答と10分野", {"3", "10分野"}),
    ],
)
def test_number_is_read_with_its_unit(text: str, expected: set[str]) -> None:
    """A number and the unit right behind it are one fact, however they are written."""
    assert values(text, FactKind.NUMBER) == expected


@pytest.mark.parametrize(
    "text", ["十分な説明", "改正の一部", "もう一つは", "一人ひとり", "第三国経由", "第３国", "第三者", "数十社"]
)
def test_word_with_a_numeral_is_no_number(text: str) -> None:
    """A kanji numeral inside a word is not a number."""
    assert values(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年10月9日", {"2025-10-09"}),
        ("令和7年10月9日", {"2025-10-09"}),
        ("令和七年十月九日", {"2025-10-09"}),
        ("二〇二五年十月九日", {"2025-10-09"}),
        ("２０２５／１０／９", {"2025-10-09"}),
        ("平成元年", {"1989"}),
        ("2024年6月", {"2024-06"}),
        ("23年5月", {"2023-05"}),
        ("2024年度と令和6年度", {"FY2024"}),
        ("4/9と4月9日", {"--04-09"}),
        ("12月施行", {"--12"}),
        ("2020～2023年", {"2020", "2023"}),
        ("2 0 2 4 年 6 月", {"2024-06"}),
        ("2025年\n\n10月\n9日", {"2025-10-09"}),
        ("13月40日", set()),
    ],
)
def test_date_has_one_form(text: str, expected: set[str]) -> None:
    """西暦, 和暦, slashes, kanji and wrapped dates give the same fact; impossible dates give none."""
    assert values(text, FactKind.DATE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外為法第55条の8と第五十五条の八", {"第55条の8"}),
        ("第９条第２項第７号、9条2項7号、第九条第二項第七号", {"第9条第2項第7号"}),
        ("別表第3の2、別表第三の二", {"別表3の2"}),
        ("第二号ホ及びヘ", {"第2号ホ", "第2号ヘ"}),
        ("第八条の一部を改正", {"第8条"}),
        ("別表第三の27カ国、第8条の十日前", {"別表3", "第8条"}),
        ("別表第二五類から第四〇類まで", set()),
        ("3条約", set()),
    ],
)
def test_provision_has_one_form(text: str, expected: set[str]) -> None:
    """Articles, paragraphs, items and tables are read in arabic and kanji numerals."""
    assert values(text, FactKind.PROVISION) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16項(1)、16の項(1)、別表第一の一六の項（一）", {"16項(1)"}),
        ("1～15項", {"1項", "15項"}),
        ("二、三及び五から七までの項", {"2項", "3項", "5項", "7項"}),
        ("五の項（十四）若しくは（十八）", {"5項(14)", "5項(18)"}),
        ("3項目", set()),
    ],
)
def test_row_of_a_table_is_an_item(text: str, expected: set[str]) -> None:
    """項番 with its part is one fact, also in lists and ranges of rows."""
    assert values(text, FactKind.ITEM) == expected


def test_hs_codes_in_both_spellings_are_one_fact() -> None:
    """第八八〇二・六〇号 of the statute is 8802.60 of a table."""
    assert values("第八八〇二・六〇号、第八八・〇六項", FactKind.HS) == {"880260", "8806"}
    assert values("8802.60、88.06", FactKind.HS) == {"880260", "8806"}
    assert values("10.25%", FactKind.HS) == set()


def test_codes_are_no_numbers() -> None:
    """5G and 3A001 are codes; the footnote sign in Flags10 is nothing."""
    assert facts_in("5G、3A001、Red Flags10", NAMES) == {Fact(FactKind.CODE, "5G"), Fact(FactKind.CODE, "3A001")}


@pytest.mark.parametrize(
    "text",
    ["①技術 ②行為", "(1) 概要", "1. 概要", "２．１． 経緯", "- 2) 対象", "※3 注記", "https://example.org/2024/12/a"],
)
def test_mark_is_no_fact(text: str) -> None:
    """Enumeration marks, footnote signs and addresses of pages are not facts."""
    assert values(text) == set()


def test_longest_name_wins_and_letters_around_it_count() -> None:
    """南スーダン is not スーダン, スタイル holds no タイ, EUV no EU, 加盟国連携 no 国連; 米英 is two countries."""
    assert values("南スーダン") == {"SS"}
    assert values("スタイルとEUV、加盟国連携") == set()
    assert values("タイとEU") == {"TH", "EU"}
    assert values("米英の連携") == {"US", "GB"}
    assert values("経 済 産\n業 省") == {"経済産業省"}


def test_digits_on_two_lines_stay_apart() -> None:
    """A line break never joins two numbers, however wide it is."""
    assert values("12\n\n\n34件") == {"12", "34件"}


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No text makes the reader fail, and facts of facts are well formed."""
    for fact in implied(facts_in(text, NAMES)):
        assert fact.value


@given(st.text(alphabet="0123456789０５一二三十百千万億兆年月日第条項号別表のイ(（)）.,、/~-件円令和 \n①タイ米国"))
def test_likely_text_can_be_read(text: str) -> None:
    """Texts made of the signs that matter can be read too; every fact holds among themselves."""
    facts = facts_in(text, NAMES)
    known = implied(facts)
    assert all(holds(fact, known) for fact in facts)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(lambda text: not _ENCLOSED.search(text)))
def test_reading_does_not_depend_on_width(text: str) -> None:
    """NFKC changes no fact, enclosed numbers and superscripts aside."""
    assert facts_in(unicodedata.normalize("NFKC", text), NAMES) == facts_in(text, NAMES)


@given(
    st.integers(2, 9999),
    st.sampled_from(["第{}条", "第{}条第{}項", "{}か国", "{}万円", "別表第{}", "第{}回", "{}年以内"]),
)
def test_kanji_and_arabic_numerals_are_one(number: int, form: str) -> None:
    """The numeral's script makes no difference."""
    assert facts_in(form.replace("{}", kanji(number)), NAMES) == facts_in(form.replace("{}", str(number)), NAMES)


def supported(claim: str, original: str) -> bool:
    """Whether all facts of a claim hold in an original."""
    known = implied(facts_in(original, NAMES))
    return all(holds(fact, known) for fact in facts_in(claim, NAMES))


@pytest.mark.parametrize(
    ("claim", "original"),
    [
        ("10月9日", "2025年10月9日に施行"),
        ("2025年10月9日", "2025年の動き。10月9日に施行"),
        ("2023年", "23年の実績"),
        ("第9条第2項第8号", "第9条第2項第7号及び第8号"),
        ("第9条第2項", "第9条第2項第7号"),
        ("48団体", "団体数 48"),
        ("団体数は48", "48団体"),
    ],
)
def test_facts_that_are_borne_out(claim: str, original: str) -> None:
    """A part of a fact holds, and a fact put together from parts that stand alone."""
    assert supported(claim, original)


@pytest.mark.parametrize(
    ("claim", "original"),
    [
        ("12団体", "12社"),
        ("2024年6月", "2021年6月と2024年"),
        ("第4条第2項", "第4条第1項と第9条第2項"),
        ("第55条", "第55条の8"),
        ("2024年", "2024年度"),
        ("10月8日", "2025年10月9日"),
        ("16項(2)", "16項(1)"),
    ],
)
def test_facts_that_are_not_borne_out(claim: str, original: str) -> None:
    """Another unit, a date or provision mixed from two, and a neighbour do not hold."""
    assert not supported(claim, original)


def test_reading_is_fast() -> None:
    """A megabyte takes about a second (the bound is wide: other work may share the machine)."""
    text = "経済産業省は2025年10月9日に第九条第二項第七号を改正し、27か国と12物資を対象とした。\n" * 4000
    start = time.perf_counter()
    facts_in(text, NAMES)
    assert time.perf_counter() - start < 4 * len(text.encode()) / 1e6
