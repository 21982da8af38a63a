"""Every way out of the lobby that somebody at the kiosk might try; none may work."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from tests.image.machine import HEIGHT, WIDTH, Machine, rest
from tests.image.reading import read
from tests.image.walker import Walker
from ui.texts import language

FIGURES = tuple(range(1, 13))
_RANDOM_S = 60.0
_ANY = (
    *"abcdefghijklmnopqrstuvwxyz",
    *("ret", "tab", "esc", "spc", "backspace", "delete", "home", "end", "pgup", "pgdn", "insert", "menu"),
    *("up", "down", "left", "right", "print", "pause", "scroll_lock", "compose"),
    *(f"f{n}" for n in FIGURES),
)
_HELD = ("ctrl", "alt", "shift", "meta_l", "alt_r", "ctrl_r")
_HEARD_S = 1.5
"""What a press may take until it shows."""
_READ: set[bytes] = set()
"""Pictures of the lobby that were read before."""


def tries(machine: Machine) -> list[tuple[str, Callable[[], None]]]:
    """The name of each try, and how it is done."""

    def press(*codes: str) -> Callable[[], None]:
        return lambda: machine.keys(*codes)

    def in_turn(*combinations: tuple[str, ...]) -> Callable[[], None]:
        def work() -> None:
            for codes in combinations:
                machine.keys(*codes)
                rest(0.1)  # one after the other, as fingers do

        return work

    middle = (WIDTH // 2, HEIGHT // 2)
    corner = (WIDTH - 4, HEIGHT - 4)
    return [
        ("Alt+F4", press("alt", "f4")),
        ("Alt+Tab", press("alt", "tab")),
        ("Ctrl+Alt+Del, ten times", in_turn(*[("ctrl", "alt", "delete")] * 10)),
        ("Ctrl+Alt+F1 to F12", in_turn(*(("ctrl", "alt", f"f{n}") for n in FIGURES))),
        ("Alt+F1 to F12", in_turn(*(("alt", f"f{n}") for n in FIGURES))),
        ("Alt+Left, Alt+Right", in_turn(("alt", "left"), ("alt", "right"))),
        ("Ctrl+Alt+Backspace", press("ctrl", "alt", "backspace")),
        ("SysRq with b, o, c, k, r, e, i", in_turn(*(("alt", "sysrq", code) for code in "bockrei"))),
        ("Super", in_turn(("meta_l",), ("meta_l", "r"), ("meta_l", "tab"))),
        ("F11, Escape", in_turn(("f11",), ("esc",))),
        ("Ctrl+W, Q, O, P, N, T", in_turn(*(("ctrl", code) for code in "wqopnt"))),
        ("right click", lambda: machine.touch(*middle, button="right")),
        ("middle click", lambda: machine.touch(*middle, button="middle")),
        ("long press", lambda: machine.touch(*corner, held_s=3.0)),
        ("drag from edge to edge", lambda: machine.drag([(2, 540), (600, 540), (1200, 540), (1918, 540)])),
        ("drag down from the top", lambda: machine.drag([(960, 1), (960, 400), (960, 1000)])),
        ("random keys for a minute", lambda: _random_keys(machine)),
    ]


def _random_keys(machine: Machine) -> None:
    dice = random.Random(9)
    ends = time.monotonic() + _RANDOM_S
    while time.monotonic() < ends:
        held = dice.sample(_HELD, dice.choice((0, 0, 1, 1, 2)))
        machine.keys(*held, dice.choice(_ANY))


def lobby_shows(walker: Walker) -> bool:
    """Whether what is on the screen is a screen of the lobby; it may be turning to the next one."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        rest(_HEARD_S)
        seen = walker.machine.look()
        # A picture that was read before says the same again.
        if (shown := seen.read_bytes()) in _READ or read(seen).says(*TITLES):
            _READ.add(shown)
            return True
    return False


def _titles() -> tuple[str, ...]:
    spoken = [language(code).sentences for code in ("en", "es")]
    keys = [key for key in spoken[0] if key.startswith("lobby.") and key.endswith("title")]
    said = {sentences[key] for sentences in spoken for key in keys}
    return (*sorted(text for text in said if "{" not in text), "Touch to start", "Toque para empezar")


TITLES = _titles()
"""What can only be read on the lobby's own screens."""
