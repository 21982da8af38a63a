"""Imports without a look at what is imported, also after the toolkit was loaded."""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Undo the toolkit's own way to import; nothing happens where it has none.

    It reads the source of every module that comes after it, to look whether that module wants other spellings
    of the toolkit's names. None here does, a first screen waits for it, and what was read stays in memory.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
