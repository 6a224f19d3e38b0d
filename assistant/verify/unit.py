"""Unit: what numbers count or measure, which counters may stand for each other, and one amount in another unit.

Holds tables; what stands in a text is no business of this module.
"""

import re
from decimal import Decimal

from assistant.verify.reading import Token
from ingest.amount import UNITS
from ingest.fact import FactKind

# counters that may stand for each other when things are counted
COUNTERS = tuple(
    frozenset(group.split())
    for group in (
        "社 企業 者 団体 機関 組織 会社",
        "人 者",
        "つ 点 項目 件 種類 類型 項 本 事例 要素 課題 分野 技術 品目 物資 製品 制度 要件 施設 措置 テーマ 票 行為 柱 原則",
        "か国 国 地域",
        "回 回目 度 度目 会合",
        "通 部 枚",
    )
)
ELSEWISE = {  # the same amount in another unit
    "か月": (("年", Decimal(1) / 12),),
    "年": (("か月", Decimal(12)),),
    "割": (("%", Decimal(10)),),
    "%": (("割", Decimal("0.1")),),
    "日": (("週間", Decimal(1) / 7),),
    "週間": (("日", Decimal(7)),),
}
MEASURES = frozenset(["か国", "国", "年", "か月", "週間", "日", "時間", "円", "ドル", "ユーロ", "%", "割", "倍", "人"])
MONEY = ("円", "ドル", "ユーロ")
# what may count up the things that a text names
THINGS = [
    "つ",
    "点",
    "項目",
    "件",
    "種類",
    "類型",
    "か国",
    "国",
    "分野",
    "要素",
    "要件",
    "者",
    "制度",
    "課題",
    "回目",
    "社",
    "団体",
    "機関",
]
_KIN = {"度目": "回", "番目": "回", "回目": "回", "度": "回", "次": "回", "種": "種類"}


def kin(unit: str) -> str:
    """One name for a unit and those that may stand for it in numbering (3度目, 3回目)."""
    return _KIN.get(unit, UNITS.get(unit, unit))


def unit_of(token: Token) -> str:
    """The unit of a number; of a date, which of its parts it has; else empty."""
    if token.fact is None:
        return ""
    if token.fact.kind is FactKind.NUMBER:
        return token.fact.value.lstrip("0123456789.")
    if token.fact.kind is FactKind.ORDINAL:
        return re.sub("[0-9]+", "0", token.fact.value)
    return re.sub("[0-9]", "0", token.fact.value) if token.fact.kind is FactKind.DATE else ""
