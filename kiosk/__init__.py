"""The core: what a check-in is. Standard library only; no clock, randomness, network or disk."""
