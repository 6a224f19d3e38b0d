"""Folding: one form for matching, whatever way a text is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fold import fold, kanji_number, squeeze
from ingest.readers.provision import kanji


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第五十五条の八第一項", "第55条の8第1項"),
        ("第五五条", "第55条"),
        ("別表第三の二", "別表第3の2"),
        ("別表第一の一六の項", "別表第1の16の項"),
        ("十六の項（一）", "16の項(一)"),
        ("一の三の項", "1の3の項"),
        ("百二十条", "百二十条"),
        ("第百二十条", "第120条"),
        ("第3条の二の二", "第3条の2の2"),
    ],
)
def test_numerals_of_provisions_become_digits(text: str, expected: str) -> None:
    """Kanji numerals that number a provision or a table row become digits."""
    assert fold(text) == expected


@pytest.mark.parametrize("text", ["一部を改正", "第三国", "三つの柱", "唯一の項目", "同一の項目", "十分な説明"])
def test_numerals_of_words_stay(text: str) -> None:
    """A kanji numeral that is part of a word is left alone."""
    assert fold(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①技術", "(1)技術"),
        ("⑳", "(20)"),
        ("ＡＢＣ　１２㎏", "abc 12kg"),
        ("㈱ﾃｽﾄ", "(株)テスト"),
        (" 改行\n\nと\t空白　", "改行 と 空白"),
        ("", ""),
    ],
)
def test_width_case_and_space_do_not_matter(text: str, expected: str) -> None:
    """Full and half width, upper and lower case, circled numbers and white space have one form."""
    assert fold(text) == expected


def test_variants_are_repaired_before_anything_else() -> None:
    """A spelling variant as it is written in the document is replaced by the right form."""
    assert fold("南ス一ダン第一条", {"ス一ダン": "スーダン"}) == "南スーダン第1条"


@given(st.text())
def test_folding_any_text_twice_is_folding_it_once(text: str) -> None:
    """Folding never fails, and a folded text is its own folded form."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="第条項号別表の〇一二三四五六七八九十百千0123456789（）① 目", max_size=30))
def test_folding_provisions_twice_is_folding_them_once(text: str) -> None:
    """Any mixture of numerals and provision signs reaches its final form in one call."""
    assert fold(fold(text)) == fold(text)


@given(st.integers(min_value=1, max_value=9_999))
def test_kanji_number_reads_what_statutes_write(number: int) -> None:
    """Every numeral up to 9,999 is read, in positional and in unit notation."""
    assert kanji_number(kanji(number)) == number
    assert kanji_number("".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))) == number


def test_kanji_number_refuses_other_signs() -> None:
    """A sign that is no numeral is a KeyError, never a wrong number."""
    with pytest.raises(KeyError):
        kanji_number("第一")


@given(st.text())
def test_squeezed_text_has_no_white_space(text: str) -> None:
    """Squeezing never fails and leaves no white space."""
    assert not any(sign.isspace() for sign in squeeze(text))


def test_wrapped_phrases_squeeze_alike() -> None:
    """A phrase that was broken over two lines squeezes to the same as the unbroken one."""
    assert squeeze("規制要件を\n　インフォームのみ") == squeeze("規制要件をインフォームのみ")
