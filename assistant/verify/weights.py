"""Weights: what each symptom counts, trained by `python -m evals.weights`. Data only; `LEAST` is chosen by hand."""

from assistant.verify.symptom import Symptoms

BASE = -4.91
LEAST = 1.0
WEIGHTS = Symptoms(
    uneven=1.07,
    uneven_left=3.65,
    open_left=2.33,
    equal_left=1.26,
    even_left=3.51,
    held=4.81,
    opposed=2.54,
    final=2.41,
    denied=0.81,
    passing=1.97,
    soft=-0.6,
    both=-1.45,
    inverse=0.71,
    strained=1.37,
    unlike=4.54,
)
