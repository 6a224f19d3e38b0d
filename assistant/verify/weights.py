"""Weights: what each symptom counts, trained by `python -m evals.weights`. Data only; `LEAST` is chosen by hand."""

from assistant.verify.symptom import Symptoms

BASE = -4.76
LEAST = 1.25
WEIGHTS = Symptoms(
    uneven=1.9,
    uneven_left=3.36,
    open_left=2.15,
    equal_left=1.31,
    even_left=4.04,
    held=4.68,
    opposed=2.48,
    final=2.83,
    denied=0.02,
    passing=2.37,
    contrast=-1.69,
    soft=-0.8,
    both=-1.38,
    inverse=0.59,
    strained=1.25,
    unlike=5.06,
)
