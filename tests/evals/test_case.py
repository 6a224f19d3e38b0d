"""Suites: what is read, what is refused, and how the halves are drawn."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.case import CaseKind, Expect, Half, SuiteError, load_suite

LINE: dict[str, Any] = {
    "id": "t-001",
    "kind": "dated",
    "question": "対象技術はいくつか。",
    "as_of": "2025-01-15",
    "expect": "answered",
    "source": "meti-2024-dialogue-scheme",
    "section": "対象技術",
    "lines": [10, 12],
    "evidence": ["10技術"],
    "required": [["10技術", "10の技術"]],
    "forbidden": [],
    "pair": None,
    "note": None,
}
UNANSWERABLE = {"kind": "unanswerable", "expect": "abstained", "source": None, "section": None, "lines": None}
NOTHING: dict[str, Any] = {"evidence": [], "required": []}


def written(folder: Path, *lines: dict[str, Any] | str) -> Path:
    """A folder of suites with one suite `t` of one file."""
    (folder / "t").mkdir()
    rows = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    (folder / "t" / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_reads_a_case(tmp_path: Path) -> None:
    """A line becomes a frozen case with its types."""
    suite = load_suite("t", written(tmp_path, LINE))
    case = suite.cases[0]
    assert (case.kind, case.expect, case.as_of) == (CaseKind.DATED, Expect.ANSWERED, date(2025, 1, 15))
    assert case.required == (("10技術", "10の技術"),)
    assert case.lines == (10, 12)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unknown": 1}, "unknown"),
        ({"kind": "riddle"}, "kind"),
        ({"expect": "abstained"}, "does not go with"),
        ({"as_of": "2025-13-01"}, "as_of"),
        ({"evidence": []}, "belong to every case"),
        ({"evidence": ["長" * 31]}, "1 to 30"),
        ({"required": [[]]}, "at least one spelling"),
        ({"required": [[" "]]}, "none may be empty"),
        (UNANSWERABLE, "to no other"),
    ],
)
def test_refuses_what_it_cannot_use(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    """Every wrong line is refused with its file, its line number and what is wrong."""
    with pytest.raises(SuiteError) as caught:
        load_suite("t", written(tmp_path, LINE | {"id": "t-000"}, LINE | change))
    assert "a.jsonl:2" in caught.value.message
    assert said in caught.value.message


def test_reports_all_problems_together(tmp_path: Path) -> None:
    """Problems of several lines come in one error: broken JSON, an id that stands twice, a pair that is missing."""
    lines = [LINE, "{", LINE | {"pair": "t-999"}]
    with pytest.raises(SuiteError) as caught:
        load_suite("t", written(tmp_path, *lines))
    assert [part in caught.value.message for part in ("a.jsonl:2", "'t-001'", "'t-999'")] == [True] * 3


def test_names_the_suites_there_are(tmp_path: Path) -> None:
    """A suite that is missing gives an error whose hint lists those there are."""
    with pytest.raises(SuiteError) as caught:
        load_suite("other", written(tmp_path, LINE))
    assert "t" in caught.value.hint


def test_draws_halves_by_the_hash_of_the_id(make: Any) -> None:
    """An even SHA-256 of the id is `tune`, an odd one `report`; the values were computed with sha256sum."""
    assert make.case(id="dev-a-001").half is Half.REPORT
    assert make.case(id="dev-a-052").half is Half.TUNE


def test_fingerprint_follows_the_files(tmp_path: Path) -> None:
    """The suite's hash changes with any byte of its files."""
    folder = written(tmp_path, LINE)
    before = load_suite("t", folder).sha256
    (folder / "t" / "a.jsonl").write_text(json.dumps(LINE | UNANSWERABLE | NOTHING), encoding="utf-8")
    assert load_suite("t", folder).sha256 != before


def test_the_development_suite_is_valid() -> None:
    """The suite `dev` loads, has the size asked for, and both halves hold all kinds."""
    suite = load_suite("dev")
    assert len(suite.cases) >= 200
    for half in Half:
        assert {case.kind for case in suite.cases if case.half is half} == set(CaseKind)
