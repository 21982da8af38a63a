"""What the rest of the product may ask of hardware, whatever make it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# --- cameras and other sources of payloads ---------------------------------------------------------------

Picture: TypeAlias = "NDArray[np.uint8]"
"""Height x width x 3, BGR, 0 to 255; or height x width, grey. Shared between threads: never written to."""


class SourceStatus(Enum):
    """Where a camera or scanner stands right now."""

    NONE = "none"
    """Not asked to run (never opened, or closed again)."""
    OPENING = "opening"
    """Asked to run, nothing has come yet, and it is too early to worry."""
    LIVE = "live"
    """Something came within the last two seconds (a scanner: the device is held)."""
    LOST = "lost"
    """Nothing comes. It is being opened again by itself; nobody needs to restart anything."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Frame:
    """One picture, its number (rising from 1 for as long as the camera object lives) and when it came."""

    number: int
    seconds: float
    """On the camera's own clock (monotonic)."""
    picture: Picture


class Camera(Protocol):
    """A source of pictures that keeps only the newest one and comes back by itself after any fault."""

    @property
    def status(self) -> SourceStatus: ...

    def open(self) -> None:
        """Begin; returns at once; twice is harmless."""

    def close(self) -> None:
        """End; every picture held is dropped; twice is harmless; it may be opened again."""

    def newest(self, after: int = 0, wait_s: float = 0.0) -> Frame | None:
        """The newest frame numbered above ``after``, waiting up to ``wait_s`` for one; else None.

        Older frames are never queued. Any number of threads may ask."""


class Symbology(Enum):
    """The four kinds of code in use; asking for all kinds costs four times as much and misreads."""

    PDF417 = "PDF417"
    CODE_128 = "Code128"
    CODE_39 = "Code39"
    QR = "QRCode"


class Hint(Enum):
    """What the person at the camera should do differently, seen from the picture."""

    CLOSER = "closer"
    FARTHER = "farther"
    MORE_LIGHT = "more_light"
    TILT_AWAY_FROM_LIGHT = "tilt_away_from_light"
    HOLD_STILL = "hold_still"
    LET_IT_FOCUS = "let_it_focus"
    TURN_OVER = "turn_over"


@dataclass(frozen=True, slots=True)
class Read:
    """A payload the source stands behind: agreed by two frames and well formed. Untrusted all the same."""

    payload: str
    """One character per byte (Latin-1) for PDF417; text for the others."""
    symbology: Symbology

    def __repr__(self) -> str:
        """Without the payload: it must not reach a log or a crash report."""
        return f"Read({self.symbology.value}, {len(self.payload)} characters)"


@dataclass(frozen=True, slots=True)
class Hinted:
    """The hint that holds from now on, or None: nothing to say."""

    hint: Hint | None


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """The source stands elsewhere than before."""

    status: SourceStatus


@dataclass(frozen=True, slots=True)
class Unfit:
    """A code was read for sure, but it is neither a card nor a code this office uses. Told by scanners only:
    a camera sees codes on every poster."""


Reading: TypeAlias = Read | Unfit | Hinted | StatusChanged
Tell: TypeAlias = Callable[[Reading], None]
"""Called on the source's own thread, never on the caller's; must return quickly."""


class PayloadSource(Protocol):
    """Whatever reads cards: the camera's reader, a USB or serial scanner."""

    @property
    def status(self) -> SourceStatus: ...

    def start(self, tell: Tell) -> None:
        """Begin to read and to tell; returns at once; harmless when running (the new ``tell`` counts)."""

    def stop(self) -> None:
        """End; once this returns nothing is told any more and no picture or payload is kept."""


# --- paper -------------------------------------------------------------------------------------------------


class PrinterStatus(StrEnum):
    """Where a printer stands, or what stopped a print."""

    READY = "ready"
    """Prints; as the answer to a print: the printer itself has confirmed that the paper came out."""
    LOW_PAPER = "low_paper"
    """Prints still; staff should bring paper."""
    BUSY = "busy"
    """Works on something else and did not come to ours in time."""
    OUT_OF_PAPER = "out_of_paper"
    JAMMED = "jammed"
    COVER_OPEN = "cover_open"
    NEEDS_ATTENTION = "needs_attention"
    """The printer wants a hand at it and names none of the above."""
    PAUSED = "paused"
    """Staff stopped the printer or its queue."""
    REFUSED = "refused"
    """The printer or its queue would not take the job, or gave it up."""
    CANNOT_READ = "cannot_read"
    """It takes none of the forms in which we can send a paper, and never will: this needs another printer."""
    UNREACHABLE = "unreachable"
    """The printer, or the print service before it, does not answer."""
    NOT_CONFIRMED = "not_confirmed"
    """Taken, then neither confirmed nor refused in time: nobody may say that it was printed."""
    NO_PRINTER = "no_printer"
    """None is set up here."""

    @property
    def prints(self) -> bool:
        """True when a print may be started."""
        return self in (PrinterStatus.READY, PrinterStatus.LOW_PAPER)


class ReceiptPrinter(Protocol):
    """A printer of small papers. Both calls may take seconds, end within a fixed time, and never raise."""

    def status(self) -> PrinterStatus:
        """Where the printer stands right now."""

    def print_pdf(self, pdf: bytes) -> PrinterStatus:
        """Print, and return READY, or the status that stopped it.

        READY only when the printer has confirmed. What was stopped is taken back, so that it does not come
        out later in front of somebody else; only a printer that ignores a cancellation can still do that."""


# --- speech ------------------------------------------------------------------------------------------------


class SpeakerStatus(StrEnum):
    """Whether what is said can be heard."""

    READY = "ready"
    NO_SOUND = "no_sound"
    """The last thing said did not reach the loudspeaker or headphones."""
    NO_SPEAKER = "no_speaker"
    """Nothing that could speak is installed or set up here."""


class Speaker(Protocol):
    """Reads sentences aloud, one at a time. No call waits for the end of a sentence, and none raises."""

    @property
    def status(self) -> SpeakerStatus: ...

    @property
    def speaking(self) -> bool:
        """Whether something is being said right now."""

    def say(self, text: str, language: str, volume: int = 100, speed: int = 100) -> None:
        """Say ``text`` now, instead of whatever was being said.

        ``language`` is a code of ``ui/texts``; ``volume`` 0 to 200 and ``speed`` 50 to 200 are per cent of
        the ordinary."""

    def stop(self) -> None:
        """Be silent; nothing of the text is kept. Twice is harmless."""


class Chime(StrEnum):
    """What a soft sound means; each has a twin that can be seen."""

    ACCEPTED = "accepted"
    ATTENTION = "attention"
    CALLED = "called"


class Bell(Protocol):
    """Plays soft sounds. No call waits for the end of one, and none raises."""

    @property
    def status(self) -> SpeakerStatus: ...

    def ring(self, chime: Chime) -> None:
        """Play ``chime`` now, instead of one being played."""

    def stop(self) -> None:
        """Be silent. Twice is harmless."""
