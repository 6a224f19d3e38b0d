"""The law judged a second time, by an answer-set program written from the specification alone.

Reads texts and numbers (dates, HS codes, item numbers, amounts) into atoms; who needs what stands in `oracle/*.lp`.
Shares no code and no data with `assistant.rules`, so that a difference between the two is worth reading.
"""

import itertools
import math
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import clingo
import yaml

PROGRAM = Path(__file__).parent / "oracle"
BATCH = 250  # cases grounded together: fewer pay the start too often, more make the join tables slow
SAMPLE = 12  # completions tried first: most disagree at once
MORE = 240  # tried where those agree, before all values of the facts that decide are combined
MOST = 20_000  # completions of one case at most

RawFacts = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What the law says of one case: `rules` are the active series, `deciding` those with the outcome itself."""

    outcome: str
    duties: dict[str, str]
    rules: frozenset[str]
    deciding: frozenset[str]
    hints: frozenset[str]
    open_rows: bool = False  # insufficient only through undetermined rows
    unreached: bool = False  # no row at all: a gap of the law program


@dataclass(frozen=True)
class Oracle:
    """Judges raw facts in batches. `judge` takes one case, `judge_all` many."""

    def judge(self, facts: RawFacts) -> Verdict:
        """The verdict on one case."""
        return self.judge_all([facts])[0]

    def judge_all(self, cases: Sequence[RawFacts]) -> list[Verdict]:
        """The verdicts in the order of the cases; open ones are settled by their completions."""
        verdicts = self._verdicts(cases)
        return [
            self._settle(facts, one) if self._may_settle(facts, one) else one
            for facts, one in zip(cases, verdicts, strict=True)
        ]

    @staticmethod
    def _may_settle(facts: RawFacts, verdict: Verdict) -> bool:
        """Whether completions can be tried: what a transaction is about must be known for that."""
        return verdict.open_rows and facts.get("kind") != "unknown"

    def _verdicts(self, cases: Sequence[RawFacts]) -> list[Verdict]:
        batches = (cases[start : start + BATCH] for start in range(0, len(cases), BATCH))
        return [one for batch in batches for one in _solve(batch)]

    def _settle(self, facts: RawFacts, verdict: Verdict) -> Verdict:
        """The outcome all completions agree on, if they do: a few at random first, as most disagree at once."""
        chance = random.Random(repr(sorted(facts.items(), key=str)))
        values = {key: _values(key, facts) for key in _open_keys(facts)}
        outcomes: set[str] = set()
        for count in (SAMPLE, MORE):
            drawn = [facts | {key: chance.choice(values[key]) for key in values} for _ in range(count)]
            outcomes |= {found.outcome for found in self._verdicts(drawn)}
            if len(outcomes) > 1:
                return verdict
        deciding = self._deciding(drawn[: SAMPLE // 3], values)
        if math.prod(len(values[key]) for key in deciding) > MOST:
            raise ValueError(f"too many completions of {deciding}")
        every = itertools.product(*(values[key] for key in deciding))
        outcomes |= {
            found.outcome
            for found in self._verdicts([drawn[0] | dict(zip(deciding, one, strict=True)) for one in every])
        }
        return replace(verdict, outcome=outcomes.pop()) if len(outcomes) == 1 else verdict

    def _deciding(self, drawn: list[RawFacts], values: dict[str, list[Any]]) -> list[str]:
        """The open facts of which some value changes the active rules of some completion drawn."""
        tries = [(number, key, value) for number in range(len(drawn)) for key in values for value in values[key]]
        found = self._verdicts([drawn[number] | {key: value} for number, key, value in tries])
        seen = defaultdict(set)
        for (number, key, _), one in zip(tries, found, strict=True):
            seen[key, number].add((one.outcome, one.rules))
        return [key for key in values if any(len(seen[key, number]) > 1 for number in range(len(drawn)))]


# ---------------------------------------------------------------- completions

TABLE = yaml.safe_load((PROGRAM / "completions.yaml").read_text(encoding="utf-8"))
VALUES: dict[str, list[Any]] = (
    TABLE["values"]
    | dict.fromkeys(TABLE["places"].split(), TABLE["countries"].split())
    | {key: ["yes", "no"] for key in TABLE["yes_no"].split()}
)
PERMIT_FACTS = {kind: words.split() for kind, words in TABLE["permit_facts"].items()}
ASSUMED = set(TABLE["assumed"].split())


def _open_keys(facts: RawFacts) -> list[str]:
    """The facts of the case's kind that are unknown, whether said so or left out."""
    keys = PERMIT_FACTS[facts.get("kind", "goods")]
    return [key for key in keys if facts.get(key) == "unknown" or (key not in facts and _left_open(key, facts))]


def _left_open(key: str, facts: RawFacts) -> bool:
    """Whether a fact that was left out is unknown, and could be said without contradiction."""
    if key == "scope":
        return "hs" not in facts or hs_scope(str(facts["hs"]), str(facts.get("date"))) is None
    if key == "dest_recipient":
        return facts.get("dest") == "JP" and facts.get("recipient_residency") == "nonresident"
    if key == "exception_claimed":
        return "unknown" in (facts.get("exception_type"), facts.get("tech_exception"))
    return key not in ASSUMED and (key != "item_no" or facts.get("list_status") == "listed")


def _values(key: str, facts: RawFacts) -> list[Any]:
    """The values a completion may give a fact; what has an item number is listed."""
    listed_only = key == "list_status" and ("item_no" in facts or facts.get("new21") == "yes")
    return ["listed"] if listed_only else VALUES[key]


# ---------------------------------------------------------------- facts to atoms

COUNTRY = {"dest", "dest_recipient", "ship_from"}
NUMBERS = {"ru_category", "ru_item_no", "specific_category", "tech_no"}
RENAMED = {"16-1": "s161", "16-2": "s162", "DNR_LNR": "dnr_lnr"}
ITEM_GROUPS = {"1": "one", "2-15": "list", "16": "sixteen"}
READ_APART = {"date", "item_no", "total_value_jpy", "eul", "red_flags"}

NEVER = {"1", "2", "3", "3の2", "4", "14", "16"}
NOTICE = {
    "5": {"14", "18"},
    "7": {"2", "15"},
    "8": None,  # the whole item
    "9": {"1", "6"},
    "10": {"1", "2", "4", "6", "7", "9", "9の2", "11"},
    "12": {"1", "2", "5", "6"},
    "13": {"5"},
}
SPLIT_CHAPTERS = {84, 85, 88, 90}
CHAPTERS_16 = {*range(25, 41), *range(54, 60), 63, *range(68, 94), 95}
HEADINGS_161 = {*(str(heading) for heading in range(8456, 8462)), "8526", "8806"}
SIX_DIGITS = {"8542", "8802", "9014", "9027", "9030"}
CODES_161 = {"880260", "901420", "901480", "902750", "903020", "903032", "903039"}
NEW_CATCH_ALL = "2025-10-09"


def atoms_of(case: int, facts: RawFacts) -> str:
    """The facts of one case as the program's input."""
    facts = {"kind": "goods"} | facts
    lines = [f"given({case},{key},{_symbol(key, value)})." for key, value in facts.items() if key not in READ_APART]
    lines += _date_atoms(case, facts) + _eul_atoms(case, facts)
    if "item_no" in facts:
        lines.append("item_class({},{},{}).".format(case, *item_class(facts["item_no"])))
    if (value := facts.get("total_value_jpy", "unknown")) != "unknown":
        lines.append(f"amount({case},{_band(int(value))}).")
    if "hs" in facts and (scope := hs_scope(str(facts["hs"]), str(facts.get("date", "unknown")))):
        lines.append(f"hs_scope({case},{scope}).")
    return " ".join(lines)


def _symbol(key: str, value: Any) -> str:
    text = str(value)
    if text == "unknown":
        return text
    if key in COUNTRY | {"hs"}:
        return f'"{text}"'
    if key == "item_group":
        return ITEM_GROUPS[text]
    if key == "age_years":
        return str(math.ceil(float(text)))
    if key in NUMBERS and text.isdigit():
        return str(int(text))
    return RENAMED.get(text, text)


def _date_atoms(case: int, facts: RawFacts) -> list[str]:
    text = str(facts.get("date", "unknown"))
    return [] if text == "unknown" else [f"day({case},{text.replace('-', '')})."]


def _eul_atoms(case: int, facts: RawFacts) -> list[str]:
    value = facts.get("eul", "unknown")
    if isinstance(value, str):
        return [f"given({case},eul,{value})."]
    return [f"given({case},eul,listed).", *(f'eul_class({case},"{one}").' for one in value)]


def item_class(item_no: str) -> tuple[str, str]:
    """Whether the item is item 1, and its class for the small-value exception (section 5.3)."""
    matched = re.fullmatch(r"(\d+(?:の\d+)?)(?:\(([^)]*)\))?", item_no)
    if matched is None:
        raise ValueError(f"no item number: {item_no!r}")
    item, part = matched.groups()
    return ("one" if item == "1" else "other"), _small_class(item, part)


def _small_class(item: str, part: str | None) -> str:
    if item in NEVER:
        return "never"
    if item == "15":
        return "fifteen"
    if item not in NOTICE:
        return "plain"
    parts = NOTICE[item]
    return "table" if parts is None or part in parts else "plain"


def _band(value: int) -> str:
    return "low" if value <= 50_000 else "middle" if value <= 1_000_000 else "high"


def hs_scope(hs: str, day: str) -> str | None:
    """The scope of item 16 an HS code has on a day (section 6.3); none where the digits do not decide."""
    code = hs.replace(".", "")
    chapter = int(code[:2])
    if chapter not in CHAPTERS_16:
        return "exempt"
    if chapter not in SPLIT_CHAPTERS:
        return "s162"
    if day == "unknown":
        return None
    return _scope_by_heading(code) if day >= NEW_CATCH_ALL else "s162"


def _scope_by_heading(code: str) -> str | None:
    heading, subheading = code[:4], code[:6]
    if len(code) < 4 or heading == "8807" or (heading in SIX_DIGITS and len(code) < 6):
        return None
    if heading == "8542":
        return "s162" if subheading == "854290" else "s161"
    return "s161" if heading in HEADINGS_161 or subheading in CODES_161 else "s162"


# ---------------------------------------------------------------- the program


def _solve(cases: Sequence[RawFacts]) -> list[Verdict]:
    control = clingo.Control(["--warn=no-atom-undefined"])
    for part in sorted(PROGRAM.glob("*.lp")):
        control.load(str(part))
    control.add("base", [], "\n".join(atoms_of(case, facts) for case, facts in enumerate(cases)))
    control.ground([("base", [])])
    said: dict[int, dict[str, list[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(list))
    with control.solve(yield_=True) as models:
        for atom in next(iter(models)).symbols(shown=True):
            case, *rest = atom.arguments
            said[case.number][atom.name].append(tuple(_text(one) for one in rest))
    return [_verdict(said[case]) for case in range(len(cases))]


def _text(symbol: clingo.Symbol) -> str:
    return symbol.string if symbol.type is clingo.SymbolType.String else str(symbol)


def _verdict(said: dict[str, list[tuple[str, ...]]]) -> Verdict:
    ((outcome,),) = said["result"]
    rows = said["held"] + said["duty_row"]
    return Verdict(
        outcome=outcome,
        duties={axis: state for axis, state in said["duty"]},  # noqa: C416 - three-part rows must not pass unseen
        rules=frozenset(series for series, _ in rows),
        deciding=frozenset(series for series, told in said["held"] if told == outcome),
        hints=frozenset(series for (series,) in said["hint"]),
        open_rows=bool(said["soft"]),
        unreached=bool(said["lost"]),
    )
