"""Mark: what is wrong with the sentences that an edit changed: without evidence, against it, deciding a case, out of place.

Every sentence of every role is looked at, but for the tables that the rules make. Marks; deletes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.compose import show
from assistant.drafting.align import like
from assistant.drafting.attach import MOST
from assistant.drafting.claim import claims
from assistant.drafting.columns import moved_cells
from assistant.drafting.context import with_context
from assistant.drafting.draft import Draft, Mark, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import STRUCTURE
from assistant.drafting.neutral import CLAIMS, is_neutral, labels_of, on_day, without_label
from assistant.drafting.numeral import plain_numerals
from assistant.drafting.reword import Rewording
from assistant.drafting.statement import settles, states
from assistant.verify.fault import FaultKind
from assistant.verify.named import same_value
from assistant.verify.reading import Reader, Reading, Token
from assistant.verify.verify import Verifier
from ingest.citation import Citation
from ingest.fold import squeeze
from ingest.gaps import Gap, load_gaps
from ingest.glossary import load_glossary
from ingest.names import load_names
from ingest.sentences import sentences
from ingest.settings import CORPUS
from ingest.source import Tier

_FREE = frozenset({*STRUCTURE, Role.POINT, Role.OPEN})  # what names or asks there needs no evidence
_OFFICIAL = frozenset({Tier.STATUTE.value, Tier.OFFICIAL.value})  # who speaks of everybody's case
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_MADE_FROM = 0.6  # likeness of a sentence to the one of its source that it was made from
_FEW = 4  # words: of a sentence with fewer, each must stand in its quotes
_BY_RULES = re.compile(r"(?<![一-龠々])規則(?:の照合|による判定|[がでに][^。]{0,6}判定|から(?:作|生成|求め|導))")
_BEHIND = 4  # characters behind a value that say what it is of
_TOO_MANY = f"引用が {MOST} 件を超えています。文を分けて、それぞれの根拠を付けてください。"
_COMPARE = "引用と読み比べてください。"
_NO_EVIDENCE = "根拠となる引用がありません。"
_DETERMINES = "個別の貨物・取引の許可や該非を決める文と読めます。判定は規則による判定の段落だけに置きます。"
_POSES = "規則から作ったものと読めます。規則から作るものは規則による判定の段落だけに置きます。"


@dataclass(frozen=True)
class Marker:
    """Marks sentences. Safe to share between threads. `gaps`: those whose pointers need no evidence."""

    verifier: Verifier
    reader: Reader
    rewording: Rewording
    gaps: tuple[Gap, ...] = ()

    def mark(self, before: Draft, after: Draft) -> Draft:
        """`after` with its changed sentences marked anew, the others with the marks they had; those of context told anew."""
        known = {(one.id, sentence) for one in before.paragraphs for sentence in one.sentences}
        stayed = {sentence for one in after.paragraphs for sentence in one.sentences}
        gone = [sentence for one in before.paragraphs for sentence in one.sentences if sentence not in stayed]
        cited = {one.id: one.citation for one in after.citations}

        def marked(one: Paragraph) -> Paragraph:
            if one.origin is Origin.DETERMINATION:
                return one
            kept = (
                each
                if (one.id, each) in known or self._states_nothing(each.text, after)
                else self._marked(each, one, cited, gone)
                for each in one.sentences
            )
            return replace(one, sentences=tuple(kept))

        return with_context(before, replace(after, paragraphs=tuple(map(marked, after.paragraphs))))

    def _states_nothing(self, text: str, draft: Draft) -> bool:
        """Whether a sentence is one of the fixed ones that anybody may write; a date in it must be the draft's own."""
        fixed = is_neutral(text, self.gaps) and text.strip() not in CLAIMS
        return fixed and (not _DAY.search(text) or text.strip() == on_day(draft.as_of))

    def _marked(
        self, sentence: Sentence, paragraph: Paragraph, cited: Mapping[str, Citation], gone: Sequence[Sentence]
    ) -> Sentence:
        evidence = [cited[one] for one in sentence.citations if one in cited]
        marks = [*self._marks(sentence.text, paragraph.role, evidence)]
        told = any(mark.kind is MarkKind.NOT_SUPPORTED for mark in marks)
        resting = _resting(sentence.text, evidence)
        if evidence and not told and not _is_quoted(sentence.text, resting):
            swapped = [*self._swapped(_model(sentence, gone, resting), plain_numerals(without_label(sentence.text)))]
            marks += swapped or self._reworded(sentence, paragraph.role, gone, resting)
        return replace(sentence, marks=tuple(marks))

    def _reworded(
        self, sentence: Sentence, role: Role, gone: Sequence[Sentence], evidence: Sequence[Citation]
    ) -> Iterator[Mark]:
        """What a person must compare: words put in, left out or turned, whether or not the evidence can bear them."""
        models = [*_quoted(evidence), *_unmarked(sentence, gone)]
        models += [f"{one.title} {one.locator}" for one in evidence] if role is Role.BASIS else []
        found = self.rewording.of(plain_numerals(without_label(sentence.text)), map(plain_numerals, models))
        if found.size and role not in STRUCTURE:
            yield Mark(MarkKind.REWORDED, f"{found.text}{_COMPARE}")

    def _marks(self, text: str, role: Role, evidence: Sequence[Citation]) -> Iterator[Mark]:
        free, said = role in _FREE, without_label(text)
        if not evidence and (not free or states(said)):
            yield Mark(MarkKind.NO_EVIDENCE, _NO_EVIDENCE)
        faults = list(_label_faults(text.removesuffix(said), evidence))
        resting = _resting(text, evidence)
        if resting and not _is_quoted(text, resting):  # else the words of the source itself
            faults += self._faults(plain_numerals(said), role, resting)
        faults += [_TOO_MANY] if len(evidence) > MOST else []
        if faults:
            yield Mark(MarkKind.NOT_SUPPORTED, "".join(dict.fromkeys(faults)))
        official = [one for one in evidence if one.tier in _OFFICIAL]
        told = [show(span.of(one.quote)) for one in official for span in sentences(one.quote)]
        titles = [part for one in official for part in (one.title, one.locator) if part]
        decides = (_DETERMINES,) if settles(said, free=free, told=told, titles=titles) else ()
        if why := (*decides, *((_POSES,) if _BY_RULES.search(said) else ())):
            yield Mark(MarkKind.DETERMINES, "".join(why))

    def _faults(self, said: str, role: Role, evidence: Sequence[Citation]) -> Iterator[str]:
        """What a sentence says that its quotes do not, in Japanese."""
        headings = [part for one in evidence for part in (one.title, one.locator) if part]
        quotes = [plain_numerals(one.quote) for one in evidence]
        named = [f"{one.title} {one.locator}" for one in evidence] if role is Role.BASIS else []
        yield from (fault.text for fault in self.verifier.faults(said, [*quotes, *named], headings))
        yield from claims(said, quotes)
        yield from moved_cells(said, quotes)
        yield from self._unknown(said, [*quotes, *headings])

    def _unknown(self, said: str, told: Sequence[str]) -> Iterator[str]:
        """The words of a short sentence that stand nowhere in what it rests on: too few to be judged by their share."""
        words = [one for one in dict.fromkeys(self.reader.read(said).words) if not one.isdigit()]
        if len(words) >= _FEW:
            return
        text, known = "|".join(map(squeeze, told)), {one for each in told for one in self.reader.read(each).words}
        known |= {word for other in self.reader.synonyms(text) for word in self.reader.words(other)}
        if strange := [one for one in words if one not in known and one not in text]:
            yield f"引用にない言葉です（{'、'.join(strange)}）。"

    def _swapped(self, old: str, new: str) -> Iterator[Mark]:
        """Values that took the place of others: the new one may stand elsewhere in a long quote, and still be wrong."""
        was, now = self.reader.read(old), self.reader.read(new)
        before, after = _values(was.tokens), _values(now.tokens)
        texts = []
        for kind in dict.fromkeys(kind for kind, _ in after):
            lost = [value for one, value in before - after if one == kind]
            come = [value for one, value in after - before if one == kind]
            if lost and come:
                texts.append(f"「{'、'.join(lost)}」が「{'、'.join(come)}」に変わりました。引用で確かめてください。")
            elif crossed := _crossed(was, now, kind):
                texts.append(f"「{'」と「'.join(crossed)}」が入れ替わっています。引用で確かめてください。")
        if texts:
            yield Mark(MarkKind.NOT_SUPPORTED, "".join(texts))


def _values(tokens: Iterable[Token]) -> Counter[tuple[FaultKind, str]]:
    return Counter((token.kind, same_value(token)) for token in tokens)


def _crossed(was: Reading, now: Reading, kind: FaultKind) -> tuple[str, ...]:
    """Values of a kind that stand in another order now, but for those that took their words along."""
    before, after = _told(was, kind), _told(now, kind)
    kept = Counter(before) & Counter(after)
    left = [value for value, _ in _rest(before, kept)]
    turned = [value for value, _ in _rest(after, kept)]
    return tuple(dict.fromkeys(turned)) if left != turned and Counter(left) == Counter(turned) else ()


def _told(reading: Reading, kind: FaultKind) -> list[tuple[str, str]]:
    """Each value of a kind, in order, with the words before it in its stretch between commas; where none are, those behind."""
    found = []
    for token in (one for one in reading.tokens if one.kind is kind):
        start = max((reading.text.rfind(sign, 0, token.start) for sign in "、。,;；|\n"), default=-1) + 1
        ends = [at for sign in "、。,;；|\n" if (at := reading.text.find(sign, token.end)) >= 0]
        ahead = squeeze(reading.text[start : token.start])
        behind = squeeze(reading.text[token.end : min(ends, default=len(reading.text))])
        found.append((same_value(token), ahead or behind[:_BEHIND]))
    return found


def _rest(told: Sequence[tuple[str, str]], kept: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    left = Counter(kept)
    rest = []
    for one in told:
        if left[one] > 0:
            left[one] -= 1
        else:
            rest.append(one)
    return rest


def _model(sentence: Sentence, gone: Sequence[Sentence], evidence: Sequence[Citation]) -> str:
    """The sentence of its citations that a changed one was made from; where none is like it, its old wording."""
    same = [without_label(one.text) for one in gone if one.citations == sentence.citations]
    text = plain_numerals(without_label(sentence.text))
    old = max(same, key=lambda one: like(squeeze(one), squeeze(text)), default=text)
    said = [show(span.of(one.quote)) for one in evidence for span in sentences(one.quote)]
    best = max(said, key=lambda one: like(squeeze(one), squeeze(old)), default=old)
    return best if like(squeeze(best), squeeze(old)) >= _MADE_FROM else old


def _quoted(evidence: Sequence[Citation]) -> Iterator[str]:
    """What a sentence may have been made from: each sentence of its quotes, two that follow one another, and all."""
    for one in evidence:
        said = [show(span.of(one.quote)) for span in sentences(one.quote)]
        yield from (*said, *map("".join, pairwise(said)), show(one.quote))


def _unmarked(sentence: Sentence, gone: Sequence[Sentence]) -> Iterator[str]:
    """The sentences of the same citations that stood there before without a mark."""
    clean = (one for one in gone if not any(mark.kind is not MarkKind.CONTEXT for mark in one.marks))
    yield from (without_label(one.text) for one in clean if one.citations == sentence.citations)


def _is_quoted(text: str, evidence: Sequence[Citation]) -> bool:
    """Whether a sentence is the words of its source itself."""
    return squeeze(without_label(text)) in {said for one in evidence for said in _sentences(one.quote)}


def _sentences(quote: str) -> Iterator[str]:
    """A quote and its sentences, squeezed, as a draft shows them."""
    yield squeeze(show(quote))
    yield from (squeeze(show(span.of(quote))) for span in sentences(quote))


def _resting(text: str, evidence: Sequence[Citation]) -> Sequence[Citation]:
    """The citations that may bear a sentence out: under a label what was or is to be, without one what is."""
    labelled = without_label(text) != text
    return [one for one in evidence if bool(labels_of(one)) is labelled] or evidence


def _label_faults(label: str, evidence: Sequence[Citation]) -> Iterator[str]:
    """What is wrong with the label of a sentence, or with its having none."""
    known = [labels_of(one) for one in evidence]
    allowed = [one for labels in known for one in labels]
    if not label and known and all(known):
        yield f"引用は基準日の法令ではない記述です。文の初めに「{allowed[0]}」と断ってください。"
    elif label and allowed and label not in allowed:
        yield f"断り「{label}」が引用と合いません（引用に合うのは「{allowed[0]}」）。"
    elif label and known and not allowed and (_DAY.search(label) or all(one.in_force for one in evidence)):
        yield f"断り「{label}」が引用と合いません。"


def load_marker() -> Marker:
    """The marker with the names, terms and gaps that ship: it reads as the verifier of answers does."""
    names, glossary = load_names(CORPUS), load_glossary(CORPUS / "glossary.toml")
    return Marker(
        Verifier(names, glossary), Reader(names, glossary), Rewording(glossary), load_gaps(CORPUS / "gaps.toml")
    )
