"""Weights: trains what each symptom of a turned statement counts, on the suites of `tune` and on mutants of them.

`python -m evals.weights` prints what is removed of documents that were not trained on, and writes the weights.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.verify.pairing import paired
from assistant.verify.reading import Reader
from assistant.verify.symptom import Symptoms, contrary_in, symptoms
from assistant.verify.table import in_words
from assistant.verify.weights import LEAST
from evals.guard import GUARD, Paraphrase, digest_sentences, headings_of, load_paraphrases
from evals.guarding import Part, load_all
from evals.metrics import rate
from evals.seeded import MutantKind, mutants, seeds
from ingest.glossary import load_glossary
from ingest.names import load_names
from ingest.settings import CORPUS

_FILE = Path(__file__).resolve().parents[1] / "assistant" / "verify" / "weights.py"
_TURNED = (MutantKind.POLARITY, MutantKind.SCOPE)  # 「場合以外」 is a denial, too
_EACH = 6_000  # mutants of a kind: all there are
_PENALTY = 1.0  # of large weights
_STEPS = 30
_FOLDS = 8
_DIGITS = 2
_LIMIT = 30.0

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A statement of a document as its symptoms, and whether it is wrong."""

    source: str
    group: str
    wrong: bool
    decided: bool  # needs no weighing
    values: tuple[float, ...]


def examples() -> tuple[Example, ...]:
    """The paraphrases of `tune`, all mutants of them that turn a denial, and those of digest sentences."""
    names = load_names(CORPUS)
    reader = Reader(names, load_glossary(CORPUS / "glossary.toml"))
    true = load_all(lambda name: load_paraphrases(name, GUARD), "paraphrases", Part.TUNE, GUARD)
    found = [_example(reader, "paraphrases", False, one) for one in true]
    for group, start in (("paraphrases", seeds(true, {})), ("digests", seeds((), digest_sentences()))):
        wrong = mutants(start, names, per_kind=_EACH)
        found += [
            _example(
                reader, f"{one.kind.value} of {group}", True, Paraphrase("", "", one.source, one.evidence, one.text)
            )
            for one in wrong
            if one.kind in _TURNED
        ]
    return tuple(one for one in found if one)


def _example(reader: Reader, group: str, wrong: bool, one: Paraphrase) -> Example | None:
    """None of English ones, which are judged otherwise."""
    statement = reader.read(one.text)
    if statement.english:
        return None
    evidence = [reader.read(text) for text in in_words([reader.read(text).raw for text in one.evidence])]
    titles = [reader.read(text) for text in headings_of(one.source, one.evidence)]
    pairing = paired(statement, evidence, titles)
    return Example(one.source, group, wrong, bool(contrary_in(pairing)), tuple(symptoms(pairing).values))


def train(found: Sequence[Example]) -> Numbers:
    """The weights of the symptoms, and last the base; logistic regression, by Newton's method. Same examples, same weights."""
    known = [one for one in found if not one.decided and (any(one.values) or not one.wrong)]
    values = np.array([[*one.values, 1.0] for one in known])
    wrong = np.array([float(one.wrong) for one in known])
    penalty = np.diag([_PENALTY] * (values.shape[1] - 1) + [0.0])
    weights = np.zeros(values.shape[1])
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-np.clip(values @ weights, -_LIMIT, _LIMIT)))
        slope = values.T @ (odds - wrong) + penalty @ weights
        weights -= np.linalg.solve((values * (odds * (1 - odds))[:, None]).T @ values + penalty, slope)
    return np.round(weights, _DIGITS)


def unseen(found: Sequence[Example]) -> Iterator[tuple[Example, float]]:
    """Each example with its weight after training on other documents."""
    sources = sorted({one.source for one in found})
    for fold in range(_FOLDS):
        out = set(sources[fold::_FOLDS])
        weights = train([one for one in found if one.source not in out])
        for one in found:
            if one.source in out:
                yield one, float("inf") if one.decided else float(np.dot([*one.values, 1.0], weights))


def report(judged: Iterable[tuple[Example, float]]) -> Iterator[str]:
    """A line for each group: the share of it that is removed."""
    weighed = list(judged)
    for group in dict.fromkeys(one.group for one, _ in weighed):
        removed = rate(weight > LEAST for one, weight in weighed if one.group == group)
        yield f"{group:24} {removed.hits:5} / {removed.n:5}"


def written(weights: Numbers) -> str:
    """The module that holds the weights."""
    lines = [f"    {field.name}={weight}," for field, weight in zip(fields(Symptoms), weights, strict=False)]
    return "\n".join(
        [
            '"""Weights: what each symptom counts, trained by `python -m evals.weights`. Data only; `LEAST` is chosen by hand."""\n',
            "from assistant.verify.symptom import Symptoms\n",
            f"BASE = {weights[-1]}",
            f"LEAST = {LEAST}",
            "WEIGHTS = Symptoms(",
            *lines,
            ")\n",
        ]
    )


def main() -> None:
    """Print and write."""
    found = examples()
    sys.stdout.write("\n".join(report(unseen(found))) + "\n")
    _FILE.write_text(written(train(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
