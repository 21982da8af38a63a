"""Settings of ``appear station``: one frozen value from a TOML file and the environment."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from kiosk.check_in import Disclosure
from kiosk.law import Mode
from kiosk.law.calendar import DayHours, Week
from kiosk.law.lanes import Lane
from kiosk.law.publicity import Openness, openness, parts
from kiosk.reminders import tells_on
from kiosk.services import LONGEST_NAME, MOST_SERVICES
from sync.authorities import NotAuthorities, authorities_in
from sync.kiosk_wire import FactorKind
from sync.sealed_file import SHORTEST_PASSPHRASE
from sync.settings import Settings, ZoneName

Text = Annotated[str, Field(min_length=1, max_length=64)]
VERSION_FOLDER = "kiosk-version"
"""Within the station's own folder; backups leave it out."""
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_HOURS = re.compile(r"(\d\d?):(\d\d) ?- ?(\d\d?):(\d\d)", re.ASCII)


_NOT_AUTHORITIES = {
    "private_key": "the file holds a private key: put the certificate alone there",
    "no_authority": "there is no file with an authority's certificate, in PEM",
    "too_many": "the file holds more authorities than a kiosk takes (48 KB): put the county's alone there",
}


class StationSettings(Settings):
    """What the office decides. ``disclosure`` and ``office`` have no default: they are asked at set-up."""

    office: Text
    """The office's name: in certificates, on papers, and to the registry."""
    disclosure: Disclosure
    """What the lobby may show of a person's own record (CJIS AC-20): ``own-record`` or ``blind``."""
    folder: Path = Path("station")
    """Keys and store lie here."""
    store: str = ""
    """Address of the store; empty: SQLite in ``folder``."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8443
    enrolment_port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Where new devices exchange a code for a certificate; 0: nowhere."""
    names: tuple[str, ...] = ()
    """Names and addresses that kiosks and desks call the station by, for its certificate."""
    county: str = "Jackson"
    zone: ZoneName = "America/Chicago"
    address: tuple[str, ...] = ()
    """Lines of the office's postal address, for papers."""
    phone: str = ""
    factor: FactorKind = FactorKind.PIN
    answer_delay_seconds: Annotated[float, Field(ge=0.0, le=5.0)] = 0.8
    """When questions about people are answered; must be longer than any of them takes."""
    hold_seconds: Annotated[int, Field(ge=0, le=3600)] = 120
    windows: tuple[Annotated[str, Field(pattern=r"\S", max_length=40)], ...] = ("1", "2")
    hours: dict[str, str] = Field(default_factory=lambda: dict.fromkeys(WORKDAYS, "8:00-15:00"))
    """When people are served, by day, from opening to closing; a day that is not named is closed. The lobby's
    first screen, the appointment book and the figures all go by it (8:00 to 15:00: J-03)."""
    appointment_minutes: Annotated[int, Field(ge=5, le=240)] = 30
    """How long one appointment is; times follow each other from opening."""
    appointments_at_once: dict[Lane, Annotated[int, Field(ge=0, le=50)]] = Field(
        default_factory=lambda: {Lane.PERIODIC: 1}
    )
    """How many people can be seen at once, in each lane that is booked: ``periodic``, ``changes``."""
    notices: tuple[str, ...] = ()
    services: Annotated[
        tuple[Annotated[str, Field(pattern=r"\S", max_length=LONGEST_NAME)], ...],
        Field(max_length=MOST_SERVICES),
    ] = ()
    """Other services of the lobby: each a tile that gives a number in the same queue. ``permits``,
    ``reports``, ``fingerprints`` and ``records`` are named in every language, others as written here."""
    change_fee_dollars: Annotated[int, Field(ge=0, le=5)] = 0
    initial_fee_dollars: Annotated[int, Field(ge=0, le=10)] = 0
    field_map: Path | None = None
    """TOML: the state system's screens and fields in their order; empty: the order of the form (589.407)."""
    forms: Path | None = None
    """Folder with the state's AcroForms: NAME.pdf, and NAME.toml that says what goes into which field."""
    day_sheet_passphrase: str = ""
    """Opens the desks' emergency day sheets; on paper in the office's safe. Empty: no sheets are written."""
    state_file: Path | None = None
    """The state's published list as CSV or JSON, put there anew each night; empty: nothing is compared."""
    kiosk_version: Path | None = None
    """Folder where the version that kiosks fetch is kept; empty: in ``folder``."""
    printer_authority: Path | None = None
    """PEM: the county's authority that certified the kiosks' printers (``ipps://``). A new kiosk learns it
    when it is enrolled, and believes it of its printer alone."""
    retention: Path | None = None
    """TOML with the series of what is kept how long; empty: the program's own, verified by nobody."""
    closures: tuple[dt.date, ...] = ()
    """Days the county is closed."""
    law_modes: dict[str, Mode] = Field(default_factory=dict)
    """By ruleset or rule: ``off``, ``officer`` or ``printed``."""
    law_verified: dict[str, str] = Field(default_factory=dict)
    """By ruleset or rule: who has read the passed text."""
    officers_factor: Literal["required", "optional"] = "required"
    """Whether an officer without a second factor may sign in (CJIS IA-2 says no)."""
    requests_each_second: Annotated[float, Field(gt=0, le=10_000)] = 50.0
    """What one kiosk or desk may ask in the long run; four times as much at once."""
    session_hours: Annotated[float, Field(gt=0, le=12)] = 12.0
    idle_minutes: Annotated[float, Field(gt=0, le=30)] = 30.0
    registry: Annotated[str, Field(pattern=r"^(https://[^\s/]+)?$")] = ""
    """``https://HOST:PORT`` of the central registry; empty: nothing is sent, everything waits."""
    registry_folder: Path | None = None
    """A folder from which a gateway takes updates, instead of ``registry``."""
    registry_form: Literal["json", "niem"] = "json"
    """What updates in the folder are: the published JSON, or NIEM 6 XML."""
    residency_offenses: dict[str, dt.date] = Field(default_factory=dict)
    """By beginning of the statute, such as ``566.``: the day the 1,000-foot rule (566.147) reached it.
    Counsel sets it; while it is empty the desk says what is missing."""
    public_list: Literal["closed", "open"] = "closed"
    """Whether the list for the public may be written (589.417); counsel decides."""
    reminders_name: Annotated[str, Field(max_length=64)] = ""
    """The name reminders are sent under, where the office's own would tell a stranger too much."""
    smtp_host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]{0,253}$")] = ""
    """The mail server that takes reminders by e-mail; empty: none are sent."""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls"] = "starttls"
    """``starttls`` (port 587), or ``tls`` from the first byte (port 465); without TLS nothing is sent."""
    smtp_sender: Annotated[str, Field(pattern=r"^([A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)?$")] = ""
    """The address reminders come from."""
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_authority: Path | None = None
    """Certificate authority of the mail server, where the machine does not know it."""
    records_opened: tuple[str, ...] = ()
    """Parts of a record that may be given to whoever asks (589.417); counsel decides, empty: nothing is."""
    registry_identity: Path = Path("station/registry")
    """Folder with the station's certificate for the registry."""

    @field_validator("printer_authority")
    @classmethod
    def _certifies(cls, value: Path | None) -> Path | None:
        try:
            authorities_in(value)
        except NotAuthorities as trouble:
            raise ValueError(_NOT_AUTHORITIES[trouble.code]) from None
        return value

    @field_validator("hours")
    @classmethod
    def _known_hours(cls, value: dict[str, str]) -> dict[str, str]:
        for day, hours in value.items():
            if day not in WORKDAYS:
                raise ValueError(f"“{day}” is none of {', '.join(WORKDAYS)}")
            if _day_hours(hours) is None:
                raise ValueError(f"write the hours of {day} as 8:00-15:00, closing after opening")
        if not value:
            raise ValueError("name at least one day on which the office is open")
        return value

    @field_validator("records_opened")
    @classmethod
    def _can_be_opened(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for part in value:
            if part not in parts() or openness(part) is not Openness.PUBLIC:
                raise ValueError(f"“{part}” cannot be opened")
        return value

    @model_validator(mode="after")
    def _tell_nobody(self) -> Self:
        if tells_on(self.reminders_name):
            raise ValueError("reminders_name names what reminders must not")
        if self.smtp_host:
            if not self.smtp_sender:
                raise ValueError("smtp_host needs smtp_sender, the address reminders come from")
            if tells_on(self.smtp_sender) or tells_on(self.reminders_name or self.office):
                raise ValueError("reminders would come under a telling name: set reminders_name, smtp_sender")
        return self

    @field_validator("day_sheet_passphrase")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if 0 < len(value) < SHORTEST_PASSPHRASE:
            raise ValueError(f"a passphrase has at least {SHORTEST_PASSPHRASE} signs")
        return value

    def week(self) -> Week:
        """The office's hours on each of the seven days, Monday first."""
        return (*(_day_hours(self.hours.get(day, "")) for day in WORKDAYS), None, None)

    def version_folder(self) -> Path:
        """Where the version that kiosks fetch is kept."""
        return self.kiosk_version or self.folder / VERSION_FOLDER

    def store_address(self) -> str:
        """Where the store lies, as ``open_store`` takes it."""
        return self.store or f"sqlite:///{(self.folder / 'station.sqlite').absolute()}"


def _day_hours(text: str) -> DayHours | None:
    """``8:00-15:00`` as hours; None for anything else."""
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    first_hour, first_minute, last_hour, last_minute = map(int, found.groups())
    try:
        hours = DayHours(dt.time(first_hour, first_minute), dt.time(last_hour, last_minute))
    except ValueError:
        return None
    return hours if hours.opens < hours.closes else None
