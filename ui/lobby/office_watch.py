"""Keeps in touch with the station between and during visits: its office, its board, and the waiting spool."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.words import words
from sync.kiosk_wire import Board, HelpAnswer, OfficeInfo, Standing, TicketPlace
from sync.link import Trouble
from sync.sender import deliver_waiting, wait_after
from sync.spool import SpoolState
from ui.jobs import Jobs
from ui.lobby.parts import LobbyParts, OfficeKnown
from ui.lobby.scene import OfficeDay

STAND_EVERY_MS = 3_000
PLACE_EVERY_MS = 5_000
HELP_EVERY_MS = 2_000
NEW_FOR = dt.timedelta(seconds=20)
"""How long after a call its sound may still come."""
_VERSION_TROUBLES = ("version_refused", "version_no_room", "version_given_up")
_OFFICE_EVERY = 20
"""Rounds between two questions about the office itself."""


@dataclass(frozen=True, slots=True)
class _Round:
    """What one round of questions brought."""

    info: OfficeInfo | Trouble | None
    board: Board | Trouble
    spool_broken: bool


class OfficeWatch(QObject):
    """Asks at a steady pace, one question at a time; what it learns is told by signal."""

    day = Signal(object)
    """An ``OfficeDay``."""
    place = Signal(object)
    """A ``TicketPlace`` or None."""
    called = Signal()
    """A number was called just now."""
    help_answered = Signal(object)
    """A ``HelpAnswer`` that says something."""

    def __init__(self, parts: LobbyParts, office: OfficeKnown, jobs: Jobs) -> None:
        super().__init__()
        self._parts, self._office, self._jobs = parts, office, jobs
        self._now = OfficeDay()
        self._rounds = 0
        self._failed = 0
        self._heard: set[tuple[str, dt.datetime]] = set()
        self._ticket = ""
        self._help = ""
        self._stand = self._timer(STAND_EVERY_MS, self._ask_board)
        self._send = self._timer(STAND_EVERY_MS, self._send_waiting)
        self._put_off: set[int] = set()
        self._places = self._timer(PLACE_EVERY_MS, self._ask_place)
        self._helps = self._timer(HELP_EVERY_MS, self._ask_help)

    def start(self) -> None:
        """Ask at once, and again from now on."""
        if not self._office.letter:
            self._now = replace(self._now, out_of_order=words("lobby.trouble.no_letter"))
            self.day.emit(self._now)
        self._ask_board()
        self._send_waiting()

    def follow_ticket(self, check_in_id: str) -> None:
        """Tell where this check-in stands in the queue, until ``forget``."""
        self._ticket = check_in_id
        if check_in_id:
            self._ask_place()

    def follow_help(self, help_id: str) -> None:
        """Tell when the desk has answered this call, until ``forget``."""
        self._help = help_id
        if help_id:
            self._helps.start()

    def forget(self) -> None:
        """The visit is over: nothing of it is asked any more."""
        self._ticket = self._help = ""

    def stop(self) -> None:
        """Ask nothing more."""
        for timer in (self._stand, self._send, self._places, self._helps):
            timer.stop()

    def _timer(self, every_ms: int, ask: object) -> QTimer:
        assert callable(ask)
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(every_ms)
        made.timeout.connect(ask)
        return made

    def _ask_board(self) -> None:
        ask_office = self._rounds % _OFFICE_EVERY == 0 or self._office.info is None
        self._rounds += 1

        def ask() -> _Round:
            link, standing = self._parts.link, self._standing()
            board = link.stand(standing)
            if isinstance(board, Board) and board.send_again:
                self._parts.spool.send_parked_again()
            info = link.office() if ask_office else None
            if isinstance(info, OfficeInfo):
                self._office.keep(info)
            return _Round(info, board, _broken(standing))

        self._jobs.run(lambda _cancel: ask(), self._board_came)

    def _standing(self) -> Standing:
        state = self._parts.spool.state()
        now = self._parts.now()
        if not isinstance(state, SpoolState):
            return Standing(now, 0, 0, None, (f"spool_{state.code}",))
        return Standing(
            now,
            state.waiting,
            state.parked,
            state.oldest,
            (*(("items_put_off",) if self._put_off else ()), *_of_version(self._parts.version_trouble)),
            spool=state.spool,
            last_sequence=state.last_sequence,
        )

    def _board_came(self, came: _Round) -> None:
        board = came.board
        if isinstance(came.info, OfficeInfo):
            self._office.learn(came.info)
        known = self._office.info
        # A kiosk that cannot keep a check-in, or give it a number, must not begin one.
        broken = words("lobby.trouble.no_letter") if not self._office.letter else None
        broken = words("lobby.trouble.no_spool") if came.spool_broken else broken
        day = replace(self._now, reachable=isinstance(board, Board), out_of_order=broken)
        if known is not None:
            opens = known.opens_at.astimezone(self._office.zone) if known.opens_at else None
            day = replace(
                day,
                name=known.letterhead.name,
                open_now=known.open_now,
                opens_at=opens,
                holiday=known.holiday,
                services=known.services,
                notices=known.notices,
                factor=known.factor,
                phone=known.letterhead.phone,
                guardian_may_sign=known.guardian_may_sign,
            )
        if isinstance(board, Board):
            day = replace(day, calls=board.calls, waiting=board.waiting)
        self._now = day
        self.day.emit(day)
        if isinstance(board, Board):
            self._hear(board)
        self._stand.start()

    def _hear(self, board: Board) -> None:
        """Tell of calls that are new; after a start also of those that came while nobody was listening."""
        now = self._parts.now()
        calls = {(call.ticket, call.at) for call in board.calls if now - call.at < NEW_FOR}
        if calls - self._heard:
            self.called.emit()
        self._heard = calls

    def _send_waiting(self) -> None:
        def came(failed: bool) -> None:
            self._failed = self._failed + 1 if failed else 0
            wait = wait_after(self._failed) if failed else dt.timedelta(milliseconds=STAND_EVERY_MS)
            self._send.start(int(wait.total_seconds() * 1000))

        def send() -> bool:
            return bool(deliver_waiting(self._parts.spool, self._parts.link, self._put_off).why)

        self._jobs.run(lambda _cancel: send(), came)

    def _ask_place(self) -> None:
        if not (ticket := self._ticket):
            return

        def came(answer: TicketPlace | Trouble) -> None:
            if ticket != self._ticket:
                return
            place = answer if isinstance(answer, TicketPlace) else None
            if place is not None and place.appointment is not None:
                place = replace(place, appointment=place.appointment.astimezone(self._office.zone))
            self.place.emit(place)
            self._places.start()

        self._jobs.run(lambda _cancel: self._parts.link.ticket_place(ticket), came)

    def _ask_help(self) -> None:
        if not (help_id := self._help):
            return

        def came(answer: HelpAnswer | Trouble) -> None:
            if help_id != self._help:
                return
            if isinstance(answer, HelpAnswer) and answer.answer:
                self._help = ""
                self.help_answered.emit(answer)
            else:
                self._helps.start()

        self._jobs.run(lambda _cancel: self._parts.link.help_answer(help_id), came)


def _of_version(told: Path | None) -> tuple[str, ...]:
    try:
        code = told.read_text("ascii").partition(" ")[0].strip() if told is not None else ""
    except (OSError, ValueError):
        return ()
    return (code,) if code in _VERSION_TROUBLES else ()


def _broken(standing: Standing) -> bool:
    return any(code.startswith("spool_") for code in standing.troubles)
