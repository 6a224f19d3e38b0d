"""Whole: what the rules made as one, a table with its heading, basis and note, stays one: it is moved or deleted whole. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.drafting.draft import Origin, Paragraph, Role
from assistant.drafting.refusals import EditError

_WHAT = (
    "規則による判定（見出し・表・根拠・注記）は一体で、一部だけを動かすことや消すこと、間に段落を置くことはできません。"
)
_HOW = "見出しごと移すか、見出し・表・根拠・注記をすべて消してください。書き足す段落は、その前か後ろに置いてください。"


def require_whole(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
    """Raise EditError when a determination of `before` lost a part, was parted, or stands under another heading."""
    places = {one.id: n for n, one in enumerate(after)}
    for parts in _determinations(before):
        ids = [one.id for one in parts]
        left = [places[one] for one in ids if one in places]
        if not left:
            continue
        together = left == list(range(left[0], left[0] + len(ids)))
        if not together or not _same_heading(parts[0], after[left[0]]):
            raise EditError(f"{_WHAT}（{'、'.join(ids)}）", hint=_HOW)


def with_parts(paragraphs: Sequence[Paragraph], ids: Sequence[str]) -> tuple[str, ...]:
    """The ids of paragraphs, each part of a determination with all its other parts."""
    parts = {one.id: tuple(each.id for each in group) for group in _determinations(paragraphs) for one in group}
    return tuple(dict.fromkeys(each for one in ids for each in parts.get(one, (one,))))


def _determinations(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, ...]]:
    """The determinations of a draft: each heading the rules made with what stands under it, others by themselves."""
    roots = {one.id for one in paragraphs if one.origin is Origin.DETERMINATION}
    made = (one for one in paragraphs if one.origin is Origin.DETERMINATION)
    for _, parts in groupby(made, key=lambda one: one.parent if one.parent in roots else one.id):
        yield tuple(parts)


def _same_heading(before: Paragraph, after: Paragraph) -> bool:
    """Whether what has no heading of its own stands under the same one."""
    return before.role is Role.HEADING or before.parent == after.parent
