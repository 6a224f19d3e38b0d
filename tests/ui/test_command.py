"""Command line: what each command prints, and the message and exit status of everything that can go wrong."""

import json
import shutil
import subprocess
import sys

import pytest

from ui import command
from ui.command import run

QUESTION = "グループAの国はどこですか"
OWN = "# 社内規程\n\nズワイガニ係数は輸出管理統括者が毎年四月に見直す。\n"


@pytest.fixture
def gaihi(capsys, monkeypatch):
    """Runs a command line in a given GAIHI_HOME; gives exit status, stdout and stderr."""

    def call(home, *arguments):
        monkeypatch.setenv("GAIHI_HOME", str(home))
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture(scope="module")
def own_home(index_home, tmp_path_factory):
    """A copy of the index that tests may add to."""
    home = tmp_path_factory.mktemp("own") / "home"
    shutil.copytree(index_home, home)
    return home


def test_help_is_there_without_loading_the_index_libraries():
    """`gaihi --help` names every command and imports neither numpy nor Chroma."""
    code = "import sys, ui.command as c; c.run(['--help']); print([m for m in ('numpy', 'chromadb', 'fastapi') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    for name in (
        "ingest",
        "sources",
        "corpus",
        "search",
        "ask",
        "conversations",
        "draft",
        "check",
        "rules",
        "serve",
        "doctor",
        "eval",
        "bench",
    ):
        assert f"\n  {name} " in done.stdout
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    "name",
    [
        "ingest",
        "sources",
        "corpus",
        "search",
        "ask",
        "conversations",
        "check",
        "rules",
        "serve",
        "doctor",
        "eval",
        "bench",
    ],
)
def test_every_command_explains_itself(gaihi, tmp_path, name):
    """`--help` of each command gives its usage under its own name."""
    code, out, _ = gaihi(tmp_path, name, "--help")
    assert code == 0
    assert out.startswith(f"Usage: gaihi {name}")


def test_an_answer_is_printed_with_its_citations(gaihi, index_home):
    """Status and date first, then statements with numbers, then each citation with place, quote, edition, standing."""
    code, out, _ = gaihi(index_home, "ask", QUESTION, "--as-of", "2026-06-30")
    assert code == 0
    assert out.startswith("【回答】基準日 2026年6月30日（指定）")
    statements, _, citations = out.partition("\n出典\n")
    assert "[1]" in statements
    assert citations.startswith("[1] ")
    assert "    「" in citations
    assert "要旨（本プロジェクトによる）・" in citations
    assert "\n注意\n・" in citations


def test_json_is_the_answer_of_the_service(gaihi, index_home):
    """`--json` prints the object of `/v1/ask`."""
    code, out, _ = gaihi(index_home, "ask", QUESTION, "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["question"], answer["status"]) == (QUESTION, "answered")
    assert answer["citations"][0]["quote"] in answer["citations"][0]["passage"]


def test_with_a_service_configured_it_is_asked_instead(gaihi, tmp_path, service, monkeypatch):
    """GAIHI_URL sends questions and the list of sources over HTTP; no index is needed here."""
    monkeypatch.setenv("GAIHI_URL", service.url)
    code, out, _ = gaihi(tmp_path, "ask", "キャッチオール規制の客観要件とは", "--as-of", "2025-01-31")
    assert code == 0
    assert "基準日 2025年1月31日（指定）" in out
    assert service.asked[-1]["as_of"] == "2025-01-31"
    code, out, _ = gaihi(tmp_path, "sources", "--json")
    assert "324CO0000000378" in [source["id"] for source in json.loads(out)["sources"]]


def test_a_service_that_is_not_there_is_told(gaihi, tmp_path, monkeypatch):
    """The message names the address, the hint how to start a service."""
    monkeypatch.setenv("GAIHI_URL", "http://127.0.0.1:9")
    code, _, err = gaihi(tmp_path, "ask", QUESTION)
    assert code == 1
    assert "127.0.0.1:9" in err
    assert "gaihi serve" in err


def test_search_prints_ranked_hits(gaihi, index_home):
    """As many as asked for, each with its place and text; with `--json` the object of `/v1/search`."""
    code, out, _ = gaihi(index_home, "search", "グループA", "--k", 2)
    assert code == 0
    assert "2 件" in out.splitlines()[0]
    assert [line[:2] for line in out.splitlines() if line[:1].isdigit()] == ["1.", "2."]
    _, out, _ = gaihi(index_home, "search", "グループA", "--k", 2, "--json")
    assert [hit["rank"] for hit in json.loads(out)["hits"]] == [1, 2]


def test_sources_lists_what_is_indexed(gaihi, index_home):
    """With and without the word `list`, and as the object of `/v1/sources`."""
    for arguments in (["sources"], ["sources", "list"]):
        code, out, _ = gaihi(index_home, *arguments)
        assert code == 0
        assert "cistec-2025-report" in out
    _, out, _ = gaihi(index_home, "sources", "list", "--json")
    assert "cistec-2025-report" in [source["id"] for source in json.loads(out)["sources"]]


@pytest.mark.parametrize("arguments", [["ask", QUESTION], ["search", "x"], ["sources"]])
def test_without_an_index_it_says_how_to_make_one(gaihi, tmp_path, arguments):
    """The command ends with 1 and names `gaihi ingest`."""
    code, _, err = gaihi(tmp_path, *arguments)
    assert code == 1
    assert "gaihi ingest" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "質問 がありません"),
        (["ask", ""], "質問が空です"),
        (["ask", "あ" * 20_000], "長すぎます"),
        (["ask", "壊れた\udce3文字"], "UTF-8"),
        (["ask", "x", "--as-of", "2024-02-30"], "YYYY-MM-DD"),
        (["ask", "x", "--as-of", "昨日"], "YYYY-MM-DD"),
        (["ask", "x", "--nothing"], "--nothing というオプションはありません"),
        (["search", "x", "--k", "0"], "1 以上"),
        (["search", "x", "--k", "many"], "使い方が違います"),
        (["nothing"], "nothing"),
        (["corpus", "check"], "原文のフォルダがありません"),
        (["corpus", "check", "--originals", "nowhere/at/all"], "フォルダがありません"),
    ],
)
def test_wrong_usage_ends_with_2(gaihi, index_home, arguments, said):
    """What cannot be used is named in Japanese, and where help is to be found."""
    code, out, err = gaihi(index_home, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "\n→ " in err


def test_an_unknown_source_is_a_problem(gaihi, index_home):
    """The message names the id, the hint the ids there are; with `--json` it is a problem document."""
    code, out, err = gaihi(index_home, "ask", "x", "--source", "nowhere", "--json")
    assert code == 1
    assert "nowhere" in err
    assert "cistec-2025-report" in err
    document = json.loads(out)
    assert (document["status"], document["errors"][0]["field"]) == (422, "source_ids")


def test_a_setting_that_cannot_be_used_is_named(gaihi, tmp_path, monkeypatch):
    """A wrong environment variable gives its name, not a stack trace."""
    monkeypatch.setenv("GAIHI_PORT", "high")
    code, _, err = gaihi(tmp_path, "doctor")
    assert code == 1
    assert "GAIHI_PORT" in err


def test_an_unexpected_error_leaves_its_trace_in_a_file(gaihi, tmp_path, monkeypatch):
    """People get one sentence and the place of the record, which only the owner can read."""

    def fail(arguments):
        raise RuntimeError("boom")

    monkeypatch.setattr(command, "_dispatch", fail)
    code, _, err = gaihi(tmp_path, "ask", "x")
    record = tmp_path / "error.log"
    assert code == 1
    assert str(record) in err
    assert "boom" in record.read_text(encoding="utf-8")
    assert record.stat().st_mode & 0o077 == 0


def test_signs_that_steer_a_terminal_are_shown_and_not_sent(capsys):
    """A document cannot recolour or clear the terminal of who reads it."""
    from ui.terminal import write

    write("前\x1b[2J後\u202e")
    assert "\x1b" not in capsys.readouterr().out


def test_documents_are_added_reported_and_taken_out(gaihi, own_home, tmp_path):
    """What can be read is registered, what cannot is named with reason and hint, and `remove` takes it out again."""
    good, empty = tmp_path / "rule.md", tmp_path / "empty.txt"
    good.write_text(OWN, encoding="utf-8")
    empty.touch()
    given = ("--title", "社内規程", "--date", "2025-04-01", "--tier", "own", "--id", "our-rule")
    code, out, err = gaihi(own_home, "ingest", good, empty, *given)
    assert code == 1
    assert "登録した資料: our-rule" in out
    assert "誤り: " + str(empty) in err
    assert "our-rule" in gaihi(own_home, "sources")[1]
    code, out, _ = gaihi(own_home, "ingest")
    assert (code, out[:8]) == (0, "変更はありません")
    code, out, _ = gaihi(own_home, "sources", "remove", "our-rule", "--json")
    assert (code, json.loads(out)["unchanged"]) == (0, False)
    assert "our-rule" not in gaihi(own_home, "sources")[1]
    code, _, err = gaihi(own_home, "sources", "remove", "our-rule")
    assert code == 1
    assert "our-rule" in err


def test_the_doctor_finds_everything_in_place(gaihi, index_home):
    """With an index nothing is missing, and the settings in force are listed."""
    code, out, _ = gaihi(index_home, "doctor")
    assert code == 0
    assert "× " not in out
    assert f"GAIHI_HOME={index_home}" in out


def test_the_doctor_says_what_is_missing_and_shows_no_secret(gaihi, tmp_path, monkeypatch):
    """Without an index the doctor fails with what to do; keys and passwords are masked."""
    monkeypatch.setenv("GAIHI_CHAT_API_KEY", "sk-very-secret")
    monkeypatch.setenv("GAIHI_DATABASE_URL", "postgresql://me:hidden@db.example/gaihi")
    code, out, err = gaihi(tmp_path, "doctor")
    assert code == 1
    assert "gaihi ingest" in out
    assert "索引" in err
    assert "postgresql://***@db.example/gaihi" in out
    assert "secret" not in out
    code, out, _ = gaihi(tmp_path, "doctor", "--json")
    assert "secret" not in out
    assert not json.loads(out)["ok"]


@pytest.mark.originals
def test_the_corpus_check_proves_a_digest(gaihi, tmp_path, shared):
    """A digest whose original is there is compared with it; the others are named as not compared."""
    code, out, _ = gaihi(
        tmp_path, "corpus", "check", "--originals", shared / "sources", "--source", "meti-2024-trends", "--json"
    )
    found = json.loads(out)
    assert [proof["source_id"] for proof in found["proofs"]] == ["meti-2024-trends"]
    assert code == (0 if found["ok"] else 1)


def test_the_corpus_check_without_any_original_is_a_problem(gaihi, tmp_path):
    """A folder that holds no registered original proves nothing, and that is said."""
    code, out, err = gaihi(tmp_path, "corpus", "check", "--originals", tmp_path)
    assert (code, out) == (1, "")
    assert "登録された原文が一つもありません" in err


def test_the_doctor_sees_a_program_that_cannot_be_loaded(gaihi, index_home, monkeypatch):
    """What answers is loaded as an answer would load it."""
    assert "○ プログラム: " in gaihi(index_home, "doctor")[1]
    monkeypatch.setitem(sys.modules, "assistant.ask", None)
    code, out, _ = gaihi(index_home, "doctor")
    assert code == 1 and "× プログラム: " in out and "make setup" in out
