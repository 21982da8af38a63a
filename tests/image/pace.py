"""How fast the guest is: what one look of the lobby's own reader at one picture takes there."""

from __future__ import annotations

import base64
import statistics

from tests.image.office import CAMERA
from tests.image.report import Report
from tests.image.shell import Shell
from tests.image.walker import Walker

_LOOKS = 12
_PROGRAM = f"""
import time
from devices.barcode.sight import Sight
from devices.camera.grabber import open_grabber
from devices.camera.source import Stream
sight, clock = Sight(memory_s=60.0), time.monotonic
while (grabber := open_grabber(Stream("http://127.0.0.1:{CAMERA}/"))) is None:
    print("again", flush=True)
for _ in range({_LOOKS}):
    asked = clock()
    picture = grabber.read()
    came = clock()
    read = None if picture is None else sight.see(picture, came)
    spent = round(came - asked, 2), round(clock() - came, 2)
    print("look", *spent, picture is not None, read is not None, flush=True)
"""


def looks(walker: Walker, report: Report) -> None:
    """With a card before the camera, beside the lobby that waits."""
    office = walker.office
    office.hold(office.people()[1])
    try:
        program = base64.b64encode(_PROGRAM.encode()).decode("ascii")
        asked = f"echo {program} | base64 -d | /opt/appear-lobby/bin/python3 -P -"
        told = Shell(walker.machine).run(asked, within_s=300)
    finally:
        office.camera.remove()
    rows = [line.split()[1:] for line in told.splitlines() if line.startswith("look ")]
    assert rows, told[-400:]
    report.figure("seconds until a picture came, each", " ".join(row[0] for row in rows))
    report.figure("seconds of each look at one", " ".join(row[1] for row in rows))
    report.figure("seconds of a look, the middle one", statistics.median(float(row[1]) for row in rows))
    report.check("the card before the camera can be read", any(row[3] == "True" for row in rows), told)
