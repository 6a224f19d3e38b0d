"""Versions: dated versions of one law → passages, each wording once, with the span of days it is in force."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.document import Passage
from ingest.split import with_ids


def merge_versions(versions: Sequence[tuple[date, Sequence[Passage]]]) -> tuple[Passage, ...]:
    """Passages of all versions of a law, given with the day each version enters into force.

    A version is in force until the next one. A wording that stays the same at the same place over consecutive
    versions becomes one passage; `visible_from` is its first day in a stored version, `visible_to` the first day
    without it.
    """
    ordered = sorted(versions, key=lambda version: version[0])
    days = [day for day, _ in ordered]
    present: dict[tuple[object, ...], list[tuple[int, Passage]]] = defaultdict(list)
    for n, (_, passages) in enumerate(ordered):
        counts: dict[tuple[object, ...], int] = defaultdict(int)
        for passage in passages:
            content = (passage.heading, passage.locator, passage.text)
            counts[content] += 1
            present[(*content, counts[content])].append((n, passage))
    merged = [
        replace(
            run[-1][1],
            visible_from=days[run[0][0]],
            visible_to=days[run[-1][0] + 1] if run[-1][0] + 1 < len(days) else None,
        )
        for places in present.values()
        for run in _runs(places)
    ]
    return with_ids(sorted(merged, key=lambda p: (p.visible_from, p.order)))


def _runs(places: Sequence[tuple[int, Passage]]) -> list[list[tuple[int, Passage]]]:
    """Places grouped into runs of consecutive versions."""
    runs: list[list[tuple[int, Passage]]] = []
    for place in places:
        if runs and place[0] == runs[-1][-1][0] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
