"""The product's own sentences, with those that only specimens say."""

from __future__ import annotations

from dataclasses import replace

from kiosk.words import Say
from tests.specimens.papers import SPECIMEN_SENTENCES
from ui.texts import language


def specimen_say(code: str) -> Say:
    """Says ``Words`` in language ``code`` as the product does, and the specimens' few as well."""
    spoken = language(code)
    return replace(spoken, sentences={**spoken.sentences, **SPECIMEN_SENTENCES[code]}).say
