"""Fault: what in a statement its evidence does not bear out. Holds the words of the notice; finds nothing itself."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is not borne out."""

    LABEL = "label"
    NUMBER = "number"
    DATE = "date"
    PROVISION = "provision"
    ITEM = "item"
    HS = "hs"
    CODE = "code"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    LAW = "law"
    COMPARATOR = "comparator"
    POLARITY = "polarity"
    SCOPE = "scope"
    UNSUPPORTED = "unsupported"
    FORM = "form"


_TEXTS = {
    FaultKind.LABEL: "根拠となる文が示されていません",
    FaultKind.NUMBER: "数値「{}」が根拠の文と合いません",
    FaultKind.DATE: "日付「{}」が根拠の文と合いません",
    FaultKind.PROVISION: "条文の番号「{}」が根拠の文と合いません",
    FaultKind.ITEM: "項の番号「{}」が根拠の文と合いません",
    FaultKind.HS: "HSコード「{}」が根拠の文と合いません",
    FaultKind.CODE: "番号・記号「{}」が根拠の文と合いません",
    FaultKind.COUNTRY: "国・地域「{}」が根拠の文と合いません",
    FaultKind.ORGANISATION: "組織「{}」が根拠の文と合いません",
    FaultKind.LAW: "法令の名「{}」が根拠の文と合いません",
    FaultKind.COMPARATOR: "「{}」の範囲を示す語（以上・超・以前など）が根拠の文と合いません",
    FaultKind.POLARITY: "「{}」の肯定・否定が根拠の文と合いません",
    FaultKind.SCOPE: "「{}」の及ぶ範囲（のみ・全て・一部・原則など）が根拠の文と合いません",
    FaultKind.UNSUPPORTED: "根拠の文にない内容です（{}）",
    FaultKind.FORM: "文の形に問題があります（{}）",
}


@dataclass(frozen=True)
class Fault:
    """`text`: a Japanese sentence for the notice; `found`: what in the statement is not borne out."""

    kind: FaultKind
    text: str
    found: str


def fault(kind: FaultKind, found: str) -> Fault:
    """The fault of a kind, with its sentence."""
    return Fault(kind, _TEXTS[kind].format(found) + "。", found)
