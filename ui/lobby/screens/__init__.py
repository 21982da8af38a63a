"""One file for each screen; ``draw`` picks the screen of a visit's state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from ui.lobby.screens.welcome import WelcomeScreen

if TYPE_CHECKING:
    from ui.lobby.scene import Scene
    from ui.lobby.screens.base import BareScreen

SCREENS: Mapping[str, str] = {
    "ChoosingLanguage": "language.LanguageScreen",
    "Scanning": "scanning.ScanningScreen",
    "Claiming": "claiming.ClaimingScreen",
    "LookingUp": "moment.LookingUpScreen",
    "AskingFactor": "factor.FactorScreen",
    "CheckingFactor": "moment.CheckingFactorScreen",
    "AskingPage": "asking.AskingScreen",
    "Summarising": "summary.SummaryScreen",
    "Signing": "signing.SigningScreen",
    "Submitting": "moment.SubmittingScreen",
    "Printing": "moment.PrintingScreen",
    "Finished": "endings.FinishedScreen",
    "AlreadyWaiting": "endings.AlreadyWaitingScreen",
    "SeeDesk": "endings.SeeDeskScreen",
}
"""Where each state's screen is made. Only the first, which a starting kiosk shows, is imported at once."""


def draw(scene: Scene) -> BareScreen:
    """The screen of ``scene``'s visit, drawn once; a new state is a new screen."""
    state = type(scene.visit.screen).__name__
    if state in SCREENS:
        return _made(SCREENS[state])(scene)
    if scene.office.out_of_order:
        return _made("out_of_order.OutOfOrderScreen")(scene)
    return WelcomeScreen(scene.look, scene.office)


def prepare() -> None:
    """Import every screen, so that none has to be waited for; any thread may do it."""
    for name in SCREENS.values():
        _made(name)


def _made(name: str) -> Callable[[Scene], BareScreen]:
    module, _, screen = name.partition(".")
    made: Callable[[Scene], BareScreen] = getattr(import_module(f"{__name__}.{module}"), screen)
    return made
