"""Settings: arguments over environment over file over defaults; a wrong one is named."""

from pathlib import Path

import pytest

from ingest.errors import SettingsError
from ingest.settings import ROOT, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_are_local_and_offline() -> None:
    """Without any configuration everything stays on this machine."""
    settings = load_settings()
    assert settings.home == ROOT / "var"
    assert settings.host == "127.0.0.1"
    assert settings.offline
    assert not any((settings.embedder, settings.reranker, settings.chat_model, settings.chroma_url, settings.url))


def test_arguments_beat_environment_beat_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`gaihi.toml` is overruled by the environment, and that by arguments."""
    (tmp_path / "gaihi.toml").write_text("port = 1001\nui_port = 1002\nmax_file_mb = 5\n", encoding="utf-8")
    monkeypatch.setenv("GAIHI_UI_PORT", "2002")
    monkeypatch.setenv("GAIHI_MAX_FILE_MB", "6")
    settings = load_settings(max_file_mb=7)
    assert (settings.port, settings.ui_port, settings.max_file_mb) == (1001, 2002, 7)


def test_originals_are_a_path_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """`GAIHI_ORIGINALS` holds folders parted like PATH; empty parts are none."""
    monkeypatch.setenv("GAIHI_ORIGINALS", "/a::/b c:")
    assert load_settings().originals == (Path("/a"), Path("/b c"))
    monkeypatch.setenv("GAIHI_ORIGINALS", "")
    assert load_settings().originals == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "0"), ("port", "65536"), ("ui_port", "a"), ("max_file_mb", "0"), ("offline", "perhaps")],
)
def test_a_wrong_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A value that cannot be used is an error that names the variable."""
    monkeypatch.setenv(f"GAIHI_{name.upper()}", value)
    with pytest.raises(SettingsError, match=f"GAIHI_{name.upper()}"):
        load_settings()


def test_an_unknown_key_in_the_file_is_named(tmp_path: Path) -> None:
    """A key nobody knows, a slip of the pen perhaps, is not passed over in silence."""
    (tmp_path / "gaihi.toml").write_text('embeder = "x"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="EMBEDER"):
        load_settings()


@pytest.mark.parametrize("data", [b"port = \n", b"\xff\xfe\x00"])
def test_a_broken_file_is_named(tmp_path: Path, data: bytes) -> None:
    """A `gaihi.toml` that is no TOML or no UTF-8 is an error of the settings."""
    (tmp_path / "gaihi.toml").write_bytes(data)
    with pytest.raises(SettingsError, match=r"gaihi\.toml"):
        load_settings()


def test_a_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret does not appear where settings are printed."""
    monkeypatch.setenv("GAIHI_CHAT_API_KEY", "very-secret")
    settings = load_settings()
    assert "very-secret" not in repr(settings)
    assert settings.chat_api_key.get_secret_value() == "very-secret"


def test_settings_do_not_change() -> None:
    """Settings are read once; nobody edits them afterwards."""
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]
