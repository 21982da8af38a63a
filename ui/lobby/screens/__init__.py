"""One file for each screen; ``draw`` picks the screen of a visit's state."""

from __future__ import annotations

from typing import assert_never

from kiosk.visit import states as st
from ui.lobby.scene import Scene
from ui.lobby.screens.asking import AskingScreen
from ui.lobby.screens.base import Screen
from ui.lobby.screens.claiming import ClaimingScreen
from ui.lobby.screens.endings import AlreadyWaitingScreen, FinishedScreen, SeeDeskScreen
from ui.lobby.screens.factor import FactorScreen
from ui.lobby.screens.language import LanguageScreen
from ui.lobby.screens.moment import MomentScreen
from ui.lobby.screens.out_of_order import OutOfOrderScreen
from ui.lobby.screens.scanning import ScanningScreen
from ui.lobby.screens.signing import SigningScreen
from ui.lobby.screens.summary import SummaryScreen
from ui.lobby.screens.welcome import WelcomeScreen
from ui.style.icons import Icon


def draw(scene: Scene) -> Screen:
    """The screen of ``scene``'s visit, drawn once; a new state is a new screen."""
    match scene.visit.screen:
        case st.Welcome():
            return OutOfOrderScreen(scene) if scene.office.out_of_order else WelcomeScreen(scene)
        case st.ChoosingLanguage():
            return LanguageScreen(scene)
        case st.Scanning():
            return ScanningScreen(scene)
        case st.Claiming():
            return ClaimingScreen(scene)
        case st.LookingUp():
            return MomentScreen(scene, "looking_up", Icon.SEARCH)
        case st.AskingFactor():
            return FactorScreen(scene)
        case st.CheckingFactor():
            return MomentScreen(scene, "checking_factor", Icon.LOCK)
        case st.AskingPage():
            return AskingScreen(scene)
        case st.Summarising():
            return SummaryScreen(scene)
        case st.Signing():
            return SigningScreen(scene)
        case st.Submitting():
            return MomentScreen(scene, "submitting", Icon.DELIVERY)
        case st.Printing():
            return MomentScreen(scene, "printing", Icon.PRINTER)
        case st.Finished():
            return FinishedScreen(scene)
        case st.AlreadyWaiting():
            return AlreadyWaitingScreen(scene)
        case st.SeeDesk():
            return SeeDeskScreen(scene)
        case _:
            assert_never(scene.visit.screen)
