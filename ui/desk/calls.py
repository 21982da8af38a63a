"""Calls for help from the kiosks, each to be answered with one press, and how kiosks and courier stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from kiosk.words import words
from sync.kiosk_wire import CLOCK_MAY_BE_OFF
from sync.station.desk_wire import DeliveryHealth, HelpCall, KioskSeen
from ui.desk.here import Here
from ui.desk.parts import clear, holding, label, line, with_icon
from ui.desk.verb import Verb
from ui.style.icons import Icon

SILENT_AFTER = dt.timedelta(minutes=3)
GONE_SHOWN_FOR = dt.timedelta(days=14)
"""A kiosk not heard of for so long is worth a look."""
_CLOCK_OFF = int(CLOCK_MAY_BE_OFF.total_seconds())
"""Seconds a kiosk's clock may be off before somebody should know."""
_COMING, _WINDOW = "coming", "window"
_KEYS = (("F7", "F8"), ("Shift+F7", "Shift+F8"))
"""Keys of two calls; a third is answered with the mouse until one of them is free."""
_REST = dt.timedelta(seconds=2)
"""So long after a call is gone its keys mean none: who saw it go presses no more."""


class Calls(QWidget):
    """Open calls, oldest first; nothing is shown while there is none."""

    answered = Signal(str, str)
    """A call's id, and ``coming`` or ``window``."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self._shown: tuple[HelpCall, ...] = ()
        self._keys: dict[str, tuple[str, str]] = {}
        """By call: a key never comes to mean another call while its own stands, nor just after."""
        self._freed: dict[tuple[str, str], dt.datetime] = {}
        """When the call of these keys went."""
        self._letters: Mapping[str, str] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(here.look.shape.tight)
        self.hide()

    def show_calls(self, calls: Sequence[HelpCall], letters: Mapping[str, str], now: dt.datetime) -> bool:
        """Draw the calls nobody answered at ``now``; True when one came that was not there before.

        ``letters`` are what people call the kiosks, by their ids.
        """
        self._letters = letters
        open_ones = tuple(call for call in calls if not call.answer)
        known = {call.help_id for call in self._shown}
        keys = self._dealt([call.help_id for call in open_ones], now)
        if (open_ones, keys) != (self._shown, self._keys):
            clear(self._rows)
            self._shown, self._keys = open_ones, keys
            for call in open_ones:
                self._rows.addWidget(self._row(call))
            self.setVisible(bool(open_ones))
        return any(call.help_id not in known for call in open_ones)

    def _dealt(self, ids: Sequence[str], now: dt.datetime) -> dict[str, tuple[str, str]]:
        """A call keeps its keys when one before it is gone; the oldest without any gets those that rested."""
        kept = {help_id: keys for help_id, keys in self._keys.items() if help_id in ids}
        self._freed |= {keys: now for help_id, keys in self._keys.items() if help_id not in ids}
        never = now - _REST
        free = (
            keys
            for keys in _KEYS
            if keys not in kept.values() and abs(now - self._freed.get(keys, never)) >= _REST
        )
        return kept | dict(zip((one for one in ids if one not in kept), free, strict=False))

    def _row(self, call: HelpCall) -> QFrame:
        here, look = self._here, self._here.look
        coming_key, window_key = self._keys.get(call.help_id, ("", ""))
        made = QFrame()
        made.setProperty("role", "caution")
        text = here.say(
            words(
                f"desk.help.{call.wants}",
                kiosk=self._letters.get(call.kiosk_id, call.kiosk_id),
                language=words(f"desk.language.{call.language}"),
                at=here.time(call.called_at),
                screen=screen_said(here, call.screen),
            )
        )
        icon = Icon.INTERPRETER if call.wants == "interpreter" else Icon.HELP
        said = with_icon(look, icon, "on_caution", label(text, "strong"))
        coming = Verb(
            look,
            here.say("desk.help.coming"),
            f"help.coming.{call.help_id}",
            partial(self.answered.emit, call.help_id, _COMING),
            key=coming_key,
        )
        row = line(look, said, coming, margin=look.shape.tight * 2, gap=look.shape.tight * 2)
        row.setStretch(0, 1)
        if here.window:
            row.addWidget(
                Verb(
                    look,
                    here.say("desk.help.window", window=here.window),
                    f"help.window.{call.help_id}",
                    partial(self.answered.emit, call.help_id, _WINDOW),
                    key=window_key,
                )
            )
        made.setLayout(row)
        return made


def screen_said(here: Here, screen: str) -> str:
    """Which screen of the lobby somebody stands before."""
    known = words(f"desk.screen.{screen}")
    return here.say(known if known.key in here.look.language.sentences else "desk.screen.another")


def letters(kiosks: Sequence[KioskSeen]) -> dict[str, str]:
    """What people call each kiosk, by its id."""
    return {kiosk.kiosk_id: kiosk.letter for kiosk in kiosks}


class _Trouble(QLabel):
    """As wide as one line where there is room; much trouble wraps, since the window is no wider for it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "strong")
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """In pixels, of one line."""
        self.ensurePolished()
        letters = self.fontMetrics()
        return QSize(letters.horizontalAdvance(self.text()) + letters.averageCharWidth(), letters.height())


class Health(QWidget):
    """Two quiet lines: the kiosks and the courier; what needs somebody has a sign and a word."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self._line = line(here.look, gap=here.look.shape.loose)
        self.setLayout(self._line)

    def show_health(
        self,
        delivery: DeliveryHealth,
        kiosks: Sequence[KioskSeen],
        now: dt.datetime,
        alarms: Sequence[str] = (),
    ) -> None:
        """Draw how they stand at ``now``; the station's own alarms first."""
        clear(self._line)
        told = [self._told(self._here.say(f"desk.alarm.{code}"), Icon.CAUTION, well=False) for code in alarms]
        for kiosk in expected(kiosks, now):
            said, well = kiosk_said(self._here, kiosk, now)
            told.append(self._told(said, Icon.COMPUTER, well=well))
        said, well = delivery_said(self._here, delivery)
        told.append(self._told(said, Icon.DELIVERY, well=well))
        for one in told:
            self._line.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addStretch()

    def _told(self, text: str, icon: Icon, *, well: bool) -> QWidget:
        said = label(text, "caption", wraps=False) if well else _Trouble(text)
        ink = "quiet" if well else "on_trouble"
        return holding(with_icon(self._here.look, icon if well else Icon.CAUTION, ink, said))


def expected(kiosks: Sequence[KioskSeen], now: dt.datetime) -> list[KioskSeen]:
    """Those that the desk has to do with: of the ones that are let in no more, whatever held check-ins when
    it was last heard, for as long as people can still be asked."""
    return [
        one
        for one in kiosks
        if not one.gone or (one.waiting + one.parked > 0 and now - one.seen_at < GONE_SHOWN_FOR)
    ]


def kiosk_said(here: Here, kiosk: KioskSeen, now: dt.datetime) -> tuple[str, bool]:
    """How a kiosk stands in one sentence, and whether that is well."""
    known = here.look.language.sentences
    troubles = [
        here.say(said)
        for code in kiosk.troubles
        for said in (words(f"printer.status.{code}"), words(f"desk.kiosk.{code}"))
        if said.key in known
    ]
    if kiosk.gone:
        held = kiosk.waiting + kiosk.parked
        return here.say("desk.kiosk.gone", letter=kiosk.letter, held=held), False
    if now - kiosk.seen_at > SILENT_AFTER:
        return here.say("desk.kiosk.silent", letter=kiosk.letter, at=here.time(kiosk.seen_at)), False
    if kiosk.troubles:
        what = ", ".join(troubles) or here.say("desk.kiosk.trouble")
        return here.say("desk.kiosk.has_trouble", letter=kiosk.letter, troubles=what), False
    if kiosk.parked:
        return here.say("desk.kiosk.parked", letter=kiosk.letter, parked=kiosk.parked), False
    if abs(kiosk.clock_off_seconds) > _CLOCK_OFF:
        off = abs(kiosk.clock_off_seconds) // 60
        return here.say("desk.kiosk.clock_off", letter=kiosk.letter, minutes=off), False
    if kiosk.waiting:
        return here.say("desk.kiosk.waiting", letter=kiosk.letter, waiting=kiosk.waiting), True
    return here.say("desk.kiosk.well", letter=kiosk.letter), True


def delivery_said(here: Here, delivery: DeliveryHealth) -> tuple[str, bool]:
    """How the courier stands in one sentence, and whether that is well."""
    if delivery.late:
        return here.say("desk.delivery.some_late", late=delivery.late), False
    if delivery.parked:
        return here.say("desk.delivery.some_parked", parked=delivery.parked), False
    if delivery.due_soon:
        return here.say("desk.delivery.some_due_soon", due_soon=delivery.due_soon), False
    if delivery.waiting:
        return here.say("desk.delivery.some_waiting", waiting=delivery.waiting), True
    return here.say("desk.delivery.all_told"), True
