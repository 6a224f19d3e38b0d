"""Ingest from end to end: what is registered is published, what fails leaves the old index serving."""

import errno
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest import run
from ingest.citation import standing
from ingest.errors import GenerationCheckError, IndexStateError, ReadError, RegistryError
from ingest.generation import current, folder_of, one_at_a_time
from ingest.identify import Given
from ingest.index import open_index
from ingest.lexical import Weighted, Window
from ingest.run import remove_source
from ingest.settings import CORPUS, load_settings
from ingest.source import Tier

LAW = "324CO0000000999"
_NOW = Window(date(2026, 6, 1))
_DATED = Given(published="2025-04-01")
_VERSION = """---
title: "試験輸出令"
identifier: "324CO0000000999"
extra:
  enforced_at: "{}"
---

**第四条（特例）**　{}の特例による許可。

## 附則

特例は{}から施行する。
"""
_XML = """<?xml version="1.0" encoding="UTF-8"?>
<Law Era="Showa" Year="24" Num="999" LawType="CabinetOrder" Lang="ja"><LawNum>昭和二十四年政令第九百九十九号</LawNum>
<LawBody><LawTitle>試験輸出令</LawTitle><MainProvision><Article Num="9"><ArticleTitle>第九条</ArticleTitle>
<Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>報告を徴収する。</Sentence></ParagraphSentence></Paragraph>
</Article></MainProvision></LawBody></Law>
"""


def _texts(bench, source_id: str, day: date = _NOW.day) -> list[str]:  # type: ignore[no-untyped-def]
    index = open_index(bench.settings())
    passages = index.passages(index.rows_of_source(source_id).tolist())
    return [passage.text for passage in passages if passage.visible_on(day)]


def _write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_an_unchanged_ingest_does_nothing(bench) -> None:  # type: ignore[no-untyped-def]
    """With nothing changed the published generation stays untouched, and that takes a moment."""
    before = {path: path.stat().st_mtime_ns for path in (bench.home / "generations").rglob("*")}
    started = time.perf_counter()
    report = bench.ingest()
    assert time.perf_counter() - started < 2
    assert report.unchanged
    assert (report.passages, report.files, report.generation) == (5, (), current(bench.home))
    assert {path: path.stat().st_mtime_ns for path in (bench.home / "generations").rglob("*")} == before


def test_own_documents_are_added_replaced_and_removed(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """An own document carries what the user said of it, gives way to its new text, and goes when it is removed."""
    given = Given("社内規程", "当社", "2025-04-01", "own", "our-rule")
    report = bench.ingest(_write(tmp_path, "規程.txt", "毎年の監査を行う。"), given=given)
    assert (report.registered, report.problems, report.passages) == (("our-rule",), (), 6)
    source = open_index(bench.settings()).sources["our-rule"]
    assert (source.title, source.issuer, source.published, source.tier) == ("社内規程", "当社", "2025-04-01", Tier.OWN)
    assert _texts(bench, "our-rule", date(2025, 3, 31)) == []
    assert _texts(bench, "our-rule", date(2025, 4, 1)) == ["毎年の監査を行う。"]

    newer = replace(given, title="", published="2026-01-01", tier="uploaded")
    bench.ingest(_write(tmp_path, "改訂.txt", "半年ごとの監査を行う。"), given=newer)
    source = open_index(bench.settings()).sources["our-rule"]
    assert (source.title, source.published, source.tier) == ("社内規程", "2026-01-01", Tier.UPLOADED)
    assert _texts(bench, "our-rule") == ["半年ごとの監査を行う。"]
    assert _texts(bench, "our-rule", date(2025, 12, 31)) == []

    report = remove_source(bench.settings(), "our-rule", corpus=bench.corpus)
    assert report.passages == 5
    assert "our-rule" not in open_index(bench.settings()).sources


@pytest.mark.parametrize("wrong", ["our-rule", "report-2024", "../../home", "", "a/b"])
def test_removing_what_was_not_registered_changes_nothing(bench, wrong: str) -> None:  # type: ignore[no-untyped-def]
    """An id that is not registered, or is no id, is an error; the index and all files stay."""
    before = sorted(bench.home.rglob("*"))
    with pytest.raises((ReadError, RegistryError)):
        remove_source(bench.settings(), wrong, corpus=bench.corpus)
    assert {path for path in before if path.name != "ingest.lock"} <= set(bench.home.rglob("*"))
    assert bench.ingest().unchanged


def test_files_that_cannot_be_read_are_named_and_the_others_go_on(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Each unreadable file is reported with its name, a reason and what to do; the good ones are in the index."""
    folder = tmp_path / "docs"
    bad = {
        "empty.txt": (b"", "空のファイル"),
        "broken.pdf": (b"%PDF-1.7 broken", "PDF"),
        "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "暗号化"),
        "utf16.txt": ("輸出".encode("utf-16"), "UTF-16"),
        "euc.txt": ("経済産業省の輸出管理".encode("euc_jp"), "文字"),
        "big.txt": (b"a" * (1024 * 1024 + 1), "大きすぎます"),
        "mangled.md": (b"\xe7\xb5\x8c\xe6\xb8\x88\xff\xe7\x94\xa3", "壊れています"),
    }
    for name, (data, _) in bad.items():
        _write(folder, name, data)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    _write(folder, "good-utf8.txt", "良い文書。")
    _write(folder, "sub/good-sjis.txt", "別の良い文書。".encode("cp932"))
    _write(folder, "photo.jpg", b"x")
    _write(folder, "README.md", "読んでください。")
    (folder / "folder.md").mkdir()
    long_name = "あ" * 300
    (tmp_path / "device.txt").symlink_to("/proc/self/mem")  # opens, but cannot be read even by root
    missing = (long_name, "no-such-file.txt", "no-such-file", "no-such-file.jpg")
    report = bench.ingest(
        folder, *missing, tmp_path / "device.txt", given=_DATED, settings=bench.settings(max_file_mb=1)
    )

    reasons = {Path(one.file).name: one.reason for one in report.problems if not one.skipped}
    assert set(reasons) == {*bad, "device.txt", "gone.txt", *missing}
    assert {name: part in reasons[name] for name, (_, part) in bad.items()} == dict.fromkeys(bad, True), reasons
    assert all("ファイルがありません" in reasons[name] for name in ("gone.txt", *missing))
    assert not any(Path(one.file).name in one.reason for one in report.problems)  # it is said once, as `file`
    assert all(one.hint for one in report.problems)
    assert {Path(one.file).name for one in report.problems if one.skipped} == {"photo.jpg"}
    assert set(report.registered) == {"good-utf8", "good-sjis", "readme"}
    assert _texts(bench, "good-utf8") == ["良い文書。"]
    assert _texts(bench, "good-sjis") == ["別の良い文書。"]


def test_nothing_unreadable_is_registered(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A file that failed leaves no trace, so the next ingest does not stumble over it; hostile ids fail alike."""
    report = bench.ingest(_write(tmp_path, "empty.txt", b""), given=_DATED)
    assert len(report.problems) == 1
    for hostile in ("../evil", "/etc/x", "a b", "規程"):
        report = bench.ingest(_write(tmp_path, "x.txt", "文。"), given=Given(published="2025-04", id=hostile))
        assert "使えません" in report.problems[0].reason
    assert not list((bench.home / "library").rglob("source.json"))
    assert not (bench.home / "evil").exists()
    assert bench.ingest().unchanged


def test_two_files_never_take_each_others_place_in_silence(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Two documents of one name in one ingest: the second is named as a problem; the same file twice is none."""
    one, two = _write(tmp_path, "a/manual.txt", "甲の手引。"), _write(tmp_path, "b/manual.txt", "乙の手引。")
    report = bench.ingest(one, tmp_path / "a", two, given=_DATED)
    assert [Path(problem.file) for problem in report.problems] == [two]
    assert "--id" in report.problems[0].hint
    assert _texts(bench, "manual") == ["甲の手引。"]


def test_statutes_are_read_as_of_a_day(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Before, on and after a change the wording of that day is found; 附則 are kept, but not among the articles."""
    versions = [
        _write(tmp_path, f"{day}.md", _VERSION.format(day, name, day))
        for day, name in (("2024-01-01", "旧"), ("2025-10-09", "新"))
    ]
    xml = _write(tmp_path, f"{LAW}_20260401_508CO0000000001.xml", _XML)
    report = bench.ingest(versions[0], given=Given(id=LAW))
    assert (report.registered, report.problems) == ((LAW,), ())
    report = bench.ingest(versions[1], xml, given=Given(id=LAW))  # newer versions join the one that is there
    assert report.problems == ()
    index = open_index(bench.settings())
    assert index.days_of(LAW) == (date(2024, 1, 1), date(2025, 10, 9), date(2026, 4, 1))
    words = [Weighted(word) for word in index.analyzer.tokens("特例").words]
    for day, wanted in {
        date(2023, 12, 31): [],
        date(2024, 1, 1): ["旧の特例による許可。"],
        date(2025, 10, 8): ["旧の特例による許可。"],
        date(2025, 10, 9): ["新の特例による許可。"],
        date(2026, 3, 31): ["新の特例による許可。"],
    }.items():
        window = Window(day, frozenset({LAW}))
        for hits in (index.lexical("words", words, window, 9), index.dense("特例", window, 9)):
            passages = index.passages([hit.row for hit in hits])
            assert [passage.text for passage in passages] == wanted
            assert all(standing(p, index.sources[LAW], index.statuses, day).in_force for p in passages)
        everything = index.lexical("words", words, replace(window, supplementary=True), 9)
        assert len(everything) == 2 * len(wanted)
    assert _texts(bench, LAW) == ["報告を徴収する。"]
    assert bench.ingest(*versions, xml, given=Given(id=LAW)).unchanged


def test_a_statute_without_a_date_is_refused(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A file that passes for a statute but has no day of entry into force is no version of it."""
    report = bench.ingest(_write(tmp_path, f"{LAW}の解説.txt", "解説。"), given=Given(id=LAW))
    assert "施行日が分かりません" in report.problems[0].reason
    assert "--id" in report.problems[0].hint
    assert bench.ingest().unchanged


def test_a_forged_statute_or_report_stays_out(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What a file says of itself does not bring it into a registered source, and the others go on."""
    folder = tmp_path / "docs"
    _write(folder, "2027-01-01.md", _VERSION.format("2027-01-01", "偽", "2027-01-01"))
    _write(folder, f"{LAW}_20270101_509CO0000000001.xml", _XML)
    _write(folder, "report.md", "---\nsource: report-2024\n---\n許可は要らない。")
    _write(folder, "good.txt", "良い文書。")
    report = bench.ingest(folder, given=_DATED)
    assert report.registered == ("good",)
    assert [("既知の原文ではありません" in one.reason, "--id" in one.hint) for one in report.problems] == [
        (True, True)
    ] * 3
    assert {one.name for one in (bench.home / "library").iterdir()} == {"good"}


def test_a_known_original_needs_no_id(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A version whose hash the registry lists is registered as it is, and a newer one by --id beside it."""
    old = _write(tmp_path, "2024-01-01.md", _VERSION.format("2024-01-01", "旧", "2024-01-01"))
    new = _write(tmp_path, "2025-10-09.md", _VERSION.format("2025-10-09", "新", "2025-10-09"))
    registry = bench.corpus / "sources.toml"
    known = f'sha256 = ["{hashlib.sha256(old.read_bytes()).hexdigest()}"]\n'
    registry.write_text(registry.read_text(encoding="utf-8") + known, encoding="utf-8")
    assert bench.ingest(old).registered == (LAW,)
    assert bench.ingest(new, given=Given(id=LAW)).problems == ()
    assert open_index(bench.settings()).days_of(LAW) == (date(2024, 1, 1), date(2025, 10, 9))


def test_what_is_said_of_a_target_is_not_said_of_the_originals(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """--id beside GAIHI_ORIGINALS names the target alone."""
    _write(tmp_path, "originals/rule.md", "---\npublished: 2024-01-01\n---\n別の規程。")
    settings = bench.settings(originals=(tmp_path / "originals",))
    target = _write(tmp_path, "new.txt", "中間報告の原文。")
    report = bench.ingest(target, given=Given(id="report-2024"), settings=settings)
    assert (report.registered, report.problems) == (("report-2024", "rule"), ())


def test_a_name_that_is_no_utf8_is_a_problem(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A file whose name cannot be written down is reported in a form that can, and the others go on."""
    folder = tmp_path / "docs"
    _write(folder, "good.txt", "良い文書。")
    try:
        (folder / os.fsdecode(b"x\xff.txt")).write_text("文。", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    report = bench.ingest(folder, given=_DATED)
    assert report.registered == ("good",)
    (problem,) = report.problems
    assert (Path(problem.file).name, problem.skipped) == ("x\ufffd.txt", False)
    assert "UTF-8" in problem.reason
    json.dumps([problem.file, problem.reason], ensure_ascii=False).encode()


def test_links_out_of_a_folder_are_not_followed(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A link inside an ingested folder may point into it, not out of it; named as a target it is followed."""
    secret = _write(tmp_path, "elsewhere/secret.txt", "秘密。")
    folder = tmp_path / "docs"
    _write(folder, "sub/good.txt", "良い文書。")
    (folder / "out.txt").symlink_to(secret)
    (folder / "up").symlink_to(secret.parent)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "in.txt").symlink_to(folder / "sub/good.txt")
    (tmp_path / "entry").symlink_to(folder)
    report = bench.ingest(tmp_path / "entry", given=_DATED)
    assert set(report.registered) == {"good", "in"}
    assert {Path(one.file).name: one.skipped for one in report.problems} == {
        "out.txt": False,
        "up": True,
        "loop.txt": False,
    }
    assert all("シンボリックリンク" in one.reason for one in report.problems if "loop" not in one.file)
    assert bench.ingest(folder / "out.txt", given=_DATED).registered == ("out",)


def test_a_home_that_cannot_be_written_is_named(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A file in the place of the home, or of a folder in it, is an error with a cause and a remedy."""
    _write(tmp_path, "file", "x")
    for home in (tmp_path / "file", tmp_path / "file" / "home"):
        with pytest.raises(IndexStateError, match="書き込めません") as caught:
            bench.ingest(settings=load_settings(home=home))
        assert "GAIHI_HOME" in caught.value.hint
    _write(bench.home, "library", "x")
    with pytest.raises(IndexStateError, match="書き込めません"):
        bench.ingest(_write(tmp_path, "new.txt", "新しい規程。"), given=_DATED)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), IndexStateError),
        (ValueError("An IO error occurred: 'No space left on device (os error 28)'"), IndexStateError),
        (sqlite3.OperationalError("database or disk is full"), IndexStateError),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), BrokenPipeError),
        (ValueError("a mistake"), ValueError),
    ],
)
def test_a_full_disk_is_told_from_a_mistake(bench, tmp_path: Path, monkeypatch, error, told) -> None:  # type: ignore[no-untyped-def]
    """A build that finds no space says so and leaves the old index serving; other errors are not renamed."""

    def fail(*_: object) -> Path:
        raise error

    before = current(bench.home)
    monkeypatch.setattr(run.Builder, "build", fail)
    with pytest.raises(told):
        bench.ingest(_write(tmp_path, "new.txt", "新しい規程。"), given=_DATED)
    assert current(bench.home) == before


def test_halves_of_characters_are_refused(bench, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """JSON can hold what no file can be written with; such a law is refused before it could stop every later ingest."""
    sentence = {"tag": "Sentence", "attr": {}, "children": ["文\ud800。"]}
    body = {"tag": "LawBody", "attr": {}, "children": [{"tag": "MainProvision", "attr": {}, "children": [sentence]}]}
    law = {
        "law_info": {"law_id": LAW},
        "revision_info": {"amendment_enforcement_date": "2025-01-01"},
        "law_full_text": {"tag": "Law", "attr": {}, "children": [body]},
    }
    report = bench.ingest(_write(tmp_path, "law.json", json.dumps(law)), given=Given(id=LAW))
    assert "サロゲート" in report.problems[0].reason
    assert bench.ingest().unchanged


def _damage_after_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage the built folder on disk before the real check looks at it."""
    real = run.check

    def damaged(folder: Path, settings: object) -> None:
        shutil.rmtree(folder / "chroma")
        real(folder, settings)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "check", damaged)


def test_the_old_generation_serves_when_the_new_one_fails_its_check(bench, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A generation that fails its check is not published; the next ingest builds it again and publishes it."""
    before, reader = current(bench.home), open_index(bench.settings())
    target = _write(tmp_path, "new.txt", "新しい規程。")
    with monkeypatch.context() as patch:
        _damage_after_build(patch)
        with pytest.raises(GenerationCheckError, match="検査に通りません"):
            bench.ingest(target, given=_DATED)
    assert current(bench.home) == before
    assert open_index(bench.settings()).sizes == reader.sizes
    assert not bench.ingest().unchanged
    assert _texts(bench, "new") == ["新しい規程。"]
    assert reader.passages([0])
    assert bench.ingest().unchanged


def test_rebuilding_leaves_the_published_one_alone(bench, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A rebuild of the same input never touches what is published, so it may fail, and readers may stay."""
    before = current(bench.home) or ""
    files = {path: path.stat().st_mtime_ns for path in folder_of(bench.home, before).rglob("*")}
    with monkeypatch.context() as patch:
        _damage_after_build(patch)
        with pytest.raises(GenerationCheckError):
            bench.ingest(rebuild=True)
    assert current(bench.home) == before
    assert {path: path.stat().st_mtime_ns for path in folder_of(bench.home, before).rglob("*")} == files
    report = bench.ingest(rebuild=True)
    assert report.generation == current(bench.home) != before
    assert report.generation.split("-")[0] == before.split("-")[0]
    assert bench.ingest().unchanged


_CHILD = """
import sys
from pathlib import Path
from ingest.identify import Given
from ingest.run import run_ingest
from ingest.settings import load_settings

home, corpus, target = map(Path, sys.argv[1:])
def progress(label, done, total):
    print(label, done, flush=True)
run_ingest(load_settings(home=home), [str(target)], given=Given(published="2025-04-01"), corpus=corpus, progress=progress)
print("終了", 0, flush=True)
"""


@pytest.mark.parametrize("moment", ["読み込み 0", "語彙索引 1", "ベクトル索引 3", "ベクトル索引 4"])
def test_a_killed_ingest_loses_nothing(bench, tmp_path: Path, moment: str) -> None:  # type: ignore[no-untyped-def]
    """kill -9 at any stage leaves the old index serving and no lock; running again completes."""
    before = current(bench.home)
    target = _write(tmp_path, "new.txt", "新しい規程。")
    command = [sys.executable, "-c", _CHILD, str(bench.home), str(bench.corpus), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.strip() == moment:
                os.killpg(child.pid, signal.SIGKILL)
                break
    assert child.returncode == -signal.SIGKILL
    assert current(bench.home) == before
    assert len(open_index(bench.settings())) == 5
    if moment in ("読み込み 0", "ベクトル索引 4"):  # the others differ only in what is swept; each run costs seconds
        report = bench.ingest(target, given=_DATED)
        assert report.problems == ()
        assert _texts(bench, "new") == ["新しい規程。"]


def test_a_second_ingest_is_refused(bench) -> None:  # type: ignore[no-untyped-def]
    """Two ingests of one home at once: the second is told so and changes nothing; the same for a removal."""
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with one_at_a_time(bench.home):
            entered.set()
            leave.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(30)
    try:
        with pytest.raises(IndexStateError, match="別の取込み"):
            bench.ingest()
        with pytest.raises(IndexStateError, match="別の取込み"):
            remove_source(bench.settings(), "our-rule", corpus=bench.corpus)
    finally:
        leave.set()
        holder.join()
    assert bench.ingest().unchanged


def test_a_damaged_corpus_publishes_nothing(bench) -> None:  # type: ignore[no-untyped-def]
    """A corpus file with an error stops the ingest with its name, and the old index goes on serving."""
    before = current(bench.home)
    _write(bench.corpus, "superseded.toml", "[[status]]\nid = 1")
    with pytest.raises(RegistryError, match=r"superseded\.toml"):
        bench.ingest()
    assert current(bench.home) == before
    assert len(open_index(bench.settings())) == 5


def test_an_empty_corpus_is_an_error(bench) -> None:  # type: ignore[no-untyped-def]
    """Nothing to index is no index: the old one is not replaced by an empty one."""
    before = current(bench.home)
    shutil.rmtree(bench.corpus / "digests")
    shutil.rmtree(bench.corpus / "asks")
    with pytest.raises(GenerationCheckError, match="件数"):
        bench.ingest()
    assert current(bench.home) == before


@pytest.mark.slow
def test_a_model_embeds_only_what_is_new(bench, tmp_path: Path, make_model, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """With GAIHI_EMBEDDER the index holds the model's vectors, and a second ingest embeds only the new text."""
    from ingest.dense import ModelEmbedder

    asked: list[list[str]] = []
    real = ModelEmbedder.embed
    monkeypatch.setattr(ModelEmbedder, "embed", lambda self, texts: asked.append(list(texts)) or real(self, texts))
    settings = bench.settings(embedder=make_model("ruri-v3-test"))
    bench.ingest(settings=settings)
    index = open_index(settings)
    assert index.manifest.embedder_fingerprint.startswith("st-")
    assert isinstance(index.embedder, ModelEmbedder)
    assert len(index.dense("官民対話", _NOW, 9)) == 4
    assert [len(texts) for texts in asked] == [5]
    monkeypatch.setattr(run, "check", lambda *_: None)  # a second process with a model costs seconds
    bench.ingest(_write(tmp_path, "new.txt", "新しい規程。"), settings=settings, given=_DATED)
    assert [len(texts) for texts in asked] == [5, 1]
    assert "新しい規程。" in asked[1][0]
    assert bench.ingest(settings=settings).unchanged


def test_a_model_changed_after_the_ingest_is_not_asked(bench, make_model, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """An index is not searched with another model than the one its vectors were made with, even under one name."""
    monkeypatch.setattr(run, "check", lambda *_: None)  # a second process with a model costs seconds
    folder = make_model("model-test")
    settings = bench.settings(embedder=folder)
    bench.ingest(settings=settings)
    (Path(folder) / "changed.txt").write_text("x", encoding="utf-8")
    with pytest.raises(IndexStateError, match="変わっています"):
        open_index(settings).dense("官民対話", _NOW, 1)


@pytest.mark.originals
def test_the_original_of_a_statute_replaces_its_digest(tmp_path: Path, shared: Path) -> None:
    """The stored versions of a law are registered by GAIHI_ORIGINALS, and only their reading is left to this test."""
    law = "324M50000400064"
    corpus = tmp_path / "corpus"
    for name in ("sources.toml", "glossary.toml", "superseded.toml"):
        _write(corpus, name, (CORPUS / name).read_bytes())
    settings = load_settings(home=tmp_path / "home", originals=(shared / "laws" / law,))
    report = run.run_ingest(settings, corpus=corpus)
    assert (report.registered, [one for one in report.problems if not one.skipped]) == ((law,), [])
    index = open_index(settings)
    assert index.manifest.editions == {law: "original"}
    assert len(index.days_of(law)) >= 1
    assert run.run_ingest(settings, corpus=corpus).unchanged
