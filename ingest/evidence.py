"""Evidence: the facts of an original's lines, and those of a digest's text, as the proof compares them.

An original is read twice, line by line and with its lines joined, because a line may end in the middle of a fact or
of a table cell.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.fact import Fact, FactKind, implied
from ingest.facts import facts_in
from ingest.names import Names

_MARKUP = re.compile(r"</?[a-z]{1,6}>|\*\*|^#+ ", re.MULTILINE)
_NUMERAL = re.compile(r"(?<![0-9.,])[0-9]{1,2}(?![0-9]|[.,][0-9])")
_ONLY_NUMBER = re.compile(r"[\s0-9０-９.-]*")
_PAGE_NUMBER = re.compile(r"(?<=\S)\s+[0-9]{1,3}\s*$")
_ESTIMATED = re.compile(r"((?:19|20)[0-9]{2}年)(度?)〔推定〕((?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)")
_MARK = "〔推定〕"


@dataclass(frozen=True)
class Original:
    """The lines of an original; `flowing` when a line break inside a fact is usual (text, not slides)."""

    text: str
    names: Names
    flowing: bool = True

    @cached_property
    def lines(self) -> list[str]:
        """The lines without markup, spelling variants put right."""
        return [self.names.respelt(_MARKUP.sub("", line)) for line in self.text.split("\n")]

    @cached_property
    def _line_facts(self) -> list[frozenset[Fact]]:
        lines = self.lines if self.flowing else [_PAGE_NUMBER.sub("", line) for line in self.lines]
        return [facts_in(line, self.names) for line in lines]

    def supports(self, ranges: Iterable[tuple[int, int]]) -> frozenset[Fact]:
        """Everything these lines bear out."""
        ranges = tuple(ranges)
        facts = self._joined(ranges) | self._single(ranges)
        return implied(facts | inner_names(facts, self.names)) | self._numerals(ranges)

    def required(self, ranges: Iterable[tuple[int, int]]) -> frozenset[Fact]:
        """What a restatement of these lines must have: facts that stand there beyond doubt.

        Left out: numbers alone on a line (page numbers), single digits without a unit; of slides, facts that arise only
        when neighbouring lines are joined.
        """
        ranges = tuple(ranges)
        joined = self._joined(ranges)
        certain = joined if self.flowing else joined & self._single(ranges)
        return frozenset(f for f in certain if f.kind is not FactKind.NUMBER or not re.fullmatch("[0-9]", f.value))

    def uncovered(self, ranges: Iterable[tuple[int, int]]) -> tuple[int, ...]:
        """Numbers of the lines with text outside all ranges; lone page numbers do not count."""
        covered = {number for first, last in ranges for number in range(first, last + 1)}
        return tuple(
            number
            for number, line in enumerate(self.lines, 1)
            if number not in covered and line.strip() and not _ONLY_NUMBER.fullmatch(line)
        )

    def _joined(self, ranges: tuple[tuple[int, int], ...]) -> frozenset[Fact]:
        texts = ("\n".join(self._worded(first, last)) for first, last in ranges)
        return frozenset[Fact]().union(*(facts_in(text, self.names) for text in texts))

    def _single(self, ranges: tuple[tuple[int, int], ...]) -> frozenset[Fact]:
        return frozenset[Fact]().union(
            *(self._line_facts[i] for first, last in ranges for i in range(first - 1, min(last, len(self.lines))))
        )

    def _numerals(self, ranges: tuple[tuple[int, int], ...]) -> frozenset[Fact]:
        """Small numbers in any place, list marks too: they bear out bare numbers, never numbers with a unit."""
        text = "\n".join(line for first, last in ranges for line in self.lines[first - 1 : last])
        return frozenset(Fact(FactKind.VALUE, n) for n in _NUMERAL.findall(unicodedata.normalize("NFKC", text)))

    def _worded(self, first: int, last: int) -> list[str]:
        return [line for line in self.lines[first - 1 : last] if not _ONLY_NUMBER.fullmatch(line)]


@dataclass(frozen=True)
class Restated:
    """The facts of a digest text. `claimed` must stand in the original; `said` also has the years marked 〔推定〕.

    `excused`: the marked dates. `stray_marks`: marks that do not follow a year.
    """

    claimed: frozenset[Fact]
    said: frozenset[Fact]
    excused: tuple[str, ...]
    stray_marks: int


def restated(heading: str, text: str, names: Names) -> Restated:
    """The facts of a section, line by line (a digest is not wrapped). Small bare numbers in a heading number it."""
    title = facts_in(heading, names)
    body = _restated(text, names)
    claimed = frozenset(f for f in title if f.kind is not FactKind.NUMBER or not re.fullmatch("[0-9]{1,2}", f.value))
    return replace(body, claimed=body.claimed | claimed, said=body.said | title)


def _restated(text: str, names: Names) -> Restated:
    text = names.respelt(_MARKUP.sub("", text))
    excused = tuple(dict.fromkeys(m[0].replace(_MARK, "") for m in _ESTIMATED.finditer(text)))
    stray = text.count(_MARK) - len(_ESTIMATED.findall(text))
    return Restated(
        _by_line(_ESTIMATED.sub(r"|\3", text), names), _by_line(text.replace(_MARK, ""), names), excused, stray
    )


def _by_line(text: str, names: Names) -> frozenset[Fact]:
    return frozenset[Fact]().union(*(facts_in(line, names) for line in text.split("\n")))


def inner_names(facts: Iterable[Fact], names: Names) -> frozenset[Fact]:
    """The names that stand inside the organisations' names."""
    organisations = [fact.value for fact in facts if fact.kind is FactKind.ORGANISATION]
    return frozenset(Fact(FactKind(kind), name) for value in organisations for kind, name in names.within(value))
