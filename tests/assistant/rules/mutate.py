"""Mutate: every single change of the rule base that a test should notice, as an edit of the parsed files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from assistant.rules import column, fact, load, notice

DAY = timedelta(days=1)
GONE = object()
"""What an edit returns for an entry that is to be removed."""

Place = tuple[str | int, ...]
Sheets = Mapping[str, Any]

PERMIT = ["prohibited", "permit_required", "escalate", "insufficient_facts", "permit_not_required", "none"]
DUTY = ["required", "escalate", "insufficient_facts", "none"]
DERIVED = {name: answers.split() for name, answers in column._ANSWERS.items()} | {"exception": ["none", "untyped"]}
"""Derived column → its values, in the order in which each is exchanged for the next."""
COUNTRIES = ["VN", "RU", "US", "KP", "BY", "UA"]
KINDS = ["goods", "tech", "import", "brokering"]
LISTS = ["group_a", "group_c", "annex_4", "annex_2_4", "annex_2_4_hk"]
NEIGHBOURS = {"group_a": "RO", "group_c": "ER", "annex_4": "SY", "annex_2_4": "VN", "annex_2_4_hk": "TW"}
"""A country that each list does not hold."""
MODULES = {"column": column, "fact": fact, "load": load, "notice": notice}
DAYS = [
    ("column", "NEW_ITEMS_FROM"),
    ("column", "TWO_KINDS_FROM"),
    ("load", "COVERED_FROM"),
    ("notice", "STORED_UNTIL"),
]
SETS = [("column", "WMD_USERS", "CW"), ("column", "CONVENTIONAL_USERS", "N"), ("fact", "_ADDED_TO", "5")]
"""Module, name and a value that the set does not hold."""


@dataclass(frozen=True)
class Mutant:
    """One change: the file and the row it stands in, what kind of change it is, and what was changed."""

    file: str
    row: str
    kind: str
    change: str
    place: Place
    value: Any

    @property
    def name(self) -> str:
        """What tells it apart from every other mutant."""
        return f"{self.file} {self.row}: {self.change}"

    def applied(self, sheets: Sheets) -> dict[str, Any]:
        """The parsed files with the change; everything beside the way to it is shared, not copied."""
        return _edited(sheets, (self.file, *self.place), self.value)


def _edited(node: Any, place: Place, value: Any) -> Any:
    if not place:
        return value
    copy, step = node.copy(), place[0]
    rest = place[1:]
    if not rest and value is GONE:
        del copy[step]
    else:
        copy[step] = value if not rest else _edited(node[step], rest, value)
    return copy


# ---------------------------------------------------------------- what to change


def mutants(sheets: Sheets) -> list[Mutant]:
    """Every mutant of the files, in their order."""
    allowed = _allowed(sheets["facts.yaml"])
    found: list[Mutant] = []
    for file, tables in sheets.items():
        if file.startswith("regimes/"):
            for number, table in enumerate(tables):
                found += _table(file, (number,), table, allowed)
    found += [*_countries(sheets["countries.yaml"]), *_scope(sheets["scope.yaml"]), *_small(sheets["small_value.yaml"])]
    found += [*_facts(sheets["facts.yaml"]), *_events(sheets["events.yaml"], allowed), *_constants()]
    found += [*_technologies(sheets["technologies.yaml"])]
    return list({mutant.name: mutant for mutant in found}.values())


def _allowed(facts: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Column → values a cell may name."""
    found: dict[str, list[Any]] = dict(DERIVED)
    for entry in facts:
        values = {"ternary": ["yes", "no"], "country": COUNTRIES}.get(entry["type"], list(entry.get("values", {})))
        found[entry["key"]] = values
    types = [value for key in ("exception_type", "tech_exception") for value in found[key] if value != "none"]
    return {**found, "exception": [*DERIVED["exception"], *types]}


def _table(file: str, place: Place, table: Mapping[str, Any], allowed: Mapping[str, list[Any]]) -> Iterator[Mutant]:
    make = partial(Mutant, file, table["table"])
    for key, cell in table["domain"].items():
        yield from _cell(partial(make, "domain"), (*place, "domain", key), key, cell, allowed)
    yield from _days(make, place, table)
    for number, row in enumerate(table["rules"]):
        yield from _row(file, (*place, "rules", number), row, table.get("axis", "permit"), allowed)


def _row(
    file: str, place: Place, row: Mapping[str, Any], axis: str, allowed: Mapping[str, list[Any]]
) -> Iterator[Mutant]:
    make = partial(Mutant, file, row["id"])
    yield make("row", "the whole row removed", place, GONE)
    order = [] if axis == "advice" else PERMIT if axis == "permit" else DUTY
    for other in _beside(order, row["outcome"]):
        yield make("outcome", f"outcome {row['outcome']} → {other}", (*place, "outcome"), other)
    yield from _days(make, place, row)
    for key, cell in row.get("when", {}).items():
        yield from _cell(partial(make, "cell"), (*place, "when", key), key, cell, allowed)
    for key in ("overrides", "after", "outcomes", "duties"):
        for number, name in enumerate(row.get(key, ())):
            yield make(key, f"{key} without {name}", (*place, key, number), GONE)
    if "after" in row:
        yield make("after", "after removed", (*place, "after"), GONE)


def _beside(order: list[Any], value: Any) -> list[Any]:
    """The neighbours of a value in an order; of the law's absence, the strictest and the laxest."""
    if value not in order:
        return [order[0], order[-2]] if order else []
    place = order.index(value)
    return [order[near] for near in (place - 1, place + 1) if 0 <= near < len(order)]


def _days(make: Any, place: Place, entry: Mapping[str, Any]) -> Iterator[Mutant]:
    """from and to one day earlier, one day later, and removed."""
    for key in ("from", "to"):
        if key not in entry:
            continue
        if (day := entry[key]) is not None:
            yield make("date", f"{key} {day} - 1 day", (*place, key), day - DAY)
            yield make("date", f"{key} {day} + 1 day", (*place, key), day + DAY)
        yield make("date", f"{key} removed", (*place, key), GONE)


def _cell(make: Any, place: Place, key: str, cell: Any, allowed: Mapping[str, list[Any]]) -> Iterator[Mutant]:
    yield make(f"{key} removed", place, GONE)
    if not isinstance(cell, dict):
        yield from _values(make, place, key, _listed(cell), allowed.get(key, []))
        yield make(f"{key}: {cell} → not", place, {"not": _listed(cell)})
        return
    for word, content in cell.items():
        if word == "not":
            yield from _values(make, (*place, "not"), f"{key} not", _listed(content), allowed.get(key, []))
            yield make(f"{key}: not {content} → one of", place, _listed(content))
        elif word in ("min", "max"):
            yield make(f"{key}: {word} {content} - 1", (*place, word), content - 1)
            yield make(f"{key}: {word} {content} + 1", (*place, word), content + 1)
        elif word in ("list", "outside"):
            yield from _lists(make, place, key, word, _listed(content))


def _listed(content: Any) -> list[Any]:
    return list(content) if isinstance(content, list) else [content]


def _values(make: Any, place: Place, key: str, values: list[Any], allowed: list[Any]) -> Iterator[Mutant]:
    """Each value removed, each replaced by the next one allowed, "unknown" added or removed."""
    known = [value for value in values if value != "unknown"]
    for value in known:
        if len(values) > 1:
            yield make(f"{key} without {value}", place, [other for other in values if other != value])
        if (instead := _next(value, allowed, values)) is not None:
            changed = [instead if other == value else other for other in values]
            yield make(f"{key}: {value} → {instead}", place, changed)
    if "unknown" not in values:
        yield make(f"{key} with unknown", place, [*values, "unknown"])
    elif known:
        yield make(f"{key} without unknown", place, known)
    elif allowed:
        yield make(f"{key}: unknown → {allowed[0]}", place, [allowed[0]])


def _next(value: Any, allowed: list[Any], values: list[Any]) -> Any:
    """The allowed value after this one that the cell does not hold."""
    start = allowed.index(value) + 1 if value in allowed else 0
    return next((other for other in [*allowed[start:], *allowed[:start]] if other not in values), None)


def _lists(make: Any, place: Place, key: str, word: str, names: list[str]) -> Iterator[Mutant]:
    other = "outside" if word == "list" else "list"
    yield make(f"{key}: {word} {names} → {other}", place, {other: names})
    for name in names:
        rest = [kept for kept in names if kept != name]
        if rest:
            yield make(f"{key}: {word} without {name}", place, {word: rest})
        for instead in LISTS:
            if instead not in names:
                yield make(f"{key}: {word} {name} → {instead}", place, {word: [*rest, instead]})


# ---------------------------------------------------------------- the other files


def _countries(content: Mapping[str, Any]) -> Iterator[Mutant]:
    for day in (content["covered_from"] - DAY, content["covered_from"] + DAY):
        yield Mutant("countries.yaml", "covered_from", "date", f"covered_from {day}", ("covered_from",), day)
    for name, entry in content["lists"].items():
        make = partial(Mutant, "countries.yaml", name)
        for number, part in enumerate(entry["members"]):
            place: Place = ("lists", name, "members", number)
            for code in part["codes"]:
                rest = [other for other in part["codes"] if other != code]
                if rest:
                    yield make("country", f"without {code}", (*place, "codes"), rest)
                else:
                    yield make("country", f"without {code} ({_span(part)})", place, GONE)
            added = [*part["codes"], NEIGHBOURS[name]]
            yield make("country", f"with {NEIGHBOURS[name]} ({_span(part)})", (*place, "codes"), added)
            yield from _days(partial(Mutant, "countries.yaml", f"{name} {part['codes']}"), place, part)


def _span(part: Mapping[str, Any]) -> str:
    return f"{part.get('from', '')}..{part.get('to', '')}"


def _scope(entries: list[dict[str, Any]]) -> Iterator[Mutant]:
    for number, entry in enumerate(entries):
        make, place = partial(Mutant, "scope.yaml", f"from {entry['from']}", "scope"), (number,)
        yield from _days(partial(Mutant, "scope.yaml", f"from {entry['from']}"), place, entry)
        for index, pair in enumerate(entry["chapters"]):
            yield make(f"chapters {pair} removed", (*place, "chapters", index), GONE)
            for end in (0, 1):
                for step in (-1, 1):
                    other = f"{int(pair[end]) + step:02}"
                    yield make(f"chapters {pair}: {pair[end]} → {other}", (*place, "chapters", index, end), other)
        for other in ("16-1", "exempt"):
            yield make(f"within → {other}", (*place, "within"), other)
        for prefix, digits in entry["needs_digits"].items():
            for other in (digits - 2, digits - 1, digits + 1, digits + 2):
                yield make(f"{prefix} needs {other} digits", (*place, "needs_digits", prefix), other)
            yield make(f"{prefix} needs no digits", (*place, "needs_digits", prefix), GONE)
        for prefix, part in entry["prefixes"].items():
            for other in ["16-1", "16-2", "exempt", "unknown"]:
                if other != part:
                    yield make(f"{prefix}: {part} → {other}", (*place, "prefixes", prefix), other)
            yield make(f"{prefix} removed", (*place, "prefixes", prefix), GONE)
            renamed = {(_code_after(p) if p == prefix else p): c for p, c in entry["prefixes"].items()}
            yield make(f"{prefix} → {_code_after(prefix)}", (*place, "prefixes"), renamed)


def _code_after(prefix: str) -> str:
    return f"{int(prefix) + 1:0{len(prefix)}}"


def _small(entries: list[dict[str, Any]]) -> Iterator[Mutant]:
    for number, entry in enumerate(entries):
        make, place = partial(Mutant, "small_value.yaml", f"from {entry['from']}", "small value"), (number,)
        yield from _days(partial(Mutant, "small_value.yaml", f"from {entry['from']}"), place, entry)
        for key in ("limit", "limit_low"):
            for step in (-1, 1):
                yield make(f"{key} {entry[key]} {step:+}", (*place, key), entry[key] + step)
        for start, end in (("eligible", "excluded"), ("excluded", "eligible")):
            for item in entry[start]:
                rest = [other for other in entry[start] if other != item]
                yield make(f"{item} moved to {end}", place, {**entry, start: rest, end: [*entry[end], item]})
        for item in entry["eligible"]:
            if item not in entry["table"]:
                yield make(f"table with {item}", (*place, "table"), {**entry["table"], item: ["*"]})
            low = entry["low"]
            other = [*low, item] if item not in low else [kept for kept in low if kept != item]
            yield make(f"{item} {'with' if item not in low else 'without'} the low limit", (*place, "low"), other)
        for item, numbers in entry["table"].items():
            yield make(f"table without {item}", (*place, "table", item), GONE)
            for index, sub in enumerate(numbers):
                yield make(f"table {item} without {sub}", (*place, "table", item, index), GONE)
                other = "1" if sub == "*" else f"{sub}0"
                yield make(f"table {item}: {sub} → {other}", (*place, "table", item, index), other)


def _facts(entries: list[dict[str, Any]]) -> Iterator[Mutant]:
    for number, entry in enumerate(entries):
        make, place = partial(Mutant, "facts.yaml", entry["key"]), (number,)
        yield from _direction(make, place, entry)
        yield from _assumed(make, place, entry)
        yield from _answers(make, place, entry)


def _direction(make: Any, place: Place, entry: Mapping[str, Any]) -> Iterator[Mutant]:
    """What an answer may do, from when and beside what."""
    for other in ("raises", "relaxes", "neutral"):
        if other != entry["direction"]:
            # only what raises may say since when
            rest = {key: value for key, value in entry.items() if key != "raises_from"}
            yield make("direction", f"direction {entry['direction']} → {other}", place, {**rest, "direction": other})
    if "raises_from" in entry:
        for day in (entry["raises_from"] - DAY, entry["raises_from"] + DAY):
            yield make("date", f"raises_from {day}", (*place, "raises_from"), day)
        yield make("date", "raises_from removed", (*place, "raises_from"), GONE)
    if "raises_with" in entry:
        yield make("direction", "raises_with removed", (*place, "raises_with"), GONE)


def _assumed(make: Any, place: Place, entry: Mapping[str, Any]) -> Iterator[Mutant]:
    """What stands for a fact that nobody gave, and for which kinds of transaction."""
    for key in ("default", "default_from", "absent"):
        if key in entry:
            yield make("default", f"{key} {entry[key]} removed", (*place, key), GONE)
    values = ["yes", "no"] if entry["type"] == "ternary" else list(entry.get("values", {}))
    for other in values if "default" in entry else []:
        if other != entry["default"]:
            yield make("default", f"default {entry['default']} → {other}", (*place, "default"), other)
    for kind in KINDS:
        kinds = [one for one in KINDS if (one in entry["kinds"]) is not (one == kind)]
        yield make("kinds", f"kinds {'without' if kind in entry['kinds'] else 'with'} {kind}", (*place, "kinds"), kinds)


def _answers(make: Any, place: Place, entry: Mapping[str, Any]) -> Iterator[Mutant]:
    """What may be answered, whether a person must judge it, whether the result looks at it."""
    for key in ("min", "max"):
        for step in (-1, 1) if key in entry else ():
            yield make("bound", f"{key} {entry[key]} {step:+}", (*place, key), entry[key] + step)
    for value in entry.get("values", {}):
        yield make("answer", f"values without {value}", (*place, "values", value), GONE)
    for key, usual in (("human", False), ("used_in_result", True)):
        yield make("answer", f"{key} turned", (*place, key), not entry.get(key, usual))


def _events(entries: list[dict[str, Any]], allowed: Mapping[str, list[Any]]) -> Iterator[Mutant]:
    for number, event in enumerate(entries):
        row = f"{event['date']} {event['why'][:16]} {event['when']}"
        make, place = partial(Mutant, "events.yaml", row, "event"), (number,)
        yield make("removed", place, GONE)
        for day in (event["date"] - DAY, event["date"] + DAY):
            yield make(f"date {day}", (*place, "date"), day)
        for key, cell in event["when"].items():
            yield from _cell(make, (*place, "when", key), key, cell, allowed)


def _technologies(entries: list[dict[str, Any]]) -> Iterator[Mutant]:
    for number, entry in enumerate(entries):
        make = partial(Mutant, "technologies.yaml", entry["number"], "date")
        for day in (entry["from"] - DAY, entry["from"] + DAY):
            yield make(f"from {day}", (number, "from"), day)


def _constants() -> Iterator[Mutant]:
    for module, name in DAYS:
        day: date = getattr(MODULES[module], name)
        for other in (day - DAY, day + DAY):
            yield Mutant("constants", f"{module}.{name}", "constant", f"{day} → {other}", (), other)
    for module, name, stranger in SETS:
        make, values = partial(Mutant, "constants", f"{module}.{name}", "constant"), getattr(MODULES[module], name)
        yield make(f"with {stranger}", (), values | {stranger})
        for value in sorted(values):
            yield make(f"without {value}", (), values - {value})
