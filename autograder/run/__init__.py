"""Runs the cells of submitted notebooks in isolation and collects their outputs."""
