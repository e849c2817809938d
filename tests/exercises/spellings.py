"""Honest ways to write down the answers to questions with letters on offer."""

import collections
import types

import numpy as np


def spelt(letters):
    """Answers by what is particular about them, each as a function without arguments."""
    ways = {
        "lower case": letters,
        "upper case": {key: letter.upper() for key, letter in letters.items()},
        "spaces around": {key: f" {letter} " for key, letter in letters.items()},
        "upper case after a space": {key: f" {letter.upper()}" for key, letter in letters.items()},
        "ends of lines": {key: f"{letter}\n" for key, letter in letters.items()},
        "the other way round": dict(reversed(letters.items())),
        "a note before": {"notes": "guessed the last one", **letters},
        "a number after": {**letters, "more": 1},
        "an ordered dict": collections.OrderedDict(letters),
        "another mapping": types.MappingProxyType(
            {key: np.str_(letter) for key, letter in letters.items()}
        ),
    }
    return {way: lambda answer=answer: answer for way, answer in ways.items()}
