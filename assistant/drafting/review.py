"""Review: who may do which step in which state, and what an approver must confirm first. Pure; nothing is stored here.

draft → in_review → approved, back to draft with a reason; stale from any of them, when what a draft rests on has moved.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.drafting.draft import Draft, Mark, State
from assistant.drafting.person import Alike, alike
from assistant.drafting.refusals import StepError
from assistant.drafting.version import Head, Note

_LETTERS = re.compile(r"[^\W_\u115f\u1160\u3164\uffa0]")  # without letters that nobody sees
_LEAST = 5  # letters of a reason …
_DIFFERENT = 3  # … and how many different ones: 「ああああああ」 says nothing


@dataclass(frozen=True)
class Placed:
    """A mark with its place; `id` names it in requests, `sentence` counts from 0."""

    id: str
    paragraph: str
    sentence: int
    text: str
    mark: Mark


@dataclass(frozen=True)
class Reason:
    """Why an approver lets a mark stand."""

    mark: str
    text: str


@dataclass(frozen=True)
class Accepted(Placed):
    """A mark that an approver let stand, and why; it is kept with the approval."""

    reason: str


def marks(draft: Draft) -> tuple[Placed, ...]:
    """All marks of a draft in its order."""
    return tuple(
        Placed(f"{one.id}:{n}:{mark.kind.value}", one.id, n, sentence.text, mark)
        for one in draft.paragraphs
        for n, sentence in enumerate(one.sentences)
        for mark in sentence.marks
    )


def require_submittable(head: Head) -> None:
    """Raise StepError unless the draft can go into review."""
    if head.state is not State.DRAFT:
        wanted = (
            "再確認（check）し、影響のある段落を作り直すか直してから" if head.state is State.STALE else "下書きのときに"
        )
        raise StepError(
            f"文案 {head.id} は今は審査に出せません（{STATES[head.state]}）。", hint=f"{wanted}出してください。"
        )


def require_in_review(head: Head) -> None:
    """Raise StepError unless the draft is in review."""
    if head.state is not State.IN_REVIEW:
        raise StepError(
            f"文案 {head.id} は審査中ではありません（{STATES[head.state]}）。",
            hint="先に審査に出して（submit）ください。",
        )


def require_other(by: str, notes: Iterable[Note], *, approve_own: bool) -> None:
    """Raise StepError when the approver is, or may be, one of the authors and own work may not be approved."""
    if approve_own:
        return
    authors = {one.author: alike(one.author, by) for one in notes}
    if Alike.SAME in authors.values():
        raise StepError(
            f"{by} はこの文案（引き継いだ文を含む）を書いた人なので、承認できません。",
            hint="書いた人とは別の人が承認してください（一人で使うときは GAIHI_APPROVE_OWN=on）。",
        )
    if doubtful := [name for name, how in authors.items() if how is Alike.DOUBTFUL]:
        raise StepError(
            f"{by} は、この文案を書いた {'、'.join(doubtful)[:200]} と別の人かどうか、名前からは分かりません。",
            hint="承認する人の姓と名を、書いた人と同じ文字（漢字・かな・ローマ字）で書いてください"
            "（例: 鈴木一郎、Suzuki Ichiro（鈴木一郎））。書いた人の名前が姓だけのときは、姓の違う人が承認してください。",
        )


def require_accepted(draft: Draft, reasons: Iterable[Reason]) -> tuple[Accepted, ...]:
    """All marks of a draft with the reason for which each stands. Raises StepError naming those without one, or no marks."""
    given, placed = {one.mark: one.text.strip() for one in reasons}, marks(draft)
    wanted = [one.id for one in placed]
    if strange := sorted(given.keys() - set(wanted)):
        raise StepError(
            f"この版に、確認する印 {'、'.join(strange)[:200]} はありません。",
            hint="文案を読み直し、版にある印を確認してください。",
        )
    if left := tuple(one for one in wanted if not given.get(one)):
        raise StepError(
            f"確認していない印、残す理由のない印が {len(left)} 件あります: {'、'.join(left)[:500]}",
            hint="差し戻して直すか、一つずつ確かめて、残す理由とともに承認のときに挙げてください"
            "（コマンドでは --confirm 印=理由。--confirm 印 とすると --comment が理由になります）。",
            marks=left,
        )
    if thin := tuple(one for one in wanted if not _says_why(given[one])):
        raise StepError(
            f"残す理由が短すぎる印が {len(thin)} 件あります: {'、'.join(thin)[:500]}",
            hint=f"何を見て残してよいと考えたのかが後から分かるように、{_LEAST} 文字以上の言葉で書いてください"
            "（例: 引用の第2文と読み比べた）。",
            marks=thin,
        )
    return tuple(Accepted(one.id, one.paragraph, one.sentence, one.text, one.mark, given[one.id]) for one in placed)


def _says_why(reason: str) -> bool:
    """Whether a reason has some words, and not only signs or one letter over and over."""
    letters = _LETTERS.findall(reason)
    return len(letters) >= _LEAST and len(set(letters)) >= _DIFFERENT


STATES = {
    State.DRAFT: "下書き",
    State.IN_REVIEW: "審査中",
    State.APPROVED: "承認済み",
    State.STALE: "要見直し",
}
