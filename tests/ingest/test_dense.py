"""Dense embedders: the embedded LSA, and sentence-transformers models with their prefixes."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.dense import Lsa, ModelEmbedder, fit_lsa, state_of
from ingest.errors import SettingsError
from ingest.tokens import Analyzer

_TEXTS = [
    "輸出貿易管理令の別表第一に掲げる貨物の輸出許可",
    "輸出許可を受けなければならない貨物と技術",
    "官民対話の対象となる技術の事前報告",
    "技術の提供についての事前報告と官民対話",
    "キャッチオール規制の客観要件とインフォーム",
    "客観要件は用途要件と需要者要件からなる",
]
MakeModel = Callable[..., str]


@pytest.fixture(scope="session")
def lsa(analyzer: Analyzer) -> Lsa:
    """An LSA fitted to six sentences."""
    return fit_lsa(_TEXTS, analyzer)


def _best(embedder, question: str, texts: Sequence[str] = _TEXTS) -> int:  # type: ignore[no-untyped-def]
    return int(np.argmax(embedder.embed(texts) @ embedder.embed_query(question)))


def test_vectors_have_length_one(lsa: Lsa) -> None:
    """A dot product is a cosine: every vector that is not empty has length one."""
    vectors = lsa.embed(_TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert abs(np.linalg.norm(lsa.embed_query("輸出")) - 1) < 1e-5


def test_a_text_is_nearest_to_itself(lsa: Lsa) -> None:
    """Asking with a passage's own words leads to it; the spelling variant leads there too."""
    assert [_best(lsa, text) for text in _TEXTS] == list(range(6))


def test_a_question_and_a_passage_share_one_space(lsa: Lsa) -> None:
    """A question is embedded like a passage with the same words."""
    np.testing.assert_allclose(lsa.embed_query(_TEXTS[0]), lsa.embed([_TEXTS[0]])[0], atol=1e-5)


def test_fitting_twice_gives_the_same_numbers(analyzer: Analyzer, lsa: Lsa) -> None:
    """The same texts give the same LSA; other texts give another fingerprint."""
    assert fit_lsa(_TEXTS, analyzer).fingerprint == lsa.fingerprint
    assert fit_lsa([*_TEXTS, "新しい規程の輸出"], analyzer).fingerprint != lsa.fingerprint


def test_a_saved_lsa_is_the_same(tmp_path: Path, analyzer: Analyzer, lsa: Lsa) -> None:
    """Saving and loading changes no vector."""
    lsa.save(tmp_path / "lsa")
    loaded = Lsa.load(tmp_path / "lsa", analyzer)
    assert loaded.fingerprint == lsa.fingerprint
    np.testing.assert_array_equal(loaded.embed_query("輸出許可"), lsa.embed_query("輸出許可"))


@pytest.mark.parametrize("texts", [[], ["あ"], [""], ["", ""], ["同じ"] * 3, ["a", "b"], ["あいう", "えお"]])
def test_tiny_corpora_have_vectors(analyzer: Analyzer, texts: list[str]) -> None:
    """A corpus of no, one, empty or equal texts is embedded without an error or a NaN."""
    fitted = fit_lsa(texts, analyzer)
    vectors = fitted.embed(texts)
    assert vectors.shape == (len(texts), len(fitted.components))
    assert np.isfinite(vectors).all()
    assert np.isfinite(fitted.embed_query("輸出")).all()


def test_unknown_signs_have_no_direction(lsa: Lsa) -> None:
    """A question without a known sign is the zero vector: near to nothing."""
    assert not lsa.embed_query("☃").any()
    assert not lsa.embed_query("").any()


@pytest.fixture(scope="session")
def plain(make_model: MakeModel) -> ModelEmbedder:
    """A model whose name and files ask for no prefix."""
    return ModelEmbedder(make_model("plain"), offline=True)


def test_a_local_model_embeds(plain: ModelEmbedder) -> None:
    """A model folder gives unit vectors, and a passage is nearest to its own words."""
    vectors = plain.embed(_TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert [_best(plain, text) for text in _TEXTS] == list(range(6))


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("my-ruri-v3-30m", "検索クエリ: ", "検索文書: "),
        ("multilingual-E5-small", "query: ", "passage: "),
        ("bge-m3", "", ""),
    ],
)
def test_models_get_the_prefixes_they_were_trained_with(
    make_model: MakeModel, plain: ModelEmbedder, name: str, query: str, passage: str
) -> None:
    """ruri-v3 and e5 get their query and passage prefixes, other models none."""
    model = ModelEmbedder(make_model(name), offline=True)
    np.testing.assert_allclose(model.embed_query("輸出"), plain.embed_query(query + "輸出"), atol=1e-6)
    np.testing.assert_allclose(model.embed(["輸出"]), plain.embed([passage + "輸出"]), atol=1e-6)


def test_saved_prompts_stand_above_the_name(make_model: MakeModel, plain: ModelEmbedder) -> None:
    """A model that brings its own prompts is asked with them, once."""
    model = ModelEmbedder(make_model("e5-own", {"query": "問", "document": "答"}), offline=True)
    np.testing.assert_allclose(model.embed_query("輸出"), plain.embed_query("問輸出"), atol=1e-6)
    np.testing.assert_allclose(model.embed(["輸出"]), plain.embed(["答輸出"]), atol=1e-6)


def test_a_changed_model_folder_is_another_embedder(make_model: MakeModel) -> None:
    """Fingerprint and state follow the files of a local model; a name of the hub is its own state."""
    folder = make_model("changing")
    model, state = ModelEmbedder(folder, offline=True), state_of(folder)
    before = model.fingerprint
    weights = next(Path(folder).rglob("*.safetensors"))
    os.utime(weights, ns=(1, 1))
    assert model.fingerprint != before
    assert state_of(folder) != state
    assert state_of("cl-nagoya/ruri-v3-310m") == "cl-nagoya/ruri-v3-310m"
    assert state_of("") == ""


@pytest.mark.parametrize("name", ["no/such-model", "/no/such/folder", "not a name"])
def test_a_model_that_is_not_there_is_named(name: str) -> None:
    """Offline a missing model fails at once, names itself and says what to set."""
    with pytest.raises(SettingsError, match="埋め込みモデル") as caught:
        ModelEmbedder(name, offline=True)
    assert "GAIHI_OFFLINE" in caught.value.hint
