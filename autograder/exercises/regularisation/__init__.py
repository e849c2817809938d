"""The exercises of the assignment on L1 and L2 penalties and the choice of λ."""
