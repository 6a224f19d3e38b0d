"""Cells of a row that stand in another column than in their source."""

import pytest

from assistant.drafting.columns import moved_cells

QUOTE = "次の表のとおり。\n区分 | リスト規制 | キャッチオール規制\n対象 | 武器と汎用品 | 木材を除く品目\n場合 | 全て | 懸念がある場合"


@pytest.mark.parametrize(
    "row",
    [
        "対象 | 木材を除く品目 | 武器と汎用品",
        "場合 | 懸念がある場合 | 全て",
        "武器と汎用品|対象|木材を除く品目",
        "対象 | 木材を除く品目 | ",
    ],
)
def test_cells_in_another_column_are_told(row):
    """Swapped, turned about, or one that took the place of another."""
    assert len(list(moved_cells(row, [QUOTE]))) == 1


@pytest.mark.parametrize(
    "row",
    [
        "対象 | 武器と汎用品 | 木材を除く品目",
        "対象|武器と汎用品|木材を除く品目",
        "対象 | 武器 | 木材を除く品目",
        "対象は武器と汎用品である。",
        "罰則 | なし | あり",
    ],
)
def test_a_row_in_its_order_and_what_is_no_row_of_the_quote_are_not(row):
    """Other words in a cell are looked at elsewhere."""
    assert not list(moved_cells(row, [QUOTE]))
