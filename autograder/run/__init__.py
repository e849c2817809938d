"""From a submission to its answers: a notebook's cells run, isolated, and put out what they do."""
