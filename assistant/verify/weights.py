"""Weights: what each symptom counts, trained by `python -m evals.weights`. Data only; `LEAST` is chosen by hand."""

from assistant.verify.symptom import Symptoms

BASE = -4.63
LEAST = 1.25
WEIGHTS = Symptoms(
    uneven=0.87,
    uneven_left=2.92,
    open_left=1.1,
    equal_left=1.36,
    even_left=4.47,
    held=4.75,
    opposed=2.45,
    final=2.62,
    denied=0.37,
    passing=2.78,
    soft=-0.44,
    both=-1.57,
    inverse=-1.01,
    strained=1.31,
    unlike=5.0,
)
