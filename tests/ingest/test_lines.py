"""Lines of plain text: places, numberings, list marks, page numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lines import is_bullet, is_prose_break, join_wrapped, numbering, page_numbers, split_lines


@given(st.text(alphabet="あ1. 　\n\t\r。a"))
def test_lines_are_where_they_say(raw: str) -> None:
    """Every line is the text between its offsets, and together the lines hold all characters but white space."""
    lines = split_lines(raw)
    assert all(raw[line.start : line.end] == line.text == line.text.strip() for line in lines)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(raw.split())


def test_gaps_edges_and_paragraph_ends_are_kept() -> None:
    """A line knows the blank lines before it, its indent, and whether a space at its end closes a paragraph."""
    first, second, third = split_lines("見出し\n\n\n　本文が終わる。 \nin \n")
    assert (first.gap, first.indented, first.ends_paragraph) == (0, False, False)
    assert (second.gap, second.indented, second.ends_paragraph) == (2, True, True)
    assert (third.gap, third.ends_paragraph) == (0, False)


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("第1章 序", 1, (1,)),
        ("第三章 制度", 1, (3,)),
        ("第十章", 1, (10,)),
        ("第十一章 罰則", 1, (11,)),
        ("第二十三章", 1, (23,)),
        ("１．背景", 2, (1,)),
        ("2. 1 対象", 3, (2, 1)),
        ("２．１．対象", 3, (2, 1)),
        ("（３）方向性", 4, (3,)),
        ("（イ）細目", 5, (2,)),
        ("4) 例", 5, (4,)),
        ("③ 三", 6, (3,)),
        ("ⅱ）細", 7, (2,)),
    ],
)
def test_numberings_have_a_level_and_a_number(text: str, level: int, number: tuple[int, ...]) -> None:
    """Each style of numbering is recognised with its level and its number."""
    found = numbering(text)
    assert found is not None
    assert (found.level, found.number) == (level, number)


@pytest.mark.parametrize("text", ["本文です", "2024年の改正", "1.5倍", "10.", ""])
def test_other_lines_have_no_chapter_number(text: str) -> None:
    """Prose, years and decimals never look like a chapter."""
    found = numbering(text)
    assert found is None or found.level > 1


@given(st.text(alphabet="第章一二三十百0１①ⅰアガ（）().．", max_size=8))
def test_numbering_never_fails(text: str) -> None:
    """Any mixture of numbering signs gives a numbering or none."""
    found = numbering(text)
    assert found is None or all(number >= 0 for number in found.number)


def test_wrapped_lines_are_joined_without_a_space_between_japanese() -> None:
    """A space stays only between two Latin words that a line break parted."""
    assert (
        join_wrapped(split_lines("輸出管理の\n強化 by the\nWassenaar\n合意")) == "輸出管理の強化 by the Wassenaar合意"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・項目", True),
        ("⚫ 項目", True),
        ("①項目", True),
        ("a) 項目", True),
        ("- 項目", True),
        ("-3", False),
        ("本文", False),
    ],
)
def test_list_marks_are_recognised(text: str, expected: bool) -> None:
    """A list mark makes an item; a negative number does not."""
    assert is_bullet(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("終わる。", True), ("（注）", True), ("続く", False), ("、", False)])
def test_sentence_ends_are_recognised(text: str, expected: bool) -> None:
    """A full stop or a closing bracket ends a line's sentence."""
    assert is_prose_break(text) is expected


def test_page_numbers_are_the_longest_rising_run() -> None:
    """Numbers that do not rise with the pages are figures, not page numbers."""
    assert page_numbers([(3, 1), (5, 80), (8, 2), (12, 3), (14, 1)]) == {3: 1, 8: 2, 12: 3}
    assert page_numbers([]) == {}


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 99)), max_size=30))
def test_page_numbers_rise(pairs: list[tuple[int, int]]) -> None:
    """The page numbers found are some of the candidates and rise strictly."""
    ordered = sorted(dict(pairs).items())
    found = page_numbers(ordered)
    assert set(found.items()) <= set(ordered)
    assert list(found.values()) == sorted(set(found.values()))
