"""Rerank: an optional cross-encoder that reads the question and a passage together and reorders the best hits.

It only reorders what retrieval found, and it is loaded only when `GAIHI_RERANKER` names a model.
"""

import hashlib
import math
import os
import threading
from collections.abc import Sequence
from dataclasses import replace

from assistant.hit import Hit
from ingest.dense import state_of
from ingest.errors import SettingsError
from ingest.settings import Settings

CANDIDATES = 30  # fused hits that the cross-encoder reads
_HEADS = ("ForSequenceClassification", "ForCausalLM")  # architectures that were trained to score


class Reranker:
    """A sentence-transformers cross-encoder, from the hub's cache or a local folder. Thread-safe."""

    def __init__(self, name: str, *, offline: bool) -> None:
        self._name = name
        self._model = _load(name, offline=offline)
        self._lock = threading.Lock()  # its tokenizer is changed while it works

    @property
    def fingerprint(self) -> str:
        """Of the model's state: another model may give another order."""
        return "ce-" + hashlib.sha256(state_of(self._name).encode()).hexdigest()[:12]

    def order(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The hits with the best CANDIDATES in the cross-encoder's order, ties as they were; none is lost.

        The scores stay where they are: a hit takes that of the place it is moved to, so that they still fall from
        hit to hit and mean what they mean without a cross-encoder.
        """
        read, rest = hits[:CANDIDATES], hits[CANDIDATES:]
        likings = self._score(question, [_text(hit) for hit in read])
        moved = [hit for _, hit in sorted(zip(likings, read, strict=True), key=lambda pair: -pair[0])]
        placed = (replace(hit, score=place.score) for hit, place in zip(moved, read, strict=True))
        return (*placed, *rest)

    def _score(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers, higher is better; what is no number (an overflow in the model) comes last."""
        if not texts:
            return []
        import torch

        with self._lock:  # Identity: a sigmoid would make equals of the best
            scores = self._model.predict(
                [(question, text) for text in texts], activation_fn=torch.nn.Identity(), show_progress_bar=False
            )
        return [-math.inf if math.isnan(score) else float(score) for score in scores]


def load_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that the settings name, None when they name none. Raises SettingsError."""
    return Reranker(settings.reranker, offline=settings.offline) if settings.reranker else None


def _text(hit: Hit) -> str:
    return "\n".join((" ".join((hit.source.short, *hit.passage.heading)), hit.passage.text))


def _load(name: str, *, offline: bool):  # type: ignore[no-untyped-def]  # sentence-transformers publishes no types
    if offline:  # a missing model fails at once instead of after 70 s
        os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name, device="cpu", local_files_only=offline)
    except (OSError, ValueError, RuntimeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingsError(
            f"並べ替えモデル {name!r} を読み込めません: {first}",
            hint="GAIHI_RERANKER に手元のフォルダを指定するか、GAIHI_OFFLINE=0 で取得を許可してください。",
        ) from error
    if not _scores_pairs(model):
        raise SettingsError(
            f"{name!r} は並べ替えモデル（問いと本文の組に一つの点を付ける cross-encoder）ではありません。",
            hint="GAIHI_RERANKER に cross-encoder を指定するか、空にしてください。",
        )
    return model


def _scores_pairs(model) -> bool:  # type: ignore[no-untyped-def]
    """Whether a loaded model gives one score a pair by trained weights: an embedder would get a random head."""
    named = tuple(model.config.architectures or ())
    trained = len(model) > 1 or any(name.endswith(_HEADS) for name in named)
    return bool(trained and model.num_labels == 1)
