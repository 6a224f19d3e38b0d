"""Proof: whether a digest says what its original says, in both directions.

Every fact of a digest section stands in the lines it names; nearly every fact of the original stands in the digest;
no line of the original is left out; no sentence is copied. Facts only: meaning is not judged.
`python -m ingest.proof --originals DIR [--source ID]` prints it.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.claim import Version, in_force, version_of, wording, wrong_claims
from ingest.context import LABELS, context_of
from ingest.copied import copied_runs, grams_of
from ingest.errors import GaihiError, RegistryError
from ingest.evidence import Original, restated
from ingest.fact import Fact, FactKind, holds, implied
from ingest.facts import facts_in
from ingest.finding import COVERAGE, CorpusProof, Proof, SectionProof, as_dict, lines
from ingest.names import Names, load_names
from ingest.readers import statute
from ingest.readers.file import File
from ingest.section import Section, read_sections
from ingest.source import Kind, Layout, Source, load_registry

__all__ = ["COVERAGE", "CorpusProof", "Proof", "SectionProof", "as_dict", "check_corpus", "lines", "prove"]

_LONG_NAME = 8  # a name at least this long does not count towards a copied run


@dataclass(frozen=True)
class _Task:
    """A digest's sections with what they are compared with."""

    sections: tuple[Section, ...]
    original: Original
    grams: frozenset[str]
    allowed: tuple[str, ...]

    @property
    def whole(self) -> tuple[tuple[int, int], ...]:
        return ((1, len(self.original.lines)),)


def prove(digest: Path, original: Path, source: Source, names: Names) -> Proof:
    """The proof of a document's digest against its known original. Raises RegistryError, GaihiError."""
    sections = _sections_of(digest, source)
    text = _known_text(original, source)
    flowing = source.layout is not Layout.SLIDES
    task = _Task(sections, Original(text, names, flowing), grams_of(text), _long_names(names, source))
    said = implied(_said(sections, names))
    required = task.original.required(task.whole)
    return Proof(
        source.id,
        digest.name,
        tuple(_prove_section(section, task) for section in sections),
        tuple(sorted(fact for fact in required if not holds(fact, said))),
        len(required),
        task.original.uncovered(lines for section in sections for lines in section.lines),
    )


def _sections_of(digest: Path, source: Source) -> tuple[Section, ...]:
    source_id, sections = read_sections(digest)
    if source_id != source.id:
        raise RegistryError(
            f"{digest}: source: は {source.id!r} のはずですが、{source_id!r} です",
            hint="ファイル名か、先頭の source: を直してください。",
        )
    return sections


def _known_text(original: Path, source: Source) -> str:
    """The text of an original. Raises GaihiError when it is not one of the registered ones."""
    data = original.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found not in source.sha256:
        raise GaihiError(
            f"{original}: sha256 が {found} で、sources.toml の {source.id} に登録された原文（{'、'.join(source.sha256) or 'なし'}）"
            "ではありません。lines: の行番号は登録された原文でしか意味を持たないので、照合できません",
            hint="登録された原文を指定するか、sources.toml の sha256 と要旨の lines: を改めてください。",
        )
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _long_names(names: Names, source: Source) -> tuple[str, ...]:
    known = [*names.organisations, *(name for group in names.countries.values() for name in group), source.title]
    return tuple(sorted((name for name in known if len(name) >= _LONG_NAME), key=len, reverse=True))


def _said(sections: Iterable[Section], names: Names) -> frozenset[Fact]:
    return frozenset[Fact]().union(*(restated(s.heading, s.text, names).said for s in sections))


def _prove_section(section: Section, task: _Task) -> SectionProof:
    """A heading without text of its own is compared with the whole original."""
    names = task.original.names
    own = restated(section.heading, section.text, names)
    supports = task.original.supports(section.lines or task.whole)
    required = task.original.required(section.lines)
    said = implied(own.said | restated("", "\n".join(section.path), names).said)
    return SectionProof(
        section.heading,
        section.number,
        unsupported=tuple(sorted(fact for fact in own.claimed if not holds(fact, supports))),
        excused=own.excused,
        missing=tuple(sorted(fact for fact in required if not holds(fact, said))),
        required=len(required),
        copied=tuple(copied_runs(section.text, task.grams, task.allowed)),
        problems=tuple(_problems(section, own.stray_marks, len(task.original.lines))),
    )


def _problems(section: Section, stray_marks: int, last_line: int) -> Iterable[str]:
    if stray_marks:
        yield f"〔推定〕は「2025年〔推定〕」のように年のすぐ後に置くはずですが、そうでないものが {stray_marks} 個あります"
    if section.provision:
        yield "provision: は法令の要旨だけに使います。lines: を書いてください"
    for first, last in section.lines:
        if first < 1 or last > last_line:
            yield f"lines: {first}-{last} は原文（全 {last_line} 行）の外です"


def check_corpus(corpus: Path, originals: Sequence[Path], only: str = "") -> CorpusProof:
    """Prove every digest whose originals lie in the given folders; `only` names a single source.

    A document's original is found by its sha256, the versions of a statute by a folder named like its law id.
    """
    names = load_names(corpus)
    sources = [source for source in load_registry(corpus / "sources.toml") if only in ("", source.id)]
    if not sources:
        raise RegistryError(f"sources.toml に {only!r} がありません", hint="登録された id を指定してください。")
    documents = _by_hash(originals)
    proofs, alone, undone, problems = list[Proof](), list[str](), list[str](), list[str]()
    for source in sources:
        digest = corpus / "digests" / f"{source.id}.md"
        found = _originals_of(source, originals, documents)
        if not digest.exists():
            undone.append(source.id)
        elif not found:
            alone.append(source.id)
        else:
            try:
                proofs.append(_prove_any(digest, found, source, names))
            except GaihiError as error:
                problems.append(f"{error.message}（{error.hint}）")
    return CorpusProof(tuple(proofs), tuple(alone), tuple(undone), tuple(problems))


def _prove_any(digest: Path, found: Sequence[Path], source: Source, names: Names) -> Proof:
    if source.kind is Kind.STATUTE:
        return prove_statute(digest, found, source, names)
    return prove(digest, found[0], source, names)


def prove_statute(digest: Path, versions: Sequence[Path], source: Source, names: Names) -> Proof:
    """The proof of a statute's digest against its stored versions. Raises RegistryError, ReadError.

    Coverage is reported for each section, and not asked for.
    """
    stored = [
        version_of(doc) for path in versions for doc in statute.read(File(path, path.read_bytes(), source, 2**30))
    ]
    sections = _sections_of(digest, source)
    provisos = frozenset(s.provision.removesuffix("ただし書") for s in sections if s.provision.endswith("ただし書"))
    task = _StatuteTask(stored, names, _long_names(names, source), provisos)
    proofs = tuple(_prove_provision(section, task) for section in sections if section.provision or section.text)
    missing = {(proof.number, fact) for proof in proofs for fact in proof.missing}
    return Proof(
        source.id,
        digest.name,
        proofs,
        tuple(sorted(fact for _, fact in missing)),
        sum(proof.required for proof in proofs),
        statute=True,
    )


@dataclass(frozen=True)
class _StatuteTask:
    """The stored versions that the sections of a statute's digest are compared with."""

    versions: Sequence[Version]
    names: Names
    allowed: tuple[str, ...]
    with_proviso: frozenset[str]  # provisions whose ただし書 has sections of its own

    def original(self, section: Section) -> Original:
        """The provision in the version in force at the section's `from`; empty when there is none."""
        version = in_force(self.versions, section.valid_from) if section.valid_from else None
        return Original(wording(version, section.provision) if version else "", self.names)


def _prove_provision(section: Section, task: _StatuteTask) -> SectionProof:
    """The section may also name its own address and the dates of its claim."""
    original, names = task.original(section), task.names
    whole = ((1, len(original.lines)),)
    own = restated(LABELS.sub("", section.heading), LABELS.sub("", section.text), names)
    dates = {Fact(FactKind.DATE, str(day)) for day in (section.valid_from, section.valid_to) if day}
    around = dates | facts_in(section.provision, names) | context_of(section, task.versions, names)
    supports = original.supports(whole) | implied(around)
    required, said = original.required(whole), implied(own.said)
    return SectionProof(
        section.heading,
        section.number,
        unsupported=tuple(sorted(fact for fact in own.claimed if not holds(fact, supports))),
        excused=own.excused,
        missing=tuple(sorted(fact for fact in required if not holds(fact, said))),
        required=len(required),
        copied=tuple(copied_runs(section.text, grams_of(original.text), task.allowed)),
        problems=tuple(wrong_claims(section, task.versions, without_proviso=section.provision in task.with_proviso)),
    )


def _by_hash(originals: Sequence[Path]) -> dict[str, Path]:
    files = (path for folder in originals for path in sorted(folder.rglob("*")) if path.is_file())
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}


def _originals_of(source: Source, originals: Sequence[Path], documents: dict[str, Path]) -> list[Path]:
    if source.kind is not Kind.STATUTE:
        return [documents[sha] for sha in source.sha256 if sha in documents]
    folders = [place / source.id for place in originals] + [place for place in originals if place.name == source.id]
    return sorted(path for folder in folders if folder.is_dir() for path in folder.glob("*.md"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the proofs; 0 when all pass, 1 when not, 2 when the check could not be made."""
    parser = argparse.ArgumentParser(prog="python -m ingest.proof", description="要旨を原文と照合する")
    parser.add_argument("--originals", action="append", type=Path, required=True, metavar="DIR")
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent.parent / "corpus", metavar="DIR")
    parser.add_argument("--source", default="", metavar="ID")
    given = parser.parse_args(arguments)
    try:
        found = check_corpus(given.corpus, given.originals, given.source)
    except GaihiError as error:
        sys.stderr.write(f"{error.message}\n{error.hint}\n")
        return 2
    sys.stdout.write("\n".join(_report(found)) + "\n")
    return 0 if found.ok else 1


def _report(found: CorpusProof) -> list[str]:
    text = [line for proof in found.proofs for line in lines(proof)]
    text += [f"照合できません: {problem}" for problem in found.problems]
    text += [f"{source}: 原文が指定のフォルダにありません" for source in found.without_original]
    return text + [f"{source}: 要旨がまだありません" for source in found.without_digest]


if __name__ == "__main__":
    raise SystemExit(main())
