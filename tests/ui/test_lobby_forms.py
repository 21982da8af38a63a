"""A change is told one question at a time and comes out as the change that was meant."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk import registrant as rg
from kiosk.changes import Added, Changed, Ended, Told, accept, flaws
from kiosk.topics import FIELD_OF, ITEM_OF, PAGES, TOLD_ONLY, Topic, on_file, own_record
from kiosk.words import Words
from tests.screens.lobby import FewPlaces
from tests.specimens.records import NEW_HOME, TODAY, moved_house, registrant
from ui.lobby.forms.asks import Act, Ask, Way, acts_for, asks_for
from ui.lobby.forms.form import Form, answered
from ui.lobby.forms.making import said_before
from ui.lobby.forms.reading import Wrong, read, spelled_date
from ui.lobby.zip_places import ZipPlaces

PLACES = FewPlaces()
GOOD = {
    Way.WORDS: "Quill",
    Way.SENTENCE: "Under the bridge at 9th",
    Way.MIXED: "1208",
    Way.CAPITALS: "MO",
    Way.EMAIL: "alex@mail.example",
    Way.PHONE: "8165550188",
    Way.YEAR: "2012",
    Way.ZIP: "64050",
    Way.CITY: "Independence",
    Way.DATE: "11132026",
    Way.PAST: "11132026",
}


def filled(form: Form, choices: dict[str, str] | None = None) -> Form:
    """``form`` with every question answered well."""
    while (ask := form.next_ask()) is not None:
        typed = (choices or {}).get(ask.name) or (ask.choices[0] if ask.choices else GOOD[ask.way])
        went_on = answered(form, typed, TODAY, PLACES)
        assert isinstance(went_on, Form), (ask, went_on)
        form = went_on
    return form


def every_form() -> list[Form]:
    """Each way of telling each topic, with the entry on file where one is touched."""
    record = own_record(registrant())
    found = []
    for topics in PAGES.values():
        for topic in topics:
            known = (record.name,) if topic is Topic.NAME else record.entries(topic)
            for shown in (True, False):
                for entry in (None, *known):
                    found += [Form(topic, act, entry) for act in acts_for(topic, entry, shown=shown)]
    return found


@pytest.mark.parametrize("form", every_form(), ids=lambda form: f"{form.topic}-{form.act}")
def test_every_form_ends_in_a_change_the_core_accepts(form: Form) -> None:
    changes = filled(form).changes(PLACES)
    assert changes[0].topic is form.topic
    assert flaws(changes, TODAY) == ()


def test_every_topic_can_be_told_in_some_way() -> None:
    for topic in Topic:
        for shown in (True, False):
            assert acts_for(topic, None, shown=shown)


MOVED = {
    "number": "1208",
    "street": "E Linden Ave",
    "unit": " ",
    "zip_code": "64050",
    "city": "Independence",
}


def test_a_move_ends_the_old_home_on_the_day_the_new_one_begins() -> None:
    home = registrant().residences[0]
    told = filled(Form(Topic.RESIDENCES, Act.CHANGE, home), MOVED).changes(PLACES)
    assert told == moved_house()
    record = accept(registrant(), told, "new")
    assert isinstance(record, rg.Registrant)
    old, new = record.residences
    assert old == replace(home, ended=dt.date(2026, 11, 13))
    assert new == rg.Residence(
        "new-2", rg.ResidenceKind.HOME, NEW_HOME, started=dt.date(2026, 11, 13), ended=None
    )


USED_ONLINE: dict[Topic, rg.Item] = {
    Topic.EMAILS: rg.Email("e-1", "alex@mail.example"),
    Topic.ONLINE: rg.OnlineIdentifier("o-1", "Example", "alex"),
}


@pytest.mark.parametrize("topic", USED_ONLINE)
@pytest.mark.parametrize("act", [Act.ADD, Act.CHANGE])
def test_what_is_used_online_can_be_told_before_it_is_used(topic: Topic, act: Act) -> None:
    before = USED_ONLINE[topic] if act is Act.CHANGE else None
    for typed, since in ((" ", None), ("12012026", dt.date(2026, 12, 1)), ("11012026", dt.date(2026, 11, 1))):
        (change,) = filled(Form(topic, act, before), {"begins": typed}).changes(PLACES)
        assert isinstance(change, Added | Changed)
        assert change.since == since
    assert "begins" not in [ask.name for ask in asks_for(topic, Act.END, {})]


@pytest.mark.parametrize("topic", [Topic.WORK, Topic.SCHOOLS])
def test_other_work_or_another_school_leaves_the_old_one_on_record(topic: Topic) -> None:
    school = rg.School("school-1", "Night School", NEW_HOME, dt.date(2024, 9, 2))
    record = registrant(schools=(school,))
    (before,) = on_file(record, topic)
    said = {"employer": "Lantern Kitchen", "school": "Day School"}
    after = accept(record, filled(Form(topic, Act.CHANGE, before), said).changes(PLACES), "new")
    assert isinstance(after, rg.Registrant)
    assert [entry.ended for entry in getattr(after, FIELD_OF[topic])] == [dt.date(2026, 11, 13), None]
    assert on_file(after, topic)[0].started == dt.date(2026, 11, 13)  # type: ignore[union-attr]


def test_no_fixed_place_is_an_answer_without_an_address() -> None:
    form = Form(Topic.RESIDENCES, Act.ADD, None)
    asked = [ask.name for ask in filled(form, {"residence_kind": "no_fixed_place"}).asks()]
    assert asked == ["residence_kind", "sleeping_place", "corner", "near_city", "mail_at", "since"]
    nowhere = {"residence_kind": "no_fixed_place", "mail_at": " ", "near_city": "Sugar Creek"}
    (change,) = filled(form, nowhere | {"corner": "9th and Main"}).changes(PLACES)
    assert isinstance(change, Added)
    where = "Under the bridge at 9th; 9th and Main; Sugar Creek"
    assert change.item == rg.Residence(
        "", rg.ResidenceKind.NO_FIXED_PLACE, None, where, dt.date(2026, 11, 13)
    )


@pytest.mark.parametrize(
    "place",
    [
        "Under the bridge; 9th and Main; Sugar Creek",
        "Under the bridge; Sugar Creek",
        "Under the bridge",
        "a; b; c; d",
    ],
)
def test_where_somebody_sleeps_is_mended_part_by_part(place: str) -> None:
    before = rg.Residence("r-1", rg.ResidenceKind.NO_FIXED_PLACE, None, place, dt.date(2026, 1, 2))
    said = said_before(before) | {"mail_at": " "}
    said = {name: said.get(name, " ") for name in ("corner", "near_city")} | said
    form = filled(
        Form(Topic.RESIDENCES, Act.FIX, before), said | {"near_city": said["near_city"].strip() or "-"}
    )
    (change,) = form.changes(PLACES)
    assert isinstance(change, Changed)
    assert change.after.place.removesuffix("; -") == place  # type: ignore[union-attr]


def test_no_fixed_place_is_the_first_answer_beside_a_move_and_says_where_mail_goes() -> None:
    home = registrant().residences[0]
    assert Act.NO_PLACE in acts_for(Topic.RESIDENCES, home, shown=True)
    assert Act.NO_PLACE in acts_for(Topic.RESIDENCES, None, shown=False)
    where = {"mail_at": "The shelter on Main", "corner": " ", "near_city": "Sugar Creek"}
    told = filled(Form(Topic.RESIDENCES, Act.NO_PLACE, home), where)
    day, kind = dt.date(2026, 11, 13), rg.ResidenceKind.NO_FIXED_PLACE
    assert told.changes(PLACES) == (
        Ended(Topic.RESIDENCES, home.item_id, home, day),
        Added(Topic.RESIDENCES, rg.Residence("", kind, None, f"{GOOD[Way.SENTENCE]}; Sugar Creek", day), day),
        Told(Topic.MAILING, "The shelter on Main"),
    )


@pytest.mark.parametrize("topic", [topic for topic in Topic if topic in ITEM_OF and topic is not Topic.NAME])
def test_without_the_record_each_kind_of_entry_can_be_added_changed_and_ended(topic: Topic) -> None:
    acts = acts_for(topic, None, shown=False)
    assert {Act.ADD, Act.CHANGE, Act.GONE, Act.TELL} <= set(acts)
    (added,) = filled(Form(topic, Act.ADD, None)).changes(PLACES)
    assert isinstance(added, Added)
    (changed,) = filled(Form(topic, Act.CHANGE, None)).changes(PLACES)
    assert isinstance(changed, Changed)
    assert (changed.item_id, changed.before) == ("", None)
    (gone,) = filled(Form(topic, Act.GONE, None, "It is over"), {"which": "The old one"}).changes(PLACES)
    assert gone == Told(topic, "It is over: The old one", dt.date(2026, 11, 13))


def test_an_end_names_the_entry_and_its_day() -> None:
    phone = registrant().phones[0]
    (change,) = filled(Form(Topic.PHONES, Act.END, phone)).changes(PLACES)
    assert change == Ended(Topic.PHONES, phone.item_id, phone, dt.date(2026, 11, 13))


def test_own_words_stay_as_they_were_said() -> None:
    for topic in TOLD_ONLY:
        (change,) = filled(Form(topic, Act.TELL, None), {"text": "I have a beard now"}).changes(PLACES)
        assert change == Told(topic, "I have a beard now")


def test_one_back_asks_the_last_question_again_and_loses_nothing_before() -> None:
    form = Form(Topic.RESIDENCES, Act.ADD, None)
    assert form.back() is None
    two = answered(answered_well(form, "home"), "1208", TODAY, PLACES)
    assert isinstance(two, Form)
    back = two.back()
    assert back is not None
    assert back.answers() == {"residence_kind": "home"}
    ask = back.next_ask()
    assert ask is not None
    assert ask.name == "number"


def answered_well(form: Form, typed: str) -> Form:
    went_on = answered(form, typed, TODAY, PLACES)
    assert isinstance(went_on, Form)
    return went_on


def test_a_mistake_is_mended_from_what_is_on_file() -> None:
    car = registrant().vehicles[0]
    form = Form(Topic.VEHICLES, Act.CHANGE, car)
    for ask in form.asks()[:-1]:
        form = answered_well(form, form.suggested(ask))
    (change,) = answered_well(form, "11132026").changes(PLACES)
    assert isinstance(change, Changed)
    assert change.after == car


# --- what no question asks ---

ASKED_FIELDS: dict[str, frozenset[str]] = {
    "residences": frozenset({"kind", "address", "place"}),
    "mailing": frozenset({"address"}),
    "absences": frozenset({"place", "leaves", "returns"}),
    "phones": frozenset({"number"}),
    "emails": frozenset({"address"}),
    "online": frozenset({"service", "name"}),
    "vehicles": frozenset({"plate", "state", "year", "make", "model", "color"}),
    "name": frozenset({"first", "middle", "last"}),
    "travel": frozenset({"country", "departs", "returns", "purpose"}),
}
"""What the questions about an entry on file decide; every other field is nobody's to change here."""
MENDED = [
    (topic, act)
    for topic in map(Topic, ASKED_FIELDS)
    for act in acts_for(topic, registrant().phones[0], shown=True)
    if act is Act.FIX or (act is Act.CHANGE and topic is not Topic.RESIDENCES)
]


@pytest.mark.parametrize(("topic", "act"), MENDED)
@given(some.data())
def test_a_field_no_question_asks_is_as_before(topic: Topic, act: Act, data: some.DataObject) -> None:
    before = data.draw(some.from_type(ITEM_OF[topic]))
    form = Form(topic, act, before)
    (change,) = filled(form, {ask.name: "home" for ask in form.asks() if ask.choices}).changes(PLACES)
    assert isinstance(change, Changed)
    unasked = {field.name for field in fields(before)} - ASKED_FIELDS[topic]
    assert {name: getattr(change.after, name) for name in unasked} == {
        name: getattr(before, name) for name in unasked
    }


@given(some.text(), some.sampled_from(rg.ResidenceKind), some.text())
def test_an_address_mended_in_part_keeps_the_county_an_officer_decided(
    county: str, kind: rg.ResidenceKind, place: str
) -> None:
    address = replace(NEW_HOME, county=county) if kind is not rg.ResidenceKind.NO_FIXED_PLACE else None
    home = rg.Residence("home-1", kind, address, place, dt.date(2020, 6, 1))
    (change,) = filled(Form(Topic.RESIDENCES, Act.FIX, home), MOVED | {"unit": "2"}).changes(PLACES)
    assert isinstance(change, Changed)
    assert isinstance(change.after, rg.Residence)
    assert change.after.address is not None
    assert change.after.address == replace(NEW_HOME, unit="2", county=county if address else NEW_HOME.county)
    assert change.after.place == (place if address else ""), "a place without an address is told in its place"


@pytest.mark.parametrize("topic", [topic for topic in Topic if topic in ITEM_OF])
def test_what_stands_in_the_fields_is_named_after_the_questions(topic: Topic) -> None:
    if topic in (Topic.PASSPORTS, Topic.LICENSES):
        return  # their numbers are never shown here, so nothing is mended
    form = filled(Form(topic, Act.ADD, None))
    (change,) = form.changes(PLACES)
    assert isinstance(change, Added | Changed)
    item = change.item if isinstance(change, Added) else change.after
    said = {name: text for name, text in form.answers().items() if text and name not in ("since", "begins")}
    assert said_before(item) == said


# --- what is typed ---


@pytest.mark.parametrize(
    ("way", "typed", "key"),
    [
        (Way.WORDS, "   ", "lobby.wrong.empty"),
        (Way.PHONE, "816555", "lobby.wrong.phone"),
        (Way.ZIP, "640", "lobby.wrong.zip_short"),
        (Way.ZIP, "00001", "lobby.wrong.zip_unknown"),
        (Way.YEAR, "12", "lobby.wrong.year"),
        (Way.YEAR, "1875", "lobby.wrong.year"),
        (Way.DATE, "0231", "lobby.wrong.date_short"),
        (Way.DATE, "02312026", "lobby.wrong.date_impossible"),
        (Way.DATE, "13012026", "lobby.wrong.date_impossible"),
        (Way.DATE, "01012999", "lobby.wrong.date_impossible"),
        (Way.PAST, "11242026", "lobby.wrong.date_not_come"),
        (Way.FUTURE, "11222026", "lobby.wrong.date_gone"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(way: Way, typed: str, key: str) -> None:
    found = read(Ask("x", way), typed, TODAY, PLACES)
    assert isinstance(found, Wrong)
    assert found.why.key == key


@pytest.mark.parametrize(
    ("ask", "typed", "value"),
    [
        (Ask("x", Way.WORDS), "  E  Linden   Ave ", "E Linden Ave"),
        (Ask("x", Way.PHONE), "1 (816) 555-0188", "8165550188"),
        (Ask("x", Way.PAST), "11 / 13 / 2026", "2026-11-13"),
        (Ask("x", Way.PAST), "2026-11-13", "2026-11-13"),
        (Ask("plate_state", Way.CAPITALS), "ks", "KS"),
        (Ask("email", Way.EMAIL), "alex@mail.example", "alex@mail.example"),
        (Ask("online_name", Way.EMAIL), "max the baker", "max the baker"),
        (Ask("x", Way.DATE, optional=True), "", ""),
    ],
)
def test_what_can_be_is_made_clean(ask: Ask, typed: str, value: str) -> None:
    assert read(ask, typed, TODAY, PLACES) == value


@pytest.mark.parametrize(("name", "typed"), [("plate_state", "XX"), ("email", "alex.mail"), ("email", "a@b")])
def test_shapes_are_checked_where_they_have_one(name: str, typed: str) -> None:
    way = Way.EMAIL if name == "email" else Way.CAPITALS
    assert isinstance(read(Ask(name, way), typed, TODAY, PLACES), Wrong)


def test_nobody_comes_back_before_they_leave() -> None:
    form = Form(Topic.ABSENCES, Act.ADD, None)
    form = answered_well(answered_well(form, "Springfield, MO"), "12202026")
    wrong = answered(form, "12192026", TODAY, PLACES)
    assert isinstance(wrong, Wrong)
    assert wrong.why == Words("lobby.wrong.returns_early", (("day", dt.date(2026, 12, 20)),))
    assert isinstance(answered(form, "", TODAY, PLACES), Form)


@given(some.text(max_size=40), some.sampled_from(Way))
def test_nothing_that_can_be_typed_raises(typed: str, way: Way) -> None:
    found = read(Ask("x", way, choices=("one",)), typed, TODAY, PLACES)
    assert isinstance(found, str | Wrong)


@given(some.dates(dt.date(1900, 1, 1), dt.date(2050, 1, 1)))
def test_every_real_day_is_understood(day: dt.date) -> None:
    assert spelled_date(f"{day:%m%d%Y}") == day
    assert spelled_date(day.isoformat()) == day


def test_every_question_of_every_form_has_a_way_and_a_length() -> None:
    for form in every_form():
        for ask in asks_for(form.topic, form.act, {}):
            assert ask.way is not Way.CHOICE or ask.choices
            assert ask.longest > 0


def test_real_zip_codes_know_their_cities() -> None:
    places = ZipPlaces()
    assert places.cities("64050")[0].name == "Independence"
    assert places.cities("64050")[0].state == "MO"
    assert places.cities("00001") == ()
