"""Missing: which unknown facts can still change the result, and in which order asking them decides soonest.

The residual diagram says what the rules answer for every way of filling in the unknown facts. A fact is missing when
that answer depends on it. The first to ask is the one after which, in the worst case, the fewest further questions
are needed until nothing can change any more; ties go by the order of the questions (rules.md §2), the end-user list
before 「明らか」.
"""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from assistant.rules.catalogue import NONE, UNKNOWN, Value
from assistant.rules.column import Values
from assistant.rules.determination import Missing
from assistant.rules.diagram import Builder, Diagram
from assistant.rules.rows import Settled
from assistant.rules.search import Search
from assistant.rules.values import Given

if TYPE_CHECKING:
    from assistant.rules.evaluate import Evaluator


def missing_facts(evaluator: "Evaluator", given: Given, settled: Settled) -> tuple[Missing, ...]:
    """The facts to ask for, the one that decides soonest first. `decides`: its answer alone changes the result."""
    asked = evaluator.prepared.asked(given) if evaluator.prepared else None
    if asked is None:
        diagram = residual(evaluator, given)
        asked = order_of_asking(evaluator, Search(diagram, evaluator.representatives.of), diagram.root)
    catalogue = evaluator.base.catalogue
    return tuple(Missing(key, catalogue.get(key).question, _decides(evaluator, given, key, settled)) for key in asked)


def order_of_asking(evaluator: "Evaluator", search: Search, root: int) -> tuple[str, ...]:
    """The facts that a part of a diagram depends on, the one that decides soonest first."""
    facts = search.support(root)
    keys = [
        key for key in evaluator.base.catalogue.keys if key in facts
    ]  # a search that is used up depends on the order
    costs = {key: search.worst(root, key) for key in keys}
    return tuple(sorted(_list_first(keys), key=costs.__getitem__))


def _list_first(keys: list[str]) -> list[str]:
    """The order in which ties are asked: whether something is clear counts only once the list was consulted (§7.4)."""
    clear = [key for key in keys if key in ("wmd_clear", "conv_clear")]
    if "eul" not in keys or not clear:
        return keys
    first = keys.index(clear[0])
    return [*keys[:first], "eul", *(key for key in keys[first:] if key != "eul")]


def residual(evaluator: "Evaluator", given: Given) -> Diagram:
    """The results for every way of filling in the unknown facts, or leaving them unknown."""
    short = _too_short(evaluator, given.values)
    unknown = [
        key
        for key in evaluator.used(given.facts.kind)
        if given.values[key] == _open_value(key) or _may_open(given, key) or (key == "hs" and short)
    ]
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
