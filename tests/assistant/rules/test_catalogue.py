"""The catalogue of facts and the small registers beside it: complete, in order, and refused when they are broken."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.rules.catalogue import Direction, load_catalogue
from assistant.rules.country import load_countries
from assistant.rules.document import DATA
from assistant.rules.errors import RuleBaseError


def words(text: str) -> list[str]:
    return text.split()


CATALOGUE = load_catalogue()
ROOT = Path(__file__).parents[3]

ORDER = words(
    "kind date dest dest_recipient recipient_residency specific_category area list_status item_no new21 "
    "list_status_before hs scope inform wmd_use wmd_use_annex6 wmd_user wmd_clear conv_use conv_user "
    "conv_clear conv_exempt eul designated_entity ru_category ru_item_no sanction_exception_claimed "
    "foreign_force_takehome exception_claimed exception_type exception_confirmed total_value_jpy notice_50k "
    "split_shipment transit tech_medium tech_exception foreign_origin_tech tech_no design_mfg act contract "
    "item_group ship_from machine_tool exporter_is_maker age_years basis bulk_request red_flags"
)
RAISES = words(
    "inform wmd_use wmd_use_annex6 wmd_user conv_use conv_user eul designated_entity ru_category new21 "
    "split_shipment specific_category foreign_origin_tech"
)
RELAXES = words(
    "conv_exempt wmd_clear conv_clear exception_claimed exception_type exception_confirmed tech_exception "
    "tech_medium transit foreign_force_takehome sanction_exception_claimed"
)


def test_the_facts_stand_in_the_order_of_asking() -> None:
    """All fifty, the kind first and the flags last."""
    assert list(CATALOGUE.keys) == ORDER


def test_every_fact_declares_what_it_does_to_the_result() -> None:
    """Thirteen raise, eleven relax, the rest are neutral."""
    directions = {definition.key: definition.direction for definition in CATALOGUE}
    assert {key for key, direction in directions.items() if direction is Direction.RAISES} == set(RAISES)
    assert {key for key, direction in directions.items() if direction is Direction.RELAXES} == set(RELAXES)


def test_the_added_items_raise_only_from_the_day_they_were_added() -> None:
    """Before 2025-05-28 the answer relaxes, so its direction is dated."""
    assert [(d.key, d.raises_from) for d in CATALOGUE if d.raises_from] == [("new21", date(2025, 5, 28))]
    assert [(d.key, d.raises_with) for d in CATALOGUE if d.raises_with] == [("new21", ("list_status", "listed"))]


def test_judgements_of_people_are_marked() -> None:
    """The rules never make them; they take them from the record."""
    assert [definition.key for definition in CATALOGUE if definition.human] == words(
        "list_status list_status_before scope wmd_clear conv_clear conv_exempt eul foreign_force_takehome "
        "exception_confirmed tech_medium"
    )


TECHNOLOGY = words(
    "dest_recipient recipient_residency specific_category tech_medium tech_exception foreign_origin_tech tech_no "
    "design_mfg act contract"
)
GOODS_OR_TECHNOLOGY = words(
    "area list_status item_no new21 list_status_before hs scope wmd_use_annex6 wmd_clear conv_use conv_user conv_clear "
    "conv_exempt exception_claimed exception_type exception_confirmed bulk_request"
)
NOT_IMPORT = words("inform wmd_use wmd_user eul")
BROKERING = words("item_group ship_from")
EVERY_KIND = words("kind date dest red_flags")


def test_each_kind_of_transaction_uses_its_facts() -> None:
    """An import is judged by date and place, brokering by nuclear and similar ends alone."""
    used = {kind: {d.key for d in CATALOGUE if d.used_for(kind)} for kind in words("goods tech import brokering")}
    assert used["import"] == set(EVERY_KIND)
    assert used["brokering"] == {*EVERY_KIND, *NOT_IMPORT, *BROKERING}
    assert used["tech"] == {*EVERY_KIND, *NOT_IMPORT, *GOODS_OR_TECHNOLOGY, *TECHNOLOGY}
    assert used["goods"] == set(ORDER) - {*TECHNOLOGY, *BROKERING}


def test_that_nothing_was_asked_for_can_be_said() -> None:
    """Not only left out: a form answers "none" where no exception, technology, machine or bulk licence is meant."""
    said = words("eul ru_category exception_type tech_medium tech_exception tech_no act machine_tool bulk_request")
    assert [definition.key for definition in CATALOGUE if "none" in definition.allowed] == said


def test_numbers_stay_within_their_bounds() -> None:
    """The list for Russia ends with number 85; an age of more than 200 years or 1,000 trillion yen is a slip."""
    bounds = {d.key: (d.minimum, d.maximum) for d in CATALOGUE if d.type in ("integer", "number")}
    assert bounds == {"ru_item_no": (1, 85), "total_value_jpy": (0, 10**15), "age_years": (0, 200)}


def test_only_red_flags_are_left_out_of_the_result() -> None:
    """They are shown and decide nothing."""
    assert [definition.key for definition in CATALOGUE if not definition.used_in_result] == ["red_flags"]


def test_the_catalogue_as_json_draws_a_form() -> None:
    """Every fact has a question and a label; a choice lists its answers, the unknown one last."""
    for entry in json.loads(json.dumps(CATALOGUE.as_json())):
        assert entry["question"].endswith(("。", "？"))
        assert entry["label"]
        assert entry["kinds"]
        if entry["type"] in ("choice", "ternary"):
            assert entry["values"][-1] == {"value": "unknown", "label": "分からない"}
            assert all(choice["label"] for choice in entry["values"])
        assert (entry["min"] is not None) == (entry["type"] in ("integer", "number"))


def test_country_facts_list_the_countries_where_they_are_passed() -> None:
    """A form can then offer them by name."""
    by_key = {entry["key"]: entry for entry in CATALOGUE.as_json(load_countries())}
    assert len(by_key["dest"]["values"]) == 250
    assert {"value": "NO", "label": "ノルウェー"} in by_key["ship_from"]["values"]
    assert by_key["date"]["values"] == []


def test_an_answer_has_its_label() -> None:
    """Also the unknown one, and one without a label shows itself."""
    label_of = CATALOGUE.get("inform").label_of
    assert [label_of(value) for value in ("no", "unknown", "x")] == ["受けていない", "分からない", "x"]


def test_a_fact_that_does_not_exist_is_not_found() -> None:
    """`find` says so, `get` does not accept it."""
    assert CATALOGUE.find("destination") is None
    assert "destination" not in CATALOGUE
    with pytest.raises(KeyError):
        CATALOGUE.get("destination")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('default: "no"', "default: no", "default"),
        ('default: "no"', 'default: "never"', "never"),
        ("default_from: dest", "default_from: place", "place"),
        ("key: date", "key: kind", "kind"),
        ("direction: neutral", "direction: sideways", "direction"),
        ("direction: neutral", "direction: neutral\n  raises_from: 2025-01-01", "raises_from"),
        ("  min: 1\n", "", "ru_item_no"),
        ("human: true", "humans: true", "humans"),
        ("{resident: 居住者, nonresident: 非居住者}", "{}", "recipient_residency"),
        ("{resident: 居住者, nonresident: 非居住者}", "{resident: 居住者, unknown: 不明}", "unknown"),
        ("{resident: 居住者, nonresident: 非居住者}", "{resident: 居住者, resident: 非居住者}", "resident"),
        ('{"no": 当たらない', "{no: 当たらない", "values"),
        ("kinds: [tech]", "kinds: [technology]", "kinds"),
    ],
)
def test_a_broken_catalogue_is_refused_with_the_place(tmp_path: Path, old: str, new: str, named: str) -> None:
    """YAML's false values, unknown names, doubled keys, missing bounds: each is a finding that names its entry."""
    text = (DATA / "facts.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "facts.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleBaseError, match=named) as caught:
        load_catalogue(tmp_path / "facts.yaml")
    assert caught.value.findings


def _data(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _keys(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [*data, *(key for value in data.values() for key in _keys(value))]
    return [key for value in data for key in _keys(value)] if isinstance(data, list) else []


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.name)
def test_every_key_of_the_data_is_text(path: Path) -> None:
    """Nothing that YAML reads as a truth value or a number stands unquoted as a key."""
    keys = _keys(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert keys
    assert [key for key in keys if not isinstance(key, str)] == []


def test_laws_and_documents_of_the_rules_are_registered_sources() -> None:
    """Their ids are those of the corpus, and so are the months of the documents."""
    with (ROOT / "corpus" / "sources.toml").open("rb") as file:
        registered = {source["id"]: source for source in tomllib.load(file)["source"]}
    assert {law["law_id"] for law in _data("laws.yaml")} <= set(registered)
    for document in _data("sources.yaml"):
        assert registered[document["source_id"]]["published"] == document["as_of"]


def test_fifteen_technologies_from_two_days() -> None:
    """Ten from 2024-12-30 and five more from 2025-06-09; no spelling names two of them."""
    entries = _data("technologies.yaml")
    assert [entry["number"] for entry in entries] == [str(number) for number in range(1, 16)]
    days = [entry["from"] for entry in entries]
    assert days == [date(2024, 12, 30)] * 10 + [date(2025, 6, 9)] * 5
    spellings = [spelling for entry in entries for spelling in [entry["name"], *entry["aliases"]]]
    assert len(spellings) == len(set(spellings))
