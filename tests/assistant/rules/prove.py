"""Prove: whether changed rows are the same rules in other words, shown on a decision diagram over all facts.

Both wordings of the rows stand in one matrix with the rows that override them, and wherever the wordings part, the result
is found with each: the same rows must count, for every combination of answers, unknown being one more.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.diagram import Builder, Diagram, arranged
from assistant.rules.fact import read_facts
from assistant.rules.load import RuleBase
from assistant.rules.matrix import Matrix
from assistant.rules.outcome import Axis, DutyState, Outcome
from assistant.rules.representative import Representatives
from assistant.rules.rows import Settled
from assistant.rules.rule import Rule
from assistant.rules.values import Given, Values

QUIET = (Outcome.NONE, Outcome.PERMIT_NOT_REQUIRED)
"""A row of these outcomes that only may hold changes no result."""
WHEN = ("domain", "when", "start", "end", "overrides", "after")
"""What decides whether a row counts. Whoever changes anything else changes what it says."""
AFTER = "~"
"""Behind the id of a row in its new wording."""


@dataclass(frozen=True)
class Change:
    """A rule base before and after a change of when some rows count. `reach`: how far is looked.

    rows   only the rows themselves: what they do alike on their own, they do alike under others that override them
    above  with all rows that may override them
    axis   with all rows of their axis: rows that only may hold may then differ where the result does not
    """

    before: RuleBase
    after: RuleBase
    reach: str = "rows"

    @cached_property
    def pairs(self) -> list[tuple[Rule, Rule]]:
        """The changed rows, before and after."""
        found = ((self.before.by_id.get(rule.id), rule) for rule in self.after.rules)
        return [(old, new) for old, new in found if old is not None and old != new]

    @cached_property
    def comparable(self) -> bool:
        """Whether nothing but the conditions of rows was changed."""
        same_rows = self.before.by_id.keys() == self.after.by_id.keys()
        parts = {name for old, new in self.pairs for name in vars(new) if getattr(old, name) != getattr(new, name)}
        return same_rows and parts <= set(WHEN)

    @cached_property
    def touched(self) -> frozenset[str]:
        """The rows whose counting the change decides: the changed ones, or those they override no more."""
        names = set()
        for old, new in self.pairs:
            names |= set(old.overrides) ^ set(new.overrides)
            if replace(old, overrides=new.overrides) != new:
                names.add(old.id)
        return frozenset(names)

    @cached_property
    def matrix(self) -> Matrix:
        """The rows in question with all that may override them, the changed ones in both wordings."""
        names = self._reached()
        pairs = {old.id: new for old, new in self.pairs}
        rows = [_naming(rule, pairs) for rule in self.before.rules if rule.id in names]
        rows += [replace(_naming(new, pairs), id=new.id + AFTER) for new in pairs.values()]
        return Matrix(self.after, tuple(rows))

    def _reached(self) -> set[str]:
        names = {*self.touched, *(old.id for old, _ in self.pairs)}
        axes = {self.before.by_id[name].axis for name in self.touched if self.reach == "axis"}
        names |= {rule.id for rule in self.before.rules if rule.axis in axes}
        said = {text for name in self.touched for text in _spoken_with(self.before.by_id[name])}
        names |= {rule.id for rule in self.before.rules if _says(rule) in said}
        while more := {name for rule in self.before.rules for name in self._joins(rule, names)} - names:
            names |= more
        return names

    def _joins(self, rule: Rule, names: set[str]) -> Iterator[str]:
        if self.reach != "rows" and names & {*rule.overrides}:
            yield rule.id
        if rule.id in names:
            yield from rule.after


def _spoken_with(rule: Rule) -> frozenset[str]:
    """What must be said, by some row that counts, for an advice to go with it; empty where it always goes."""
    states = {f"{duty}:{state}" if ":" not in duty else duty for duty in rule.duties for state in DutyState}
    return frozenset(rule.outcomes or states)


def _says(rule: Rule) -> str:
    return str(rule.outcome) if rule.axis is Axis.PERMIT else f"{rule.axis.value}:{rule.outcome}"


def _naming(rule: Rule, pairs: Mapping[str, Rule]) -> Rule:
    """The row, naming both wordings of each row that it names."""

    def both(names: tuple[str, ...]) -> tuple[str, ...]:
        return (*names, *(name + AFTER for name in names if name in pairs))

    return replace(rule, overrides=both(rule.overrides), after=both(rule.after))


def the_same(before: RuleBase, after: RuleBase, reach: str) -> bool:
    """Whether a change of conditions changes nothing, as far as is looked, at first no farther than need be."""
    changes = [Change(before, after, which) for which in dict.fromkeys(("rows", reach))]
    return changes[0].comparable and any(difference(change) is None for change in changes)


def difference(change: Change) -> dict[str, Value] | None:
    """Facts by which other rows count after the change; None proves that there are none."""
    compared = _Comparison(change)
    return compared.diagram().witness(lambda same: not same)


class _Comparison:
    def __init__(self, change: Change) -> None:
        self.change, self.matrix = change, change.matrix
        matrix = self.matrix
        self.pairs = [(matrix.bits((old.id,)), matrix.bits((old.id + AFTER,))) for old, _ in change.pairs]
        self.before = sum(old for old, _ in self.pairs)
        self.after = sum(new for _, new in self.pairs)
        self.touched = matrix.bits(tuple(change.touched)) | matrix.bits(tuple(n + AFTER for n in change.touched))
        self.loud = sum(matrix.bit(r) for r in matrix.rules if r.outcome not in QUIET and r.axis is not Axis.ADVICE)
        self.permits = sum(matrix.bit(rule) for rule in matrix.rules if rule.axis is Axis.PERMIT)
        self.reworded = any(replace(old, overrides=new.overrides) != new for old, new in change.pairs)

    def diagram(self) -> Diagram:
        """Where both wordings give the same: True, or False."""
        empty = Given(read_facts({}, self.change.before.catalogue, self.change.before.countries)).values
        return Builder(self.matrix, empty, self._choices(), self._same, reduce=self._cut).build()

    def _choices(self) -> Mapping[str, tuple[Value, ...]]:
        values, catalogue = Representatives(self.change.after, self.matrix), self.change.before.catalogue
        first = {key for old, _ in self.change.pairs for key in self.matrix.facts_of(old)}
        keys = dict.fromkeys([*arranged(first), *arranged(self.matrix.rows_of)])
        return {key: tuple(dict.fromkeys((*values.of(key), catalogue.get(key).absent, UNKNOWN))) for key in keys}

    def _cut(self, finished: int, held: int, possible: int) -> tuple[int, int]:
        """Nothing is looked at any further where both wordings hold, may hold or fail alike, or touch nothing."""
        alive = [(old, new) for old, new in self.pairs if possible & (old | new)]
        if self.reworded:
            alive = [pair for pair in alive if not self._alike(pair, finished, held, possible)]
        return (held, possible) if alive and possible & self.touched else (0, 0)

    def _alike(self, pair: tuple[int, int], finished: int, held: int, possible: int) -> bool:
        old, new = pair
        done = finished & old and finished & new
        return bool(done) and bool(held & old) == bool(held & new) and bool(possible & old) == bool(possible & new)

    def _same(self, held: int, possible: int, _values: Values) -> Hashable:
        told = [
            self._told(self.matrix.conclude(held & ~gone, possible & ~gone), gone) for gone in (self.after, self.before)
        ]
        return told[0] == told[1]

    def _told(self, settled: Settled, gone: int) -> Hashable:
        """What a reader sees: the rows that count, and those that leave the result open."""
        if self.change.reach == "axis":
            return self._names(self._heard(settled)), settled.result, settled.open
        may = settled.undetermined & self.touched & self.loud
        if self.change.reach != "rows" and settled.active & self.matrix.demanding:
            may &= ~self.permits  # what counts is stricter
        return self._names(self._heard(settled) & self.touched), self._names(may)

    def _heard(self, settled: Settled) -> int:
        """The rows that count, without advice that goes with what no row says; facts missing are said by no row."""
        said = {_says(rule) for rule in self.matrix.numbered(settled.active)}
        active = settled.active
        for rule in self.matrix.numbered(active & self.touched & ~self.loud):
            wanted = _spoken_with(rule)
            if (
                wanted
                and Outcome.INSUFFICIENT_FACTS not in {text.rpartition(":")[2] for text in wanted}
                and not wanted & said
            ):
                active &= ~self.matrix.bit(rule)
        return active

    def _names(self, bits: int) -> frozenset[str]:
        return frozenset(rule.id.removesuffix(AFTER) for rule in self.matrix.numbered(bits))
