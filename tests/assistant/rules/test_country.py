"""Countries: spellings resolve to codes or not at all, and the lists change on their days."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.rules.check_facts import check
from assistant.rules.country import Ambiguity, Countries, fold, load_countries
from assistant.rules.document import DATA
from assistant.rules.errors import CountryError, RuleBaseError
from assistant.rules.load import COVERED_FROM


def words(text: str) -> list[str]:
    return text.split()


COUNTRIES = load_countries()
FIRST_DAY, LAST_VERSION = date(2023, 7, 21), date(2026, 6, 5)

GROUP_A = words("AR AU AT BE BG CA CZ DK FI FR DE GR HU IE IT KR LU NL NZ NO PL PT ES SE CH GB US")
GROUP_C = words("AF CF CD IQ LB LY KP SO SS SD")
GROUP_B = words(
    "IR SY CN RU UA TR PK MM HK MO TW SG MY TH VN ID PH IN BD LK NP IL SA AE QA EG ZA BR MX CL CO PE KZ UZ "
    "KG GE AZ AM ER CG LR EE LV LT RO HR SK SI CY MT IS RS BA ME MK AL BY JP PR GU GF RE AW CW GL FO GI KY"
)
EVERY = list(COUNTRIES.codes)
GROUPS = words("R-GRP-A R-GRP-B R-GRP-C")


def members(name: str, day: date) -> set[str]:
    return {iso for iso in COUNTRIES.codes if COUNTRIES.member(name, iso, day)}


def test_there_are_as_many_codes_as_in_iso_3166_1() -> None:
    """ISO 3166-1 assigns 249 two-letter codes."""
    assert len(COUNTRIES.codes) == 249
    assert COUNTRIES.codes == tuple(sorted(COUNTRIES.codes))


@pytest.mark.parametrize("day", [FIRST_DAY, date(2025, 10, 8), date(2025, 10, 9), LAST_VERSION])
@pytest.mark.parametrize(("group", "codes"), [("A", GROUP_A), ("B", GROUP_B), ("C", GROUP_C)])
def test_every_country_of_a_group_is_in_it_through_the_covered_time(group: str, codes: list[str], day: date) -> None:
    """The 27 countries of A, the 10 of C and the examples of B do not change in the covered time."""
    assert {COUNTRIES.group(iso, day) for iso in codes} == {group}


@pytest.mark.parametrize(
    ("name", "codes"), [("group_a", GROUP_A), ("group_c", GROUP_C), ("annex_4", ["IR", "IQ", "KP"])]
)
def test_a_list_holds_these_countries_and_no_other(name: str, codes: list[str]) -> None:
    """27, 10 and 3 countries; every other country stands on none of these lists."""
    assert members(name, FIRST_DAY) == members(name, LAST_VERSION) == set(codes)


@pytest.mark.parametrize("day", [FIRST_DAY, date(2025, 10, 8), date(2025, 10, 9), LAST_VERSION])
def test_every_other_code_of_iso_3166_1_is_a_general_country(day: date) -> None:
    """27 countries of A, 10 of C, and 212 codes that are neither."""
    groups = Counter(COUNTRIES.group(iso, day) for iso in EVERY)
    assert groups == {"A": 27, "B": 212, "C": 10}
    assert {iso for iso in EVERY if COUNTRIES.group(iso, day) != "B"} == {*GROUP_A, *GROUP_C}


@pytest.mark.parametrize("day", ["2025-10-08", "2025-10-09"])
def test_the_rule_check_tells_the_group_of_every_code(day: str) -> None:
    """Each of the 249 is answered by the rule of its group and of no other."""
    told = {
        iso: [rule for rule in check({"kind": "tech", "date": day, "dest": iso}).rules if rule in GROUPS]
        for iso in EVERY
    }
    wanted = {"R-GRP-A": GROUP_A, "R-GRP-C": GROUP_C}
    assert told == {iso: [next((r for r, codes in wanted.items() if iso in codes), "R-GRP-B")] for iso in EVERY}


@pytest.mark.parametrize(
    ("day", "iso", "before", "after"),
    [
        ("2018-12-19", "ER", "C", "B"),
        ("2019-04-12", "SS", "B", "C"),
        ("2019-08-28", "KR", "A", "B"),
        ("2023-07-21", "KR", "B", "A"),
    ],
)
def test_a_country_changes_its_group_on_the_day_of_the_amendment(day: str, iso: str, before: str, after: str) -> None:
    """Eritrea left and South Sudan entered the list of C; Korea left the list of A and came back."""
    on = date.fromisoformat(day)
    assert (COUNTRIES.group(iso, on - timedelta(days=1)), COUNTRIES.group(iso, on)) == (before, after)


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("2022-03-18", "2023-12-26", ""),
        ("2023-12-27", "2024-07-02", "AE AM SY UZ"),
        ("2024-07-03", "2025-01-22", "AE AM CN IN KZ SY UZ"),
        ("2025-01-23", "2026-06-05", "AE AM CN IN KG KZ SY TH TR UZ"),
    ],
)
def test_annex_2_4_grows_on_three_days(first: str, last: str, codes: str) -> None:
    """Nothing before 2023-12-27, then four, seven and ten countries, each from its day on."""
    for day in (first, last):
        assert members("annex_2_4", date.fromisoformat(day)) == set(codes.split())


def test_hong_kong_and_macao_are_checked_like_china_from_the_day_china_is() -> None:
    """HK and MO stand on a list of their own, since the text of the law does not name them; TW stands on none."""
    day = date(2024, 7, 3)
    assert members("annex_2_4_hk", day) == {"HK", "MO"}
    assert members("annex_2_4_hk", day - timedelta(days=1)) == set()


def test_lists_and_rules_begin_on_the_same_day() -> None:
    """The covered time stands in the data of the countries and in the loader of the rules."""
    assert COUNTRIES.covered_from == COVERED_FROM == FIRST_DAY


def test_breakpoints_are_the_days_on_which_a_list_changes() -> None:
    """A last day counts with the day after it."""
    days = ["2018-12-19", "2019-04-12", "2019-08-28", "2023-07-21", "2023-12-27", "2024-07-03", "2025-01-23"]
    assert COUNTRIES.breakpoints() == tuple(map(date.fromisoformat, days))


def test_countries_of_one_class_stand_on_the_same_lists_on_every_day() -> None:
    """Classes divide the countries, and codes asked for apart stand alone."""
    apart = ("RU", "BY", "KP", "UA", "JP")
    classes = COUNTRIES.signature_classes(apart=apart)
    assert sorted(iso for members in classes for iso in members) == EVERY
    assert {(iso,) for iso in apart} <= set(classes)
    for day in (FIRST_DAY, date(2023, 12, 27), date(2024, 7, 3), date(2025, 1, 23), LAST_VERSION):
        for codes in classes:
            assert len({tuple(COUNTRIES.member(name, iso, day) for name in COUNTRIES.lists) for iso in codes}) == 1


def test_changes_before_the_covered_time_make_no_class() -> None:
    """Korea is like any other country of A from the first covered day on."""
    assert next(codes for codes in COUNTRIES.signature_classes() if "KR" in codes) == tuple(sorted(GROUP_A))


@pytest.mark.parametrize("iso", EVERY)
def test_a_code_and_every_spelling_of_a_country_resolve_to_it(iso: str) -> None:
    """Also in lower case and full width."""
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in iso)
    spellings = [text for text, code in COUNTRIES.spellings.items() if code == iso]
    assert spellings
    assert {COUNTRIES.resolve(text) for text in [iso, iso.lower(), wide, f" {iso} ", *spellings]} == {iso}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("豪州", "AU"), ("墺", "AT"), ("韓国", "KR"), ("ROK", "KR"), ("北朝鮮", "KP"), ("DPRK", "KP"), ("UK", "GB"),
        ("北アイルランド", "GB"), ("アイルランド", "IE"), ("米国", "US"), ("U.S.A.", "US"), ("south korea", "KR"),
        ("コンゴ民主共和国", "CD"), ("旧ザイール", "CD"), ("コンゴ共和国", "CG"), ("南スーダン", "SS"), ("南ス一ダン", "SS"),
        ("スーダン共和国", "SD"), ("ギニア共和国", "GN"), ("ギニア・ビサウ", "GW"), ("イラン", "IR"), ("イラク", "IQ"),
        ("インド", "IN"), ("インドネシア", "ID"), ("ニジェール", "NE"), ("ナイジェリア", "NG"), ("リビア", "LY"),
        ("リベリア", "LR"), ("レバノン", "LB"), ("ドミニカ共和国", "DO"), ("ドミニカ国", "DM"), ("スロバキア", "SK"),
        ("スロベニア", "SI"), ("香港", "HK"), ("台湾", "TW"), ("中国", "CN"), ("マカオ", "MO"), ("ﾛｼｱ", "RU"), ("UAE", "AE"),
        ("トルコ", "TR"), ("テュルキエ", "TR"), ("キルギスタン", "KG"), ("Hong Kong", "HK"), ("COTE D'IVOIRE", "CI"),
    ],
)  # fmt: skip
def test_names_that_are_easily_confused_resolve_to_the_right_country(text: str, iso: str) -> None:
    """Old names, abbreviations, single characters and neighbours in spelling."""
    assert COUNTRIES.resolve(text) == iso


@pytest.mark.parametrize("entry", COUNTRIES.ambiguous, ids=lambda entry: entry.names[0])
def test_an_ambiguous_name_never_resolves_and_lists_what_it_may_mean(entry: Ambiguity) -> None:
    """Regions, divided states and names that several countries share are asked back."""
    for name in entry.names:
        with pytest.raises(CountryError) as caught:
            COUNTRIES.resolve(name)
        assert caught.value.candidates == entry.may_be
        assert all(iso in str(caught.value) for iso in entry.may_be)


@pytest.mark.parametrize(
    "name", ["コンゴ", "ギニア", "スーダン", "朝鮮", "ドミニカ", "Korea", "congo", "中東", "ＥＵ", "コソボ"]
)
def test_the_names_of_the_specification_are_ambiguous(name: str) -> None:
    """Whatever their spelling, these are never taken for one country."""
    with pytest.raises(CountryError):
        COUNTRIES.resolve(name)


@pytest.mark.parametrize(
    ("text", "similar"), [("オーストリヤ", "AT"), ("オーストラリヤ", "AU"), ("ウズペキスタン", "UZ"), ("Germny", "DE")]
)
def test_a_misspelt_name_is_refused_with_similar_ones(text: str, similar: str) -> None:
    """A guess is offered, never taken."""
    with pytest.raises(CountryError, match=text) as caught:
        COUNTRIES.resolve(text)
    assert similar in caught.value.candidates


@pytest.mark.parametrize("text", ["", " ", "・", "X", "XK", "ZZ", "USSR", "日", "ß", "\x00", "\ud800", "国" * 5000])
def test_what_is_no_country_is_refused(text: str) -> None:
    """Codes that ISO does not assign, signs and noise; the message can always be sent."""
    with pytest.raises(CountryError) as caught:
        COUNTRIES.resolve(text)
    assert len(str(caught.value).encode()) < 1000


def test_only_ambiguous_short_names_do_not_resolve() -> None:
    """Every other country can be answered by the name that is shown for it."""
    assert {iso for iso in EVERY if COUNTRIES.name(iso) not in COUNTRIES.spellings} == {"GN", "SD"}


def test_short_names_differ() -> None:
    """No two codes are shown under one name."""
    assert len({fold(COUNTRIES.name(iso)) for iso in EVERY}) == len(EVERY)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"AD": [アンドラ,', '"AD": [フランス,', "names"),
        ("codes: [IR, IQ, KP]", "codes: [IR, IQ, XX]", "XX"),
        ("may_be: [CD, CG]", "may_be: [CD, XX]", "XX"),
        ("{codes: [ER], to: 2018-12-18}", "{codes: [ER], from: 2019-01-01, to: 2018-12-18}", "group_c"),
        ('"NO": [', "NO: [", "names"),
        ("covered_from:", "covers_from:", "covers_from"),
        ('"AE": [', '"AD": [', "AD"),
        ("names:\n", "names: [\n", "countries.yaml"),
    ],
)
def test_broken_data_is_refused_with_the_place(tmp_path: Path, old: str, new: str, named: str) -> None:
    """Clashing spellings, unknown codes, reversed days, a YAML false for Norway, unknown and doubled keys."""
    text = (DATA / "countries.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "countries.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleBaseError, match=named):
        load_countries(tmp_path / "countries.yaml")


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(RuleBaseError, match=r"none\.yaml"):
        load_countries(tmp_path / "none.yaml")


def test_countries_are_values() -> None:
    """Two loads are equal."""
    assert isinstance(COUNTRIES, Countries)
    assert load_countries() == COUNTRIES
