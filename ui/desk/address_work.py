"""Works the page of address checks: whose door is next, the field sheet, and what was found."""

from __future__ import annotations

from devices.paper.field_sheet import field_sheet_pdf
from kiosk.field_sheet import AddressResult, FieldSheet
from kiosk.words import words
from sync.station.address_wire import DOORS_A_PAGE, Area, CheckAddress, Door, Doors
from ui.desk.asking import Unanswered
from ui.desk.book_work import Book
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.pages.listing import ListPage, Shown
from ui.desk.parts import field, mark_wrong
from ui.desk.rows import Cell, Column
from ui.desk.saving import save
from ui.desk.verb import Verb
from ui.desk.work import Work
from ui.style.icons import Icon

_GONE = frozenset({AddressResult.DOES_NOT_LIVE_HERE, AddressResult.NO_SUCH_PLACE})


class AddressWork(Book):
    """One area at a time; answers for another area or page are dropped."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._areas: tuple[Area, ...] = ()
        self._asked = ("", 0)

    def show(self) -> None:
        """Every area, those first where somebody is said not to live."""
        here, look = self._work.here, self._work.here.look
        self._areas, found, note = (), here.say("address.found"), here.say("address.note")
        self._area = Choice(look, "address.area", here.say("address.area"))
        self._area.addItems([here.say("address.every")])
        self._area.currentIndexChanged.connect(lambda _place: self._load(0))
        sheet = Verb(
            look, here.say("address.sheet"), "address.sheet", self._sheet, key="Ctrl+P", icon=Icon.DOCUMENT
        )
        self._result = Choice(look, "address.result", found, found)
        self._result.addItems([here.say(words(f"address.result.{one.value}")) for one in AddressResult])
        self._result.setCurrentIndex(-1)
        self._note = field("address.note", note, note)
        keep = Verb(look, here.say("address.keep"), "address.keep", self._keep, key="Ctrl+S", role="primary")
        page = ListPage(
            here,
            "address",
            here.say("address.title"),
            address_columns(here),
            (self._area, sheet),
            (self._result, self._note, keep),
        )
        page.turned.connect(self._load)
        self._doors: dict[str, str] = {}
        self._unanswered = Unanswered()
        self._open(page, "addresses", "cases")
        self._load(0)

    def _chosen_area(self) -> str:
        place = self._area.currentIndex()
        return self._areas[place - 1].name if place > 0 else ""

    def _load(self, number: int) -> None:
        asked = self._asked = (self._chosen_area(), number)
        addresses = self._work.link.addresses

        def loaded(found: Doors) -> None:
            page = self._on_screen()
            if page is not None and asked == self._asked:
                self._show_areas(found.areas)
                self._doors = {one.registrant_id: one.address for one in found.lines}
                page.show_list(address_shown(self._work.here, found, number))

        self._work.asking.ask(lambda: addresses.doors(*asked), loaded, self._trouble)

    def _show_areas(self, areas: tuple[Area, ...]) -> None:
        if areas != self._areas:
            chosen = self._chosen_area()
            self._areas = areas
            self._area.blockSignals(True)
            self._area.clear()
            said = [
                self._work.here.say("address.one_area", area=one.name, people=one.people) for one in areas
            ]
            self._area.addItems([self._work.here.say("address.every"), *said])
            names = ("", *(one.name for one in areas))
            self._area.setCurrentIndex(names.index(chosen) if chosen in names else 0)
            self._area.blockSignals(False)

    def _sheet(self) -> None:
        addresses, area, work = self._work.link.addresses, self._chosen_area(), self._work

        def made(found: FieldSheet) -> None:
            here, name = work.here, f"field-sheet-{found.area or 'all'}.pdf"

            def sheet() -> bytes:
                return field_sheet_pdf(found, here.say, here.look.language.code)

            def told(text: str, tone: str) -> None:
                if found.more and tone == "done":
                    self._say(here.say("address.more", doors=found.more), "caution")
                else:
                    self._say(text, tone)

            save(work, here.say("address.sheet"), name, sheet, told)

        work.asking.ask(lambda: addresses.sheet(area), made, self._trouble)

    def _keep(self) -> None:
        page, place, note = self._on_screen(), self._result.currentIndex(), self._note.text().strip()
        if page is None or not page.chosen or place < 0:
            self._result.setFocus()
            return
        result = tuple(AddressResult)[place]
        lacking = result is not AddressResult.LIVES_HERE and not note
        mark_wrong(self._note, wrong=lacking)
        if lacking:
            self._note.setFocus()
            return
        today = self._work.here.day_of(self._work.now())
        person = page.chosen
        said = CheckAddress(
            self._unanswered.id_of(person, today, result, note),
            today,
            result,
            note,
            self._doors.get(person, ""),
        )
        addresses = self._work.link.addresses
        self._result.setCurrentIndex(-1)  # what is found at the next door is said anew

        def then() -> None:
            self._unanswered.answered()
            self._note.clear()
            self._load(self._asked[1])

        self._work.asking.ask(
            lambda: addresses.check(person, said), self._done(page, then), self._not_done(page)
        )


def address_columns(here: Here) -> tuple[Column, ...]:
    """Of the doors."""
    say = here.say
    return (
        Column(say("desk.people.name")),
        Column(say("desk.people.address"), stretches=True),
        Column(say("address.last_seen"), figures=True),
        Column(say("address.found")),
    )


def address_shown(here: Here, found: Doors, page: int) -> Shown:
    """One page of doors."""
    gone = sum(one.result in _GONE for one in found.lines)
    title = here.say("address.gone", doors=gone) if gone else here.say("address.title")
    return Shown(
        title,
        here.say("address.told"),
        {one.registrant_id: _cells(here, one) for one in found.lines},
        {one.registrant_id: _told(here, one) for one in found.lines},
        here.say("supervisor.due.nobody"),
        page,
        found.total,
        DOORS_A_PAGE,
    )


def _cells(here: Here, one: Door) -> tuple[Cell, ...]:
    icon, ink = (Icon.CAUTION, "on_caution") if one.result in _GONE else (Icon.HOME, "quiet")
    return (
        Cell(one.name, icon, ink, one.name),
        Cell(one.address, tells=one.address),
        Cell(here.short(one.last_seen) if one.last_seen else ""),
        Cell(here.say(words(f"address.result.{one.result.value}")) if one.result else ""),
    )


def _told(here: Here, one: Door) -> tuple[str, ...]:
    last = ""
    if one.result is not None and one.checked_on is not None:
        result = here.say(words(f"address.result.{one.result.value}"))
        day = here.date(one.checked_on)
        last = here.say("address.last", day=day, found=result, officer=one.officer)
    return tuple(text for text in (one.name, one.address, last, one.note) if text)
