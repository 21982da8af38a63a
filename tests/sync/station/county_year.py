"""A year of an invented county, played through the station day by day, and recounted by hand.

Most people come when their paper says, some late, some never; some move away, die or are jailed and released.
The office works its cases by the county's steps. Nothing here reads the boards' tables: the recount asks the
law about each record, and remembers by itself who came and who was accounted for.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from kiosk.amendment import Why
from kiosk.cases import OUTCOMES, Code, Outcome, StepKind
from kiosk.delivery import Delivered
from kiosk.delivery import Outcome as Delivery
from kiosk.law import Mode, PersonFacts, Schedule, person_facts, schedules
from kiosk.law.overdue import overdue
from kiosk.registrant import Basis, BasisKind, Fact, PersonName, Photograph, Registrant, Standing, Tier
from kiosk.registry_update import RegistryUpdate
from kiosk.review import Officer, Role
from sync.station import amending, cases, courier, law, review, walk_in
from sync.station.accounts import Live
from sync.station.board_wire import Board, BoardAsked
from sync.station.case_wire import CasePage, Cases, CloseCase, Letters, TakeStep, WriteLetters
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import Complete
from sync.station.people_wire import Amend, AmendedView, WalkIn
from sync.station.store import accounts, roster
from sync.station.store.check_ins import Stored
from sync.station.store.roster import Cause
from tests.mail_server import Box
from tests.specimens import records
from tests.sync.station.a_station import DESK, AStation
from tests.sync.station.county_papers import CountyPapers
from tests.sync.station.many_people import FIRST as FIRST_NAMES
from tests.sync.station.many_people import LAST as LAST_NAMES

DAY: Final = dt.timedelta(days=1)
FIRST: Final = records.TODAY
DAYS: Final = 365
OPENS_AT: Final = 9
EVERYTHING: Final = BoardAsked(printed_only=False)
Owed = tuple[str, str, str, dt.date | None]
"""Whose, by which rule, what, by when."""


class Fate(StrEnum):
    """What becomes of a person in the year."""

    PUNCTUAL = "punctual"
    LATE = "late"
    NEVER = "never"
    MOVES = "moves"
    DIES = "dies"
    JAILED = "jailed"


SHARES: Final = {
    Fate.PUNCTUAL: 87,
    Fate.LATE: 5,
    Fate.NEVER: 2,
    Fate.MOVES: 2,
    Fate.DIES: 1,
    Fate.JAILED: 3,
}
"""Of a hundred people."""
PLAN: Final = (
    (1, StepKind.CONTACT_AT_RESIDENCE),
    (2, StepKind.CONTACT_AT_WORK),
    (3, StepKind.LETTER),
    (7, StepKind.LOCAL_AUTHORITIES),
    (9, StepKind.ASSOCIATES),
    (11, StepKind.DETENTION),
    (14, StepKind.DETECTIVE),
    (18, StepKind.PROSECUTOR),
)
"""How many days after a case was opened the office takes each step."""
WARRANT_AFTER: Final = 24


@dataclass
class Person:
    """What the story itself knows of one person."""

    fate: Fate
    turn: dt.date
    """The day of the year on which it happens: moved, died, jailed."""
    comes_on: dt.date | None = None
    came: dt.date | None = None
    accounted: dt.date | None = None


@dataclass
class Agreed:
    """What the year came to."""

    visits: int = 0
    letters: int = 0
    reminded: tuple[int, int] = (0, 0)
    """By letter, by mail."""
    recounts: int = 0
    differing: list[str] = field(default_factory=list)
    """Each day on which board or cases and the recount did not agree, and how."""
    people: int = 0
    accounted_for: int = 0
    cases: Counter[Code] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Per cent of those who must register who are accounted for in the end."""
        return 100 * self.accounted_for / self.people


class _Registry:
    """Takes everything."""

    def deliver(self, update: RegistryUpdate, written: bytes) -> Delivery:
        """Taken."""
        return Delivered(update.update_id)


def invented_county(number: int, days: int, dice: random.Random) -> Iterator[tuple[Registrant, Person]]:
    """People, SYNTHETIC, who are all on time on the first of ``days`` days."""
    fates = [fate for fate, share in SHARES.items() for _ in range(share)]
    for place in range(number):
        tier = dice.choice((Tier.I, Tier.II, Tier.III, Tier.III))
        last = FIRST - DAY * dice.randint(1, 25)
        made = records.registrant(
            registrant_id=f"SYN-{place:05d}",
            version=1,
            name=PersonName(dice.choice(FIRST_NAMES), "", dice.choice(LAST_NAMES)),
            birth_date=dt.date(1980, dice.randint(1, 12), dice.randint(1, 28)),
            id_number=f"S{place:09d}",
            registry_id=f"SYNTHETIC-{place:05d}",
            tier=tier,
            registered_on=last,
            last_full_verification=last,
            facts=tuple(Fact(name, dice.random() < 0.4) for name in _FACTS),
            bases=(Basis(BasisKind.RESIDENT, "Jackson", last),),
            photograph=Photograph(f"photo-{place}", last),
        )
        fate = fates[place % 100] if number >= 100 else dice.choice(fates)
        yield made, Person(fate, FIRST + DAY * dice.randint(days // 20, days * 7 // 8))


_FACTS: Final = ("victim_under_18", "ever_convicted_of_failing_to_register", "persistent_or_predatory")


class CountyYear:
    """One county and its year; ``recount_every`` so many days board and cases are counted by hand."""

    def __init__(
        self, here: AStation, box: Box, number: int, seed: int, recount_every: int = 1, days: int = DAYS
    ) -> None:
        self._here, self._dice, self._days = here, random.Random(seed), days
        self._every, self._done = recount_every, Agreed()
        self._people: dict[str, Person] = {}
        here.clock.now = self._at(FIRST, OPENS_AT)
        with here.store.writing() as session:
            for record, person in invented_county(number, days, self._dice):
                roster.keep_version(session, record, Cause(here.clock(), "county", "imported"))
                self._people[record.registrant_id] = person
        here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
        self._officer, self._supervisor = self._live("rivera"), self._live("osei")
        for registrant_id in self._people:
            self._plan(registrant_id, FIRST)
        self.papers = CountyPapers(here, self._people, box, self._on_file, self._last_printed_day)
        self.papers.begin(here.signed_in("osei"))

    def play(self) -> Agreed:
        """Every day from the first; what it came to."""
        for number in range(self._days):
            last = number == self._days - 1
            self._day(FIRST + DAY * number, recount=last or number % self._every == 0)
        # The last day's visits may have taken longer than a sign-in that is not used lasts.
        self._desk = self._here.signed_in("osei")
        found = self._desk.cases.listed()
        closed = self._desk.cases.listed(opened=False)
        assert isinstance(found, Cases)
        assert isinstance(closed, Cases)
        self._done.reminded = (self.papers.letters, len(self.papers.mails))
        self._done.people, self._done.accounted_for = found.people, found.accounted_for
        self._done.cases.update(line.code for line in closed.lines if line.code is not None)
        return self._done

    def _day(self, day: dt.date, *, recount: bool) -> None:
        here = self._here
        here.clock.now = self._at(day, OPENS_AT)
        self._turn(day)
        cases.daily(here.store, here.office, here.clock())
        self._desk = here.signed_in("osei")
        if recount:
            self.recount(day)
        self.papers.day(self._desk, day)
        if here.office.calendar.is_open(day):
            self._work_cases(day)
            self._visits(day)

    def _turn(self, day: dt.date) -> None:
        """What happens to people that the office is told of."""
        for registrant_id, person in self._people.items():
            released = person.fate is Fate.JAILED and day == person.turn + 60 * DAY
            if day != person.turn and not released:
                continue
            match person.fate:
                case Fate.MOVES:
                    self._amend(registrant_id, standing=Standing.MOVED_OUT)
                case Fate.DIES:
                    self._amend(registrant_id, standing=Standing.DECEASED)
                case Fate.JAILED if released:
                    self._amend(
                        registrant_id, standing=Standing.ACTIVE, in_custody_since=None, released_on=day
                    )
                    self._plan(registrant_id, day)
                case Fate.JAILED:
                    self._amend(registrant_id, standing=Standing.IN_CUSTODY, in_custody_since=day)
                    person.comes_on = None
                case _:
                    continue

    def _visits(self, day: dt.date) -> None:
        for registrant_id, person in self._people.items():
            gone = person.fate in (Fate.MOVES, Fate.DIES) and day >= person.turn
            if person.comes_on is not None and person.comes_on <= day and not gone:
                self._here.clock.forward(seconds=40)
                self._appear(registrant_id)
                person.came = day
                self._plan(registrant_id, day)
        self._here.clock.forward(minutes=10)
        while courier.carry_next(self._here.store, _Registry(), self._here.clock):
            pass

    def _appear(self, registrant_id: str) -> None:
        """One visit at the desk, completed by an officer."""
        here, now = self._here, self._here.clock()
        said = WalkIn(new_id(), registrant_id, "en", now, ())
        with here.store.writing() as session:
            taken = walk_in.take(session, here.office, said, self._officer, now)
            assert isinstance(taken, Stored), taken
            record = roster.record(session, registrant_id)
            assert record is not None
            asked = Complete(new_id(), record.version, records.checklist(face_seen_at=now))
            done = review.approve(session, here.office, said.check_in_id, asked, self._officer, now)
        assert isinstance(done, review.Approved), done
        self._done.visits += 1

    def _plan(self, registrant_id: str, day: dt.date) -> None:
        """When the person comes next, by the paper they were given."""
        here, person = self._here, self._people[registrant_id]
        with here.store.reading() as session:
            record = roster.record(session, registrant_id)
        assert record is not None
        windows = law.windows(here.office, record, day, person.came)
        if person.fate is Fate.NEVER or not windows:
            person.comes_on = None
            return
        first, last = max(windows[0].first, day + DAY), windows[0].last
        if person.fate is Fate.LATE:
            person.comes_on = last + DAY * self._dice.randint(3, 20)
        else:
            room = max(0, (last - first).days)
            person.comes_on = last - DAY * self._dice.randint(0, min(room, 20))
        # An office day at the latest on the last one: the paper never names a closed day as the last.
        while person.comes_on > first and not here.office.calendar.is_open(person.comes_on):
            person.comes_on -= DAY

    def _work_cases(self, day: dt.date) -> None:
        found = self._desk.cases.listed()
        assert isinstance(found, Cases)
        letters: list[str] = []
        for line in found.lines:
            age = (day - line.opened_on).days
            due = [kind for after, kind in PLAN if age >= after]
            if len(due) > line.steps and due[line.steps] is StepKind.LETTER:
                letters.append(line.case_id)
            elif len(due) > line.steps:
                kind = due[line.steps]
                outcome = Outcome.NOT_FOUND if Outcome.NOT_FOUND in OUTCOMES[kind] else OUTCOMES[kind][-1]
                step = TakeStep(new_id(), kind, day, outcome)
                assert isinstance(self._desk.cases.take_step(line.case_id, step), CasePage)
            elif age >= WARRANT_AFTER:
                ending = CloseCase(Code.WARRANT, day, f"Warrant SYN-{line.case_id[:6]}")
                assert isinstance(self._desk.cases.close(line.case_id, ending), CasePage)
                self._people[line.registrant_id].accounted = day
        if letters:
            written = self._desk.cases.letters(WriteLetters(new_id(), tuple(letters), "en"))
            assert isinstance(written, Letters)
            self._done.letters += len(written.papers)

    def recount(self, day: dt.date) -> tuple[str, ...]:
        """Board and cases against the law asked person by person; how they differ so far."""
        owed, late = self._by_hand(day)
        self._done.recounts += 1
        shown = Counter(_exported(self._desk))
        if shown != owed:
            self._done.differing.append(f"{day}: board {shown - owed} hand {owed - shown}"[:500])
        board = self._desk.boards.due(BoardAsked())
        assert isinstance(board, Board)
        opened = self._desk.cases.listed()
        assert isinstance(opened, Cases)
        if board.people_overdue != len(late):
            self._done.differing.append(f"{day}: {board.people_overdue} overdue, by hand {len(late)}")
        without = {
            one
            for one, last_day in late.items()
            if (until := self._people[one].accounted) is None or last_day > until
        } - {line.registrant_id for line in opened.lines}
        if opened.total == len(opened.lines) and without:
            self._done.differing.append(f"{day}: no case for {sorted(without)}"[:500])
        for line in opened.lines:
            if line.registrant_id not in late:
                self._done.differing.append(f"{day}: a case for {line.registrant_id}, who owes nothing")
        self._done.differing.extend(one[:500] for one in self.papers.recount(self._desk, day))
        return tuple(self._done.differing)

    def _by_hand(self, day: dt.date) -> tuple[Counter[Owed], dict[str, dt.date]]:
        """Everything owed, and the last missed day of whoever missed something they were told."""
        office, owed = self._here.office, Counter[Owed]()
        late: dict[str, dt.date] = {}
        printed = {rule.rule_id for _, rule in office.rulesets.every_rule() if rule.mode.value == "printed"}
        with self._here.store.reading() as session:
            found = [roster.record(session, one) for one in self._people]
        for record in found:
            assert record is not None
            facts = self._facts(record)
            coming = Counter(
                (one.rule_id, one.what.value, one.due if isinstance(one, Schedule) else None)
                for one in schedules(facts, day, office.rulesets, office.calendar)
            )
            missed = Counter(
                (one.rule_id, one.what.value, one.due)
                for one in overdue(facts, day, office.rulesets, office.calendar)
            )
            # Two schedules of one rule (a month, and so long after the last) may fall on one day.
            for (rule_id, what, due), times in (coming | missed).items():
                owed[record.registrant_id, rule_id, what, due] += times
                if due is not None and due < day and rule_id in printed:
                    late[record.registrant_id] = max(due, late.get(record.registrant_id, due))
        return owed, late

    def _facts(self, record: Registrant) -> PersonFacts:
        """Who comes has their photograph looked at."""
        facts, came = person_facts(record), self._people[record.registrant_id].came
        days = [one for one in (came, facts.last_photograph) if one is not None]
        return replace(facts, last_photograph=max(days))

    def _last_printed_day(self, registrant_id: str, day: dt.date) -> dt.date | None:
        """The next last day that the person was told in print, asked of the law alone."""
        with self._here.store.reading() as session:
            record = roster.record(session, registrant_id)
        assert record is not None
        coming = schedules(self._facts(record), day, self._here.office.rulesets, self._here.office.calendar)
        printed = (one for one in coming if isinstance(one, Schedule) and one.mode is Mode.PRINTED)
        shown = [one.show_by for one in printed if one.show_by is not None]
        return min((one for one in shown if one > day), default=None)

    def _on_file(self, registrant_id: str, day: dt.date) -> bool:
        """Whether the person's duty runs on ``day``."""
        person = self._people[registrant_id]
        return person.fate not in (Fate.MOVES, Fate.DIES) or day < person.turn

    def _amend(self, registrant_id: str, **differences: object) -> None:
        here = self._here
        with here.store.writing() as session:
            record = roster.record(session, registrant_id)
            assert record is not None
            asked = Amend(new_id(), replace(record, **differences), Why("told by phone", "letter SYN-1"))  # type: ignore[arg-type]
            done = amending.amend(session, here.office, registrant_id, asked, self._supervisor, here.clock())
        assert isinstance(done, AmendedView), done

    def _live(self, name: str) -> Live:
        with self._here.store.reading() as session:
            account = accounts.by_name(session, name)
        assert account is not None
        roles = frozenset({Role.OFFICER} if name == "rivera" else {Role.SUPERVISOR})
        officer = Officer(account.officer_id, account.full_name, roles)
        return Live(officer, DESK, self._at(FIRST + 2 * DAYS * DAY, OPENS_AT), "")

    def _at(self, day: dt.date, hour: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour), self._here.office.zone).astimezone(dt.UTC)


def _exported(desk: DeskLink) -> Iterator[Owed]:
    table = desk.boards.export(EVERYTHING)
    assert isinstance(table, bytes), table
    for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig"))):
        due = dt.date.fromisoformat(row["due"]) if row["due"] else None
        yield row["registrant_id"], row["rule"], row["what"], due
