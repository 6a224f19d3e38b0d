"""Unchecked: the marks that no edit gives: what says law on the word of documents that nobody has checked, and what the
request of a draft brought in that decides a case. Told of the whole draft whenever one is stored.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.drafting.draft import Draft, Mark, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.edit import STRUCTURE
from assistant.drafting.statement import settles
from ingest.citation import Citation
from ingest.source import Tier

_CHECKED = frozenset({Tier.STATUTE.value, Tier.OFFICIAL.value})
_LAW = re.compile(
    r"許可|承認|届出|届け出|申請|規制|該当|該非|特例|義務|罰|禁止|違反|施行|公布|改正|廃止|政令|省令|告示|通達|外為法|輸出令|外為令|貿易管理令"
    r"|条|の項|別表|グループ|経済産業大臣|経産大臣|なければならない|\b(?:licen[cs]e|permit|law|regulation|order|act|article|controlled|METI)\b",
    re.IGNORECASE,
)
_WORD_OF_OWN = "根拠は利用者が取り込んだ資料だけで、その資料は確認されていません。法令か公的な資料で確かめてください。"
_ASKED = "個別の貨物・取引の許可や該非を決める文と読めます。判定は規則による判定の段落だけに置きます。"


def with_unchecked(draft: Draft) -> Draft:
    """A draft with these marks; those it had from before stay."""
    cited = {one.id: one.citation for one in draft.citations}
    return replace(draft, paragraphs=tuple(_marked(one, cited) for one in draft.paragraphs))


def _marked(one: Paragraph, cited: Mapping[str, Citation]) -> Paragraph:
    if one.origin is Origin.DETERMINATION:
        return one
    return replace(one, sentences=tuple(_told(each, one.role, cited) for each in one.sentences))


def _told(sentence: Sentence, role: Role, cited: Mapping[str, Citation]) -> Sentence:
    marks = tuple(mark for mark in sentence.marks if mark.text != _WORD_OF_OWN)
    evidence = [cited[one] for one in sentence.citations if one in cited]
    if evidence and not any(one.tier in _CHECKED for one in evidence) and _says_law(sentence.text, evidence):
        marks = (*marks, Mark(MarkKind.NO_EVIDENCE, _WORD_OF_OWN))
    if role in STRUCTURE and not marks and settles(sentence.text, free=True):
        marks = (*marks, Mark(MarkKind.DETERMINES, _ASKED))
    return replace(sentence, marks=marks)


def _says_law(text: str, evidence: list[Citation]) -> bool:
    """Whether a sentence says law, itself or by what it names: 「第四条のとおり」."""
    return bool(_LAW.search(text) or any(_LAW.search(one.title) for one in evidence))
