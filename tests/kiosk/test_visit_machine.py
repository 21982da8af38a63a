"""The visit explored at random: nothing raises, there is a way out, and nothing is submitted unseen."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.changes import Added, Told
from kiosk.check_in import Claim, Disclosure, wrongs
from kiosk.id_card import Unreadable, Why
from kiosk.registrant import Phone
from kiosk.topics import PAGES, Page, Topic, own_record
from kiosk.visit import Visit, advance
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import states as st
from tests.kiosk.test_visit import TICKET, card
from tests.specimens.records import NOW, TODAY, moved_house, registrant

EVENTS = some.one_of(
    some.sampled_from(
        [
            ev.Started(),
            ev.ServiceWanted("permits"),
            ev.LanguageChosen("es"),
            ev.CardRead(card()),
            ev.CardRead(Unreadable(next(iter(Why)))),
            ev.NoCard(),
            ev.ClaimMade(Claim(registration_number="SYN-0001")),
            ev.LookedUp("lookup-1"),
            ev.StationUnreachable(NOW),
            ev.FactorGiven("4711"),
            ev.FactorAccepted(NOW, Disclosure.OWN_RECORD, own_record(registrant()), 3, None),
            ev.FactorAccepted(NOW, Disclosure.BLIND, None, 3, TICKET),
            ev.FactorAccepted(NOW, Disclosure.BLIND, None, 3, None, None, ev.Mend("again", None)),
            ev.FactorAccepted(
                NOW,
                Disclosure.OWN_RECORD,
                own_record(registrant()),
                3,
                None,
                ev.Timing.LATE,
                ev.Mend("again", moved_house()),
            ),
            ev.FactorAccepted(
                NOW,
                Disclosure.OWN_RECORD,
                own_record(registrant()),
                3,
                None,
                None,
                ev.Mend("again", moved_house(), (Topic.RESIDENCES, Topic.PHONES)),
            ),
            ev.FactorRefused(),
            ev.DeskAsked(),
            ev.SummaryConfirmed(),
            ev.Kept(TICKET, delivered=True),
            ev.NotKept(),
            ev.Printed(printed=True),
            ev.ReprintWanted(),
            ev.WentBack(),
            ev.HelpWanted(ev.HelpKind.HELP),
            ev.IdleNoticed(),
            ev.MoreTimeWanted(),
            ev.WalkedAway(),
            ev.ChangeReported(Told(Topic.OTHER, "x"), TODAY),
            ev.ChangeReported(Added(Topic.PHONES, Phone("", "8165550111"), TODAY), TODAY),
            *(ev.ChangeReported(change, TODAY) for change in moved_house()),
            *(ev.ChangeWithdrawn(change) for change in moved_house()),
        ]
    ),
    some.sampled_from(Topic).map(ev.TopicSeen),
    some.sampled_from(Topic).map(ev.TopicRevisited),
    some.sampled_from(Page).map(ev.RestIsSame),
    some.lists(some.just(((0.1, 0.2), (0.3, 0.4))), max_size=2).map(
        lambda strokes: ev.Signed(tuple(strokes), ("Home: same",), NOW + dt.timedelta(minutes=1))
    ),
)

FORWARD: dict[type[st.Screen], tuple[ev.Event, ...]] = {
    st.Welcome: (ev.Started(),),
    st.ChoosingLanguage: (ev.LanguageChosen("en"),),
    st.Scanning: (ev.CardRead(card()),),
    st.Claiming: (ev.ClaimMade(Claim()),),
    st.LookingUp: (ev.LookedUp("l"),),
    st.AskingFactor: (ev.FactorGiven("1"),),
    st.CheckingFactor: (ev.StationUnreachable(NOW),),
    st.Summarising: (ev.SummaryConfirmed(),),
    st.Signing: (ev.Signed((((0.0, 0.0),),), ("x",), NOW + dt.timedelta(minutes=1)),),
    st.Submitting: (ev.Kept(TICKET, delivered=False),),
    st.Printing: (ev.Printed(printed=False),),
}


class AnyVisit(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.visit = Visit()

    @rule(event=EVENTS)
    def happens(self, event: ev.Event) -> None:
        before = self.visit
        step = advance(before, event)
        self.visit = step.visit
        if step.refused is not None:
            assert step.effects == ()
        for effect in step.effects:
            if isinstance(effect, fx.Submit):
                assert isinstance(before.screen, st.Signing)
                assert before.to_mend == frozenset()
                assert set(Topic) <= before.seen | {change.topic for change in before.changes}
                made = effect.draft.check_in("ci", "kiosk-a", TICKET, NOW + dt.timedelta(minutes=1))
                assert wrongs(made) == ()

    @rule()
    def goes_straight_on(self) -> None:
        screen = self.visit.screen
        events = FORWARD.get(type(screen), ())
        if isinstance(screen, st.AskingPage):
            events = (*(ev.TopicSeen(t) for t in PAGES[screen.page]), ev.RestIsSame(screen.page))
        for event in events:
            self.happens(event)

    @invariant()
    def one_step_wipes_everything(self) -> None:
        assert advance(self.visit, ev.WalkedAway()).visit == Visit()

    @invariant()
    def nothing_of_the_record_is_held_before_the_second_factor(self) -> None:
        if isinstance(
            self.visit.screen, st.Welcome | st.Scanning | st.Claiming | st.LookingUp | st.AskingFactor
        ):
            assert self.visit.record is None

    @invariant()
    def every_screen_can_be_left(self) -> None:
        screen = self.visit.screen
        assert type(screen) in FORWARD or isinstance(
            screen, st.AskingPage | st.Finished | st.AlreadyWaiting | st.SeeDesk
        )


TestAnyVisit = AnyVisit.TestCase
