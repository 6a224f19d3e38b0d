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
