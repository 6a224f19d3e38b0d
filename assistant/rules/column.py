"""Columns: what the cells of a rule look at. A column is a fact, or is derived from a few facts as the law groups them.

Each function takes the values of all facts (missing ones are "unknown") and returns one value; "unknown" where the
facts do not settle it. Sources: rules.md §2, §3, §5.3, §6.3, §7; the functions know no rule and no outcome.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.rules.catalogue import NONE, UNKNOWN, Value
from assistant.rules.country import Countries
from assistant.rules.scope import Scope
from assistant.rules.small_value import SmallValue, split_item

Values = Mapping[str, Value]

NEW_ITEMS_FROM = date(2025, 5, 28)
"""From this day the 21 added items are on the list (輸出令@2025-05-28)."""
TWO_KINDS_FROM = date(2025, 10, 9)
"""From this day item 16 has two parts, and annex 6 of 核おそれ省令 is gone (輸出令@2025-10-09)."""
_ANSWERS = {
    "group": "A B C",
    "party_kp": "yes no",
    "party_ru_by": "yes no",
    "broker_place": "a other",
    "moored": "yes no",
    "listing": "listed not_listed",
    "judged": "yes no",
    "ru_cat": "1 2 3 4 5 6 7 none",
    "scope16": "16-1 16-2 exempt",
    "item_16": "yes no",
    "in_annex_1": "yes no",
    "item_one": "yes no",
    "item_small": "none 15 table plain",
    "value_test": "within over notice",
    "wmd_use_met": "yes no",
    "conv_use_met": "yes no",
    "wmd_user_met": "yes no",
    "conv_user_met": "yes no",
    "wmd_user_test": "no met open unchecked cleared",
    "conv_user_test": "no met open unchecked cleared",
    "conv_user_alone": "yes no",
}
"""Derived column → its values; those of `exception` are the exceptions of facts.yaml."""
WMD_USERS = frozenset({"B", "C", "M", "N"})
CONVENTIONAL_USERS = frozenset({"CW"})


@dataclass(frozen=True)
class Column:
    """A named value computed from `inputs` (keys of facts)."""

    name: str
    inputs: tuple[str, ...]
    value: Callable[[Values], Value]

    @property
    def answers(self) -> frozenset[str]:
        """The values of a derived column, "unknown" aside; empty where they cannot be listed."""
        return frozenset(_ANSWERS.get(self.name, "").split())


def fact_column(key: str) -> Column:
    """The column that shows a fact as it is."""
    return Column(key, (key,), lambda values: values[key])


def date_column(days: Iterable[date]) -> Column:
    """The stretch of time that the transaction lies in: the number of `days` that are not after it."""
    starts = sorted(days)

    def stretch(values: Values) -> Value:
        day = values["date"]
        return bisect_right(starts, day) if isinstance(day, date) else UNKNOWN

    return Column("stretch", ("date",), stretch)


def member_column(key: str, lists: tuple[str, ...], countries: Countries) -> Column:
    """Whether the country of a fact stands in one of the lists on the date."""

    @lru_cache(maxsize=4096)
    def stands(country: str, day: date) -> str:
        return _yes(any(countries.member(name, country, day) for name in lists))

    def member(values: Values) -> Value:
        country, day = values[key], values["date"]
        return UNKNOWN if not isinstance(day, date) or country == UNKNOWN else stands(str(country), day)

    return Column(f"{key} in {'+'.join(lists)}", (key, "date"), member)


def derived_columns(countries: Countries, scope: Scope, small: SmallValue) -> tuple[Column, ...]:
    """All derived columns, in the order of the questions they rest on."""
    return (
        *_place_columns(countries),
        *_item_columns(scope, small),
        *_catch_all_columns(),
        Column("exception", ("kind", "exception_claimed", "exception_type", "tech_exception"), _exception),
    )


def _place_columns(countries: Countries) -> tuple[Column, ...]:
    @lru_cache(maxsize=4096)
    def group_on(country: str, day: date) -> str:
        return countries.group(country, day)

    def group_of(values: Values, key: str) -> str:
        country, day = values[key], values["date"]
        return group_on(str(country), day) if isinstance(day, date) and country != UNKNOWN else UNKNOWN

    def group(values: Values) -> Value:
        if values["kind"] != "tech":
            return group_of(values, "dest") if values["kind"] != UNKNOWN else UNKNOWN
        if values["dest"] == "JP":
            return group_of(values, "dest_recipient") if values["recipient_residency"] == "nonresident" else "B"
        return _stricter(group_of(values, "dest"), group_of(values, "dest_recipient"))

    def broker_place(values: Values) -> Value:
        groups = {group_of(values, "dest"), group_of(values, "ship_from")}
        return "a" if "A" in groups else UNKNOWN if UNKNOWN in groups else "other"

    places = ("kind", "dest", "dest_recipient", "ship_from")
    return (
        Column("group", ("kind", "date", "dest", "dest_recipient", "recipient_residency"), group),
        Column("party_kp", places, lambda values: _party(values, {"KP"})),
        Column("party_ru_by", places, lambda values: _party(values, {"RU", "BY"})),
        Column("broker_place", ("date", "dest", "ship_from"), broker_place),
        Column("moored", ("kind", "transit"), _moored),
    )


def _item_columns(scope: Scope, small: SmallValue) -> tuple[Column, ...]:
    listing = ("date", "list_status", "new21", "list_status_before")

    def value_test(values: Values) -> Value:
        period = small.at(values["date"])
        return period.value_test(str(values["item_no"]), values["total_value_jpy"], str(values["notice_50k"]))

    return (
        Column("listing", listing, _listing),
        Column("judged", listing, _judged),
        Column("ru_cat", (*listing, "ru_category"), _russia_category),
        Column("scope16", ("date", "hs", "scope"), lambda values: _scope(values, scope)),
        Column("item_16", ("date", "hs", "scope"), lambda values: _item_16(values, scope)),
        Column("in_annex_1", (*listing, "hs", "scope"), lambda values: _in_annex_1(values, scope)),
        Column("item_one", (*listing, "item_no"), _item_one),
        Column("item_small", ("date", "item_no"), lambda v: small.at(v["date"]).item_class(str(v["item_no"]))),
        Column("value_test", ("date", "item_no", "total_value_jpy", "notice_50k"), value_test),
    )


def _catch_all_columns() -> tuple[Column, ...]:
    wmd, conv = ("wmd_user", "eul"), ("conv_user", "eul", "conv_exempt")
    return (
        Column("wmd_use_met", ("date", "wmd_use", "wmd_use_annex6"), _wmd_use_met),
        Column("conv_use_met", ("conv_use", "conv_exempt"), _conv_use_met),
        Column("wmd_user_met", wmd, _wmd_user_met),
        Column("conv_user_met", conv, _conv_user_met),
        Column("wmd_user_test", (*wmd, "wmd_clear"), _wmd_user_test),
        Column("conv_user_test", (*conv, "conv_clear"), _conv_user_test),
        Column("conv_user_alone", ("conv_user", "conv_exempt"), _conv_user_alone),
    )


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _either(first: Value, second: Value) -> str:
    """Kleene's or."""
    if "yes" in (first, second):
        return "yes"
    return UNKNOWN if UNKNOWN in (first, second) else "no"


def _stricter(first: str, second: str) -> str:
    """The stricter of two groups; an unknown one leaves it open unless the other is the strictest already."""
    for group in ("C", UNKNOWN, "B"):
        if group in (first, second):
            return group
    return "A"


def _party(values: Values, wanted: set[str]) -> str:
    """Whether one of the two places of a transaction in technology or brokering is one of those wanted."""
    if values["kind"] == UNKNOWN:
        return UNKNOWN
    other = {"tech": "dest_recipient", "brokering": "ship_from"}.get(str(values["kind"]))
    states = [UNKNOWN if values[key] == UNKNOWN else _yes(values[key] in wanted) for key in ("dest", other) if key]
    return _either(states[0], states[-1])


def _moored(values: Values) -> str:
    """Whether the transaction is of goods in transit; technology is not, whatever was said."""
    if values["kind"] == "goods" or values["transit"] == "no":
        return str(values["transit"])
    return UNKNOWN if values["kind"] == UNKNOWN else "no"


def _listing(values: Values) -> str:
    if values["new21"] != "yes":
        # before that day, an added item counts as it did before; where that differs, new21 has to be known
        differs = values["new21"] == UNKNOWN and values["list_status"] != values["list_status_before"]
        return UNKNOWN if differs and not _added(values) else str(values["list_status"])
    if not isinstance(values["date"], date):
        return UNKNOWN
    return str(values["list_status_before"]) if values["date"] < NEW_ITEMS_FROM else "listed"


def _added(values: Values) -> bool:
    return isinstance(values["date"], date) and values["date"] >= NEW_ITEMS_FROM


def _judged(values: Values) -> str:
    """Whether a person gave every judgement that the listing may rest on; new21 alone is no judgement of the goods."""
    dated, added = isinstance(values["date"], date), _added(values)
    now = values["new21"] != "yes" or added or not dated
    earlier = values["new21"] != "no" and not added
    unknown = (now and values["list_status"] == UNKNOWN) or (earlier and values["list_status_before"] == UNKNOWN)
    return _yes(not unknown)


def _russia_category(values: Values) -> str:
    return "1" if _listing(values) == "listed" else str(values["ru_category"])


def _scope(values: Values, scope: Scope) -> str:
    if values["scope"] != NONE:  # what a person decided goes before the code, an explicit "unknown" too
        return str(values["scope"])
    return scope.of(str(values["hs"]), values["date"])


def _item_16(values: Values, scope: Scope) -> str:
    """Whether item 16 covers the goods or technology; a code can say so without telling the part."""
    if values["scope"] != NONE:
        return UNKNOWN if values["scope"] == UNKNOWN else _yes(values["scope"] != "exempt")
    return scope.covers(str(values["hs"]), values["date"])


def _in_annex_1(values: Values, scope: Scope) -> str:
    """Whether any item of 別表第一 names the goods: one of 1–15, or 16."""
    return _either({"listed": "yes", "not_listed": "no"}.get(_listing(values), UNKNOWN), _item_16(values, scope))


def _item_one(values: Values) -> str:
    if _listing(values) == "not_listed":
        return "no"
    item, _ = split_item(str(values["item_no"]))
    return UNKNOWN if item == UNKNOWN else _yes(item == "1")


def _wmd_use_met(values: Values) -> str:
    annex, day = values["wmd_use_annex6"], values["date"]
    if isinstance(day, date):
        annex = annex if day < TWO_KINDS_FROM else "no"
    elif annex != "no":
        annex = UNKNOWN
    return _either(values["wmd_use"], annex)


def _conv_use_met(values: Values) -> str:
    return "no" if values["conv_exempt"] == "yes" else str(values["conv_use"])


def _hit(eul: Value, codes: frozenset[str]) -> str:
    if isinstance(eul, tuple):
        return _yes(not codes.isdisjoint(eul))
    return UNKNOWN if eul == UNKNOWN else "no"


def _wmd_user_met(values: Values) -> str:
    return _either(values["wmd_user"], _hit(values["eul"], WMD_USERS))


def _conv_user_met(values: Values) -> str:
    if values["conv_exempt"] == "yes":
        return "no"
    return _either(values["conv_user"], _hit(values["eul"], CONVENTIONAL_USERS))


def _wmd_user_test(values: Values) -> str:
    return _test(_wmd_user_met(values), values["wmd_user"], values["wmd_clear"], values["eul"])


def _conv_user_test(values: Values) -> str:
    return _test(_conv_user_met(values), values["conv_user"], values["conv_clear"], values["eul"])


def _test(met: str, user: Value, clear: Value, eul: Value) -> str:
    """A user requirement after the judgement that the use is clearly another one (「明らか」).

    The judgement clears what is known of the user; where that is not known, it clears nothing.
    """
    if met != "yes":
        return met
    if clear != "yes":
        return "met" if clear == "no" else "open"
    if user == UNKNOWN:
        return UNKNOWN
    return "unchecked" if eul == UNKNOWN else "cleared"


def _conv_user_alone(values: Values) -> str:
    return "no" if values["conv_exempt"] == "yes" else str(values["conv_user"])


def _exception(values: Values) -> str:
    """The exception named, whether or not it is claimed; untyped where none is, unknown where it is not known which.

    For technology an unknown one of its own frees nothing: an exception for goods that was named counts then.
    """
    if values["exception_claimed"] == "no":
        return "none"
    keys = ("tech_exception", "exception_type") if values["kind"] == "tech" else ("exception_type",)
    named = [str(values[key]) for key in keys if values[key] != NONE]
    return next((name for name in named if name != UNKNOWN), UNKNOWN if named else "untyped")
