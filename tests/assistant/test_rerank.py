"""Rerank: a cross-encoder reorders what was found and loses nothing; without the setting nothing is loaded."""

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import window_of
from assistant.assistant import Assistant
from assistant.request import AskRequest, SearchRequest
from assistant.rerank import CANDIDATES, Reranker, load_reranker
from assistant.retrieve import retrieve
from ingest.errors import SettingsError
from ingest.settings import load_settings

QUESTION = "ムササビ規制の対象は何ですか"
_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
_SIGNS = sorted(
    set("ムササビ規制の対象は何ですか記録は九年間保存する通知を受けた貨物だけ提言施行日改正審査届出技術手数料")
)
MakeModel = Callable[..., str]


@pytest.fixture(scope="session")
def make_model(tmp_path_factory: pytest.TempPathFactory) -> MakeModel:
    """Builds a real BERT cross-encoder folder with random weights, one token a character."""

    def make(*, labels: int = 1, head: bool = True, seed: int = 0) -> str:
        import torch
        from tokenizers import Regex, Tokenizer
        from tokenizers.models import WordLevel
        from tokenizers.pre_tokenizers import Split
        from tokenizers.processors import TemplateProcessing
        from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

        vocabulary = {sign: n for n, sign in enumerate([*_SPECIAL, *_SIGNS])}
        tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
        tokenizer.post_processor = TemplateProcessing(
            single="[CLS] $A [SEP]",
            pair="[CLS] $A [SEP] $B:1 [SEP]:1",
            special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
        )
        names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), _SPECIAL, strict=True))
        config = BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=16,
            max_position_embeddings=128,
            num_labels=labels,
            initializer_range=1.0,  # far apart, so that the order is plain
        )
        folder = tmp_path_factory.mktemp("cross-encoder")
        torch.manual_seed(seed)
        model: Any = (BertForSequenceClassification if head else BertModel)(config)
        model.save_pretrained(folder)
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=128, **names).save_pretrained(folder)
        return str(folder)

    return make


@pytest.fixture(scope="session")
def model(make_model: MakeModel) -> str:
    """The folder of a cross-encoder."""
    return make_model()


@pytest.fixture(scope="session")
def reranker(model: str) -> Reranker:
    """A cross-encoder that is loaded."""
    return Reranker(model, offline=True)


def expected(model: str, hits: Any) -> list[str]:
    """The order of the hits' ids by what sentence-transformers itself says of the pairs."""
    from sentence_transformers import CrossEncoder

    pairs = [(QUESTION, f"{' '.join((hit.source.short, *hit.passage.heading))}\n{hit.passage.text}") for hit in hits]
    scores = CrossEncoder(model, device="cpu", local_files_only=True).predict(pairs)
    return [hit.passage.id for _, hit in sorted(zip(scores, hits, strict=True), key=lambda pair: -pair[0])]


def test_the_cross_encoder_decides_the_order(small, model, reranker):
    """Question and title, heading and text of each passage are scored as a pair; the best comes first."""
    hits = small.hits(QUESTION)
    ordered = [hit.passage.id for hit in reranker.order(QUESTION, hits)]
    assert ordered == expected(model, hits)
    assert ordered != [hit.passage.id for hit in hits]  # random weights would keep this order by chance only


def test_nothing_is_lost_and_the_scores_still_fall(small, reranker):
    """The same passages with all they carry; a hit takes the score of the place it is moved to."""
    hits = small.hits(QUESTION)
    ordered = reranker.order(QUESTION, hits)
    assert {hit.passage.id: hit.found_by for hit in ordered} == {hit.passage.id: hit.found_by for hit in hits}
    assert [hit.score for hit in ordered] == [hit.score for hit in hits]


def test_only_the_best_are_read(small, reranker):
    """Beyond the candidates the fused order stays."""
    hits = small.hits(QUESTION) * 8
    assert len(hits) > CANDIDATES
    assert reranker.order(QUESTION, hits)[CANDIDATES:] == hits[CANDIDATES:]


def test_equal_scores_keep_the_fused_order(small, reranker):
    """The same passage twice, or nothing at all: as it was."""
    twice = (small.hits(QUESTION)[0],) * 3
    assert reranker.order(QUESTION, twice) == twice
    assert reranker.order(QUESTION, ()) == ()


def test_a_score_that_is_no_number_comes_last(small, reranker, monkeypatch):
    """A model that overflows on one passage does not scramble the others."""
    hits = small.hits(QUESTION)[:3]
    monkeypatch.setattr(reranker._model, "predict", lambda *_args, **_more: [math.nan, 1.0, 2.0])
    assert [hit.passage.id for hit in reranker.order(QUESTION, hits)] == [hits[n].passage.id for n in (2, 1, 0)]


def test_retrieval_with_a_cross_encoder_reorders_before_it_cuts(small, reranker):
    """The best of the candidates, not only of the few that are asked for."""
    read = small.read(QUESTION)
    window = window_of(read, ())
    wide = reranker.order(QUESTION, retrieve(small.index, QUESTION, window, CANDIDATES))
    assert retrieve(small.index, QUESTION, window, 2, reranker=reranker) == wide[:2]


def test_an_assistant_uses_the_configured_cross_encoder(small, model, reranker):
    """Ask and search go through it, the receipt names it, and the same question gets the same answer."""
    with_it = Assistant(small.settings(reranker=model), lambda: small.today)
    hits = with_it.search(SearchRequest(query=QUESTION, k=5)).hits
    plain = small.assistant.search(SearchRequest(query=QUESTION, k=100)).hits
    assert [hit.passage_id for hit in hits] == expected(model, small.hits(QUESTION, limit=100))[:5]
    assert {hit.passage_id for hit in hits} <= {hit.passage_id for hit in plain}
    first, second = (with_it.ask(AskRequest(question=QUESTION)) for _ in range(2))
    assert first.receipt.model == second.receipt.model == reranker.fingerprint
    assert (first.statements, first.citations) == (second.statements, second.citations)
    assert all(citation.quote in citation.passage for citation in first.citations)


def test_another_model_has_another_fingerprint(make_model, reranker):
    """The receipt tells two models apart."""
    assert Reranker(make_model(seed=1), offline=True).fingerprint != reranker.fingerprint


def test_without_the_setting_there_is_no_cross_encoder(tmp_path):
    """The default is none."""
    assert load_reranker(load_settings(home=tmp_path)) is None


def test_without_the_setting_nothing_heavy_is_imported(small):
    """A question to the embedded default loads neither torch nor sentence-transformers."""
    program = (
        "import sys; from assistant.assistant import Assistant; from assistant.request import AskRequest\n"
        "from ingest.settings import load_settings\n"
        "Assistant(load_settings(home=sys.argv[1])).ask(AskRequest(question=sys.argv[2]))\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])\n"
    )
    command = [sys.executable, "-c", program, str(small.home), QUESTION]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["nobody/no-such-model", "/no/such/folder", "not a name"])
def test_a_model_that_is_not_there_is_told(small, name):
    """Offline it fails at once, with the name and what to do; the answer is refused, not given without it."""
    assistant = Assistant(small.settings(reranker=name))
    with pytest.raises(SettingsError, match="並べ替えモデル") as caught:
        assistant.ask(AskRequest(question=QUESTION))
    assert repr(name) in caught.value.message
    assert "GAIHI_RERANKER" in caught.value.hint


def test_a_broken_folder_is_told(tmp_path: Path):
    """A folder that holds no model is a setting to mend, not a crash."""
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError, match="読み込めません"):
        Reranker(str(tmp_path), offline=True)


@pytest.mark.parametrize("kind", [{"labels": 3}, {"head": False}])
def test_a_model_that_does_not_score_pairs_is_refused(make_model, kind):
    """One with several labels has no order; one without a trained head would order by chance."""
    with pytest.raises(SettingsError, match="cross-encoder") as caught:
        Reranker(make_model(**kind), offline=True)
    assert "GAIHI_RERANKER" in caught.value.hint
