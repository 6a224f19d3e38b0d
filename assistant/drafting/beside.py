"""Beside: what stands right above or below a table of the rules and could give it a premise that it does not have.

Told anew after every edit, as a mark of context: the table is true of the cases it names, whatever heading it is put under.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.draft import Draft, Mark, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.statement import names_one

_OVER = frozenset({Role.TITLE, Role.HEADING, Role.QUESTION, Role.POINT})
_WHY = (
    "規則による判定の表のすぐ上か下にありますが、その表はここに書かれた貨物・取引について作ったものではありません。"
    "表の前提（見出しと注記）を確かめてください。"
)


def with_neighbours(draft: Draft) -> Draft:
    """A draft in which what a person put right beside a determination is marked: any heading, what names one case."""
    paragraphs = draft.paragraphs
    return replace(draft, paragraphs=tuple(_marked(one, n, paragraphs) for n, one in enumerate(paragraphs)))


def _marked(one: Paragraph, n: int, paragraphs: Sequence[Paragraph]) -> Paragraph:
    above = n + 1 < len(paragraphs) and paragraphs[n + 1].origin is Origin.DETERMINATION
    below = n > 0 and paragraphs[n - 1].origin is Origin.DETERMINATION
    if one.origin is not Origin.PERSON or not (above or below):
        return one
    if not ((above and one.role in _OVER) or names_one(one.text)):
        return one
    return replace(one, sentences=(_told(one.sentences[0]), *one.sentences[1:]))


def _told(sentence: Sentence) -> Sentence:
    """A sentence with the reason in its mark of context: it has one such mark at most."""
    before = "".join(mark.text for mark in sentence.marks if mark.kind is MarkKind.CONTEXT and mark.text != _WHY)
    rest = tuple(mark for mark in sentence.marks if mark.kind is not MarkKind.CONTEXT)
    return replace(sentence, marks=(*rest, Mark(MarkKind.CONTEXT, f"{before.removesuffix(_WHY)}{_WHY}")))
