"""Faults on purpose: each module here is one family, with a control that must be caught."""
