"""What a warm process of the tests loads: a number that is drawn once."""

import random

drawn = 0.0


def warm_up() -> None:
    global drawn
    drawn = random.random()
