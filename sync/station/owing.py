"""What a person owes next, written down whenever their record changes."""

from __future__ import annotations

import datetime as dt

from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import law
from sync.station.office import Office
from sync.station.store import appearances


def photographed_on(session: Session, office: Office, registrant_id: str) -> dt.date | None:
    """The day an officer last affirmed the photograph, taken anew or unchanged: each completion does one."""
    earlier = appearances.earlier(session, registrant_id)
    return office.today(earlier[0].completed_at) if earlier else None


def keep_schedules(
    session: Session, office: Office, record: Registrant, day: dt.date, photographed: dt.date | None
) -> None:
    """Write what the person owes next, by the record as it stands now."""
    found = law.schedules(office, record, day, photographed)
    appearances.keep_schedules(session, record.registrant_id, record.version, found)
