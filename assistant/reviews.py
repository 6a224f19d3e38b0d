"""Reviews: who has looked at an amendment of a provision that rules rest on, and which rules still wait for that.

HOME/rules/reviews.jsonl, one line a review, only ever added to. A line that cannot be read counts for nothing: the
notice stays.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from assistant.rules.basis import Amendment, Grounds, amendments
from assistant.statutes import from_library, from_paths
from ingest.errors import GaihiError

if TYPE_CHECKING:  # it brings the whole search with it
    from ingest.index import Index

_MEMO = "amendments"


class ReviewError(GaihiError):
    """A review that cannot be recorded."""


@dataclass(frozen=True)
class Review:
    """A person has compared the rules with a new text. `sha256` is empty for a provision that is gone.

    `rule` is a row id, or empty where the review is for all rules that cite the provision.
    """

    law: str
    provision: str
    version: date
    sha256: str
    by: str
    on: date
    note: str = ""
    rule: str = ""

    def covers(self, amendment: Amendment, rule: str) -> bool:
        """Whether this was a review of that amendment for that rule."""
        same = (self.law, self.provision, self.sha256) == (amendment.law, amendment.provision, amendment.new_sha256)
        return same and self.version == amendment.new_version and self.rule in ("", rule)


_REVIEW = TypeAdapter(Review)


def review_of(amendment: Amendment, *, by: str, on: date, note: str = "", rule: str = "") -> Review:
    """The review of an amendment by a named person. Raises ReviewError without a name or for a rule it does not touch."""
    if not by.strip():
        raise ReviewError("確認した人の名前がありません。", hint="--by に氏名を書いてください。")
    if rule and rule not in amendment.rules:
        raise ReviewError(
            f"規則 {rule} は {amendment.law} {amendment.provision} を根拠にしていません。",
            hint=f"この条項による規則は {'、'.join(amendment.rules)} です。",
        )
    where = (amendment.law, amendment.provision, amendment.new_version, amendment.new_sha256)
    return Review(*where, by.strip(), on, note, rule)


def record(home: Path, review: Review) -> None:
    """Add a review; once this returns it is on the disk. Raises ReviewError when it cannot be written."""
    line = json.dumps(asdict(review), ensure_ascii=False, default=str) + "\n"
    path = _path(home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            stream.write((b"\n" if _torn(path) else b"") + line.encode())
            stream.flush()
            os.fsync(stream.fileno())
        _sync(path.parent)
    except OSError as error:
        raise ReviewError(
            f"確認の記録を書けません: {path}: {error.strerror}", hint="空き容量と書き込みの権限を確かめてください。"
        ) from error


def reviews(home: Path) -> tuple[Review, ...]:
    """All reviews recorded, oldest first."""
    path = _path(home)
    return tuple(_read(path.read_bytes().split(b"\n"))) if path.is_file() else ()


def open_amendments(found: Iterable[Amendment], done: Iterable[Review]) -> tuple[Amendment, ...]:
    """The amendments that nobody has reviewed, each with the rules that still wait."""
    done = tuple(done)
    left = ((one, tuple(r for r in one.rules if not any(d.covers(one, r) for d in done))) for one in found)
    return tuple(replace(one, rules=rules) for one, rules in left if rules)


def amended_rules(source: "Index | Path", grounds: Grounds, home: Path) -> dict[str, tuple[Amendment, ...]]:
    """For each rule whose provision changed and was not reviewed: the amendments.

    `source`: the index that is served (its amendments are worked out once and kept with it), or a folder of laws.
    The amendment applies from its `new_version`; before that day the rule rests on the law it was written for.
    """
    found: dict[str, tuple[Amendment, ...]] = {}
    for amendment in open_amendments(_amendments(source, grounds, home), reviews(home)):
        for rule in amendment.rules:
            found[rule] = (*found.get(rule, ()), amendment)
    return found


def _amendments(source: "Index | Path", grounds: Grounds, home: Path) -> tuple[Amendment, ...]:
    if isinstance(source, Path):
        return amendments(grounds, from_paths([source]).statutes)
    kept = source.memo.get(_MEMO)
    if kept is None or kept[0] != grounds.lock or kept[1] != grounds.citations:
        found = amendments(grounds, from_library(home).statutes)
        kept = source.memo[_MEMO] = (grounds.lock, grounds.citations, found)
    worked_out: tuple[Amendment, ...] = kept[2]
    return worked_out


def _path(home: Path) -> Path:
    return home / "rules" / "reviews.jsonl"


def _torn(path: Path) -> bool:
    """Whether the last line was cut off by a crash."""
    data = path.read_bytes()
    return bool(data) and not data.endswith(b"\n")


def _sync(folder: Path) -> None:
    """Make sure that the name of a new file is on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(lines: Iterable[bytes]) -> Iterator[Review]:
    for line in lines:
        try:
            yield _REVIEW.validate_json(line)
        except ValidationError:
            continue
