"""Database: the configured database, opened at first use with its tables brought up to date. Knows no table by name.

SQLite in GAIHI_HOME unless `GAIHI_DATABASE_URL` names another. A write is one transaction: it is there as a whole or
not at all, and once it returned, it survives a kill and a loss of power. A file that nobody may write can be read.
"""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from assistant.errors import StorageError
from ingest.settings import Settings

FILE = "gaihi.db"
_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_SECONDS = 20  # for other writers
_WRITE = 0o222  # the marks of a file by which somebody may write it
_UPGRADE_LOCK = 6_141_949  # any number, the same in every process
_HINT = "データベースの場所・権限・空き容量と GAIHI_DATABASE_URL を確かめてください。"
_SQLITE = (
    f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}",  # first: the others may have to wait
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what a user deletes is overwritten
)


class Database:
    """One database. Thread-safe; opened when it is first used, and tried again after a failure."""

    def __init__(self, settings: Settings) -> None:
        self._home, self._named = settings.home, settings.database_url
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read from, in one view of the data. Raises StorageError."""
        with self._told("読めません"), self._opened().connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are stored together at the end, or none of them. Raises StorageError."""
        with self._told("書き込めません"), self._opened().begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Take what was deleted out of SQLite's journal too; other databases have their own ways. Raises StorageError."""
        engine = self._opened()
        if engine.dialect.name == "sqlite":
            with self._told("書き込めません"), engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def close(self) -> None:
        """Close all connections; the next use opens the database again."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                with self._told("開けません"):
                    self._engine = _open(_url(self._named, self._home))
            return self._engine

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Errors of the database and of the file system as a StorageError, without the values that were written."""
        try:
            yield
        except CommandError as error:
            raise StorageError(
                "データベースは、この版の gaihi が知らない新しい形です。",
                hint="gaihi を新しい版にするか、GAIHI_DATABASE_URL で別のデータベースにしてください。",
            ) from error
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            reason = _reason(error)
            place = _shown(self._named, self._home)
            raise StorageError(f"データベースを{what}（{place}）: {reason}", hint=_HINT) from error


def _reason(error: Exception) -> str:
    """What the driver or the file system says, in one line: the lines behind may hold values."""
    said = getattr(error, "orig", None) or getattr(error, "strerror", None)
    said = said or (error if isinstance(error, sqlite3.Error) else type(error).__name__)
    return (str(said).splitlines() or [type(error).__name__])[0]


def _url(named: str, home: Path) -> URL:
    """Where the database is. Raises StorageError for an address that is none."""
    if not named:
        return URL.create("sqlite", database=str(home / FILE))
    try:
        url = make_url(named)
    except (ArgumentError, ValueError) as error:
        raise StorageError(
            "GAIHI_DATABASE_URL を読めません。",
            hint="sqlite:////フォルダ/gaihi.db か postgresql://利用者@ホスト/名前 の形で書いてください。",
        ) from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StorageError(
            "GAIHI_DATABASE_URL にファイルがありません。", hint="sqlite:////フォルダ/gaihi.db の形で書いてください。"
        )
    return url


def _open(url: URL) -> Engine:
    """The engine of an address with its tables up to date. Raises StorageError."""
    sealed = url.get_backend_name() == "sqlite" and _is_sealed(Path(str(url.database)))
    engine = _engine(_to_read(url) if sealed else url, make=not sealed)
    if sealed:
        _require_current(engine)
    else:
        _upgrade(engine)
    return engine


def _is_sealed(path: Path) -> bool:
    """Whether a file is there that nobody may write, or its folder: it can still be read. Marks count for root, too."""
    marked = (not place.stat().st_mode & _WRITE or not os.access(place, os.W_OK) for place in (path, path.parent))
    return path.is_file() and any(marked)


def _to_read(url: URL) -> URL:
    """The address by which SQLite opens a file only to read it; without a log it need not look for one."""
    path = Path(str(url.database)).absolute()
    query = {"mode": "ro", "uri": "true"}
    if not path.with_name(f"{path.name}-wal").exists():
        query["immutable"] = "1"  # else it would make the log's index beside the file
    return url.set(database=f"file:{quote(str(path))}", query=query)


def _require_current(engine: Engine) -> None:
    """Raise StorageError unless the tables are those of this code; they cannot be brought up to date here."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    if set(found) != set(ScriptDirectory(str(_MIGRATIONS)).get_heads()):
        raise StorageError(
            "データベースは書き込めないファイルで、形がこの版の gaihi のものではありません。",
            hint="書き込めるようにして一度開くと、今の形に改められます。",
        )


def _engine(url: URL, *, make: bool) -> Engine:
    """The engine of an address; a new SQLite file is for its owner alone. Raises StorageError without a driver."""
    try:
        engine = create_engine(url, json_serializer=_json, pool_pre_ping=True)
    except (NoSuchModuleError, ImportError) as error:
        raise StorageError(
            f"データベース {url.drivername} の部品が入っていません。",
            hint="PostgreSQL には pip install 'gaihi[postgres]' が要ります。",
        ) from error
    if engine.dialect.name == "sqlite":
        if make:
            path = Path(str(url.database))
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would commit in the middle of an upgrade; `_begin` begins instead
    for pragma in _SQLITE:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _upgrade(engine: Engine) -> None:
    """Bring the tables up to date, one process at a time; killed in the middle, nothing has changed."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    if engine.dialect.name == "sqlite":
        _log_ahead(engine)
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _log_ahead(engine: Engine) -> None:
    """Switch SQLite to its write-ahead log. Two that do it at once do not wait for each other by themselves."""
    end = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            with engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
                return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.05)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _shown(named: str, home: Path) -> str:
    """The place, without a password."""
    return make_url(named).render_as_string(hide_password=True) if named else str(home / FILE)
