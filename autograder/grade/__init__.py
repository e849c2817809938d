"""Turns answers into verdicts, and enters verdicts into the gradebook."""
