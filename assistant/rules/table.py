"""Table: decision tables for people to read: one sheet per table, a column per condition, a row per rule. Pure.

`decision_sheets` says what stands in them; `markdown` and `html_page` write it.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.rules.label import OPEN, Labels, period, premise, regime_ja
from assistant.rules.load import RuleBase
from assistant.rules.rule import Rule, Table

_BEHIND = ("結果", "期間", "優先する相手", "この規則が言うこと", "根拠")
_STYLE = """
body{font-family:"Noto Sans JP","Yu Gothic","Hiragino Sans","Noto Sans CJK JP",sans-serif;margin:2rem;color:#1c2733;line-height:1.6}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2.5rem}p.meta{color:#445}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.86rem}
th,td{border:1px solid #b8c4cf;padding:.35rem .5rem;vertical-align:top;text-align:left;min-width:5.5rem}
td.wide{min-width:18rem}td ul{margin:0;padding-left:1.1rem}
thead th{background:#e9eff4}tbody th{background:#f6f8fa;white-space:nowrap}
tr.prohibited td.outcome,tr.permit_required td.outcome,tr.required td.outcome{background:#f9dedc}
tr.escalate td.outcome,tr.insufficient_facts td.outcome{background:#fbeecb}
tr.permit_not_required td.outcome{background:#e0f0e3}tr.none td.outcome{background:#eef1f4}
@media print{body{margin:0}.scroll{overflow:visible}table{font-size:.6rem}thead{display:table-header-group}tr{break-inside:avoid}}
"""


@dataclass(frozen=True)
class Row:
    """One rule: what it asks of each column, and what it says. `outcome` is the code the colour goes by."""

    rule: str
    title: str
    conditions: tuple[str, ...]
    says: str
    outcome: str
    period: str
    overrides: str
    text: str
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One table: its premise holds for every row; `columns` are the conditions."""

    name: str
    title: str
    regime: str
    premise: str
    period: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def decision_sheets(labels: Labels, regime: str | None = None) -> tuple[Sheet, ...]:
    """The tables of a regime, or all of them, in the order of the files."""
    names = _Names(labels.base)
    return tuple(_sheet(labels, names, table) for table in labels.base.tables if regime in (None, table.regime))


def markdown(sheets: Iterable[Sheet], fingerprint: str) -> str:
    """The sheets as Markdown tables."""
    parts = [f"# 判定表\n\n規則の指紋: `{fingerprint}`", *(_markdown(sheet) for sheet in sheets)]
    return "\n\n".join(parts) + "\n"


def html_page(sheets: Iterable[Sheet], fingerprint: str) -> str:
    """The sheets as one HTML page that needs nothing else: no script, no font and no style from elsewhere."""
    body = "".join(_html(sheet) for sheet in sheets)
    return (
        f'<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8"><title>gaihi 判定表</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f'<h1>判定表</h1><p class="meta">規則の指紋: <code>{html.escape(fingerprint)}</code></p>{body}</body></html>\n'
    )


class _Names:
    """Row ids said shortly: all rows of a table, of a regime or of a series by that name."""

    def __init__(self, base: RuleBase) -> None:
        self._groups: dict[str, set[str]] = {}
        for rule in base.rules:
            for name in (f"「{regime_ja(rule.regime)}」の全て", f"表 {rule.table} の全て", rule.series):
                self._groups.setdefault(name, set()).add(rule.id)

    def of(self, ids: Sequence[str]) -> str:
        left, said = set(ids), []
        for name, rows in self._groups.items():
            if rows <= left:
                said.append(name)
                left -= rows
        return "、".join((*said, *sorted(left))) or OPEN


def _sheet(labels: Labels, names: _Names, table: Table) -> Sheet:
    keys = list(dict.fromkeys(name for rule in table.rules for name, _ in rule.when))
    return Sheet(
        table.name,
        table.title,
        table.regime,
        premise(labels, table),
        period(table.start, table.end),
        tuple(labels.column(key) for key in keys),
        tuple(_row(labels, names, rule, keys) for rule in table.rules),
    )


def _row(labels: Labels, names: _Names, rule: Rule, keys: Sequence[str]) -> Row:
    cells = dict(rule.when)
    return Row(
        rule.id,
        rule.title,
        tuple(labels.cell(key, cells[key]) if key in cells else OPEN for key in keys),
        labels.outcome(rule),
        rule.outcome,
        period(rule.start, rule.end),
        names.of(rule.overrides),
        rule.text,
        tuple(labels.basis(basis) for basis in rule.basis),
    )


def _markdown(sheet: Sheet) -> str:
    heads = ("規則", *sheet.columns, *_BEHIND)
    rows = [
        (
            f"**{_md(row.rule)}** {_md(row.title)}",
            *map(_md, (*row.conditions, row.says, row.period, row.overrides, row.text)),
            "<br>".join(map(_md, row.basis)) or OPEN,
        )
        for row in sheet.rows
    ]
    lines = (tuple(map(_md, heads)), ("---",) * len(heads), *rows)
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    meta = f"制度: {_md(regime_ja(sheet.regime))}　表: {_md(sheet.name)}　期間: {sheet.period}"
    return f"## {_md(sheet.title)}\n\n{meta}\n\n前提（全ての行に共通）: {_md(sheet.premise)}\n\n{table}"


def _html(sheet: Sheet) -> str:
    heads = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in ("規則", *sheet.columns, *_BEHIND))
    rows = "".join(_html_row(row) for row in sheet.rows)
    meta = f"制度: {regime_ja(sheet.regime)}　表: {sheet.name}　期間: {sheet.period}"
    return (
        f'<section><h2>{html.escape(sheet.title)}</h2><p class="meta">{html.escape(meta)}<br>'
        f"前提（全ての行に共通）: {html.escape(sheet.premise)}</p>"
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _html_row(row: Row) -> str:
    conditions = "".join(f"<td>{html.escape(text)}</td>" for text in row.conditions)
    basis = "".join(f"<li>{html.escape(text)}</li>" for text in row.basis)
    return (
        f'<tr class="{html.escape(row.outcome)}"><th scope="row">{html.escape(row.rule)}<br>{html.escape(row.title)}</th>'
        f'{conditions}<td class="outcome">{html.escape(row.says)}</td><td>{row.period}</td>'
        f'<td>{html.escape(row.overrides)}</td><td class="wide">{html.escape(row.text)}</td>'
        f'<td class="wide"><ul>{basis}</ul></td></tr>'
    )


def _md(text: str) -> str:
    """A text in which no sign is taken for markup, on one line."""
    return re.sub(r"([\\`*_~\[\]<>|])", r"\\\1", text).replace("\n", " ")
