"""`gaihi doctor`: the diagnosis and the settings in force, for people and for programs."""

import typer

from assistant.answer import as_json
from ingest.settings import load_settings
from ui.diagnosis import Finding, Setting, State, diagnose, settings_shown
from ui.terminal import Json, note, write, write_json

_MARKS = {State.FINE: "○", State.NOTE: "△", State.MISSING: "×"}


def doctor(json: bool = Json) -> None:
    """何が入っていて、どう設定され、何が足りず、どう直すか。"""
    settings = load_settings()
    findings = tuple(diagnose(settings))
    shown = settings_shown(settings)
    ok = all(finding.state is not State.MISSING for finding in findings)
    if json:
        write_json({"ok": ok, "findings": as_json(findings), "settings": as_json(shown)})
    else:
        write("\n".join((*map(_finding, findings), "", "設定", *map(_setting, shown))))
    if not ok:
        broken = "、".join(finding.name for finding in findings if finding.state is State.MISSING)
        note(f"誤り: 足りないものがあります: {broken}。")
        raise typer.Exit(1)


def _finding(finding: Finding) -> str:
    hint = f"\n   → {finding.hint}" if finding.hint else ""
    return f"{_MARKS[finding.state]} {finding.name}: {finding.text}{hint}"


def _setting(setting: Setting) -> str:
    return f"  {setting.name}={setting.value}　{setting.description}"
