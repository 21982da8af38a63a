"""One file for each screen; ``draw`` picks the screen of a visit's state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.visit import states as st
from ui.lobby.screens.welcome import WelcomeScreen

if TYPE_CHECKING:
    from ui.lobby.scene import Scene
    from ui.lobby.screens.base import Screen

SCREENS: Mapping[type[st.Screen], str] = {
    st.ChoosingLanguage: "language.LanguageScreen",
    st.Scanning: "scanning.ScanningScreen",
    st.Claiming: "claiming.ClaimingScreen",
    st.LookingUp: "moment.LookingUpScreen",
    st.AskingFactor: "factor.FactorScreen",
    st.CheckingFactor: "moment.CheckingFactorScreen",
    st.AskingPage: "asking.AskingScreen",
    st.Summarising: "summary.SummaryScreen",
    st.Signing: "signing.SigningScreen",
    st.Submitting: "moment.SubmittingScreen",
    st.Printing: "moment.PrintingScreen",
    st.Finished: "endings.FinishedScreen",
    st.AlreadyWaiting: "endings.AlreadyWaitingScreen",
    st.SeeDesk: "endings.SeeDeskScreen",
}
"""Where each state's screen is made. Only the first, which a starting kiosk shows, is imported at once."""


def draw(scene: Scene) -> Screen:
    """The screen of ``scene``'s visit, drawn once; a new state is a new screen."""
    state = scene.visit.screen
    if isinstance(state, st.Welcome):
        return (
            _made("out_of_order.OutOfOrderScreen")(scene)
            if scene.office.out_of_order
            else WelcomeScreen(scene)
        )
    return _made(SCREENS[type(state)])(scene)


def prepare() -> None:
    """Import every screen, so that none has to be waited for; any thread may do it."""
    for name in SCREENS.values():
        _made(name)


def _made(name: str) -> Callable[[Scene], Screen]:
    module, _, screen = name.partition(".")
    made: Callable[[Scene], Screen] = getattr(import_module(f"{__name__}.{module}"), screen)
    return made
