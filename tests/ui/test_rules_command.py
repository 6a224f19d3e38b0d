"""`gaihi rules`: list, show and table; what is wrong is named."""

import json
from datetime import date

import pytest

from assistant.rules.load import builtin
from ui.command import run

BASE = builtin()


@pytest.fixture
def gaihi(capsys, monkeypatch, tmp_path):
    """Runs `gaihi rules`; gives exit status, stdout and stderr."""
    monkeypatch.setenv("GAIHI_HOME", str(tmp_path / "home"))

    def call(*arguments):
        code = run(["rules", *(str(argument) for argument in arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


def test_the_rules_are_listed_by_regime_and_day(gaihi):
    """Without a filter all of them; with a day those in time, both ends included."""
    assert len(json.loads(gaihi("list", "--json")[1])["rules"]) == len(BASE.rules)
    day = date(2025, 10, 9)
    found = json.loads(gaihi("list", "--json", "--date", day, "--regime", "catch_all")[1])["rules"]
    wanted = [
        rule.id for rule in BASE.rules if rule.regime == "catch_all" and (rule.start or day) <= day <= (rule.end or day)
    ]
    assert [rule["id"] for rule in found] == wanted
    assert wanted[0] in gaihi("list", "--date", day, "--regime", "catch_all")[1]


def test_one_rule_is_shown_with_everything_it_says(gaihi):
    """By its id or by its series: title, text, conditions, period, outcome, basis, examples."""
    rule = next(rule for rule in BASE.rules if rule.series == "R-LST-01")
    code, out, _ = gaihi("show", rule.id)
    assert code == 0
    for part in (rule.title, rule.text, "条件: ", "根拠: ", "期間: ", "例: ", "許可必要"):
        assert part in out
    series = json.loads(gaihi("show", "R-LST-01", "--json")[1])["rules"]
    assert [one["id"] for one in series] == [rule.id for rule in BASE.rules if rule.series == "R-LST-01"]


def test_a_document_is_named_by_its_title_and_its_section(gaihi):
    """Not by a number of this project; the line is a detail."""
    out = gaihi("show", "R-CA1-C-USE")[1]
    assert "METI動向（2025-04） スライド48「" in out and "（原文1917行目）" in out
    assert "資料002" not in out and "L1917" not in out
    assert "スライド48" in gaihi("table", "catch_all")[1]


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_decision_table_is_written(gaihi, tmp_path, form):
    """To the terminal or to a file."""
    code, out, _ = gaihi("table", "list_control", "--format", form)
    assert code == 0 and "R-LST-01" in out
    assert gaihi("table", "--format", form, "--out", tmp_path / "deep" / f"t.{form}")[0] == 0
    assert BASE.fingerprint in (tmp_path / "deep" / f"t.{form}").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["show", "R-NONE"], "R-NONE"),
        (["list", "--regime", "tax"], "tax"),
        (["list", "--date", "2025-02-30"], "2025-02-30"),
        (["table", "tax"], "tax"),
        (["table", "--format", "pdf"], "pdf"),
        (["check", "--laws", "nowhere"], "nowhere"),
        (["review", "R-NONE", "--by", "山田"], "R-NONE"),
    ],
)
def test_wrong_input_is_named_and_ends_with_2(gaihi, arguments, named):
    """With what there is instead."""
    code, _, err = gaihi(*arguments)
    assert code == 2 and named in err


def test_a_review_without_an_amendment_records_nothing(gaihi, tmp_path):
    """Nothing waits, and that is said."""
    code, out, _ = gaihi("review", "R-LST-01", "--by", "山田")
    assert code == 0 and "確認を待つ改正がありません" in out
    assert not (tmp_path / "home" / "rules").exists()
