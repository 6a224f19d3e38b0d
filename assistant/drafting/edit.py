"""Edit: changes of a person applied to a draft. Pure; what its evidence no longer bears out, `mark` says afterwards.

A citation stays with the sentence it bears out. When that goes, the citation stays with the paragraph, unattached, until
somebody drops it on purpose; when the paragraph goes, with the paragraph before it. A determination is never typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.align import align, align_each
from assistant.drafting.draft import Draft, Form, Origin, Paragraph, Role, Sentence
from assistant.drafting.refusals import EditError
from assistant.drafting.whole import require_whole
from ingest.fold import squeeze

_RANKS = {Role.TITLE: 0, Role.HEADING: 1, Role.QUESTION: 2}
_TEXT = 3
STRUCTURE = frozenset(_RANKS)
"""Paragraphs under which others stand; they need no evidence."""


@dataclass(frozen=True)
class Typed:
    """A sentence as a person typed it. `citations`: those it is to carry; None = those of the old sentence it is."""

    text: str
    citations: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Replace:
    """Another text for a paragraph: running, or sentence by sentence."""

    paragraph: str
    text: str = ""
    sentences: tuple[Typed, ...] = ()


@dataclass(frozen=True)
class Insert:
    """A new paragraph behind another one (None: at the beginning)."""

    after: str | None
    role: Role
    text: str


@dataclass(frozen=True)
class Delete:
    """A paragraph taken out; what stood under it then stands under what it stood under."""

    paragraph: str


@dataclass(frozen=True)
class Move:
    """A paragraph, with all that stands under it, behind another one (None: at the beginning)."""

    paragraph: str
    after: str | None


@dataclass(frozen=True)
class Drop:
    """Unattached citations removed on purpose."""

    paragraph: str
    citations: tuple[str, ...]


Change = Replace | Insert | Delete | Move | Drop


def apply(draft: Draft, changes: Sequence[Change], version: int) -> Draft:
    """The draft with the changes, in their order; `version` is the number the result will have. Raises EditError."""
    if not changes:
        raise EditError("変更がありません。", hint="変える段落を一つ以上書いてください。")
    paragraphs = draft.paragraphs
    for number, change in enumerate(changes, 1):
        paragraphs = _applied(paragraphs, change, f"v{version}-{number}", draft)
    if not any(one.sentences for one in paragraphs):
        raise EditError("文案が空になります。", hint="一つ以上の段落を残してください。")
    require_whole(draft.paragraphs, paragraphs)
    paragraphs = _followed(draft.paragraphs, paragraphs)
    return replace(draft, title=_title(draft, paragraphs), paragraphs=paragraphs)


def keep_unattached(before: Draft, after: Draft) -> Draft:
    """`after`, whose paragraphs were written anew, with what stood unattached at them before."""
    left = {one.id: one.unattached for one in before.paragraphs if one.unattached}
    paragraphs = tuple(
        replace(one, unattached=tuple(dict.fromkeys((*left.get(one.id, ()), *one.unattached))))
        for one in after.paragraphs
    )
    known = {one.id for one in after.citations}
    lost = [one for one in before.citations if one.id not in known and any(one.id in ids for ids in left.values())]
    numbered = (
        replace(one, citation=replace(one.citation, n=n)) for n, one in enumerate(lost, len(after.citations) + 1)
    )
    return replace(after, paragraphs=paragraphs, citations=(*after.citations, *numbered))


def _applied(paragraphs: tuple[Paragraph, ...], change: Change, new_id: str, draft: Draft) -> tuple[Paragraph, ...]:
    match change:
        case Replace():
            old = _named(paragraphs, change.paragraph)
            return tuple(_replaced(one, change, draft) if one is old else one for one in paragraphs)
        case Insert():
            return _inserted(paragraphs, change, new_id)
        case Delete():
            return _deleted(paragraphs, _named(paragraphs, change.paragraph))
        case Move():
            return _moved(paragraphs, change)
        case Drop():
            old = _named(paragraphs, change.paragraph)
            return tuple(_dropped(one, change) if one is old else one for one in paragraphs)


def _replaced(old: Paragraph, change: Replace, draft: Draft) -> Paragraph:
    if old.origin is Origin.DETERMINATION:
        raise EditError(
            f"段落 {old.id} は規則による判定で、手では直せません。",
            hint="事実を直して作り直す（再作成する）か、前後に別の段落を書き足してください。",
        )
    typed = tuple(_retyped(old, change, draft))
    if not typed:
        raise EditError(f"段落 {old.id} の文がなくなります。", hint="段落ごと消すときは delete を使ってください。")
    kept = {one for sentence in typed for one in sentence.citations}
    held = [*old.unattached, *(one for sentence in old.sentences for one in sentence.citations)]
    left = tuple(dict.fromkeys(one for one in held if one not in kept))
    changed = [one.text for one in typed] != [one.text for one in old.sentences]
    return replace(old, sentences=typed, unattached=left, origin=Origin.PERSON if changed else old.origin)


def _retyped(old: Paragraph, change: Replace, draft: Draft) -> Iterator[Sentence]:
    """The new sentences; one that is an old one as it was stays it, with its marks."""
    if not change.sentences:
        for one in align([sentence.text for sentence in old.sentences], change.text):
            yield _kept(one.text, None if one.old is None else old.sentences[one.old])
        return
    known = {cited.id for cited in draft.citations}
    aligned = _line_by_line(old, [one.text for one in change.sentences])
    for typed, before in zip(change.sentences, aligned, strict=True):
        if typed.citations is None:
            yield _kept(typed.text.strip(), before)
            continue
        if strange := [one for one in typed.citations if one not in known]:
            raise EditError(
                f"引用 {'、'.join(strange)} はこの文案にありません。",
                hint="文案の citations にある id を使ってください。",
            )
        if before and (before.text, before.citations) == (typed.text, typed.citations):
            yield before
            continue
        was = before or Sentence("", form=_form(typed.text))
        yield replace(was, text=typed.text.strip(), citations=tuple(dict.fromkeys(typed.citations)), marks=())


def _line_by_line(old: Paragraph, texts: Sequence[str]) -> list[Sentence | None]:
    """For sentences with given bounds, the old sentence that each one is."""
    if empty := [n for n, text in enumerate(texts, 1) if not text.strip()]:
        raise EditError(f"段落 {old.id} の {empty[0]} 番目の文が空です。", hint="文を書くか、取り除いてください。")
    aligned = align_each([one.text for one in old.sentences], texts)
    return [None if one.old is None else old.sentences[one.old] for one in aligned]


def _kept(text: str, old: Sentence | None) -> Sentence:
    """The old sentence under its new wording; one that was only wrapped anew stays as it was."""
    if old is None:
        return Sentence(text, form=_form(text))
    if "".join(text.split()) == "".join(old.text.split()):
        return old
    return replace(old, text=text, marks=())


def _form(text: str) -> Form:
    return Form.ROW if "|" in text else Form.SENTENCE


def _inserted(paragraphs: tuple[Paragraph, ...], change: Insert, new_id: str) -> tuple[Paragraph, ...]:
    texts = [one.text for one in align([], change.text)]
    if not texts:
        raise EditError("書き足す段落が空です。", hint="文を書いてください。")
    sentences = tuple(Sentence(text, form=_form(text)) for text in texts)
    parent, at = _place(paragraphs, change.after, change.role)
    new = Paragraph(new_id, change.role, Origin.PERSON, sentences, parent)
    return (*paragraphs[:at], new, *paragraphs[at:])


def _deleted(paragraphs: tuple[Paragraph, ...], gone: Paragraph) -> tuple[Paragraph, ...]:
    """Without the paragraph; its citations stay with the one before it, or with the first."""
    at = paragraphs.index(gone)
    rest = [replace(one, parent=gone.parent) if one.parent == gone.id else one for one in paragraphs if one is not gone]
    left = [*gone.unattached, *(one for sentence in gone.sentences for one in sentence.citations)]
    if left and rest:
        heir = max(0, at - 1)
        held = dict.fromkeys((*rest[heir].unattached, *left))
        rest[heir] = replace(rest[heir], unattached=tuple(held))
    return tuple(rest)


def _moved(paragraphs: tuple[Paragraph, ...], change: Move) -> tuple[Paragraph, ...]:
    head = _named(paragraphs, change.paragraph)
    below = {head.id}
    for one in paragraphs:
        if one.parent in below:
            below.add(one.id)
    if change.after in below:
        raise EditError(f"段落 {head.id} を自分の下へは移せません。", hint="別の段落の後ろを指定してください。")
    rest = tuple(one for one in paragraphs if one.id not in below)
    parent, at = _place(rest, change.after, head.role)
    moved = tuple(replace(one, parent=parent) if one is head else one for one in paragraphs if one.id in below)
    return (*rest[:at], *moved, *rest[at:])


def _place(paragraphs: tuple[Paragraph, ...], after: str | None, role: Role) -> tuple[str | None, int]:
    """Under what, and at which number, something behind a paragraph stands: under the nearest that can hold its role."""
    if after is None:
        return None, 0
    known = {one.id: one for one in paragraphs}
    before: Paragraph | None = _named(paragraphs, after)
    at = paragraphs.index(known[after]) + 1
    while before is not None and _RANKS.get(before.role, _TEXT) >= _RANKS.get(role, _TEXT):
        before = known.get(before.parent or "")
    return before.id if before else None, at


def _dropped(old: Paragraph, change: Drop) -> Paragraph:
    if strange := [one for one in change.citations if one not in old.unattached]:
        raise EditError(
            f"引用 {'、'.join(strange)} は段落 {old.id} の文から外れた引用ではありません。",
            hint="文に付いた引用は、その文を消すと外れます。",
        )
    return replace(old, unattached=tuple(one for one in old.unattached if one not in change.citations))


def _followed(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Sentences that went to another paragraph as they were take along the citations they left behind."""
    gone = _gone(before, after)
    had = {(one.id, squeeze(sentence.text)) for one in before for sentence in one.sentences}
    moved: set[str] = set()
    found = []
    for one in after:
        sentences = list(one.sentences)
        for n, sentence in enumerate(sentences):
            key = squeeze(sentence.text)
            if not sentence.citations and key in gone and (one.id, key) not in had:
                sentences[n] = gone.pop(key)
                moved.update(sentences[n].citations)
        found.append(replace(one, sentences=tuple(sentences)))
    kept = {(one.id, citation) for one in before for citation in one.unattached}
    return tuple(_without(one, moved, kept) for one in found)


def _gone(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> dict[str, Sentence]:
    """Cited sentences, by their squeezed text, that no longer stand in their paragraph."""
    has = {(one.id, squeeze(sentence.text)) for one in after for sentence in one.sentences}
    return {
        squeeze(sentence.text): sentence
        for one in before
        if one.origin is not Origin.DETERMINATION
        for sentence in one.sentences
        if sentence.citations and (one.id, squeeze(sentence.text)) not in has
    }


def _without(one: Paragraph, moved: set[str], kept: set[tuple[str, str]]) -> Paragraph:
    """A paragraph without the unattached citations that only now went with a sentence."""
    left = tuple(each for each in one.unattached if each not in moved or (one.id, each) in kept)
    return replace(one, unattached=left)


def _title(draft: Draft, paragraphs: Sequence[Paragraph]) -> str:
    """The title of the draft is its title paragraph, where it has one."""
    return next((one.text.strip() for one in paragraphs if one.role is Role.TITLE and one.text.strip()), draft.title)


def _named(paragraphs: Sequence[Paragraph], paragraph_id: str) -> Paragraph:
    found = next((one for one in paragraphs if one.id == paragraph_id), None)
    if found is None:
        raise EditError(
            f"段落 {paragraph_id[:60]!r} はこの版にありません。",
            hint="文案を読み直して、段落の id を確かめてください。",
        )
    return found
