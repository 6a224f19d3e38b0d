"""Weights of the symptoms: whoever trains them again gets those that ship, and the verifier uses them."""

import pytest

from assistant.verify.weights import BASE, WEIGHTS
from evals.weights import Example, examples, train, unseen, written

_DRIFT = 0.3  # a text that is read otherwise moves a weight a little


@pytest.fixture(scope="module")
def found() -> tuple[Example, ...]:
    """What the weights are trained on."""
    return examples()


def test_training_gives_the_weights_that_ship(found):
    """Train again (`python -m evals.weights`) when this fails after readings were changed."""
    assert train(found).tolist() == pytest.approx([*WEIGHTS.values, BASE], abs=_DRIFT)


def test_the_same_examples_give_the_same_module(found):
    """Nothing is drawn by chance."""
    assert written(train(found)) == written(train(found))


def test_each_example_is_weighed_by_what_other_documents_taught(found):
    """Every one once; and more of the wrong than of the right ones are removed, of documents never trained on."""
    weighed = list(unseen(found))
    assert len(weighed) == len(found)
    wrong = [weight > 0 for one, weight in weighed if one.wrong]
    right = [weight > 0 for one, weight in weighed if not one.wrong]
    assert sum(wrong) > 0.7 * len(wrong)
    assert sum(right) < 0.05 * len(right)
