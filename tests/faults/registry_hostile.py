"""A registry that answers garbage, 400, 404, 409, 422, 500 or far too much: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, cast

from starlette.types import Receive, Scope, Send
from uvicorn._types import ASGIApplication

from sync.clock import utc_now
from sync.https_server import https_server
from sync.office_keys import OfficeKeys, open_office_keys
from sync.registry.service.api import registry_api
from sync.registry.service.door import Door
from sync.station.client import DeskLink
from sync.station.desk_wire import DeliveryRow, DeliveryState
from sync.station.store import outbox
from sync.tls import server_context
from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome
from tests.faults.registry_killed import HURRIED, Day
from tests.programs import HOST
from tests.serving import serving
from tests.stories.office import Build, Office
from tests.waiting import until

ANSWERS: tuple[tuple[int, bytes], ...] = (
    (200, b""),
    (200, b"<html>welcome to the hotel</html>"),
    (201, b'{"outcome": "delivered"}'),
    (201, b'{"outcome": "delivered", "receipt": 7}'),
    (200, b'{"outcome": "rejected", "reasons": ["really"]}'),
    (204, b""),
    (302, b""),
    (400, b"bad request"),
    (404, b'{"detail": "Not Found"}'),
    (409, b'{"outcome": "conflict", "registry_version": "x"}'),
    (409, b'{"outcome": "conflict", "registry_version": 99}'),
    (422, b'{"outcome": "rejected", "reasons": ["no_tier"]}'),
    (500, b"Traceback (most recent call last)"),
    (503, b""),
    (200, b"[" * 50_000),
    (200, b"x" * 300_000),
)
"""Each is heard once; then the registry is itself again."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """Every answer, at the station as it is, and at one that believes any answer."""
    yield answered(HURRIED, ANSWERS[1::3] if short else ANSWERS)
    yield answered("believes_any_answer", ANSWERS[1:4])


def answered(build: str, answers: tuple[tuple[int, bytes], ...]) -> Outcome:
    """One completion for each answer; an officer releases what was parked for a reason that is gone."""
    ledger = Ledger(registry_tells=True)
    with an_office(Build(station=build, warm=True)) as office, ExitStack() as stack:
        keys = open_office_keys(
            office.folder / "registry" / "keys", "Demo central registry", (HOST,), utc_now()
        )
        assert isinstance(keys, OfficeKeys), keys
        hostile = Hostile(office, Door(keys))
        server = https_server(
            cast(ASGIApplication, hostile), server_context(keys), HOST, 0, timeout_graceful_shutdown=2
        )
        port = stack.enter_context(serving(server))
        office.configure_station(registry=f"https://{HOST}:{port}")
        office.station.start()
        day = Day(office, ledger)
        for status, body in answers:
            hostile.next = (status, body)
            day.complete()
            until(lambda: hostile.next is None, within=60, what="the courier's try")
            until(lambda: _all_told(office, day.desk), within=90, what="an empty outbox")
        found = settle(ledger, office)
        office.station.stop()
        heard = hostile.heard
    return Outcome(
        f"registry: garbage, 400, 404, 409, 422, 500, too much ({build})",
        len(answers),
        heard,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HURRIED,
        least_in_span=len(answers) if build == HURRIED else 1,
    )


def _all_told(office: Office, desk: DeskLink) -> bool:
    parked = desk.office.deliveries(DeliveryState.PARKED)
    assert isinstance(parked, tuple), parked
    for row in parked:
        assert isinstance(desk.office.release(row.update_id), DeliveryRow)
    with office.store().reading() as session:
        return outbox.next_time(session) is None and not parked


class Hostile:
    """The reference registry, which answers one question as it is told to, and the rest honestly."""

    def __init__(self, office: Office, door: Door) -> None:
        self.next: tuple[int, bytes] | None = None
        self.heard = 0
        self._honest: Callable[..., Any] = registry_api(office.holdings(), door, utc_now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        telling = scope["type"] == "http" and scope["path"].startswith("/v1/updates/")
        if not telling or self.next is None:
            await self._honest(scope, receive, send)
            return
        (status, body), self.next = self.next, None
        self.heard += 1
        while (await receive()).get("more_body"):
            pass
        head = [(b"content-type", b"application/json"), (b"location", b"https://127.0.0.1:1/")]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": b"" if status == 204 else body})
