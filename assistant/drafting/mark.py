"""Mark: what is wrong with the sentences that an edit changed, against their own evidence. Marks; deletes nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.compose import show
from assistant.drafting.align import like
from assistant.drafting.draft import Draft, Mark, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import STRUCTURE
from assistant.drafting.neutral import day_ja, is_neutral, on_day, without_label
from assistant.lock import decides
from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.reading import Reader, Token
from assistant.verify.typed import same_value
from assistant.verify.verify import Verifier
from ingest.citation import Citation
from ingest.fold import squeeze
from ingest.glossary import Glossary
from ingest.names import load_names
from ingest.sentences import sentences
from ingest.settings import CORPUS

_UNCITED = frozenset({*STRUCTURE, Role.OPEN})  # an open point is a question too
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_MADE_FROM = 0.6  # likeness of a sentence to the one of its source that it was made from
_NO_EVIDENCE = "根拠となる引用がありません。"
_DETERMINES = "個別の貨物・取引の許可や該非を決める文と読めます。判定は規則による判定の段落だけに置きます。"


@dataclass(frozen=True)
class Marker:
    """Marks sentences. Safe to share between threads."""

    verifier: Verifier
    reader: Reader

    def mark(self, before: Draft, after: Draft) -> Draft:
        """`after` with its changed sentences marked anew; the others keep the marks they had."""
        known = {(one.id, sentence) for one in before.paragraphs for sentence in one.sentences}
        stayed = {sentence for one in after.paragraphs for sentence in one.sentences}
        gone = [sentence for one in before.paragraphs for sentence in one.sentences if sentence not in stayed]
        cited = {one.id: one.citation for one in after.citations}

        def marked(one: Paragraph) -> Paragraph:
            if one.origin is Origin.DETERMINATION:
                return one
            kept = (
                each
                if (one.id, each) in known or _states_nothing(each.text, after)
                else self._marked(each, one, cited, gone)
                for each in one.sentences
            )
            return replace(one, sentences=tuple(kept))

        return replace(after, paragraphs=tuple(map(marked, after.paragraphs)))

    def _marked(
        self, sentence: Sentence, paragraph: Paragraph, cited: Mapping[str, Citation], gone: Sequence[Sentence]
    ) -> Sentence:
        evidence = [cited[one] for one in sentence.citations if one in cited]
        marks = [*self._marks(sentence.text, paragraph.role, evidence)]
        told = any(mark.kind is MarkKind.NOT_SUPPORTED for mark in marks)
        if evidence and not told and not _is_quoted(sentence.text, evidence):
            marks += self._swapped(_model(sentence, gone, evidence), without_label(sentence.text))
        return replace(sentence, marks=tuple(marks))

    def _marks(self, text: str, role: Role, evidence: Sequence[Citation]) -> Iterator[Mark]:
        if not evidence and role not in _UNCITED:
            yield Mark(MarkKind.NO_EVIDENCE, _NO_EVIDENCE)
        said = without_label(text)
        faults = list(_label_faults(text.removesuffix(said), evidence))
        if _is_quoted(text, evidence) and not faults:
            return  # the words of the source itself
        if evidence:
            headings = [part for one in evidence for part in (one.title, one.locator) if part]
            quotes = [one.quote for one in evidence]
            named = [f"{one.title} {one.locator}" for one in evidence] if role is Role.BASIS else []
            faults += self.verifier.faults(said, [*quotes, *named], headings)
        if faults:
            yield Mark(MarkKind.NOT_SUPPORTED, "".join(dict.fromkeys(fault.text for fault in faults)))
        if role is not Role.QUESTION and decides(text):
            yield Mark(MarkKind.DETERMINES, _DETERMINES)

    def _swapped(self, old: str, new: str) -> Iterator[Mark]:
        """Values that took the place of others: the new one may stand elsewhere in a long quote, and still be wrong."""
        before, after = (_values(self.reader.read(text).tokens) for text in (old, new))
        texts = []
        for kind in dict.fromkeys(kind for kind, _ in after):
            lost = [value for one, value in before - after if one == kind]
            come = [value for one, value in after - before if one == kind]
            if lost and come:
                texts.append(f"「{'、'.join(lost)}」が「{'、'.join(come)}」に変わりました。引用で確かめてください。")
        if texts:
            yield Mark(MarkKind.NOT_SUPPORTED, "".join(texts))


def _values(tokens: Iterable[Token]) -> Counter[tuple[FaultKind, str]]:
    return Counter((token.kind, same_value(token)) for token in tokens)


def _model(sentence: Sentence, gone: Sequence[Sentence], evidence: Sequence[Citation]) -> str:
    """The sentence of its citations that a changed one was made from; where none is like it, its old wording."""
    same = [without_label(one.text) for one in gone if one.citations == sentence.citations]
    text = without_label(sentence.text)
    old = max(same, key=lambda one: like(squeeze(one), squeeze(text)), default=text)
    said = [show(span.of(one.quote)) for one in evidence for span in sentences(one.quote)]
    best = max(said, key=lambda one: like(squeeze(one), squeeze(old)), default=old)
    return best if like(squeeze(best), squeeze(old)) >= _MADE_FROM else old


def _is_quoted(text: str, evidence: Sequence[Citation]) -> bool:
    """Whether a sentence is the words of its source itself."""
    return squeeze(without_label(text)) in {said for one in evidence for said in _sentences(one.quote)}


def _sentences(quote: str) -> Iterator[str]:
    """A quote and its sentences, squeezed, as a draft shows them."""
    yield squeeze(show(quote))
    yield from (squeeze(show(span.of(quote))) for span in sentences(quote))


def _states_nothing(text: str, draft: Draft) -> bool:
    """Whether a sentence is one of the fixed ones; a date in it must be the draft's own."""
    return is_neutral(text) and (not _DAY.search(text) or text.strip() == on_day(draft.as_of))


def _label_faults(label: str, evidence: Sequence[Citation]) -> Iterator[Fault]:
    """A fault for a day in the label of a sentence on which none of its citations begins or ends to apply."""
    known = {day_ja(day) for one in evidence for day in (one.valid_from, one.superseded_on) if day}
    yield from (fault(FaultKind.DATE, day) for day in _DAY.findall(label) if day not in known)


def load_marker() -> Marker:
    """The marker with the names that ship."""
    names = load_names(CORPUS)
    return Marker(Verifier(names), Reader(names, Glossary()))
