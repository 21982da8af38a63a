"""A person at the kiosk: reads the screen, touches what stands there, waits for what comes."""

from __future__ import annotations

import sys
import time
from collections import deque
from dataclasses import dataclass, field

from tests.image.machine import Machine, rest
from tests.image.office import Office
from tests.image.reading import Page, read
from tests.image.twin import Twin
from tests.waiting import until
from ui.demo.people import DemoPerson
from ui.texts import language

PATIENCE_S = 900.0
"""A machine without help from its processor is slow, and slower beside others."""
_PAGES_AT_MOST = 60
_BETWEEN_LOOKS_S = 0.7
"""A look costs the machine something too."""
_TOUCHES, _AGAIN_AFTER_S = 4, 60.0
_REMEMBERED = 5
_TURNS_S = 20.0
"""Until a page has turned."""


@dataclass
class Walker:
    """One pair of eyes and hands."""

    machine: Machine
    office: Office
    twin: Twin
    seen: list[str] = field(default_factory=list)
    """The names of the pictures taken."""
    came: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    """What could be read on the last screens that came."""

    def wait(self, *texts: str, within_s: float = PATIENCE_S) -> Page:
        """Look until one of ``texts`` can be read."""
        ends, last, page = time.monotonic() + within_s, b"", Page(())
        while True:
            try:
                seen = self.machine.look()
            except (OSError, ValueError):
                self._start_again(texts)
                continue
            # Reading costs the machine more than looking does.
            if (shown := seen.read_bytes()) != last:
                last, page = shown, read(seen)
                self.came.append(page.text())
            if page.says(*texts):
                return page
            if time.monotonic() > ends:
                raise AssertionError(f"{texts} did not come within {within_s:.0f} s; I read: {self._read()}")
            rest(_BETWEEN_LOOKS_S)

    def _start_again(self, texts: tuple[str, ...]) -> None:
        """A machine that is off; on again only where it was not the kiosk that went."""
        until(lambda: not self.machine.on, 30, "the end of a machine that answers no more")
        assert self.machine.misplayed, f"the machine went off while waiting for {texts}"
        sys.stdout.write("the kernel patched itself and was played wrong (int3): this machine starts again\n")
        self.machine.cut_power()
        self.machine.turn_on()

    def _read(self) -> str:
        return " || ".join(dict.fromkeys(text[:200] for text in self.came))

    def camera_works(self, within_s: float = PATIENCE_S) -> None:
        """Look until the camera's pictures are shown: neither its starting nor its loss is said."""
        ends, title = time.monotonic() + within_s, sentence("lobby.scanning.title")
        other = (sentence("lobby.scanning.opening"), sentence("lobby.scanning.lost"))
        while (page := self.wait(title)).says(*other):
            assert time.monotonic() < ends, f"no picture within {within_s:.0f} s; I read: {page.text()}"
            rest(0.5)

    def touch(self, text: str, page: Page | None = None) -> None:
        """Touch these words, once they are there."""
        found = (page or self.wait(text)).where(text)
        assert found is not None, text
        self.machine.touch(*found)

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self.seen.append(str(self.machine.look(name)))

    def likeness(self, number: str) -> float:
        """How much this ticket's number is on the screen."""
        return self.twin.likeness(self.machine.look(), number)

    def first_screen(self) -> float:
        """Wait for the first screen; the seconds since the power came on."""
        self.wait(sentence("lobby.welcome.start"))
        return self.machine.seconds

    def begin(self) -> None:
        """Touch the first screen, again when nothing comes of it, and choose English."""
        start, title = sentence("lobby.welcome.start"), sentence("lobby.language.title")
        page = self.wait(start)
        for _ in range(_TOUCHES):
            self.touch(start, page)
            try:
                page = self.wait(title, within_s=_AGAIN_AFTER_S)
                break
            except AssertionError:
                page = self.wait(start, title)
        self.touch("English", page)
        self.wait(sentence("lobby.scanning.title"))

    def identify(self, person: DemoPerson) -> None:
        """Hold the card up and give the PIN; all of it again when a touch was not heard."""
        title = sentence("lobby.factor.pin.title")
        self.office.hold(person)
        self.wait(title)
        self.office.camera.remove()
        for _ in range(_TOUCHES):
            for figure in person.pin:
                self.machine.touch(*self.twin.keys[figure])
            self.touch(sentence("lobby.go_on"))
            if self.gone(title, _TURNS_S):
                return
            for _ in person.pin:
                self.machine.touch(*self.twin.erase)

    def gone(self, text: str, within_s: float) -> bool:
        """Whether these words go away in time."""
        ends = time.monotonic() + within_s
        while there := read(self.machine.look()).says(text):
            if time.monotonic() > ends:
                break
            rest(_BETWEEN_LOOKS_S)
        return not there

    def say_nothing_changed(self) -> None:
        """Every page to its end, the summary, and the signature; "Get my ticket" is not touched yet."""
        ways = tuple(map(sentence, _ONWARD))
        last, same = "", 0
        for _ in range(_PAGES_AT_MOST):
            page = self.wait(sentence("lobby.signing.title"), *ways)
            if page.says(sentence("lobby.signing.title")):
                break
            way = next(way for way in ways if page.says(way))
            same = same + 1 if page.text() == last else 0
            if same % _TOUCHES:
                rest(1.0)  # the page has not turned yet; after a while it is touched again
                continue
            last = page.text()
            self.touch(way, page)
        self.sign()
        self.wait(sentence("lobby.signing.send"))

    def sign(self) -> None:
        """Until it can be seen: what is drawn while the page comes is not taken for a signature."""
        for _ in range(_TOUCHES):
            self.machine.drag(self.twin.stroke)
            ends = time.monotonic() + _TURNS_S
            while not (seen := self.twin.signed(self.machine.look())) and time.monotonic() < ends:
                rest(_BETWEEN_LOOKS_S)
            if seen:
                return
        raise AssertionError("the signature was not taken")

    def take_ticket(self) -> None:
        """Touch "Get my ticket"."""
        self.touch(sentence("lobby.signing.send"))

    def number(self) -> Page:
        """Wait until the visit has come to its end."""
        return self.wait(sentence("lobby.done"))

    def leave(self) -> None:
        """Say that the visit is over, and wait for the first screen."""
        self.touch(sentence("lobby.done"))
        self.wait(sentence("lobby.welcome.start"))


_ONWARD = (
    "widgets.pages.more",
    "lobby.asking.all_correct",
    "lobby.asking.rest_correct",
    "lobby.asking.no_changes",
    "lobby.summary.right",
)


def sentence(key: str) -> str:
    return language("en").sentences[key]
