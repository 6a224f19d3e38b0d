"""Ledger: the citations of a draft as it is written: each span of a passage once, with an id that never changes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.compose import Composed, show
from assistant.drafting.draft import Cited, Form, Paragraph, Sentence
from assistant.drafting.unit import form_of
from assistant.evidence import Sentence as Evidence
from assistant.lock import decides
from ingest.citation import cite
from ingest.sentences import Span


def citation_id(passage_id: str, span: Span) -> str:
    """The id of a citation: of its passage and its place there, whatever draft it stands in."""
    content = f"{passage_id}\0{span.start}\0{span.end}"
    return f"c-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


@dataclass
class Ledger:
    """Citations by id, in the order of first use; grows while a draft is written."""

    cited: dict[str, Cited] = field(default_factory=dict)

    def sentences(self, evidence: Sequence[Evidence], label: str = "") -> tuple[Sentence, ...]:
        """Evidence in the order given as sentences of a draft; neighbours of one standing share a citation."""
        written = []
        for stretch in _stretches(evidence):
            known = self._add(stretch)
            written += [Sentence(label + show(one.text), (known,), form=form_of(one.text)) for one in stretch]
        return tuple(written)

    def written(self, composed: Composed) -> tuple[Sentence, ...]:
        """What a model wrote and the verifier let stand, each sentence with the evidence it points at."""
        known = {
            one.n: self._add((evidence,)) for one, evidence in zip(composed.citations, composed.sentences, strict=True)
        }
        return tuple(Sentence(one.text, tuple(known[n] for n in one.citations)) for one in composed.statements)

    def reference(self, passage_id: str) -> tuple[Sentence, ...]:
        """The name of a provision that is cited already, with that citation; nothing where it is not."""
        known = next((one for one in self.cited.values() if one.citation.passage_id == passage_id), None)
        name = f"{known.citation.title} {known.citation.locator}" if known else ""
        if known is None or decides(name):
            return ()  # the title of a slide can read like a decision
        return (Sentence(name, (known.id,), form=Form.ITEM),)

    def _add(self, stretch: Sequence[Evidence]) -> str:
        hit, span = stretch[0].hit, Span(stretch[0].span.start, stretch[-1].span.end)
        known = citation_id(hit.passage.id, span)
        if known not in self.cited:
            made = cite(len(self.cited) + 1, hit.passage, hit.source, span, stretch[0].standing)
            self.cited[known] = Cited(known, made, span.start, span.end)
        return known


def _stretches(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    found: list[list[Evidence]] = []
    for one in evidence:
        if found and _adjoins(found[-1][-1], one):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _adjoins(before: Evidence, after: Evidence) -> bool:
    same = before.hit.passage.id == after.hit.passage.id and before.standing == after.standing
    behind = before.span.end <= after.span.start
    return same and behind and not before.hit.passage.text[before.span.end : after.span.start].strip()


def numbered(paragraphs: Iterable[Paragraph], known: Mapping[str, Cited]) -> tuple[Cited, ...]:
    """The citations that paragraphs use, with footnote numbers in the order of first use."""
    used = dict.fromkeys(
        one
        for paragraph in paragraphs
        for one in (*(c for sentence in paragraph.sentences for c in sentence.citations), *paragraph.unattached)
    )
    found = [known[one] for one in used if one in known]
    return tuple(replace(one, citation=replace(one.citation, n=n)) for n, one in enumerate(found, 1))
