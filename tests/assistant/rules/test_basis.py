"""What rules rest on: addresses, texts, the lock of hashes, and amendments. The laws here are made up."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.address import HEAD, LAST_COLUMN, AddressError, parse
from assistant.rules.basis import (
    Citation,
    Grounds,
    Status,
    accept,
    amendments,
    interim,
    lock,
    resolve,
    unlocked,
)
from assistant.rules.difference import markdown, notice, plain
from assistant.rules.provisions import Lock, dump_lock, load_lock
from assistant.rules.statute import LawText, Provision, Statutes, digest

LAW = "324CO0000000999"
LAWS = {"試験令": LAW}
FIRST, SECOND, THIRD = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)
KANJI = "一二三四五六七八九"


def law(version: date, *lines: tuple[str, str]) -> LawText:
    """A version of the made-up law from (address, text) lines."""
    return LawText(LAW, version, tuple(Provision(LAW, version, address, text) for address, text in lines))


def stored(*versions: LawText) -> Statutes:
    """These versions as statutes."""
    return Statutes({LAW: {version.version: version for version in versions}})


def items(*words: str) -> tuple[tuple[str, str], ...]:
    """第一条 with a numbered item for each word."""
    listed = ((f"第一条第{KANJI[n]}号", f"{KANJI[n]}　{word}を運ぶこと。") for n, word in enumerate(words))
    return (("第一条", ""), ("第一条", "次の行いは届け出る。"), *listed)


def cite(provision: str, version: date = FIRST, rule: str = "R-1", until: date | None = None) -> Citation:
    """A rule that rests on the made-up law."""
    return Citation(rule, "試験令", provision, version, until)


def grounds(statutes: Statutes, *citations: Citation) -> Grounds:
    """Citations with the lock that these statutes give."""
    bare = Grounds(citations, LAWS, Lock())
    return replace(bare, lock=lock(bare, statutes))


RICH = law(
    FIRST,
    ("第一章", ""),
    ("第二条", ""),
    ("第二条第一項", "荷を運ぶ者は届け出る。ただし、軽い荷は除く。"),
    ("第二条第一項第一号", "一　重い荷"),
    ("第二条第一項第一号イ", "イ　石"),
    ("第二条第一項第一号ロ", "ロ　鉄"),
    ("第二条第一項第一号ロ（１）", "（１）　厚い鉄"),
    ("第二条第一項第一号の二", "一の二　長い荷"),
    ("第二条第一項第二号及び第三号", "二及び三　削除"),
    ("第二条第二項", "２　前項の届は書面による。"),
    ("第十四条の二", ""),
    ("第十四条の二", "次に掲げる荷とする。"),
    ("第十四条の二第一号", "一　丸い荷"),
    ("附則", ""),
    ("附則第一項", "１　公布の日から施行する。"),
    ("附則第二項", "２　古い届は新しい届とみなす。"),
    ("附則（二番目）", ""),
    ("附則（二番目）第一項", "１　春から施行する。"),
    ("附則（二番目）第二項", "２　前の様式を使える。"),
    ("別表第一", "品 | 行き先"),
    ("別表第一 一の項", "一 | （一）　石（鉄の項（二）に当たるものを除く。）（二）　鉄 | 全ての町"),
    (
        "別表第一 三の二の項",
        "三の二 | 次の荷（一）　木（二）　布のうち次のもの１　綿２　絹２の２　麻（二の二）　紙 | 北の町",
    ),
    ("別表第二の四", "東町、西町"),
    ("別表第三第一号", "一　舟"),
)


@pytest.mark.parametrize(
    ("address", "begins", "ends"),
    [
        ("2条", "荷を運ぶ", "書面による。"),
        ("第二条第一項", "荷を運ぶ", "削除"),
        ("2条1項1号", "一　重い荷", "厚い鉄"),
        ("2条1号", "一　重い荷", "厚い鉄"),
        ("2条1項1号イ", "イ　石", "石"),
        ("2条1項1号ロ(1)", "（１）", "厚い鉄"),
        ("2条1項1号の2", "一の二", "長い荷"),
        ("2条1項3号", "二及び三", "削除"),
        ("2条 1項 1号 イ", "イ　石", "石"),
        ("2条1項1号イ・ロ", "イ　石", "厚い鉄"),
        ("2条1項1号イロ", "イ　石", "厚い鉄"),
        ("2条1項ただし書", "荷を運ぶ", "軽い荷は除く。"),
        ("2条1項1号・1号の2、2項", "一　重い荷", "書面による。"),
        ("2条1項1〜3号", "一　重い荷", "削除"),
        ("14条の2第1号", "一　丸い荷", "丸い荷"),
        ("14条の2第1項", "次に掲げる", "丸い荷"),
        ("附則2項", "２　古い届", "みなす。"),
        ("改正附則2項", "２　前の様式", "使える。"),
        ("別表第一1項(1)", "（一）　石（鉄の項（二）", "除く。）"),
        ("別表第一1項(2)", "（二）　鉄", "鉄"),
        ("別表第一3の2項(2)2", "２　絹", "絹"),
        ("別表第一3の2項(2)2の2", "２の２　麻", "麻"),
        ("別表第一3の2項(1)(2の2)", "（一）　木", "紙"),
        ("別表第一1項〜3の2項", "（一）　石", "北の町"),
        ("別表第一1項下欄", "全ての町", "全ての町"),
        ("別表第二の四", "東町", "西町"),
        ("別表第三1号", "一　舟", "舟"),
        ("別表第二の四・第三", "東町", "舟"),
    ],
)
def test_short_addresses_find_their_text(address: str, begins: str, ends: str) -> None:
    """A short address gives the provision with everything under it, and nothing else."""
    text = stored(RICH).text(LAW, FIRST, address)
    assert text is not None and text.startswith(begins) and text.endswith(ends)


@pytest.mark.parametrize(
    "address", ["3条", "2条3項", "2条1項9号", "2条1項1号ハ", "別表第一2項", "別表第一1項(3)", "別表", "本則1号"]
)
def test_what_is_not_there_has_no_text(address: str) -> None:
    """No broader provision stands in for one that is not there."""
    assert stored(RICH).text(LAW, FIRST, address) is None


def test_a_law_without_articles_has_main_items() -> None:
    """The items of a law without articles are found as 本則1号 and as 1号."""
    statutes = stored(
        law(FIRST, ("本則", "次のときとする。"), ("第一号", "一　雨"), ("第二号", "二　風"), ("別表第一号", "一　傘"))
    )
    assert statutes.text(LAW, FIRST, "本則2号") == statutes.text(LAW, FIRST, "2号かっこ書") == "二　風"
    assert statutes.text(LAW, FIRST, "別表1号") == "一　傘"


def test_one_address_has_many_spellings() -> None:
    """Digits and kanji, half and full width give one address; 下欄 and ただし書 are told apart."""
    assert parse("第四条第一項第三号イ") == parse("4条1項3号イ") == parse("４条１項３号イ")
    assert parse("別表第一16項(1)")[0].first == parse("別表第一 一六の項（一）")[0].first
    assert [parse(text)[0].only for text in ("4条1項", "4条1項柱書", "別表第一16項下欄")] == ["", HEAD, LAST_COLUMN]


@pytest.mark.parametrize("text", ["", "柱", "4条1項のあたり", "・4条", "附則の話"])
def test_what_is_no_address_is_refused(text: str) -> None:
    """A text that is no address is an error, never a guess."""
    with pytest.raises(AddressError):
        parse(text)


def test_the_text_counts_and_not_its_width() -> None:
    """Width, white space and table marks do not change a hash; any other sign does."""
    assert digest("（１）　石 | 鉄\n") == digest("(1)石鉄") != digest("(1)石鋼")


def test_every_citation_has_a_status() -> None:
    """Resolved, outside of what is stored, or unresolved with the reason."""
    statutes = stored(RICH, replace(RICH, version=THIRD))
    citations = [
        cite("2条1項1号"),
        cite("2条1項1号", date(2023, 1, 1)),
        cite("2条1項1号", date(2027, 1, 1)),
        cite("2条1項1号", SECOND),
        cite("2条1項1号・9号"),
        cite("どこか"),
        Citation("R-1", "知らない令", "1条", FIRST),
    ]
    found = resolve(citations, statutes, LAWS)
    expected = [Status.RESOLVED, *[Status.NOT_STORED] * 2, *[Status.UNRESOLVED] * 4]
    assert [one.status for one in found] == expected
    assert found[0].excerpt.startswith("一　重い荷") and "9号" in found[4].problem and "2024-01-01" in found[3].problem


def test_in_force_is_the_last_version_that_began() -> None:
    """The version of a day is the last one that entered into force by then."""
    statutes = stored(law(FIRST), law(SECOND))
    days = [date(2023, 12, 31), FIRST, date(2024, 12, 31), SECOND]
    assert [statutes.in_force(LAW, day) for day in days] == [None, FIRST, FIRST, SECOND]


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 9), st.data())
def test_a_changed_item_is_noticed_and_no_other(count: int, data: st.DataObject) -> None:
    """Exactly the rules that rest on the item that changed, or on what it stands under, are named."""
    words = [f"荷物{n}" for n in range(count)]
    changed = data.draw(st.integers(0, count - 1))
    before = stored(law(FIRST, *items(*words)))
    after = stored(law(FIRST, *items(*words)), law(SECOND, *items(*words[:changed], "別の荷", *words[changed + 1 :])))
    cited = [cite(f"1条{n + 1}号", rule=f"R-{n}") for n in range(count)]
    base = grounds(before, *cited, cite("1条", rule="R-all"), cite("1条柱書", rule="R-head"))
    found = amendments(base, after)
    assert {one.rules for one in found} == {(f"R-{changed}",), ("R-all",)}
    assert all(one.new_version == SECOND and one.old_version == FIRST for one in found)
    assert amendments(base, before) == ()


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 8), st.data())
def test_a_renumbered_item_is_reported(count: int, data: st.DataObject) -> None:
    """When an item goes and the others move up, the last number is gone and each moved one reads otherwise."""
    words = [f"荷物{n}" for n in range(count)]
    gone = data.draw(st.integers(0, count - 1))
    old, new = law(FIRST, *items(*words)), law(SECOND, *items(*words[:gone], *words[gone + 1 :]))
    base = grounds(stored(old), *(cite(f"1条{n + 1}号", rule=f"R-{n}") for n in range(count)))
    found = {one.rules[0]: one for one in amendments(base, stored(old, new))}
    assert set(found) == {f"R-{n}" for n in range(gone, count)}
    vanished = found[f"R-{count - 1}"]
    assert vanished.new_text is None and vanished.new_sha256 == "" and "なくなって" in notice(vanished)


def test_a_version_without_change_is_quiet() -> None:
    """A new version in which the cited provision reads the same says nothing, whatever else it changes."""
    old = law(FIRST, *items("石", "鉄"))
    new = law(SECOND, *items("石", "鉄"), ("第二条", ""), ("第二条", "新しい条。"))
    base = grounds(stored(old), cite("1条"))
    assert amendments(base, stored(old, new)) == ()


def test_a_change_that_is_taken_back_is_one_change() -> None:
    """Two changes are two amendments, each beside the text before it; the reviewed text coming back is none."""
    texts = ["石", "鉄", "石"]
    versions = [law(day, *items(word)) for day, word in zip((FIRST, SECOND, THIRD), texts, strict=True)]
    base = grounds(stored(versions[0]), cite("1条1号"))
    assert [one.new_version for one in amendments(base, stored(*versions))] == [SECOND]
    later = law(THIRD, *items("木"))
    found = amendments(base, stored(*versions[:2], later))
    assert [(one.old_version, one.new_version) for one in found] == [(FIRST, SECOND), (SECOND, THIRD)]


def test_rules_that_ended_before_are_not_touched() -> None:
    """A rule whose time was over when the new text entered into force still rests on the old one."""
    old, new = law(FIRST, *items("石")), law(SECOND, *items("鉄"))
    ended = cite("1条1号", rule="R-old", until=date(2024, 12, 31))
    last_day = cite("1条1号", rule="R-last", until=SECOND)
    base = grounds(stored(old), ended, last_day)
    assert [one.rules for one in amendments(base, stored(old, new))] == [("R-last",)]


def test_a_rule_that_cites_both_wordings_knows_the_change() -> None:
    """A rule over the change cites the provision in both versions; only a rule that cites the old one alone is named."""
    statutes = stored(law(FIRST, *items("石")), law(SECOND, *items("鉄")))
    both = (cite("1条1号", rule="R-both"), cite("1条1号", SECOND, rule="R-both"))
    base = grounds(statutes, *both, cite("1条1号", rule="R-old"))
    assert [one.rules for one in amendments(base, statutes)] == [("R-old",)]


def test_another_text_with_the_same_date_is_noticed() -> None:
    """Of two texts with one date the one that was not reviewed is an amendment; the old text is then not stored."""
    base = grounds(stored(law(FIRST, *items("石"))), cite("1条1号"))
    (found,) = amendments(base, stored(law(FIRST, *items("鉄"))))
    assert found.old_text is None and found.new_version == FIRST
    assert "保存されていません" in markdown(found)


def test_the_lock_goes_on_as_long_as_the_text_stays() -> None:
    """At the first lock a text counts as reviewed up to the last version that reads as the one cited."""
    statutes = stored(*(law(day, *items(word)) for day, word in [(FIRST, "石"), (SECOND, "石"), (THIRD, "鉄")]))
    base = grounds(statutes, cite("1条1号"), cite("1条1号", date(2020, 1, 1), rule="R-2"), cite("1条9号"))
    entries = {entry.version: entry for entry in base.lock.entries}
    assert entries[FIRST].reviewed == SECOND and entries[FIRST].sha256 == entries[FIRST].reviewed_sha256
    assert entries[date(2020, 1, 1)].sha256 is None and entries[date(2020, 1, 1)].reviewed == SECOND
    assert [one.provision for one in unlocked(base)] == ["1条9号"]


def test_an_accepted_amendment_stays_accepted() -> None:
    """What maintainers accepted is quiet, also after the lock is written anew and read back."""
    statutes = stored(law(FIRST, *items("石")), law(SECOND, *items("鉄")))
    base = grounds(statutes, cite("1条1号"))
    (amendment,) = amendments(base, statutes)
    accepted = replace(base, lock=accept(base.lock, amendment))
    again = replace(accepted, lock=lock(accepted, statutes))
    assert amendments(accepted, statutes) == amendments(again, statutes) == ()
    assert again.lock == accepted.lock


def test_the_lock_survives_its_file(tmp_path: Path) -> None:
    """The file gives the same lock, holds no text of a law, and is the same bytes each time."""
    base = grounds(stored(RICH), cite("2条1項1号イ・ロ"), cite("別表第二の四"), cite("2条", date(2020, 1, 1)))
    path = tmp_path / "provisions.yaml"
    path.write_text(dump_lock(base.lock), encoding="utf-8")
    assert load_lock(path) == base.lock and dump_lock(load_lock(path)) == path.read_text(encoding="utf-8")
    assert "鉄" not in path.read_text(encoding="utf-8")
    assert load_lock(tmp_path / "none.yaml") == Lock()


def test_supplements_of_amendments_are_counted_not_named() -> None:
    """改正附則 is the last 附則 that has the paragraph; one more amendment moves it and changes nothing."""
    more = replace(
        RICH,
        version=SECOND,
        provisions=(*RICH.provisions, Provision(LAW, SECOND, "附則（三番目）", "夏から施行する。")),
    )
    base = grounds(stored(RICH), cite("改正附則1項"), cite("改正附則2項"))
    assert amendments(base, stored(RICH, more)) == ()


def test_old_and_new_stand_side_by_side() -> None:
    """Only what changed is shown: words the old has are struck through, words the new has are bold."""
    old, new = law(FIRST, *items("石", "鉄", "木")), law(SECOND, *items("石", "鉄と|鋼", "木"))
    base = grounds(stored(old), cite("1条", rule="R-7"))
    (found,) = amendments(base, stored(old, new))
    shown = markdown(found)
    assert "R-7" in shown and "旧（2024-01-01）" in shown and r"**と\|鋼**" in shown and "石" not in shown
    assert "〔＋と|鋼＋〕" in plain(found)
    assert "2025-01-01" in notice(found) and "人の確認" in notice(found)


@pytest.mark.parametrize(("row", "expected"), [(("別表第六号", "六　昔の号"), 1), (("別表第五号", "五　今の号"), 0)])
def test_the_earlier_of_two_texts_of_one_day_is_recognised(row: tuple[str, str], expected: int) -> None:
    """核おそれ省令 of 2025-10-09 with 別表6号 is the text between two amendments."""
    day = date(2025, 10, 9)
    statutes = stored(law(day, ("別表", ""), row))
    assert len(interim(statutes, {"核おそれ省令": LAW})) == expected


# ---- on the originals


def _citations() -> tuple[list[Citation], set[Citation]]:
    """The citations of the specification, and those of them that are older than what is stored."""
    lines = (Path(__file__).parent / "citations.txt").read_text(encoding="utf-8").splitlines()
    found, old = [], set()
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        head, provision = line.lstrip("!").split(" ", 1)
        short, version = head.split("@")
        found.append(Citation(f"R-{number}", short, provision, date.fromisoformat(version)))
        if line.startswith("!"):
            old.add(found[-1])
    return found, old


def _laws() -> dict[str, str]:
    path = Path(__file__).parents[3] / "assistant" / "rules" / "data" / "laws.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if isinstance(content, dict):
        return {short: law["law_id"] for short, law in content.items()}
    return {law["short"]: law["law_id"] for law in content}


@pytest.mark.originals
def test_the_citations_of_the_specification_resolve(shared: Path) -> None:
    """Every citation resolves in the stored statutes; those older than them are reported as such and no error."""
    from assistant.statutes import from_paths

    citations, old = _citations()
    found = resolve(citations, from_paths([shared / "laws"]).statutes, _laws())
    assert len(citations) >= 120
    assert [(one.citation, one.problem) for one in found if one.status is Status.UNRESOLVED] == []
    assert {one.citation for one in found if one.status is Status.NOT_STORED} == old


@pytest.mark.originals
def test_the_stored_statutes_are_the_later_of_two_texts(shared: Path) -> None:
    """核おそれ省令 and 輸出令 have two texts of 2025-10-09; stored is the later one, without 別表6号."""
    from assistant.statutes import from_paths

    statutes = from_paths([shared / "laws"]).statutes
    laws = _laws()
    assert interim(statutes, laws) == ()
    assert statutes.text(laws["核おそれ省令"], date(2025, 10, 9), "別表6号") is None
    assert statutes.text(laws["核おそれ省令"], date(2013, 10, 15), "別表6号")


@pytest.mark.originals
@pytest.mark.parametrize(
    ("short", "version", "provision", "phrase"),
    [
        ("輸出令", date(2025, 10, 9), "別表第一16項(1)", "ミクロトーム"),
        ("輸出令", date(2025, 10, 9), "別表第一16項下欄", "別表第三"),
        ("輸出令", date(2025, 10, 9), "別表第一10項(9の2)", "水中において"),
        ("輸出令", date(2026, 2, 14), "別表第一3の2項(2)10", "ペプチド"),
        ("貨物等省令", date(2025, 5, 28), "6条17号コ", "プラズマドーピング"),
        ("貿易外省令", date(2025, 10, 9), "改正附則2項", "別紙様式"),
        ("外為法", date(2026, 6, 5), "69条の7", "七年以下"),
    ],
)
def test_provisions_are_the_ones_meant(shared: Path, short: str, version: date, provision: str, phrase: str) -> None:
    """An address that resolves leads to the text that the specification speaks of."""
    from assistant.statutes import from_paths

    text = from_paths([shared / "laws"]).statutes.text(_laws()[short], version, provision)
    assert text is not None and phrase in text
