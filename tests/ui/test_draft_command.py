"""`gaihi draft`: from a new draft over its file to an approval, on this machine and through a service; what is refused."""

import json
import shutil
from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.service import create_app
from ingest.settings import load_settings
from ui.command import run

QUESTION = "グループAの国はどこですか"


@pytest.fixture(scope="module")
def home(index_home, tmp_path_factory):
    """A home of its own with the digests that ship."""
    home = tmp_path_factory.mktemp("drafts") / "home"
    shutil.copytree(index_home, home)
    return home


@pytest.fixture(params=["alone", "service"])
def gaihi(request, home, capsys, monkeypatch, serve_app):
    """Runs `gaihi draft …`; gives exit status, stdout and stderr."""
    monkeypatch.setenv("GAIHI_HOME", str(home))
    if request.param == "service":
        settings = load_settings(home=home)
        monkeypatch.setenv("GAIHI_URL", serve_app(create_app(Assistant(settings, lambda: date(2026, 6, 10)), settings)))

    def call(*arguments):
        code = run(["draft", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def made(gaihi) -> dict:
    """A draft by 佐藤, as JSON."""
    code, out, _ = gaihi("new", "--question", QUESTION, "--by", "佐藤", "--json")
    assert code == 0
    return json.loads(out)


def test_a_draft_goes_through_its_file_to_an_approval(gaihi, made, tmp_path):
    """Every step says what came of it, and names the marks that are left."""
    draft_id = made["head"]["id"]
    code, text, _ = gaihi("show", draft_id, "--edit")
    assert code == 0 and text.startswith(f"<!-- gaihi draft {draft_id} version 1 -->")
    answer = next(one for one in made["draft"]["paragraphs"] if one["role"] == "answer")
    head = f"<!-- {answer['id']} answer 答 -->"
    assert head in text
    file = tmp_path / "draft.md"
    file.write_text(text.replace(head, f"{head}\n社内の窓口は総務部である。"), encoding="utf-8")
    code, out, err = gaihi("edit", draft_id, file, "--by", "田中")
    assert code == 0 and "保存しました" in out and f"{answer['id']}:0:no_evidence" in err
    code, out, _ = gaihi("diff", draft_id)
    assert code == 0 and "+ 【社内の窓口は総務部である。】" in out
    assert gaihi("submit", draft_id, "--by", "田中")[0] == 0
    code, _, err = gaihi("approve", draft_id, "--version", 2, "--by", "佐藤")
    assert code == 1 and "書いた人" in err
    mark = f"{answer['id']}:0:no_evidence"
    for given in ((), ("--confirm", mark), ("--confirm", f"{mark}=")):
        code, _, err = gaihi("approve", draft_id, "--version", 2, "--by", "鈴木", *given)
        assert code != 0 and ("--confirm 印=理由" in err or "accepted" in err)
    code, out, _ = gaihi("approve", draft_id, "--version", 2, "--by", "鈴木", "--confirm", f"{mark}=総務部に確かめた。")
    assert code == 0 and "承認済み（承認: 版2）" in out
    code, out, _ = gaihi("comment", draft_id)
    assert code == 0 and "審査に出した" in out and "鈴木（本人確認なし）" in out
    code, _, err = gaihi("edit", draft_id, file, "--by", "田中")
    assert code == 1 and "版 1 は最新ではありません" in err and "田中" in err
    code, out, _ = gaihi("succeed", draft_id, "--by", "田中")
    assert code == 0 and "引き継ぎました" in out


def test_a_draft_is_listed_shown_checked_and_exported(gaihi, made, tmp_path):
    """The text names origins, numbers and sources; the file is written under the name asked for."""
    draft_id = made["head"]["id"]
    assert draft_id in gaihi("list")[1] and draft_id in gaihi("check")[1]
    code, out, _ = gaihi("show", draft_id)
    assert code == 0 and f"{QUESTION}" in out and "【答】" in out and "出典" in out
    assert json.loads(gaihi("check", draft_id, "--json")[1])["moved"] == []
    assert gaihi("export", draft_id, "--out", tmp_path / "a.md")[0] == 0
    assert QUESTION in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "版1　作成　佐藤" in gaihi("versions", draft_id)[1]


def test_questions_are_suggested(gaihi):
    """One a line."""
    code, out, _ = gaihi("questions", "補完的輸出規制")
    assert code == 0 and len(out.splitlines()) >= 4
    assert len(gaihi("questions", "包括許可")[1].splitlines()) >= 4


def test_no_question_is_suggested_on_what_the_corpus_does_not_speak_of(gaihi):
    """One sentence says so."""
    code, out, _ = gaihi("questions", "ポケモン")
    assert code == 0 and out.count("\n") == 1 and "見つかりませんでした" in out


def test_a_check_that_finds_nothing_says_so(gaihi, made):
    """Of all drafts, and of one."""
    for arguments in ((), (made["head"]["id"],)):
        code, out, _ = gaihi("check", *arguments)
        assert code == 0 and made["head"]["id"] in out and "変わっていません" in out


def test_a_draft_goes_back_with_its_reason_and_messages_name_options(gaihi, made, tmp_path):
    """`--comment` is the reason too; marks are told in Japanese, and what is left to confirm by the option."""
    draft_id = made["head"]["id"]
    assert gaihi("submit", draft_id, "--by", "佐藤")[0] == 0
    assert gaihi("return", draft_id, "--by", "鈴木", "--comment", "窓口が古い")[0] == 0
    assert gaihi("submit", draft_id, "--by", "佐藤")[0] == 0
    assert gaihi("return", draft_id, "--by", "鈴木", "--reason", "まだ古い")[0] == 0
    assert "窓口が古い" in gaihi("comment", draft_id)[1]
    code, _, err = gaihi("redraft", draft_id, "--by", "佐藤")
    assert code == 1 and "--paragraph" in err
    answer = next(one for one in made["draft"]["paragraphs"] if one["role"] == "answer")
    head = f"<!-- {answer['id']} answer 答 -->"
    file = tmp_path / "draft.md"
    file.write_text(
        gaihi("show", draft_id, "--edit")[1].replace(head, f"{head}\n社内の窓口は総務部である。"), encoding="utf-8"
    )
    assert "▲ 根拠なし: 「社内の窓口は総務部である。」" in gaihi("edit", draft_id, file, "--by", "新田　花子")[2]
    assert "新田 花子" in gaihi("versions", draft_id)[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "d-0"), 1, "d-0"),
        (("new", "--by", "佐藤"), 2, "topic"),
        (("new", "--topic", "規制"), 2, "--by に氏名を書いてください"),
        (("new", "--kind", "commentary", "--by", "佐藤"), 2, "audit（監査）"),
        (("new", "--kind", "change_notice", "--by", "佐藤"), 2, "--from"),
        (("new", "--topic", "規制", "--kind", "poem", "--by", "佐藤"), 2, "commentary（解説）"),
        (("edit", "d-0", "no-such-file", "--by", "佐藤"), 2, "no-such-file"),
        (("export", "d-0", "--format", "pdf"), 2, "markdown・docx・html"),
    ],
)
def test_wrong_usage_is_told(gaihi, arguments, code, said):
    """With its exit status, and no trace."""
    found, out, err = gaihi(*arguments)
    assert found == code and said in out + err


@pytest.mark.parametrize("number", [99999999999999999999, 2**63, -1, 0, "9" * 5_000, "x"])
def test_a_number_that_no_version_has_is_wrong_usage(gaihi, made, number):
    """Wherever a version is given; nothing is printed but what would do."""
    draft_id = made["head"]["id"]
    for arguments in (
        ("show", draft_id, "--version", number),
        ("show", draft_id, "--edit", "--version", number),
        ("export", draft_id, "--version", number),
        ("diff", draft_id, "--", number),
        ("approve", draft_id, "--by", "鈴木", "--version", number),
    ):
        code, out, err = gaihi(*arguments)
        assert (code, out) == (2, "") and "予期しない" not in err, (arguments, err)


def test_an_export_overwrites_nothing_unasked_and_makes_no_folder(gaihi, made, tmp_path):
    """What stood there stands as it was; with `--force` it is replaced, and nothing else is left behind."""
    draft_id, file = made["head"]["id"], tmp_path / "a.md"
    file.write_text("人が書いた。", encoding="utf-8")
    code, _, err = gaihi("export", draft_id, "--out", file)
    assert code == 2 and "--force" in err and file.read_text(encoding="utf-8") == "人が書いた。"
    code, _, err = gaihi("export", draft_id, "--out", tmp_path / "no" / "a.md")
    assert code == 2 and "フォルダがありません" in err and not (tmp_path / "no").exists()
    code, _, err = gaihi("export", draft_id, "--out", tmp_path, "--force")
    assert code == 2 and "ファイルではありません" in err
    assert gaihi("export", draft_id, "--out", file, "--force")[0] == 0
    assert QUESTION in file.read_text(encoding="utf-8") and [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_facts_are_what_the_tables_of_a_draft_take_for_given(gaihi):
    """By the names that `gaihi check` knows; they are kept with the draft, and stand in every row."""
    facts = ("--fact", "仕向地=CN", "--fact", "該非判定=非該当")
    code, out, _ = gaihi("new", "--topic", "補完的輸出規制", *facts, "--by", "佐藤花子", "--json")
    draft = json.loads(out)["draft"]
    rows = next(one for one in draft["paragraphs"] if one["id"] == "table-catch-all-table")["facts"]
    assert code == 0 and draft["asked"]["facts"] == {"dest": "CN", "list_status": "not_listed"}
    assert {(row["dest"], row["list_status"]) for row in rows} == {("CN", "not_listed")}


@pytest.mark.parametrize("kind", [("--topic", "監査"), ("--kind", "checklist", "--element", "audit")])
def test_facts_that_no_table_asks_for_have_one_of_their_own(gaihi, kind):
    """They are never dropped."""
    code, out, _ = gaihi("new", *kind, "--fact", "dest=CN", "--by", "佐藤花子", "--json")
    tables = [one for one in json.loads(out)["draft"]["paragraphs"] if one["role"] == "table"]
    assert code == 0 and [one["facts"][0]["dest"] for one in tables] == ["CN"]


@pytest.mark.parametrize("fact", ["dest=ZZ", "date=2026-04-01", "dest", "colour=red"])
def test_wrong_facts_of_a_draft_are_named(gaihi, fact):
    """And nothing is stored."""
    before = gaihi("list")[1]
    code, _, err = gaihi("new", "--topic", "補完的輸出規制", "--fact", fact, "--by", "佐藤花子")
    assert code == 2 and fact.partition("=")[0] in err and gaihi("list")[1] == before


def test_evidence_is_attached_to_a_sentence(gaihi, made):
    """The quote as it stands in the passage; another wording is refused."""
    draft_id = made["head"]["id"]
    answer = next(one for one in made["draft"]["paragraphs"] if one["role"] == "answer")
    cited = made["draft"]["citations"][0]["citation"]
    quote = cited["passage"].strip().splitlines()[0]
    at = ("--paragraph", answer["id"], "--sentence", 1, "--passage", cited["passage_id"])
    code, _, err = gaihi("cite", draft_id, *at, "--quote", "そのような文はない。", "--by", "佐藤")
    assert code == 1 and "一字一句" in err
    code, out, _ = gaihi("cite", draft_id, *at, "--quote", quote, "--by", "佐藤", "--json")
    sentence = next(one for one in json.loads(out)["draft"]["paragraphs"] if one["id"] == answer["id"])["sentences"][0]
    quotes = {one["id"]: one["citation"]["quote"] for one in json.loads(out)["draft"]["citations"]}
    assert code == 0 and quote in [quotes[one] for one in sentence["citations"]]
