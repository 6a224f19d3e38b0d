"""Case: one question of a suite with what its answer must hold; the files of `evals/suites` → frozen cases.

SuiteError (GaihiError)   a suite is missing or one of its lines cannot be used; names every file and line
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.request import QUESTION_LIMIT
from ingest.errors import GaihiError
from ingest.fold import squeeze

SUITES = Path(__file__).resolve().parent / "suites"
_EVIDENCE_LIMIT = 30  # characters without white space


class SuiteError(GaihiError):
    """A suite cannot be used."""


class CaseKind(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    NUMBER = "number"
    LIST = "list"
    TABLE = "table"
    PARAPHRASE = "paraphrase"
    DATED = "dated"
    FALSE_PREMISE = "false_premise"
    UNANSWERABLE = "unanswerable"
    OWN_CASE = "own_case"


class Expect(StrEnum):
    """How the question ought to be met; the values are those of an answer's status."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    NEEDS_DETERMINATION = "needs_determination"


class Half(StrEnum):
    """Code is tuned on `tune`; what is claimed is measured on `report`."""

    TUNE = "tune"
    REPORT = "report"


@dataclass(frozen=True)
class Case:
    """One question. Fields are described in `evals/suites/README.md`."""

    id: str
    kind: CaseKind
    question: str
    as_of: date | None
    expect: Expect
    source: str | None
    section: str | None
    lines: tuple[int, int] | None
    evidence: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    pair: str | None
    note: str | None

    @property
    def half(self) -> Half:
        """Even SHA-256 of the id: `tune`; odd: `report`."""
        return Half.REPORT if int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 else Half.TUNE


@dataclass(frozen=True)
class Suite:
    """All cases of a folder, in the order of its files; `sha256` changes with any byte of them."""

    name: str
    sha256: str
    cases: tuple[Case, ...]


_FITS = {
    CaseKind.UNANSWERABLE: Expect.ABSTAINED,
    CaseKind.OWN_CASE: Expect.NEEDS_DETERMINATION,
}


class _Line(BaseModel):
    """A line of a suite as written; every field must be there."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    kind: CaseKind
    question: str = Field(min_length=1, max_length=QUESTION_LIMIT)
    as_of: date | None
    expect: Expect
    source: str | None
    section: str | None
    lines: tuple[int, int] | None
    evidence: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    pair: str | None
    note: str | None

    @model_validator(mode="after")
    def _consistent(self) -> "_Line":
        if self.expect is not _FITS.get(self.kind, Expect.ANSWERED):
            raise ValueError(f"kind {self.kind.value} does not go with expect {self.expect.value}")
        given = [bool(part) for part in (self.source, self.evidence, self.required)]
        if given != [self.expect is Expect.ANSWERED] * len(given):
            raise ValueError("source, evidence and required belong to every case that expects an answer, to no other")
        if any(not fact or not all(squeeze(spelling) for spelling in fact) for fact in self.required):
            raise ValueError("a required fact needs at least one spelling, and none may be empty")
        if wrong := [phrase for phrase in self.evidence if not 0 < len(squeeze(phrase)) <= _EVIDENCE_LIMIT]:
            raise ValueError(f"evidence must have 1 to {_EVIDENCE_LIMIT} characters: {wrong}")
        return self

    def case(self) -> Case:
        return Case(**{name: getattr(self, name) for name in type(self).model_fields})


def load_suite(name: str, folder: Path = SUITES) -> Suite:
    """The suite `folder/name`. Raises SuiteError listing every line that cannot be used."""
    files = sorted((folder / name).glob("*.jsonl"))
    if not files:
        known = ", ".join(sorted(path.name for path in folder.glob("*/"))) or "なし"
        raise SuiteError(f"評価セット {name!r} がありません（{folder / name}）", hint=f"使えるもの: {known}")
    problems: list[str] = []
    cases = [case for path in files for case in _read(path, problems)]
    problems.extend(_inconsistent(cases))
    if problems:
        raise SuiteError("\n".join(problems), hint="書式は evals/suites/README.md にあります。")
    digest = hashlib.sha256(b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in files))
    return Suite(name, digest.hexdigest()[:16], tuple(cases))


def _read(path: Path, problems: list[str]) -> Iterable[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield _Line.model_validate(json.loads(line)).case()
        except json.JSONDecodeError as error:
            problems.append(f"{path.name}:{number}: JSON として読めません: {error}")
        except ValidationError as error:
            problems.extend(f"{path.name}:{number}: {_where(e['loc'])}{e['msg']}" for e in error.errors())


def _where(loc: Sequence[int | str]) -> str:
    return ".".join(str(part) for part in loc) + ": " if loc else ""


def _inconsistent(cases: Sequence[Case]) -> list[str]:
    """Ids that stand twice and pairs that point nowhere."""
    seen: set[str] = set()
    twice = sorted({case.id for case in cases if case.id in seen or seen.add(case.id)})  # type: ignore[func-returns-value]
    lost = [case for case in cases if case.pair and case.pair not in seen]
    return [f"id {one!r} が二度あります" for one in twice] + [
        f"{case.id}: pair {case.pair!r} という事例がありません" for case in lost
    ]
