"""The corpus check: a good digest passes, and each way of breaking it is reported."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.errors import GaihiError, RegistryError
from ingest.fact import Fact, FactKind
from ingest.finding import as_dict
from ingest.names import Names
from ingest.proof import check_corpus, lines, main, prove
from ingest.source import Kind, Layout, Source, Tier

ORIGINAL = """輸出の手引き

2024年4月 経済産業省

1. 対象
施行は10月9日で、対象は12物資と
別表第三の27カ国である。
対象国：米国、英国、カナダ

2. 手続
輸出者は第55条の8に基づき、契約の三十日前までに様式2により報告し、担当の部署に相談したうえで内容を確かめる。
"""

DIGEST = """---
source: guide
edition: digest
---
# 輸出の手引き

## 1. 対象
<!-- locator: 1. 対象; lines: 1-8 -->
経済産業省の手引き（2024年4月）によれば、施行日は2024年〔推定〕10月9日である。
対象は12物資で、別表第3の27か国が関わる。

- 米国
- 英国
- カナダ

## 2. 手続
<!-- locator: 2. 手続; lines: 10-11 -->
報告は第55条の8によるもので、契約より30日前までに様式2を出す。
"""

NAMES = Names(
    countries={"US": ("米国",), "GB": ("英国",), "CA": ("カナダ",), "RU": ("ロシア",)},
    organisations=("経済産業省", "外務省"),
)


@dataclass(frozen=True)
class Pair:
    """A digest and its original on disk."""

    folder: Path

    def proof(self, digest: str = DIGEST, original: str = ORIGINAL, layout: Layout = Layout.REPORT):
        """Prove a digest against an original that is registered as it stands."""
        (self.folder / "guide.md").write_text(digest, encoding="utf-8")
        (self.folder / "guide.txt").write_text(original, encoding="utf-8")
        sha256 = hashlib.sha256(original.encode()).hexdigest()
        source = Source(
            "guide", "輸出の手引き", "手引き", "", Kind.REPORT, Tier.OFFICIAL, layout=layout, sha256=(sha256,)
        )
        return prove(self.folder / "guide.md", self.folder / "guide.txt", source, NAMES)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A folder for a digest and its original."""
    return Pair(tmp_path)


def unsupported(proof) -> list[str]:
    """The values of all facts without support."""
    return [fact.value for section in proof.sections for fact in section.unsupported]


def test_good_digest_passes(pair: Pair) -> None:
    """A digest with all facts and no copied sentence passes, and the guessed year is listed."""
    proof = pair.proof()
    assert proof.ok, lines(proof)
    assert proof.coverage == 1
    assert proof.sections[1].excused == ("2024年10月9日",)


@pytest.mark.parametrize(
    ("right", "wrong", "reported"),
    [
        ("12物資", "13物資", "13物資"),
        ("12物資", "12団体", "12団体"),
        ("27か国", "26か国", "26か国"),
        ("10月9日", "10月8日", "--10-08"),
        ("第55条の8", "第55条の9", "第55条の9"),
        ("別表第3の", "別表第3の2の", "別表3の2"),
        ("- カナダ", "- ロシア", "RU"),
        ("経済産業省の", "外務省の", "外務省"),
        ("30日前", "60日前", "60日"),
        ("様式2", "様式3", "様式3"),
        ("## 2. 手続", "## 2. 手続（31件）", "31件"),
    ],
)
def test_changed_fact_is_reported(pair: Pair, right: str, wrong: str, reported: str) -> None:
    """A number, unit, date, provision or name that the original lacks is reported."""
    proof = pair.proof(DIGEST.replace(right, wrong))
    assert unsupported(proof) == [reported]
    assert not proof.ok


def test_fact_from_another_section_is_reported(pair: Pair) -> None:
    """A fact must stand in the lines that its own section names."""
    assert unsupported(pair.proof(DIGEST.replace("報告は", "米国向けの報告は"))) == ["US"]


def test_full_date_needs_its_year_in_the_same_part(pair: Pair) -> None:
    """Without the mark a completed date counts only where the year stands in the same lines."""
    assert pair.proof(DIGEST.replace("〔推定〕", "")).ok
    assert unsupported(pair.proof(DIGEST.replace("2024年〔推定〕", "2025年"))) == ["2025-10-09"]


def test_mark_without_a_year_is_reported(pair: Pair) -> None:
    """〔推定〕 excuses years only."""
    proof = pair.proof(DIGEST.replace("12物資", "12物資〔推定〕"))
    assert "〔推定〕" in proof.sections[1].problems[0]


def test_missing_fact_is_listed_and_lowers_the_coverage(pair: Pair) -> None:
    """What the original says and the digest does not is listed; below the threshold the digest fails."""
    proof = pair.proof(DIGEST.replace("- カナダ\n", ""))
    assert Fact(FactKind.COUNTRY, "CA") in proof.missing
    assert Fact(FactKind.COUNTRY, "CA") in proof.sections[1].missing
    assert proof.coverage < 0.95
    assert not proof.ok


def test_uncovered_lines_are_reported(pair: Pair) -> None:
    """A line with text that no section names fails the digest; lone page numbers do not."""
    proof = pair.proof(DIGEST.replace("lines: 1-8", "lines: 1-7"))
    assert proof.uncovered == (8,)
    assert "8" in lines(proof)[1]
    assert pair.proof(original=ORIGINAL + "\n 41 \n").uncovered == ()


def test_lines_outside_the_original_are_reported(pair: Pair) -> None:
    """A range beyond the last line is a problem."""
    assert "原文（全" in pair.proof(DIGEST.replace("10-11", "10-110")).sections[2].problems[0]


def test_copied_sentence_is_reported(pair: Pair) -> None:
    """More than 30 characters in one run are a copy, even when white space was changed."""
    copy = "契約の三十日前までに様式2により 報告し、担当の部署に相談したうえで内容を確かめる。"
    proof = pair.proof(DIGEST.replace("契約より30日前までに様式2を出す。", copy))
    assert proof.sections[2].copied[0].endswith(copy.replace(" ", ""))
    assert not proof.ok


def test_shared_list_of_names_is_allowed(pair: Pair) -> None:
    """A list of names may be as long as it is."""
    names = "、".join(("アルゼンチン", "オーストラリア", "ニュージーランド", "ルクセンブルク", "アイルランド"))
    assert pair.proof(DIGEST.replace("- 米国", f"- {names}、米国"), ORIGINAL.replace("米国", f"{names}、米国")).ok


def test_slides_do_not_require_facts_of_joined_lines(pair: Pair) -> None:
    """On slides neighbouring lines are often different boxes: their chance meeting is no fact to restate."""
    original = ORIGINAL.replace("10月9日で", "10月9日で2025年\n5月の")
    digest = DIGEST.replace("1-8", "1-9").replace("10-11", "11-12").replace("27か国", "2025年、5月、27か国")
    assert pair.proof(digest, original, Layout.SLIDES).missing == ()


def test_unknown_original_is_an_error_that_says_so(pair: Pair) -> None:
    """The line numbers mean something only in the registered text."""
    pair.proof()
    source = Source("guide", "", "", "", Kind.REPORT, Tier.OFFICIAL, sha256=("0" * 64,))
    with pytest.raises(GaihiError, match="登録された原文でしか意味を持たない"):
        prove(pair.folder / "guide.md", pair.folder / "guide.txt", source, NAMES)


def test_section_without_lines_is_an_error_with_its_place(pair: Pair) -> None:
    """All malformed sections are named together."""
    broken = DIGEST.replace("lines: 1-8", "lines: eight").replace("; lines: 10-11", "")
    with pytest.raises(RegistryError, match=r"(?s)guide.md:7 .*guide.md:16 "):
        pair.proof(broken)


def test_proof_as_dict_names_facts_by_kind(pair: Pair) -> None:
    """The machine-readable form has kind and value of each fact."""
    found = as_dict(pair.proof(DIGEST.replace("12物資", "13物資")))
    assert found["sections"][1]["unsupported"] == [{"kind": "number", "value": "13物資"}]
    assert found["ok"] is False


LAW = """---
title: 見本令
identifier: 999CO0000000001
enforced_at: '{day}'
---
# 見本令

**第一条**　法第四十八条の政令で定める輸出は、次に掲げるものとする。ただし、総価額が{amount}以下の貨物については、この限りでない。

- 一　別表第一の{rows}の項の貨物の輸出

**第二条**　経済産業大臣は、{days}以内に通知する。
"""

LAW_DIGEST = """---
source: 999CO0000000001
edition: digest
---
# 見本令

## 第一条第一号（対象）
<!-- provision: 第一条第一号; from: 2024-01-01; to: -->
見本令 第一条第一号により、法 第四十八条の輸出には別表第一の16の項の貨物が入る。

## 第一条ただし書（少額。改正前）
<!-- provision: 第一条ただし書; from: 2024-01-01; to: 2025-04-01 -->
少額の特例は100万円まで。

## 第一条ただし書（少額）
<!-- provision: 第一条ただし書; from: 2025-04-01; to: -->
少額の特例は50万円まで。

## 第二条（通知）
<!-- provision: 第二条; from: 2024-01-01; to: -->
経済産業大臣の通知は30日のうちにされる。
"""

REGISTRY = """
[[source]]
id = "999CO0000000001"
title = "見本令"
kind = "statute"
tier = "statute"

[[source]]
id = "guide"
title = "輸出の手引き"
kind = "report"
tier = "official"
layout = "report"
sha256 = ["{sha}"]

[[source]]
id = "absent"
title = "無い資料"
kind = "report"
tier = "official"
"""


@dataclass(frozen=True)
class Corpus:
    """A corpus folder with one statute and one document, and their originals."""

    folder: Path

    def write(self, law_digest: str = LAW_DIGEST) -> "Corpus":
        """Write all files."""
        corpus, laws = self.folder / "corpus", self.folder / "originals" / "999CO0000000001"
        (corpus / "digests").mkdir(parents=True)
        laws.mkdir(parents=True)
        for day, amount in (("2024-01-01", "百万円"), ("2025-04-01", "五十万円")):
            text = LAW.format(day=day, amount=amount, rows="一六", days="三十日")
            (laws / f"{day}.md").write_text(text, encoding="utf-8")
        (self.folder / "originals" / "any name.txt").write_text(ORIGINAL, encoding="utf-8")
        sha = hashlib.sha256(ORIGINAL.encode()).hexdigest()
        (corpus / "sources.toml").write_text(REGISTRY.format(sha=sha), encoding="utf-8")
        (corpus / "names.toml").write_text(
            'countries = [{iso="US", names=["米国"]}, {iso="GB", names=["英国"]}, {iso="CA", names=["カナダ"]}]\n'
            'organisations = ["経済産業省", "経済産業大臣"]\n',
            encoding="utf-8",
        )
        (corpus / "digests" / "guide.md").write_text(DIGEST, encoding="utf-8")
        (corpus / "digests" / "999CO0000000001.md").write_text(law_digest, encoding="utf-8")
        return self

    def check(self):
        """Check everything."""
        return check_corpus(self.folder / "corpus", [self.folder / "originals"])


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """An empty place for a corpus."""
    return Corpus(tmp_path)


def problems(corpus: Corpus, law_digest: str) -> list[str]:
    """What is wrong with a statute's digest: problems and facts without support."""
    statute = next(proof for proof in corpus.write(law_digest).check().proofs if proof.statute)
    return [text for s in statute.sections for text in (*s.problems, *(fact.value for fact in s.unsupported))]


def test_corpus_check_finds_originals_by_content_and_by_law_id(corpus: Corpus) -> None:
    """A document is found by its hash under any name, a statute by its folder; what is absent is named."""
    found = corpus.write().check()
    assert {proof.source_id: proof.ok for proof in found.proofs} == {"999CO0000000001": True, "guide": True}
    assert found.without_digest == ("absent",)
    assert check_corpus(corpus.folder / "corpus", [corpus.folder / "corpus"]).without_original == (
        "999CO0000000001",
        "guide",
    )


@pytest.mark.parametrize(
    ("right", "wrong", "reported"),
    [
        ("100万円", "120万円", "1200000円"),
        ("16の項", "15の項", "15項"),
        ("30日", "20日", "20日"),
        ("to: 2025-04-01", "to:", "2025-04-01 の版で文言が変わっています"),
        ("第二条; from: 2024-01-01; to:", "第二条; from: 2024-01-01; to: 2025-04-01", "の版でも文言が同じです"),
        ("第二条; from: 2024-01-01", "第二条; from: 2025-04-01", "の前の版（2024-01-01）も同じ文言です"),
        ("to: 2025-04-01", "to: 2025-04-02", "2025-04-02 に施行された版がありません"),
        ("provision: 第二条", "provision: 第三条", "第三条 が見つかりません"),
        ("## 第二条（", "## 第三条（", "見出しの番号"),
    ],
)
def test_wrong_claim_about_a_statute_is_reported(corpus: Corpus, right: str, wrong: str, reported: str) -> None:
    """A wrong fact, wrong dates of a wording and a wrong address are reported for a statute."""
    found = problems(corpus, LAW_DIGEST.replace(right, wrong, 1))
    assert any(reported in problem for problem in found), found


def test_proviso_is_a_provision_of_its_own(corpus: Corpus) -> None:
    """A change of the ただし書 is no change of the article when the ただし書 has its own sections."""
    article = "\n## 第一条（輸出）\n<!-- provision: 第一条; from: 2024-01-01; to: -->\n法 第四十八条の輸出を定める。\n"
    assert problems(corpus, LAW_DIGEST + article) == []


def test_command_prints_and_tells_by_its_exit_code(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    """0 when everything passes, 1 when not, 2 when nothing could be checked."""
    folder = corpus.write().folder
    arguments = ["--corpus", str(folder / "corpus"), "--originals", str(folder / "originals")]
    assert main([*arguments, "--source", "guide"]) == 0
    assert "guide: 合格" in capsys.readouterr().out
    (folder / "corpus" / "digests" / "guide.md").write_text(DIGEST.replace("12物資", "13物資"), encoding="utf-8")
    assert main(arguments) == 1
    assert "13物資" in capsys.readouterr().out
    assert main([*arguments, "--source", "nothing"]) == 2


def test_statute_version_in_force_is_the_one_read(corpus: Corpus) -> None:
    """The facts are looked for in the version in force at `from`, not in another."""
    swapped = LAW_DIGEST.replace("100万円", "@").replace("50万円", "100万円").replace("@", "50万円")
    assert problems(corpus, swapped) == ["500000円", "1000000円"]
