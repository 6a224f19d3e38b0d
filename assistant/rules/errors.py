"""Errors of the rule check. Their messages are Japanese: callers show them to users.

RulesError
├── FactError      facts of a request that cannot be used: unknown names, wrong values, contradictions
├── CountryError   a text that does not name one country (reading facts turns it into a FactError)
└── RuleBaseError  the package's own data is broken: nothing may be determined with it
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LONGEST_SHOWN = 40  # characters


class RulesError(Exception):
    """Base of all errors of the rule check."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the facts of a request: the facts it is about, and what to do, in Japanese."""

    facts: tuple[str, ...]
    text: str


class FactError(RulesError):
    """Facts of a request cannot be used. All problems are collected before it is raised."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text for problem in self.problems))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts named by the problems, each once, in the order of the problems."""
        return tuple(dict.fromkeys(fact for problem in self.problems for fact in problem.facts))


class CountryError(RulesError):
    """A text names no country, or more than one. `candidates` are ISO codes it may mean; the message lists them."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        self.candidates = candidates
        super().__init__(message)


@dataclass(frozen=True)
class Finding:
    """One fault in the package's data: where it stands (file and entry) and what is wrong."""

    where: str
    what: str


class RuleBaseError(RulesError):
    """The package's data is broken. All findings are collected before it is raised."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(f"{finding.where}: {finding.what}" for finding in self.findings))


def shown(value: object) -> str:
    """A value that was found, short and printable, as it may stand in a message."""
    if isinstance(value, Mapping):
        return "入れ子の値"
    if isinstance(value, list | tuple | set | frozenset):
        return "一覧"
    if isinstance(value, int) and value.bit_length() > 64:
        return "桁の多すぎる数"
    text = printable(str(value))
    return f"「{text}」" if len(text) <= _LONGEST_SHOWN else f"「{text[:_LONGEST_SHOWN]}…」"


def printable(text: str) -> str:
    """The text with a box for every sign that cannot be shown or sent (controls, halves of surrogate pairs)."""
    return "".join(sign if sign.isprintable() else "□" for sign in text)
