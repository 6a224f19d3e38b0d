"""Amended: the rule check of a process without an open index, which still knows the amendments of the stored statutes."""

from collections.abc import Mapping

from assistant.checking import Checker, shipped_rules
from assistant.grounds import grounds_of
from assistant.reviews import open_amendments, reviews
from assistant.rules.basis import Amendment, amendments
from assistant.statutes import Stored, from_library
from ingest.settings import Settings


def checker_of(settings: Settings) -> Checker:
    """A checker whose results name what was amended since, by the statutes this home holds."""
    known: dict[str, tuple[Amendment, ...]] | None = None

    def amended() -> Mapping[str, tuple[Amendment, ...]]:
        nonlocal known
        if known is None:
            known = by_rule(unreviewed(settings, from_library(settings.home)))
        return known

    return Checker(amended=amended)


def unreviewed(settings: Settings, stored: Stored) -> tuple[Amendment, ...]:
    """The amendments that nobody has reviewed."""
    found = amendments(grounds_of(shipped_rules()), stored.statutes)
    return open_amendments(found, reviews(settings.home))


def by_rule(found: tuple[Amendment, ...]) -> dict[str, tuple[Amendment, ...]]:
    """The same by row id of the rules they touch."""
    rules = dict.fromkeys(rule for one in found for rule in one.rules)
    return {rule: tuple(one for one in found if rule in one.rules) for rule in rules}
