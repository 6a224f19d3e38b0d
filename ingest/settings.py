"""Settings: environment `GAIHI_*` over `gaihi.toml` over defaults; the one place where they are read."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ingest.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"


class Settings(BaseSettings):
    """Everything that can be configured. Descriptions are shown by `gaihi doctor`."""

    model_config = SettingsConfigDict(
        env_prefix="GAIHI_", toml_file=[ROOT / "gaihi.toml", "gaihi.toml"], extra="forbid", frozen=True
    )

    home: Path = Field(ROOT / "var", description="実行時に書き込むもの全ての置き場所")
    originals: Annotated[tuple[Path, ...], NoDecode] = Field((), description="原文のフォルダ（PATH と同じ区切り）")
    embedder: str = Field("", description="埋め込みモデルの名前かフォルダ（空: 同梱の LSA）")
    reranker: str = Field("", description="並べ替えモデルの名前かフォルダ（空: 使わない）")
    chat_model: str = Field("", description="対話モデル（provider:name）（空: 抜粋で答える）")
    chat_base_url: str = Field("", description="対話モデルのサーバー")
    chat_api_key: SecretStr = Field(SecretStr(""), description="対話モデルの鍵")
    chat_seconds: float = Field(
        60.0, gt=0, le=600, description="対話モデルを待つ秒数（一つの質問につき、全ての応答を合わせて）"
    )
    chroma_url: str = Field("", description="Chroma サーバー（空: 組み込み）")
    database_url: str = Field("", description="データベース（空: HOME の SQLite）")
    history: bool = Field(True, description="サービスへの質問と回答を会話として保存する")
    approve_own: bool = Field(False, description="文案を、書いた人も承認できる（一人で使うとき）")
    url: str = Field("", description="コマンドと画面が使うサービスの URL（空: コマンドは直接索引を開く）")
    host: str = Field("127.0.0.1", description="サービスの待受けアドレス")
    port: int = Field(8000, ge=1, le=65535, description="サービスの待受けポート")
    ui_port: int = Field(8501, ge=1, le=65535, description="画面の待受けポート")
    offline: bool = Field(True, description="外部への接続とモデルの取得をしない")
    max_file_mb: int = Field(64, ge=1, description="読み込むファイルの大きさの上限（MB）")

    @field_validator("originals", mode="before")
    @classmethod
    def _folders(cls, value: Any) -> Any:
        return tuple(Path(part) for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(  # the signature is the library's
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments over environment over `gaihi.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**overrides: Any) -> Settings:
    """The settings in force. Raises SettingsError naming each setting that cannot be used."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        wrong = "; ".join(f"GAIHI_{str(e['loc'][0] if e['loc'] else '?').upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError(
            f"設定に使えない値があります: {wrong}", hint="環境変数か gaihi.toml を直してください。"
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"gaihi.toml を読めません: {error}", hint="gaihi.toml を直してください。") from error
