"""Fingerprint: the receipt's code changes with the code that makes an answer."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import assistant.fingerprint
from assistant.fingerprint import answer_code

ROOT = Path(assistant.fingerprint.__file__).parents[1]
_PROGRAM = "from assistant.fingerprint import answer_code; print(answer_code())"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the code with the pages around it."""
    folder = tmp_path_factory.mktemp("code")
    for name in ("ingest", "assistant", "ui"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def code_of(folder):
    """The fingerprint that a fresh process sees in a folder of code."""
    done = subprocess.run([sys.executable, "-c", _PROGRAM], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_same_code_has_the_same_fingerprint_anywhere(copy):
    """Neither the folder nor the process shows in it."""
    assert code_of(copy) == answer_code()


@pytest.mark.parametrize(
    ("file", "changes"),
    [("assistant/compose.py", True), ("assistant/new.py", True), ("ingest/fold.py", True), ("ui/page.py", False)],
)
def test_it_covers_the_code_that_answers_and_no_more(copy, file, changes):
    """A change in `assistant` or `ingest` is another code; one in the pages is not."""
    before = code_of(copy)
    path = copy / file
    old = path.read_bytes() if path.exists() else None
    path.write_bytes((old or b"") + b"\n# changed\n")
    try:
        assert (code_of(copy) != before) is changes
    finally:
        path.unlink() if old is None else path.write_bytes(old)
