"""Attach: a sentence of a passage put behind a sentence of a draft by hand, as a citation like any other. Pure given an index.

What the sentence then is borne out of, `mark` says as after any edit. Only what stands in the index can be attached, and
only whole sentences of it: a quote that is a part of one becomes all of it.
"""

from dataclasses import dataclass, replace

from assistant.drafting.draft import Cited, Draft, Paragraph, Role
from assistant.drafting.edit import Replace, Typed
from assistant.drafting.ledger import citation_id
from assistant.drafting.neutral import day_ja, is_labelled
from assistant.drafting.refusals import EditError
from ingest.citation import cite, standing
from ingest.document import Passage
from ingest.index import Index
from ingest.sentences import Span, sentences

MOST = 3
"""Citations of a sentence: among many, one or the other has any word."""


@dataclass(frozen=True)
class Evidence:
    """What is to be attached where: a quote of a passage to a sentence, counted from 0, of a paragraph."""

    paragraph: str
    sentence: int
    passage_id: str
    quote: str


@dataclass(frozen=True)
class Attached:
    """The draft that knows the citation, and the change that puts it behind the sentence."""

    draft: Draft
    change: Replace


def attach(draft: Draft, index: Index, wanted: Evidence) -> Attached:
    """Evidence attached to a draft. Raises EditError where there is no such sentence or quote, or it is not the law."""
    paragraph = _paragraph(draft, wanted)
    cited = _cited(draft, index, wanted, paragraph)
    held = paragraph.sentences[wanted.sentence].citations
    if cited.id not in held and len(held) >= MOST:
        raise EditError(
            f"一つの文に付けられる引用は {MOST} 件までです。",
            hint="文を分けるか、要らない引用を外してから付けてください。",
        )
    sentences = tuple(
        Typed(one.text, (*one.citations, cited.id) if n == wanted.sentence else one.citations)
        for n, one in enumerate(paragraph.sentences)
    )
    known = any(one.id == cited.id for one in draft.citations)
    citations = draft.citations if known else (*draft.citations, cited)
    return Attached(replace(draft, citations=citations), Replace(paragraph.id, sentences=sentences))


def _paragraph(draft: Draft, wanted: Evidence) -> Paragraph:
    found = next((one for one in draft.paragraphs if one.id == wanted.paragraph), None)
    if found is None or wanted.sentence >= len(found.sentences):
        raise EditError(
            f"段落 {wanted.paragraph[:60]} の {wanted.sentence + 1} 番目の文はこの版にありません。",
            hint="文案を読み直して、段落の id と文の番号を確かめてください。",
        )
    return found


def _cited(draft: Draft, index: Index, wanted: Evidence, paragraph: Paragraph) -> Cited:
    """The quote as a citation of the draft, with its standing on the draft's day."""
    passage = index.passage(wanted.passage_id)
    at = passage.text.find(wanted.quote) if passage else -1
    if passage is None or at < 0:
        raise EditError(
            "引用する文が、今の索引の本文に一字一句そのままではありません。",
            hint="検索の結果にある passage_id と、その本文の文をそのまま使ってください。",
        )
    span = _whole(passage.text, Span(at, at + len(wanted.quote)))
    source = index.sources[passage.source_id]
    stands = standing(passage, source, index.statuses, draft.as_of, span)
    past = paragraph.role is Role.HISTORY or is_labelled(paragraph.sentences[wanted.sentence].text)
    if not past and (stands.in_force is False or not passage.visible_on(draft.as_of)):
        raise _not_then(draft, passage)
    number = max((one.citation.n for one in draft.citations), default=0) + 1
    return Cited(citation_id(passage.id, span), cite(number, passage, source, span, stands), span.start, span.end)


def _whole(text: str, crop: Span) -> Span:
    """The sentences, items or rows that a crop touches, whole: a part of one can leave out what it says it of."""
    touched = [one for one in sentences(text) if one.start < crop.end and crop.start < one.end]
    if not touched:
        raise EditError("引用する文が空白だけです。", hint="本文の文を、初めから終わりまで選んでください。")
    return Span(touched[0].start, touched[-1].end)


def _not_then(draft: Draft, passage: Passage) -> EditError:
    return EditError(
        f"「{passage.locator or passage.source_id}」のその文は、基準日（{day_ja(draft.as_of)}）の法令ではないか、まだありませんでした。",
        hint="基準日に効力のある文を選ぶか、改正の経緯の段落に付けてください。",
    )
