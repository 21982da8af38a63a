"""The core: what a check-in is, in the standard library alone.

No clock, randomness, network or disk: they come in as arguments.
"""
