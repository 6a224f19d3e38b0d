"""Guard suites: what is read, what is refused, and that every stored suite is sound."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.guard import GUARD, GuardError, SentenceKind, digest_sentences, load_paraphrases, load_sentences

DIGEST = """---
source: s1
edition: digest
---
# 題

## 節
<!-- locator: 一; lines: 1-2 -->
許可は六月有効である。承認も（同じ。）である。

- 一 武器
- 二 船。例: 舟
3. 車

| 国 | 数 |
|---|---|
| 英国 | 3件 |
"""
SENTENCE = {"id": "det-a-001", "how": "plain", "text": "貴社の製品は該当します。"}
GENERAL = {"id": "gen-a-001", "how": "plain", "text": "許可は六月有効です。"}
PARAPHRASE = {"id": "par-a-001", "how": "plain", "source": "s1", "evidence": ["一 武器"], "text": "武器です。"}


def written(folder: Path, name: str, *lines: dict[str, Any] | str) -> Path:
    """A folder with one suite of these lines, and the digest of s1."""
    rows = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    (folder / name).write_text("\n".join(rows), encoding="utf-8")
    (folder / "digests").mkdir()
    (folder / "digests" / "s1.md").write_text(DIGEST, encoding="utf-8")
    return folder


def test_a_digest_is_read_sentence_by_sentence(tmp_path: Path) -> None:
    """Sentences, items without their mark and rows are evidence; front matter, headings and comments are none."""
    found = digest_sentences(written(tmp_path, "x") / "digests")
    assert found["s1"] == (
        "許可は六月有効である。",
        "承認も（同じ。）である。",
        "一 武器",
        "二 船。",
        "例: 舟",
        "車",
        "| 国 | 数 |",
        "| 英国 | 3件 |",
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "gen-a-001"}, "det-部の名-001 の形"),
        ({"id": "det-a-1"}, "det-部の名-001 の形"),
        ({"text": ""}, "text"),
        ({"note": "?"}, "note"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    """The message names file, line and what is wrong."""
    folder = written(tmp_path, "determinations.a.jsonl", SENTENCE | change)
    with pytest.raises(GuardError, match=said) as refused:
        load_sentences(SentenceKind.DETERMINATION, "a", folder)
    assert "determinations.a.jsonl:1" in refused.value.message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": "s1"}, "両方書くか"),
        ({"evidence": ["一 武器"]}, "両方書くか"),
        ({"source": "s1", "evidence": ["武器"]}, "要旨の一文ではありません"),
    ],
)
def test_a_general_statement_gives_both_source_and_evidence_or_neither(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    """Half a citation is refused, and one that stands in no digest."""
    folder = written(tmp_path, "general.a.jsonl", GENERAL | change)
    with pytest.raises(GuardError, match=said):
        load_sentences(SentenceKind.GENERAL, "a", folder, folder / "digests")


def test_a_general_statement_keeps_its_evidence(tmp_path: Path) -> None:
    """With and without evidence in one file; a determination gives none."""
    cited = GENERAL | {"id": "gen-a-002", "text": "武器だ。", "source": "s1", "evidence": ["一 武器"]}
    folder = written(tmp_path, "general.a.jsonl", GENERAL, cited)
    found = load_sentences(SentenceKind.GENERAL, "a", folder, folder / "digests")
    assert [(one.source, one.evidence) for one in found] == [("", ()), ("s1", ("一 武器",))]


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    """What is no JSON, and ids and texts that stand twice, are reported together."""
    folder = written(tmp_path, "determinations.a.jsonl", SENTENCE, SENTENCE, "{")
    with pytest.raises(GuardError) as refused:
        load_sentences(SentenceKind.DETERMINATION, "a", folder)
    assert refused.value.message.count("determinations.a.jsonl:2") == 2
    assert "determinations.a.jsonl:3: JSON" in refused.value.message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": ["武器"]}, "要旨の一文ではありません"),
        ({"evidence": []}, "evidence"),
        ({"evidence": ["一 武器"] * 4}, "evidence"),
        ({"source": "s2"}, "要旨がありません"),
    ],
)
def test_evidence_must_stand_in_the_digest(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    """Evidence is one to three whole sentences of the digest named, copied exactly."""
    folder = written(tmp_path, "paraphrases.a.jsonl", PARAPHRASE | change)
    with pytest.raises(GuardError, match=said):
        load_paraphrases("a", folder, folder / "digests")


@pytest.mark.parametrize(
    "evidence", ["承認も（同じ。）である。", "二 船。例: 舟", "例: 舟", "車", "3. 車", "| 英国 | 3件 |"]
)
def test_sentences_items_and_rows_are_evidence(tmp_path: Path, evidence: str) -> None:
    """A sentence, a whole list item or a row is accepted, with or without the number of a list."""
    folder = written(tmp_path, "paraphrases.a.jsonl", PARAPHRASE | {"evidence": [evidence]})
    assert load_paraphrases("a", folder, folder / "digests")[0].evidence == (evidence,)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A part that does not exist is an error, not an empty suite."""
    with pytest.raises(GuardError, match=r"general\.z\.jsonl"):
        load_sentences(SentenceKind.GENERAL, "z", tmp_path)


@pytest.mark.parametrize("path", sorted(GUARD.glob("*.jsonl")), ids=lambda path: path.name)
def test_the_stored_suites_are_sound(path: Path) -> None:
    """Every suite in `evals/guard` can be used."""
    kind, part, _ = path.name.split(".")
    assert load_paraphrases(part) if kind == "paraphrases" else load_sentences(SentenceKind(kind), part)


def test_no_sentence_is_in_both_sets() -> None:
    """What decides a case and what decides none have no sentence in common."""
    decided, general = (load_sentences(kind, "tune") for kind in SentenceKind)
    assert not {one.text for one in decided} & {one.text for one in general}
