"""Labels: the short Japanese texts that say what a date, a status, an edition or a standing is. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from assistant.answer import Answer, AsOfFrom, Origin, Reason, Status
from ingest.source import Edition, Kind, Tier

UNDERSTOOD = ("follow_up", "as_of_kept", "source_ids_kept", "facts_kept", "facts_not_kept")
"""Notices of how a question was understood in its conversation: they stand above the answer."""


@dataclass(frozen=True)
class Label:
    """A label and its tone, which names the colour it is shown in; `short` fits beside a sentence, may be empty."""

    text: str
    tone: str = "plain"
    short: str = ""


class Dated(Protocol):
    """What a standing is read from: a Citation or a PassageView."""

    @property
    def in_force(self) -> bool | None: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def superseded_on(self) -> date | None: ...


DIGEST = Label("要旨（本プロジェクトによる）", "digest", "要旨")
ORIGINAL = Label("原文", "original")

STATUS = {
    Status.ANSWERED: Label("回答", "good"),
    Status.PARTIAL: Label("一部の回答", "warn"),
    Status.ABSTAINED: Label("回答なし", "quiet"),
    Status.NEEDS_DETERMINATION: Label("判定が必要な質問", "alert"),
}
REASON = {
    Reason.NOT_IN_CORPUS: "収録している資料に、この質問に答える記述が見つかりませんでした。",
    Reason.SUPERSEDED_ONLY: "見つかったのは、基準日には効力のない記述だけでした。",
    Reason.NEEDS_FACTS: "答えるには、まだ分かっていない事実が要ります。",
    Reason.CONFLICT: "資料の記述が食い違っていて、一つの答えにまとめられません。",
    Reason.OUT_OF_SCOPE: "収録している資料が扱う範囲の外の質問です。",
}
AS_OF_FROM = {AsOfFrom.DEFAULT: "今日", AsOfFrom.REQUEST: "指定", AsOfFrom.QUESTION: "質問から"}
ORIGIN = {
    Origin.EXTRACT: Label(""),
    Origin.MODEL: Label("AIによる文（引用と照合済み）", "plan", "AI"),
    Origin.RULE: Label("規則の照合による文", "good", "規則"),
}
_KIND = {
    Kind.STATUTE: "法令",
    Kind.NOTICE: "通達・告示",
    Kind.REPORT: "報告書",
    Kind.SLIDES: "説明資料",
    Kind.OWN: "社内資料",
}
_TIER = {Tier.OWN: "自社の資料", Tier.UPLOADED: "利用者が登録した資料"}


def date_ja(day: date) -> str:
    """「2025年10月9日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_ja(moment: datetime) -> str:
    """「2026-06-10 09:30」 in Japan."""
    return moment.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%Y-%m-%d %H:%M")


def published_ja(published: str) -> str:
    """「2025年4月」 or 「2025年4月8日」 from `YYYY-MM[-DD]`; any other text as it is."""
    parts = published.split("-")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return published
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def as_of_ja(answer: Answer) -> str:
    """「2024年6月30日（質問から）」."""
    return f"{date_ja(answer.as_of)}（{AS_OF_FROM[answer.as_of_from]}）"


def edition(name: str) -> Label:
    """Whether a passage is the issuer's wording or this project's digest; what is not known to be original is none."""
    return ORIGINAL if name == Edition.ORIGINAL else DIGEST


def standing(cited: Dated, as_of: date) -> Label:
    """How a passage stands to the law of `as_of`."""
    if cited.in_force is None:
        return Label("資料の記述")
    if cited.in_force:
        return Label("基準日の法令", "good")
    if cited.superseded_on is not None:
        return Label(f"{date_ja(cited.superseded_on)}に置き換え済み", "warn", "置き換え済み")
    if cited.valid_from is None:
        return Label("提言", "plan", "提言")
    if cited.valid_from > as_of:
        return Label(f"{date_ja(cited.valid_from)}から施行（基準日には未施行）", "plan", "未施行")
    return Label("基準日の法令ではない", "warn", "基準日の法令ではない")


def kind_ja(kind: str) -> str:
    """「法令」, 「報告書」, …; an unknown kind is a 資料."""
    return _KIND.get(Kind(kind), "資料") if kind in list(Kind) else "資料"


def tier(name: str) -> Label | None:
    """A label for documents that users added themselves; None for statutes and official documents."""
    text = _TIER.get(Tier(name)) if name in list(Tier) else None
    return Label(text, "warn") if text else None
