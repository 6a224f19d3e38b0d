"""Random raw facts that contradict nothing, drawn from a seed: every kind, country class, scope and date that matters.

A case is drawn in three steps: a scenario (what the case is about), a temper (how many facts speak for danger) and a
knowledge (how many facts are unknown or left out). Uniform draws would almost never reach the rows that need ten answers.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

RawFacts = dict[str, Any]

FIRST, LAST = date(2023, 7, 1), date(2027, 6, 30)
POOLS = yaml.safe_load((Path(__file__).parent / "oracle" / "pools.yaml").read_text(encoding="utf-8"))
WORDS: dict[str, list[str]] = {name: words.split() for name, words in POOLS.items()}
TURNS = [date.fromisoformat(day) - timedelta(days=back) for day in WORDS["effective_dates"] for back in (0, 1)]
AMOUNTS = [1, 30_000, 49_999, 50_000, 50_001, 300_000, 999_999, 1_000_000, 1_000_001, 30_000_000]

EULS: list[Any] = [["B"], ["C"], ["M", "N"], ["N"], ["CW"], ["CW"], ["B", "CW"], ["B", "C", "M", "N", "CW"]]


@dataclass
class Draw:
    """One case being drawn: chance, temper, and how often a fact is unknown or left out."""

    chance: random.Random
    facts: RawFacts
    danger: float
    unknown: float
    missing: float

    def one(self, choices: list[Any]) -> Any:
        """One of the choices."""
        return self.chance.choice(choices)

    def often(self, share: float) -> bool:
        """True in that share of the draws."""
        return self.chance.random() < share

    def tell(self, key: str, value: Any, *, may_hide: bool = True) -> None:
        """Sets a fact, or hides it as unknown or by leaving it out."""
        roll = self.chance.random() if may_hide else 1.0
        if roll < self.missing:
            return
        self.facts[key] = "unknown" if roll < self.missing + self.unknown else value


def random_cases(seed: int, count: int) -> Iterator[RawFacts]:
    """`count` fact sets; the same seed gives the same sets."""
    chance = random.Random(seed)
    for _ in range(count):
        yield random_facts(chance)


def random_facts(chance: random.Random) -> RawFacts:
    """One valid fact set."""
    hidden = chance.choice([0.0, 0.0, 0.02, 0.05, 0.2])
    draw = Draw(chance, {}, chance.choice([0.0, 0.03, 0.1, 0.35]), hidden, chance.choice([0.0, 0.0, 0.02, 0.05, 0.2]))
    kind = chance.choices(["goods", "tech", "import", "brokering"], [58, 31, 3, 8])[0]
    if kind != "goods" or draw.often(0.7):
        draw.facts["kind"] = kind
    _day(draw)
    {"goods": _goods, "tech": _tech, "import": _import, "brokering": _brokering}[kind](draw)
    _hide_relaxing(draw)
    _agree_with_list(draw)
    _agree_with_additions(draw)
    return draw.facts


def _hide_relaxing(draw: Draw) -> None:
    """Now and then a fact that would free the case is said to be unknown."""
    if draw.often(0.04):
        told = [key for key in WORDS["relaxing"] if key in draw.facts]
        if draw.facts.get("kind") == "tech":
            told += ["exception_claimed", "tech_exception"]
        elif draw.facts.get("kind", "goods") == "goods":
            told += ["exception_claimed", "exception_type", "transit", "foreign_force_takehome"]
        if told:
            draw.facts[draw.one(told)] = "unknown"
        if draw.often(0.3):
            draw.facts.pop("exception_claimed", None)


def _agree_with_list(draw: Draw) -> None:
    """Where the list does not count, a hit in it beside `no` about the user is a contradiction: the user is `yes`."""
    ignored = draw.facts.get("kind") == "brokering" or draw.facts.get("transit") == "yes"
    hits = draw.facts.get("eul")
    if ignored and isinstance(hits, list) and set(hits) != {"CW"} and draw.facts.get("wmd_user") == "no":
        draw.facts["wmd_user"] = draw.one(["yes", "unknown"])


def _agree_with_additions(draw: Draw) -> None:
    """The earlier judgement is asked beside `new21` only, and what is new alone stands in the items that were added to."""
    if draw.facts.get("new21", "no") == "no":
        draw.facts.pop("list_status_before", None)
    alone = draw.facts.get("new21") == "yes" and draw.facts.get("list_status_before", "not_listed") == "not_listed"
    if alone and not draw.facts.get("item_no", "6(").startswith(("6(", "7(")):
        draw.facts["item_no"] = draw.one(WORDS["item_added"])


def _day(draw: Draw) -> None:
    roll = draw.chance.random()
    if roll < 0.03:
        draw.facts |= draw.one([{}, {"date": "unknown"}])
    elif roll < 0.55:
        draw.facts["date"] = draw.one(TURNS).isoformat()
    else:
        draw.facts["date"] = (FIRST + timedelta(days=draw.chance.randrange((LAST - FIRST).days + 1))).isoformat()


def _country(draw: Draw) -> str:
    return draw.one(
        draw.chance.choices(
            [WORDS["group_a"], WORDS["group_b"], WORDS["group_c"], WORDS["third"], WORDS["sanctioned"]],
            [24, 28, 24, 16, 8],
        )[0]
    )


# ---------------------------------------------------------------- kinds


def _goods(draw: Draw) -> None:
    scenario = draw.chance.choices(
        [_catch_all, _sanctions, _transit, _free, _small_value, _listed, _procedure], [28, 22, 10, 11, 16, 6, 7]
    )[0]
    scenario(draw)
    if "dest" not in draw.facts:
        draw.tell("dest", _country(draw))
    if draw.often(0.03):
        draw.tell("foreign_force_takehome", "yes")
    if draw.often(0.02) and draw.facts.get("transit") is None:
        draw.tell("transit", "yes")
    if draw.often(0.04):
        _procedure(draw)
    if draw.often(0.03):  # the dialogue is about technology: these four are answered for goods too
        draw.facts["tech_no"] = draw.chance.randint(1, 15)
        draw.tell("act", draw.one(WORDS["acts"]))
        draw.tell("design_mfg", "yes")
        draw.tell("contract", "before")
    if draw.facts.get("dest") in {*WORDS["sanctioned"], *WORDS["third"]} and "designated_entity" not in draw.facts:
        _sanction_facts(draw)


def _tech(draw: Draw) -> None:
    scenario = draw.chance.choices([_catch_all, _tech_exception, _listed, _home, _tech_party], [35, 25, 8, 20, 12])[0]
    scenario(draw)
    if "dest" not in draw.facts:
        draw.tell("dest", _country(draw))
    if draw.often(0.25) and draw.facts.get("dest") != "JP":
        draw.tell("dest_recipient", _country(draw))
    if draw.often(0.15):
        draw.tell("tech_medium", draw.one(["none", "document_or_telecom"]))
    if draw.often(0.05):
        draw.tell("foreign_origin_tech", draw.one(["yes", "no"]))
    if draw.often(0.4):
        _dialogue(draw)
    if draw.often(0.03):
        draw.tell("bulk_request", draw.one(WORDS["bulk"]))
    if draw.facts.get("dest") == "UA":
        draw.tell("area", draw.one(["DNR_LNR", "other"]))


def _import(draw: Draw) -> None:
    draw.tell("dest", "KP" if draw.often(0.5) else _country(draw))
    if draw.often(0.1):
        draw.facts["sanction_exception_claimed"] = "yes"


def _brokering(draw: Draw) -> None:
    far = [*WORDS["group_b"], *WORDS["group_c"], *WORDS["third"], "RU"]
    draw.tell("dest", draw.one(far) if draw.often(0.7) else _country(draw))
    draw.tell("ship_from", draw.one(far) if draw.often(0.7) else _country(draw))
    draw.tell("item_group", draw.chance.choices(["1", "2-15", "16"], [1, 4, 4])[0])
    _concerns(draw)


# ---------------------------------------------------------------- scenarios


def _catch_all(draw: Draw) -> None:
    _list_facts(draw, listed=0.04)
    if draw.often(0.8):
        draw.facts["hs"] = draw.one(
            draw.chance.choices([WORDS[f"hs_{kind}"] for kind in ("161", "162", "exempt", "open")], [40, 25, 10, 25])[0]
        )
    elif draw.often(0.6):
        draw.tell("scope", draw.chance.choices(["16-1", "16-2", "exempt"], [5, 3, 2])[0])
    if draw.often(0.04):  # a person's word, also against the code
        draw.facts["scope"] = draw.one(["16-1", "16-2", "exempt", "unknown"])
    _concerns(draw)
    if draw.often(0.08):
        draw.tell("conv_exempt", draw.one(["yes", "no"]))
    if draw.often(0.08):
        draw.tell("wmd_use_annex6", draw.one(["yes", "yes", "no"]))


def _sanctions(draw: Draw) -> None:
    draw.tell(
        "dest",
        draw.chance.choices(["RU", "BY", "UA", "KP", draw.one(WORDS["third"])], [30, 26, 6, 4, 34])[0],
        may_hide=False,
    )
    _catch_all(draw)
    if draw.often(0.15):
        _list_facts(draw, listed=0.8)
    _sanction_facts(draw)


def _sanction_facts(draw: Draw) -> None:
    draw.tell(
        "designated_entity",
        draw.one(["yes", "no", "no", "yes"] if draw.facts.get("dest") in WORDS["third"] else ["yes", "no", "no", "no"]),
    )
    category = draw.one([1, 2, 2, 2, 3, 3, 4, 5, 6, 7, "none", "none"])
    draw.tell("ru_category", str(category) if draw.often(0.3) else category)
    if category == 2:
        draw.tell("ru_item_no", draw.one([1, 15, 31, 32, 45, 46, 85]))
    if draw.facts.get("dest") == "UA":
        draw.tell("area", draw.one(["DNR_LNR", "other"]))
    if draw.often(0.08):
        draw.tell("sanction_exception_claimed", draw.one(["yes", "yes", "no"]))


def _transit(draw: Draw) -> None:
    draw.facts["transit"] = "unknown" if draw.often(draw.unknown) else "yes"
    _catch_all(draw)
    if draw.often(0.4):
        _list_facts(draw, listed=0.8)
    _item_one(draw)


def _free(draw: Draw) -> None:
    _catch_all(draw)
    if draw.often(0.75):
        _list_facts(draw, listed=0.9)
    draw.facts["exception_type"] = draw.one([*WORDS["free_types"], "free_reexport", "free_temp_export"])
    _item_one(draw)
    _claim(draw)


def _small_value(draw: Draw) -> None:
    _list_facts(draw, listed=0.9)
    _concerns(draw)
    draw.facts["exception_type"] = "small_value"
    if draw.facts.get("item_no", "").startswith(("1(", "2(", "3", "4", "14", "16")) and draw.often(0.6):
        draw.facts["item_no"] = draw.one(draw.one([WORDS["item_15"], WORDS["item_notice"], WORDS["item_plain"]]))
    draw.tell("total_value_jpy", draw.one(AMOUNTS[:6] if draw.often(0.7) else AMOUNTS))
    if draw.often(0.65):
        draw.tell("notice_50k", draw.one(["yes", "no", "no"]))
    if draw.often(0.12):
        draw.tell("split_shipment", draw.one(["yes", "no"]))
    if draw.often(0.06):
        draw.tell("dest", draw.one(["IR", "IQ", "KP"]))
    _claim(draw, confirmed=[None, None, "yes", "yes", "unknown", "no"])


def _listed(draw: Draw) -> None:
    _list_facts(draw, listed=0.85)
    _concerns(draw)
    if draw.often(0.3):
        draw.facts["exception_claimed"] = draw.one(["yes", "yes", "no", "unknown"])
    if draw.facts.get("kind") == "tech" and draw.often(0.15):
        draw.facts["exception_type"] = "small_value"


def _procedure(draw: Draw) -> None:
    """A used machine tool or a bulk licence, which leave the permit alone."""
    if "list_status" not in draw.facts:
        _list_facts(draw, listed=0.3)
    if draw.often(0.2):  # the weeks in which it was not clear what was in force already
        draw.facts["date"] = (date(2025, 4, 3) + timedelta(days=draw.chance.randrange(55))).isoformat()
    if draw.often(0.6):
        draw.facts["machine_tool"] = "used"
        draw.tell("exporter_is_maker", draw.one(["no", "no", "no", "yes"]))
        draw.tell("age_years", draw.one([5, 19, 20, 20, 21, 30, "12"]))
        draw.tell("basis", draw.one(["measured", "measured", "measured", "declared", "catalog"]))
    if draw.often(0.6):
        draw.tell("bulk_request", draw.one(WORDS["bulk"]))


def _tech_exception(draw: Draw) -> None:
    _list_facts(draw, listed=0.8)
    _concerns(draw)
    if draw.often(0.3):
        draw.facts["hs"] = draw.one(WORDS["hs_161"])
    if draw.often(0.06):
        draw.facts |= {"dest": "JP", "recipient_residency": draw.one(["resident", "unknown"])}
    draw.facts["tech_exception"] = "program_14i" if draw.often(0.35) else draw.one(WORDS["tech_exceptions"])
    _claim(draw)


def _home(draw: Draw) -> None:
    draw.facts["dest"] = "JP"
    _catch_all(draw)
    if draw.often(0.3):
        _list_facts(draw, listed=0.8)
    draw.tell("recipient_residency", draw.one(["resident", "nonresident"]))
    residency = draw.facts.get("recipient_residency")
    if residency == "nonresident":
        draw.tell("dest_recipient", _country(draw))
    if residency == "resident":
        draw.tell("specific_category", draw.one(["no", "no", "no", 1, 2, "3"]))


def _tech_party(draw: Draw) -> None:
    _catch_all(draw)
    if draw.often(0.5):
        draw.facts["dest"] = draw.one(WORDS["sanctioned"])
    else:
        draw.tell("dest", _country(draw))
        draw.tell("dest_recipient", draw.one([*WORDS["sanctioned"], *WORDS["group_c"]]))


# ---------------------------------------------------------------- groups of facts


def _list_facts(draw: Draw, *, listed: float) -> None:
    for key in ("list_status", "item_no", "new21", "list_status_before"):
        draw.facts.pop(key, None)
    draw.tell("list_status", "listed" if draw.often(listed) else "not_listed")
    status = draw.facts.get("list_status", "unknown")
    if status == "not_listed":
        if draw.often(0.1):
            draw.facts["new21"] = "no"
        return
    if draw.often(0.75 if status == "listed" else 0.1):
        draw.facts["item_no"] = _item(draw)
    if draw.often(0.1):
        draw.tell("new21", "yes")
        draw.tell("list_status_before", draw.one(["listed", "not_listed"]))


def _item_one(draw: Draw) -> None:
    """Arms more often than their share of the items: the exceptions treat them apart."""
    if "item_no" in draw.facts and draw.often(0.2):
        draw.facts["item_no"] = draw.one(["1(1)", "1(11)"])


def _item(draw: Draw) -> str:
    kinds = [WORDS[f"item_{name}"] for name in ("never", "15", "notice", "plain")]
    return draw.one(draw.chance.choices(kinds, [1, 1, 2, 2])[0])


def _concerns(draw: Draw) -> None:
    """End use and end user: mostly `no`, with dangers by temper, sometimes exactly one."""
    only = draw.one(WORDS["dangers"]) if draw.often(0.3) else None
    draw.tell("inform", draw.one(["wmd", "conv"]) if _speaks(draw, only, "inform") else "no")
    for key in ("wmd_use", "wmd_user", "conv_use", "conv_user"):
        draw.tell(key, "yes" if _speaks(draw, only, key) else "no")
    draw.tell("eul", draw.one(EULS) if _speaks(draw, only, "eul") else "none")
    for key in ("wmd_clear", "conv_clear"):
        if draw.often(0.75):
            draw.tell(key, draw.one(["yes", "yes", "no"]))


def _speaks(draw: Draw, only: str | None, key: str) -> bool:
    return key == only if only else draw.often(draw.danger)


def _claim(draw: Draw, confirmed: list[str | None] | None = None) -> None:
    if draw.often(0.5):
        draw.facts["exception_claimed"] = draw.chance.choices(["yes", "no", "unknown"], [8, 1, 1])[0]
    answer = draw.one(confirmed or ["yes", "yes", "yes", "unknown", None, "no"])
    if answer is not None:
        draw.facts["exception_confirmed"] = answer


def _dialogue(draw: Draw) -> None:
    number = draw.chance.randint(1, 15)
    draw.tell("tech_no", str(number) if draw.often(0.2) else number)
    draw.tell("design_mfg", draw.one(["yes"] * 6 + ["no"]))
    draw.tell("act", draw.chance.choices([draw.one(WORDS["acts"]), "license_only", "none"], [8, 1, 1])[0])
    draw.tell("contract", draw.one(["before", "before", "after"]))
