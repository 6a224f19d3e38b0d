"""Rewording: each word that an edit puts in, leaves out or turns is named; politeness, order and synonyms are not."""

import pytest

from assistant.drafting.reword import Rewording
from ingest.glossary import load_glossary
from ingest.settings import CORPUS


@pytest.fixture(scope="module")
def rewording() -> Rewording:
    """The comparison with the glossary that ships."""
    return Rewording(load_glossary(CORPUS / "glossary.toml"))


@pytest.mark.parametrize(
    ("model", "text", "added", "missing"),
    [
        (
            "民生以外に用いられることが明らかなときは除く。",
            "民生以外に用いられるおそれがあるときは除く。",
            ("おそれ",),
            ("こと", "明らか"),
        ),
        ("当初の相手方に提供する。", "第三者に提供する。", ("第三者",), ("当初", "相手方")),
        ("告示が定めるものは、武器でも特例を使える。", "武器でも特例を使える。", (), ("告示", "定める", "もの")),
        ("公布の日の翌日に施行する。", "公布の日に施行する。", (), ("翌日",)),
        ("通知を出す場合もある。", "必ず通知を出す。", ("必ず",), ("場合", "も")),
        ("関心を示し、優位性がある技術。", "関心を示し、又は優位性がある技術。", ("又は",), ()),
        ("承認を受けない輸出の予定", "承認を受けない輸出及び輸入の予定", ("及び", "輸入"), ()),
        (
            "記録を保存しなければならない。",
            "記録を保存することができる。",
            ("こと", "できる"),
            ("なけれ", "ば", "なら", "ない"),
        ),
    ],
)
def test_the_words_that_differ_are_named(rewording, model, text, added, missing):
    """A condition, qualifier, modality or noun that was changed is named as it is written."""
    found = rewording.of(text, [model])
    assert set(added) <= set(found.added) and set(found.missing) & set(missing) == set(missing) & set(found.missing)
    assert bool(found.added) == bool(added) and bool(found.missing) == bool(missing)
    assert all(word in found.text for word in (*found.added, *found.missing))


@pytest.mark.parametrize(
    ("model", "text"),
    [
        ("許可を受けなければならない。", "許可を受けなければなりません。"),
        ("許可は必要でない。", "許可は必要ではありません。"),
        ("届出をする必要がある。", "なお、届出をする必要があります。"),
        ("輸出者は、出荷の前に、用途を確かめる。", "出荷の前に輸出者は用途を確かめる。"),
        ("貨物及び技術を管理する。", "技術および貨物を管理する。"),
        ("外国為替令による。", "外為令による。"),
        ("補完的輸出規制の対象である。", "キャッチオール規制の対象です。"),
    ],
)
def test_what_says_the_same_differs_in_nothing(rewording, model, text):
    """Politeness, order, signs and another word of the glossary."""
    assert rewording.of(text, [model]).size == 0


def test_a_word_in_another_case_is_named(rewording):
    """Who tells whom is in the particles."""
    found = rewording.of("大臣が輸出者に通知する。", ["輸出者が大臣に通知する。"])
    assert not found.added and not found.missing and "大臣が" in found.text


def test_a_narrower_name_is_no_synonym(rewording):
    """The glossary finds 「通常兵器おそれ省令」 by 「おそれ省令」; in a draft they are two."""
    found = rewording.of("通常兵器おそれ省令による。", ["核兵器等おそれ省令による。"])
    assert found.added and found.missing


def test_of_several_models_the_nearest_counts(rewording):
    """What one sentence of a quote says whole needs nothing of the others."""
    assert rewording.of("用途を確かめます。", ["需要者を確かめる。", "用途を確かめる。"]).size == 0
