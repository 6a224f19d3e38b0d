"""Guard suites: determinations, general statements and faithful paraphrases, written by hand; `evals/guard` → records.

GuardError (GaihiError)   a file is missing or one of its lines cannot be used; names every file and line

Runs no guard and scores none.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ingest.errors import GaihiError
from ingest.sentences import sentences
from ingest.settings import CORPUS

GUARD = Path(__file__).resolve().parent / "guard"
DIGESTS = CORPUS / "digests"
_NO_TEXT = re.compile(r"\A---.*?^---$|<!--.*?-->|^#.*?$|^[|\s:-]+$", re.S | re.M)
_TITLE = re.compile(r"^(#{1,6}) (.*)$")
_LIST_MARK = re.compile(r"^\s*(?:[-*]|[0-9]{1,2}\.)\s+")


class GuardError(GaihiError):
    """A guard suite cannot be used."""


class SentenceKind(StrEnum):
    """What a hand-written sentence is; the value begins its file's name."""

    DETERMINATION = "determinations"
    GENERAL = "general"


@dataclass(frozen=True)
class Sentence:
    """One sentence and how it is worded. A determination decides the asker's own case; a general one decides nobody's.

    A general one may point at sentences `evidence` of the digest `source`, as a statement of an answer does.
    """

    id: str
    how: str
    text: str
    source: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paraphrase:
    """`text` restates what the sentences `evidence` of one digest say, and nothing else."""

    id: str
    how: str
    source: str
    evidence: tuple[str, ...]
    text: str


class _SentenceLine(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    how: str = Field(min_length=1)
    text: str = Field(min_length=1)


class _ParaphraseLine(_SentenceLine):
    source: str
    evidence: tuple[str, ...] = Field(min_length=1, max_length=3)


class _GeneralLine(_SentenceLine):
    source: str = ""
    evidence: tuple[str, ...] = Field(default=(), max_length=3)

    @model_validator(mode="after")
    def _both_or_none(self) -> "_GeneralLine":
        if bool(self.source) != bool(self.evidence):
            raise ValueError("source と evidence は、両方書くか、両方書かないかです")
        return self


T = TypeVar("T", bound=_SentenceLine)


@dataclass(frozen=True)
class _Line(Generic[T]):
    """What a line says, and where it stands."""

    where: str
    said: T


def load_sentences(
    kind: SentenceKind, part: str, folder: Path = GUARD, digests: Path = DIGESTS
) -> tuple[Sentence, ...]:
    """The sentences of a kind and part. Raises GuardError naming every line that cannot be used."""
    problems: list[str] = []
    path = folder / f"{kind.value}.{part}.jsonl"
    if kind is SentenceKind.DETERMINATION:
        decided = _read(path, _SentenceLine, "det", problems)
        _refuse(problems)
        return tuple(Sentence(line.said.id, line.said.how, line.said.text) for line in decided)
    lines = _read(path, _GeneralLine, "gen", problems)
    problems.extend(_unsupported([line for line in lines if line.said.evidence], digests))
    _refuse(problems)
    said = [line.said for line in lines]
    return tuple(Sentence(one.id, one.how, one.text, one.source, one.evidence) for one in said)


def load_paraphrases(part: str, folder: Path = GUARD, digests: Path = DIGESTS) -> tuple[Paraphrase, ...]:
    """The paraphrases of a part. Raises GuardError, also where evidence is no sentence of its digest."""
    problems: list[str] = []
    lines = _read(folder / f"paraphrases.{part}.jsonl", _ParaphraseLine, "par", problems)
    problems.extend(_unsupported(lines, digests))
    _refuse(problems)
    said = [line.said for line in lines]
    return tuple(Paraphrase(one.id, one.how, one.source, one.evidence, one.text) for one in said)


@cache
def digest_sentences(digests: Path = DIGESTS) -> Mapping[str, tuple[str, ...]]:
    """Source id → the sentences of its digest, of list items without the mark, and its table rows, in order."""
    return {path.stem: tuple(_sentences(path.read_text(encoding="utf-8"))) for path in sorted(digests.glob("*.md"))}


def headings_of(source: str, evidence: Iterable[str], digests: Path = DIGESTS) -> tuple[str, ...]:
    """The title and the heading paths that sentences of a digest stand under, as an answer would give them along."""
    known = _headed(digests / f"{source}.md")
    return tuple(dict.fromkeys(chain.from_iterable(known.get(_LIST_MARK.sub("", one), ()) for one in evidence)))


@cache
def _headed(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Sentence, list item or row → the titles above the first place where it stands."""
    found: dict[str, tuple[str, ...]] = {}
    above: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if title := _TITLE.match(line):
            above = [*above[: len(title[1]) - 1], title[2]]
        for item in _items(line):
            for one in (item, *(span.of(item) for span in sentences(item))):
                found.setdefault(one, tuple(above))
    return found


def _sentences(digest: str) -> Iterator[str]:
    for item in _items(digest):
        yield from (span.of(item) for span in sentences(item))


def _items(digest: str) -> Iterator[str]:
    """The lines of a digest that are text, without list marks."""
    return (_LIST_MARK.sub("", line).strip() for line in _NO_TEXT.sub("", digest).splitlines() if line.strip())


def _quotable(path: Path) -> frozenset[str]:
    """What may be evidence: a sentence, a whole list item, a row."""
    digest = path.read_text(encoding="utf-8")
    return frozenset([*_sentences(digest), *_items(digest)])


def _unsupported(lines: Iterable[_Line[_ParaphraseLine] | _Line[_GeneralLine]], digests: Path) -> Iterator[str]:
    """What is wrong with the evidence of lines."""
    known = {path.stem: _quotable(path) for path in sorted(digests.glob("*.md"))}
    return (problem for line in lines for problem in _strange(line, known))


def _strange(line: _Line[_ParaphraseLine] | _Line[_GeneralLine], known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What is wrong with the evidence of a line."""
    said = line.said
    if said.source not in known:
        yield f"{line.where}: source {said.source!r} の要旨がありません（要旨があるのは {', '.join(known)}）"
        return
    for number, sentence in enumerate(said.evidence, 1):
        if not {sentence, _LIST_MARK.sub("", sentence)} & known[said.source]:
            yield f"{line.where}: evidence の{number}番目は {said.source} の要旨の一文ではありません: {sentence[:40]}"


def _read(path: Path, shape: type[T], prefix: str, problems: list[str]) -> tuple[_Line[T], ...]:
    if not path.is_file():
        raise GuardError(
            f"検査用の文のファイルがありません（{path}）",
            hint="report の文は、測るときに書き下ろして evals/guard に置きます。置く前に測れるのは --part tune です。",
        )
    lines = tuple(_parsed(path, shape, problems))
    problems.extend(_odd_ids(lines, prefix))
    return lines


def _parsed(path: Path, shape: type[T], problems: list[str]) -> Iterator[_Line[T]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        try:
            yield _Line(where, shape.model_validate(json.loads(line)))
        except json.JSONDecodeError as error:
            problems.append(f"{where}: JSON として読めません: {error}")
        except ValidationError as error:
            problems.extend(f"{where}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())


def _odd_ids(lines: Iterable[_Line[T]], prefix: str) -> Iterator[str]:
    """Ids of another form than `prefix-part-001`, and ids or texts that stand twice."""
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    for line in lines:
        if not re.fullmatch(prefix + r"-[a-z0-9-]+-[0-9]{3,}", line.said.id):
            yield f"{line.where}: id は {prefix}-部の名-001 の形のはずですが、{line.said.id!r} です"
        for what, value, seen in (("id", line.said.id, ids), ("text", line.said.text, texts)):
            if first := seen.get(value):
                yield f"{line.where}: {what} が {first} と同じです"
            seen.setdefault(value, line.where)


def _refuse(problems: Collection[str]) -> None:
    if problems:
        raise GuardError(
            "\n".join(problems), hint="ファイルと行を直してください。evidence は要旨の一文をそのまま写します。"
        )
