"""How a visit goes on: every step of the way, and every way out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk.changes import Added, Changed, Ended, ReportedChange, Told
from kiosk.check_in import Answer, Claim, Disclosure, Signer, Ticket, hash_of_shown, wrongs
from kiosk.id_card import IdCard, Unreadable, Why
from kiosk.law.lanes import Coming
from kiosk.registrant import Phone
from kiosk.topics import PAGES, Page, Topic, own_record
from kiosk.visit import FAILED_READS, Step, Visit, advance, page_of
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import states as st
from tests.specimens.records import NOW, TODAY, moved_house, registrant

CLAIM = Claim(registration_number="SYN-0001")
TICKET = Ticket("A", 14, TODAY)
STROKES = (((0.1, 0.1), (0.9, 0.9)),)
UNREADABLE = ev.CardRead(Unreadable(next(iter(Why))))
ACCEPTED = ev.FactorAccepted(NOW, Disclosure.OWN_RECORD, own_record(registrant()), 3, None)


def card() -> IdCard:
    from kiosk.id_card import parse

    text = (
        "@\n\x1e\rANSI 636030090001DL00310200DLDAQS123456789\nDCSQUILL\nDDEN\nDACALEX\nDDFN\nDADROWAN\nDDGN\n"
        "DBD01012022\nDBB11051980\nDBA01012028\nDBC9\nDAU070 in\nDAG415 BIRCHWOOD TER\nDAIKANSAS CITY\n"
        "DAJMO\nDAK641060000  \nDCGUSA\r"
    )
    parsed = parse(text)
    assert isinstance(parsed, IdCard)
    return parsed


def walk(visit: Visit, *events: ev.Event) -> Step:
    step = Step(visit)
    for event in events:
        step = advance(step.visit, event)
    return step


def answered(visit: Visit) -> Visit:
    """All pages seen and said to be correct, up to the summary."""
    for page, topics in PAGES.items():
        visit = walk(visit, *(ev.TopicSeen(topic) for topic in topics), ev.RestIsSame(page)).visit
    return visit


OPENED = walk(
    Visit(),
    ev.Started(),
    ev.LanguageChosen("es"),
    ev.CardRead(card()),
    ev.LookedUp("lookup-1"),
    ev.FactorGiven("4711"),
    ACCEPTED,
).visit
SUMMARY = answered(OPENED)
SIGNED = ev.Signed(STROKES, ("Home: same",), NOW + dt.timedelta(minutes=2))
SUBMITTING = walk(SUMMARY, ev.SummaryConfirmed(), SIGNED).visit
FINISHED = walk(SUBMITTING, ev.Kept(TICKET, delivered=True), ev.Printed(printed=True)).visit
WAITING = replace(ACCEPTED, waiting=TICKET)


def test_a_touch_asks_for_the_language_first() -> None:
    assert advance(Visit(), ev.Started()).visit.screen == st.ChoosingLanguage()


def test_the_camera_starts_once_the_language_is_chosen() -> None:
    step = walk(Visit(), ev.Started(), ev.LanguageChosen("es"))
    assert (step.visit.language, step.effects) == ("es", (fx.StartCamera(),))


def test_the_language_can_change_at_any_moment_and_keeps_every_answer() -> None:
    switched = advance(SUMMARY, ev.LanguageChosen("en")).visit
    assert switched == replace(SUMMARY, language="en")


def test_another_language_before_the_signature_shows_the_summary_in_it_first() -> None:
    signing = advance(SUMMARY, ev.SummaryConfirmed()).visit
    assert advance(signing, ev.LanguageChosen(signing.language)).visit == signing
    other = advance(signing, ev.LanguageChosen("en" if signing.language != "en" else "es")).visit
    assert other.screen == st.Summarising()
    assert other.answers() == signing.answers()


def test_a_read_card_stops_the_camera_and_asks_the_station() -> None:
    step = walk(Visit(screen=st.Scanning()), ev.CardRead(card()))
    assert step.effects == (fx.StopCamera(), fx.FindRegistrant(card()))


def test_three_unreadable_scans_call_an_officer() -> None:
    step = walk(Visit(screen=st.Scanning()), *[UNREADABLE] * FAILED_READS)
    assert step.visit.screen == st.SeeDesk(st.DeskReason.CARD_NOT_READ)
    assert fx.CallForHelp(ev.HelpKind.HELP, "scanning") in step.effects


def test_an_unreadable_scan_keeps_looking() -> None:
    step = walk(Visit(screen=st.Scanning()), UNREADABLE)
    assert (step.visit.screen, step.effects) == (st.Scanning(1), ())


def test_without_a_card_a_person_types_who_they_are() -> None:
    step = walk(Visit(screen=st.Scanning()), ev.NoCard(), ev.ClaimMade(CLAIM))
    assert (step.visit.screen, step.effects) == (st.LookingUp(), (fx.FindRegistrant(CLAIM),))


def test_nothing_about_a_person_is_held_before_the_second_factor() -> None:
    asking = walk(Visit(screen=st.Scanning()), ev.CardRead(card()), ev.LookedUp("lookup-1")).visit
    assert (asking.record, asking.screen) == (None, st.AskingFactor())


def test_a_wrong_factor_is_asked_again_and_counted() -> None:
    asking = Visit(screen=st.AskingFactor(), identity=CLAIM, lookup_id="l")
    step = walk(asking, ev.FactorGiven("0000"), ev.FactorRefused())
    assert step.visit.screen == st.AskingFactor(wrong=1)


@pytest.mark.parametrize("screen", [st.LookingUp(), st.CheckingFactor(2)])
def test_the_desk_gets_whoever_is_not_opened_with_the_same_words(screen: st.Screen) -> None:
    step = advance(Visit(screen=screen, identity=CLAIM, language="es"), ev.DeskAsked())
    assert step.visit == Visit(screen=st.SeeDesk(st.DeskReason.NOT_OPENED), language="es")


def test_the_second_factor_opens_the_own_record_and_keeps_the_arrival() -> None:
    assert OPENED.record == own_record(registrant())
    step = walk(Visit(screen=st.CheckingFactor(0), identity=CLAIM, lookup_id="l"), ACCEPTED)
    assert step.effects == (fx.RecordArrival(CLAIM, "l", NOW),)


def test_in_blind_no_version_of_the_record_is_claimed() -> None:
    blind = replace(ACCEPTED, disclosure=Disclosure.BLIND, record=None)
    step = walk(Visit(screen=st.CheckingFactor(0), identity=CLAIM, lookup_id="l"), blind)
    assert (step.visit.record_version, step.visit.disclosure) == (0, Disclosure.BLIND)


@pytest.mark.parametrize("screen", [st.LookingUp(), st.CheckingFactor(0)])
def test_without_the_station_the_visit_goes_on_blind(screen: st.Screen) -> None:
    step = advance(Visit(screen=screen, identity=CLAIM, lookup_id="l"), ev.StationUnreachable(NOW))
    assert step.visit.offline
    assert step.visit.disclosure is Disclosure.BLIND
    assert step.effects == (fx.RecordArrival(CLAIM, "", NOW),)
    assert isinstance(step.visit.screen, st.AskingPage)


def test_who_waits_already_is_told_so_after_the_factor_and_can_print_again() -> None:
    waiting = walk(Visit(screen=st.CheckingFactor(0), identity=CLAIM, lookup_id="l"), WAITING).visit
    assert waiting.screen == st.AlreadyWaiting(TICKET)
    step = advance(waiting, ev.ReprintWanted())
    assert step.effects == (fx.PrintTicket(TICKET, (), offline=False, again=True),)


def test_no_page_is_done_with_a_topic_unseen() -> None:
    step = walk(OPENED, ev.TopicSeen(Topic.RESIDENCES), ev.RestIsSame(Page.LIVING))
    assert step.refused is not None
    assert step.refused.code == "topic_not_seen"
    assert step.visit.answer(Topic.RESIDENCES) is None


def test_five_pages_lead_to_the_summary_with_every_topic_answered() -> None:
    assert SUMMARY.screen == st.Summarising()
    assert [answer.topic for answer in SUMMARY.answers()] == [t for ts in PAGES.values() for t in ts]


def test_a_reported_change_is_the_answer_to_its_topic() -> None:
    moved = walk(OPENED, *(ev.ChangeReported(change, TODAY) for change in moved_house())).visit
    assert moved.answer(Topic.RESIDENCES) is Answer.CHANGED
    assert moved.changes_of(Topic.RESIDENCES) == moved_house()


def test_an_impossible_change_is_refused_and_changes_nothing() -> None:
    step = walk(
        OPENED,
        ev.ChangeReported(
            Ended(Topic.RESIDENCES, "h", registrant().residences[0], NOW.date() + dt.timedelta(days=1)), TODAY
        ),
    )
    assert step.refused is not None
    assert step.visit == OPENED


def test_a_second_report_on_one_entry_replaces_the_first() -> None:
    ended = moved_house()[0]
    home = registrant().residences[0]
    changed = Changed(Topic.RESIDENCES, home.item_id, home, home, TODAY)
    visit = walk(OPENED, ev.ChangeReported(ended, TODAY), ev.ChangeReported(changed, TODAY)).visit
    assert visit.changes == (changed,)


def test_the_same_new_entry_is_kept_once_and_different_ones_both() -> None:
    page = replace(OPENED, screen=st.AskingPage(Page.CONTACT))
    one, other = (Added(Topic.PHONES, Phone("", number), TODAY) for number in ("8165550111", "8165550112"))
    reports = [ev.ChangeReported(change, TODAY) for change in (one, one, other)]
    assert walk(page, *reports).visit.changes == (one, other)


def test_changes_told_in_words_stand_beside_each_other() -> None:
    page = replace(OPENED, screen=st.AskingPage(Page.MYSELF))
    beard, hat = Told(Topic.LOOKS, "a beard"), Told(Topic.LOOKS, "a scar")
    visit = walk(page, ev.ChangeReported(beard, TODAY), ev.ChangeReported(hat, TODAY)).visit
    assert visit.changes == (beard, hat)


def test_a_withdrawn_change_must_be_answered_again() -> None:
    change = moved_house()[0]
    visit = walk(OPENED, ev.ChangeReported(change, TODAY), ev.ChangeWithdrawn(change)).visit
    assert visit.answer(Topic.RESIDENCES) is None


@pytest.mark.parametrize("half", [0, 1])
def test_a_move_is_taken_back_whole(half: int) -> None:
    moved = walk(OPENED, *(ev.ChangeReported(change, TODAY) for change in moved_house())).visit
    assert advance(moved, ev.ChangeWithdrawn(moved_house()[half])).visit.changes == ()


def test_a_change_for_another_page_is_not_taken() -> None:
    told = ev.ChangeReported(Told(Topic.LOOKS, "a beard"), TODAY)
    assert advance(OPENED, told).visit == OPENED


def test_from_the_summary_a_topic_can_be_revisited_without_loss() -> None:
    revisited = advance(SUMMARY, ev.TopicRevisited(Topic.PHONES)).visit
    assert revisited.screen == st.AskingPage(Page.CONTACT)
    again = advance(revisited, ev.RestIsSame(Page.CONTACT)).visit
    assert again == SUMMARY


def test_a_page_left_unanswered_is_asked_before_the_summary() -> None:
    last = replace(SUMMARY, screen=st.AskingPage(Page.MYSELF), same=SUMMARY.same - {Topic.PHONES})
    assert advance(last, ev.RestIsSame(Page.MYSELF)).visit.screen == st.AskingPage(Page.CONTACT)


def test_what_is_signed_can_be_accepted_by_the_station() -> None:
    step = walk(SUMMARY, ev.SummaryConfirmed(), SIGNED)
    (submit,) = step.effects
    assert isinstance(submit, fx.Submit)
    made = submit.draft.check_in("ci-1", "kiosk-a", TICKET, SIGNED.at)
    assert wrongs(made) == ()
    assert made.signature.shown_sha256 == hash_of_shown(SIGNED.shown)


def test_an_empty_signature_is_refused() -> None:
    step = walk(SUMMARY, ev.SummaryConfirmed(), replace(SIGNED, strokes=((),)))
    assert step.refused is not None
    assert step.visit.screen == st.Signing()


def test_a_kept_check_in_is_printed_and_then_said() -> None:
    step = advance(SUBMITTING, ev.Kept(TICKET, delivered=False))
    assert step.effects == (fx.PrintTicket(TICKET, (), offline=True),)
    done = advance(step.visit, ev.Printed(printed=False)).visit
    assert done.screen == st.Finished(TICKET, delivered=False, printed=False)


def test_a_check_in_that_could_not_be_kept_goes_to_the_desk() -> None:
    assert advance(SUBMITTING, ev.NotKept()).visit.screen == st.SeeDesk(st.DeskReason.KIOSK_TROUBLE)


def test_a_ticket_can_be_printed_again() -> None:
    step = advance(FINISHED, ev.ReprintWanted())
    assert step.effects == (fx.PrintTicket(TICKET, (), offline=False, again=True),)


def test_help_says_the_screen_and_nothing_of_the_person() -> None:
    step = advance(OPENED, ev.HelpWanted(ev.HelpKind.INTERPRETER))
    assert step.effects == (fx.CallForHelp(ev.HelpKind.INTERPRETER, "asking_living"),)


def test_a_screens_name_is_its_own_and_the_pages_are_told_apart() -> None:
    assert [st.name_of(screen) for screen in (st.AskingFactor(2), st.Scanning(1), st.Welcome())] == [
        "asking_factor",
        "scanning",
        "welcome",
    ]
    assert len({st.name_of(st.AskingPage(page)) for page in PAGES}) == len(PAGES)


def test_walking_away_wipes_everything_from_everywhere() -> None:
    for visit in (OPENED, SUMMARY, SUBMITTING, FINISHED):
        step = advance(visit, ev.WalkedAway())
        assert step == Step(Visit(), (fx.StopCamera(), fx.ForgetEverything()))


def test_the_idle_warning_is_taken_back_by_any_touch() -> None:
    warned = advance(OPENED, ev.IdleNoticed()).visit
    assert warned.warned
    assert not advance(warned, ev.MoreTimeWanted()).visit.warned
    assert not advance(warned, ev.TopicSeen(Topic.RESIDENCES)).visit.warned


@pytest.mark.parametrize(
    "screen", [st.ChoosingLanguage(), st.SeeDesk(st.DeskReason.NOT_OPENED), FINISHED.screen]
)
def test_a_screen_with_nothing_to_lose_goes_back_by_itself(screen: st.Screen) -> None:
    assert advance(Visit(screen=screen), ev.IdleNoticed()).visit == Visit()


def test_the_first_screen_never_warns_and_a_submission_is_never_interrupted() -> None:
    assert advance(Visit(), ev.IdleNoticed()).visit == Visit()
    assert advance(SUBMITTING, ev.IdleNoticed()).visit == SUBMITTING


@pytest.mark.parametrize(
    ("screen", "before"),
    [
        (st.ChoosingLanguage(), st.Welcome()),
        (st.Scanning(), st.ChoosingLanguage()),
        (st.Claiming(), st.Scanning()),
        (st.AskingFactor(), st.Scanning()),
        (st.AskingPage(Page.LIVING), st.AskingPage(Page.LIVING)),
        (st.AskingPage(Page.WORKING), st.AskingPage(Page.LIVING)),
        (st.Summarising(), st.AskingPage(Page.MYSELF)),
        (st.Signing(), st.Summarising()),
        (st.Submitting(), st.Submitting()),
    ],
)
def test_back_goes_one_step_back(screen: st.Screen, before: st.Screen) -> None:
    assert advance(replace(SUMMARY, screen=screen), ev.WentBack()).visit.screen == before


def test_going_back_to_the_camera_forgets_who_it_was() -> None:
    asking = Visit(screen=st.AskingFactor(), identity=CLAIM, lookup_id="l")
    step = advance(asking, ev.WentBack())
    assert (step.visit.identity, step.visit.lookup_id, step.effects) == (None, "", (fx.StartCamera(),))


def test_every_topic_knows_its_page() -> None:
    assert page_of(Topic.TRAVEL) is Page.MYSELF


@pytest.mark.parametrize(
    ("signed", "code"),
    [
        (ev.Signed(STROKES, ("x",), NOW, Signer.MARK), "mark_without_witness"),
        (ev.Signed(STROKES, ("x",), NOW, Signer.GUARDIAN, "Robin Quill"), "guardian_not_named"),
        (ev.Signed(STROKES, ("x",), NOW, Signer.GUARDIAN, "", "A parent"), "guardian_not_named"),
    ],
)
def test_a_mark_without_its_witness_and_a_guardian_without_a_name_sign_nothing(
    signed: ev.Signed, code: str
) -> None:
    step = walk(answered(OPENED), ev.SummaryConfirmed(), signed)
    assert step.refused is not None
    assert step.refused.code == code
    assert isinstance(step.visit.screen, st.Signing)


def opened_to_mend(
    changes: tuple[ReportedChange, ...] | None, disclosure: Disclosure, *topics: Topic
) -> Visit:
    record = own_record(registrant()) if disclosure is Disclosure.OWN_RECORD else None
    mend = ev.Mend("The unit is missing.", changes, topics)
    accepted = ev.FactorAccepted(NOW, disclosure, record, 3, None, None, mend)
    asked = (
        ev.Started(),
        ev.LanguageChosen("en"),
        ev.CardRead(card()),
        ev.LookedUp("l"),
        ev.FactorGiven("1"),
    )
    return walk(Visit(), *asked, accepted).visit


def test_a_person_sent_back_stands_before_their_summary_with_all_they_said() -> None:
    visit = opened_to_mend(moved_house(), Disclosure.OWN_RECORD)
    assert isinstance(visit.screen, st.Summarising)
    assert (visit.changes, visit.mend) == (moved_house(), "The unit is missing.")
    assert {answer.topic for answer in visit.answers()} == set(Topic)
    step = walk(visit, ev.SummaryConfirmed(), ev.Signed(STROKES, ("x",), NOW + dt.timedelta(minutes=1)))
    (submit,) = step.effects
    assert isinstance(submit, fx.Submit)
    assert submit.draft.changes == moved_house()


def test_a_person_sent_back_for_what_an_officer_named_stands_exactly_there_and_sees_it_again() -> None:
    visit = opened_to_mend(moved_house(), Disclosure.OWN_RECORD, Topic.VEHICLES, Topic.RESIDENCES)
    assert visit.screen == st.AskingPage(Page.LIVING)
    assert visit.changes == moved_house()
    refused = walk(visit, ev.RestIsSame(Page.LIVING)).refused
    assert refused is not None
    assert refused.code == "topic_not_seen"
    visit = walk(visit, ev.TopicSeen(Topic.RESIDENCES), ev.RestIsSame(Page.LIVING)).visit
    assert visit.screen == st.AskingPage(Page.VEHICLES)  # nothing to mend on the pages between
    assert visit.changes == moved_house()
    visit = walk(visit, ev.TopicSeen(Topic.VEHICLES), ev.RestIsSame(Page.VEHICLES)).visit
    assert isinstance(visit.screen, st.Summarising)
    assert (visit.to_mend, visit.mend) == (frozenset(), "The unit is missing.")
    assert {answer.topic for answer in visit.answers()} == set(Topic)


def test_where_nothing_may_be_shown_a_person_sent_back_is_asked_anew_and_told_why() -> None:
    visit = opened_to_mend(None, Disclosure.BLIND)
    assert visit.screen == st.AskingPage(next(iter(Page)))
    assert (visit.changes, visit.answers(), visit.mend) == ((), (), "The unit is missing.")


def test_an_appointment_is_said_and_changes_nothing_else() -> None:
    accepted = replace(ACCEPTED, appointment=NOW, coming=Coming.LATE)
    asked = (
        ev.Started(),
        ev.LanguageChosen("en"),
        ev.CardRead(card()),
        ev.LookedUp("l"),
        ev.FactorGiven("1"),
    )
    visit = walk(Visit(), *asked, accepted).visit
    assert (visit.appointment, visit.coming) == (NOW, Coming.LATE)
    without = walk(Visit(), *asked, ACCEPTED).visit
    assert replace(visit, appointment=None, coming=None) == without


@pytest.mark.parametrize("timing", list(ev.Timing))
def test_early_and_late_are_said_and_refuse_nothing(timing: ev.Timing) -> None:
    accepted = replace(ACCEPTED, timing=timing)
    visit = walk(replace(OPENED, screen=st.CheckingFactor(0)), accepted).visit
    assert visit.timing is timing
    assert isinstance(answered(visit).screen, st.Summarising)


def test_a_printer_that_hangs_keeps_neither_the_number_nor_the_screen() -> None:
    printing = replace(OPENED, screen=st.Printing(TICKET, delivered=True))
    shown = walk(printing, ev.IdleNoticed()).visit
    assert isinstance(shown.screen, st.Finished)
    assert not shown.screen.printed
    assert shown.screen.ticket == TICKET
    late = walk(shown, ev.Printed(printed=True))
    assert late.visit == shown
    assert walk(shown, ev.IdleNoticed()).visit == Visit()


# --- other services ---


def test_a_number_for_another_service_is_given_without_a_word_about_anybody() -> None:
    step = walk(Visit(), ev.ServiceWanted("permits"))
    assert step.effects == (fx.TakeNumber("permits"),)
    ticket = Ticket("A", 3, TODAY)
    step = advance(step.visit, ev.Kept(ticket, delivered=True))
    printing = fx.PrintTicket(ticket, (), offline=False, service="permits")
    assert step.effects == (printing,)
    step = advance(step.visit, ev.Printed(printed=True))
    assert step.visit.screen == st.Finished(ticket, delivered=True, printed=True, service="permits")
    assert replace(step.visit, screen=st.Welcome()) == Visit()
    again = advance(step.visit, ev.ReprintWanted())
    assert again.effects == (replace(printing, again=True),)
    slow = advance(again.visit, ev.IdleNoticed()).visit.screen
    assert isinstance(slow, st.Finished)
    assert (slow.printed, slow.service) == (False, "permits")
    assert advance(step.visit, ev.IdleNoticed()).visit == Visit()


def test_a_number_that_could_not_be_kept_sends_to_the_desk_and_none_is_given_during_a_visit() -> None:
    step = walk(Visit(), ev.ServiceWanted("permits"), ev.NotKept())
    assert step.visit.screen == st.SeeDesk(st.DeskReason.KIOSK_TROUBLE)
    assert walk(OPENED, ev.ServiceWanted("permits")).visit == OPENED
