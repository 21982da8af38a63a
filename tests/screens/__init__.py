"""A picture book of every screen and paper, and measures of what is in the pictures.

`python -m tests.screens [WORD...]` draws them all (or those whose name holds a WORD) into out/screens/ and
fails when a text is clipped or two texts overlap. A room adds its screens by a module here with
``STATES: list[ScreenState]``, named in ``tests.screens.book.ROOMS``.
"""
