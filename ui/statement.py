"""Statement: the sentences and list items of an answer as HTML, each with the marks that lead to its evidence. Pure."""

from collections.abc import Sequence

from assistant.answer import Answer, Statement
from ingest.citation import Citation
from ui import label
from ui.escape import escaped
from ui.label import Label

DIGEST_NOTE = "「要旨」と付けた文は本プロジェクトによる要旨で、発行者の文言ではありません。"
_ITEM = 30  # characters: a text up to this length that does not end a sentence is a list item


def statements(answer: Answer, number: int) -> str:
    """All statements of the answer that is turn `number` of the page; empty when there are none."""
    if not answer.statements:
        return ""
    by_number = {citation.n: citation for citation in answer.citations}
    before: Statement | None = None
    lines = []
    for one in answer.statements:
        cited = [by_number[n] for n in one.citations if n in by_number]
        labels = () if _goes_on(before, one) else _labels(one, cited, answer)
        lines.append(_line(one, "".join(_mark(each, number) for each in cited), labels))
        before = one
    note = f'<p class="g-caption">{DIGEST_NOTE}</p>' if _needs_digest_note(answer) else ""
    return f'<ul class="g-statements">{"".join(lines)}</ul>{note}'


def _goes_on(before: Statement | None, one: Statement) -> bool:
    """Whether a list item goes on with the evidence of the line before it, whose labels then hold for it too."""
    return before is not None and _is_item(one) and (before.citations, before.origin) == (one.citations, one.origin)


def _is_item(one: Statement) -> bool:
    return len(one.text) <= _ITEM and not one.text.rstrip().endswith(("。", "．"))


def _labels(one: Statement, cited: Sequence[Citation], answer: Answer) -> tuple[Label, ...]:
    """What the reader must know beside the sentence: who made it, a digest, not the law of the day."""
    found = [label.ORIGIN[one.origin]]
    for citation in cited:
        found += [label.edition(citation.edition), label.standing(citation, answer.as_of)]
    return tuple(each for each in dict.fromkeys(found) if each.short)


def _line(one: Statement, marks: str, labels: Sequence[Label]) -> str:
    tags = "".join(f'<span class="g-tag g-{each.tone}">{each.short}</span>' for each in labels)
    kind = ' class="g-item"' if _is_item(one) else ""
    return f'<li{kind}><span class="g-text">{escaped(one.text)}</span>{marks}{tags}</li>'


def _mark(citation: Citation, number: int) -> str:
    n = citation.n
    return f'<a class="g-mark" href="#t{number}-c{n}" aria-label="出典{n}の箇所を見る">[{n}]</a>'


def _needs_digest_note(answer: Answer) -> bool:
    """Whether a digest is cited and no notice of the service explains the word already."""
    told = any(notice.code == "digest" for notice in answer.notices)
    return not told and any(label.edition(citation.edition) is label.DIGEST for citation in answer.citations)
