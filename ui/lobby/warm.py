"""What the next screens, and the first address, would otherwise wait for."""

from __future__ import annotations


def warm() -> None:
    """Import every screen, read every sentence and the ZIP codes, in about a second; any thread may do it."""
    from sync import addresses  # not before somebody asks: the first screen waits for nothing
    from ui.lobby import screens
    from ui.texts import language, languages

    screens.prepare()
    for code in languages():
        language(code).read_all()
    addresses.prepare()
    addresses.zip_code("64106")
    addresses.compare("1 Main St", "1 Main St")
