"""The exercises of the assignment on gradient descent."""
