"""Heading: what only the title and the headings of the evidence give: the article, the item, the amount it is all about.

A heading stands beside the sentence for the user. It bears out what the evidence leaves to it, and nothing in the place
of what the evidence says itself.
"""

import re
from collections.abc import Sequence

from assistant.verify.fault import FaultKind
from assistant.verify.reading import Reading, Token
from assistant.verify.role import same
from assistant.verify.unit import unit_of
from ingest.fact import Fact, FactKind, holds

_PARTS = (FaultKind.PROVISION, FaultKind.ITEM, FaultKind.DATE)  # may be put together from their parts
_VALUES = (*_PARTS, FaultKind.NUMBER, FaultKind.HS, FaultKind.CODE)
_FIRST = re.compile("別表|[条項号]")


def heads(token: Token, statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> bool:
    """Whether a heading gives a value, and the evidence none of its sort that the statement leaves out."""
    bare = token.kind is FaultKind.NUMBER and not unit_of(token)  # may number anything: figures, tables, notes
    if token.kind is FaultKind.PROVISION and _below(token, evidence, headings):
        return True
    if token.kind not in _VALUES or bare or not any(_gives(heading, token) for heading in headings):
        return False
    there = [one for reading in evidence for one in reading.tokens if sort(one) == sort(token)]
    return all(any(same(one, other) for other in statement.tokens if other.kind is one.kind) for one in there)


def _below(token: Token, evidence: Sequence[Reading], headings: Sequence[Reading]) -> bool:
    """Whether the evidence has the paragraph by itself (「第一項: …」) and a heading the article it belongs to."""
    article, paragraph = re.fullmatch("(第[^第]*条[^第]*|)(.*)", token.value).groups()  # type: ignore[union-attr]
    alone = Fact(FactKind.VALUE, paragraph)
    return (
        bool(article and paragraph)
        and any(alone in reading.known for reading in evidence)
        and any(Fact(FactKind.PROVISION, article) in heading.known for heading in headings)
    )


def _gives(heading: Reading, token: Token) -> bool:
    if token.fact is None:
        return False
    return token.fact in heading.known or (token.kind in _PARTS and holds(token.fact, heading.known))


def sort(token: Token) -> tuple[FaultKind, str]:
    """What could stand in the place of a token: numbers of one unit, dates as fine, provisions that begin alike."""
    if token.kind is FaultKind.PROVISION:
        return token.kind, (_FIRST.search(token.value) or [""])[0]
    return token.kind, unit_of(token)
