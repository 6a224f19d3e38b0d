"""Fact: one number, date, provision or name in canonical form, and when other facts bear it out.

Reads no text (that is `ingest.facts`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ingest.amount import readable


class FactKind(StrEnum):
    """What a fact is; behind each the canonical form of its value."""

    NUMBER = "number"  # 「12物資」, 「2400000000000円」, bare 「12」
    DATE = "date"  # 2025-10-09, 2025-10, 2025, FY2025 (年度), --10-09, --10
    PROVISION = "provision"  # 「第9条第2項第7号」, 「第55条の8」, 「別表3の2」
    ITEM = "item"  # row of 輸出令別表第一 and the like: 「16項(1)」
    HS = "hs"  # digits only: 8806, 854231
    CODE = "code"  # Latin letters and digits: 「5G」, 「3A001」
    ORDINAL = "ordinal"  # 「第5回」, 「様式3」
    COUNTRY = "country"  # ISO code
    ORGANISATION = "organisation"  # name as registered
    VALUE = "value"  # only from `implied`: a number without its unit; a date or provision that stands without its head


@dataclass(frozen=True, order=True)
class Fact:
    """One fact: equal facts are equal objects."""

    kind: FactKind
    value: str

    def __str__(self) -> str:
        return readable(self.value) if self.kind is FactKind.NUMBER else self.value


_AMOUNT = re.compile(r"([0-9.]+)(.*)")
_FULL = re.compile(r"([0-9]{4}|-)(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_CODE_NUMBER = re.compile(r"([0-9]+)[A-Z].*")


def implied(facts: Iterable[Fact]) -> frozenset[Fact]:
    """The facts with all they contain: a date its year, month and day; a provision its parts; a number its value.

    A row of a table is a bare number too (「項は1、2、3の2」).
    """
    return frozenset(part for fact in facts for part in (fact, *_parts(fact)))


def _parts(fact: Fact) -> list[Fact]:
    match fact.kind:
        case FactKind.DATE:
            return [Fact(FactKind.DATE, part) for part in _date_parts(fact.value)] + _alone(fact, "-")
        case FactKind.PROVISION:
            parts = [Fact(FactKind.PROVISION, part) for part in _provision_parts(fact.value)]
            return parts + (_alone(fact, "第") if "条" not in fact.value else [])
        case FactKind.ITEM:
            row = fact.value.partition("(")[0]
            return [Fact(FactKind.ITEM, row), Fact(FactKind.VALUE, row.rstrip("項"))]
        case FactKind.NUMBER:
            return [Fact(FactKind.VALUE, _split(fact.value)[0])]
        case FactKind.CODE if match := _CODE_NUMBER.fullmatch(fact.value):
            return [Fact(FactKind.VALUE, match[1])]
    return []


def _alone(fact: Fact, start: str) -> list[Fact]:
    """A sign that a date without year, or a paragraph without article, stands as such and is no part of a longer one.

    Only such a one may be put together with a year or an article that stands elsewhere.
    """
    return [Fact(FactKind.VALUE, fact.value)] if fact.value.startswith(start) else []


def _date_parts(value: str) -> list[str]:
    if not (match := _FULL.fullmatch(value)):
        return []  # a fiscal year is no year
    year, month, day = match.groups()
    parts = [year] if year != "-" else []
    if month:
        parts.append(f"--{month}")
        parts += [f"{year}-{month}"] if year != "-" and day else []
        parts += [f"--{month}-{day}"] if day else []
    return parts


def _provision_parts(value: str) -> list[str]:
    """Every connected part: of 第9条第2項第7号 also 第9条, 第2項第7号 …; 第3号イ contains 第3号."""
    steps = re.findall("第[^第]+", value)
    if not steps:
        return []
    bare = re.sub("[ァ-ヺ]$", "", steps[-1])
    ends = [steps] if bare == steps[-1] else [steps, [*steps[:-1], bare]]
    return ["".join(end[i:j]) for end in ends for i in range(len(end)) for j in range(i + 1, len(end) + 1)]


def _split(amount: str) -> tuple[str, str]:
    match = _AMOUNT.fullmatch(amount)
    return (match[1], match[2]) if match else (amount, "")


def holds(fact: Fact, known: frozenset[Fact]) -> bool:
    """Whether known facts (as `implied` gives them) bear out this one.

    Beside equality: a bare number and one with a unit agree when the values do and one of the two has no unit; a date
    and a provision may be put together from parts that stand apart (「2025年」 … 「10月9日」); 23年 is 2023.
    """
    if fact in known:
        return True
    match fact.kind:
        case FactKind.NUMBER:
            return _number_holds(fact, known)
        case FactKind.DATE:
            return _date_holds(fact, known)
        case FactKind.PROVISION:
            return _provision_holds(fact, known)
    return False


def _provision_holds(fact: Fact, known: frozenset[Fact]) -> bool:
    """「第9条第2項第7号及び第8号」 bears out 第9条第2項第8号."""
    steps = re.findall("第[^第]+", fact.value)
    splits = (("".join(steps[:i]), "".join(steps[i:])) for i in range(1, len(steps)))
    return any(Fact(FactKind.PROVISION, head) in known and Fact(FactKind.VALUE, tail) in known for head, tail in splits)


def _number_holds(fact: Fact, known: frozenset[Fact]) -> bool:
    number, unit = _split(fact.value)
    if unit in ("", "つ"):
        return Fact(FactKind.VALUE, number) in known or Fact(FactKind.DATE, number) in known
    year = f"20{number}" if unit == "年" and len(number) == 2 else ""
    if any(Fact(FactKind.NUMBER, number + loose) in known for loose in ("", "つ")):
        return True
    return bool(year) and Fact(FactKind.DATE, year) in known


def _date_holds(fact: Fact, known: frozenset[Fact]) -> bool:
    match = _FULL.fullmatch(fact.value)
    if not match:
        return Fact(FactKind.NUMBER, f"{fact.value[4:]}年") in known
    year, month, day = match.groups()
    if year != "-" and not month:
        return any(Fact(FactKind.NUMBER, number) in known for number in (year, f"{year[2:]}年"))
    month_held = Fact(FactKind.VALUE, f"--{month}-{day}" if day else f"--{month}") in known or (
        day is not None
        and Fact(FactKind.DATE, f"--{month}" if year == "-" else f"{year}-{month}") in known
        and Fact(FactKind.NUMBER, f"{int(day)}日") in known
    )
    return month_held and (year == "-" or holds(Fact(FactKind.DATE, year), known))
