"""Mark: what is wrong with the sentences that an edit changed, against their own evidence. Marks; deletes nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.draft import Draft, Mark, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import STRUCTURE
from assistant.drafting.neutral import day_ja, is_neutral, on_day, without_label
from assistant.lock import decides
from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.verify import Verifier
from ingest.citation import Citation
from ingest.fold import squeeze

_UNCITED = frozenset({*STRUCTURE, Role.OPEN})  # an open point is a question too
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NO_EVIDENCE = "根拠となる引用がありません。"
_DETERMINES = "個別の貨物・取引の許可や該非を決める文と読めます。判定は規則による判定の段落だけに置きます。"


@dataclass(frozen=True)
class Marker:
    """Marks sentences. Safe to share between threads."""

    verifier: Verifier

    def mark(self, before: Draft, after: Draft) -> Draft:
        """`after` with its changed sentences marked anew; the others keep the marks they had."""
        known = {(one.id, sentence) for one in before.paragraphs for sentence in one.sentences}
        cited = {one.id: one.citation for one in after.citations}

        def marked(one: Paragraph) -> Paragraph:
            if one.origin is Origin.DETERMINATION:
                return one
            sentences = (
                each if (one.id, each) in known or _states_nothing(each.text, after) else self._marked(each, one, cited)
                for each in one.sentences
            )
            return replace(one, sentences=tuple(sentences))

        return replace(after, paragraphs=tuple(map(marked, after.paragraphs)))

    def _marked(self, sentence: Sentence, paragraph: Paragraph, cited: dict[str, Citation]) -> Sentence:
        evidence = [cited[one] for one in sentence.citations if one in cited]
        return replace(sentence, marks=tuple(self._marks(sentence.text, paragraph.role, evidence)))

    def _marks(self, text: str, role: Role, evidence: list[Citation]) -> Iterator[Mark]:
        if not evidence and role not in _UNCITED:
            yield Mark(MarkKind.NO_EVIDENCE, _NO_EVIDENCE)
        quotes, said = [one.quote for one in evidence], without_label(text)
        faults = list(_label_faults(text.removesuffix(said), evidence))
        if any(squeeze(said) == squeeze(quote) for quote in quotes) and not faults:
            return  # the words of the source itself
        if evidence:
            headings = [part for one in evidence for part in (one.title, one.locator) if part]
            faults += self.verifier.faults(said, quotes, headings)
        if faults:
            yield Mark(MarkKind.NOT_SUPPORTED, "".join(dict.fromkeys(fault.text for fault in faults)))
        if role is not Role.QUESTION and decides(text):
            yield Mark(MarkKind.DETERMINES, _DETERMINES)


def _states_nothing(text: str, draft: Draft) -> bool:
    """Whether a sentence is one of the fixed ones; a date in it must be the draft's own."""
    return is_neutral(text) and (not _DAY.search(text) or text.strip() == on_day(draft.as_of))


def _label_faults(label: str, evidence: Sequence[Citation]) -> Iterator[Fault]:
    """A fault for a day in the label of a sentence on which none of its citations begins or ends to apply."""
    known = {day_ja(day) for one in evidence for day in (one.valid_from, one.superseded_on) if day}
    yield from (fault(FaultKind.DATE, day) for day in _DAY.findall(label) if day not in known)
