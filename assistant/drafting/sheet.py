"""Sheet: a draft and what is known of it → its blocks in order. Pure; knows no format.

A citation has a footnote in every paragraph that uses it, so that a paragraph can be moved or taken out with its evidence.
Whatever must be confirmed is shown where it stands and listed once more at the end; nothing is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from assistant.drafting.block import Block, Heading, Items, Line, Note, Prose, Ref, Row, Sheet, Table
from assistant.drafting.colophon import About, colophon, reviews
from assistant.drafting.draft import Cited, Draft, Form, MarkKind, Origin, Paragraph, Role, Sentence
from assistant.drafting.footnote import footnote, sources
from assistant.drafting.grille import table
from assistant.drafting.headings import name_of
from assistant.legible import legible
from ingest.citation import Citation

MARKS = {
    MarkKind.NO_EVIDENCE: "根拠なし",
    MarkKind.NOT_SUPPORTED: "根拠と合わない",
    MarkKind.REWORDED: "要確認: 言い換え",
    MarkKind.DETERMINES: "判定と読める",
    MarkKind.CONTEXT: "前後が変わった",
    MarkKind.STALE: "要見直し",
}
_LOST = "引用なし"
_LOOSE = "文から外れた引用"
_WHY_LOST = "この文が指す引用は、文案にありません。"
_WHY_LOOSE = "この段落のどの文の根拠にもなっていません。文に付け直すか、取り除いてください。"
_NUMBERED = {Role.QUESTION: "問", Role.POINT: "点検項目"}
_STRUCTURE = frozenset({Role.TITLE, Role.HEADING, *_NUMBERED})
_LISTED = frozenset({Role.BASIS, Role.CAUTION, Role.OPEN, Role.HISTORY, Role.NOTE, Role.ACTION})
_TYPED = "（人が書いた）"
_ORIGINS = {Origin.PERSON: _TYPED, Origin.DETERMINATION: "（規則による判定）"}
_DEEPEST = 5
_RUNNING = "書き手の判断を支える資料（最終判断ではありません）"


@dataclass(frozen=True)
class _Flagged:
    """A place that must be confirmed."""

    where: str
    text: str
    what: str
    why: str


def sheet(draft: Draft, about: About) -> Sheet:
    """The draft as a file."""
    pen = _Pen(draft, {one.source_id: one.text for one in about.names})
    title, body = pen.title(), tuple(pen.body())
    blocks = (
        *colophon(draft, about, len(pen.flagged)),
        *body,
        *_to_confirm(pen.flagged),
        *reviews(about),
        *sources(pen.noted, pen.names),
    )
    last = about.saved[-1]
    running = legible(f"{about.draft_id} 版{about.version} {about.state_ja}　{_RUNNING}")
    return Sheet(title, blocks, tuple(pen.notes), running, legible(last.by), last.at)


@dataclass
class _Pen:
    """A draft as it is written out; footnotes, flags and questions are counted as they come."""

    draft: Draft
    names: Mapping[str, str]
    notes: list[Note] = field(default_factory=list)
    noted: list[tuple[int, Citation]] = field(default_factory=list)
    flagged: list[_Flagged] = field(default_factory=list)
    where: str = "―"
    _levels: dict[str, int] = field(default_factory=dict)
    _counts: dict[Role, int] = field(default_factory=dict)
    _above: tuple[str | None, str] = (None, "")

    def title(self) -> Line:
        """The title: that of the first paragraph, or of the draft where no paragraph is one."""
        first = self.draft.paragraphs[0] if self.draft.paragraphs else None
        if first is None or first.role is not Role.TITLE:
            return Line(legible(self.draft.title))
        self._levels[first.id] = 1
        self.where = legible(first.text)
        return self._one_line(first)

    def body(self) -> Iterator[Block]:
        """All other paragraphs."""
        for one in self.draft.paragraphs:
            if one.role in _STRUCTURE:
                if one.id not in self._levels:
                    yield self._heading(one)
            else:
                yield from self._paragraph(one)

    def _heading(self, one: Paragraph) -> Heading:
        level = min(self._levels.get(one.parent or "", 1) + 1, _DEEPEST - 1)
        self._levels[one.id] = level
        word = self._numbered(one.role)
        self.where = word or legible(one.text)
        line = self._one_line(one)
        if word:
            line = replace(line, text=f"{word}　{line.text}")
        self._above = (one.id, line.text)
        return Heading(level, line)

    def _numbered(self, role: Role) -> str:
        """「問3」; nothing for what is not counted."""
        if role not in _NUMBERED:
            return ""
        self._counts[role] = self._counts.get(role, 0) + 1
        return f"{_NUMBERED[role]}{self._counts[role]}"

    def _paragraph(self, one: Paragraph) -> Iterator[Block]:
        label = _label(one)
        if self._above != (one.parent, label):
            yield Heading(min(self._levels.get(one.parent or "", 1) + 1, _DEEPEST), Line(label))
        self._above = (one.parent, label)
        seen: dict[str, int] = {}
        written = [self._line(sentence, seen) for sentence in one.sentences]
        for form, group in groupby(zip(one.sentences, written, strict=True), key=lambda pair: pair[0].form):
            yield from self._run(one, form, list(group))
        if one.unattached:
            yield Prose((self._loose(one, seen),))

    def _run(self, one: Paragraph, form: Form, pairs: Sequence[tuple[Sentence, Line]]) -> Iterator[Block]:
        lines = tuple(line for _, line in pairs)
        if form is Form.ROW:
            yield from table(pairs, self._cited, determined=one.origin is Origin.DETERMINATION)
        elif form is Form.ITEM or (one.role in _LISTED and len(lines) > 1):
            yield Items(lines)
        else:
            yield Prose(lines)

    def _one_line(self, one: Paragraph) -> Line:
        """A heading: its sentences are one line, and a citation that lost its sentence stays with it."""
        seen: dict[str, int] = {}
        lines = [self._line(sentence, seen) for sentence in one.sentences]
        text = "".join(line.text for line in lines)
        lines += [self._loose(one, seen)] if one.unattached else []
        refs = tuple(ref for line in lines for ref in line.refs)
        typed = _TYPED if one.origin is Origin.PERSON else ""
        return Line(f"{text}{typed}", refs, tuple(flag for line in lines for flag in line.flags))

    def _line(self, sentence: Sentence, seen: dict[str, int]) -> Line:
        text = legible(sentence.text)
        flags = [self._flag(text, MARKS[mark.kind], mark.text) for mark in sentence.marks]
        lost = [one for one in sentence.citations if one not in self._cited]
        flags += [self._flag(text, _LOST, f"{_WHY_LOST}（{one}）") for one in lost]
        return Line(text, tuple(self._refs(sentence.citations, seen)), tuple(flags))

    def _loose(self, one: Paragraph, seen: dict[str, int]) -> Line:
        text = f"{_LOOSE}:"
        return Line(text, tuple(self._refs(one.unattached, seen)), (self._flag(text, _LOOSE, _WHY_LOOSE),))

    def _refs(self, citations: Sequence[str], seen: dict[str, int]) -> Iterator[Ref]:
        """The footnotes of citations; one that the paragraph has not used yet is written."""
        for known in dict.fromkeys(citations):
            cited = self._cited.get(known)
            if cited is None:
                continue
            again = known in seen
            if not again:
                seen[known] = number = len(self.notes) + 1
                self.noted.append((number, cited.citation))
                self.notes.append(footnote(number, cited.citation, self.draft.as_of, self.names))
            yield Ref(seen[known], again)

    def _flag(self, text: str, what: str, why: str) -> str:
        self.flagged.append(_Flagged(self.where, text, what, legible(why)))
        return f"要確認{len(self.flagged)}: {what}"

    @cached_property
    def _cited(self) -> Mapping[str, Cited]:
        return {one.id: one for one in self.draft.citations}


def _label(one: Paragraph) -> str:
    made = one.role is Role.TABLE and one.origin is Origin.DETERMINATION  # its name says it
    return f"{name_of(one)}{'' if made else _ORIGINS.get(one.origin, '')}"


def _to_confirm(flagged: Sequence[_Flagged]) -> Iterator[Block]:
    """The list of what must be confirmed."""
    if not flagged:
        return
    yield Heading(2, Line("確認が要る箇所"))
    rows = (Row((str(n), one.where, one.text, f"{one.what}: {one.why}")) for n, one in enumerate(flagged, 1))
    yield Table((Row(("番号", "所在", "文", "理由")), *rows), (2, 4, 7, 7))
