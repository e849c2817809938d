"""A wrong version is written as a change of the solution: which changes are taken, and what they
make.
"""

import inspect
import traceback

import numpy as np
import pytest
from sources import is_edited, unknown_names

from autograder.exercises.language import Exercise


def double(x):
    return 2 * x


def mean_square(x):
    total = np.sum(x * x)
    return total / len(x)


def changed(solution, edits):
    """The variant `wrong` of a made-up exercise: this solution with these edits."""
    exercise = Exercise("made_up", asked="…")
    exercise.solution(solution)
    exercise.misconception("wrong-somehow", "Is it?", wrong=edits)
    (variant,) = exercise.variants
    return variant


def test_a_piece_is_replaced():
    assert changed(double, {"2 * x": "x**2"}).function(3) == 9


def test_several_pieces_are_replaced_wherever_they_stand():
    variant = changed(mean_square, {"total / len(x)": "math.sqrt(total)", "x * x": "np.abs(x)"})
    assert variant.function(np.array([-4.0, 5.0])) == 3


def test_the_solution_stays_as_it_is():
    changed(double, {"2 * x": "x**2"}).function(3)
    assert double(3) == 6


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"3 * x": "x"}, "stands 0 times"),
        ({"total": "result"}, "stands 2 times"),
        ({"/": "*"}, "too short"),
        ({" / ": " * "}, "too short"),
        ({"x": "y"}, "too short"),
        ({"total / len": "len", "len(x)": "2"}, "overlaps"),
    ],
    ids=["no piece", "twice", "a sign", "a sign between spaces", "a letter", "overlapping"],
)
def test_a_piece_that_a_reader_would_not_find_is_refused(edits, said):
    with pytest.raises(ValueError, match=said):
        changed(mean_square, edits)


def test_a_change_that_is_no_python_is_refused():
    with pytest.raises(SyntaxError):
        changed(double, {"2 * x": "2 *"})


def test_a_name_that_there_is_not_is_found():
    variant = changed(double, {"2 * x": "twice(x)"})
    assert unknown_names(variant.function) == {"twice"}


def test_a_name_that_there_is_not_is_found_in_a_function_inside():
    variant = changed(double, {"2 * x": "sum(map(lambda _: number, range(2)))"})
    assert unknown_names(variant.function) == {"number"}


def test_a_change_sees_its_module_and_numpy_and_math():
    variant = changed(double, {"2 * x": "mean_square, np.pi, math.pi, max"})
    assert unknown_names(variant.function) == set()


def test_its_source_and_its_tracebacks_show_the_change():
    variant = changed(double, {"2 * x": "x / 0"})
    assert inspect.getsource(variant.function) == "def wrong(x):\n    return x / 0\n"
    with pytest.raises(ZeroDivisionError) as error:
        variant.function(1)
    assert traceback.extract_tb(error.value.__traceback__)[-1].line == "return x / 0"


def test_a_change_is_told_from_a_program_of_its_own():
    exercise = Exercise("double", asked="Return twice the number.")
    exercise.solution(double)
    added = exercise.misconception("squared", "And 3 squared?", square={"2 * x": "x**2"})

    @added
    def counted_up(x):
        return x + 1 + 1

    assert [is_edited("double", variant) for variant in exercise.variants] == [True, False]


def test_a_link_of_a_chain_is_changed_by_itself():
    exercise = Exercise("chain", asked="Double the number, then add one.")

    @exercise.link("doubled", points=1)
    def doubled(own, x):
        return 2 * x

    @exercise.link("more", points=1)
    def more(own, x):
        return own["doubled"] + 1

    exercise.misconception(
        "less", "More or less?", link="more", less={'own["doubled"] + 1': 'own["doubled"] - 1'}
    )
    (variant,) = exercise.variants
    assert exercise.solve(3) == {"doubled": 6, "more": 7}
    assert exercise.implementation(variant)(3) == {"doubled": 6, "more": 5}
