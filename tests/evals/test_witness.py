"""Witness: what it reads in a text, by patterns of its own."""

from evals.witness import known, said


def test_a_name_in_kanji_is_whole_before_letters():
    """米国EAR names 米国; タイ within a longer word in katakana names no country."""
    assert "US" in said("米国EARの例").countries
    assert "CN" in known(["中国メーカーの製品"]).countries
    assert "TH" not in said("スタイルとタイヤ").countries


def test_a_country_only_in_a_heading_is_known_by_it():
    """What a heading names, a statement may name."""
    assert said("米国のような方法").beyond(known(["米国EARの Red Flags"])) == ()


def test_numbers_in_circles_are_numbers_of_their_own():
    """③④ names 3 and 4, not 34; 12 in one circle is 12."""
    assert known(["改正（③④）"]).numbers >= {"3", "4"}
    assert said("③の改正").beyond(known(["改正（③④）"])) == ()
    assert said("⑫の改正").beyond(known(["改正（①②）"])) == ("12",)


def test_a_short_year_with_a_month_is_a_year_of_this_century():
    """25年2月 bears out 2025; 25年 by itself, which may be a span, does not."""
    assert said("2025年2月").beyond(known(["25年2月に公表"])) == ()
    assert said("2025年").beyond(known(["25年を超える"])) == ("2025",)


def test_an_article_of_a_heading_stands_in_the_place_of_none():
    """A heading lends its article and its numbers; not where the statement leaves out the article that is quoted."""
    above = known(["第四条（五万円の特例）"])
    for text, quote, missing in (
        ("第四条の特例は五万円まで", "この特例", ()),
        ("第四条の許可", "第九条の許可", ("第4条",)),
        ("第四条と第九条の許可", "第九条の許可", ()),
        ("第六条の特例", "この特例", ("第6条",)),
    ):
        assert [one for one in said(text).beyond(known([quote]).with_headings(above, said(text))) if "条" in one] == [
            *missing
        ]
    assert said("五万円まで").beyond(known(["この特例"]).with_headings(above, said("五万円まで"))) == ()
