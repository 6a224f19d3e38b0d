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
