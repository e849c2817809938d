"""Silence about single notebooks, so that the terminal of a class shows the class."""

import contextlib
import logging
import warnings


@contextlib.contextmanager
def quiet():
    """Keeps what is said about one notebook (equal cell ids, say) off the terminal."""
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)
