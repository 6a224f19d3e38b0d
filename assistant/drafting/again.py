"""Again: the table of the days of a period on which something that people put in must be judged again, from the rules.

Nothing is typed here: the day, what changes, for what and what to do stand in the data of the rules.
"""

from collections.abc import Iterable

from assistant.checking import Checker
from assistant.drafting import neutral
from assistant.drafting.changes import Period
from assistant.drafting.draft import Form, Origin, Paragraph, Role, Sentence
from assistant.grounds import shipped_documents
from assistant.likeness import Profile, profile
from assistant.rules.fact import UNKNOWN
from assistant.rules.label import Labels
from assistant.rules.rule import Cell, Event, NoneOf, OneOf
from ingest.index import Index

ID = "table-again"
_HEAD = ("施行日", "変わること", "対象", "すること")
_SPEAKS = 0.5  # share of the words of a topic that an event must hold
_NOTHING = "―"


def events_in(checker: Checker, period: Period, index: Index, topic: str | None) -> tuple[Event, ...]:
    """The events of a period by day; those about the topic, if there is one."""
    wanted = profile(index, topic) if topic else None
    found = (one for one in checker.base.events if period.holds(one.day))
    kept = [one for one in found if wanted is None or _speaks(wanted, profile(index, one.why))]
    return tuple(sorted(kept, key=lambda one: one.day))


def _speaks(wanted: Profile, said: Profile) -> bool:
    shared = sum(weight for word, weight in wanted.words.items() if word in said.words)
    return shared >= _SPEAKS * (wanted.weight or 1.0)


def again(checker: Checker, events: Iterable[Event]) -> tuple[Paragraph, ...]:
    """Heading, table and note; nothing without events."""
    labels = Labels(checker.base, shipped_documents().name)
    rows = tuple(_row(labels, one) for one in events)
    if not rows:
        return ()
    made = Origin.DETERMINATION
    lines = tuple(Sentence(" | ".join(row), form=Form.ROW) for row in (_HEAD, *rows))
    return (
        Paragraph(ID, Role.HEADING, made, (Sentence("施行日ごとに判定し直すこと"),)),
        Paragraph(f"{ID}-table", Role.TABLE, made, lines, ID),
        Paragraph(f"{ID}-note", Role.NOTE, made, (Sentence(neutral.FROM_EVENTS),), ID),
    )


def _row(labels: Labels, event: Event) -> tuple[str, ...]:
    """What an event says: its last sentence is what to do."""
    said = [one for one in event.why.split("。") if one]
    what, to_do = (said[:-1], said[-1]) if len(said) > 1 else (said, _NOTHING)
    return neutral.day_ja(event.day), "。".join(what), _about(labels, event), to_do


def _about(labels: Labels, event: Event) -> str:
    """For what an event counts: 「技術の提供のうち、「官民対話の対象技術」を「なし」と入力したもの」."""
    kinds = "、".join(labels.cell(name, cell) for name, cell in event.when if name == "kind")
    others = [_entered(labels, name, cell) for name, cell in event.when if name != "kind"]
    if not others:
        return kinds or _NOTHING
    return f"{kinds or 'すべての取引'}のうち、{'、'.join(others)}もの"


def _entered(labels: Labels, name: str, cell: Cell) -> str:
    """What a person put in who must judge again."""
    if not isinstance(cell, NoneOf):
        return f"「{labels.column(name)}」を「{labels.cell(name, cell)}」と入力した"
    if set(cell.values) == {UNKNOWN}:
        return f"「{labels.column(name)}」を確かめて入力した"
    return f"「{labels.column(name)}」が「{labels.cell(name, OneOf(cell.values))}」でない"
