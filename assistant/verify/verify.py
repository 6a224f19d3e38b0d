"""Verifier: whether a sentence that a chat model wrote is borne out by the evidence sentences it is labelled with.

Deterministic and pure; each check is a module of its own. It can show that something is not borne out; that a
statement without a fault says all it should, it cannot.
"""

from collections.abc import Iterator, Sequence

from assistant.verify.comparator import limit_faults
from assistant.verify.fault import Fault, FaultKind, fault
from assistant.verify.form import form_faults
from assistant.verify.inverse import is_inverse
from assistant.verify.polarity import polarity_faults
from assistant.verify.reading import Reader, Reading
from assistant.verify.role import role_faults
from assistant.verify.scope import scope_faults
from assistant.verify.support import support_faults
from assistant.verify.table import in_words
from assistant.verify.typed import typed_faults
from ingest.glossary import Glossary
from ingest.names import Names
from ingest.tokens import Analyzer

__all__ = ["Fault", "FaultKind", "Verifier"]


class Verifier:
    """Checks statements against their evidence. Safe to share between threads."""

    def __init__(self, names: Names, glossary: Glossary | None = None, analyzer: Analyzer | None = None) -> None:
        self._reader = Reader(names, glossary or Glossary(), analyzer)

    @property
    def reader(self) -> Reader:
        """What it reads with; it remembers what it has read."""
        return self._reader

    def faults(self, statement: str, evidence: Sequence[str], headings: Sequence[str] = ()) -> tuple[Fault, ...]:
        """What is not borne out; empty = borne out. `headings`: title and heading path of the evidence."""
        if not evidence:
            return (fault(FaultKind.LABEL, ""),)
        if wrong := tuple(form_faults(statement, evidence, headings)):
            return wrong
        read = self._reader.read
        found = self._against(read(statement), [read(text) for text in evidence], [read(text) for text in headings])
        return tuple(dict.fromkeys(found))

    def _against(self, statement: Reading, evidence: Sequence[Reading], headings: Sequence[Reading]) -> Iterator[Fault]:
        yield from typed_faults(statement, evidence, headings)
        yield from role_faults(statement, evidence, self._reader)
        if not is_inverse(statement, evidence):
            yield from limit_faults(statement, evidence, headings)
            yield from polarity_faults(
                statement,
                [self._reader.read(text) for text in in_words([reading.raw for reading in evidence])],
                headings,
            )
        yield from scope_faults(statement, evidence)
        yield from support_faults(statement, evidence, headings, self._reader)
