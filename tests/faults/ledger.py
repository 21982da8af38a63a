"""What people were promised while things broke, held against what station and registry hold in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.audit import AuditEvent
from sync.database import Session
from sync.station import audit
from sync.station.desk_wire import AuditLine
from sync.station.store import appearances, check_ins, envelopes
from tests.stories.office import Office

_PAGE = 500


@dataclass
class Ledger:
    """Promises as they were made, and what was asked without an answer."""

    items: set[str] = field(default_factory=set)
    """Check-ins and arrivals that the kiosk acknowledged."""
    completed: set[str] = field(default_factory=set)
    """Appearances that the officer was told are completed."""
    approved: set[str] = field(default_factory=set)
    """Appearances that an officer asked for and did not take back."""
    registry_tells: bool = False
    """Whether everything completed must have reached the registry by now."""

    def acknowledged(self) -> int:
        """How many promises there are."""
        return len(self.items) + len(self.completed)


@dataclass(frozen=True)
class Found:
    """Each is a name of what went wrong."""

    lost: list[str]
    doubled: list[str]
    unapproved: list[str]


def settle(ledger: Ledger, office: Office) -> Found:
    """What became of every promise. ``AssertionError`` when the audit log is not whole, or the registry was
    told out of order."""
    told = tell_all(office)
    with office.store().reading() as session:
        verdict = audit.verify(session)
        assert verdict.broken_at is None, verdict
        lines = list(_lines(session))
        lost = [item for item in ledger.items if envelopes.digest_of(session, item) is None]
        lost += [one for one in ledger.completed if appearances.by_id(session, one) is None]
        doubled = _done_twice(lines) + _tickets_twice(session, lines)
    if ledger.registry_tells:
        lost += [f"{one} at the registry" for one in ledger.completed - set(told)]
    doubled += [one for one, times in Counter(told).items() if times > 1]
    made = {_about(line)["appearance"] for line in lines if line.event == AuditEvent.APPEARANCE_COMPLETED}
    unapproved = sorted((set(told) | made) - ledger.approved)
    undone = {_about(line)["appearance"] for line in lines if line.event == AuditEvent.COMPLETION_UNDONE}
    return Found(lost, doubled, [one for one in unapproved if one in told or one not in undone])


def tell_all(office: Office) -> list[str]:
    """The ids of every update the registry has taken, person by person in the order taken."""
    ids: list[str] = []
    for person in office.demo.people:
        told = office.told(person.registrant.registrant_id)
        first = person.registrant.version + 1
        versions = [version for version, _ in told]
        assert versions == sorted(versions), f"out of order: {versions}"
        assert not versions or versions[0] >= first, versions
        ids += [update_id for _, update_id in told]
    return ids


def _done_twice(lines: list[AuditLine]) -> list[str]:
    """Items accepted more than once, and check-ins completed more than once without being undone between."""
    times: Counter[str] = Counter()
    for line in lines:
        about = _about(line)
        match line.event:
            case AuditEvent.CHECK_IN_ACCEPTED:
                times[f"accepted {about['check_in']}"] += 1
            case AuditEvent.ARRIVED:
                times[f"arrived {about['arrival']}"] += 1
            case AuditEvent.APPEARANCE_COMPLETED:
                times[f"completed {about['check_in']}"] += 1
            case AuditEvent.COMPLETION_UNDONE:
                times[f"completed {about['check_in']}"] -= 1
    return [what for what, count in times.items() if count > 1]


def _tickets_twice(session: Session, lines: list[AuditLine]) -> list[str]:
    """Numbers that were given to two check-ins of one day."""
    owners: dict[str, set[str]] = {}
    for line in lines:
        if line.event != AuditEvent.CHECK_IN_ACCEPTED:
            continue
        stored = check_ins.find(session, _about(line)["check_in"])
        if stored is not None:
            ticket = stored.check_in.ticket
            owners.setdefault(f"{ticket.day} {ticket.number()}", set()).add(stored.check_in.check_in_id)
    return [f"ticket {number}" for number, ids in owners.items() if len(ids) > 1]


def _lines(session: Session) -> Iterator[AuditLine]:
    after = 0
    while page := audit.lines(session, after, _PAGE):
        yield from page
        after = page[-1].sequence


def _about(line: AuditLine) -> dict[str, str]:
    return dict(line.about)
