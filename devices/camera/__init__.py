"""Cameras: one driver for every source, and the simulated card for demo and tests."""
