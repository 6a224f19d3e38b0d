"""Batch: a row a transaction, from CSV and XLSX; what is wrong with a row stays with the row."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest

from assistant.batch import RESULTS, Checked, read_columns, result_cells, result_heads, run
from assistant.batch_file import read_sheet, write_results
from assistant.checking import Checker, shipped_rules
from assistant.errors import WrongSheetError
from assistant.grounds import shipped_documents
from assistant.words import Words

BASE = shipped_rules()
HEADS = ["取引番号", "仕向地", "date", "hs", "list_status", "備考", "_社内"]
GOOD = ["T-1", "中国", "2025-10-10", "8542.31", "not_listed", "=1+1", "-5"]


def checked(path, sheet=""):
    """Every row of a file with what became of it."""
    read = read_sheet(path, sheet)
    return list(run(read, read_columns(read.heads, BASE), Checker().check))


def csv_file(folder, *rows, encoding="utf-8-sig", name="rows.csv"):
    """A CSV file of rows."""
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def xlsx_file(folder, *rows, name="rows.xlsx"):
    """An XLSX file of rows, with an empty second sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("空")
    book.save(folder / name)
    return folder / name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_keys_and_japanese_names_are_headings_in_every_usual_encoding(tmp_path, encoding):
    """A row gives what the same facts give one by one."""
    (one,) = checked(csv_file(tmp_path, HEADS, GOOD, encoding=encoding))
    facts = {"dest": "CN", "date": "2025-10-10", "hs": "8542.31", "list_status": "not_listed"}
    assert one.found == Checker().check(facts)


def test_a_wrong_row_has_errors_and_no_outcome_and_stops_no_other(tmp_path):
    """The row says which facts are wrong; the rows before and after have their results."""
    bad = ["T-2", "ZZ", "2025-02-30", "", "", "", ""]
    wide = [*GOOD, "余分"]
    rows = checked(csv_file(tmp_path, HEADS, GOOD, bad, wide, ["", "", "", "", "", "", ""], GOOD))
    assert [one.found is None for one in rows] == [False, True, True, False]
    assert [one.row.number for one in rows] == [2, 3, 4, 6]
    assert len(rows[1].errors) == 2 and "date" in rows[1].errors[1]
    assert "見出しより多い" in rows[2].errors[0]
    cells = dict(
        zip((*HEADS, *RESULTS), result_cells(read_sheet(tmp_path / "rows.csv"), rows[1], Words(BASE)), strict=True)
    )
    assert (cells["結果コード"], cells["結果"], cells["規則の指紋"]) == ("", "", "")
    assert "ZZ" in cells["誤り"]


def test_cells_of_a_spreadsheet_are_read_as_what_they_show(tmp_path):
    """Days without a time are days, whole numbers whole; a time of day is refused, not cut off."""
    heads = ["date", "dest", "hs", "total_value_jpy", "ru_category", "exception_type"]
    rows = checked(
        xlsx_file(
            tmp_path,
            heads,
            [datetime(2025, 10, 10), "RU", 854231, 1000000.0, 2, "small_value"],
            [datetime(2025, 10, 10, 9, 30), "RU", 854231, 5, 2, None],
            [date(2025, 10, 10), "RU", 8542.1, 5, 2.0, None],
        )
    )
    assert rows[0].found.facts == {
        "date": date(2025, 10, 10), "dest": "RU", "hs": "854231", "ru_category": "2", "exception_type": "small_value",
        "total_value_jpy": 1000000,
    }  # fmt: skip
    assert "date" in rows[1].errors[0]
    assert "hs" in rows[2].errors[0] and len(rows[2].errors) == 1


def test_a_formula_without_a_value_is_an_error_and_no_empty_cell(tmp_path):
    """An empty cell would be a default; what the formula would give nobody knows."""
    (one,) = checked(xlsx_file(tmp_path, ["dest", "new21"], ["CN", '=IF(1,"yes","no")']))
    assert one.found is None and "数式" in one.errors[0]


@pytest.mark.parametrize(
    ("heads", "named"),
    [
        (["dest", "仕向先"], "仕向先"),
        (["dest", ""], "空の見出し"),
        (["dest", "仕向地"], "dest"),
        (["dest", "該非判定結果"], "list_status"),
        (["取引番号", "備考1"], "事実の列がありません"),
        (["案件", "備考1"], "事実の列がありません"),
        (["dest", "結果コード"], "結果コード"),
    ],
)
def test_unknown_and_repeated_columns_are_refused_by_name(tmp_path, heads, named):
    """A misspelt fact would silently be unknown."""
    path = csv_file(tmp_path, [*heads, "x_end"][: len(heads)] if heads[-1] else [*heads, "id"], ["CN", "x", "y"])
    with pytest.raises(WrongSheetError, match=named):
        checked(path)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "空"),
        ("a.csv", b"dest\r\n", "行がありません"),
        ("a.csv", b'dest\r\n"CN', "読めません"),
        ("a.csv", b"\xff\xfed\x00e\x00", "符号化"),
        ("a.xlsx", b"PK\x03\x04", "XLSX"),
        ("a.xlsx", b"dest", "XLSX"),
        ("a.txt", b"dest", "CSV と XLSX"),
    ],
)
def test_what_is_no_list_of_transactions_is_refused(tmp_path, name, content, words):
    """The message says why, never with a stack trace."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WrongSheetError, match=words):
        checked(tmp_path / name)


def test_of_several_sheets_one_must_be_chosen(tmp_path):
    """No transaction of another sheet is left out silently."""
    book = openpyxl.Workbook()
    book.active.append(["dest"])
    book.active.append(["CN"])
    second = book.create_sheet("二")
    second.append(["dest"])
    second.append(["KP"])
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(WrongSheetError, match="2枚"):
        checked(tmp_path / "b.xlsx")
    assert checked(tmp_path / "b.xlsx", "二")[0].found.facts == {"dest": "KP"}
    with pytest.raises(WrongSheetError, match="ありません"):
        checked(tmp_path / "b.xlsx", "三")


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_nothing_written_is_a_formula(tmp_path, name):
    """Cells that were given with =, +, - or @ in front are text in the result, and control characters are boxes."""
    hostile = ["=1+1", "+1", "-1", "@x", " =1", "a\x01b", "\t=1"]
    write_results(tmp_path / name, HEADS, [hostile])
    if name.endswith("csv"):
        rows = list(csv.reader(io.StringIO((tmp_path / name).read_text(encoding="utf-8-sig"), newline="")))
        assert all(cell[0] == "'" for cell in (*rows[1][:5], rows[1][6]))
        assert rows[1][5] == "a□b"
    else:
        cells = next(openpyxl.load_workbook(tmp_path / name).active.iter_rows(min_row=2))
        assert {cell.data_type for cell in cells} == {"s"}
        assert cells[5].value == "a□b"


def test_results_carry_everything_over_and_replace_the_file_as_a_whole(tmp_path):
    """The columns given stay in front; a failing write leaves what was there."""
    path = csv_file(tmp_path, HEADS, GOOD)
    read, out = read_sheet(path), tmp_path / "deep" / "out.csv"
    (one,) = checked(path)
    write_results(out, result_heads(read), [result_cells(read, one, Words(BASE))])
    (row,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""))
    assert (row["取引番号"], row["備考"], row["_社内"]) == ("T-1", "'=1+1", "'-5")
    assert row["結果コード"] == one.found.outcome
    assert all(one_missing.question in row["残る質問"] for one_missing in one.found.missing)
    before = out.read_bytes()

    def failing():
        yield ["x"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_results(out, ["a"], failing())
    assert (out.read_bytes(), [file.name for file in out.parent.iterdir()]) == (before, ["out.csv"])


def test_a_row_of_the_result_says_all_that_the_determination_says(tmp_path):
    """Result, duties, reasons, basis, questions, advice, days of change and assumptions, each under its heading."""
    path = csv_file(
        tmp_path, ["dest", "date", "list_status", "hs", "conv_use"], ["タイ", "2025/10/9", "非該当", "8542.31", "はい"]
    )
    (one,) = checked(path)
    words = Words(BASE, shipped_documents())
    row = dict(zip((*read_sheet(path).heads, *RESULTS), result_cells(read_sheet(path), one, words), strict=True))
    assert one.found.outcome == "permit_required" and one.found.advice and one.found.changes_on
    assert row["理由"].startswith("R-CA1-C-USE: ") and "R-GRP-B" not in row["理由"]
    assert "R-CA1-C-USE: 輸出令 4条1項3号ハ（2025-10-09の版、法令）" in row["法的根拠"].splitlines()
    assert "スライド48" in row["法的根拠"]
    assert "R-GRP-B" in row["ほかに当てはまった規則"]
    for head, said in (
        ("残る質問", [missing.question for missing in one.found.missing]),
        ("案内", [advice.text for advice in one.found.advice]),
        ("結果が変わり得る日", [f"{change.date} {change.why}" for change in one.found.changes_on]),
        ("注意", [notice.text for notice in one.found.notices]),
    ):
        assert all(text in row[head] for text in said), head
    assert len(row["仮定した事実"].splitlines()) == len(one.found.assumed)


def test_a_value_that_cannot_be_read_is_told_in_its_row_and_the_others_go_on(tmp_path):
    """Labels are values; what is neither is named with its fact, and nothing stands for it."""
    heads = ["取引番号", "仕向地", "輸出・提供の日", "該非判定", "通常兵器の用途"]
    rows = checked(
        csv_file(tmp_path, heads, ["1", "タイ", "2025年10月9日", "該当", "はい"], ["2", "タイ", "来月", "たぶん", "はい"],
                 ["3", "タイ", "令和7年10月9日", "非該当", "不明"])
    )  # fmt: skip
    assert [one.found is None for one in rows] == [False, True, False]
    assert rows[0].found.facts["list_status"] == "listed" and rows[2].found.facts["conv_use"] == "unknown"
    told = "".join(rows[1].errors)
    assert "来月" in told and "たぶん" in told and "輸出・提供の日" in told


def test_a_text_too_long_for_a_cell_says_that_it_was_cut(tmp_path):
    """A spreadsheet would lose its end silently."""
    write_results(tmp_path / "o.xlsx", ["備考"], [["あ" * 40_000]])
    cell = openpyxl.load_workbook(tmp_path / "o.xlsx").active["A2"].value
    assert len(cell) == 32_767 and cell.endswith("切った）")


def test_errors_and_a_determination_never_stand_together(tmp_path):
    """Whatever the row, it is one or the other."""
    for one in checked(csv_file(tmp_path, HEADS, GOOD, ["", "XX"])):
        assert isinstance(one, Checked) and (one.found is None) == bool(one.errors)


def test_a_column_like_no_fact_is_carried_over_and_named(tmp_path):
    """Its cells stay as they are, it decides nothing, and the reader is told of it; what is known to be a note is not."""
    read = read_sheet(csv_file(tmp_path, ["案件", "仕向国", "日付", "備考"], ["A-7", "CN", "2025-10-10", "急ぎ"]))
    columns = read_columns(read.heads, BASE)
    assert (columns.keys, columns.strange) == ((None, "dest", "date", None), ("案件",))
    (one,) = checked(csv_file(tmp_path, ["案件", "仕向国"], ["A-7", "CN"]))
    assert one.found is not None and one.found.facts == {"dest": "CN"}
    assert result_cells(read, one, Words(BASE))[0] == "A-7"
