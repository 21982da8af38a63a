"""How a visit goes on: one function that only decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from kiosk import changes
from kiosk.changes import Added, Changed, Ended, ReportedChange
from kiosk.check_in import Identity, Signature, Signer, hash_of_shown
from kiosk.id_card import IdCard, Unreadable
from kiosk.problems import Problem, problem
from kiosk.topics import PAGES, Page, Topic
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import states as st
from kiosk.words import words

FAILED_READS = 3
"""Unreadable cards in a row before a person is called."""

_PAGES = tuple(PAGES)


@dataclass(frozen=True, slots=True)
class Step:
    """What the visit is now, what must be done, and why a wish was not granted (None when it was)."""

    visit: st.Visit
    effects: tuple[fx.Effect, ...] = ()
    refused: Problem | None = None


def advance(visit: st.Visit, event: ev.Event) -> Step:
    """The next step after ``event``. An event that does not fit the screen changes nothing. Never raises."""
    match event:
        case ev.WalkedAway():
            return _over()
        case ev.LanguageChosen(language=language):
            return _language(visit, language)
        case ev.HelpWanted(kind=kind):
            return Step(visit, (fx.CallForHelp(kind, st.name_of(visit.screen)),))
        case ev.IdleNoticed():
            return _idle(visit)
        case ev.MoreTimeWanted():
            return Step(replace(visit, warned=False))
        case ev.WentBack():
            return _back(visit)
        case _:
            return _by_screen(replace(visit, warned=False), event)


def _over() -> Step:
    return Step(st.Visit(), (fx.StopCamera(), fx.ForgetEverything()))


def _language(visit: st.Visit, language: str) -> Step:
    other = language != visit.language
    visit = replace(visit, language=language, warned=False)
    if isinstance(visit.screen, st.Signing) and other:
        # The signature stands under the summary's lines, and in this language nobody has seen them yet.
        return Step(replace(visit, screen=st.Summarising()))
    if isinstance(visit.screen, st.ChoosingLanguage):
        return Step(replace(visit, screen=st.Scanning()), (fx.StartCamera(),))
    return Step(visit)


def _idle(visit: st.Visit) -> Step:
    match visit.screen:
        case st.Welcome():
            return Step(visit)
        case st.ChoosingLanguage() | st.SeeDesk() | st.Finished() | st.AlreadyWaiting():
            # Nothing to lose here: the screen goes back by itself.
            return _over()
        case st.Submitting():
            # The check-in is on its way to the disk; the screen goes on when that is done.
            return Step(visit)
        case st.Printing() as printing:
            # A printer that hangs must not keep the number from the person, nor the screen from emptying.
            return Step(
                _printed(visit, printing, ev.Printed(printed=False, why=words("lobby.finished.slow")))
            )
        case _:
            return Step(replace(visit, warned=True))


def _by_screen(visit: st.Visit, event: ev.Event) -> Step:
    match visit.screen, event:
        case st.Welcome(), ev.Started():
            return Step(replace(visit, screen=st.ChoosingLanguage()))
        case st.Welcome(), ev.ServiceWanted(service=service):
            return Step(replace(visit, screen=st.Submitting(service)), (fx.TakeNumber(service),))
        case st.Scanning(), ev.NoCard():
            return Step(replace(visit, screen=st.Claiming()), (fx.StopCamera(),))
        case st.Scanning(failed=failed), ev.CardRead(card=Unreadable()):
            return _after_failed_read(visit, failed + 1)
        case st.Scanning(), ev.CardRead(card=IdCard() as card):
            return _look_up(visit, card, (fx.StopCamera(),))
        case st.Claiming(), ev.ClaimMade(claim=claim):
            return _look_up(visit, claim, ())
        case st.LookingUp(), ev.LookedUp(lookup_id=lookup_id):
            return Step(replace(visit, screen=st.AskingFactor(), lookup_id=lookup_id))
        case ((st.LookingUp() | st.CheckingFactor()), ev.StationUnreachable(at=at)):
            return _go_on_offline(visit, at)
        case st.AskingFactor(wrong=wrong), ev.FactorGiven(factor=factor):
            return Step(
                replace(visit, screen=st.CheckingFactor(wrong)), (fx.CheckFactor(visit.lookup_id, factor),)
            )
        case st.CheckingFactor(wrong=wrong), ev.FactorRefused():
            return Step(replace(visit, screen=st.AskingFactor(wrong + 1)))
        case ((st.LookingUp() | st.CheckingFactor()), ev.DeskAsked()):
            return _see_desk(visit, st.DeskReason.NOT_OPENED)
        case st.CheckingFactor(), ev.FactorAccepted() as accepted:
            return _opened(visit, accepted)
        case _:
            return _telling(visit, event)


def _telling(visit: st.Visit, event: ev.Event) -> Step:
    match visit.screen, event:
        case st.AskingPage(page=page), ev.TopicSeen(topic=topic) if topic in PAGES[page]:
            return Step(replace(visit, seen=visit.seen | {topic}))
        case st.AskingPage(page=page), ev.RestIsSame(page=said) if page is said:
            return _page_done(visit, page)
        case st.AskingPage(page=page), ev.ChangeReported(change=change) if change.topic in PAGES[page]:
            return _report(visit, change, event.today)
        case st.AskingPage(), ev.ChangeWithdrawn(change=change) if change in visit.changes:
            return _taken_back(visit, change)
        case st.Summarising(), ev.TopicRevisited(topic=topic):
            return Step(replace(visit, screen=st.AskingPage(page_of(topic))))
        case st.Summarising(), ev.SummaryConfirmed():
            return Step(replace(visit, screen=st.Signing()))
        case st.Signing(), ev.Signed() as signed:
            return _signed(visit, signed)
        case _:
            return _ending(visit, event)


def _ending(visit: st.Visit, event: ev.Event) -> Step:
    match visit.screen, event:
        case st.Submitting(service=service), ev.Kept(ticket=ticket, delivered=delivered):
            printing = fx.PrintTicket(ticket, visit.changes, not delivered, service=service)
            return Step(replace(visit, screen=st.Printing(ticket, delivered, service)), (printing,))
        case st.Submitting(), ev.NotKept():
            return _see_desk(visit, st.DeskReason.KIOSK_TROUBLE)
        case st.Printing() as printed, ev.Printed() as answer:
            return Step(_printed(visit, printed, answer))
        case st.Finished(ticket=ticket, delivered=delivered, service=service), ev.ReprintWanted():
            again = fx.PrintTicket(ticket, visit.changes, not delivered, again=True, service=service)
            return Step(replace(visit, screen=st.Printing(ticket, delivered, service)), (again,))
        case st.AlreadyWaiting(ticket=ticket), ev.ReprintWanted():
            again = fx.PrintTicket(ticket, (), offline=False, again=True)
            return Step(replace(visit, screen=st.Printing(ticket, delivered=True)), (again,))
        case _:
            return Step(visit)


def _printed(visit: st.Visit, was: st.Printing, said: ev.Printed) -> st.Visit:
    done = st.Finished(was.ticket, was.delivered, said.printed, said.why, was.service)
    return replace(visit, screen=done)


def _after_failed_read(visit: st.Visit, failed: int) -> Step:
    if failed < FAILED_READS:
        return Step(replace(visit, screen=st.Scanning(failed)))
    step = _see_desk(visit, st.DeskReason.CARD_NOT_READ)
    return replace(step, effects=(*step.effects, fx.CallForHelp(ev.HelpKind.HELP, st.name_of(visit.screen))))


def _look_up(visit: st.Visit, identity: Identity, first: tuple[fx.Effect, ...]) -> Step:
    visit = replace(visit, screen=st.LookingUp(), identity=identity)
    return Step(visit, (*first, fx.FindRegistrant(identity)))


def _see_desk(visit: st.Visit, why: st.DeskReason) -> Step:
    # What was told so far is dropped: the next step is a person, and nothing may stay behind on the screen.
    return Step(st.Visit(screen=st.SeeDesk(why), language=visit.language), (fx.StopCamera(),))


def _go_on_offline(visit: st.Visit, at: dt.datetime) -> Step:
    """Without the station: nothing on file is shown, no factor is asked, and the desk matches later."""
    assert visit.identity is not None
    arrival = fx.RecordArrival(visit.identity, "", at)
    visit = replace(visit, screen=st.AskingPage(_PAGES[0]), offline=True, lookup_id="", arrived_at=at)
    return Step(visit, (arrival,))


def _opened(visit: st.Visit, accepted: ev.FactorAccepted) -> Step:
    assert visit.identity is not None
    arrival = fx.RecordArrival(visit.identity, visit.lookup_id, accepted.at)
    if accepted.waiting is not None:
        return Step(replace(visit, screen=st.AlreadyWaiting(accepted.waiting)), (arrival,))
    visit = replace(
        visit,
        screen=st.AskingPage(_PAGES[0]),
        arrived_at=accepted.at,
        disclosure=accepted.disclosure,
        record=accepted.record,
        record_version=accepted.record_version if accepted.record else 0,
        timing=accepted.timing,
        appointment=accepted.appointment,
        coming=accepted.coming,
    )
    return Step(_to_be_mended(visit, accepted.mend) if accepted.mend else visit, (arrival,))


def _to_be_mended(visit: st.Visit, mend: ev.Mend) -> st.Visit:
    """Exactly where something is to be mended, else at the summary, with all that was said before.

    Where that may not be shown, everything is asked from the start.
    """
    visit = replace(visit, mend=mend.why, to_mend=frozenset(mend.topics))
    if mend.changes is None:
        return visit
    topics = frozenset(topic for page in _PAGES for topic in PAGES[page])
    changed = {change.topic for change in mend.changes}
    before = replace(
        visit, changes=mend.changes, seen=topics - visit.to_mend, same=topics - changed - visit.to_mend
    )
    return replace(before, screen=_next_page(before))


def _page_done(visit: st.Visit, page: Page) -> Step:
    unseen = [topic for topic in PAGES[page] if topic not in visit.seen]
    if unseen:
        return Step(visit, refused=problem("topic_not_seen"))
    unchanged = {topic for topic in PAGES[page] if not visit.changes_of(topic)}
    asked = frozenset(PAGES[page])
    visit = replace(visit, same=(visit.same - asked) | unchanged, to_mend=visit.to_mend - asked)
    return Step(replace(visit, screen=_next_page(visit, page)))


def _next_page(visit: st.Visit, page: Page | None = None) -> st.Screen:
    """The next page with a topic to answer or to mend; the summary when none is left (also after a look
    back)."""
    left = [p for p in _PAGES if any(visit.answer(t) is None or t in visit.to_mend for t in PAGES[p])]
    after = _PAGES[_PAGES.index(page) + 1 :] if page is not None else ()
    first = next((p for p in left if p in after), left[0] if left else None)
    return st.AskingPage(first) if first is not None else st.Summarising()


def _report(visit: st.Visit, change: ReportedChange, today: dt.date) -> Step:
    found = changes.flaws((change,), today)
    if found:
        return Step(visit, refused=found[0])
    kept = tuple(old for old in visit.changes if not _same_entry(old, change))
    return Step(replace(visit, changes=(*kept, change), same=visit.same - {change.topic}))


def _taken_back(visit: st.Visit, change: ReportedChange) -> Step:
    # A move is taken back whole: half of one would leave the person with two homes, or with none.
    place = visit.changes.index(change)
    gone = {place, changes.other_half(visit.changes, place)}
    left = tuple(kept for at, kept in enumerate(visit.changes) if at not in gone)
    return Step(replace(visit, changes=left, same=visit.same - {change.topic}))


def _same_entry(old: ReportedChange, new: ReportedChange) -> bool:
    match old, new:
        case ((Changed(item_id=one) | Ended(item_id=one)), (Changed(item_id=other) | Ended(item_id=other))):
            return old.topic is new.topic and one == other and one != ""
        case Added(), Added():
            return old == new
        case _:
            return old == new


def _signed(visit: st.Visit, signed: ev.Signed) -> Step:
    if not any(signed.strokes):
        return Step(visit, refused=problem("not_signed"))
    if signed.signer is Signer.MARK and not signed.read_by.strip():
        return Step(visit, refused=problem("mark_without_witness"))
    if signed.signer is Signer.GUARDIAN and not (signed.signer_name.strip() and signed.relation.strip()):
        return Step(visit, refused=problem("guardian_not_named"))
    assert visit.identity is not None
    assert visit.arrived_at is not None
    signature = Signature(
        strokes=signed.strokes,
        shown_sha256=hash_of_shown(signed.shown),
        signed_at=signed.at,
        signer=signed.signer,
        signer_name=signed.signer_name,
        relation=signed.relation,
        read_by=signed.read_by,
    )
    draft = fx.Draft(
        language=visit.language,
        disclosure=visit.disclosure,
        identity=visit.identity,
        lookup_id=visit.lookup_id,
        record_version=visit.record_version,
        arrived_at=visit.arrived_at,
        answers=visit.answers(),
        changes=visit.changes,
        signature=signature,
        offline=visit.offline,
    )
    return Step(replace(visit, screen=st.Submitting()), (fx.Submit(draft),))


def page_of(topic: Topic) -> Page:
    """The page on which ``topic`` is asked."""
    return next(page for page, topics in PAGES.items() if topic in topics)


def _back(visit: st.Visit) -> Step:
    visit = replace(visit, warned=False)
    match visit.screen:
        case st.ChoosingLanguage():
            return _over()
        case st.Scanning():
            return Step(replace(visit, screen=st.ChoosingLanguage()), (fx.StopCamera(),))
        case st.Claiming() | st.AskingFactor():
            again = replace(visit, screen=st.Scanning(), identity=None, lookup_id="")
            return Step(again, (fx.StartCamera(),))
        case st.AskingPage(page=page) if page is not _PAGES[0]:
            before = _PAGES[_PAGES.index(page) - 1]
            return Step(replace(visit, screen=st.AskingPage(before)))
        case st.Summarising():
            return Step(replace(visit, screen=st.AskingPage(_PAGES[-1])))
        case st.Signing():
            return Step(replace(visit, screen=st.Summarising()))
        case _:
            return Step(visit)
