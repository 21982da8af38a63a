"""A kiosk that cannot start: it says so and tries again, and nobody at its keys comes any further."""

from __future__ import annotations

from tests.image.report import Report
from tests.image.walker import PATIENCE_S, Walker

_SAID = "this kiosk could not start"
_NO_STATE = {
    "systemd.unit-dropin.appear-state.service": "[Service]\nExecStart=\nExecStart=/bin/false\n",
    "systemd.unit-dropin.emergency.service": "[Service]\nEnvironment=WITHIN_S=20\n",
}


def starts_anew(walker: Walker, report: Report) -> None:
    """Its state does not open once; the start after that one is as every other."""
    machine = walker.machine
    machine.cut_power()
    lent = machine.lent
    machine.lent = {**lent, **_NO_STATE}
    machine.turn_on()
    machine.wait_said(_SAID, PATIENCE_S)
    for codes in (("ret",), ("ctrl", "d"), ("ctrl", "alt", "f2"), ("alt", "sysrq", "e")):
        machine.keys(*codes)
    walker.picture("could-not-start")
    machine.wait_off(PATIENCE_S)
    report.check("a kiosk that could not start says so and starts itself anew", good=True)
    machine.lent = lent
    machine.turn_on()
    found = f"{walker.first_screen():.0f} s"
    report.check("once its state opens, its first screen stands", good=True, found=found)
