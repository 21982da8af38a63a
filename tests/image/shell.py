"""The shell that is lent to the walked image; the image that ships refuses it."""

from __future__ import annotations

import re
import socket
import time

from tests.image.machine import Machine

_CALLED_AGAIN_S = 3.0


class Shell:
    """Runs single commands as root in the guest."""

    def __init__(self, machine: Machine) -> None:
        # One line at a time: whoever had it before has hung up.
        self._line: socket.socket = machine.shell()
        self._asked = 0
        self._heard = False

    def run(self, command: str, within_s: float = 120.0) -> str:
        """What ``command`` says; ``AssertionError`` when nothing answers."""
        self._line.settimeout(1.0)
        ends = time.monotonic() + within_s
        self._call(command, ends)
        self._asked += 1
        said, mark = "", f"done-{self._asked}-"
        # The mark is put together by the shell, so that an echo of the question is not taken for the answer.
        self._line.sendall(f'{{ {command} ; }} 2>&1 </dev/null; echo "{mark}""$?."\n'.encode())
        while not re.search(rf"{mark}\d+\.", said):
            if time.monotonic() > ends:
                raise AssertionError(f"the guest's shell did not answer “{command}”: {said[-400:]}")
            said += self._said()
        told = said.partition(mark)[0].replace("\r", "")
        return re.sub(r"^here-\d+\n", "", told, flags=re.MULTILINE)

    def _call(self, command: str, ends: float) -> None:
        """Until somebody answers: what is sent while the shell starts anew is lost, and no command may be."""
        while not self._heard:
            if time.monotonic() > ends:
                raise AssertionError(f"the guest's shell did not answer to be asked “{command}”")
            self._line.sendall(b'echo "here-"$((6 * 7))\n')
            called = time.monotonic()
            while not self._heard and time.monotonic() < called + _CALLED_AGAIN_S:
                self._heard = "here-42" in self._said()

    def _said(self) -> str:
        try:
            return self._line.recv(65536).decode("utf-8", "replace")
        except TimeoutError:
            return ""

    def answers(self, within_s: float) -> bool:
        """Whether anybody answers at all."""
        try:
            return "42" in self.run("expr 6 \\* 7", within_s)
        except AssertionError:
            return False

    def close(self) -> None:
        """Hang up."""
        self._line.close()
