"""Learning-rate schedules: the rate of an epoch from the rate at the start.

A schedule is a function (learning_rate, epoch) → rate. Epochs count from 0; with full batches every
iteration is an epoch.
"""

from collections.abc import Callable

from helpers.reference.checks import check_whole_number


def constant(learning_rate: float, epoch: int) -> float:
    """Return `learning_rate` in every epoch: plain gradient descent."""
    return learning_rate


def step_decay(factor: float, every: int) -> Callable[[float, int], float]:
    """Return the schedule that multiplies the rate by `factor` after every `every` epochs.

    Epochs 0 to every − 1 run at the starting rate (Prince 2023, section 6.2.2). ValueError unless
    factor is above 0 and `every` is a whole number of at least 1.
    """
    if not factor > 0:
        raise ValueError(f"factor is {factor}: it must be a number above 0, such as 0.5")
    check_whole_number("every", every, low=1)

    def schedule(learning_rate: float, epoch: int) -> float:
        return learning_rate * factor ** (epoch // every)

    return schedule
