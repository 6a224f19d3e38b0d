"""Findings of the corpus check: what was proved about a section, a digest, the corpus. Values only, and how they read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ingest.fact import Fact, FactKind

COVERAGE = 0.95  # share of the original's facts that a digest must have
_KINDS = {
    FactKind.NUMBER: "数",
    FactKind.DATE: "日付",
    FactKind.PROVISION: "条項",
    FactKind.ITEM: "項番",
    FactKind.HS: "HS",
    FactKind.CODE: "記号",
    FactKind.ORDINAL: "番号",
    FactKind.COUNTRY: "国",
    FactKind.ORGANISATION: "団体",
}


@dataclass(frozen=True)
class SectionProof:
    """What was found about one section. `number` is its line in the digest.

    `unsupported`: facts of the digest that the named part of the original lacks. `excused`: dates marked 〔推定〕.
    `missing`: facts of that part which the section lacks, of `required` facts. `copied`: shared runs that are too
    long. `problems`: anything else that is wrong, in Japanese.
    """

    heading: str
    number: int
    unsupported: tuple[Fact, ...] = ()
    excused: tuple[str, ...] = ()
    missing: tuple[Fact, ...] = ()
    required: int = 0
    copied: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def coverage(self) -> float:
        """Share of the facts of the section's part of the original; 1 where that has none."""
        return 1 - len(self.missing) / self.required if self.required else 1.0

    @property
    def failures(self) -> int:
        """Number of things that must be mended."""
        return len(self.unsupported) + len(self.copied) + len(self.problems)


@dataclass(frozen=True)
class Proof:
    """The proof of one digest. `missing` and `required` are of the whole document; `uncovered` are line numbers.

    `statute`: a restatement of chosen provisions, of which no coverage is asked.
    """

    source_id: str
    digest: str
    sections: tuple[SectionProof, ...]
    missing: tuple[Fact, ...] = ()
    required: int = 0
    uncovered: tuple[int, ...] = ()
    statute: bool = False

    @property
    def coverage(self) -> float:
        """Share of the original's distinct facts that the digest has."""
        return 1 - len(self.missing) / self.required if self.required else 1.0

    @property
    def failures(self) -> int:
        """Number of things that must be mended."""
        found = sum(section.failures for section in self.sections)
        return found if self.statute else found + bool(self.uncovered) + (self.coverage < COVERAGE)

    @property
    def ok(self) -> bool:
        """Whether the digest passes."""
        return not self.failures


@dataclass(frozen=True)
class CorpusProof:
    """All proofs. `without_original`: registered sources whose known original is in none of the folders.

    `without_digest`: registered sources without a digest. `problems`: digests that could not be checked, and why.
    """

    proofs: tuple[Proof, ...]
    without_original: tuple[str, ...] = ()
    without_digest: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything that could be checked passes."""
        return not self.problems and all(proof.ok for proof in self.proofs)


def lines(proof: Proof) -> list[str]:
    """The proof as Japanese text lines: a summary, then each section that has something to say."""
    verdict = "合格" if proof.ok else f"不合格（直す所 {proof.failures}）"
    text = [
        f"{proof.source_id}: {verdict}　節 {len(proof.sections)}、"
        f"原文の事実 {proof.required} のうち要旨に {proof.required - len(proof.missing)}（{proof.coverage:.1%}）"
    ]
    if proof.uncovered:
        text.append(f"  どの節も扱っていない原文の行: {spans(proof.uncovered)}")
    if proof.missing and not proof.statute:
        text.append(f"  文書全体で要旨に無い事実: {named(proof.missing)}")
    return text + [line for section in proof.sections for line in _section_lines(section, proof.digest)]


def _section_lines(section: SectionProof, digest: str) -> Iterator[str]:
    found = [
        *((f"    原文のその範囲に無い: {named(section.unsupported)}",) if section.unsupported else ()),
        *(f"    原文と{len(run)}字一致: 「{run}」" for run in section.copied),
        *(f"    {problem}" for problem in section.problems),
        *((f"    要旨に無い: {named(section.missing)}",) if section.missing else ()),
        *((f"    推定とした年: {'、'.join(section.excused)}",) if section.excused else ()),
    ]
    if found:
        yield f"  {digest}:{section.number} 「{section.heading}」（{section.coverage:.0%}）"
        yield from found


def named(facts: Iterable[Fact]) -> str:
    """Facts by kind: 「数 12物資、63件; 国 CN」."""
    by_kind: dict[FactKind, list[str]] = {}
    for fact in sorted(facts):
        by_kind.setdefault(fact.kind, []).append(str(fact))
    return "; ".join(f"{_KINDS[kind]} {'、'.join(values)}" for kind, values in by_kind.items())


def spans(numbers: Iterable[int]) -> str:
    """Line numbers with neighbours drawn together: 「3-5,9」."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in found)


def as_dict(proof: Proof) -> dict[str, Any]:
    """The proof for JSON."""
    return {
        "source_id": proof.source_id,
        "digest": proof.digest,
        "ok": proof.ok,
        "coverage": round(proof.coverage, 4),
        "required": proof.required,
        "missing": _facts(proof.missing),
        "uncovered": list(proof.uncovered),
        "sections": [_section_dict(section) for section in proof.sections],
    }


def _section_dict(section: SectionProof) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "line": section.number,
        "coverage": round(section.coverage, 4),
        "unsupported": _facts(section.unsupported),
        "excused": list(section.excused),
        "missing": _facts(section.missing),
        "copied": list(section.copied),
        "problems": list(section.problems),
    }


def _facts(facts: Iterable[Fact]) -> list[dict[str, str]]:
    return [{"kind": fact.kind.value, "value": fact.value} for fact in sorted(facts)]
