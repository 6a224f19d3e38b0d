"""Weights: what each symptom counts, trained by `python -m evals.weights`. Data only; `LEAST` is chosen by hand."""

from assistant.verify.symptom import Symptoms

BASE = -4.64
LEAST = 1.5
WEIGHTS = Symptoms(
    uneven=0.92,
    uneven_left=2.76,
    open_left=1.06,
    equal_left=1.36,
    even_left=4.37,
    held=4.69,
    opposed=2.56,
    final=2.79,
    denied=0.42,
    passing=2.85,
    soft=-0.4,
    both=-1.59,
    inverse=-1.02,
    strained=1.31,
    unlike=5.01,
)
