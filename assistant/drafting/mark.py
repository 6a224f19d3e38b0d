"""Mark: what is wrong with the sentences that an edit changed, against their own evidence. Marks; deletes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.drafting.draft import Draft, Mark, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import STRUCTURE
from assistant.lock import decides, names_case
from assistant.verify.verify import Verifier
from ingest.citation import Citation
from ingest.fold import squeeze

_UNCITED = frozenset({*STRUCTURE, Role.OPEN})  # an open point is a question too
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
            sentences = (each if (one.id, each) in known else self._marked(each, one, cited) for each in one.sentences)
            return replace(one, sentences=tuple(sentences))

        return replace(after, paragraphs=tuple(map(marked, after.paragraphs)))

    def _marked(self, sentence: Sentence, paragraph: Paragraph, cited: dict[str, Citation]) -> Sentence:
        evidence = [cited[one] for one in sentence.citations if one in cited]
        return replace(sentence, marks=tuple(self._marks(sentence.text, paragraph.role, evidence)))

    def _marks(self, text: str, role: Role, evidence: list[Citation]) -> Iterator[Mark]:
        if not evidence and role not in _UNCITED:
            yield Mark(MarkKind.NO_EVIDENCE, _NO_EVIDENCE)
        quotes = [one.quote for one in evidence]
        if any(squeeze(text) == squeeze(quote) for quote in quotes):
            return  # the words of the source itself
        headings = [part for one in evidence for part in (one.title, one.locator) if part]
        faults = self.verifier.faults(text, quotes, headings) if evidence else ()
        if faults:
            yield Mark(MarkKind.NOT_SUPPORTED, "".join(dict.fromkeys(fault.text for fault in faults)))
        general = bool(quotes) and not faults and any(map(decides, quotes)) and not names_case(text)
        if role is not Role.QUESTION and decides(text) and not general:
            yield Mark(MarkKind.DETERMINES, _DETERMINES)
