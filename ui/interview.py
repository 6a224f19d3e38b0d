"""Interview: asks for the fact that decides soonest, again and again, and keeps what was answered.

Questions go to stderr and answers come from stdin, one a line, so that it works in a pipe as well.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import WrongFactsError
from assistant.rules.catalogue import FactDefinition
from assistant.rules.determination import Determination, Missing
from assistant.rules.label import Labels
from assistant.said import said_value
from ui.terminal import note

Check = Callable[[Mapping[str, Any]], Determination]

_BACK, _END = ("戻る", "back"), ("終了", "end", "quit")
_HELP = "分からないときは「不明」、前の質問は「戻る」、やめるときは「終了」。"


@dataclass
class Interview:
    """One interview. `facts` begins with what is known already."""

    check: Check
    labels: Labels
    facts: dict[str, Any]
    asked: list[str] = field(default_factory=list)

    def run(self) -> Determination:
        """Ask until nothing is left to ask, or the one who answers ends it. Raises WrongFactsError for the first facts."""
        note(_HELP)
        found = self.check(self.facts)
        while question := next((one for one in found.missing if one.fact not in self.facts), None):
            answer = self._answer(question, found)
            if answer is None:
                break
            found = self._with(question.fact, answer, found) if answer != _BACK[0] else self._back(found)
        return found

    def _answer(self, question: Missing, found: Determination) -> str | None:
        """What was typed, as a value; None when it ends here."""
        fact = self.labels.base.catalogue.get(question.fact)
        left = sum(1 for one in found.missing if one.fact not in self.facts)
        note(f"\n[あと最大{left}問]　今の結果: {found.label_ja}\n{question.question}（{fact.key}）")
        for name, label in choices(fact).items():
            note(f"  {name}: {label}")
        while line := sys.stdin.readline():
            text = unicodedata.normalize("NFKC", line).strip()
            if text in _END:
                return None
            if text:
                return _BACK[0] if text in _BACK else value_of(fact, text)
            note("答えが空です。" + _HELP)
        return None

    def _with(self, key: str, value: str, found: Determination) -> Determination:
        """The result with one more answer; an answer that cannot be used is told and asked again."""
        try:
            found = self.check({**self.facts, key: value})
        except WrongFactsError as error:
            note(f"その答えは使えません。{self._wanted(key) or error.message}")
            return found
        self.facts[key] = value
        self.asked.append(key)
        note(f"→ {self.labels.fact(key)}: {self.labels.value(key, found.facts.get(key, value))}")
        return found

    def _wanted(self, key: str) -> str:
        """What may be typed where the answers are a menu."""
        fact = self.labels.base.catalogue.get(key)
        menu = "・".join(f"{name}（{label}）" for name, label in choices(fact).items())
        return f"{menu} のどれかで答えてください。{_HELP}" if menu else ""

    def _back(self, found: Determination) -> Determination:
        if not self.asked:
            note("これより前の質問はありません。")
            return found
        del self.facts[self.asked.pop()]
        return self.check(self.facts)


def choices(fact: FactDefinition) -> dict[str, str]:
    """What may be typed for each answer: its number, or the value itself where values are numbers already."""
    if any(value.isdigit() for value in fact.allowed):
        return dict(fact.values)
    return {str(number): label for number, (_, label) in enumerate(fact.values, 1)}


def value_of(fact: FactDefinition, text: str) -> str:
    """The value that an answer means: by number, label or value; any other text stays as it is, for the check to judge."""
    if fact.type == "set":
        parts = (part for part in re.split(r"[,・\s]+", text) if part)
        text = ",".join(_numbered(fact, part) for part in parts)
    return str(said_value(fact, _numbered(fact, text)))


def _numbered(fact: FactDefinition, text: str) -> str:
    """The answer with a number, where answers are numbered."""
    names = {} if any(value.isdigit() for value in fact.allowed) else dict(enumerate(fact.allowed, 1))
    shown = {str(number): value for number, value in names.items()}
    if fact.type == "ternary":
        shown |= {"y": "yes", "n": "no"}
    return shown.get(text, text)
