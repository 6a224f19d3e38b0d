"""Neutral: the fixed sentences of a draft that state no fact of the law and need no citation, and the labels put before
what is not the law of the draft's date. Whoever verifies an edit asks here before asking for evidence.
"""

import re
from collections.abc import Iterable
from datetime import date

from ingest.citation import Citation, Standing
from ingest.gaps import Gap
from ingest.sentences import sentences
from ingest.source import Kind
from ingest.status import StatusKind

NOT_SUPPORTED = "収録した資料からは確かめられません。"
ABOVE = "上に書いた箇所を参照してください。"
ONLY_PAST = "見つかったのは、基準日には置き換えられた記述か、まだ法令ではない記述だけです（改正の経緯を参照）。"
NO_PROVISION = "根拠となる法令の条項は、収録した資料からは確かめられません。"
NOTICES_MISSING = "告示と通達の本文は収録していません。原文で確かめてください。"
WITHHELD = "言い切りの形の記述は、下書きから外しました。引用した資料の原文を確かめてください。"
NO_DATE = "適用の始まる日は、収録した資料からは確かめられません。"
NO_RECORD = "残す記録を定める記述は、収録した資料からは確かめられません。"
NO_CHANGE = "この期間の変更は、収録した資料からは見つかりません。"
NO_FORM = "関連する様式の名前は、収録した資料からは確かめられません。"
DOCUMENTS = "法令でない資料の記述は、その資料の時点のものです。"
DIGEST = "「要旨」とある引用は本プロジェクトがまとめた要旨で、発行者の文言ではありません。"
DRAFT = "この文書は下書きです。公表や配布の前に、引用した箇所と要確認事項を確かめてください。"
FROM_RULES = "この表は規則の照合から作りました。"
FROM_EVENTS = "この表は、規則に収めた施行日の一覧から作りました。"
EXCEPTIONS = "この義務の例外は、ほかの条項にあることがあります。例外に当たるかを原文で確かめてください。"
NOT_STORED = "この日の改正の文言は、収録した資料にありません。法令の新旧を原文で確かめてください。"
PARTIAL = "一覧や表は、この日に関わる項目だけを挙げました。"
RENUMBERED = "条番号か引用する条番号だけが改められた条項は、次のとおりです。"
ONLY_KNOWN = "挙げた日は、収録した資料と規則から見つかった日だけです。ほかの日の改正がないかを官報か法令の沿革で確かめてください。"
MORE_CHANGES = "このほかにも、この期間に文言の変わった条項があります。法令の新旧を確かめてください。"

FIXED = frozenset(
    (
        NOT_SUPPORTED,
        ABOVE,
        ONLY_PAST,
        NO_PROVISION,
        NOTICES_MISSING,
        WITHHELD,
        NO_DATE,
        NO_RECORD,
        NO_CHANGE,
        NO_FORM,
        DOCUMENTS,
        DIGEST,
        DRAFT,
        FROM_RULES,
        FROM_EVENTS,
        EXCEPTIONS,
        NOT_STORED,
        MORE_CHANGES,
        PARTIAL,
        RENUMBERED,
        ONLY_KNOWN,
    )
)
CLAIMS = frozenset((FROM_RULES, NO_CHANGE, RENUMBERED))
"""Of these, what says how something was made or that nothing was found: true where the engine wrote it, and nowhere else."""


def _with_parts(texts: Iterable[str]) -> frozenset[str]:
    """Fixed texts with the sentences that they are, when typed anew, cut into."""
    return frozenset(part for text in texts for part in (text, *(span.of(text) for span in sentences(text))))


CAUTIONS = _with_parts((NOTICES_MISSING, DOCUMENTS, DIGEST, EXCEPTIONS, MORE_CHANGES, WITHHELD, PARTIAL, ONLY_KNOWN))
"""Of these, what warns of a reading that leaves something out."""
_FIXED = _with_parts(FIXED)

_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_LABEL = re.compile(rf"^（(?:{_DAY}(?:に改められる前|より前の提言|に施行の予定|より前の条文)|提言・予定)）")
_PATTERNS = (
    re.compile(rf"基準日は{_DAY}です。"),
    re.compile(rf"対象の期間は{_DAY}から{_DAY}までです。"),
    re.compile(rf"(?:見つかった)?変わる日: {_DAY}(?:、{_DAY})*。"),
    re.compile(rf"{_DAY}(?:、{_DAY})*の改正の文言は、収録した資料にありません。法令の新旧を原文で確かめてください。"),
    re.compile(
        rf"{_DAY}より後に施行される改正は、収録した資料からは分かりません。法令は{_DAY}施行の版まで収録しています。"
    ),
    re.compile(rf"{_DAY}から。"),
    re.compile(rf"結果の日付: {_DAY}(?:、{_DAY})*。"),
)


def day_ja(day: date) -> str:
    """「2025年10月9日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def on_day(day: date) -> str:
    """The date of application of a draft."""
    return f"基準日は{day_ja(day)}です。"


def period(start: date, end: date) -> str:
    """The two dates of a change notice."""
    return f"対象の期間は{day_ja(start)}から{day_ja(end)}までです。"


def days_of_change(days: Iterable[date]) -> str:
    """The days of a period on which something changes."""
    return f"見つかった変わる日: {'、'.join(map(day_ja, days))}。"


def without_wording(days: Iterable[date]) -> str:
    """The days of which the rules know and of which no wording is stored."""
    return (
        f"{'、'.join(map(day_ja, days))}の改正の文言は、収録した資料にありません。法令の新旧を原文で確かめてください。"
    )


def law_ends(day: date) -> str:
    """That the stored law ends on a day that a period passes."""
    return f"{day_ja(day)}より後に施行される改正は、収録した資料からは分かりません。法令は{day_ja(day)}施行の版まで収録しています。"


def from_day(day: date) -> str:
    """From when what stands beside it applies."""
    return f"{day_ja(day)}から。"


def days_of_results(days: Iterable[date]) -> str:
    """The dates for which a determination table was made."""
    return f"結果の日付: {'、'.join(map(day_ja, days))}。"


def told_or_not(before: bool) -> str:
    """What stands where nothing new is told: that it was told, or that nothing supports it."""
    return ABOVE if before else NOT_SUPPORTED


def history_label(stands: Standing, ended: date | None = None) -> str:
    """What stands before a sentence that is not the law of the date; `ended`: first day on which a wording was gone."""
    if ended is not None:
        return f"（{day_ja(ended)}より前の条文）"
    if stands.kind is StatusKind.SUPERSEDED and stands.superseded_on:
        return f"（{day_ja(stands.superseded_on)}に改められる前）"
    if stands.kind is StatusKind.PROPOSED and stands.superseded_on:
        return f"（{day_ja(stands.superseded_on)}より前の提言）"
    if stands.kind is StatusKind.ANNOUNCED and stands.valid_from:
        return f"（{day_ja(stands.valid_from)}に施行の予定）"
    return "（提言・予定）"


def labels_of(cited: Citation) -> tuple[str, ...]:
    """The labels that a quote may stand under; none for one that is the law of the date or that nobody has judged."""
    if cited.in_force is not False:
        return ()
    if cited.superseded_on is None:
        return (f"（{day_ja(cited.valid_from)}に施行の予定）" if cited.valid_from else "（提言・予定）",)
    day = day_ja(cited.superseded_on)
    past = f"（{day}に改められる前）"
    return (f"（{day}より前の条文）", past) if cited.kind == Kind.STATUTE else (past, f"（{day}より前の提言）")


def without_label(text: str) -> str:
    """A sentence without the label in front of it: what its citation must bear out."""
    return _LABEL.sub("", text)


def is_labelled(text: str) -> bool:
    """Whether a sentence says in front that it is not the law of the date."""
    return bool(_LABEL.match(text))


def is_neutral(text: str, gaps: Iterable[Gap] = ()) -> bool:
    """Whether a sentence states no fact: a fixed one, one of the dated forms, or the pointer of a known gap."""
    plain = text.strip()
    fixed = plain in _FIXED or any(pattern.fullmatch(plain) for pattern in _PATTERNS)
    return fixed or any(plain == gap.pointer for gap in gaps)
