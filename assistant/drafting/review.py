"""Review: who may do which step in which state, and what an approver must confirm first. Pure; nothing is stored here.

draft → in_review → approved, back to draft with a reason; stale from any of them, when what a draft rests on has moved.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.drafting.draft import Draft, Mark, MarkKind, State
from assistant.drafting.person import Alike, alike
from assistant.drafting.refusals import StepError
from assistant.drafting.version import Head, Note

_BLOCKING = frozenset({MarkKind.NOT_SUPPORTED, MarkKind.DETERMINES})


@dataclass(frozen=True)
class Placed:
    """A mark with its place; `id` names it in requests, `sentence` counts from 0."""

    id: str
    paragraph: str
    sentence: int
    text: str
    mark: Mark

    @property
    def blocks(self) -> bool:
        """Whether an approval must confirm it."""
        return self.mark.kind in _BLOCKING


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


def require_confirmed(draft: Draft, confirmed: Iterable[str]) -> tuple[Placed, ...]:
    """The blocking marks, all of them confirmed. Raises StepError naming those that are not, or that are none."""
    blocking = tuple(one for one in marks(draft) if one.blocks)
    given, wanted = set(confirmed), [one.id for one in blocking]
    if strange := sorted(given - set(wanted)):
        raise StepError(
            f"この版に、確認する印 {'、'.join(strange)[:200]} はありません。",
            hint="文案を読み直し、版にある印を確認してください。",
        )
    if left := tuple(one for one in wanted if one not in given):
        raise StepError(
            f"確認していない印が {len(left)} 件あります: {'、'.join(left)[:500]}",
            hint="根拠と合わない文・判定と読める文を一つずつ確かめ、承認のときに挙げてください（コマンドでは --confirm 印）。",
            marks=left,
        )
    return blocking


STATES = {
    State.DRAFT: "下書き",
    State.IN_REVIEW: "審査中",
    State.APPROVED: "承認済み",
    State.STALE: "要見直し",
}
