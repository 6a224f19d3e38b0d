"""Rules check: everything `gaihi rules check` looks at, and how it is shown: proofs, legal bases, amendments."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.answer import as_json
from assistant.grounds import grounds_of
from assistant.reviews import open_amendments, reviews
from assistant.rules import provisions
from assistant.rules.basis import (
    Amendment,
    Citation,
    Interim,
    Resolution,
    Status,
    accept,
    amendments,
    interim,
    lock,
    resolve,
    unlocked,
)
from assistant.rules.check import Finding, findings
from assistant.rules.difference import plain
from assistant.rules.label import Labels
from assistant.rules.load import RuleBase
from assistant.rules.provisions import dump_lock
from assistant.statutes import Stored, from_library, from_paths
from ingest.settings import Settings
from ui.errors import InputError


@dataclass(frozen=True)
class RulesChecked:
    """What was found. `resolutions` is empty where no statute is stored."""

    base: RuleBase
    findings: tuple[Finding, ...]
    stored: Stored
    resolutions: tuple[Resolution, ...]
    interim: tuple[Interim, ...]
    unlocked: tuple[Citation, ...]
    amendments: tuple[Amendment, ...]

    @property
    def unresolved(self) -> tuple[Resolution, ...]:
        """Citations of a provision that the stored version does not have."""
        return tuple(one for one in self.resolutions if one.status is Status.UNRESOLVED)

    @property
    def ok(self) -> bool:
        """Whether nothing is left to put right or to review."""
        return not (self.findings or self.unresolved or self.unlocked or self.amendments)


def check_rules(settings: Settings, base: RuleBase, laws: Path | None) -> RulesChecked:
    """The proofs of the rule base, its bases against the statutes, and amendments nobody has reviewed."""
    stored, grounds = _stored(settings, laws), grounds_of(base)
    found = amendments(grounds, stored.statutes)
    held = bool(stored.statutes.law_ids)
    return RulesChecked(
        base=base,
        findings=findings(base),
        stored=stored,
        resolutions=resolve(grounds.citations, stored.statutes, base.laws) if held else (),
        interim=interim(stored.statutes, base.laws),
        unlocked=unlocked(grounds),
        amendments=open_amendments(found, reviews(settings.home)),
    )


def open_amendments_of(settings: Settings, base: RuleBase, laws: Path | None) -> tuple[Amendment, ...]:
    """The amendments that nobody has reviewed."""
    found = amendments(grounds_of(base), _stored(settings, laws).statutes)
    return open_amendments(found, reviews(settings.home))


def write_lock(settings: Settings, base: RuleBase, laws: Path, *, reviewed: bool) -> int:
    """Write the lock of the rules' provisions; `reviewed`: open amendments count as read. Returns how many did."""
    grounds, statutes = grounds_of(base), _stored(settings, laws).statutes
    locked, accepted = lock(grounds, statutes), 0
    while reviewed and (found := amendments(replace(grounds, lock=locked), statutes)):
        locked, accepted = accept(locked, found[0]), accepted + 1
    provisions.DATA.write_text(dump_lock(locked), encoding="utf-8")
    return accepted


def lines(found: RulesChecked) -> Iterator[str]:
    """What was found, for people."""
    labels = Labels(found.base)
    yield f"規則 {len(found.base.rules)}、表 {len(found.base.tables)}　指紋 {found.base.fingerprint}"
    for one in found.findings:
        yield f"× {one.kind}: {one.where}: {one.text}"
        if one.witness:
            yield f"   例: {'、'.join(f'{labels.fact(k)}={labels.value(k, v)}' for k, v in one.witness.items())}"
    yield f"{'○' if not found.findings else '×'} 規則どうしの検査: {len(found.findings)} 件"
    yield from _basis_lines(found)
    for amendment in found.amendments:
        yield ""
        yield plain(amendment)
    yield f"{'○' if not found.amendments else '×'} 確認を待つ改正: {len(found.amendments)} 件"
    if found.amendments:
        yield "→ 読み比べた人が gaihi rules review R-ID --by 氏名 --note 内容 で記録すると、注意が消えます。"


def document(found: RulesChecked) -> dict[str, Any]:
    """What was found, for programs."""
    return {
        "ok": found.ok,
        "fingerprint": found.base.fingerprint,
        "rules": len(found.base.rules),
        "findings": [as_json(asdict(one)) for one in found.findings],
        "statutes": list(found.stored.statutes.law_ids),
        "resolved": sum(one.status is Status.RESOLVED for one in found.resolutions),
        "not_stored": [as_json(asdict(one)) for one in found.resolutions if one.status is Status.NOT_STORED],
        "unresolved": [as_json(asdict(one)) for one in found.unresolved],
        "interim": [as_json(asdict(one)) for one in found.interim],
        "not_locked": [as_json(asdict(one)) for one in found.unlocked],
        "amendments": [as_json(asdict(one)) for one in found.amendments],
        "problems": list(found.stored.problems),
    }


def _stored(settings: Settings, laws: Path | None) -> Stored:
    if laws is not None and not laws.exists():
        raise InputError(f"法令のフォルダがありません: {laws}", hint="--laws のパスを確かめてください。")
    return from_paths([laws]) if laws else from_library(settings.home)


def _basis_lines(found: RulesChecked) -> Iterator[str]:
    yield from (f"読めないファイル: {problem}" for problem in found.stored.problems)
    if not found.stored.statutes.law_ids:
        yield "△ 根拠の条文: 法令の原文がないので照合していません（--laws DIR か gaihi ingest で渡してください）"
        return
    for one in found.unresolved:
        cited = one.citation
        yield f"× {cited.rule}: {cited.law} {cited.provision}（{cited.version}）: {one.problem}"
    yield from (f"△ {one.law} {one.version}: {one.why}" for one in found.interim)
    yield from (
        f"× {one.rule}: {one.law} {one.provision}（{one.version}）の指紋が provisions.yaml にありません"
        for one in found.unlocked
    )
    resolved = sum(one.status is Status.RESOLVED for one in found.resolutions)
    outside = sum(one.status is Status.NOT_STORED for one in found.resolutions)
    mark = "○" if not (found.unresolved or found.unlocked) else "×"
    yield f"{mark} 根拠の条文: 照合 {resolved}、保存外 {outside}、見つからない {len(found.unresolved)}"
