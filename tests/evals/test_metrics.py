"""Metrics, against values computed by hand."""

import pytest

from evals.metrics import (
    Rate,
    first_rank,
    hit_at,
    missing_facts,
    mrr,
    percentile,
    rate,
    stated_forbidden,
    wilson,
)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Brown, Cai & DasGupta 2001: z²/(n+z²) for none of n
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),  # ibid.
        (1, 29, 0.0061, 0.1718),  # ibid.
    ],
)
def test_wilson_agrees_with_published_values(hits: int, n: int, low: float, high: float) -> None:
    """The interval is the Wilson score interval without continuity correction."""
    assert wilson(hits, n) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (2, 1), (-1, 3)])
def test_wilson_refuses_impossible_counts(hits: int, n: int) -> None:
    """More hits than cases, or no cases, is an error and not an interval."""
    with pytest.raises(ValueError, match="expected 0 <= hits <= n"):
        wilson(hits, n)


def test_a_rate_of_nothing_is_unknown() -> None:
    """Without cases the share is None, not 0."""
    assert rate([]) == Rate(0, 0, None, None, None)


def test_rate_counts_true_flags() -> None:
    """A rate has the hits, the number, the share and its interval."""
    assert rate([True, True, False]) == Rate(2, 3, 0.6667, 0.2077, 0.9385)


def test_hit_ignores_white_space_and_width() -> None:
    """A passage that wraps the phrase or writes it in full width is a hit; letters' case counts."""
    texts = ["別の話", "原則３０日\n 以内に判断", "原則30日以内"]
    assert first_rank(texts, ["原則30日以内"]) == 2
    assert first_rank(["entity list"], ["Entity List"]) is None


def test_any_evidence_phrase_makes_a_hit() -> None:
    """One of several phrases is enough."""
    assert first_rank(["甲", "丙の段"], ["乙の段", "丙の段"]) == 2


def test_hit_at_counts_ranks_up_to_k() -> None:
    """Ranks beyond k and questions without a hit are misses."""
    ranks = [1, 5, 6, None]
    assert [hit_at(ranks, k).hits for k in (1, 5, 10)] == [1, 2, 3]
    assert hit_at(ranks, 1).n == 4


def test_mrr_is_the_mean_of_reciprocal_ranks() -> None:
    """(1 + 1/2 + 0 + 0)/4; a rank beyond ten counts nothing; without questions it is unknown."""
    assert mrr([1, 2, None, 11]) == 0.375
    assert mrr([]) is None


def test_facts_are_compared_after_normalisation() -> None:
    """Width, white space, letters' case and commas in numbers do not matter."""
    said = ["総数は１，３３４ 人で、SAW フィルタを含む。"]
    assert missing_facts(said, [["1334人", "別の書き方"], ["sawフィルタ"]]) == ()
    assert missing_facts(["1334人"], [["1,334人"]]) == ()


def test_a_missing_fact_is_named_by_its_first_spelling() -> None:
    """Every required fact must be there; those that are not are listed."""
    assert missing_facts(["10月9日に施行"], [["10月9日"], ["9月11日", "9/11"]]) == ("9月11日",)


def test_no_fact_is_made_of_two_statements() -> None:
    """The end of one statement and the start of the next do not join into a spelling."""
    assert missing_facts(["対象は15", "技術の見直し"], [["15技術"]]) == ("15技術",)


def test_commas_between_items_stay() -> None:
    """Only commas before groups of three digits are thousands separators."""
    assert missing_facts(["項目1,2,3"], [["項目123"]]) == ("項目123",)


def test_forbidden_spellings_are_found() -> None:
    """A forbidden spelling counts wherever it is stated."""
    assert stated_forbidden(["60 日以内に判断されます。"], ["60日以内に判断", "無関係"]) == ("60日以内に判断",)


@pytest.mark.parametrize(("share", "value"), [(0.5, 20), (0.95, 40), (0.25, 10), (1.0, 40)])
def test_percentile_is_the_nearest_rank(share: float, value: float) -> None:
    """The percentile is a measured value: the smallest that the share of all values does not exceed."""
    assert percentile([40, 10, 30, 20], share) == value


def test_percentile_of_nothing_is_unknown() -> None:
    """Without values there is no percentile."""
    assert percentile([], 0.5) is None
