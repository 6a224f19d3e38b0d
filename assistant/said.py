"""Said: a fact as people write it — its Japanese name, the label of an answer, a day with 年月日 — as key and value.

For what people type: options, files, sheets, interview. What is not recognised stays, for the check to judge and name.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.rules.catalogue import UNKNOWN, Catalogue, FactDefinition

_UNKNOWN = ("不明", "分からない", "わからない", "未確認", "?")
_KINDS = {"貨物": "goods", "輸出": "goods", "技術": "tech", "輸入": "import", "仲介": "brokering"}
_BRACKETED = re.compile("（[^（）]*）$")
_DAY = re.compile(r"(?:(\d{4})|令和(元|\d{1,2}))[年/.-](\d{1,2})[月/.-](\d{1,2})日?")
_BEFORE_REIWA = 2018
_NAMES = {
    "hs": ("HS", "HS番号", "HSコード番号", "統計番号"),
    "date": ("日付", "輸出日", "輸出の日", "輸出予定日", "提供日", "提供の日", "船積日", "取引日", "判定の日"),
    "dest": ("仕向国", "仕向け地", "仕向け国", "仕向先", "仕向", "輸出先", "輸出先国", "最終仕向地", "国", "国名"),
    "dest_recipient": ("受領者の国", "提供先の国", "提供先"),
    "eul": ("需要者リスト", "ユーザーリスト", "EUL"),
    "list_status": ("該非", "該非判定の結果", "リスト規制"),
    "item_no": ("項番号", "該当項番"),
    "kind": ("種類", "取引種類", "取引の種別"),
    "inform": ("インフォーム", "通知", "インフォーム通知", "許可申請の通知"),
    "total_value_jpy": ("総価額", "価額", "金額", "総額"),
    "red_flags": ("懸念", "レッドフラグ"),
}
"""What people call a fact beside its name."""
_BETWEEN = re.compile(r"[,、・/;\s]+")


def said_key(name: str, catalogue: Catalogue) -> str:
    """The key of a fact by its key, its Japanese name or a usual other one; a strange name stays."""
    folded = _folded(name)
    return names_of(catalogue).get(folded.casefold(), folded)


def names_of(catalogue: Catalogue) -> dict[str, str]:
    """Every name of every fact in lower case, the key first among them, with the key it means."""
    usual = {name: key for key, names in _NAMES.items() for name in names if key in catalogue}
    named = usual | {fact.label: fact.key for fact in catalogue} | {fact.key: fact.key for fact in catalogue}
    return {_folded(name).casefold(): key for name, key in named.items()}


def said_facts(raw: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Facts with every value as the check reads it, also where a person has confirmed it."""
    return {key: _entry(catalogue.find(key), value) for key, value in raw.items()}


def said_value(fact: FactDefinition, value: Any) -> Any:
    """The value that a text means; a list is read one by one."""
    if isinstance(value, list | tuple):
        return [said_value(fact, one) for one in value]
    if not isinstance(value, str):
        return value
    text = _folded(value)
    if text.casefold() in _UNKNOWN:
        return UNKNOWN
    if fact.type == "date":
        return _day(text) or value
    known = _labels(fact)
    if text in known:
        return known[text]
    return _several(text, known) if fact.type == "set" and fact.values else value


def _entry(fact: FactDefinition | None, value: Any) -> Any:
    if fact is None:
        return value
    if isinstance(value, Mapping) and "value" in value:
        return {**value, "value": said_value(fact, value["value"])}
    return said_value(fact, value)


def _labels(fact: FactDefinition) -> dict[str, str]:
    """Labels of the answers, whole or without the bracket behind them where that is one answer alone."""
    short: dict[str, set[str]] = {}
    for value, label in fact.values:
        short.setdefault(_folded(_BRACKETED.sub("", label)), set()).add(value)
    alone = {label: next(iter(values)) for label, values in short.items() if len(values) == 1}
    whole = {_folded(label): value for value, label in fact.values}
    return alone | whole | (_KINDS if fact.key == "kind" else {})


def _several(text: str, known: Mapping[str, str]) -> str:
    return ",".join(known.get(part, part) for part in _BETWEEN.split(text) if part)


def _day(text: str) -> str | None:
    """The ISO form of a day, of the era 令和 too; None for what is no day."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year = int(found[1]) if found[1] else _BEFORE_REIWA + (1 if found[2] == "元" else int(found[2]))
    try:
        return date(year, int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
