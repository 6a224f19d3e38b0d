"""One YAML file of the package's data, read into a pydantic model. What YAML would swallow is a finding here."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.rules.errors import Finding, RuleBaseError, shown

DATA = Path(__file__).parent / "data"

Shape = TypeVar("Shape")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one is ten times faster
    """The safe loader, which also refuses a key that is written twice (YAML keeps the last one silently)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = f"{key.tag} {key.value}"
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"「{key.value}」が二度あります", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """The content of a file. Raises RuleBaseError, naming the file, when it is no YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleBaseError([Finding(path.name, f"読めません（{error}）。")]) from error


def read_document(path: Path, shape: type[Shape]) -> Shape:
    """The file as the given type. Raises RuleBaseError, naming file and entry, when it is not of that shape."""
    raw = read_yaml(path)
    try:
        return TypeAdapter(shape).validate_python(raw)
    except ValidationError as error:
        raise RuleBaseError(faults(path.name, error)) from error


def faults(where: str, error: ValidationError) -> list[Finding]:
    """Everything that a sheet has against its content, with the place of each."""
    return [
        Finding(f"{where} {'.'.join(map(str, item['loc']))}", f"{item['msg']}（{shown(item['input'])}）")
        for item in error.errors()
    ]
