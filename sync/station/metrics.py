"""How the office stands in numbers, for whatever watches the county's machines; nothing about anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sync.identity import DeviceIdentity, load_identity
from sync.station import devices, waiting
from sync.station.build import office_of
from sync.station.devices import Device
from sync.station.opened import Opened

ALARM_FILE = "ALARM"


def metrics(opened: Opened, now: dt.datetime) -> str:
    """Prometheus's text form, one figure a line; the station may be running."""
    with opened.store.reading() as session:
        office = office_of(opened.settings, opened.pepper)
        view = waiting.queue(session, office, now, gone=opened.keys.gone())
    alarmed = (opened.settings.folder / ALARM_FILE).exists() or bool(view.alarms)
    told = [
        ("alarm", "", int(alarmed)),
        ("people_waiting", "", len(view.entries)),
        ("set_aside", "", view.set_aside),
        ("updates_waiting", "", view.delivery.waiting),
        ("updates_parked", "", view.delivery.parked),
        ("updates_due_soon", "", view.delivery.due_soon),
        ("updates_late", "", view.delivery.late),
    ]
    # Of one that was replaced or stolen nothing is expected any more: an alarm for it would never end.
    for kiosk in (one for one in view.kiosks if not one.gone):
        label = f'{{kiosk="{kiosk.kiosk_id}"}}'
        told += [
            ("kiosk_silent_seconds", label, int((now - kiosk.seen_at).total_seconds())),
            ("kiosk_waiting", label, kiosk.waiting),
            ("kiosk_parked", label, kiosk.parked),
            ("kiosk_troubles", label, len(kiosk.troubles)),
            ("kiosk_clock_off_seconds", label, kiosk.clock_off_seconds),
        ]
    for name, days in _days_left(devices.every(opened.keys), now):
        told.append(("certificate_days", f'{{device="{name}"}}', days))
    shown = load_identity(opened.settings.registry_identity) if opened.settings.registry else None
    if isinstance(shown, DeviceIdentity):
        told.append(("registry_certificate_days", "", (shown.expires - now).days))
    return "".join(f"appear_{figure}{label} {value}\n" for figure, label, value in told)


def _days_left(every: Iterable[Device], now: dt.datetime) -> Iterable[tuple[str, int]]:
    """Of each device that may come in, how long its newest certificate lasts."""
    newest: dict[str, dt.datetime] = {}
    for one in every:
        if not one.revoked:
            newest[one.name] = max(one.expires, newest.get(one.name, one.expires))
    return [(name, (ends - now).days) for name, ends in sorted(newest.items())]
