"""The Failure to Register packet of a case, as a paper: what the prosecutor is shown."""

from __future__ import annotations

import datetime as dt

from kiosk.audit import AuditEvent
from kiosk.case_papers import Attendance, Fact, PacketPaper
from kiosk.cases import StepKind
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.office import Office
from sync.station.store import appearances, attachments, cases, roster


def packet(
    session: Session, office: Office, case_id: str, language: str, who: Live, now: dt.datetime
) -> PacketPaper | Problem:
    """Everything the office holds about a case; that it was put together is written down."""
    case = cases.find(session, case_id)
    record = None if case is None else roster.record(session, case.registrant_id)
    if case is None or record is None:
        return problem("no_such_case")
    audit.note(session, AuditEvent.PAPER_MADE, who.actor, now, paper="packet", case=case_id)
    return PacketPaper(
        number=case.case_id,
        office=office.letterhead,
        name=record.name.full(),
        missed=case.missed,
        opened_on=case.opened_on,
        record=tuple(_facts(record)),
        notices=tuple(step for step in case.steps if step.kind is StepKind.LETTER),
        attempts=tuple(step for step in case.steps if step.kind is not StepKind.LETTER),
        attended=tuple(
            Attendance(office.today(one.completed_at), one.appearance_id, one.officer_name)
            for one in appearances.earlier(session, case.registrant_id)
        ),
        kept=tuple(one.title for one in attachments.of_person(session, case.registrant_id, {})),
        language=language,
        printing=Printing(office.local(now), who.officer.name),
    )


def _facts(record: Registrant) -> list[Fact]:
    def day(found: dt.date | None) -> tuple[str, ...]:
        return () if found is None else (found.isoformat(),)

    homes = [
        one.address.one_line() if one.address else one.place for one in record.residences if not one.ended
    ]
    offenses = [f"{one.description} {one.statute}".strip() for one in record.offenses]
    found = (
        Fact("name", (record.name.full(),)),
        Fact("aliases", tuple(one.full() for one in record.aliases)),
        Fact("born", day(record.birth_date)),
        Fact("registration_number", (record.registry_id,) if record.registry_id else ()),
        Fact("tier", (record.tier.value,) if record.tier else ()),
        Fact("registered_on", day(record.registered_on)),
        Fact("last_full_verification", day(record.last_full_verification)),
        Fact("residences", tuple(homes)),
        Fact("work", tuple(one.employer for one in record.work if not one.ended)),
        Fact("vehicles", tuple(f"{one.plate} {one.state} {one.make} {one.model}" for one in record.vehicles)),
        Fact("offenses", tuple(offenses)),
    )
    return [one for one in found if one.says]
