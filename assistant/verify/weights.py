"""Weights: what each symptom counts, trained by `python -m evals.weights`. Data only; `LEAST` is chosen by hand."""

from assistant.verify.symptom import Symptoms

BASE = -4.62
LEAST = 1.5
WEIGHTS = Symptoms(
    uneven=1.11,
    uneven_left=2.9,
    open_left=1.02,
    equal_left=1.0,
    even_left=4.83,
    held=4.57,
    opposed=2.38,
    final=2.63,
    denied=0.57,
    passing=2.36,
    soft=-0.53,
    both=-2.1,
    inverse=-0.84,
    strained=1.31,
    unlike=4.87,
)
