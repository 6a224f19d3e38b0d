"""Tiny rule bases: the facts and countries that ship, with tables of their own."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.rules.document import DATA
from assistant.rules.errors import FactError
from assistant.rules.fact import read_facts
from assistant.rules.load import RuleBase, assemble, builtin

SMALL = Path(__file__).parent / "small"
Base = Callable[..., RuleBase]
_NUMBER = count()


@cache
def shared() -> dict[str, Any]:
    """The files that every rule base needs beside its tables."""
    names = ("scope.yaml", "small_value.yaml", "laws.yaml", "sources.yaml")
    return {name: yaml.safe_load((DATA / name).read_text(encoding="utf-8")) for name in names}


def table(rows: list[dict[str, Any]], name: str = "a-table", **keys: Any) -> dict[str, Any]:
    """A table; what a row leaves out and no test looks at is filled in."""
    whole = [{"title": row["id"], "text": f"{row['id']}の文。", **row} for row in rows]
    return {"table": name, "title": name, "regime": "a-regime", "domain": {}, **keys, "rules": whole}


@pytest.fixture(scope="session")
def base_of() -> Base:
    """Rows, or whole tables, and events → a rule base."""

    def build(*rows: dict[str, Any], events: list[dict[str, Any]] | None = None, **keys: Any) -> RuleBase:
        tables = [table(entry.pop("rules"), **entry) for entry in map(dict, rows) if "rules" in entry]
        if loose := [row for row in rows if "rules" not in row]:
            tables.append(table(loose, **keys))
        sheets = {**shared(), "regimes/own.yaml": tables} | ({"events.yaml": events} if events else {})
        return assemble(sheets, fingerprint=f"test-{next(_NUMBER)}")

    return build


@pytest.fixture(scope="session")
def small(base_of: Base) -> Callable[[str], RuleBase]:
    """The name of a file in `small/` → its rule base, built once."""

    @cache
    def read(name: str) -> RuleBase:
        sheet = yaml.safe_load((SMALL / f"{name}.yaml").read_text(encoding="utf-8"))
        return base_of(
            *({"name": entry.pop("table"), **entry} for entry in sheet["tables"]), events=sheet.get("events")
        )

    return read


@pytest.fixture(scope="session")
def random_cases() -> Callable[[int, int], Any]:
    """Seeded random fact sets (`random_facts.py`), those that contradict nothing."""
    spec = importlib.util.spec_from_file_location("random_facts", Path(__file__).parent / "random_facts.py")
    assert spec and spec.loader
    module = sys.modules.setdefault("random_facts", importlib.util.module_from_spec(spec))
    if not hasattr(module, "random_cases"):
        spec.loader.exec_module(module)

    def cases(seed: int, number: int) -> Iterator[dict[str, Any]]:
        drawn = filter(_fits_together, module.random_cases(seed, 2 * number))
        return islice(drawn, number)

    return cases


def _fits_together(raw: dict[str, Any]) -> bool:
    try:
        read_facts(raw, builtin().catalogue, builtin().countries)
    except FactError:
        return False
    return True
