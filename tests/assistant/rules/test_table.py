"""Table: every rule stands in its decision table, readable, and nothing in it is taken for markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.rules.label import Labels, premise
from assistant.rules.load import builtin
from assistant.rules.table import decision_sheets, html_page, markdown

BASE = builtin()
REGIMES = sorted({table.regime for table in BASE.tables})


class Page(HTMLParser):
    """What a page holds: its text, its tags that fetch something, and whether every tag is closed."""

    def __init__(self):
        super().__init__()
        self.text, self.fetches, self.open = "", [], []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "link", "img", "iframe") or any(name in ("src", "href", "style") for name, _ in attrs):
            self.fetches.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("regime", REGIMES)
def test_every_rule_of_a_regime_is_a_row_of_its_table(regime):
    """With its text, its period and its legal basis, in both forms."""
    sheets = decision_sheets(Labels(BASE), regime)
    rules = {rule.id: rule for rule in BASE.rules if rule.regime == regime}
    assert [row.rule for sheet in sheets for row in sheet.rows] == list(rules)
    page = Page()
    page.feed(html_page(sheets, "f-1"))
    text = markdown(sheets, "f-1")
    assert not page.open and not page.fetches
    for rule in rules.values():
        assert rule.text in page.text
        assert f"**{rule.id}**" in text.replace("\\_", "_")


def test_every_line_of_a_markdown_table_has_the_same_cells():
    """No text breaks a row."""
    lines = markdown(decision_sheets(Labels(BASE)), "f").splitlines()
    counts: set[int] = set()
    for line in lines:
        if line.startswith("|"):
            counts.add(line.replace("\\|", "").count("|"))
        elif counts:
            assert len(counts) == 1
            counts = set()


def test_hostile_texts_stay_text():
    """Signs of markup in a rule are shown, in Markdown and in HTML."""
    table = BASE.tables[0]
    rule = replace(table.rules[0], title="<script>alert(1)</script>|*x*", text="a\n| b |")
    base = replace(BASE, tables=(replace(table, rules=(rule,)),))
    page = Page()
    page.feed(html_page(decision_sheets(Labels(base)), "<f>"))
    assert not page.fetches and "<script>" in page.text
    assert "\\<script\\>" in markdown(decision_sheets(Labels(base)), "f")


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("R-EUL-01b", "入口"),
        ("R-CA1-W-USRa", "入口"),
        ("R-GRP-A", "入口"),
        ("R-TRN-NOa", "入口"),
        ("R-TMD-01a", "事前報告: 対象候補"),
        ("R-TMD-02a", "事前報告: 対象候補"),
        ("R-TMD-04", "事前報告: 対象外"),
        ("R-TMD-00", "事前報告: 不要"),
        ("R-3C-02", "対象外"),
        ("R-RU-08-NO", "この規則の結果なし"),
    ],
)
def test_a_row_without_a_result_is_out_of_scope_only_where_it_says_so(rule, says):
    """A row that opens or closes others is their way in, and a technology on the list is a candidate."""
    found = next(one for one in BASE.rules if one.id == rule)
    assert found.outcome == "none"
    assert Labels(BASE).outcome(found) == says


def test_columns_conditions_and_outcomes_are_japanese():
    """No column, condition or outcome of any rule shows a bare key or code."""
    labels = Labels(BASE)
    bare = {"unknown", "yes", "no", "listed", "not_listed", "listing", "scope16", "permit_required", "none"}
    for table in BASE.tables:
        assert not bare & set(premise(labels, table).split())
        for rule in table.rules:
            assert not bare & {labels.outcome(rule)}
            for name, cell in rule.cells:
                assert labels.column(name) not in BASE.columns, name
                assert not bare & set(labels.cell(name, cell).split("・")), (rule.id, name)
