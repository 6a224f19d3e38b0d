"""Names as people type them: which are one person's, which cannot be told, which are two people's."""

import pytest

from assistant.drafting.person import Alike, alike, is_name

SAME = (
    *("佐藤さん", "佐藤様", "佐藤 氏", "佐藤先生", "佐藤（確認）", "佐藤/", "佐藤.", "(佐藤)", "佐 藤", "｢佐藤｣"),
    *("佐藤\ufe0f", "佐藤\u3164", "佐\u115f藤", "佐\u034f藤", "佐藤\u200b", "佐藤\U000e0101", "\u2060佐藤", "佐藤🙂"),
)
PAIRS = (
    ("佐藤花子", "花子　佐藤"),
    ("Sato Hanako", "ＳＡＴＯ　hanako"),
    ("Sato Hanako", "Hanako SATŌ"),
    ("Sato Hanako", "Ms. Hanako Sato-san"),
    ("サトウハナコ", "ｻﾄｳ ﾊﾅｺ"),
    ("サトウハナコ", "さとう　はなこ"),
    ("サトーハナコ", "さとうはなこ"),
    ("髙﨑一郎", "高崎一郎"),
    ("佐々木", "佐佐木"),
    ("加藤", "加藤課長"),
    ("二宮", "ニ宮"),
    ("佐藤花子", "輸出管理部 佐藤花子"),
    ("佐藤花子", "株式会社例示 総務部法務課 佐藤花子"),
    ("佐藤花子（Sato Hanako）", "Hanako Sato"),
    ("佐藤花子", "鈴木一郎（佐藤花子）"),
    ("佐藤花子", "仮名 鈴木（佐藤花子）"),
    ("佐藤花子", "花子佐藤"),
    ("滝沢寿", "瀧澤壽"),
    ("山田龍", "山田竜"),
    ("広瀬学", "廣瀬學"),
    ("亀井栄", "龜井榮"),
    ("藤沢円", "藤澤圓"),
    ("曽根", "曾根"),
    ("Shinji Tsuchiya", "Sinzi Tutiya"),
    ("Taro Yamada", "T4ro Yamada"),
    ("Jun Ito", "Jun Itoh"),
    ("山田一郎", "山田ー郎"),
    ("山田一郎", "山田―郎"),
)
DOUBTFUL = (
    ("佐藤", "佐藤花子"),
    ("佐藤花子", "佐藤"),
    ("佐藤花子", "輸出管理部 佐藤"),
    ("佐藤花子", "輸出管理部佐藤"),
    ("佐藤花子", "該非班 佐藤花子"),
    ("佐藤花子", "佐藤花子2"),
    ("佐藤花子", "さとうはなこ"),
    ("佐藤花子", "Sato Hanako"),
    ("サトウハナコ", "Sato Hanako"),
    ("Sato Hanako", "H. Sato"),
    ("Sato Hanako", "SatoHanako2"),
    ("Sato Hanako", "Ѕato Hanako"),
    ("Sato Hanako", "Sato Hamako"),
    ("佐藤花子", "佐藤花孑"),
    ("山田太郎", "山田大郎"),
    ("土屋未来", "士屋末来"),
    ("山田太郎", "山太田郎"),
)
APART = (
    ("佐藤花子", "佐藤太郎"),
    ("佐藤", "鈴木"),
    ("佐藤花子", "鈴木一郎（すずきいちろう）"),
    ("佐藤花子（確認）", "鈴木一郎（確認）"),
    ("Sato Hanako", "Sato Taro"),
    ("長谷部誠", "服部誠"),
    ("Li Wei", "William Oliver"),
    ("Sato Hanako（佐藤花子）", "鈴木一郎"),
    ("さとうはなこ", "すずきいちろう"),
    ("山田太郎", "山田次郎"),
    ("鈴木一郎", "鈴木二郎"),
    ("佐藤恵子", "佐藤恵美"),
    ("佐藤花子（東京支店）", "鈴木一郎（東京支店）"),
    ("佐藤花子（輸出管理部）", "鈴木一郎（輸出管理部）"),
    ("Yamada Taro", "Yamada Jiro"),
    ("Kato Hanako", "Sato Hanako"),
)


@pytest.mark.parametrize(("one", "other"), [*(("佐藤", name) for name in SAME), *PAIRS])
def test_what_does_not_tell_people_apart_is_set_aside(one, other):
    """A title, a remark, a sign seen or unseen, width, case, order, or a variant makes nobody another person."""
    assert alike(one, other) is alike(other, one) is Alike.SAME


@pytest.mark.parametrize(("one", "other"), DOUBTFUL)
def test_a_name_that_may_be_the_other_is_in_doubt(one, other):
    """A surname alone, initials, more around the name, another script."""
    assert alike(one, other) is alike(other, one) is Alike.DOUBTFUL


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_of_two_people_are_apart(one, other):
    """Another given name, another surname; a spelling in brackets makes names comparable."""
    assert alike(one, other) is alike(other, one) is Alike.APART


@pytest.mark.parametrize("text", [".", "（ ）", "\u3164", "\ufe0f\u200d", "🙂", "―"])
def test_signs_alone_are_no_name(text):
    """Nothing is left that anybody could be told by."""
    assert not is_name(text)


@pytest.mark.parametrize("text", ["佐藤", "殿", "X", "社員12", "O'Neil", "Nguyễn"])
def test_whatever_has_a_letter_is_a_name(text):
    """Also one that is a title elsewhere."""
    assert is_name(text)
