"""Measurements: each module here measures one thing against its goal or its yardstick, in one run."""
