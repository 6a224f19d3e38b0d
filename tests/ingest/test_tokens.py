"""Tokens: normal forms, bigrams, and one canonical form of each code."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fold import fold
from ingest.tokens import Analyzer, bigrams, codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("外為法第五十五条の八第一項", {"55条の8", "55条の8第1項"}),
        ("外為法55条の8第1項", {"55条の8", "55条の8第1項"}),
        ("第４条第１項第３号", {"4条", "4条第1項", "4条第1項第3号"}),
        ("１６の項（１）", {"16項", "16項(1)"}),
        ("16項(1)", {"16項", "16項(1)"}),
        ("別表第一の十六の項の中欄", {"別表1の16", "16項"}),
        ("別表第三の二", {"別表3の2"}),
        ("HS 8802.60", {"hs8802.60"}),
        ("ECCN 3A001の品目", {"3a001"}),
        ("12.5％と3.5倍", set()),
        ("3項目の要件", set()),
        ("唯一の項目", set()),
    ],
)
def test_codes_have_one_form(analyzer: Analyzer, text: str, expected: set[str]) -> None:
    """Provisions, table rows, HS and ECCN codes have one form however they are written; other numbers are none."""
    assert expected <= set(analyzer.tokens(text).codes)
    assert expected or not analyzer.tokens(text).codes


def test_a_neighbouring_provision_has_another_code() -> None:
    """第5条 is not 第55条, and 16の項(1) is not 16の項(2)."""
    assert set(codes(fold("第5条"))).isdisjoint(codes(fold("第55条の8")))
    assert "16項(1)" not in codes(fold("16の項（２）"))


def test_words_are_normal_forms_of_content_words(analyzer: Analyzer) -> None:
    """Particles go, spellings of one word become one."""
    assert analyzer.tokens("みなし輸出の管理は").words == analyzer.tokens("見なし輸出を管理").words
    assert {"該", "非", "判定"} <= set(analyzer.tokens("該非判定").words)


def test_spelling_variants_give_the_tokens_of_the_right_form(analyzer: Analyzer) -> None:
    """An OCR slip is searched as what it stands for."""
    assert analyzer.tokens("南ス一ダン") == analyzer.tokens("南スーダン")


def test_bigrams_stay_inside_runs_of_letters() -> None:
    """A bigram never crosses a space or a punctuation mark; a single sign gives none."""
    assert bigrams("輸出、管理 a") == ("輸出", "管理")


def test_synonyms_come_from_the_glossary(analyzer: Analyzer) -> None:
    """A folded text with a term brings its synonyms."""
    assert analyzer.expand(analyzer.fold("キャッチオール規制とは")) == ("補完的輸出規制",)


def test_texts_beyond_the_dictionary_limit_are_tokenized(analyzer: Analyzer) -> None:
    """A text far above SudachiPy's limit gives the tokens of all of it, four-byte signs included."""
    assert analyzer.tokens("輸出管理。" * 12_000).words.count("輸出") == 12_000
    analyzer.tokens("𠮷" * 30_000)


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=80))
def test_any_text_has_tokens_without_white_space(analyzer: Analyzer, text: str) -> None:
    """Tokenizing never fails, and no bigram or code holds white space, which would part it in the index."""
    tokens = analyzer.tokens(text)
    assert not any(sign.isspace() for token in (*tokens.bigrams, *tokens.codes) for sign in token)


def test_threads_share_an_analyzer(analyzer: Analyzer) -> None:
    """Many threads get the same tokens as one."""
    texts = [f"第{n}条の輸出を許可する" for n in range(64)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(analyzer.tokens, texts)) == [analyzer.tokens(text) for text in texts]
