"""From answers to verdicts, and from verdicts into the gradebook."""
