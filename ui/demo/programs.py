"""Runs the demo's servers as the real programs they are, each in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from ui.demo.office import DemoOffice, DemoTroubleError

_WITHIN_S = 45.0


class Programs:
    """Processes started here, by door; ``end`` ends exactly these."""

    def __init__(self, office: DemoOffice) -> None:
        self._office = office
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, door: str, config: Path, port: int | None = None, scale: float = 1.0) -> None:
        """Start ``appear DOOR`` and, where it listens, wait until it does; windows are drawn at ``scale``."""
        log = self._office.folder / f"{door}.log"
        with log.open("ab") as out:
            command = [sys.executable, "-m", "ui.cli", door, "--config", str(config)]
            surroundings = os.environ | ({"QT_SCALE_FACTOR": f"{scale:.3f}"} if scale != 1.0 else {})
            self._running[door] = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env=surroundings
            )
        if port is not None:
            self._wait(door, port, log)

    def start_servers(self) -> None:
        """The registry and the station."""
        self.start("registry", self._office.registry_config, self._office.registry_port)
        self.start("station", self._office.station_config, self._office.station_port)

    def memory_kb(self, door: str) -> int:
        """What the program holds in memory now (resident, kB)."""
        status = Path(f"/proc/{self._running[door].pid}/status").read_text("ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

    def end(self, door: str, *, at_once: bool = False) -> None:
        """End one program in good order, or by kill -9."""
        program = self._running.pop(door, None)
        if program is None:
            return
        if at_once:
            program.kill()
        else:
            program.terminate()
        try:
            program.wait(15)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()

    def ended(self, door: str) -> bool:
        """Whether the program has ended by itself."""
        return door not in self._running or self._running[door].poll() is not None

    def end_all(self) -> None:
        """End everything, the newest first."""
        for door in reversed(list(self._running)):
            self.end(door)

    def _wait(self, door: str, port: int, log: Path) -> None:
        ends = time.monotonic() + _WITHIN_S
        while time.monotonic() < ends:
            if self.ended(door):
                raise DemoTroubleError(f"{door} did not start: {log.read_text('utf-8')[-400:]}")
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise DemoTroubleError(f"{door} does not listen on port {port} after {_WITHIN_S:.0f} s")
