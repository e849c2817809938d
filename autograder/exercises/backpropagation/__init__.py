"""The exercises of the demo and of the practical task, a file for each."""
