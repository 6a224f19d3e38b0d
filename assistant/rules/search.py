"""Search: how many further questions the parts of a diagram need in the worst case, whatever the answers are.

It is exact as far as it goes; when it is used up, the standard order of asking gives an upper bound. What it finds out
of parts (what they depend on, what is left of them once a fact is answered) serves later searches of the same diagram.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.rules.catalogue import UNKNOWN, Value
from assistant.rules.diagram import Diagram, Split

SEARCHED = 200
"""Parts of a diagram looked at before the number of further questions is taken from the standard order of asking."""


@dataclass
class Search:
    """The number of further questions in the worst case, for the parts of a diagram."""

    diagram: Diagram
    answers: Callable[[str], tuple[Value, ...]]
    looked: int = 0
    _restricted: dict[tuple[int, str, Value], int] = field(default_factory=dict)
    _depths: dict[int, int] = field(default_factory=dict)
    _supports: dict[int, frozenset[str]] = field(default_factory=dict)
    _costs: dict[int, int] = field(default_factory=dict)

    def anew(self) -> "Search":
        """A search that is not used up, over the same diagram and with what is known of its parts."""
        return replace(self, looked=0, _costs={})

    def worst(self, node: int, key: str) -> int:
        """Questions still needed after `key`, whatever its answer is."""
        return max(self.cost(self.restrict(node, key, value)) for value in self.answers(key))

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
        for value in self.answers(key):
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
