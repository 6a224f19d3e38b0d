"""`gaihi check`: options, file, interview, batch and record, with and without a service."""

import io
import json

import pytest

from assistant.assistant import Assistant
from assistant.checking import Checker, determination_json
from assistant.service import create_app
from ingest.settings import load_settings
from ui.command import run
from ui.interview import choices, value_of

FACTS = {"dest": "CN", "date": "2025-10-10", "hs": "8542.31", "list_status": "not_listed"}
OPTIONS = [part for key, value in FACTS.items() for part in ("--fact", f"{key}={value}")]


@pytest.fixture
def gaihi(capsys, monkeypatch, tmp_path):
    """Runs `gaihi check`; gives exit status, stdout and stderr."""
    monkeypatch.setenv("GAIHI_HOME", str(tmp_path / "home"))

    def call(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = run(["check", *(str(argument) for argument in arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


def test_a_result_is_printed_with_reasons_basis_and_open_questions(gaihi):
    """In Japanese, the outcome first, the fingerprint of the rules last."""
    code, out, _ = gaihi(*OPTIONS)
    assert code == 0
    assert out.startswith("【情報不足】判定の日: 2025年10月10日\n")
    for title in (
        "決め手になった規則",
        "ほかに当てはまった規則",
        "根拠: 輸出令",
        "まだ分からない事実",
        "仮定した事実",
        "注意",
        "規則の指紋: ",
    ):
        assert title in out


def test_rules_that_did_not_decide_are_shown_only_with_trace(gaihi):
    """Without it they are counted, so that nothing is hidden."""
    short, whole = gaihi(*OPTIONS)[1], gaihi(*OPTIONS, "--trace")[1]
    assert "--trace で表示" in short and "--trace で表示" not in whole
    failed = [step for step in Checker().check(FACTS).trace if step.result == "failed"]
    assert failed
    assert all(step.text in whole for step in failed)
    assert f"当てはまらなかった規則 {len(failed)}" in short and "\n当てはまらなかった規則\n" in whole


def test_labels_and_japanese_days_are_values(gaihi, tmp_path):
    """In options and in a file alike."""
    path = tmp_path / "facts.yaml"
    path.write_text("該非判定: 非該当\n通常兵器の用途: はい\n輸出・提供の日: 令和7年10月10日\n", encoding="utf-8")
    code, out, _ = gaihi("--facts", path, "--fact", "取引の種類=貨物", "--fact", "wmd_use=不明", "--json")
    assert code == 0
    assert json.loads(out)["facts"] == {
        "kind": "goods", "date": "2025-10-10", "list_status": "not_listed", "wmd_use": "unknown", "conv_use": "yes",
    }  # fmt: skip


def test_json_is_the_object_of_the_service(gaihi):
    """`--json` prints what `/v1/check` sends."""
    code, out, _ = gaihi(*OPTIONS, "--json")
    assert (code, json.loads(out)) == (0, determination_json(Checker().check(FACTS), {}))


def test_options_win_over_the_file_and_japanese_names_are_names(gaihi, tmp_path):
    """A YAML file may say who confirmed a fact; an option replaces the fact."""
    path = tmp_path / "facts.yaml"
    path.write_text(
        "仕向地: {value: CN, confirmed_by: 山田, confirmed_on: 2025-10-01}\ndate: 2025-10-10\nhs: '8542.31'\n",
        encoding="utf-8",
    )
    code, out, _ = gaihi("--facts", path, "--fact", "HSコード=8471.30", "--json")
    assert code == 0
    assert json.loads(out)["facts"] == {
        "date": "2025-10-10",
        "dest": {"value": "CN", "confirmed_by": "山田", "confirmed_on": "2025-10-01"},
        "hs": "847130",
    }


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--fact", "dest=XX"], "dest"),
        (["--fact", "destination=CN"], "destination"),
        (["--fact", "dest"], "--fact dest"),
        (["--fact", "dest=CN", "--fact", "仕向地=US"], "dest"),
        (["--facts", "nowhere.yaml"], "nowhere.yaml"),
        (["--fact", "list_status=not_listed", "--fact", "new21=yes"], "new21"),
        (["--batch", "nowhere.csv", "--out", "o.csv"], "nowhere.csv"),
        (["--batch", "rows.csv"], "--out"),
        (["--batch", "rows.csv", "--interview", "--out", "o.csv"], "--interview"),
        (["--record", "r"], "--by"),
    ],
)
def test_wrong_input_is_named_and_ends_with_2(gaihi, arguments, named):
    """With `--json` it is a problem document as well."""
    code, out, err = gaihi(*arguments)
    assert (code, out) == (2, "")
    assert named in err
    code, out, _ = gaihi(*arguments, "--json")
    assert (code, json.loads(out)["status"]) == (2, 422)


@pytest.mark.parametrize("text", ["dest: CN\ndest: US\n", "- dest\n", "dest: [", "dest: NO\n", "5: CN\n", ""])
def test_a_file_that_yaml_would_bend_is_refused(gaihi, tmp_path, text):
    """A key written twice, a NO that became false, a list: none of them is guessed at."""
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    assert gaihi("--facts", path)[0] == 2


def test_the_interview_asks_until_nothing_can_change(gaihi):
    """Answers by label, by number and by value; the result is that of the same facts given at once."""
    code, out, err = gaihi("--fact", "date=2025-10-10", "--interview", "--json", typed="北朝鮮\n" + "不明\n" * 40)
    assert code == 0
    found = json.loads(out)
    assert found["facts"]["dest"] == "KP"
    assert all(one["fact"] in found["facts"] for one in found["missing"])
    assert "仕向地" in err


def test_an_interview_can_go_back_and_end(gaihi):
    """戻る takes the last answer out and asks again; 終了, or the end of the input, shows what is known so far."""
    typed = "2025年10月10日\n中国\n戻る\n米国\n戻る\n戻る\n戻る\n2025/10/11\nUS\n終了\n"
    code, out, err = gaihi("--interview", "--json", typed=typed)
    assert (code, json.loads(out)["facts"]) == (0, {"date": "2025-10-11", "dest": "US"})
    assert "これより前の質問はありません" in err
    assert json.loads(gaihi("--interview", "--json", typed="")[1])["facts"] == {}


def test_an_answer_that_cannot_be_used_is_asked_again(gaihi):
    """The reason is told, and nothing was taken for it."""
    code, out, err = gaihi("--interview", "--json", typed="2025-02-30\n\n2025-10-10\n終了\n")
    assert (code, json.loads(out)["facts"]) == (0, {"date": "2025-10-10"})
    assert "暦にない日" in err and "答えが空です" in err


def test_numbers_mean_choices_only_where_no_value_is_a_number():
    """「1」 is the category 1 of 別表第二の三, and the first choice of a yes-or-no question."""
    catalogue = Checker().base.catalogue
    assert value_of(catalogue.get("ru_category"), "1") == "1"
    assert choices(catalogue.get("specific_category"))["no"] == "当たらない"
    assert value_of(catalogue.get("specific_category"), "1") == "1"
    assert [value_of(catalogue.get("wmd_use"), text) for text in ("1", "2", "いいえ", "n", "不明")] == [
        "yes", "no", "no", "no", "unknown",
    ]  # fmt: skip
    assert value_of(catalogue.get("eul"), "B、通常兵器(CW)") == "B,CW"


def test_a_batch_writes_a_row_for_each_transaction(gaihi, tmp_path):
    """A wrong row ends it with 2 after everything was written; without one it ends with 0."""
    rows = tmp_path / "rows.csv"
    rows.write_text("id,dest,date\n1,CN,2025-10-10\n2,XX,2025-10-10\n", encoding="utf-8")
    code, out, err = gaihi("--batch", rows, "--out", tmp_path / "o.csv")
    assert code == 2 and "2 件を調べました" in out and "1 件は事実に誤り" in err
    assert (tmp_path / "o.csv").read_text(encoding="utf-8-sig").count("insufficient_facts") == 1
    rows.write_text("id,dest,date\n1,CN,2025-10-10\n", encoding="utf-8")
    assert gaihi("--batch", rows, "--out", tmp_path / "o.xlsx")[0] == 0
    rows.write_text("id,dst\n1,CN\n", encoding="utf-8")
    code, _, err = gaihi("--batch", rows, "--out", tmp_path / "p.csv")
    assert code == 2 and "dst" in err and not (tmp_path / "p.csv").exists()


def test_a_record_is_written_twice_and_never_over_another(gaihi, tmp_path):
    """Markdown and DOCX; the next one of the day gets a number."""
    for _ in range(2):
        assert gaihi(*OPTIONS, "--record", tmp_path / "r", "--by", "佐藤花子", "--subject", "T-1")[0] == 0
    names = sorted(path.suffix for path in (tmp_path / "r").iterdir())
    assert names == [".docx", ".docx", ".md", ".md"]


def test_with_a_service_configured_it_is_asked_instead(gaihi, serve_app, monkeypatch, tmp_path):
    """GAIHI_URL: the same results and the same errors, over HTTP."""
    settings = load_settings(home=tmp_path / "other")
    monkeypatch.setenv("GAIHI_URL", serve_app(create_app(Assistant(settings), settings)))
    code, out, _ = gaihi(*OPTIONS, "--json")
    assert (code, json.loads(out)) == (0, determination_json(Checker().check(FACTS), {}))
    code, _, err = gaihi("--fact", "dest=XX", "--fact", "foo=1")
    assert code == 2 and "XX" in err and "foo" in err
    rows = tmp_path / "rows.csv"
    rows.write_text("id,dest,date\n1,CN,2025-10-10\n2,XX,2025-10-10\n", encoding="utf-8")
    assert gaihi("--batch", rows, "--out", tmp_path / "o.csv")[0] == 2
    assert gaihi("--interview", "--json", typed="2025-10-10\n終了\n")[0] == 0
    monkeypatch.setenv("GAIHI_URL", "http://127.0.0.1:9")
    assert gaihi(*OPTIONS)[0] == 1


def test_the_facts_are_listed(gaihi):
    """Names and answers, for who writes options or a file."""
    code, out, _ = gaihi("--list")
    assert code == 0 and "dest（仕向地）" in out
    assert json.loads(gaihi("--list", "--json")[1])["facts"][0]["key"] == "kind"


def test_a_fact_that_is_only_written_down_is_shown_as_such(gaihi, tmp_path):
    """In the result, in the record and in the list of facts; it changes nothing, and what is no text is refused."""
    code, out, _ = gaihi(*OPTIONS, "--fact", "懸念の兆候=現金払い", "--record", tmp_path, "--by", "山田")
    assert code == 0
    assert "判定に使わない事実（記録だけ）\n・懸念の兆候（red_flags）= 現金払い\n" in out
    (written,) = tmp_path.glob("*.md")
    assert "### 判定に使わない事実（記録だけ）" in written.read_text(encoding="utf-8")
    assert gaihi(*OPTIONS)[1].partition("\n")[0] == out.partition("\n")[0]
    assert "判定に使わない" not in gaihi(*OPTIONS)[1]
    listed = next(line for line in gaihi("--list")[1].splitlines() if line.startswith("red_flags"))
    assert "文の一覧" in listed and "判定には使わない" in listed
    path = tmp_path / "facts.yaml"
    path.write_text("red_flags: [5]\n", encoding="utf-8")
    assert gaihi("--facts", path)[0] == 2


def test_a_strange_name_is_answered_with_the_nearest_one(gaihi):
    """Whoever mistypes a name is told what it may have been."""
    code, _, err = gaihi("--fact", "HS分類=8542.31")
    assert code == 2 and "hs（HSコード）" in err


def test_a_wrong_answer_to_a_menu_is_answered_with_the_menu(gaihi):
    """The numbers that were shown, not the values behind them."""
    err = gaihi(*OPTIONS, "--interview", typed="たぶん\n終了\n")[2]
    assert "1（受けていない）" in err and '"no"' not in err


def test_what_is_wrong_with_a_file_of_facts_is_said_in_japanese(gaihi, tmp_path):
    """With its line; a folder is told as a folder."""
    path = tmp_path / "facts.yaml"
    path.write_text("dest: CN\nhs: [\n", encoding="utf-8")
    err = gaihi("--facts", path)[2]
    assert "YAML の書き方の誤り" in err and "行目" in err and "while parsing" not in err
    path.write_text("dest: CN\ndest: US\n", encoding="utf-8")
    assert "2行目: 「dest」が二度あります" in gaihi("--facts", path)[2]
    assert "フォルダです" in gaihi("--facts", tmp_path)[2]


def test_rules_that_only_say_what_is_open_are_named_as_such(gaihi):
    """What nobody knows yet is no rule that holds beside the result; no group of destinations is told of Japan."""
    out = gaihi(*OPTIONS, "--fact", "conv_use=yes")[1]
    holds, _, rest = out.partition("まだ確かめていないことを挙げた規則")
    assert "通知の有無が分からない" in rest and "通知の有無が分からない" not in holds
    home = gaihi(
        "--fact", "kind=tech", "--fact", "dest=JP", "--fact", "date=2025-10-10", "--fact", "specific_category=2"
    )
    assert home[0] == 0 and "R-GRP-" not in home[1]


def test_a_column_like_no_fact_is_named_in_a_warning_and_stays(gaihi, tmp_path):
    """A table of transactions is not refused for it, and a misspelt fact is."""
    rows, out = tmp_path / "rows.csv", tmp_path / "out.csv"
    rows.write_text("案件,仕向国,備考\nA-7,CN,急ぎ\n", encoding="utf-8")
    code, _, err = gaihi("--batch", rows, "--out", out)
    assert code == 0 and "そのまま写しました: 案件" in err and "備考" not in err
    assert "A-7,CN,急ぎ" in out.read_text(encoding="utf-8-sig")
    rows.write_text("仕向地,該非判定結果\nCN,非該当\n", encoding="utf-8")
    assert gaihi("--batch", rows, "--out", out)[0] == 2
