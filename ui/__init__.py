"""Faces and doors: lobby, desk, and the one command."""
