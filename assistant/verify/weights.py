"""Weights: what each symptom counts, trained by `python -m evals.weights`. Data only; `LEAST` is chosen by hand."""

from assistant.verify.symptom import Symptoms

BASE = -4.63
LEAST = 1.25
WEIGHTS = Symptoms(
    uneven=0.9,
    uneven_left=2.77,
    open_left=1.08,
    equal_left=1.36,
    even_left=4.48,
    held=4.71,
    opposed=2.53,
    final=2.76,
    denied=0.41,
    passing=2.82,
    soft=-0.42,
    both=-1.59,
    inverse=-1.02,
    strained=1.31,
    unlike=5.01,
)
