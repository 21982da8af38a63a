"""What comes across a supervisor's desk besides boards and cases in a county's year, and its recount by hand.

Some people ask to be reminded, somebody asks for records, tips come in, a hold is placed and lifted, and what
has been kept long enough goes. All of it is remembered here, and each page must say the same.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.records_request import RecordsPack
from kiosk.registrant import Email, Standing
from kiosk.reminders import Channel
from kiosk.tips import TipKind, TipState
from sync.station.client import DeskLink, new_id
from sync.station.post import Post
from sync.station.reminder_wire import (
    REMINDERS_A_PAGE,
    ChooseReminders,
    PersonsReminders,
    ReminderLetters,
    Reminders,
    ReminderState,
    ReminderView,
    WriteReminders,
)
from sync.station.request_wire import REQUESTS_A_PAGE, MakePack, Packs
from sync.station.retention_series import Covers, Series
from sync.station.retention_wire import (
    Keeps,
    LiftHold,
    PlaceHold,
    Preview,
    RetentionPage,
    RunReport,
    RunSeries,
)
from sync.station.store import roster
from sync.station.store.roster import Cause
from sync.station.tip_wire import TIPS_A_PAGE, TakeTip, Tips, TipView
from tests.mail_server import Box
from tests.specimens import records
from tests.sync.station.a_station import AStation
from ui.texts import say_in

DAY: Final = dt.timedelta(days=1)
YEAR: Final = 365 * DAY
SERIES: Final = Series(
    id="deceased",
    covers=Covers.PERSON,
    years=1,
    source="an invented schedule",
    effective_from=dt.date(2026, 1, 1),
    verified_by="K. Osei",
    standings=(Standing.DECEASED,),
)
OFFICE: Final[Mapping[str, Any]] = {
    "mails": True,
    "retention": (SERIES,),
    "records_opened": frozenset({"name", "birth_date"}),
}
"""What an office has decided that has all four pages."""
ASKING, ARCHIVED = 40, 12
"""How many at most are reminded, and how many who died before the year are still on file."""
BEFORE: Final = {Channel.LETTER: (14, 7), Channel.EMAIL: (14, 7, 1)}
"""Days before the last day, as PRODUCT.md says."""
Reminded = tuple[str, Channel, dt.date, int]
"""Whom, how, of which last day, how many days before it."""


@dataclass(frozen=True, slots=True)
class Old:
    """One who died before the year: when that was written down."""

    registrant_id: str
    at: dt.datetime


class CountyPapers:
    """The year's requests, tips, holds and reminders; ``open_record`` knows whose record holds on a day, and
    ``last_day`` the last day of a person's printed window, or None."""

    def __init__(
        self,
        here: AStation,
        people: Mapping[str, object],
        box: Box,
        open_record: Callable[[str, dt.date], bool],
        last_day: Callable[[str, dt.date], dt.date | None],
    ) -> None:
        self._here, self._ids, self._dice = here, tuple(people), random.Random(len(people))
        self._open_record, self._last_day = open_record, last_day
        self.letters, self.mails = 0, box.taken
        self._post = Post(here.store, here.office, box.server, say_in)
        self._asking = self._ids[: min(ASKING, len(self._ids) // 6)]
        self._began = here.office.today(here.clock())
        self._reminded: set[Reminded] = set()
        self._given: dict[str, int] = {}
        self._tips: dict[str, tuple[dt.date, TipState]] = {}
        self._archive = tuple(self._archived(place) for place in range(ARCHIVED))
        self._held, self._doubted = self._archive[0].registrant_id, self._archive[1].registrant_id
        self._hold_id, self._lifted, self._gone = new_id(), False, set[str]()

    def _archived(self, place: int) -> Old:
        at = self._here.clock() - YEAR + place * 28 * DAY
        gone = records.registrant(
            registrant_id=f"SYN-{place:05d}-OLD",
            version=1,
            id_number=f"O{place:09d}",
            registry_id=f"SYNTHETIC-{place:05d}-OLD",
            standing=Standing.DECEASED,
        )
        with self._here.store.writing() as session:
            roster.keep_version(session, gone, Cause(at, "county", "imported"))
        return Old(gone.registrant_id, at)

    def begin(self, desk: DeskLink) -> None:
        """Some ask to be reminded, a hold is placed, and a tip stays open all year."""
        for place, one in enumerate(self._asking):
            with self._here.store.writing() as session:
                record = roster.record(session, one)
                assert record is not None
                new = replace(record, version=record.version + 1, emails=(Email("e-1", _address(one)),))
                roster.keep_version(session, new, Cause(self._here.clock(), "county", "amended"))
            wanted = ChooseReminders(new_id(), place % 3 != 1, _address(one) if place % 3 else "", "en")
            assert isinstance(desk.reminders.choose(one, wanted), PersonsReminders)
        held = PlaceHold(self._hold_id, _number(self._held), "a suit")
        assert desk.retention.place_hold(held) is None
        about = _number(self._doubted)
        alive = TakeTip(new_id(), TipKind.OTHER, about, "seen alive")
        assert isinstance(desk.tips.take(alive), TipView)
        self._tips[alive.tip_id] = (self._began, TipState.OPEN)

    def day(self, desk: DeskLink, day: dt.date) -> None:
        """What one day brings; mail goes on days on which nobody works too."""
        for one in self._asking:
            last = self._last_day(one, day)
            if last is not None:
                self._fall_due(one, last, day)
        self._post(self._here.clock())
        if not self._here.office.calendar.is_open(day):
            return
        if self._first_open(day, day.isoweekday()):
            self._letters(desk)
        self._close_tips(desk, day)
        if self._first_open(day, day.day):
            self._answer_requests(desk, day)
            self._take_tips(desk, day)
            self._remove_old(desk, day)

    def recount(self, desk: DeskLink, day: dt.date) -> Iterator[str]:
        """How the four pages and what is remembered differ."""
        given = dict(_packs(desk))
        if given != self._given:
            yield f"{day}: requests {given} by hand {self._given}"
        tips, opened = _tips(desk)
        mine = {tip_id: state for tip_id, (_, state) in self._tips.items()}
        if tips != mine or opened != sum(state is not TipState.CLOSED for state in mine.values()):
            yield f"{day}: tips {tips} ({opened} open) by hand {mine}"
        yield from self._recount_old(desk, day)
        yield from self._recount_reminders(desk, day)

    def _fall_due(self, one: str, last: dt.date, day: dt.date) -> None:
        place = self._asking.index(one)
        for channel, wanted in ((Channel.LETTER, place % 3 != 1), (Channel.EMAIL, place % 3 > 0)):
            come = [before for before in BEFORE[channel] if last - before * DAY <= day < last]
            if wanted and come:
                self._reminded.add((one, channel, last, min(come)))

    def _letters(self, desk: DeskLink) -> None:
        asked = WriteReminders(new_id())
        written = desk.reminders.letters(asked)
        assert isinstance(written, ReminderLetters)
        assert written.without_address == 0
        self.letters += len(written.papers)

    def _first_open(self, day: dt.date, number: int) -> bool:
        """Whether nobody worked on those of the last ``number`` days that came before ``day``."""
        return not any(self._here.office.calendar.is_open(day - back * DAY) for back in range(1, number))

    def _answer_requests(self, desk: DeskLink, day: dt.date) -> None:
        for _ in range(3):
            asked = self._dice.sample(self._ids, 2)
            lines = (*map(_number, asked), "Nobody Atall, 1970-01-01")
            said = MakePack(new_id(), "A. Requester", lines, "en")
            made = desk.requests.make(said)
            assert isinstance(made, RecordsPack), made
            assert desk.requests.again(said.request_id) == made
            self._given[said.request_id] = sum(self._open_record(one, day) for one in asked)

    def _take_tips(self, desk: DeskLink, day: dt.date) -> None:
        ours = _number(self._dice.choice(self._ids))
        for kind, about in ((TipKind.DOES_NOT_LIVE_HERE, ours), (TipKind.OTHER, "a man in a blue van")):
            said = TakeTip(new_id(), kind, about, "a neighbor says so")
            assert isinstance(desk.tips.take(said), TipView)
            self._tips[said.tip_id] = (day, TipState.OPEN)

    def _close_tips(self, desk: DeskLink, day: dt.date) -> None:
        """The door is looked at after ten days, the stranger is sent on, and closed after forty."""
        for place, (tip_id, (taken, state)) in enumerate(tuple(self._tips.items())):
            elsewhere = place % 2 == 0  # the first of all is about one of the archive, and stays open
            if place == 0 or state is TipState.CLOSED:
                continue
            if elsewhere and state is TipState.OPEN and day >= taken + 10 * DAY:
                assert isinstance(desk.tips.send_on(tip_id, "Next County Sheriff"), TipView)
                self._tips[tip_id] = (taken, TipState.SENT_ON)
            elif day >= taken + (40 if elsewhere else 10) * DAY:
                assert isinstance(desk.tips.close(tip_id, "looked into"), TipView)
                self._tips[tip_id] = (taken, TipState.CLOSED)

    def _remove_old(self, desk: DeskLink, day: dt.date) -> None:
        if not self._lifted and day >= self._began + YEAR / 2:
            assert desk.retention.lift_hold(self._hold_id, LiftHold("settled")) is None
            self._lifted = True
        found = desk.retention.preview(SERIES.id)
        assert isinstance(found, Preview)
        going = {one.item_id for one in found.items if one.kept is None}
        if going:
            done = desk.retention.run(SERIES.id, RunSeries(new_id(), found.digest))
            assert isinstance(done, RunReport), done
            assert {one.item_id for one in done.items} == going
            self._gone |= going

    def _recount_old(self, desk: DeskLink, day: dt.date) -> Iterator[str]:
        office = self._here.office
        old = {
            one.registrant_id
            for one in self._archive
            if office.today(one.at) < day.replace(year=day.year - 1) and one.registrant_id not in self._gone
        }
        stays = {self._doubted: Keeps.TIP} | ({} if self._lifted else {self._held: Keeps.HOLD})
        page, found = desk.retention.page(), desk.retention.preview(SERIES.id)
        assert isinstance(page, RetentionPage)
        assert isinstance(found, Preview)
        mine = {one: stays.get(one) for one in old}
        shown = {one.item_id: one.kept for one in found.items}
        if mine != shown or page.series[0].old_enough != len(old):
            yield f"{day}: old enough {shown} by hand {mine}"
        # A hold that was lifted goes with the record it kept.
        holds = [] if self._held in self._gone else [self._lifted]
        if [one.lifted_at is not None for one in page.holds] != holds:
            yield f"{day}: holds {page.holds}"
        with self._here.store.reading() as session:
            left = [one for one in self._gone if roster.record(session, one) is not None]
        if left:
            yield f"{day}: still there {left}"

    def _recount_reminders(self, desk: DeskLink, day: dt.date) -> Iterator[str]:
        rows = tuple(_reminders(desk))
        shown = Counter((one.registrant_id, one.channel, one.last, one.step) for one in rows)
        if shown != Counter(self._reminded):
            mine = Counter(self._reminded)
            yield f"{day}: reminders {shown - mine} by hand {mine - shown}"
        sent = Counter(one.channel for one in rows if one.state is ReminderState.SENT)
        if sent[Channel.LETTER] != self.letters or sent[Channel.EMAIL] != len(self.mails):
            yield f"{day}: sent {sent}, by hand {self.letters} letters and {len(self.mails)} mails"
        late = [one for one in rows if one.state is ReminderState.WAITING and one.last <= day - DAY]
        if late:
            yield f"{day}: still to be sent {late}"


def _number(registrant_id: str) -> str:
    return registrant_id.replace("SYN", "SYNTHETIC")


def _address(registrant_id: str) -> str:
    return f"{registrant_id.lower()}@example.org"


def _packs(desk: DeskLink) -> Iterator[tuple[str, int]]:
    for number in range(1_000):
        found = desk.requests.listed(number)
        assert isinstance(found, Packs)
        yield from ((one.request_id, one.given) for one in found.lines)
        if (number + 1) * REQUESTS_A_PAGE >= found.total:
            return


def _tips(desk: DeskLink) -> tuple[dict[str, TipState], int]:
    lines: list[TipView] = []
    while True:
        found = desk.tips.listed(len(lines) // TIPS_A_PAGE)
        assert isinstance(found, Tips)
        lines += found.lines
        if len(lines) >= found.total:
            return {one.tip.tip_id: one.tip.state for one in lines}, found.open


def _reminders(desk: DeskLink) -> Iterator[ReminderView]:
    for number in range(1_000):
        found = desk.reminders.listed(number)
        assert isinstance(found, Reminders)
        yield from found.lines
        if (number + 1) * REMINDERS_A_PAGE >= found.total:
            return
