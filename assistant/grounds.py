"""Grounds: what a rule base rests on in the statutes, as `assistant.reviews` and `gaihi rules check` compare it, and
what the documents it names are called.
"""

from functools import cache, lru_cache

from assistant.rules.basis import Grounds, cited
from assistant.rules.load import RuleBase
from assistant.rules.provisions import load_lock
from ingest.settings import CORPUS
from ingest.source import load_registry


@lru_cache(maxsize=4)
def grounds_of(base: RuleBase) -> Grounds:
    """The citations of a rule base with the texts they were reviewed against, read once."""
    return Grounds(cited(base.rules), base.laws, load_lock())


@cache
def document_titles() -> dict[str, str]:
    """Id → short title of every document in the registry that ships."""
    return {source.id: source.short or source.title for source in load_registry(CORPUS / "sources.toml")}
