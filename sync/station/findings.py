"""What does not hold of a check-in, by the edit checks and by the law, each with what the officer does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.appearance import AppearanceFacts, VisitKind
from kiosk.changes import Ended, ReportedChange, kind_of, new_item, since
from kiosk.check_in import CheckIn, Signature, Signer
from kiosk.checks import Finding, check
from kiosk.id_card import IdCard
from kiosk.law import Appeared, ChangeToldOf, Flag, verdict_on_appearance
from kiosk.law.calendar import ONE_DAY, days, plus_months
from kiosk.law.signing import Place, SignedBy, signature_flaw
from kiosk.law.verdicts import Away, NightsAt
from kiosk.registrant import Absence, Guardian, Registrant, Residence, ResidenceKind, School, Work
from sync.edit_checks import known_on
from sync.station.law import facts_of, move_of
from sync.station.office import Office


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything an officer should look at before completing."""

    findings: tuple[Finding, ...]
    flags: tuple[Flag, ...]

    def must(self) -> frozenset[str]:
        """Names of the findings that are set right, or deliberately let stand, before completing."""
        return frozenset(found.name for found in self.findings if not found.asked_only)


def looked_at(
    office: Office,
    check_in: CheckIn,
    record: Registrant,
    changes: Sequence[ReportedChange],
    earlier: Sequence[AppearanceFacts],
    completed_at: dt.datetime,
    *,
    full: bool = True,
) -> Looked:
    """What the checks and the law say of ``record`` with ``changes`` completed at ``completed_at``."""
    done = office.local(completed_at)
    verified = [facts for facts in earlier if facts.kind is VisitKind.FULL_VERIFICATION]
    last = office.today(verified[0].completed_at) if verified else None
    photographed = office.today(earlier[0].completed_at) if earlier else None
    card = check_in.identity if isinstance(check_in.identity, IdCard) else None
    findings = (
        *check(record, changes, known_on(done.date(), card, last)),
        *_signature(office, check_in.signature, record, done.date()),
    )
    appeared = Appeared(
        arrived_at=office.local(check_in.arrived_at),
        completed_at=done,
        full_verification=full,
        photographed=True,
        office_county=office.county,
        changes=tuple(_told_of(office, changes, place, done.date()) for place in range(len(changes))),
        absences=tuple(
            Away(item.leaves, item.returns) for item in map(new_item, changes) if isinstance(item, Absence)
        ),
        nights=_nights(record, changes, done.date()),
    )
    before = facts_of(record, photographed)
    verdict = verdict_on_appearance(before, appeared, office.rulesets, office.calendar)
    return Looked(findings, verdict.flags)


_SIGNED_BY = {Signer.MARK: SignedBy.WITNESSED_MARK, Signer.GUARDIAN: SignedBy.GUARDIAN}


def _signature(office: Office, signed: Signature, record: Registrant, day: dt.date) -> tuple[Finding, ...]:
    """What is wrong with whose hand signed (M-18, S-05): a guardian without leave, a paper unseen."""
    seen = record.guardian.document_seen if record.guardian else ""
    guardian = Guardian(signed.signer_name, signed.relation, seen)
    by = _SIGNED_BY.get(signed.signer, SignedBy.PERSON)
    flaw = signature_flaw(by, guardian, signed.read_by, Place.DESK, office.rulesets, day)
    return () if flaw is None else (Finding(flaw.code, None, "", asked_only=False, problem=flaw),)


def _nights(record: Registrant, changes: Sequence[ReportedChange], day: dt.date) -> tuple[NightsAt, ...]:
    """The nights of the last twelve months at each place that is on the record as temporary only (M-14)."""
    told = [item for item in map(new_item, changes) if isinstance(item, Residence)]
    again = {item.item_id for item in told if item.item_id}
    slept: dict[str, tuple[dt.date, ...]] = {}
    for home in (*told, *(home for home in record.residences if home.item_id not in again)):
        if home.kind is not ResidenceKind.TEMPORARY or home.started is None:
            continue
        place = home.address.first_line() if home.address else home.place
        first = max(home.started, plus_months(day, -12))
        slept[place] = (
            *slept.get(place, ()),
            *days(first, max(first, min(home.ended or day, day)) - ONE_DAY),
        )
    return tuple(NightsAt(place, nights) for place, nights in slept.items())


def _told_of(office: Office, changes: Sequence[ReportedChange], place: int, day: dt.date) -> ChangeToldOf:
    change = changes[place]
    item = new_item(change)
    where = item.address if isinstance(item, Work | School) else None
    elsewhere = where is not None and bool(where.state) and where.state != "MO"
    return ChangeToldOf(
        kind_of(change),
        since(change) or day,
        move_of(office, changes, place),
        elsewhere,
        ended=isinstance(change, Ended),
    )
