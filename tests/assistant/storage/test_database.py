"""Database: it is made at first use, brought up to date as a whole or not at all, and says what is wrong with it."""

import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from assistant.errors import StorageError
from assistant.storage.database import FILE, Database
from assistant.storage.table import Base, ConversationRow
from ingest.settings import load_settings

NOW = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    """A database in a home of its own."""
    database = Database(load_settings(home=tmp_path / "home"))
    yield database
    database.close()


def rows(database):
    """The ids of the stored conversations."""
    with database.read() as connection:
        return list(connection.execute(select(ConversationRow.id).order_by(ConversationRow.id)).scalars())


def put(database, key):
    """Store a conversation without turns."""
    with database.write() as connection:
        connection.execute(insert(ConversationRow).values(id=key, created_at=NOW, changed_at=NOW, turns=0))


def test_the_revisions_make_the_tables_that_the_code_knows(database):
    """Nothing is left to do between the database after all revisions and the tables of the code."""
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_table_can_be_made_in_postgresql():
    """No type or default is one of SQLite alone."""
    for table in Base.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_nothing_is_made_before_it_is_used(tmp_path):
    """A service that was only started has written no database."""
    Database(load_settings(home=tmp_path / "home"))
    assert not (tmp_path / "home").exists()


def test_a_new_database_is_readable_by_its_owner_alone(database, tmp_path):
    """Questions may be confidential: the file and its journal are nobody else's."""
    put(database, "c-1")
    files = list((tmp_path / "home").glob(f"{FILE}*"))
    assert len(files) >= 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_sqlite_is_set_up_to_lose_nothing(database):
    """Write-ahead log, a sync at every commit, foreign keys, and patience with other writers."""
    with database.read() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 20_000,
    }


def test_a_write_that_fails_in_the_middle_leaves_nothing(database):
    """What was written before the error is not there afterwards."""
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(ConversationRow).values(id="c-1", created_at=NOW, changed_at=NOW, turns=0))
        raise RuntimeError
    assert rows(database) == []


def test_a_moment_keeps_its_zone_and_needs_one(database):
    """Times are stored in UTC and come back as such; a time of no zone is refused."""
    put(database, "c-1")
    with database.read() as connection:
        assert connection.execute(select(ConversationRow.changed_at)).scalar_one() == NOW
    with pytest.raises(StorageError), database.write() as connection:
        connection.execute(
            insert(ConversationRow).values(id="c-2", created_at=NOW.replace(tzinfo=None), changed_at=NOW, turns=0)
        )


def test_many_processes_may_open_a_new_database_at_once(tmp_path):
    """Each finds the tables, whoever makes them."""
    program = (
        "import sys; from ingest.settings import load_settings; from assistant.history import open_history\n"
        "print(open_history(load_settings(home=sys.argv[1])).summaries(5))"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    done = [process.communicate(timeout=120) for process in started]
    assert [out.strip() for out, _ in done] == ["()"] * 6, done


def test_an_upgrade_that_was_broken_off_is_made_whole_by_the_next(tmp_path):
    """All revisions are one transaction: with a table in their way none of them has happened."""
    home = tmp_path / "home"
    home.mkdir()
    with sqlite3.connect(home / FILE) as broken:
        broken.execute("CREATE TABLE turn (x INTEGER)")
    broken.close()
    with pytest.raises(StorageError):
        rows(Database(load_settings(home=home)))
    with sqlite3.connect(home / FILE) as mended:
        names = {name for (name,) in mended.execute("SELECT name FROM sqlite_master")}
        assert names == {"turn"}
        mended.execute("DROP TABLE turn")
    mended.close()
    assert rows(Database(load_settings(home=home))) == []


def test_a_database_of_a_newer_version_is_left_alone(database, tmp_path):
    """It is told as such, and nothing in it is changed."""
    put(database, "c-1")
    database.close()
    with sqlite3.connect(tmp_path / "home" / FILE) as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'ffff'")
    newer.close()
    with pytest.raises(StorageError, match="新しい形"):
        rows(database)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ただの文", "読めません"),
        ("sqlite://", "ファイルがありません"),
        ("sqlite:////proc/nowhere/x.db", "開けません"),
        ("nosuch://host/x", "部品が入っていません"),
        ("nosuch://user:secret@host/x", "部品が入っていません"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_with_what_to_do(tmp_path, url, said):
    """The message names the place, the hint the setting; a password is never shown."""
    with pytest.raises(StorageError, match=said) as caught:
        rows(Database(load_settings(home=tmp_path, database_url=url)))
    assert caught.value.hint
    assert "secret" not in caught.value.message + caught.value.hint


def test_a_file_that_is_no_database_is_told(tmp_path):
    """The reason of SQLite stands in the message, the values of no statement do."""
    (tmp_path / FILE).write_bytes(b"this is not a database, it only looks like a file" * 100)
    with pytest.raises(StorageError, match="not a database"):
        rows(Database(load_settings(home=tmp_path)))


def test_a_database_that_failed_is_tried_again(tmp_path):
    """Once the cause is gone, the same object works."""
    database = Database(load_settings(home=tmp_path / "file" / "home"))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        rows(database)
    (tmp_path / "file").unlink()
    assert rows(database) == []


def test_a_database_that_cannot_be_written_is_told_at_once(tmp_path):
    """Nobody waits for a lock that is none: a folder in the place of the file is an error without delay."""
    (tmp_path / FILE).mkdir()
    started = time.monotonic()
    with pytest.raises(StorageError, match="開けません"):
        rows(Database(load_settings(home=tmp_path)))
    assert time.monotonic() - started < 10


def test_a_file_that_nobody_may_write_can_be_read(database, tmp_path):
    """The file alone or with its folder; what would be written is refused, and nothing is made beside it."""
    put(database, "c-1")
    database.close()
    file = tmp_path / "home" / FILE
    for sealed in ((file,), (file, file.parent)):
        for place in sealed:
            place.chmod(place.stat().st_mode & 0o555)
        beside = sorted(one.name for one in file.parent.iterdir())
        again = Database(load_settings(home=tmp_path / "home"))
        assert rows(again) == ["c-1"]
        with pytest.raises(StorageError, match="書き込めません"):
            put(again, "c-2")
        again.close()
        assert sorted(one.name for one in file.parent.iterdir()) == beside == [FILE]
    file.parent.chmod(0o755)


def test_an_old_file_that_nobody_may_write_is_told(database, tmp_path):
    """Its tables cannot be brought up to date, and are not guessed at."""
    put(database, "c-1")
    database.close()
    file = tmp_path / "home" / FILE
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r000'")
    connection.close()
    file.chmod(0o400)
    with pytest.raises(StorageError, match="形がこの版"):
        rows(Database(load_settings(home=tmp_path / "home")))
