"""Grounds: what a rule base rests on in the statutes, as `assistant.reviews` and `gaihi rules check` compare it."""

from functools import lru_cache

from assistant.rules.basis import Grounds, cited
from assistant.rules.load import RuleBase
from assistant.rules.provisions import load_lock


@lru_cache(maxsize=4)
def grounds_of(base: RuleBase) -> Grounds:
    """The citations of a rule base with the texts they were reviewed against, read once."""
    return Grounds(cited(base.rules), base.laws, load_lock())
