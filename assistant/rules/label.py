"""Labels: facts, columns, cells and bases in Japanese, for tables, results and records. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from assistant.rules.fact import UNKNOWN, FactDefinition
from assistant.rules.load import RuleBase
from assistant.rules.outcome import ADVICE, DUTY_NAMES, LABELS, Axis, Outcome
from assistant.rules.rule import Basis, Between, Cell, NoneOf, Rule, Table

UNKNOWN_LABEL = "分からない"
OPEN = "―"
"""Stands where a rule asks nothing."""

REGIMES = {
    "frame": "共通の前提",
    "sanctions": "制裁（輸出の承認）",
    "import": "輸入",
    "brokering": "仲介",
    "domestic": "国内での技術の提供",
    "exceptions": "許可が要らなくなる特例",
    "list_control": "リスト規制",
    "scope": "16項の範囲",
    "catch_all": "キャッチオール（補完的輸出規制）",
    "dialogue": "官民対話（事前報告）",
    "used_machine_tools": "中古の工作機械",
    "bulk_licence": "包括許可",
    "guidance": "案内",
}
GRADES = {"S": "法令", "D": "文書のみ", "2": "二次資料"}

_YES_NO = {"yes": "はい", "no": "いいえ"}
_GROUPS = {"A": "A（別表第三）", "B": "B（A・C以外）", "C": "C（別表第三の二）"}
_USER_TEST = {
    "no": "当たらない",
    "met": "当たる",
    "cleared": "当たるが、ほかの用途が明らか",
    "unchecked": "ほかの用途が明らかとされたが、リストの照合が分からない",
    "open": "当たり、ほかの用途が明らかか分からない",
}
_COLUMNS = {
    "group": ("国の区分", _GROUPS),
    "listing": ("該非（判定の日）", {"listed": "該当（1〜15項）", "not_listed": "非該当"}),
    "judged": ("該非を人が判定した", _YES_NO),
    "ru_cat": ("別表第二の三の区分（該当品は1）", {"none": "当たらない"}),
    "scope16": ("16項の区分（判定の日）", {}),
    "item_16": ("16項に当たる", _YES_NO),
    "in_annex_1": ("別表第一のどれかの項の貨物", _YES_NO),
    "item_one": ("1項の貨物", _YES_NO),
    "item_small": (
        "少額特例の品目の区分",
        {"none": "使えない項", "15": "15項", "table": "別表第三の三", "plain": "その他の項"},
    ),
    "value_test": (
        "少額特例の限度額",
        {"within": "以下", "over": "超える", "notice": "告示の品目なら超える"},
    ),
    "wmd_use_met": ("核兵器等の用途要件", _YES_NO),
    "conv_use_met": ("通常兵器の用途要件", _YES_NO),
    "wmd_user_met": ("核兵器等の需要者要件", _YES_NO),
    "conv_user_met": ("通常兵器の需要者要件", _YES_NO),
    "wmd_user_test": ("核兵器等の需要者要件（「明らか」の判断の後）", _USER_TEST),
    "conv_user_test": ("通常兵器の需要者要件（「明らか」の判断の後）", _USER_TEST),
    "conv_user_alone": ("通常兵器に関わる需要者（リストの照合は別）", _YES_NO),
    "exception": (
        "主張する特例",
        {"none": "なし", "untyped": "種類が示されていない"},
    ),
    "party_kp": ("北朝鮮が当事国", _YES_NO),
    "party_ru_by": ("ロシア・ベラルーシが当事国", _YES_NO),
    "broker_place": ("仲介の国の区分", {"a": "一方がA", "other": "どちらもAでない"}),
    "moored": ("外国向けの仮陸揚げ貨物", _YES_NO),
    "stretch": ("期間", {}),
}
_LISTS = {"annex_2_4_hk": "輸出令別表第二の四（香港を含める読み方）"}
_DUTY_STATES = {"required": "必要", "escalate": "要エスカレーション", "insufficient_facts": "情報不足"}
_WITHOUT_RESULT = (
    (re.compile("対象では?ない|対象から除かれ"), "対象外"),
    (re.compile("なので、.*によって.*が要る"), "対象候補"),
    (re.compile("入口|で決まる|判定する|照合をする|厳しい方による|に当たる（"), "入口"),
)
"""What a row that gives no result is: 対象外 only where its text says so, otherwise mostly the way to other rows."""


Document = Callable[[str, str], str]
"""What a place in a source document is called, by the id of the document and the locator of the rule."""


def _by_id(source_id: str, locator: str) -> str:
    return f"{source_id} {locator}".strip()


@dataclass(frozen=True)
class Labels:
    """The words of one rule base. `document` names places in source documents, which the rules know by id alone."""

    base: RuleBase
    document: Document = _by_id

    def fact(self, key: str) -> str:
        """「仕向地」; a key that is no fact stays as it is."""
        catalogue = self.base.catalogue
        return catalogue.get(key).label if key in catalogue else key

    def value(self, key: str, value: object) -> str:
        """A fact's value, as given or as JSON holds it: 「中国（CN）」, 「2025年10月9日」, 「はい」."""
        if isinstance(value, list | tuple | set | frozenset):
            return "、".join(self.value(key, one) for one in value)
        if value == UNKNOWN:
            return UNKNOWN_LABEL
        if isinstance(value, int | float) and not isinstance(value, bool):
            return f"{value:,}"
        catalogue = self.base.catalogue
        return self._text(catalogue.get(key), value) if key in catalogue else str(value)

    def column(self, name: str) -> str:
        """What a column of a table is: a fact, or what is derived from some."""
        if name in _COLUMNS:
            return _COLUMNS[name][0]
        key, _, lists = name.partition(" in ")
        if not lists:
            return self.fact(key)
        provisions = "・".join(dict.fromkeys(self._list(one) for one in lists.split("+")))
        return f"{self.fact(key)}が{provisions}の国"

    def cell(self, name: str, cell: Cell) -> str:
        """What a rule asks of a column."""
        if isinstance(cell, Between):
            return _between(cell)
        words = "・".join(self._states(name, cell.values))
        return f"{words} と確かめられていない" if isinstance(cell, NoneOf) else words

    def outcome(self, rule: Rule) -> str:
        """What a rule says: 「許可必要」, 「事前報告: 必要」, 「入口」, 「案内」."""
        if rule.outcome == ADVICE:
            return "案内"
        if rule.axis is Axis.PERMIT:
            none = _without_result(rule, "この規則の結果なし")
            return none if rule.outcome == Outcome.NONE else LABELS[Outcome(rule.outcome)]
        return f"{DUTY_NAMES[rule.axis]}: {_DUTY_STATES.get(rule.outcome) or _without_result(rule, '不要')}"

    def basis(self, basis: Basis) -> str:
        """「輸出令 4条1項3号（2025-10-09の版、法令）」, with the key phrase where there is one."""
        where = " ".join(part for part in (basis.law, basis.provision) if part)
        where = where or self.document(basis.source_id or "", basis.locator or "")
        version = f"{basis.version}の版、" if basis.version else ""
        only = {"goods": "貨物、", "tech": "技術、"}.get(basis.kind or "", "")
        phrase = f"「{basis.phrase}」" if basis.phrase else ""
        return f"{where}（{only}{version}{GRADES[basis.grade]}）{phrase}"

    def _text(self, fact: FactDefinition, value: object) -> str:
        text = value.isoformat() if isinstance(value, date) else str(value)
        if fact.type == "country" and text in self.base.countries.names:
            return f"{self.base.countries.name(text)}（{text}）"
        return day_ja(text) if fact.type == "date" else fact.label_of(text)

    def _list(self, name: str) -> str:
        dated = self.base.countries.lists[name]
        return _LISTS.get(name, f"{dated.law}{dated.provision}")

    def _states(self, name: str, values: Iterable[object]) -> list[str]:
        words = _COLUMNS[name][1] if name in _COLUMNS else _YES_NO if " in " in name else {}
        shown = {value: words.get(str(value)) or self._state(name, value) for value in values}
        order = [*words, *self._allowed(name)]
        places = {
            value: (order.index(str(value)) if str(value) in order else len(order), str(value)) for value in shown
        }
        return [shown[value] for value in sorted(shown, key=lambda value: places[value])]

    def _state(self, name: str, value: object) -> str:
        if name == "exception" and value != UNKNOWN:
            known = [k for k in ("exception_type", "tech_exception") if value in self.base.catalogue.get(k).allowed]
            return self.value(known[0], value) if known else str(value)
        return self.value({"ru_cat": "ru_category", "scope16": "scope"}.get(name, name), value)

    def _allowed(self, name: str) -> tuple[str, ...]:
        return self.base.catalogue.get(name).allowed if name in self.base.catalogue else ()


def _without_result(rule: Rule, otherwise: str) -> str:
    return next((word for says, word in _WITHOUT_RESULT if says.search(rule.text)), otherwise)


def period(start: date | None, end: date | None) -> str:
    """「2023-07-21〜2025-10-08」; 「全期間」 where both ends are open."""
    return f"{start or ''}〜{end or ''}" if start or end else "全期間"


def regime_ja(regime: str) -> str:
    """The Japanese name of a regime; an unnamed one keeps its own."""
    return REGIMES.get(regime, regime)


def day_ja(text: str) -> str:
    """「2025年10月9日」 of an ISO date; any other text as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"


def premise(labels: Labels, table: Table) -> str:
    """What every row of a table asks as well: 「取引の種類: 貨物の輸出、…」."""
    return "、".join(f"{labels.column(name)}: {labels.cell(name, cell)}" for name, cell in table.domain) or "なし"


def _between(cell: Between) -> str:
    least = "" if cell.least is None else f"{cell.least:,g}以上"
    return f"{least}{'' if cell.most is None else f'{cell.most:,g}以下'}"
