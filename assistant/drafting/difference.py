"""Difference: two versions of a draft side by side, paragraph by paragraph and sentence by sentence. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from assistant.drafting.align import align_each
from assistant.drafting.draft import Draft, Paragraph, Sentence


class Turn(StrEnum):
    """What became of a paragraph or a sentence."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence that is in one version only (`kept` false) or in both."""

    text: str
    kept: bool


@dataclass(frozen=True)
class SentenceChange:
    """A sentence in both versions; None where it is not. `citations_changed`: it carries other citations now."""

    turn: Turn
    old: Sentence | None
    new: Sentence | None
    old_pieces: tuple[Piece, ...]
    new_pieces: tuple[Piece, ...]
    citations_changed: bool


@dataclass(frozen=True)
class ParagraphChange:
    """A paragraph in both versions. A changed one that also moved is `changed`; `moved` says so."""

    paragraph: str
    role: str
    turn: Turn
    moved: bool
    sentences: tuple[SentenceChange, ...]


@dataclass(frozen=True)
class Difference:
    """All paragraphs in the order of the new version, removed ones where they stood."""

    title_old: str
    title_new: str
    paragraphs: tuple[ParagraphChange, ...]


def difference(old: Draft, new: Draft) -> Difference:
    """What became of each paragraph from the old draft to the new one."""
    before = {one.id: one for one in old.paragraphs}
    after = {one.id: one for one in new.paragraphs}
    stayed = _in_order([one for one in before if one in after], [one for one in after if one in before])
    order = _merged(list(before), list(after))
    found = (
        _paragraph(before.get(one), after.get(one), moved=one in before and one in after and one not in stayed)
        for one in order
    )
    return Difference(old.title, new.title, tuple(found))


def sentence_changes(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[SentenceChange, ...]:
    """What became of each sentence, in the order of the new ones, removed ones where they stood."""
    return tuple(_sentences(old, new))


def _in_order(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return frozenset(before[block.a + n] for block in blocks for n in range(block.size))


def _merged(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The new order, each removed one behind the one it stood behind."""
    gone: dict[str | None, list[str]] = {}
    last: str | None = None
    for one in before:
        if one in after:
            last = one
        else:
            gone.setdefault(last, []).append(one)
    yield from gone.get(None, ())
    for one in after:
        yield one
        yield from gone.get(one, ())


def _paragraph(old: Paragraph | None, new: Paragraph | None, *, moved: bool) -> ParagraphChange:
    some = new or old
    assert some is not None
    sentences = sentence_changes(old.sentences if old else (), new.sentences if new else ())
    return ParagraphChange(some.id, some.role.value, _turn(old, new, sentences, moved=moved), moved, sentences)


def _turn(old: Paragraph | None, new: Paragraph | None, sentences: Sequence[SentenceChange], *, moved: bool) -> Turn:
    if old is None:
        return Turn.ADDED
    if new is None:
        return Turn.REMOVED
    if any(one.turn is not Turn.SAME or one.citations_changed for one in sentences) or old.role != new.role:
        return Turn.CHANGED
    return Turn.MOVED if moved else Turn.SAME


def _sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[SentenceChange]:
    aligned = [one.old for one in align_each([one.text for one in old], [one.text for one in new])]
    stayed = _in_order_numbers([one for one in aligned if one is not None])
    done = 0
    for sentence, number in zip(new, aligned, strict=True):
        if number is not None and number in stayed:
            yield from (_removed(old[n]) for n in range(done, number) if n not in aligned)
            done = max(done, number + 1)
        yield _added(sentence) if number is None else _both(old[number], sentence, moved=number not in stayed)
    yield from (_removed(old[n]) for n in range(done, len(old)) if n not in aligned)


def _in_order_numbers(numbers: Sequence[int]) -> frozenset[int]:
    ordered = sorted(numbers)
    blocks = SequenceMatcher(None, ordered, numbers, autojunk=False).get_matching_blocks()
    return frozenset(ordered[block.a + n] for block in blocks for n in range(block.size))


def _both(old: Sentence, new: Sentence, *, moved: bool) -> SentenceChange:
    turn = Turn.CHANGED if old.text != new.text else Turn.MOVED if moved else Turn.SAME
    olds, news = pieces(old.text, new.text)
    return SentenceChange(turn, old, new, olds, news, old.citations != new.citations)


def _added(new: Sentence) -> SentenceChange:
    return SentenceChange(Turn.ADDED, None, new, (), (Piece(new.text, kept=False),), bool(new.citations))


def _removed(old: Sentence) -> SentenceChange:
    return SentenceChange(Turn.REMOVED, old, None, (Piece(old.text, kept=False),), (), bool(old.citations))


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut into what stayed and what did not."""
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i2 > i1:
            before.append(Piece(old[i1:i2], tag == "equal"))
        if j2 > j1:
            after.append(Piece(new[j1:j2], tag == "equal"))
    return tuple(before), tuple(after)
