"""The suite `staff`: sound, and wholly of the half that may be looked at."""

from evals.case import Expect, Half, load_suite


def test_the_staff_suite_is_sound_and_of_the_tuned_half_alone():
    """As many questions that the corpus answers as such that it does not."""
    cases = load_suite("staff").cases
    assert {case.half for case in cases} == {Half.TUNE}
    assert sum(case.expect is Expect.ANSWERED for case in cases) == sum(
        case.expect is Expect.ABSTAINED for case in cases
    )
