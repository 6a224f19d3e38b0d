"""Diagram: what the rules answer for every combination of values of some facts, as a reduced decision diagram.

"unknown" is a value like any other. Equal parts are shared, so the
diagram stays small, and whatever it shows it shows for all combinations: it is the proof of the checks at load.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from assistant.rules.catalogue import Value
from assistant.rules.column import Values
from assistant.rules.matrix import Matrix

Leaf = Hashable
Conclude = Callable[[int, int, Values], Leaf]
"""(rows that hold, rows that may, values of the facts) → what the diagram shall show there."""


Reduce = Callable[[int, int, int], tuple[int, int]]
"""(rows whose cells are all settled, rows that hold, rows that may) → the rows that still matter."""


_EARLY = (
    ("kind", "date", "dest", "recipient_residency"),
    ("dest_recipient", "ship_from", "item_group", "specific_category", "area", "foreign_force_takehome", "transit"),
    ("exception_claimed", "exception_type", "tech_exception", "exception_confirmed", "sanction_exception_claimed"),
    ("list_status", "new21", "list_status_before", "item_no", "total_value_jpy", "notice_50k", "split_shipment"),
    ("hs", "scope", "tech_medium", "conv_exempt", "eul"),
)
_RANK = {key: rank for rank, keys in enumerate(_EARLY) for key in keys}


def arranged(keys: Iterable[str]) -> list[str]:
    """Facts in the order that keeps a diagram small: those that put others out of the question come first.

    A recipient, who may be assumed from the destination and the residency, comes after these.
    """
    return sorted(keys, key=lambda key: _RANK.get(key, len(_EARLY)))


@dataclass(frozen=True)
class Split:
    """A node: the fact asked, and the node for each of its values."""

    fact: str
    children: tuple[tuple[Value, int], ...]


@dataclass
class Diagram:
    """Nodes by number; equal nodes have one number. `root` is the first question, or a leaf."""

    nodes: list[Split | Leaf] = field(default_factory=list)
    root: int = 0
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def leaf(self, content: Leaf) -> int:
        """The node of a result."""
        return self._number(("leaf", content), content)

    def split(self, fact: str, children: tuple[tuple[Value, int], ...]) -> int:
        """The node of a question; where all answers lead to one node, that node."""
        if len({node for _, node in children}) == 1:
            return children[0][1]
        return self._number((fact, children), Split(fact, children))

    def _number(self, key: Hashable, content: Split | Leaf) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.nodes)
            self.nodes.append(content)
        return self._numbers[key]

    def leaves(self) -> Iterator[Leaf]:
        """Every result that some combination of values leads to."""
        return (content for content in self.nodes if not isinstance(content, Split))

    def facts(self) -> set[str]:
        """The facts that some result depends on."""
        return {node.fact for node in self.nodes if isinstance(node, Split)}

    def answers(self, fact: str) -> tuple[Value, ...]:
        """The values of a fact that its questions offer."""
        asked = (node for node in self.nodes if isinstance(node, Split) and node.fact == fact)
        return next((tuple(value for value, _ in node.children) for node in asked), ())

    def witness(self, wanted: Callable[[Leaf], bool]) -> dict[str, Value] | None:
        """Values that lead to a result that is wanted (facts not named do not matter), or None."""
        found: dict[int, dict[str, Value] | None] = {}
        for number, node in enumerate(self.nodes):  # children come before their parents
            if not isinstance(node, Split):
                found[number] = {} if wanted(node) else None
                continue
            ways = (({node.fact: value, **way}) for value, child in node.children if (way := found[child]) is not None)
            found[number] = next(ways, None)
        return found[self.root]


_PLANS = 500
"""Orders of facts that are remembered."""
_FORESEEN = 200
"""So many combinations of later answers are tried to see whether earlier ones make a difference to a column."""


@dataclass(frozen=True)
class _Pending:
    """A column that waits for later facts: the rows that look at it, its facts asked before and those to come."""

    number: int
    rows: int
    earlier: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True)
class _Plan:
    """What happens at each place of an order of facts.

    `columns`: those settled there; `pending`: those still to come that look at earlier facts too; `finished`: the rows
    of which all columns are settled.
    """

    columns: tuple[tuple[int, ...], ...]
    pending: tuple[tuple[_Pending, ...], ...]
    finished: tuple[int, ...]


def _plan(matrix: Matrix, keys: tuple[str, ...]) -> _Plan:
    """The plan for asking facts in this order."""
    place = {key: number for number, key in enumerate(keys, 1)}
    last = [max((place.get(key, 0) for key in inputs), default=0) for inputs in matrix.inputs]
    places = range(len(keys) + 1)
    columns = tuple(tuple(n for n, at in enumerate(last) if at == here) for here in places)
    ahead = [[n for n, at in enumerate(last) if at > here] for here in places]
    pending = tuple(tuple(_pending(matrix, n, here, place) for n in ahead[here]) for here in places)
    finished = tuple(matrix.real & ~matrix.rows_at(ahead[here]) for here in places)
    return _Plan(columns, tuple(tuple(column for column in found if column.earlier) for found in pending), finished)


def _pending(matrix: Matrix, number: int, here: int, place: Mapping[str, int]) -> _Pending:
    inputs = matrix.inputs[number]
    earlier = tuple(key for key in inputs if 0 < place.get(key, 0) <= here)
    return _Pending(number, matrix.rows_at((number,)), earlier, tuple(k for k in inputs if place.get(k, 0) > here))


class Builder:
    """Builds the diagram of a matrix over the facts of `choices` (in the order of asking), others as in `values`.

    `rows`: only these rows are looked at. `effective`: (fact, answer, values so far) → the value that an answer
    stands for, where an assumption takes the place of "unknown". `reduce`: drops rows that cannot matter to any leaf, so
    that more parts are equal. `watches`: whether the leaves below look at the values themselves, not only at the rows.
    """

    def __init__(  # noqa: PLR0913 what a diagram is of, and what it may leave out
        self,
        matrix: Matrix,
        values: Values,
        choices: Mapping[str, tuple[Value, ...]],
        conclude: Conclude,
        *,
        rows: int | None = None,
        reduce: Reduce | None = None,
        effective: Callable[[str, Value, Values], Value] | None = None,
        watches: Callable[[int, int, int], bool] | None = None,
    ) -> None:
        self.matrix, self.values, self.conclude = matrix, dict(values), conclude
        self.keys, self.choices = tuple(choices), choices
        self.rows = matrix.real if rows is None else rows
        self.reduce = reduce
        self.effective = effective or (lambda _key, answer, _values: answer)
        self.watches = watches or (lambda _finished, _held, _possible: False)
        if self.keys not in matrix.plans:
            if len(matrix.plans) >= _PLANS:
                matrix.plans.clear()
            matrix.plans[self.keys] = _plan(matrix, self.keys)
        self._plan: _Plan = matrix.plans[self.keys]
        self._memo: dict[Hashable, int] = {}
        self._futures: dict[Hashable, int] = {}
        self._classes: dict[Hashable, int] = {}
        self.diagram = Diagram()

    def build(self) -> Diagram:
        """The reduced diagram."""
        held, possible = self.matrix.masks(self.values, self._plan.columns[0])
        self.diagram.root = self._node(0, held & self.rows, possible & self.rows)
        return self.diagram

    def _future(self, column: _Pending) -> int:
        """A number for what a column may still say, whatever is answered later: equal for equal futures."""
        told = (column.number, column.later, *(self.values[key] for key in column.earlier))
        if told not in self._futures:
            self._futures[told] = self._classes.setdefault(self._masks_to_come(column) or told, len(self._classes))
        return self._futures[told]

    def _masks_to_come(self, column: _Pending) -> Hashable:
        """The masks of a column for all later answers; None where there are too many of them."""
        if math.prod(len(self.choices[key]) for key in column.later) > _FORESEEN:
            return None
        values, found = dict(self.values), []
        for answers in product(*(self.choices[key] for key in column.later)):
            for key, answer in zip(column.later, answers, strict=True):
                values[key] = self.effective(key, answer, values)
            found.append(self.matrix.masks(values, (column.number,)))
        return (column.number, tuple(found))

    def _node(self, here: int, held: int, possible: int) -> int:
        """The node for the facts from place `here` on, given the rows that hold and may hold so far."""
        while here < len(self.keys) and not self.matrix.rows_of.get(self.keys[here], 0) & possible:
            here += 1
        if self.reduce:
            held, possible = self.reduce(self._plan.finished[here], held, possible)
            while here < len(self.keys) and not self.matrix.rows_of.get(self.keys[here], 0) & possible:
                here += 1
        futures = (self._future(column) for column in self._plan.pending[here] if column.rows & possible)
        watched = self.keys[:here] if self.watches(self._plan.finished[here], held, possible) else ()
        state = (here, held, possible, *futures, *(self.values[key] for key in watched))
        if state not in self._memo:
            self._memo[state] = self._ask(here, held, possible)
        return self._memo[state]

    def _ask(self, here: int, held: int, possible: int) -> int:
        if here == len(self.keys):
            return self.diagram.leaf(self.conclude(held, possible, self.values))
        key, children = self.keys[here], []
        before = self.values[key]
        for value in self.choices[key]:
            self.values[key] = self.effective(key, value, self.values)
            holds, may = self.matrix.masks(self.values, self._plan.columns[here + 1])
            children.append((value, self._node(here + 1, held & holds, possible & may)))
        self.values[key] = before
        return self.diagram.split(key, tuple(children))
