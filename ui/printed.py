"""Printed: answers, hits and sources as lines of Japanese text for a terminal. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answer import Answer, ProposedFact, Statement
from assistant.checking import shipped_rules
from assistant.hit import PassageView, SearchHit, SearchResult, SourceView
from assistant.rules.label import Labels
from ingest.citation import Citation
from ui import label

_EXCERPT = 160  # characters of a passage that a hit shows


def answer_text(answer: Answer, closest: Sequence[PassageView] = ()) -> str:
    """An answer: its standing, its statements with the numbers of their citations, the citations, the notices."""
    return "\n".join(_answer_lines(answer, closest))


def _answer_lines(answer: Answer, closest: Sequence[PassageView]) -> Iterator[str]:
    yield f"【{label.STATUS[answer.status].text}】基準日 {label.as_of_ja(answer)}"
    yield from (f"前の質問の続き: {one.text}" for one in answer.notices if one.code in label.UNDERSTOOD)
    if answer.reason is not None:
        yield label.REASON[answer.reason]
    if answer.determination is not None:
        yield f"規則の照合: {answer.determination.get('label_ja', '')}"
    yield from _part("", [_statement(statement, answer) for statement in answer.statements])
    cited = [line for citation in answer.citations for line in _citation(citation, answer.as_of)]
    yield from _part("出典", cited)
    yield from _part("質問に近い箇所（答えそのものではありません）", [_close(passage) for passage in closest])
    yield from _part("注意", [f"・{notice.text}" for notice in answer.notices if notice.code not in label.UNDERSTOOD])
    if answer.next_step:
        yield from _part("", [f"次にすること: {answer.next_step}"])  # it speaks of the facts below
    yield from _part("質問から読み取った事実（未確認）", [_proposed(answer, one) for one in answer.proposed_facts])


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield from (title, *lines) if title else lines


def _statement(statement: Statement, answer: Answer) -> str:
    """A statement with its marks, who made it, and that it is not the law of the day where it is not."""
    marks = "".join(f"[{number}]" for number in statement.citations)
    cited = [one for one in answer.citations if one.n in statement.citations]
    standings = dict.fromkeys(label.standing(one, answer.as_of).short for one in cited)
    tags = (label.ORIGIN[statement.origin].text, *standings)
    return f"{statement.text} {marks}" + "".join(f"（{tag}）" for tag in tags if tag)


def _citation(citation: Citation, as_of: date) -> Iterator[str]:
    by = "、".join(part for part in (citation.issuer, label.published_ja(citation.published)) if part)
    yield f"[{citation.n}] {citation.title}（{by}）{citation.locator}"
    yield f"    「{citation.quote}」"
    standing = label.standing(citation, as_of).text
    if citation.superseded_by and citation.superseded_on:
        standing += f"（{citation.superseded_by}による）"
    tier = label.tier(citation.tier)
    edition = label.edition(citation.edition).text
    yield "    " + "・".join((edition, standing, *((tier.text,) if tier else ())))


def _proposed(answer: Answer, one: ProposedFact) -> str:
    """A fact that was read, with the words it came from, in the form in which `gaihi check` takes it."""
    labels = Labels(shipped_rules())
    words = answer.question[slice(*one.span)]
    source = f"「{words}」" if words else "前の質問"
    return f"・{labels.fact(one.fact)}（{one.fact}）= {labels.value(one.fact, one.value)}　{source}から"


def _close(passage: PassageView) -> str:
    return f"・{passage.title} {passage.locator or ' > '.join(passage.heading[-2:])}（{passage.passage_id}）"


def search_text(result: SearchResult) -> str:
    """Hits in their order, each with its place and the beginning of its text."""
    head = f"基準日 {label.date_ja(result.as_of)}　{len(result.hits)} 件"
    return "\n".join((head, *(line for hit in result.hits for line in _hit(hit, result.as_of))))


def _hit(hit: SearchHit, as_of: date) -> Iterator[str]:
    yield ""
    yield f"{hit.rank}. {hit.title} {hit.locator}　{hit.score:.3f}（{'・'.join(hit.found_by)}）"
    yield f"   {label.standing(hit, as_of).text}　{hit.passage_id}"
    text = " ".join(hit.text.split("\n"))
    yield f"   {text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}"


def sources_text(sources: Sequence[SourceView]) -> str:
    """All sources, one a paragraph."""
    total = sum(source.passages for source in sources)
    return "\n".join(
        (f"資料 {len(sources)}、箇所 {total:,}", *(line for source in sources for line in _source(source)))
    )


def _source(source: SourceView) -> Iterator[str]:
    dates = [label.published_ja(source.published)] if source.published else []
    if source.versions:
        dates.append(f"{label.date_ja(source.versions[0])}以降の {len(source.versions)} 版")
    tier = label.tier(source.tier)
    marks = [label.kind_ja(source.kind), label.edition(source.edition).text, *([tier.text] if tier else [])]
    yield ""
    yield f"{source.id}　{source.title}"
    yield f"    {'、'.join(part for part in (source.issuer, *dates) if part)}　{'・'.join(marks)}　箇所 {source.passages:,}"
