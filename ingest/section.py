"""Section: one heading of a digest with its text and with what it restates (see corpus/FORMAT.md).

Parses digests; judges nothing but their form.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.errors import RegistryError

_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_COMMENT = re.compile(r"<!--(.*)-->")
_FIELD = re.compile(r"(locator|lines|provision|from|to):\s*(.*?)\s*(?=;\s*(?:locator|lines|provision|from|to):|$)")
_RANGE = re.compile(r"([0-9]+)(?:\s*-\s*([0-9]+))?")


@dataclass(frozen=True)
class Section:
    """`lines`: (first, last) of the original's lines, 1-based, inclusive. `number`: line of the heading in the digest.

    A heading without text of its own has neither `lines` nor `provision`. `path` holds the headings above it.
    """

    heading: str
    number: int
    text: str
    path: tuple[str, ...] = ()
    locator: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    provision: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class _Raw:
    """Heading depth, heading, its line in the digest, and the lines under it."""

    depth: int
    heading: str
    number: int
    body: list[str]


def read_sections(path: Path) -> tuple[str, tuple[Section, ...]]:
    """The source id and the sections of a digest. Raises RegistryError naming all lines that are not in the format."""
    text = path.read_text(encoding="utf-8")
    source = re.match(r"---\n(?:.*\n)*?source:\s*(\S+)\s*\n(?:.*\n)*?---\n", text)
    if not source:
        raise RegistryError(
            f"{path}: 先頭に source: のあるフロントマターがありません", hint="corpus/FORMAT.md を見てください。"
        )
    sections, problems = _sections(text.split("\n"), skip=source[0].count("\n"))
    if problems:
        raise RegistryError(
            "\n".join(f"{path}:{problem}" for problem in problems), hint="corpus/FORMAT.md のとおりに直してください。"
        )
    return source[1], sections


def _sections(lines: list[str], *, skip: int) -> tuple[tuple[Section, ...], list[str]]:
    sections, problems, path = list[Section](), list[str](), dict[int, str]()
    for raw in _split(lines, skip):
        path = {depth: heading for depth, heading in path.items() if depth < raw.depth}
        try:
            sections.append(_section(raw, tuple(path.values())))
        except ValueError as error:
            problems.append(f"{raw.number} 「{raw.heading}」: {error}")
        path[raw.depth] = raw.heading
    return tuple(sections), problems


def _split(lines: list[str], skip: int) -> list[_Raw]:
    found: list[_Raw] = [_Raw(0, "（見出しの前）", skip + 1, [])]
    for number, line in enumerate(lines[skip:], skip + 1):
        if heading := _HEADING.fullmatch(line.rstrip()):
            found.append(_Raw(len(heading[1]), heading[2], number, []))
        else:
            found[-1].body.append(line)
    return found if any(line.strip() for line in found[0].body) else found[1:]


def _section(raw: _Raw, path: tuple[str, ...]) -> Section:
    """Raises ValueError that says in Japanese what is wrong."""
    fields: dict[str, str] = {}
    text = []
    for line in raw.body:
        comment = _COMMENT.fullmatch(line.strip())
        fields |= dict(_FIELD.findall(comment[1])) if comment else {}
        text += [] if comment else [line]
    body = "\n".join(text).strip()
    if body and not fields.get("lines") and not fields.get("provision"):
        raise ValueError("本文があるのに、lines: も provision: もありません")
    return Section(
        raw.heading,
        raw.number,
        body,
        path,
        fields.get("locator", ""),
        _ranges(fields.get("lines", "")),
        fields.get("provision", ""),
        _day(fields.get("from", "")),
        _day(fields.get("to", "")),
    )


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    ranges = []
    for part in filter(None, map(str.strip, re.split("[,、]", text))):
        match = _RANGE.fullmatch(part)
        if not match or int(match[1]) > int(match[2] or match[1]):
            raise ValueError(f"lines: は 12-34,40-52 の形のはずですが、{part!r} です")
        ranges.append((int(match[1]), int(match[2] or match[1])))
    return tuple(ranges)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"from/to は YYYY-MM-DD のはずですが、{text!r} です") from None
