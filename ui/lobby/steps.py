"""How far a visit has come, as the dots at the top of the screen show it."""

from __future__ import annotations

from kiosk.topics import Page
from kiosk.visit import states as st

STEPS = 10
"""Steps a person sees: card, code, five pages, summary, signature, ticket."""


def step_of(screen: st.Screen) -> int:
    """Which of ``STEPS`` this screen belongs to; 0 when the dots say nothing."""
    match screen:
        case st.Submitting() | st.Printing() | st.Finished() if screen.service:
            return 0
        case st.Scanning() | st.Claiming() | st.LookingUp():
            return 1
        case st.AskingFactor() | st.CheckingFactor():
            return 2
        case st.AskingPage(page=page):
            return 3 + list(Page).index(page)
        case st.Summarising():
            return 8
        case st.Signing():
            return 9
        case st.Submitting() | st.Printing() | st.Finished() | st.AlreadyWaiting():
            return 10
        case _:
            return 0
