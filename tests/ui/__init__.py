"""The tests of the faces and doors: every screen draws, emits and is pictured."""
