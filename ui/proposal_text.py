"""Proposal text: the facts read out of a question as HTML, with the words they came from. Pure; everything is escaped."""

from collections.abc import Iterable

from assistant.answer import ProposedFact
from ui.escape import escaped
from ui.questions import Questions

TITLE = "質問から読み取った事実（未確認）"
UNCONFIRMED = "機械が読み取った案です。確認したものだけが規則の照合に使われ、ここでは何も決めていません。"


def heading(question: str, facts: Iterable[ProposedFact]) -> str:
    """The title, and the question with the words that were read."""
    spans = [fact.span for fact in facts]
    return (
        f'<div class="g-proposed" lang="ja"><h3>{TITLE}</h3><p class="g-caption">{UNCONFIRMED}</p>'
        f'<p class="g-quoted">{marked(question, spans)}</p></div>'
    )


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The escaped text with the spans in `<mark>`; spans that overlap or lie outside are joined or cut."""
    parts, end = [], 0
    for start, stop in sorted((max(0, start), min(stop, len(text))) for start, stop in spans):
        if (first := max(start, end)) < stop:
            parts += [escaped(text[end:first]), f"<mark>{escaped(text[first:stop])}</mark>"]
            end = stop
    return "".join([*parts, escaped(text[end:])])


def row(question: str, fact: ProposedFact, questions: Questions, said: tuple[str, object] | None) -> str:
    """One proposal: what is proposed or was confirmed, where it came from, and how it stands."""
    state, value = said or ("open", fact.value)
    tone, words = {"confirmed": ("good", "✓ 確認済み"), "dropped": ("quiet", "－ 外した")}.get(
        state, ("plan", "？ 未確認")
    )
    said_there = question[slice(*fact.span)]
    source = f"「{said_there}」" if said_there else "前の質問"
    return (
        f'<p class="g-pair" lang="ja"><span class="g-key">{escaped(questions.label(fact.fact))}</span>'
        f'<span class="g-value">{escaped(questions.text(fact.fact, value))}</span>'
        f'<span class="g-badge g-{tone}">{words}</span><span class="g-caption">{escaped(source)}から</span></p>'
    )
