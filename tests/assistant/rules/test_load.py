"""Load: whatever is wrong with the data is one error that tells all of it."""

import shutil
from copy import deepcopy
from datetime import date

import pytest

from assistant.rules.document import DATA
from assistant.rules.errors import RuleBaseError
from assistant.rules.load import builtin, load


def faults(base_of, *rows, **keys):
    """What an error tells."""
    with pytest.raises(RuleBaseError) as error:
        base_of(*rows, **keys)
    return str(error.value)


ROW = {"id": "X", "outcome": "escalate", "when": {"wmd_use": "yes"}}
BROKEN = [
    ({"when": {"no_such_column": "yes"}}, "no_such_column"),
    ({"when": {"wmd_use": "maybe"}}, "maybe"),
    ({"when": {"dest": "XX"}}, "XX"),
    ({"when": {"dest": {"not": ["CN", "XY"]}}}, "XY"),
    ({"when": {"group": "D"}}, "D"),
    ({"when": {"listing": {"not": ["unlisted"]}}}, "unlisted"),
    ({"when": {"eul": "none_at_all"}}, "none_at_all"),
    ({"when": {"wmd_use": "none"}}, "none"),
    ({"when": {"dest": {"list": "no_such_list"}}}, "no_such_list"),
    ({"when": {"dest": {"outside": ["group_a", "other_list"]}}}, "other_list"),
    ({"when": {"wmd_use": {"list": "group_a"}}}, "wmd_use"),
    ({"when": {"wmd_use": {"max": 3}}}, "wmd_use"),
    ({"when": {"wmd_use": True}}, "真偽値"),
    ({"when": {"wmd_use": ["yes", False]}}, "真偽値"),
    ({"when": {"wmd_use": {"not": [False]}}}, "真偽値"),
    ({"when": {"wmd_use": {"except": ["yes"]}}}, "except"),
    ({"when": {"wmd_use": []}}, "wmd_use"),
    ({"when": {"wmd_use": {}}}, "wmd_use"),
    ({"when": {"wmd_use": None}}, "wmd_use"),
    ({"when": {"age_years": {"max": 3, "not": [1]}}}, "age_years"),
    ({"when": {"age_years": {"max": "many"}}}, "many"),
    ({"when": {"dest": {"list": "group_a", "outside": "group_c"}}}, "dest"),
    ({"outcome": "forbidden"}, "forbidden"),
    ({"outcome": "required"}, "required"),
    ({"outcome": "advice"}, "advice"),
    ({"outcomes": ["free"]}, "free"),
    ({"duties": ["taxes"]}, "taxes"),
    ({"asks": ["no_such_fact"]}, "no_such_fact"),
    ({"overrides": ["R-GONE"]}, "R-GONE"),
    ({"after": ["R-GONE"]}, "R-GONE"),
    ({"from": date(2025, 5, 2), "to": date(2025, 5, 1)}, "2025-05-02"),
    ({"from": "soon"}, "soon"),
    ({"basis": [{"law": "労働基準法", "provision": "1条", "grade": "S"}]}, "労働基準法"),
    ({"basis": [{"source": "099", "grade": "D"}]}, "099"),
    ({"basis": [{"law": "輸出令", "provision": "1条", "grade": "X"}]}, "grade"),
    ({"basis": [{"source": "002", "grade": "D", "phrase": "あ" * 31}]}, "phrase"),
    ({"coment": "misspelt"}, "coment"),
    ({"title": None}, "title"),
]


@pytest.mark.parametrize(("wrong", "told"), BROKEN, ids=[str(wrong) for wrong, _ in BROKEN])
def test_a_broken_row_is_told(base_of, wrong, told):
    """The error names what was found; the same row without the fault loads."""
    assert told in faults(base_of, {**ROW, **wrong})
    assert base_of(ROW)


@pytest.mark.parametrize(
    ("axis", "outcome", "well"),
    [
        ("notification", "required", True), ("notification", "permit_required", False), ("notification", "none", True),
        ("advice", "advice", True), ("advice", "none", False), ("permit", "no_law_for_date", True), ("tax", "none", False),
    ],
)  # fmt: skip
def test_an_outcome_stands_on_its_axis(base_of, axis, outcome, well):
    """Permit outcomes, states of duties and advice do not mix."""
    row = {"id": "X", "outcome": outcome}
    if well:
        assert base_of(row, axis=axis)
    else:
        assert (axis if axis == "tax" else outcome) in faults(base_of, row, axis=axis)


def test_names_are_used_once(base_of):
    """Two rows, or two tables, of one name."""
    assert "二つあります" in faults(base_of, ROW, ROW)
    assert "二つあります" in faults(
        base_of, {"name": "t", "rules": [ROW]}, {"name": "t", "rules": [{**ROW, "id": "Y"}]}
    )


def test_everything_wrong_is_told_at_once(base_of):
    """Faults of many rows and tables, of shape and of meaning, in one error."""
    rows = [{**ROW, "id": f"X{number}", **wrong} for number, (wrong, _) in enumerate(BROKEN)]
    tables = [{"name": f"t{number}", "rules": [row]} for number, row in enumerate(rows)]
    told = faults(base_of, *tables, {"name": "circle", "rules": [{**ROW, "id": "A", "overrides": ["A2"]}]})
    assert [said for _, said in BROKEN if said not in told] == []
    assert "A2" in told


def test_a_fault_names_file_table_and_row(base_of):
    """So that it can be found."""
    told = faults(base_of, {"name": "the-table", "rules": [{**ROW, "id": "R-9", "outcome": "forbidden"}]})
    assert "regimes/own.yaml the-table R-9" in told


def test_events_are_read_strictly(base_of):
    """A date on which people judge again looks at columns that exist."""
    event = {"date": date(2025, 1, 1), "why": "確かめ直す。", "when": {"kind": "goods"}}
    assert base_of(ROW, events=[event]).events
    for wrong in ({"when": {"knd": "goods"}}, {"day": 1}, {"date": "soon"}, {"when": {"kind": "train"}}):
        with pytest.raises(RuleBaseError):
            base_of(ROW, events=[{**event, **wrong}])


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that ships."""
    return shutil.copytree(DATA, tmp_path / "data")


FILES = ["scope.yaml", "small_value.yaml", "laws.yaml", "sources.yaml", "events.yaml", "facts.yaml", "countries.yaml"]


@pytest.mark.parametrize("name", [*FILES, "regimes/import.yaml"])
@pytest.mark.parametrize(
    "content", ["- {strange: key}\n", "just text\n", "- [unclosed\n", "", "- {a: 1, a: 2}\n", b"\xff\xfe"]
)
def test_a_broken_file_is_told(folder, name, content):
    """No file is skipped, and none brings down more than an error of the rules."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RuleBaseError, match=name.rpartition("/")[2]):
        load(folder)


@pytest.mark.parametrize("name", [name for name in FILES if name != "events.yaml"])
def test_a_missing_file_is_told(folder, name):
    """Nothing is determined without it."""
    (folder / name).unlink()
    with pytest.raises(RuleBaseError, match=name):
        load(folder)


def test_a_key_written_twice_is_told(folder):
    """YAML would keep the last one."""
    path = folder / "regimes" / "import.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  title:", "  title: 別の題\n  title:", 1), encoding="utf-8")
    with pytest.raises(RuleBaseError, match="二度"):
        load(folder)


def test_the_fingerprint_names_the_data(folder):
    """The same bytes, the same fingerprint; any other byte, another one."""
    assert load(folder).fingerprint == builtin().fingerprint == load(folder).fingerprint
    path = folder / "regimes" / "import.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert load(folder).fingerprint != builtin().fingerprint


def test_loading_changes_nothing_it_was_given(base_of):
    """Sheets are read, not edited."""
    row = {**ROW, "examples": [{"wmd_use": "yes"}]}
    before = deepcopy(row)
    base_of(row)
    assert row == before
