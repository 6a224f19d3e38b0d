"""Glossary: synonyms for matching and spelling variants."""

from pathlib import Path

import pytest

from ingest.errors import RegistryError
from ingest.glossary import Glossary, Term, load_glossary

_GLOSSARY = Glossary(
    (
        Term("外国為替及び外国貿易法", "FEFTA", ("外為法",)),
        Term("外国為替令", "", ("外為令",)),
        Term("輸出", "export", ("船積み", "船")),
    )
)


def test_a_term_brings_its_other_words() -> None:
    """A question with one word of a concept is also searched with the others, folded."""
    assert _GLOSSARY.expand("外為法とは") == ("外国為替及び外国貿易法",)
    assert _GLOSSARY.expand("外国為替令とは") == ("外為令",)


def test_the_longest_word_is_recognised_first() -> None:
    """A long name does not also bring the synonyms of a shorter word inside it."""
    assert "船積み" not in _GLOSSARY.expand("fefta")
    glossary = Glossary((Term("輸出管理令", "", ("管理令",)), Term("輸出管理", "", ("貿易管理",))))
    assert glossary.expand("輸出管理令") == ("管理令",)


def test_english_words_are_recognised_but_not_searched() -> None:
    """An English term leads to the Japanese words; single characters lead nowhere."""
    assert _GLOSSARY.expand("export") == ("輸出", "船積み")
    assert _GLOSSARY.expand("船") == ()


def test_nothing_named_brings_nothing() -> None:
    """A text without any term, and an empty one, stay as they are."""
    assert _GLOSSARY.expand("天気") == _GLOSSARY.expand("") == ()


def test_the_file_gives_terms_and_variants(corpus: Path) -> None:
    """Terms with synonyms and spelling variants are read from `glossary.toml`."""
    glossary = load_glossary(corpus / "glossary.toml")
    assert glossary.terms[0].words == ("補完的輸出規制", "キャッチオール規制", "catch-all controls")
    assert glossary.repairs == {"ス一ダン": "スーダン"}


@pytest.mark.parametrize("text", ["[[term]]\nen='x'", "[[term]]\nja='x'\nzz=1", "[[variant]]\nwrong='x'", "= ="])
def test_a_wrong_glossary_names_the_file(tmp_path: Path, text: str) -> None:
    """A missing field, an unknown key or broken TOML is an error that names the file."""
    path = tmp_path / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match=r"glossary\.toml"):
        load_glossary(path)
