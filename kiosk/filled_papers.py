"""Papers filled in: the ticket from what was reported, the receipt from what was completed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from kiosk import check_in as ci
from kiosk.appearance import AppearanceFacts, Correction, VisitKind
from kiosk.changes import Added, Changed, ChangeKind, Ended, ReportedChange, Told, in_rows, kind_of, since
from kiosk.entries import Lines, Text, away_since, lines
from kiosk.law.windows import PrintedWindow
from kiosk.papers import (
    AskedTopic,
    CallAbout,
    CertificatePaper,
    ComeBetween,
    CompletionReceiptPaper,
    Letterhead,
    Next,
    OldNew,
    Passage,
    Printing,
    Reason,
    TicketPaper,
)
from kiosk.registrant import Registrant, Travel
from kiosk.topics import Topic
from kiosk.words import Words, words


def change_fee_notice(dollars: int) -> Words | None:
    """What may be charged for a change (589.400.7); None when nothing is. It is never a condition."""
    return words("paper.fee.change", dollars=dollars) if dollars else None


def ticket_paper(
    ticket: ci.Ticket,
    changes: Sequence[ReportedChange],
    *,
    office: Letterhead,
    taken_at: dt.datetime | None,
    code: str,
    language: str,
    offline: bool,
    printing: Printing,
    fee_notice: Words | None = None,
    changes_known: bool = True,
) -> TicketPaper:
    """The slip for ``ticket``. ``taken_at`` and ``printing.at`` are in the office's own zone.

    ``code`` is empty where none can be made. ``changes_known`` is False where a ticket is printed again for
    somebody whose answers are not at hand: then nothing is said about them. ``fee_notice`` is what the office
    charges for a change, named only to a person who reported one (M-17); words about anything else are none.
    """
    kinds = tuple(dict.fromkeys(words(f"paper.kind.{kind_of(change).value}") for change in changes))
    charged = any(kind_of(change) is not ChangeKind.OTHER for change in changes)
    return TicketPaper(
        number=ticket.number(),
        kiosk=ticket.letter,
        office=office,
        taken_at=taken_at,
        kinds=kinds if changes_known else None,
        fee_notice=fee_notice if charged else None,
        code=code,
        language=language,
        offline=offline,
        printing=printing,
    )


def number_paper(
    ticket: ci.Ticket,
    service: Text,
    *,
    office: Letterhead,
    language: str,
    offline: bool,
    printing: Printing,
) -> TicketPaper:
    """The slip of a number for another ``service``: no check-in is behind it, so nothing is said of one."""
    return TicketPaper(
        number=ticket.number(),
        kiosk=ticket.letter,
        office=office,
        taken_at=printing.at if not printing.duplicate else None,
        kinds=None,
        fee_notice=None,
        code="",
        language=language,
        offline=offline,
        printing=printing,
        service=service,
    )


def completion_receipt(
    facts: AppearanceFacts,
    record: Registrant,
    windows: Sequence[PrintedWindow],
    *,
    number: str,
    ticket: str,
    office: Letterhead,
    zone: dt.tzinfo,
    language: str,
    printing: Printing,
    passages: Sequence[Passage] = (),
) -> CompletionReceiptPaper:
    """The receipt of a completed appearance; ``record`` is the version that it made.

    ``zone`` is the office's: every time on the paper is local there. ``passages`` come after the travel.
    """
    done_on = facts.completed_at.astimezone(zone).date()
    return CompletionReceiptPaper(
        number=number,
        office=office,
        registrant=record.name.full(),
        officer=facts.officer_name,
        appeared_at=facts.completed_at.astimezone(zone),
        arrived_at=facts.arrived_at.astimezone(zone),
        ticket=ticket,
        counted_as=counted_as(facts),
        topics=tuple(
            AskedTopic(_topic(answer.topic), words(f"paper.answer.{answer.answer.value}"))
            for answer in facts.answers
        ),
        changes=(*old_new(facts.changes), *(_corrected(c, facts.officer_name) for c in facts.corrections)),
        next=tuple(next_window(window, done_on) for window in windows),
        bring=_to_bring(record),
        passages=(*_travel_ahead(record, done_on), *passages),
        language=language,
        printing=printing,
    )


def certificate(
    record: Registrant,
    appearances: Sequence[AppearanceFacts],
    *,
    number: str,
    office: Letterhead,
    zone: dt.tzinfo,
    language: str,
    printing: Printing,
) -> CertificatePaper:
    """The certificate of ``appearances``, newest first."""
    told = tuple(
        (
            facts.completed_at.astimezone(zone),
            words(f"paper.certificate.{facts.kind.value}"),
            facts.officer_name,
        )
        for facts in appearances
    )
    return CertificatePaper(number, office, record.name.full(), record.birth_date, told, language, printing)


def counted_as(facts: AppearanceFacts) -> Words:
    """What the appearance was, in the paper's words."""
    full = facts.kind is VisitKind.FULL_VERIFICATION
    return words("paper.receipt.full" if full else "paper.receipt.changes_only")


def set_right(
    earlier: CompletionReceiptPaper, changes: Sequence[OldNew], passage: Passage
) -> CompletionReceiptPaper:
    """The receipt that takes the place of ``earlier``: its changes and, after them, what was set right."""
    return replace(earlier, changes=(*earlier.changes, *changes), passages=(passage, *earlier.passages))


def next_window(window: PrintedWindow, today: dt.date = dt.date.min) -> Next:
    """A window of the law as the paper says it, with a reason for each schedule that it serves.

    ``today`` is the day the paper is made: a due date before it is said to have passed.
    """
    reasons = tuple(Reason(each.reason, each.section, each.arithmetic) for each in window.schedules)
    if window.no_open_day:
        return CallAbout(window.last, reasons, passed=window.last < today)
    any_time = all(schedule.opens is None for schedule in window.schedules)
    return ComeBetween(None if any_time else window.first, window.last, reasons)


def old_new(changes: Sequence[ReportedChange]) -> tuple[OldNew, ...]:
    """Changes as rows of old and new, in their order; a move is one row."""
    rows: list[OldNew] = []
    for places in in_rows(changes):
        row = _row(changes[places[-1]])
        rows.append(row if len(places) == 1 else replace(row, old=_row(changes[places[0]]).old))
    return tuple(rows)


def _row(change: ReportedChange) -> OldNew:
    topic, day = _topic(change.topic), since(change)
    match change:
        case Added(item=item):
            return OldNew(topic, (), lines(item, whole_numbers=False), day)
        case Changed(before=before, after=after):
            old = lines(before, whole_numbers=False) if before else (words("paper.receipt.not_shown"),)
            return OldNew(topic, old, lines(after, whole_numbers=False), day)
        case Ended(before=before):
            return OldNew(topic, lines(before, whole_numbers=False), (), day)
        case Told(text=text):
            return OldNew(topic, (words("paper.receipt.told"),), (text,), day)
        case _:
            assert_never(change)


def _corrected(correction: Correction, officer: str) -> OldNew:
    topic = words("paper.receipt.correction")
    return OldNew(topic, (correction.signed_text,), (correction.officer_text,), corrected_by=officer)


def _topic(topic: Topic) -> Words:
    return words(f"paper.topic.{topic.value}")


def _to_bring(record: Registrant) -> tuple[Words, ...]:
    """What substantiates the form next time (589.407.2)."""
    things = ["id"]
    if any(home.address is not None and home.ended is None for home in record.residences):
        things.append("proof_of_address")
    if record.vehicles:
        things.append("vehicle_papers")
    return tuple(words(f"paper.bring.{thing}") for thing in (*things, "this_paper"))


def _travel_ahead(record: Registrant, today: dt.date) -> tuple[Passage, ...]:
    """Journeys that nobody has said are over."""
    ahead = [trip for trip in record.travel if trip.returns is None or trip.returns >= today]
    said = tuple(line for trip in ahead for line in _trip(trip, today))
    return (Passage(words("paper.topic.travel"), said),) if said else ()


def _trip(trip: Travel, today: dt.date) -> Lines:
    if (since := away_since(trip, today)) is None:
        return lines(trip)
    # Who appears is here: what lies ahead is no more the journey, but saying when it ended.
    return (trip.country, words("paper.receipt.away_since", departs=since))
