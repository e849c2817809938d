"""Explorers: an experiment, the knobs that set it, and its picture under the reader's fingers.

`explorer.py` says what an explorer is and puts one on the page; every other module holds the
explorers of one subject.
"""
