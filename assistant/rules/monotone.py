"""Monotone: that a suspicious fact never relaxes a result, and that an unknown fact never does.

Both are shown on decision diagrams of all rows, one per kind of transaction, by walking two answers to one fact side
by side through all combinations of the others.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.rules.catalogue import UNKNOWN, Direction, FactDefinition, Value
from assistant.rules.column import Values
from assistant.rules.diagram import Builder, Diagram, Split, arranged
from assistant.rules.evaluate import Evaluator
from assistant.rules.fact import read_facts
from assistant.rules.forget import Forgetting
from assistant.rules.matrix import Matrix
from assistant.rules.outcome import Axis, DutyState, Outcome
from assistant.rules.representative import Representatives
from assistant.rules.rows import STRICTEST_FIRST
from assistant.rules.rule import Rule
from assistant.rules.search import Search
from assistant.rules.values import Given

Laxer = Callable[[Hashable, Hashable], bool]
"""(result before, result after) → whether the second is laxer."""


@dataclass(frozen=True)
class Relaxation:
    """An answer that makes a result laxer: `unknown` where the answer is that the fact is not known."""

    fact: str
    unknown: bool
    text: str
    witness: dict[str, Value]


def relaxations(check: Evaluator) -> Iterator[Relaxation]:
    """Every fact whose answer relaxes a result though it must not, with a set of facts that shows it."""
    for kind in check.base.catalogue.get("kind").allowed:
        for rules in components(check):
            diagram = part(check, kind, rules)
            for key in diagram.facts():
                yield from _relaxations(check, diagram, check.base.catalogue.get(key), kind)


def components(check: Evaluator) -> list[tuple[Rule, ...]]:
    """Rows that hang together: of one duty, or of regimes that override one another; the frame goes with each.

    The strictest wins over all of them, so what none of them does alone, the whole does not do either.
    """
    matrix = check.matrix
    rules = [rule for rule in matrix.rules if rule.axis is not Axis.ADVICE]
    frame = matrix.bits(tuple(rule.id for rule in rules if rule.regime == "frame"))
    found: list[int] = []
    for rule in rules:
        rows = matrix.bits((*(other.id for other in rules if _together(rule, other)), *rule.overrides, *rule.after))
        for other in [part for part in found if part & rows]:
            found.remove(other)
            rows |= other
        found.append(rows)
    return [tuple(matrix.numbered((rows | frame) & matrix.consequential)) for rows in found if rows != frame]


def _together(rule: Rule, other: Rule) -> bool:
    return rule.axis is other.axis and (rule.axis is not Axis.PERMIT or rule.regime == other.regime)


def part(check: Evaluator, kind: str, rules: tuple[Rule, ...]) -> Diagram:
    """The diagram of some rows for one kind of transaction; its leaves are what these rows alone say."""
    catalogue, matrix = check.base.catalogue, Matrix(check.base, rules)
    given = Given(read_facts({"kind": kind}, catalogue, check.base.countries))
    values = Representatives(check.base, matrix)
    keys = [fact.key for fact in catalogue if fact.used_for(kind) and fact.key in matrix.rows_of]
    choices = {
        key: (*values.of(key), *_absent(values, catalogue.get(key)), UNKNOWN)
        for key in arranged(key for key in keys if key != "kind")
    }

    def conclude(held: int, possible: int, _values: Values) -> Hashable:
        settled = matrix.conclude(held, possible)
        # rows that may only relax demand nothing
        silent = settled.open and not settled.undetermined & matrix.demanding
        return (None if silent else settled.outcome), settled.duties

    return Builder(matrix, given.values, choices, conclude, reduce=Forgetting(matrix)).build()


def _absent(values: Representatives, fact: FactDefinition) -> tuple[Value, ...]:
    """The value of a fact that does not apply, where it has one."""
    return ("none",) if fact.absent == "none" and "none" not in values.of(fact.key) else ()


def _relaxations(check: Evaluator, diagram: Diagram, fact: FactDefinition, kind: str) -> Iterator[Relaxation]:
    order = {key: number for number, key in enumerate(arranged(check.base.catalogue.keys))}
    walk = _Walk(diagram, order)
    answers = [value for value in diagram.answers(fact.key) if value not in (UNKNOWN, "none")]
    for value in answers:
        if (path := walk.laxer(fact.key, value, UNKNOWN, unknown_is_laxer)) is not None:
            text = f"{fact.key} を {value} から不明にすると結果が緩みます"
            yield Relaxation(fact.key, True, text, {"kind": kind, **path, fact.key: value})
    if fact.direction is not Direction.RAISES:
        return
    calm = "no" if "no" in answers else "none"
    for value in answers:
        if (
            value != calm
            and (path := walk.laxer(fact.key, calm, value, is_laxer, since=fact.raises_from, beside=fact.raises_with))
            is not None
        ):
            text = f"{fact.key} を {calm} から {value} にすると結果が緩みます"
            yield Relaxation(fact.key, False, text, {"kind": kind, **path, fact.key: value})


def unknown_is_laxer(known: Hashable, unknown: Hashable) -> bool:
    """Whether rows with an unknown fact let go what they do not let go with the fact known."""
    before, after = known, unknown
    assert isinstance(before, tuple) and isinstance(after, tuple)
    free = (Outcome.PERMIT_NOT_REQUIRED, None)
    return (after[0] in free and before[0] not in free) or _duty_gone(before[1], after[1])


def is_laxer(before: Hashable, after: Hashable) -> bool:
    """Whether what the rows say becomes less strict, on the permit axis or because a duty is gone."""
    assert isinstance(before, tuple) and isinstance(after, tuple)
    rank: dict[Outcome | None, int] = {outcome: number for number, outcome in enumerate(STRICTEST_FIRST)}
    rank[None] = rank[Outcome.PERMIT_NOT_REQUIRED]
    return rank[after[0]] > rank[before[0]] or _duty_gone(before[1], after[1])


def _duty_gone(before: tuple[tuple[Axis, DutyState], ...], after: tuple[tuple[Axis, DutyState], ...]) -> bool:
    return bool({duty for duty, _ in before} - {duty for duty, _ in after})


@dataclass(frozen=True)
class _Way:
    """What a walk looks for, and which values it may still meet: facts that contradict each other are no case.

    `since`, `beside`: only days from one on, only one value of another fact. `not_listed`: the item was said not to be
    on the list, so that it has no item number and is no added item.
    """

    laxer: Laxer
    since: date | None
    beside: tuple[str, str] | None
    seen: dict[tuple[int, int, bool | None], dict[str, Value] | None]
    not_listed: bool | None = None

    def open_to(self, key: str, value: Value) -> bool:
        """Whether a value fits what was met before."""
        if key == "date" and self.since is not None and not (isinstance(value, date) and value >= self.since):
            return False
        if self.beside is not None and key == self.beside[0] and value != self.beside[1]:
            return False
        if key == "list_status":
            return self.not_listed is not False or value != "not_listed"
        return not (self.not_listed and _tells_listed(key, value))

    def after(self, key: str, value: Value) -> "_Way":
        """The way behind a value."""
        if key == "list_status" and value == "not_listed":
            return replace(self, not_listed=True)
        return replace(self, not_listed=False) if _tells_listed(key, value) else self


def _tells_listed(key: str, value: Value) -> bool:
    return (key == "new21" and value == "yes") or (key == "item_no" and value != UNKNOWN)


class _Walk:
    """Walks two parts of a diagram side by side."""

    def __init__(self, diagram: Diagram, order: dict[str, int]) -> None:
        self.diagram, self.order = diagram, order
        self.search = Search(diagram, diagram.answers)

    def laxer(  # noqa: PLR0913 a question with all its conditions
        self,
        key: str,
        first: Value,
        second: Value,
        laxer: Laxer,
        *,
        since: date | None = None,
        beside: tuple[str, str] | None = None,
    ) -> dict[str, Value] | None:
        """Values of the other facts under which the second answer gives a laxer result than the first, or None."""
        left = self.search.restrict(self.diagram.root, key, first)
        right = self.search.restrict(self.diagram.root, key, second)
        way = _Way(laxer, since, beside, {}).after(key, first).after(key, second)
        return self._pair(left, right, way)

    def _pair(self, left: int, right: int, way: _Way) -> dict[str, Value] | None:
        if left == right:
            return None
        state = (left, right, way.not_listed)
        if state not in way.seen:
            way.seen[state] = None  # replaced below; the parts below a pair never lead back to it
            way.seen[state] = self._look(left, right, way)
        return way.seen[state]

    def _look(self, left: int, right: int, way: _Way) -> dict[str, Value] | None:
        a, b = self.diagram.nodes[left], self.diagram.nodes[right]
        splits = [node for node in (a, b) if isinstance(node, Split)]
        if not splits:
            return {} if way.laxer(a, b) else None
        key = min((split.fact for split in splits), key=self.order.__getitem__)
        of_left = dict(a.children) if isinstance(a, Split) and a.fact == key else None
        of_right = dict(b.children) if isinstance(b, Split) and b.fact == key else None
        for value in of_left or of_right or ():
            if not way.open_to(key, value):
                continue
            path = self._pair(
                of_left[value] if of_left else left, of_right[value] if of_right else right, way.after(key, value)
            )
            if path is not None:
                return {key: value, **path}
        return None
