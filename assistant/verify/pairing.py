"""Pairing: which predicates of a statement restate which of its evidence, and what is left over on both sides.

Each predicate is held against the one that is said of most of the same words. Judges nothing.
"""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from assistant.verify.predicate import SAYS_LITTLE, Predicate
from assistant.verify.reading import Reading

MARGIN = 0.4  # by how much the opposite must be closer than the same
_REMOTE = 0.1  # closeness up to which two predicates are said of something else
_SAME_WORD = 0.3
_ALIKE = 0.5  # likeness from which two denials in different words restate each other
_STRAINED = 0.4  # what each odd thing about such a pair takes from its likeness
_RESTATED = 0.34  # share of the words of a denial from which it may be restated
_SURELY = 0.75  # and from which it must be
_SENTENCE = 0.5  # share of the words of a text from which its last word may be restated
_WHOLLY = 0.85  # and from which on all of it is
_DENIED = 0.6  # share of the words of a clause from which on it is said again
_KIN = tuple(map(frozenset, ("決定確", "了済完終", "出提届", "示明表", "受取得", "行実施", "妨阻害", "知承認")))


@dataclass(frozen=True)
class Match:
    """A predicate and the one it is held against; `likeness`: how much they are said of the same."""

    said: Predicate
    known: Predicate
    likeness: float
    strain: float = 0.0  # what speaks against their restating each other

    @property
    def denying(self) -> bool:
        """Whether one of them denies; of opposites, which only do so by a denial behind them (増えない)."""
        return self.said.denies or self.known.denies

    @property
    def worth(self) -> float:
        """The likeness less what speaks against it."""
        return self.likeness - _STRAINED * self.strain


@dataclass(frozen=True)
class Pairing:
    """`same`: the same axis and sign; `opposed`: the same axis, said of the same with the other sign; `reworded`: denials of different words.

    `extra` and `unsaid`: denials of the statement and of the evidence that are left over; `settled`: those of the evidence
    that are not.
    """

    statement: Reading
    evidence: tuple[Reading, ...]
    same: tuple[Match, ...]
    opposed: tuple[Match, ...]
    reworded: tuple[Match, ...]
    extra: tuple[Predicate, ...]
    unsaid: tuple[Predicate, ...]
    settled: tuple[Predicate, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """The content words of the statement, in plain turns too."""
        return self.statement.word_set.union(*(one.around for one in self.statement.predicates))

    @cached_property
    def known(self) -> tuple[Predicate, ...]:
        """All predicates of the evidence."""
        return tuple(one for reading in self.evidence for one in reading.predicates)

    @cached_property
    def denied(self) -> tuple[Predicate, ...]:
        """Left over denials of words that the statement says and does not deny."""
        said = {(one.axis, one.sign) for one in self.statement.predicates}
        spare = [one for one in self.unsaid if not (one.attributive or one.contrast)]
        left = [one for one in spare if (one.axis, one.sign) not in said]
        again = [match.known for match in self.opposed]
        return tuple(one for one in left if self._affirms(one) and not any(_repeats(one, other) for other in again))

    def _affirms(self, one: Predicate) -> bool:
        """Whether the statement says the word that is denied, or all that the denial is said of."""
        if one.bare:
            return one.axis in self.words and self.holds(one, _DENIED)
        return one.final and bool(one.said_of) and _held(one.said_of, self.words) >= _WHOLLY

    @cached_property
    def free(self) -> tuple[Predicate, ...]:
        """Predicates of the evidence that nothing restates, though the statement has some of their words."""
        taken = {*map(id, self.settled), *(id(match.known) for match in self.opposed)}
        return tuple(one for one in self.known if id(one) not in taken and self.holds(one, _RESTATED))

    def holds(self, one: Predicate, least: float) -> bool:
        """Whether the statement has that share of the words of the clause of a predicate of the evidence."""
        return len(one.around & self.words) >= least * len(one.around)

    @cached_property
    def count(self) -> "Count":
        """The denials that are left over, counted."""
        turned = [match for match in self.opposed if match.denying]
        mine = [*self.extra, *(match.said for match in turned if match.said.denies)]
        theirs = [*self.unsaid, *(match.known for match in turned if match.known.denies)]
        return Count(
            sum(not one.attributive for one in mine),
            *self._restated(theirs),
            sum(one.attributive for one in mine),
        )

    def _restated(self, denials: Sequence[Predicate]) -> tuple[int, int]:
        """How many denials of the evidence the statement must have, and how many more it may have."""
        must = may = 0
        for n, one in enumerate(denials):
            share = _held(one.said_of, self.words) if one.said_of else _held(one.around, self.words)
            if share < _RESTATED and not (one.final and _held(one.text, self.words) >= _SENTENCE):
                continue
            again = any(_repeats(one, other) for other in (*denials[:n], *self.settled))
            if share < _SURELY or again or one.aside or one.attributive or one.contrast:
                may += 1
            else:
                must += 1
        return must, may


@dataclass(frozen=True)
class Count:
    """Denials of the statement, and of the part of its evidence that it restates: those it must have, those it may."""

    said: int
    must: int
    may: int
    passing: int  # of the statement, before a noun

    @property
    def odd(self) -> bool:
        """Whether one side denies once more than the other, or three times: two denials may say what none says."""
        return (self.said - self.must) % 2 == 1

    @property
    def open(self) -> bool:
        """Whether the count may be another one."""
        return self.may + self.passing > 0


def paired(statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading] = ()) -> Pairing:
    """The predicates of a statement held against those of its evidence; what a heading says may be said again."""
    known = [one for reading in evidence for one in reading.predicates]
    words = frozenset(word for reading in evidence for word in reading.words)
    same, said, left = _matched(
        statement.predicates, known, lambda one, other: Match(one, other, _agreement(one, other, known)), above=0
    )
    titles = [one for reading in headings for one in reading.predicates]
    said = [one for one in said if not any(_entitled(one, other) for other in titles)]
    opposed, said, left = _matched(said, left, _opposition, above=-1)
    denials = [one for one in said if one.denies], [one for one in left if one.denies]
    reworded, extra, unsaid = _matched(
        *denials, lambda one, other: _rewording(one, other, words, statement.word_set), above=_ALIKE
    )
    extra = [one for one in extra if not _sets_aside(one, evidence)]
    settled = tuple(match.known for match in chain(same, reworded))
    return Pairing(statement, tuple(evidence), same, opposed, reworded, tuple(extra), tuple(unsaid), settled)


def _sets_aside(one: Predicate, evidence: Sequence[Reading]) -> bool:
    """Whether of 「BではなくA」 the evidence has no B, or has it as what A is not (BからA、BよりA): nothing is denied."""
    if not one.contrast or (not one.bare and not one.turned):
        return False
    text = "|".join(reading.squeezed for reading in evidence)
    thing = re.escape(one.axis if one.bare else one.written[:2])
    return re.search(thing, text) is None or re.search(rf"{thing}[^、。|]{{0,4}}(?:から|より)", text) is not None


def _entitled(said: Predicate, title: Predicate) -> bool:
    """Whether a predicate within a sentence is a word of the heading (輸出禁止の対象)."""
    return not said.final and said.axis == title.axis and said.sign == title.sign and said.written == title.written


def _matched(
    said: Sequence[Predicate], known: Sequence[Predicate], match: Callable[[Predicate, Predicate], Match], above: float
) -> tuple[tuple[Match, ...], list[Predicate], list[Predicate]]:
    """The matches of more than some likeness, best first, and what is left on both sides."""
    pairs = [(match(one, other), i, j) for i, one in enumerate(said) for j, other in enumerate(known)]
    found, mine, theirs = list[Match](), set[int](), set[int]()
    for one, i, j in sorted(pairs, key=lambda pair: (-pair[0].worth, pair[1:])):
        if one.worth > above and i not in mine and j not in theirs:
            found.append(one)
            mine.add(i)
            theirs.add(j)
    return (
        tuple(found),
        [one for i, one in enumerate(said) if i not in mine],
        [one for j, one in enumerate(known) if j not in theirs],
    )


def _share(mine: Set[str], theirs: Set[str]) -> float:
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _held(mine: Set[str], words: Set[str]) -> float:
    return len(mine & words) / max(1, len(mine))


def closeness(one: Predicate, other: Predicate) -> float:
    """How much two predicates are said of the same words; those before them count most."""
    return _share(one.near, other.near) + 0.5 * _share(one.around, other.around) + 0.05 * len(one.near & other.near)


def _head(one: Predicate, other: Predicate) -> float:
    """What the very same word counts (禁止されていない is closer to 禁止 than to 許可)."""
    return _SAME_WORD if one.written[:2] == other.written[:2] else 0.0


def _agreement(said: Predicate, known: Predicate, others: Sequence[Predicate]) -> float:
    """How well a predicate restates one of the same axis and sign; 0 where one of the other sign is much closer."""
    if _goes_without(said, known) or _goes_without(known, said):
        return 0.01 + closeness(said, known)
    if said.axis != known.axis or said.sign != known.sign:
        return 0.0
    against = [one for one in others if one.axis == said.axis and one.sign != said.sign]
    if any(_tells_apart(said, known, one) for one in against):
        return 0.0
    if against and all(_speaks_for(said, known, one) for one in against):
        return 0.01 + closeness(said, known) + _head(said, known)
    same = closeness(said, known) + _head(said, known)
    opposite = max((closeness(said, one) + _head(said, one) for one in against if one.written != "以外"), default=0)
    return 0.0 if opposite > same + MARGIN and not _excepts(known) else 0.01 + same


def _goes_without(one: Predicate, other: Predicate) -> bool:
    """Whether what is done without a permit (許可なく渡せる) is what needs none (渡すのに許可が要らない)."""
    without = one.axis == "permit" and one.sign < 0 and one.turned and not one.final
    return without and other.axis == "need" and other.sign < 0 and "permit1" in other.near


def _tells_apart(said: Predicate, known: Predicate, opposite: Predicate) -> bool:
    """Whether all words that tell the two places of the evidence apart speak for the opposite (試験用の部品, 部品)."""
    theirs = (said.near & opposite.near) - known.near - known.around - SAYS_LITTLE
    ours = (said.around & known.around) - opposite.near - opposite.around
    excepted = "target-1" in said.near - opposite.near  # 試験用を除く部品
    return bool(theirs) and not ours and not excepted and said.near & known.near <= opposite.near


def _speaks_for(said: Predicate, known: Predicate, opposite: Predicate) -> bool:
    """Whether a word that it is said of stands with it in the evidence, and not with its opposite."""
    return bool((said.near & known.near) - opposite.near - opposite.around - SAYS_LITTLE)


def _excepts(one: Predicate) -> bool:
    """Whether it ends a sentence that only names an exception: of what, the sentence before it says."""
    return one.final and one.axis == "target" and one.written.startswith("除")


def _opposition(said: Predicate, known: Predicate) -> Match:
    """Two predicates of one axis with other signs; those of words on no axis are not opposed by what says nothing."""
    other = said.axis == known.axis and said.sign != known.sign and not said.bare
    if known.written == "以外" and said.written.startswith("対象"):
        other = False  # the evidence only names others
    likeness = closeness(said, known) if other else -1
    return Match(said, known, -1 if likeness <= _REMOTE and said.near else likeness)


def _rewording(said: Predicate, known: Predicate, words: Set[str], mine: Set[str]) -> Match:
    """How well a denial may restate one of another word."""
    likeness = _share(said.near - SAYS_LITTLE, known.near - SAYS_LITTLE)
    likeness += 0.5 * _share(said.around - SAYS_LITTLE, known.around - SAYS_LITTLE)
    if said.axis == known.axis:
        likeness += 1
    elif _cognate(said, known):
        likeness += 0.6
    if "have" in (said.axis, known.axis):
        likeness += 0.2  # 得られていない, 見られない: まだない
    if said.axis in known.near or known.axis in said.near:
        likeness += 0.3  # 対応しなければ, 対応していかなければ
    if _excepts(known) and said.axis in ("need", "can", "target"):
        likeness += 0.3  # 要らない, 当たらない: …は除く
    if said.final and known.final:
        likeness += 0.2 + 0.5 * _held(known.text, mine)
    return Match(said, known, likeness, _strain(said, known, words))


def _strain(said: Predicate, known: Predicate, words: Set[str]) -> float:
    """What is odd about one denial restating the other."""
    if said.axis == known.axis or _cognate(said, known):
        return 0.0
    affirmed = said.bare and said.axis in words and said.axis not in known.near  # the evidence has the word undenied
    copular = said.copular and not (known.final and known.bare)  # 「Aではない」 denies all of its sentence
    passing = said.final and known.attributive
    return affirmed + copular + passing + 0.5 * (said.final != known.final)


def _cognate(one: Predicate, other: Predicate) -> bool:
    """Whether the words denied share a kanji: 進む and 進展, 答える and 回答; or one that means the same: 決まる and 未定."""
    shared = any("一" <= sign <= "龠" and sign in other.named for sign in one.named)
    return shared or any(kin & set(one.named) and kin & set(other.named) for kin in _KIN)


def _repeats(one: Predicate, other: Predicate) -> bool:
    return one.axis == other.axis and one.sign == other.sign and _share(one.near, other.near) >= _SENTENCE
