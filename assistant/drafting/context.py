"""Context: the marks of sentences that stand where they were not written for, or without what they were written with.

They are told anew after every edit from what is kept with the sentences, and go when all stands as it stood.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.align import like
from assistant.drafting.draft import Draft, Form, Mark, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.neutral import CAUTIONS
from assistant.drafting.proviso import restricts
from ingest.fold import squeeze
from ingest.sentences import sentences

_ABOVE = frozenset({Role.HEADING, Role.QUESTION, Role.POINT})
_PLACES = frozenset({*_ABOVE, Role.TITLE})
_WARNS = frozenset({Role.CAUTION, Role.OPEN})
_CHANGED = 0.55  # likeness of a sentence to the one of the same citations that it was
_SHOWN = 60  # characters of what is named in a mark


@dataclass(frozen=True)
class _Placed:
    """A sentence, the paragraph and number it has there, and the heading or question above it in the order of the text."""

    sentence: Sentence
    paragraph: Paragraph
    number: int
    section: str
    above: str

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands."""
        return self.paragraph.id, self.number

    @property
    def key(self) -> str:
        """Its words."""
        return squeeze(self.sentence.text)

    @property
    def warns(self) -> bool:
        """Whether leaving it out lets the others be read as more than they say."""
        if self.paragraph.role in _WARNS or self.sentence.text.strip() in CAUTIONS:
            return True
        return bool(self.sentence.citations) and restricts(self.sentence.text)


class _Standing:
    """The sentences of a draft, by their words and by what they cite."""

    def __init__(self, draft: Draft) -> None:
        self.all = tuple(_placed(draft))
        self._words: dict[str, list[_Placed]] = defaultdict(list)
        self._cited: dict[tuple[str, ...], list[_Placed]] = defaultdict(list)
        self._sections = {(one.section, one.key) for one in self.all}
        for one in self.all:
            self._words[one.key].append(one)
            if one.sentence.citations:
                self._cited[one.sentence.citations].append(one)

    def has(self, text: str) -> bool:
        """Whether a text stands somewhere."""
        return squeeze(text) in self._words

    def count(self, one: _Placed) -> int:
        """How often the words of a sentence stand."""
        return len(self._words.get(one.key, ()))

    def within(self, section: str, text: str) -> bool:
        """Whether a text stands in a section, if need be cut into its sentences."""
        parts = (squeeze(span.of(text)) for span in sentences(text))
        return (section, squeeze(text)) in self._sections or all((section, part) in self._sections for part in parts)

    def same(self, other: _Placed) -> _Placed | None:
        """The sentence of the same words: of the same paragraph, else the first."""
        found = self._words.get(other.key, ())
        return next((one for one in found if one.paragraph.id == other.paragraph.id), found[0] if found else None)

    def changed(self, other: _Placed, beside: "_Standing") -> _Placed | None:
        """The likest sentence of the same citations that is like enough to be another wording and does not stand in the
        other draft too; one of its paragraph first.
        """
        near = [
            (one.paragraph.id == other.paragraph.id, ratio, -n, one)
            for n, one in enumerate(self._cited.get(other.sentence.citations, ()))
            if not beside.has(one.sentence.text) and (ratio := like(one.key, other.key)) >= _CHANGED
        ]
        return max(near, key=lambda one: one[:3])[3] if near else None


def with_context(before: Draft, after: Draft, anew: Collection[str] = ()) -> Draft:
    """`after` with what each sentence was written for and lacks now, and the marks of both.

    `anew`: the paragraphs that the engine wrote anew, for what they stand under now.
    """
    old, new = _Standing(before), _Standing(after)
    lacks = _lacks(old, new)
    told = {
        one.place: replace(
            one.sentence,
            written_for=None if one.paragraph.id in anew else _written_for(old, new, one),
            lacks=lacks.get(one.place, ()),
        )
        for one in new.all
    }
    paragraphs = (
        replace(one, sentences=tuple(_marked([told.get((one.id, n), each) for n, each in enumerate(one.sentences)])))
        for one in after.paragraphs
    )
    return replace(after, paragraphs=tuple(paragraphs))


def _placed(draft: Draft) -> Iterator[_Placed]:
    """The sentences that may stand in a wrong place, in order."""
    section = above = ""
    for one in draft.paragraphs:
        if one.role in _PLACES:
            section, above = one.id, one.text.strip() if one.role in _ABOVE else ""
        elif one.origin is not Origin.DETERMINATION:
            yield from (_Placed(sentence, one, n, section, above) for n, sentence in enumerate(one.sentences))


def _written_for(old: _Standing, new: _Standing, one: _Placed) -> str | None:
    """What a sentence was written for, where that is not what it stands under now."""
    was = old.same(one) or old.changed(one, new)
    if was is None:
        return None
    wanted = was.above if was.sentence.written_for is None else was.sentence.written_for
    return wanted if squeeze(wanted) != squeeze(one.above) else None


def _lacks(old: _Standing, new: _Standing) -> dict[tuple[str, int], tuple[str, ...]]:
    """Place of the first sentence that is left of a section, or told it before → what was taken out and is missed."""
    sections: dict[str, list[_Placed]] = defaultdict(list)
    for one in old.all:
        sections[one.section].append(one)
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for held in sections.values():
        missed = [text for one in held for text in one.sentence.lacks]
        missed += [one.sentence.text for one in held if _is_missed(one, held, old, new)]
        tellers = sorted((one for one in held if not one.warns), key=lambda one: not one.sentence.lacks)
        left = (new.same(one) or new.changed(one, old) for one in tellers)
        if missed and (first := next(filter(None, left), None)):
            still = [text for text in missed if not new.within(first.section, text)]
            found[first.place] = tuple(dict.fromkeys((*found.get(first.place, ()), *still)))
    return found


def _is_missed(one: _Placed, held: Sequence[_Placed], old: _Standing, new: _Standing) -> bool:
    """Whether a sentence that warns, or an item of a list of which others are left, is gone and was not only changed."""
    gone = new.count(one) < old.count(one) and not new.changed(one, old)
    return gone and (one.warns or _is_item(one, held, new))


def _is_item(one: _Placed, held: Sequence[_Placed], new: _Standing) -> bool:
    said = one.sentence
    if said.form is Form.SENTENCE or not said.citations:
        return False
    kin = (each for each in held if each is not one and each.sentence.citations == said.citations)
    return any(each.sentence.form is said.form and new.same(each) for each in kin)


def _marked(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences with their marks; of neighbours that were written for the same the first alone is marked."""
    before: str | None = None
    for one in sentences:
        texts = []
        if one.written_for is not None and one.written_for != before:
            texts.append(_moved_ja(one.written_for))
        if one.lacks:
            texts.append(_lacks_ja(one.lacks))
        before = one.written_for
        marks = tuple(mark for mark in one.marks if mark.kind is not MarkKind.CONTEXT)
        yield replace(one, marks=(*marks, Mark(MarkKind.CONTEXT, "".join(texts))) if texts else marks)


def _moved_ja(asked: str) -> str:
    where = f"別の問い・見出し「{_short(asked)}」に対して" if asked else "どの問い・見出しの下でもないところに"
    return f"この文は{where}書かれたものです。今の場所でも正しいかを確かめてください。"


def _lacks_ja(lacks: Sequence[str]) -> str:
    named = "、".join(f"「{_short(one)}」" for one in lacks)
    return (
        f"留意点・例外・要確認・列挙の項目が取り除かれています: {named}。なくても読み誤られないかを確かめてください。"
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
