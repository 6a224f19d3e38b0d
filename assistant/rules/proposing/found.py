"""Found: a fact that some words of a folded text speak of, before it becomes a proposal."""

from dataclasses import dataclass

from assistant.rules.catalogue import Value


@dataclass(frozen=True)
class Found:
    """`value` of `fact`, read from folded[start:end]."""

    fact: str
    value: Value
    start: int
    end: int
