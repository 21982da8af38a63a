"""Every state of the lobby's screens, filled with one invented person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QWidget

from devices.ports import Hint, SourceStatus
from kiosk.changes import Added, Changed, Ended, ReportedChange, Told
from kiosk.check_in import Claim, Disclosure, Ticket
from kiosk.law.lanes import Coming
from kiosk.problems import problem
from kiosk.registrant import (
    Address,
    Email,
    MailingAddress,
    OnlineIdentifier,
    PersonName,
    Phone,
    Residence,
    ResidenceKind,
    Travel,
    Vehicle,
    Work,
    WorkKind,
)
from kiosk.topics import PAGES, OwnRecord, Page, Topic, own_record
from kiosk.visit import Visit
from kiosk.visit import states as st
from kiosk.visit.events import Timing
from kiosk.words import words
from sync.addresses import Likeness, compare, normal_form_of_fields
from sync.kiosk_wire import Board, Called, FactorKind, TicketPlace
from tests.screens.state import Drawing, ScreenState
from tests.specimens.records import NEW_HOME, NOW, OLD_HOME, TODAY, moved_house, registrant
from ui.lobby.board import BoardWindow
from ui.lobby.forms.asks import Act
from ui.lobby.forms.form import Form
from ui.lobby.forms.places import City
from ui.lobby.scene import OfficeDay
from ui.lobby.screens.asking import AskingScreen
from ui.lobby.screens.claiming import ClaimingScreen
from ui.lobby.screens.scanning import ScanningScreen
from ui.lobby.screens.signing import SigningScreen
from ui.lobby.window import LobbyWindow
from ui.style.tokens import Contrast, TextSize
from ui.widgets.choice_page import ChoicePage
from ui.widgets.curtain import Curtain
from ui.widgets.typing_page import TypingPage


class FewPlaces:
    """Two ZIP areas, so that nothing is read from disk."""

    def likeness(self, one: Address, other: Address) -> Likeness:
        """As the real ones say."""
        return compare(one, other)

    def written(self, number: str, street: str, unit: str) -> str:
        """As the real ones write."""
        return normal_form_of_fields(f"{number} {street}", unit, "", "", "").one_line()

    def cities(self, zip_code: str) -> tuple[City, ...]:
        """Independence or Kansas City."""
        return {
            "64050": (City("Independence", "MO", "Jackson"), City("Sugar Creek", "MO", "Jackson")),
            "64106": (City("Kansas City", "MO", "Jackson"),),
        }.get(zip_code, ())


OFFICE = OfficeDay(name="Front Desk Services", phone="(816) 555-0100")
BUSY = replace(
    OFFICE,
    calls=(Called("A-013", "2", NOW), Called("B-007", "1", NOW), Called("A-011", "3", NOW)),
    waiting=4,
    notices=("The office closes at 3 pm today.",),
)
TICKET = Ticket("A", 14, TODAY)
VISIT = Visit(
    identity=Claim(registration_number="SYN-0001"),
    disclosure=Disclosure.OWN_RECORD,
    record=own_record(registrant()),
    record_version=3,
    arrived_at=NOW,
)
SQUIGGLE = (
    ((0.2, 0.6), (0.25, 0.35), (0.3, 0.62), (0.34, 0.4), (0.4, 0.66), (0.46, 0.5), (0.52, 0.6)),
    ((0.56, 0.62), (0.6, 0.42), (0.66, 0.64), (0.74, 0.52), (0.82, 0.58)),
)


def full_record() -> OwnRecord:
    """Somebody with much to read: long lines in every topic."""
    street = "Northwest Saint Christopher Boulevard"
    long_address = Address("12088", street, "Apt 1204B", "Independence", "MO", "64050")
    bridge = "Under the bridge at 9th and Main, some nights"
    person = replace(
        registrant(),
        name=PersonName("Maximiliano", "Bartholomew", "Featherstonehaugh-Wolfeschlegel"),
        residences=(
            Residence("home-1", ResidenceKind.HOME, long_address, started=dt.date(2020, 6, 1)),
            Residence("home-2", ResidenceKind.OTHER, NEW_HOME, started=dt.date(2024, 2, 1)),
            Residence("home-3", ResidenceKind.NO_FIXED_PLACE, None, bridge),
        ),
        mailing=(MailingAddress("mail-1", OLD_HOME),),
        work=(
            Work("work-1", WorkKind.PAID, "Juniper Bakery and Coffee Company", NEW_HOME, dt.date(2021, 1, 4)),
            Work("work-2", WorkKind.VOLUNTEER, "Community Food Pantry of Eastern Jackson County", OLD_HOME),
        ),
        phones=(Phone("p-1", "8165550123"), Phone("p-2", "8165550177")),
        emails=(Email("e-1", "maximiliano.featherstonehaugh@mail.example"),),
        online_identifiers=(OnlineIdentifier("o-1", "PhotoShare", "max_the_baker_of_independence"),),
        vehicles=(
            Vehicle("car-1", "SYN 014", "MO", 2012, "Saturn", "Vue", "green"),
            Vehicle("car-2", "SYN 882", "KS", 2019, "Ford", "F-150 Super Crew", "dark blue"),
        ),
        travel=(Travel("t-1", "Mexico", dt.date(2027, 1, 4), dt.date(2027, 1, 20), "family"),),
    )
    return own_record(person)


def some_changes() -> tuple[ReportedChange, ...]:
    """A move, a phone, a vehicle gone, looks."""
    record = own_record(registrant())
    day = dt.date(2026, 11, 13)
    phone = record.entries(Topic.PHONES)[0]
    car = record.entries(Topic.VEHICLES)[0]
    return (
        *moved_house(),
        Changed(Topic.PHONES, phone.item_id, phone, Phone("", "8165550188"), day),
        Added(Topic.EMAILS, Email("", "alex.quill@mail.example"), day),
        Ended(Topic.VEHICLES, car.item_id, car, day),
        Told(Topic.LOOKS, "I have a beard now", day),
    )


def at(screen: st.Screen, **differences: object) -> Visit:
    """The visit of the invented person at ``screen``."""
    return replace(VISIT, screen=screen, **differences)  # type: ignore[arg-type]


def everything_same(visit: Visit) -> Visit:
    """``visit`` with every topic answered."""
    topics = frozenset(topic for topics in PAGES.values() for topic in topics)
    changed = {change.topic for change in visit.changes}
    return replace(visit, seen=topics, same=topics - changed)


def window(drawing: Drawing, visit: Visit, office: OfficeDay = OFFICE) -> LobbyWindow:
    """The lobby's window showing ``visit`` as ``drawing`` wants it."""
    made = LobbyWindow(lambda: NOW, FewPlaces(), motion=False)
    made.resize(drawing.width, drawing.height)
    made.wear(drawing.text_size, drawing.contrast)
    made.show_office(office)
    made.show_visit(replace(visit, language=drawing.language))
    return made


Touch = Callable[[LobbyWindow], None]


def state(name: str, visit: Visit, *, office: OfficeDay = OFFICE, then: Touch | None = None) -> ScreenState:
    """``visit``'s screen, and what is done on it before the picture is taken."""

    def draw(drawing: Drawing) -> QWidget:
        made = window(drawing, visit, office)
        if then is not None:
            made.show()
            then(made)
        return made

    return ScreenState("lobby", name, draw, stands_out=True, mirrored=True)


def board(name: str, shown: Board | None) -> ScreenState:
    """The second board on the wall; nobody chooses its language or size."""

    def draw(drawing: Drawing) -> QWidget:
        made = BoardWindow()
        made.resize(drawing.width, drawing.height)
        made.show_board(shown)
        return made

    one = (TextSize.STANDARD,)
    return ScreenState("lobby", name, draw, one, (Contrast.HIGH,), ("en",))


def picture() -> np.ndarray:
    """What a camera might see: a plain card before a plain wall, drawn by us."""
    seen = np.full((720, 1280, 3), (172, 178, 180), np.uint8)
    seen[:, :640] = (160, 168, 172)
    seen[190:560, 330:920] = (236, 238, 240)
    seen[190:250, 330:920] = (60, 54, 48)
    generator = np.random.default_rng(7)
    block = generator.integers(0, 2, (28, 170), np.uint8) * 200 + 20
    seen[300:412, 370:880] = np.kron(block, np.ones((4, 3), np.uint8))[:, :, None]
    return seen


def scan(hint: Hint | None = None, *, found: bool = False, status: SourceStatus = SourceStatus.LIVE) -> Touch:
    """The scan screen with a picture."""

    def touch(made: LobbyWindow) -> None:
        screen = made.screen_shown
        assert isinstance(screen, ScanningScreen)
        screen.show_status(status)
        screen.show_picture(picture())
        screen.show_hint(hint)
        if found:
            screen.show_found()

    return touch


def typed(text: str) -> Touch:
    """``text`` in the field shown."""

    def touch(made: LobbyWindow) -> None:
        body = made.screen_shown.body if made.screen_shown else None
        assert isinstance(body, TypingPage)
        body.field.setText(text)

    return touch


def telling(topic: Topic, act: Act, said: dict[str, str], text: str = "", *, wrong: bool = False) -> Touch:
    """A form begun on the page shown, with ``said`` answered and ``text`` in its field."""

    def touch(made: LobbyWindow) -> None:
        screen = made.screen_shown
        assert isinstance(screen, AskingScreen)
        record = screen.scene.visit.record
        known = record.entries(topic) if record else ()
        before = known[0] if act is not Act.ADD and known else None
        form = Form(topic, act, before, said=tuple(said.items()))
        screen._tell(form).begin()
        if text and isinstance(screen.body, TypingPage):
            screen.body.field.setText(text)
        if wrong:
            screen.do()

    return touch


def turned(pages: int) -> Touch:
    """ "More" touched so many times."""

    def touch(made: LobbyWindow) -> None:
        for _ in range(pages):
            assert made.screen_shown is not None
            made.screen_shown.act()

    return touch


def claim(made: LobbyWindow) -> None:
    """By name, first question."""
    screen = made.screen_shown
    assert isinstance(screen, ClaimingScreen)
    assert isinstance(screen.body, ChoicePage)
    screen.body.chosen.emit("name")


def acts(topic: Topic) -> Touch:
    """The first entry of ``topic`` touched."""

    def touch(made: LobbyWindow) -> None:
        screen = made.screen_shown
        assert isinstance(screen, AskingScreen)
        record = screen.scene.visit.record
        screen._choose_act(topic, record.entries(topic)[0] if record is not None else None)

    return touch


def signed(made: LobbyWindow) -> None:
    """With a signature on the pad."""
    screen = made.screen_shown
    assert isinstance(screen, SigningScreen)
    screen.pad.show_strokes(SQUIGGLE)


def helped_to_sign(way: str = "", *names: str) -> Touch:
    """Somebody helps: the choice, or ``way`` with its questions answered by ``names``."""

    def touch(made: LobbyWindow) -> None:
        screen = made.screen_shown
        assert isinstance(screen, SigningScreen)
        screen._go(replace(screen._begun, choosing=not way, help=way, said=names))

    return touch


def with_voice(made: LobbyWindow) -> None:
    """On a kiosk that can speak."""
    made.can_speak = True
    made.listen(True)


def listened(made: LobbyWindow) -> None:
    """To somebody who listens."""
    made.listen(True)
    Curtain(made, made.look, made.look.say("lobby.voice.curtain"))


def helped(made: LobbyWindow) -> None:
    """The desk has answered."""
    made.show_help(made.look.say("lobby.help.window", window="2"))


def refused(made: LobbyWindow) -> None:
    """More was to be seen before going on."""
    made.show_visit(at(LIVING, language=made.look.language.code), problem("topic_not_seen"))


MEND = "The unit of your new home is missing."
BRIDGE = {"sleeping_place": "Under the bridge at 9th"}
CORNER = {"corner": "9th and Main", "near_city": "Sugar Creek"}
HOME, NO_PLACE = {"residence_kind": "home"}, {"residence_kind": "no_fixed_place"}
MOVED = {**HOME, "number": "1208", "street": "E Linden Ave", "unit": ""}
MOVED_ALL = {**MOVED, "zip_code": "64050", "city": "Independence", "since": "2026-11-13"}
OLD_SAID = {
    "number": OLD_HOME.number,
    "street": OLD_HOME.street,
    "zip_code": OLD_HOME.zip_code,
    "city": OLD_HOME.city,
}
FULL = replace(VISIT, record=full_record())
CHANGED = everything_same(replace(VISIT, changes=some_changes()))
LIVING, CONTACT = st.AskingPage(Page.LIVING), st.AskingPage(Page.CONTACT)
CLOSED = replace(OFFICE, open_now=False, opens_at=NOW + dt.timedelta(days=1))
SERVICES = ("permits", "reports", "fingerprints", "Dog tags")
HOLIDAY = replace(CLOSED, holiday=words("law.holiday.thanksgiving"))
GUARDIANS = replace(OFFICE, guardian_may_sign=True)
BROKEN = replace(OFFICE, out_of_order=words("lobby.trouble.no_spool"))

STATES: list[ScreenState] = [
    state("welcome", Visit()),
    state("welcome-calling", Visit(), office=BUSY),
    state("welcome-closed", Visit(), office=CLOSED),
    state("welcome-services", Visit(), office=replace(BUSY, notices=(), services=SERVICES)),
    state("taking", at(st.Submitting("permits"))),
    state("finished-service", at(st.Finished(TICKET, delivered=True, printed=True, service="permits"))),
    state("welcome-holiday", Visit(), office=HOLIDAY),
    board("board", Board((BUSY.calls[0],), 3)),
    board("board-busy", Board(BUSY.calls, 4)),
    board("board-nobody", Board((), 0)),
    board("board-away", None),
    state("out-of-order", Visit(), office=BROKEN),
    state("language", Visit(screen=st.ChoosingLanguage())),
    state("language-voice", Visit(screen=st.ChoosingLanguage()), then=with_voice),
    state("listening", at(LIVING), then=listened),
    state("scan", at(st.Scanning()), then=scan()),
    state("scan-hint", at(st.Scanning(1)), then=scan(Hint.TILT_AWAY_FROM_LIGHT)),
    state("scan-found", at(st.Scanning()), then=scan(found=True)),
    state("scan-camera-lost", at(st.Scanning()), then=scan(status=SourceStatus.LOST)),
    state("claim", at(st.Claiming())),
    state("claim-name", at(st.Claiming()), then=claim),
    state("looking-up", at(st.LookingUp())),
    state("factor", at(st.AskingFactor()), then=typed("1234")),
    state("factor-wrong", at(st.AskingFactor(1))),
    state("factor-ssn", at(st.AskingFactor()), office=replace(OFFICE, factor=FactorKind.SSN4)),
    *(state(f"page-{page.value}", at(st.AskingPage(page))) for page in Page),
    *(state(f"page-{page.value}-full", replace(FULL, screen=st.AskingPage(page))) for page in Page),
    state("page-living-more", replace(FULL, screen=LIVING), then=turned(1)),
    state("page-living-changed", at(LIVING, changes=some_changes())),
    *(state(f"page-{page.value}-blind", at(st.AskingPage(page), record=None)) for page in Page),
    state("page-living-offline", at(LIVING, record=None, offline=True)),
    state("page-living-early", at(LIVING, timing=Timing.EARLY)),
    state("page-living-late", at(LIVING, timing=Timing.LATE)),
    *(
        state(f"page-living-appointment-{how}", at(LIVING, appointment=NOW, coming=how))
        for how in (Coming.ON_TIME, Coming.LATE)
    ),
    state("page-living-mend-blind", at(LIVING, record=None, mend=MEND)),
    state(
        "page-contact-mend",
        replace(
            CHANGED, screen=CONTACT, mend="The last figure is missing.", to_mend=frozenset({Topic.PHONES})
        ),
    ),
    state("summary-mend", replace(CHANGED, screen=st.Summarising(), mend=MEND)),
    state("acts", at(LIVING), then=acts(Topic.RESIDENCES)),
    state("ask-kind", at(LIVING), then=telling(Topic.RESIDENCES, Act.ADD, {})),
    state("ask-number", at(LIVING), then=telling(Topic.RESIDENCES, Act.ADD, HOME, "1208")),
    state(
        "ask-street",
        at(LIVING),
        then=telling(Topic.RESIDENCES, Act.ADD, {**HOME, "number": "1208"}, "E Lin"),
    ),
    state("ask-zip-wrong", at(LIVING), then=telling(Topic.RESIDENCES, Act.ADD, MOVED, "00001", wrong=True)),
    state("ask-city", at(LIVING), then=telling(Topic.RESIDENCES, Act.ADD, {**MOVED, "zip_code": "64050"})),
    state(
        "ask-since",
        at(LIVING),
        then=telling(
            Topic.RESIDENCES, Act.ADD, {**MOVED, "zip_code": "64050", "city": "Independence"}, "11132026"
        ),
    ),
    state("ask-email", at(CONTACT), then=telling(Topic.EMAILS, Act.ADD, {}, "alex.quill@mail")),
    state(
        "ask-no-fixed-place",
        at(LIVING),
        then=telling(Topic.RESIDENCES, Act.NO_PLACE, {}, "Under the bridge at 9th"),
    ),
    state(
        "ask-mail-at",
        at(LIVING),
        then=telling(
            Topic.RESIDENCES, Act.NO_PLACE, BRIDGE | {"corner": "9th and Main", "near_city": "Sugar Creek"}
        ),
    ),
    state("ask-corner", at(LIVING), then=telling(Topic.RESIDENCES, Act.NO_PLACE, BRIDGE, "9th and Main")),
    state("acts-blind", at(LIVING, record=None), then=acts(Topic.RESIDENCES)),
    state("read-back", at(LIVING), then=telling(Topic.RESIDENCES, Act.CHANGE, MOVED_ALL)),
    state(
        "read-back-same",
        at(LIVING),
        then=telling(Topic.RESIDENCES, Act.ADD, {**MOVED_ALL, **OLD_SAID, "unit": "#3B"}),
    ),
    state(
        "read-back-similar",
        at(LIVING),
        then=telling(Topic.RESIDENCES, Act.ADD, {**MOVED_ALL, **OLD_SAID, "unit": ""}),
    ),
    state("summary-same", everything_same(at(st.Summarising()))),
    state("summary-changed", replace(CHANGED, screen=st.Summarising())),
    state("summary-changed-more", replace(CHANGED, screen=st.Summarising()), then=turned(1)),
    state("signing", at(st.Signing())),
    state("signing-signed", at(st.Signing()), then=signed),
    state("signing-who", at(st.Signing()), office=GUARDIANS, then=helped_to_sign()),
    state("signing-reader", at(st.Signing()), then=helped_to_sign("read")),
    state("signing-relation", at(st.Signing()), then=helped_to_sign("guardian", "Robin Quill")),
    state("signing-mark", at(st.Signing()), then=helped_to_sign("mark", "Sam Rowan")),
    state("signing-guardian", at(st.Signing()), then=helped_to_sign("guardian", "Robin Quill", "A parent")),
    state("submitting", at(st.Submitting())),
    state("printing", at(st.Printing(TICKET, delivered=True))),
    state("finished", at(st.Finished(TICKET, delivered=True, printed=True))),
    state(
        "finished-waiting",
        at(st.Finished(TICKET, delivered=True, printed=True)),
        then=lambda made: made.show_place(TicketPlace(3, 20, "")),
    ),
    state(
        "finished-appointment",
        at(st.Finished(TICKET, delivered=True, printed=True)),
        then=lambda made: made.show_place(TicketPlace(3, 20, "", appointment=NOW)),
    ),
    state(
        "finished-called",
        at(st.Finished(TICKET, delivered=True, printed=True)),
        then=lambda made: made.show_place(TicketPlace(None, None, "2")),
    ),
    state(
        "finished-next",
        at(st.Finished(TICKET, delivered=True, printed=True)),
        then=lambda made: made.show_place(TicketPlace(1, 0, "")),
    ),
    state("finished-offline", at(st.Finished(TICKET, delivered=False, printed=True), offline=True)),
    state("finished-not-printed", at(st.Finished(TICKET, delivered=True, printed=False))),
    state(
        "finished-out-of-paper",
        at(
            st.Finished(
                TICKET, delivered=True, printed=False, why=words("problem.printer_out_of_paper.happened")
            )
        ),
    ),
    state("already-waiting", at(st.AlreadyWaiting(TICKET))),
    *(state(f"see-desk-{why.value}", at(st.SeeDesk(why))) for why in st.DeskReason),
    state("idle-warning", at(LIVING, warned=True)),
    state("hidden", at(LIVING), then=lambda made: made.hide_wanted.emit()),
    state("help", at(LIVING), then=helped),
    state("refused", at(LIVING), then=refused),
]
