"""Renumbering: of the provisions of a day with another wording those in which only numbers of provisions changed. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.drafting.changes import Reworded
from assistant.hit import Hit
from ingest.fold import squeeze

_NUMBER = "[一二三四五六七八九十百千0-9]+"
_PLACE = re.compile(rf"第{_NUMBER}(?:条|項|号)(?:の{_NUMBER})*")


@dataclass(frozen=True)
class Sorted:
    """`renumbered`: provisions with the one of the day before that says the same; `rest`: those with other words."""

    renumbered: tuple[Reworded, ...]
    rest: tuple[Reworded, ...]

    def more_than(self, worded: int, moved: int) -> bool:
        """Whether there are more of either than are told."""
        return len(self.rest) > worded or len(self.renumbered) > moved


def sort(laws: Iterable[Reworded]) -> Sorted:
    """Tell the provisions that only moved, or only cite others by new numbers, from those that say something else."""
    laws = tuple(laws)
    moved = [found for law in laws if (found := _moved(law, laws)) is not None]
    told = {one.new.passage.id for one in moved if one.new}
    gone = {one.old.passage.id for one in moved if one.old}
    rest = [
        one for one in laws if not (one.new.passage.id in told if one.new else one.old and one.old.passage.id in gone)
    ]
    return Sorted(tuple(moved), tuple(rest))


def _moved(law: Reworded, laws: Sequence[Reworded]) -> Reworded | None:
    """A provision with the earlier one that has its words but for numbers of provisions; its own place first."""
    if law.new is None:
        return None
    same = [one.old for one in laws if one.day == law.day and one.old and _says(one.old, law.new)]
    old = next((one for one in same if one is law.old), next(iter(same), None))
    return Reworded(law.day, old, law.new) if old else None


def _says(old: Hit, new: Hit) -> bool:
    return old.source.id == new.source.id and _words(old) == _words(new)


def _words(hit: Hit) -> str:
    return _PLACE.sub("第", squeeze(hit.passage.text))
