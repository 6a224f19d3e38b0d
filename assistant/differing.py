"""Differing: where the facts that were sent say otherwise than the words of the question. Told, never settled:
the check goes by the facts alone.
"""

from collections.abc import Iterable, Iterator, Mapping

from assistant.answer import AsOfFrom, Notice
from assistant.question import Question
from assistant.rules.catalogue import UNKNOWN, Catalogue, Value
from assistant.rules.label import Labels, day_ja
from assistant.rules.propose import Proposal

_STARTS = ("hs", "item_no")
"""Facts of which a longer value says the same more exactly."""


def differences(
    question: Question, facts: Mapping[str, Value], proposed: Iterable[Proposal], labels: Labels
) -> tuple[Notice, ...]:
    """A notice for each fact that no reading of the words agrees with, and for a day of the answer that is another."""
    return (*_facts(facts, tuple(proposed), labels), *_day(question, facts))


def _facts(facts: Mapping[str, Value], proposed: tuple[Proposal, ...], labels: Labels) -> Iterator[Notice]:
    for key, value in facts.items():
        read = [one for one in proposed if one.fact == key]
        if value == UNKNOWN or not read or any(_agrees(key, value, one.value) for one in read):
            continue
        first = read[0]
        if not _named_elsewhere(first, facts, labels.base.catalogue):
            yield Notice("facts_differ_from_question", _told(first, value, labels))


def _told(one: Proposal, value: Value, labels: Labels) -> str:
    fact, given, read = labels.fact(one.fact), labels.value(one.fact, value), labels.value(one.fact, one.value)
    return (
        f"質問の「{one.words}」からは「{fact}: {read}」と読めますが、渡された事実は「{fact}: {given}」です。"
        "規則の照合は渡された事実のままで行いました。どちらが正しいか確かめてください。"
    )


def _day(question: Question, facts: Mapping[str, Value]) -> Iterator[Notice]:
    """The day of the answer, where somebody chose it, beside the day of the transaction."""
    day = facts.get("date", UNKNOWN)
    if day in (UNKNOWN, question.as_of) or question.as_of_from is AsOfFrom.DEFAULT:
        return
    chosen = "質問から読んだ" if question.as_of_from is AsOfFrom.QUESTION else "指定された"
    yield Notice(
        "date_differs_from_as_of",
        f"{chosen}基準日は{day_ja(question.as_of.isoformat())}、渡された事実の輸出・提供の日は{day_ja(str(day))}です。"
        "資料の引用は基準日の法令、規則の照合は輸出・提供の日の規則によります。",
    )


def _agrees(key: str, given: Value, read: Value) -> bool:
    if isinstance(given, tuple) and isinstance(read, tuple):
        return set(read) <= set(given)
    if key in _STARTS:
        return str(given).startswith(str(read)) or str(read).startswith(str(given))
    return given == read


def _named_elsewhere(one: Proposal, facts: Mapping[str, Value], catalogue: Catalogue) -> bool:
    """Whether a country of the words stands in another fact: whoever receives, or from where it is shipped."""
    if catalogue.get(one.fact).type != "country":
        return False
    return any(facts[key] == one.value for key in facts if key != one.fact and catalogue.get(key).type == "country")
