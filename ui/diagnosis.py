"""Diagnosis: what is installed, configured, missing, and how to mend it. Looks only; changes nothing."""

import importlib
import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from pydantic import SecretStr

from assistant.binding import is_loopback
from assistant.storage.database import FILE
from ingest.errors import GaihiError
from ingest.settings import CORPUS, Settings
from ingest.url import without_secrets

_PYTHON = (3, 11)
_ANSWERING = ("assistant.ask", "assistant.assistant", "assistant.service")
_ROOM = 2  # GB that an index with its caches and the generation before it may need


class State(StrEnum):
    """How something is: fine, worth knowing, or in the way of answering."""

    FINE = "fine"
    NOTE = "note"
    MISSING = "missing"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what to do about it; Japanese."""

    name: str
    state: State
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Setting:
    """A setting as it is in force; secrets are masked."""

    name: str
    value: str
    description: str


def settings_shown(settings: Settings) -> tuple[Setting, ...]:
    """All settings in force, without keys and passwords."""
    return tuple(
        Setting(f"GAIHI_{name.upper()}", _shown(getattr(settings, name)), field.description or "")
        for name, field in Settings.model_fields.items()
    )


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "（設定済み）" if value.get_secret_value() else ""
    if isinstance(value, tuple):
        return ":".join(str(one) for one in value)
    return without_secrets(str(value), "***")


def diagnose(settings: Settings) -> Iterator[Finding]:
    """Everything worth looking at, in the order in which to mend it."""
    yield _python()
    yield from _packages()
    yield _dictionary()
    yield _answering()
    yield _room(settings.home)
    yield _index(settings)
    yield from _models(settings)
    yield _history(settings)
    yield _address(settings)
    yield from (
        _port(settings.host, port, name) for port, name in ((settings.port, "PORT"), (settings.ui_port, "UI_PORT"))
    )


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info >= _PYTHON:
        return Finding("Python", State.FINE, version)
    return Finding("Python", State.MISSING, version, "Python 3.11 以上を入れ、make setup をやり直してください。")


def _packages() -> Iterator[Finding]:
    """The packages this project declares, one finding for all that are there and one for each that is not."""
    try:
        declared = metadata.requires("gaihi") or []
    except metadata.PackageNotFoundError:
        yield Finding("部品", State.MISSING, "gaihi が入っていません", "make setup を実行してください。")
        return
    names = [re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in declared if "extra ==" not in line]
    versions = {name: _version(name) for name in names}
    yield Finding("部品", State.FINE, "、".join(f"{name} {version}" for name, version in versions.items() if version))
    for name in (name for name, version in versions.items() if not version):
        yield Finding("部品", State.MISSING, f"{name} が入っていません", "make setup を実行してください。")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _dictionary() -> Finding:
    """Sudachi's dictionary is a package of data: look whether it really splits a word."""
    from ingest.glossary import load_glossary
    from ingest.tokens import Analyzer

    try:
        Analyzer(load_glossary(CORPUS / "glossary.toml"))
    except (GaihiError, ImportError, OSError) as error:
        return Finding(
            "辞書", State.MISSING, f"形態素解析の辞書か用語集を読めません: {error}", "make setup を実行してください。"
        )
    return Finding("辞書", State.FINE, "形態素解析の辞書（sudachidict-core）と用語集を読めます")


def _answering() -> Finding:
    """A broken installation shows when what answers is loaded, and what checks read its rules."""
    try:
        for module in _ANSWERING:
            importlib.import_module(module)
        rules = len(importlib.import_module("assistant.checking").shipped_rules().rules)
    except Exception as error:  # noqa: BLE001  whatever a broken file of ours raises
        text = f"回答のプログラムを読み込めません（{type(error).__name__}: {error}）"
        return Finding("プログラム", State.MISSING, text, "make setup で入れ直してください。")
    return Finding("プログラム", State.FINE, f"質問への回答と規則の照合（規則 {rules:,}）を読み込めます")


def _room(home: Path) -> Finding:
    place = next(folder for folder in (home.absolute(), *home.absolute().parents) if folder.exists())
    free = shutil.disk_usage(place).free / 1e9
    text = f"{home}: 空き {free:,.1f} GB"
    if free < _ROOM:
        return Finding("置き場所", State.NOTE, text, f"{_ROOM} GB ほど空けるか、GAIHI_HOME を別の場所にしてください。")
    return Finding("置き場所", State.FINE, text)


def _index(settings: Settings) -> Finding:
    from ingest.index import open_index

    try:
        index = open_index(settings)
    except GaihiError as error:
        return Finding("索引", State.MISSING, error.message, error.hint)
    except (OSError, ValueError) as error:
        return Finding(
            "索引", State.MISSING, f"索引を開けません: {error}", "gaihi ingest --rebuild で作り直してください。"
        )
    sizes = "、".join(f"{part} {size:,}" for part, size in index.sizes.items())
    if len(set(index.sizes.values())) != 1:
        hint = "gaihi ingest --rebuild で作り直してください。"
        return Finding("索引", State.MISSING, f"{index.manifest.id}: 数が合いません（{sizes}）", hint)
    originals = sum(edition == "original" for edition in index.manifest.editions.values())
    return Finding(
        "索引", State.FINE, f"{index.manifest.id}: 資料 {len(index.sources)}（うち原文 {originals}）、{sizes}"
    )


def _models(settings: Settings) -> Iterator[Finding]:
    yield Finding("埋め込み", State.FINE, settings.embedder or "同梱の LSA（取得不要）")
    yield Finding("並べ替え", State.FINE, settings.reranker or "使わない")
    if settings.chat_model:
        yield Finding(
            "対話モデル", State.FINE, f"{settings.chat_model}（応答を {settings.chat_seconds:g} 秒まで待ちます）"
        )
    else:
        yield Finding("対話モデル", State.FINE, "使わない（抜粋で答えます）")


def _history(settings: Settings) -> Finding:
    """Where conversations are stored. Looks at files alone: opening a database would make or change it."""
    if not settings.history:
        return Finding("会話の保存", State.FINE, "保存しない（GAIHI_HISTORY=off）")
    if settings.database_url:
        return Finding("会話の保存", State.FINE, without_secrets(settings.database_url, "***"))
    path = settings.home / FILE
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        hint = "ファイルの持ち主と権限を確かめてください。質問には答えますが、保存できません。"
        return Finding("会話の保存", State.NOTE, f"{path} に書けません", hint)
    return Finding("会話の保存", State.FINE, str(path))


def _address(settings: Settings) -> Finding:
    if is_loopback(settings.host):
        return Finding("待受け", State.FINE, f"{settings.host}（この計算機の中だけ）")
    hint = "利用者の設定がないので、GAIHI_HOST を 127.0.0.1 にしてください。"
    return Finding("待受け", State.MISSING, f"{settings.host} では待ち受けません", hint)


def _port(host: str, port: int, name: str) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.settimeout(1)
        taken = probe.connect_ex((host, port)) == 0
    if taken:
        hint = f"gaihi が動いているのでなければ、GAIHI_{name} を変えてください。"
        return Finding("ポート", State.NOTE, f"{port} は使われています", hint)
    return Finding("ポート", State.FINE, f"{port} は空いています")
