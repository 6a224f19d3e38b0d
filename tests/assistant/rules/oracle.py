"""The law judged a second time, by an answer-set program written from the specification alone.

Reads texts and numbers (dates, HS codes, item numbers, amounts) into atoms; who needs what stands in `oracle/law.lp`.
Shares no code and no data with `assistant.rules`, so that a difference between the two is worth reading.
"""

import itertools
import math
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import clingo

LAW = Path(__file__).parent / "oracle" / "law.lp"
BATCH = 250  # cases grounded together: fewer pay the start too often, more make the join tables slow
SAMPLE = 12  # completions tried before all of them
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


class Oracle:
    """Judges raw facts in batches. `judge` takes one case, `judge_all` many."""

    def judge(self, facts: RawFacts) -> Verdict:
        """The verdict on one case."""
        return self.judge_all([facts])[0]

    def judge_all(self, cases: Sequence[RawFacts]) -> list[Verdict]:
        """The verdicts in the order of the cases; open ones are settled by their completions."""
        verdicts = list(_verdicts(cases))
        return [_settle(facts, verdict) if verdict.open_rows else verdict for facts, verdict in zip(cases, verdicts, strict=True)]


# ---------------------------------------------------------------- completions

SYMBOLS: dict[str, list[Any]] = {
    "dest": ["US", "VN", "AF", "KP", "IQ", "IR", "RU", "BY", "UA", "AE", "AM", "CN", "HK", "TR"],
    "recipient_residency": ["resident", "nonresident"],
    "specific_category": ["no", "1", "2", "3"],
    "area": ["DNR_LNR", "other"],
    "list_status": ["listed", "not_listed"],
    "list_status_before": ["listed", "not_listed"],
    "scope": ["16-1", "16-2", "exempt"],
    "inform": ["no", "wmd", "conv"],
    "eul": ["none", ["M"], ["CW"], ["M", "CW"]],
    "ru_category": ["1", "2", "3", "4", "5", "6", "7", "none"],
    "ru_item_no": [1, 32, 46],
    "item_no": ["1(1)", "6(2)", "7(15)", "15(1)", "2(1)"],
    "total_value_jpy": [50_000, 1_000_000, 2_000_000],
    "tech_medium": ["none", "document_or_telecom"],
    "tech_no": [1, 11],
    "act": ["subsidiary", "license_only", "none"],
    "contract": ["before", "after"],
    "item_group": ["1", "2-15", "16"],
    "age_years": [20, 21],
    "basis": ["measured", "declared"],
}
SYMBOLS |= {key: SYMBOLS["dest"] for key in ("dest_recipient", "ship_from")}
SYMBOLS |= {
    key: ["yes", "no"]
    for key in (
        "new21 wmd_use wmd_use_annex6 wmd_user wmd_clear conv_use conv_user conv_clear conv_exempt designated_entity "
        "sanction_exception_claimed foreign_force_takehome exception_claimed exception_confirmed notice_50k "
        "split_shipment transit foreign_origin_tech design_mfg exporter_is_maker"
    ).split()
}
PERMIT_KEYS = {
    "goods": (
        "dest area list_status list_status_before item_no scope inform wmd_use wmd_use_annex6 wmd_user wmd_clear conv_use "
        "conv_user conv_clear conv_exempt eul designated_entity ru_category ru_item_no sanction_exception_claimed "
        "foreign_force_takehome exception_claimed exception_confirmed total_value_jpy notice_50k split_shipment transit"
    ).split(),
    "tech": (
        "dest dest_recipient recipient_residency specific_category area list_status list_status_before item_no scope inform "
        "wmd_use wmd_use_annex6 wmd_user wmd_clear conv_use conv_user conv_clear conv_exempt eul exception_claimed "
        "exception_confirmed tech_medium foreign_origin_tech"
    ).split(),
    "import": ["dest"],
    "brokering": "dest ship_from item_group inform wmd_use wmd_use_annex6 wmd_user eul".split(),
}
DEFAULTED = (
    "list_status_before wmd_use_annex6 conv_exempt sanction_exception_claimed foreign_force_takehome "
    "exception_claimed split_shipment transit tech_medium foreign_origin_tech new21 dest_recipient"
).split()


def _settle(facts: RawFacts, verdict: Verdict) -> Verdict:
    """The outcome all completions agree on, if they do.

    Facts are completed only where one of them changes the result, alone or in the company of the others drawn at random.
    """
    keys = _open_keys(facts)
    chance = random.Random(repr(sorted(facts.items(), key=str)))
    drawn = [{key: chance.choice(SYMBOLS[key]) for key in keys} for _ in range(SAMPLE)]
    outcomes = {found.outcome for found in _verdicts([_completed(facts, extra) for extra in drawn])}
    if len(outcomes) > 1:
        return verdict
    keys = _deciding_keys(facts, keys, drawn)
    if math.prod(len(SYMBOLS[key]) for key in keys) > MOST:
        raise ValueError(f"too many completions: {keys}")
    every = [dict(zip(keys, values, strict=True)) for values in itertools.product(*(SYMBOLS[key] for key in keys))]
    found = {one.outcome for one in _verdicts([_completed(facts, drawn[0] | extra) for extra in every])} | outcomes
    return replace(verdict, outcome=found.pop()) if len(found) == 1 else verdict


def _deciding_keys(facts: RawFacts, keys: list[str], drawn: list[dict[str, Any]]) -> list[str]:
    """The open facts of which some value changes the active rules of some completion drawn."""
    tries = [(key, base | {key: value}) for base in drawn[:4] for key in keys for value in SYMBOLS[key]]
    seen = defaultdict(set)
    for (index, (key, extra)), found in zip(
        enumerate(tries), _verdicts([_completed(facts, extra) for _, extra in tries]), strict=True
    ):
        seen[key, index * 4 // len(tries)].add((found.outcome, found.rules))
    return [key for key in keys if any(len(seen[key, part]) > 1 for part in range(4))]


def _open_keys(facts: RawFacts) -> list[str]:
    """The facts of the case's kind that are unknown, whether said so or left out."""
    keys = PERMIT_KEYS[facts.get("kind", "goods")]
    left_out = [key for key in keys if key not in facts and key not in DEFAULTED and not _settled(key, facts)]
    return [key for key in keys if facts.get(key) == "unknown" or key in left_out]


def _settled(key: str, facts: RawFacts) -> bool:
    """Whether the fact follows from another, or could not be said without contradiction."""
    if key == "scope":
        return "hs" in facts and hs_scope(str(facts["hs"]), str(facts.get("date"))) is not None
    return key == "item_no" and facts.get("list_status") != "listed"


def _completed(facts: RawFacts, extra: dict[str, Any]) -> RawFacts:
    return facts | extra


# ---------------------------------------------------------------- facts to atoms

COUNTRY = {"dest", "dest_recipient", "ship_from"}
NUMBERS = {"ru_category", "ru_item_no", "specific_category", "tech_no"}
RENAMED = {"16-1": "s161", "16-2": "s162", "DNR_LNR": "dnr_lnr"}
ITEM_GROUPS = {"1": "one", "2-15": "list", "16": "sixteen"}
READ_APART = {"date", "hs", "item_no", "total_value_jpy", "eul", "red_flags"}

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
    if key in COUNTRY:
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


def _verdicts(cases: Sequence[RawFacts]) -> Iterable[Verdict]:
    for start in range(0, len(cases), BATCH):
        yield from _solve(cases[start : start + BATCH])


def _solve(cases: Sequence[RawFacts]) -> list[Verdict]:
    control = clingo.Control(["--warn=no-atom-undefined"])
    control.load(str(LAW))
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
