"""Rechecked: which determinations of a draft the rules would give otherwise now: other rules, or a day that has passed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from assistant.checking import Checker
from assistant.drafting.draft import Draft, Origin, Paragraph
from assistant.drafting.errors import DraftingError
from assistant.drafting.neutral import day_ja
from assistant.drafting.stale import Cause, Moved


class Redrafter(Protocol):
    """Writes paragraphs of a draft anew for a day."""

    def redraft(self, draft: Draft, paragraph_ids: Sequence[str], today: date) -> Draft: ...


def moved_determinations(draft: Draft, checker: Checker, drafter: Redrafter, today: date) -> tuple[Moved, ...]:
    """The determination paragraphs that have moved by `today`, with what they would say now."""
    made = [one for one in draft.paragraphs if one.origin is Origin.DETERMINATION]
    if not made:
        return ()
    other_rules = checker.base.fingerprint != draft.made.rules
    day = draft.holds_on(today)
    passed = set(_passed(made, checker, draft.as_of, day)) if day > draft.as_of else set()
    if not other_rules and not passed:
        return ()
    ids = [one.id for one in made]
    same_day = _anew(draft, drafter, ids, draft.as_of) if other_rules else {}
    now = _anew(draft, drafter, ids, day) if passed else same_day
    return tuple(_moved(made, passed, same_day if other_rules else None, now, day))


def _anew(draft: Draft, drafter: Redrafter, ids: Sequence[str], day: date) -> dict[str, str]:
    """The texts of determinations made anew; none where they can no longer be made."""
    try:
        return _texts(drafter.redraft(dated(draft, day), ids, day))
    except DraftingError:
        return {}


def dated(draft: Draft, day: date) -> Draft:
    """The draft as if it had been asked for on another day."""
    asked = {key: day.isoformat() if key == "as_of" else value for key, value in draft.asked.items()}
    return replace(draft, asked=asked)


def _moved(
    made: Sequence[Paragraph], passed: set[str], same_day: Mapping[str, str] | None, now: Mapping[str, str], day: date
) -> Iterator[Moved]:
    for one in made:
        old = _text(one)
        if one.id in passed:
            text = f"{day_ja(day)}の結果は、文案の基準日の結果と違います。"
        elif same_day is not None and same_day.get(one.id, "") != old:
            text = "規則が変わり、同じ事実から別の結果か別の根拠になります。"
        else:
            continue
        yield Moved(one.id, None, Cause.RULES, text, old, now.get(one.id, ""))


def _passed(made: Sequence[Paragraph], checker: Checker, before: date, day: date) -> Iterator[str]:
    """The paragraphs of tables in which some row has another result on the second day."""
    for one in made:
        if any(_result(checker, row, before) != _result(checker, row, day) for row in one.facts):
            yield one.id
            yield from (other.id for other in made if other.parent == one.parent and other.parent is not None)


def _result(checker: Checker, facts: Mapping[str, Any], day: date) -> tuple[object, ...]:
    found = checker.check({**facts, "date": day})
    return (found.outcome, *((duty.duty, duty.label_ja) for duty in found.duties))


def _texts(draft: Draft) -> dict[str, str]:
    return {one.id: _text(one) for one in draft.paragraphs}


def _text(one: Paragraph) -> str:
    return "\n".join(sentence.text for sentence in one.sentences)
