"""Missing: which unknown facts can still change the result, and in which order asking them decides soonest.

The residual diagram says what the rules answer for every way of filling in the unknown facts. A fact is missing when
that answer depends on it. The first to ask is the one after which, in the worst case, the fewest further questions
are needed until nothing can change any more; ties go by the order of the questions (rules.md §2), the end-user list
before 「明らか」.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.rules.catalogue import NONE, UNKNOWN, Value
from assistant.rules.column import Values
from assistant.rules.determination import Missing
from assistant.rules.diagram import Builder, Diagram, Split, arranged
from assistant.rules.rows import Settled
from assistant.rules.values import Given

if TYPE_CHECKING:
    from assistant.rules.evaluate import Evaluator

SEARCHED = 200
"""Residual diagrams looked at before the number of further questions is taken from the standard order of asking."""


def missing_facts(evaluator: "Evaluator", given: Given, settled: Settled) -> tuple[Missing, ...]:
    """The facts to ask for, the one that decides soonest first. `decides`: its answer alone changes the result."""
    diagram = residual(evaluator, given)
    catalogue = evaluator.base.catalogue
    facts = diagram.facts()
    keys = [key for key in catalogue.keys if key in facts]  # in one order: a search that is used up depends on it
    search = Search(diagram, {key: evaluator.representatives.of(key) for key in keys})
    costs = {key: search.worst(diagram.root, key) for key in keys}
    asked = sorted(_list_first(keys), key=costs.__getitem__)
    return tuple(Missing(key, catalogue.get(key).question, _decides(evaluator, given, key, settled)) for key in asked)


def _list_first(keys: list[str]) -> list[str]:
    """The order in which ties are asked: whether something is clear counts only once the list was consulted (§7.4)."""
    clear = [key for key in keys if key in ("wmd_clear", "conv_clear")]
    if "eul" not in keys or not clear:
        return keys
    first = keys.index(clear[0])
    return [*keys[:first], "eul", *(key for key in keys[first:] if key != "eul")]


def residual(evaluator: "Evaluator", given: Given) -> Diagram:
    """The results for every way of filling in the unknown facts, or leaving them unknown."""
    used = (fact.key for fact in evaluator.base.catalogue if fact.used_for(given.facts.kind))
    short = _too_short(evaluator, given.values)
    unknown = arranged(
        key for key in used if given.values[key] == _open_value(key) or _may_open(given, key) or (key == "hs" and short)
    )
    choices = {key: (*evaluator.representatives.of(key), _open_value(key)) for key in unknown}
    if short:  # a longer code is asked for; the short one stands until then
        choices["hs"] = (*evaluator.representatives.of("hs"), given.values["hs"])

    def conclude(held: int, possible: int, values: Values) -> Hashable:
        settled = evaluator.matrix.conclude(held, possible)
        return (evaluator.settle(values) if settled.open else settled).result

    def effective(key: str, answer: Value, values: Values) -> Value:
        if key == "scope" and not _left_open(evaluator, values):
            return NONE
        return given.recipient(answer, values) if key == "dest_recipient" and answer == UNKNOWN else answer

    rows = evaluator.matrix.consequential
    return Builder(
        evaluator.matrix,
        given.values,
        choices,
        conclude,
        rows=rows,
        reduce=evaluator.forgetting,
        effective=effective,
        watches=evaluator.forgetting.leaves_open,
    ).build()


def _may_open(given: Given, key: str) -> bool:
    """Whether a fact that is assumed now is to be answered after all once another one is."""
    values = given.values
    at_home = values["dest"] == "JP" and values["recipient_residency"] == UNKNOWN
    return key == "dest_recipient" and key not in given.facts.given and at_home


def _open_value(key: str) -> Value:
    """The value of a fact that is still to be answered; the part of item 16 is asked where the HS code leaves it open."""
    return NONE if key == "scope" else UNKNOWN


def _left_open(evaluator: "Evaluator", values: Values) -> bool:
    """Whether an HS code is known and leaves the part of item 16 to a person."""
    hs = str(values["hs"])
    unsettled = hs != UNKNOWN and evaluator.base.scope.of(hs, values["date"]) == UNKNOWN
    return unsettled and not _too_short(evaluator, values)


def _too_short(evaluator: "Evaluator", values: Values) -> bool:
    """Whether a longer HS code would say more of the part of item 16."""
    hs = str(values["hs"])
    return values["scope"] == NONE and hs != UNKNOWN and evaluator.base.scope.short(hs, values["date"])


def _decides(evaluator: "Evaluator", given: Given, key: str, settled: Settled) -> bool:
    return any(other.result != settled.result for _, other in evaluator.variations.of(given, key))


@dataclass
class Search:
    """The number of further questions in the worst case, for the parts of a diagram."""

    diagram: Diagram
    choices: Mapping[str, tuple[Value, ...]]
    looked: int = 0
    _restricted: dict[tuple[int, str, Value], int] = field(default_factory=dict)
    _depths: dict[int, int] = field(default_factory=dict)
    _supports: dict[int, frozenset[str]] = field(default_factory=dict)
    _costs: dict[int, int] = field(default_factory=dict)

    def worst(self, node: int, key: str) -> int:
        """Questions still needed after `key`, whatever its answer is."""
        return max(self.cost(self.restrict(node, key, value)) for value in self.choices[key])

    def cost(self, node: int) -> int:
        """The fewest questions that settle a part in the worst case; when the search is used up, an upper bound."""
        if node in self._costs or self.looked >= SEARCHED:
            return self._costs.get(node, self.depth(node))
        self.looked += 1
        best, least = self.depth(node), self._least(node)
        for key in sorted(self.support(node)):
            if best <= least:
                break
            best = min(best, 1 + self._bounded(node, key, best - 1))
        self._costs[node] = best
        return best

    def _bounded(self, node: int, key: str, limit: int) -> int:
        """Like `worst`, but any number from `limit` on may stand for a larger one."""
        found = 0
        for value in self.choices[key]:
            found = max(found, self.cost(self.restrict(node, key, value)))
            if found >= limit:
                break
        return found

    def depth(self, node: int) -> int:
        """Questions needed in the worst case when asking in the standard order."""
        if node not in self._depths:
            split = self.diagram.nodes[node]
            children = (
                [child for value, child in split.children if value != UNKNOWN] if isinstance(split, Split) else []
            )
            self._depths[node] = 1 + max(map(self.depth, children)) if children else 0
        return self._depths[node]

    def support(self, node: int) -> frozenset[str]:
        """The facts a part depends on."""
        if node not in self._supports:
            split = self.diagram.nodes[node]
            self._supports[node] = (
                frozenset({split.fact}).union(*(self.support(child) for _, child in split.children))
                if isinstance(split, Split)
                else frozenset()
            )
        return self._supports[node]

    def _least(self, node: int) -> int:
        return 1 if isinstance(self.diagram.nodes[node], Split) else 0

    def restrict(self, node: int, key: str, value: Value) -> int:
        """The part that is left once a fact is answered."""
        split = self.diagram.nodes[node]
        if not isinstance(split, Split) or key not in self.support(node):
            return node
        state = (node, key, value)
        if state not in self._restricted:
            if split.fact == key:
                self._restricted[state] = dict(split.children)[value]
            else:
                children = tuple((answer, self.restrict(child, key, value)) for answer, child in split.children)
                self._restricted[state] = self.diagram.split(split.fact, children)
        return self._restricted[state]
