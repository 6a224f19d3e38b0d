"""Named: which documents a question names."""

import pytest

from assistant.named import named_sources
from ingest.fold import fold


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("小委員会 中間報告は何を提言したか", {"report"}),
        ("最近の動向によると", {"slides"}),
        ("中間報告（2024-04）の提言", {"report"}),
        ("2025年4月の資料は施行日をいつとしていますか", {"slides"}),
        ("２０２４年４月の報告書では", {"report"}),
        ("試験輸出令第四条は", {"law"}),
        ("窓口の手引と新しい通達の違い", {"manual", "notice"}),
        ("2025年4月に何が起きましたか", set()),
        ("2025年5月の資料は", set()),
        ("ムササビ規制とは", set()),
    ],
)
def test_a_document_is_named_by_its_title_or_its_month(small, question, ids):
    """By title, short title, or month of publication beside a word for a document; else by nothing."""
    expected = {small.law if one == "law" else one for one in ids}
    assert named_sources(fold(question), small.index.sources.values()) == expected
