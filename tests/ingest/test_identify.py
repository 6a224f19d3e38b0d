"""Identify: which source a file belongs to, and what an own document must say of itself."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.identify import Given, identify
from ingest.library import Library
from ingest.source import Kind, Layout, Source, Tier

LAW = "324CO0000000999"
REPORT = Source(
    "report-2024",
    "中間報告",
    "中間報告",
    "省",
    Kind.REPORT,
    Tier.OFFICIAL,
    "2024-04",
    sha256=(hashlib.sha256(b"known").hexdigest(),),
)
STATUTE = Source(LAW, "試験令", "試験令", "内閣", Kind.STATUTE, Tier.STATUTE)
OWN = Source("our-rule", "社内規程", "社内規程", "当社", Kind.OWN, Tier.OWN, "2024-01-01", layout=Layout.MARKDOWN)
REGISTRY = (REPORT, STATUTE, OWN)
DATED = Given(published="2025-04-01")


def _identify(path: Path, data: bytes | str, given: Given = Given()) -> Source:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return identify(path, REGISTRY, given)


def test_a_known_original_is_recognised_by_its_bytes(tmp_path: Path) -> None:
    """A file with a registered hash is that source, whatever its name."""
    assert _identify(tmp_path / "x.txt", b"known") == REPORT


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2025-10-09.md", f'---\ntitle: "t"\nidentifier: "{LAW}"\n---\n本文'),
        (f"{LAW}_20251009_507CO0000000001.xml", "<Law/>"),
        ("law.json", f'{{"law_info": {{"law_id": "{LAW}"}}}}'),
        ("bom.md", f"\ufeff---\nidentifier: {LAW}\n---\n本文"),
        ("crlf.md", f"---\r\nidentifier: {LAW}\r\n---\r\n本文"),
    ],
)
def test_a_law_id_makes_no_statute(tmp_path: Path, name: str, text: str) -> None:
    """A law id in front matter, JSON or file name is a claim that is refused; --id is the user's decision."""
    with pytest.raises(ReadError, match=rf"法令 ID で登録された資料 {LAW}.*既知の原文ではありません") as caught:
        _identify(tmp_path / name, text, DATED)
    assert f"--id {LAW}" in caught.value.hint
    assert _identify(tmp_path / name, text, Given(id=LAW)) == STATUTE


@pytest.mark.parametrize("claimed", ["report-2024", "Report-2024", LAW])
def test_front_matter_makes_no_registered_source(tmp_path: Path, claimed: str) -> None:
    """`source:` of a registered document is a claim that is refused; --id names it, and its bytes do."""
    text = f"---\nsource: {claimed}\n---\n本文"
    with pytest.raises(ReadError, match=r"source で登録された資料.*名乗っていますが"):
        _identify(tmp_path / "x.md", text, DATED)
    assert _identify(tmp_path / "x.md", text, Given(id="report-2024")) == REPORT
    forged = Source(LAW, "t", "t", "", Kind.STATUTE, Tier.STATUTE, sha256=(hashlib.sha256(text.encode()).hexdigest(),))
    assert identify(tmp_path / "x.md", (REPORT, forged), Given()) == forged


def test_an_address_as_source_is_no_claim(tmp_path: Path) -> None:
    """A `source:` that names nothing registered is just a field."""
    found = _identify(tmp_path / "x.md", "---\nsource: https://example.jp/report-2024\n---\n本文", DATED)
    assert (found.id, found.kind) == ("x", Kind.OWN)


def test_a_given_id_stands_above_a_law_id_in_the_name(tmp_path: Path) -> None:
    """A commentary with the law's id in its name is registered as an own document by --id."""
    found = _identify(tmp_path / f"{LAW}の解説.txt", "解説。", Given(id="commentary", published="2025-04"))
    assert (found.id, found.kind, found.tier) == ("commentary", Kind.OWN, Tier.UPLOADED)


def test_an_own_document_is_what_the_user_says(tmp_path: Path) -> None:
    """Title, date, tier, issuer and layout come from the user."""
    given = Given("社内規程", "輸出管理部", "2025-04", "own", "our-new-rule", "markdown")
    found = _identify(tmp_path / "x.txt", "本文", given)
    wanted = ("our-new-rule", "社内規程", "輸出管理部", Kind.OWN, Tier.OWN, "2025-04", Layout.MARKDOWN)
    assert (found.id, found.title, found.issuer, found.kind, found.tier, found.published, found.layout) == wanted


def test_front_matter_says_what_the_user_does_not(tmp_path: Path) -> None:
    """Front matter fills the gaps, and the command line stands above it; CP932 is read as well."""
    text = "---\ntitle: 規程\npublished: 2024-02-01\ntier: own\nid: kitei\n---\n本文"
    for data in (text.encode(), text.encode("cp932")):
        found = _identify(tmp_path / "x.md", data, Given(published="2025-01-01"))
        assert (found.id, found.title, found.published, found.tier) == ("kitei", "規程", "2025-01-01", Tier.OWN)


def test_without_anything_said_the_tier_is_uploaded(tmp_path: Path) -> None:
    """An own document is an upload named by its file unless the user says more."""
    found = _identify(tmp_path / "manual.txt", "本文", DATED)
    assert (found.id, found.title, found.tier) == ("manual", "manual", Tier.UPLOADED)


@pytest.mark.parametrize("tier", ["official", "statute", "OWN", "x"])
def test_nobody_makes_a_file_official(tmp_path: Path, tier: str) -> None:
    """An own document cannot claim the trust of an issuer or of the law, on the command line or in itself."""
    with pytest.raises(ReadError, match="区分"):
        _identify(tmp_path / "x.txt", "本文", Given(published="2025-04-01", tier=tier))
    with pytest.raises(ReadError, match="区分"):
        _identify(tmp_path / "x.md", f"---\ntier: {tier}\npublished: 2025-04\n---\n本文")


@pytest.mark.parametrize("name", ["report-2024.txt", f"{LAW}.md"])
def test_a_file_does_not_slip_in_under_a_registered_id(tmp_path: Path, name: str) -> None:
    """A file that only calls itself like a registered source is refused; saying --id is a decision of the user."""
    registered = Path(name).stem
    with pytest.raises(ReadError, match="登録された資料の id"):
        _identify(tmp_path / "x.md", f"---\nid: {registered}\npublished: 2025-04\n---\n本文")
    if registered == REPORT.id:
        with pytest.raises(ReadError, match="登録された資料の id"):
            _identify(tmp_path / name, "本文", DATED)


@pytest.mark.parametrize("own_id", ["Report-2024", "REPORT-2024", LAW.lower()])
def test_an_id_that_looks_registered_is_refused(tmp_path: Path, own_id: str) -> None:
    """An own id that differs from a registered one in case alone is refused, given or in the file."""
    with pytest.raises(ReadError, match="大文字・小文字"):
        _identify(tmp_path / "x.txt", "本文", Given(published="2025-04", id=own_id))
    with pytest.raises(ReadError, match="登録された資料の id"):
        _identify(tmp_path / "x.md", f"---\nid: {own_id}\n---\n本文", DATED)


@pytest.mark.parametrize(
    "title", ["中間報告", "中間 報告", "\u3000中間報告\u200b", "中間報告(2024)", "小委ＡＢＣ", "小委abc", "試験令"]
)
def test_a_title_that_looks_registered_is_refused(tmp_path: Path, title: str) -> None:
    """An own document is not called like a registered one: not by --title, in its front matter or by its name."""
    short = replace(REPORT, short="中間報告（2024）", aliases=("小委ABC",))
    (tmp_path / "x.md").write_text(f"---\ntitle: {title}\n---\n本文", encoding="utf-8")
    (tmp_path / f"{title}.txt").write_text("本文", encoding="utf-8")
    (tmp_path / "y.txt").write_text("本文", encoding="utf-8")
    for name, said in (("y.txt", replace(DATED, title=title)), ("x.md", DATED), (f"{title}.txt", DATED)):
        with pytest.raises(ReadError, match="題名か呼び名と同じ") as caught:
            identify(tmp_path / name, (short, STATUTE, OWN), said)
        assert "--title" in caught.value.hint
    longer = identify(tmp_path / "y.txt", (short, STATUTE, OWN), replace(DATED, title=f"{title}の解説"))
    assert longer.kind is Kind.OWN


@pytest.mark.parametrize("published", ["", "2025", "2025-13", "2025-02-30", "昨日", "2025-4-1", "2025-04-01T00:00"])
def test_an_own_document_needs_a_date(tmp_path: Path, published: str) -> None:
    """Without a date, or with one nobody can read, the file is named and the hint says how to give it."""
    with pytest.raises(ReadError, match=r"x\.txt: .*日付") as caught:
        _identify(tmp_path / "x.txt", "本文", Given(published=published))
    assert "--date" in caught.value.hint


def test_an_unknown_layout_lists_the_known_ones(tmp_path: Path) -> None:
    """A layout nobody knows is refused with those that exist."""
    with pytest.raises(ReadError, match="レイアウト") as caught:
        _identify(tmp_path / "x.txt", "本文", Given(published="2025-04", layout="poster"))
    assert "markdown" in caught.value.hint


def test_a_new_text_takes_what_is_said_anew(tmp_path: Path) -> None:
    """An own document that is replaced gets the new title, date and tier; title and layout stay when not said."""
    found = _identify(tmp_path / "x.txt", "新", Given(id="our-rule", published="2026-01", tier="uploaded"))
    wanted = ("our-rule", "社内規程", "当社", "2026-01", Tier.UPLOADED, Layout.MARKDOWN)
    assert (found.id, found.title, found.issuer, found.published, found.tier, found.layout) == wanted
    assert (
        _identify(tmp_path / "x.txt", "新", Given(id="our-rule", published="2026-01", title="新規程")).title == "新規程"
    )


def test_a_new_text_needs_a_new_date(tmp_path: Path) -> None:
    """A replaced text does not inherit the old date: it would be seen on days before it was written."""
    with pytest.raises(ReadError, match="日付"):
        _identify(tmp_path / "x.txt", "新", Given(id="our-rule"))


@given(
    name=st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="/\0"), min_size=1, max_size=60)
)
def test_every_file_name_gives_a_usable_id(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Whatever a file is called, its id can be a folder of the library."""
    folder = tmp_path_factory.getbasetemp() / "names"
    folder.mkdir(exist_ok=True)
    path = folder / f"a{name[:50]}.txt"
    source = _identify(path, "本文", DATED)
    path.unlink()
    (folder / "sources.toml").touch()
    assert Library(folder, folder).source(source.id) is None
    assert not Library(folder, folder).remove(source.id)


def test_names_that_had_to_lose_letters_stay_apart(tmp_path: Path) -> None:
    """Two documents with Japanese names get two ids."""
    first = _identify(tmp_path / "規程.txt", "甲", DATED)
    second = _identify(tmp_path / "要領.txt", "乙", DATED)
    assert first.id != second.id
