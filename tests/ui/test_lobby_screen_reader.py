"""A screen reader, over AT-SPI in a real window, finds every element by name and can walk the visit."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.programs import environment
from tests.shared import HOUSE
from tests.ui.kiosk_day import PIN

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"
"""The one that Debian's python3-pyatspi belongs to."""
ROLES_TO_NAME = ("push button", "text", "password text", "label")
STOPS = ("Touch to start", "English", *PIN, "Go on", "All correct", "Get my ticket")

READER = """
import json, sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi
Atspi.init()

def below(one):
    for at in range(one.get_child_count()):
        child = one.get_child_at_index(at)
        if child is not None:
            yield child
            yield from below(child)

def window():
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(at)
        if app is not None and "appear" in (app.get_name() or ""):
            return app

def shown():
    # What was there a moment ago may be gone: such a one is passed over.
    found = []
    try:
        for one in below(APP):
            states = one.get_state_set()
            if states.contains(Atspi.StateType.SHOWING):
                found.append((one, states, one.get_role_name(), one.get_name() or ""))
    except Exception:
        return []
    return found

def until(condition):
    ends = time.monotonic() + 40
    while time.monotonic() < ends:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.05)
    raise SystemExit("nothing came: " + json.dumps([name for _, _, _, name in shown()]))

def described():
    whole = until(shown)
    return [(role, name, states.contains(Atspi.StateType.FOCUSABLE)) for _, states, role, name in whole]

def button(name):
    for one, states, role, said in shown():
        if (role, said) == ("push button", name) and states.contains(Atspi.StateType.ENABLED):
            return one

def press(one):
    try:
        one.do_action(0)
        return True
    except Exception:
        return False

def signed():
    # The space bar on the place to sign makes a cross, as the description there says.
    for one, states, _, name in shown():
        if name == "Place to sign":
            one.grab_focus()
            Atspi.generate_keyboard_event(0x20, None, Atspi.KeySynthType.SYM)
            time.sleep(0.3)
    return True

APP = until(window)
screens = []
stops = json.loads(sys.argv[1])
for step, after in zip(stops, [*stops[1:], ""]):
    if step == "All correct":
        while not button("It is all right") or button("More"):
            one = button("More") or button("All correct")
            if one is not None:
                press(one)
                screens.append(described())
            time.sleep(0.05)
        press(until(lambda: button("It is all right")))
    elif step == "Get my ticket":
        until(lambda: signed() and button(step))
        screens.append(described())
        press(button(step))
        until(lambda: any("Your number" in name for _, name, _ in described()))
    else:
        press(until(lambda: button(step)))
        # The next screen is there once what is pressed next is.
        until(lambda: button(after) or (after == "All correct" and button("More")))
    time.sleep(0.1)
    screens.append(described())
print(json.dumps(screens))
"""


@dataclass(frozen=True)
class Heard:
    role: str
    name: str
    focusable: bool


@cache
def walked() -> tuple[tuple[Heard, ...], ...]:
    """Every screen from the first to the signature, as the screen reader finds it."""
    command = (
        f'"{LAUNCHER}" --launch-immediately & bus=$!; '
        f'"{sys.executable}" -m tests.ui.reader_window & window=$!; '
        f'"{SYSTEM_PYTHON}" -c "$READER" "$STOPS"; said=$?; kill $window $bus; exit $said'
    )
    variables = environment(
        QT_QPA_PLATFORM="xcb",
        QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
        QT_ACCESSIBILITY="1",
        NO_AT_BRIDGE="0",
        READER=READER,
        STOPS=json.dumps(STOPS),
    )
    ran = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", "dbus-run-session", "--", "bash", "-c", command],
        cwd=HOUSE,
        env=variables,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    screens = json.loads(ran.stdout.splitlines()[-1])
    return tuple(tuple(Heard(*one) for one in screen) for screen in screens)


pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(
        not (LAUNCHER.exists() and shutil.which("xvfb-run") and shutil.which("dbus-run-session")),
        reason="no screen reader's bus on this machine",
    ),
]


def test_a_screen_reader_walks_the_visit_by_the_names_of_things() -> None:
    names = [{one.name for one in screen} for screen in walked()]
    assert "Which language do you want?" in names[0]
    assert any("Enter your PIN" in screen for screen in names)
    assert any("415 Birchwood Ter Apt 3B" in screen for screen in names)
    assert any("This is what you told us" in screen for screen in names)
    assert any("Place to sign" in screen for screen in names)
    assert any("Your number: A-014" in " ".join(screen) for screen in names)
    assert any("YOU ARE NOT DONE" in " ".join(screen) for screen in names)


def test_whatever_takes_the_focus_has_a_name() -> None:
    nameless = {one.role for screen in walked() for one in screen if one.focusable and not one.name.strip()}
    assert nameless == set()


def test_every_button_field_and_text_has_a_name() -> None:
    nameless = [one for screen in walked() for one in screen if one.role in ROLES_TO_NAME and not one.name]
    assert nameless == []


def test_the_help_buttons_are_there_on_every_screen() -> None:
    for screen in walked():
        assert {"Help", "Interpreter"} <= {one.name for one in screen}
