"""Commands at the station's own console: devices, officers' second factors, the audit log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kiosk.problems import Problem
from sync.sealed_file import SHORTEST_PASSPHRASE
from ui.commands.stopping import good, stop

if TYPE_CHECKING:
    from sync.station.desk_wire import AuditVerdict
    from sync.station.opened import Opened

T = TypeVar("T")
device = typer.Typer(no_args_is_help=True, help="Kiosks and desks: codes for new ones, and revocation.")
officer = typer.Typer(no_args_is_help=True, help="Officers' second factors and sign-ins.")
audit = typer.Typer(no_args_is_help=True, help="The audit log: check it, write it out.")
kiosk_version = typer.Typer(
    no_args_is_help=True, help="The version of the image that the kiosks fetch from this station at night."
)
store = typer.Typer(no_args_is_help=True, help="The station's store: back it up, restore it, move it.")
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="APPEAR_CONFIG",
        help="A TOML file with the station's settings.",
        show_default=False,
        show_envvar=False,
    ),
]

PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="Read the passphrase from this file instead of asking.", show_default=False),
]


class Role(StrEnum):
    """What a new device may be."""

    KIOSK = "kiosk"
    DESK = "desk"


class Factor(StrEnum):
    """What a second factor may be."""

    TOTP = "totp"
    KEY = "key"


@device.command("code")
def device_code(role: Role, name: str, config: Config = None) -> None:
    """Show a one-time code, good for 15 minutes, with which one new device is enrolled."""
    from sync.identity import Role as DeviceRole
    from sync.station.console import code_for

    typer.echo(_at(config, lambda opened: code_for(opened, DeviceRole(role.value), name)))


@device.command("list")
def device_list(config: Config = None) -> None:
    """Every certificate of the office, oldest first."""
    from sync.station.console import every_device

    for one in _at(config, every_device):
        state = "revoked" if one.revoked else f"until {one.expires:%Y-%m-%d}"
        typer.echo(f"{one.name}\t{one.role.value}\t{one.serial:x}\t{state}")


@device.command("revoke")
def device_revoke(name: str, config: Config = None) -> None:
    """Let a device in no more, by any certificate it was ever given. Works without a network."""
    from sync.station.console import revoke

    count = _at(config, lambda opened: revoke(opened, name))
    typer.echo(f"{name} is let in no more ({count} certificates).")


@device.command("recovery-key")
def device_recovery_key(name: str, config: Config = None) -> None:
    """Show the key that opens a kiosk's disk when its TPM does not. That it was read is written down."""
    from sync.station.console import recovery_key

    typer.echo(_at(config, lambda opened: recovery_key(opened, name)))


@device.command("send-again")
def device_send_again(name: str, config: Config = None) -> None:
    """Have a kiosk send once more what the station had refused, after the reason was dealt with."""
    from sync.station.console import send_again

    _at(config, lambda opened: send_again(opened, name))
    typer.echo(f"{name} sends it again when it is next heard of.")


@device.command("set-aside")
def device_set_aside(
    config: Config = None,
    drop: Annotated[str, typer.Option(help="Let go of the one with this fingerprint.")] = "",
) -> None:
    """What kiosks sent and the station could not take: fingerprint, device, reason, when, bytes."""
    from sync.station.console import drop_set_aside, set_aside

    if drop:
        _at(config, lambda opened: drop_set_aside(opened, drop))
        typer.echo("It is let go of.")
        return
    for one in _at(config, set_aside):
        when = f"{one.received_at:%Y-%m-%d %H:%M:%S}Z"
        typer.echo(f"{one.sha256}\t{one.sent_by}\t{one.reason}\t{when}\t{one.size}")


@kiosk_version.command("keep")
def kiosk_version_keep(
    folder: Annotated[Path, typer.Argument(help="The folder appear-update of a build.")],
    config: Config = None,
) -> None:
    """Offer this version to every kiosk, in the place of the one before; each looks for its signature."""
    from sync.station.console import keep_version

    with _told_plainly(folder):
        kept = _at(config, lambda opened: keep_version(opened, folder))
    typer.echo(f"Version {kept.offer.version} is kept for the kiosks.")


@kiosk_version.command("show")
def kiosk_version_show(config: Config = None) -> None:
    """Which version the kiosks are offered."""
    from sync.station.console import kept_version

    kept = _at(config, kept_version)
    size = sum(part.size for part in kept.offer.parts()) / 1e6
    typer.echo(f"Version {kept.offer.version}, {size:.0f} MB, root {kept.offer.root_hash}")


@kiosk_version.command("withdraw")
def kiosk_version_withdraw(config: Config = None) -> None:
    """Offer the kiosks no version any more. One that runs it already keeps it."""
    from sync.station.console import withdraw_version

    kept = _at(config, withdraw_version)
    typer.echo(f"Version {kept.offer.version} is offered to no kiosk any more.")


def public_list(
    out: Annotated[Path, typer.Argument(help="The CSV file to write.")], config: Config = None
) -> None:
    """Write the list for the public, where the office has opened it; it is closed by default."""
    from sync.clock import utc_now
    from sync.station.build import office_of
    from sync.station.public_list import write

    def work(opened: Opened) -> int:
        if opened.settings.public_list != "open":
            stop("The list for the public is closed. Counsel decides whether “public_list” is “open”.", 1)
        office = office_of(opened.settings, opened.pepper)
        with opened.store.reading() as session:
            return write(session, office, out, office.today(utc_now()))

    with _told_plainly(out):
        typer.echo(f"{_at(config, work)} lines are in {out}.")


def metrics(config: Config = None) -> None:
    """Print how the office stands in numbers, as Prometheus takes them in; nothing about anybody."""
    from sync.clock import utc_now
    from sync.station.metrics import metrics as figures

    typer.echo(_at(config, lambda opened: figures(opened, utc_now())), nl=False)


def registry_interface(
    schema: Annotated[bool, typer.Option("--json-schema", help="What an update is, instead.")] = False,
) -> None:
    """Print the interface between station and registry as OpenAPI, for vendors."""
    from sync.registry.service.api import json_schema, openapi

    typer.echo(json_schema() if schema else openapi(), nl=False)


def enrol(
    address: Annotated[str, typer.Argument(help="Where the station enrols devices, https://HOST:PORT.")],
    folder: Annotated[Path, typer.Argument(help="The device's keys and certificate go here.")],
    code: Annotated[str, typer.Option(help="The code shown at the desk.", prompt=True)],
    proxy: Annotated[str, typer.Option(help="Where it goes through a proxy alone, http://HOST:PORT.")] = "",
) -> None:
    """Make this device's keys and exchange a one-time code for its certificate."""
    from sync.device_wire import read_code
    from sync.enrolling import NotEnrolled
    from sync.enrolling import enrol as ask
    from ui.addresses_of_devices import proxy_address

    known = read_code(code)
    if known is None:
        stop("That is no code: it has 24 letters and digits.")
    try:
        proxy = proxy_address(proxy)
    except ValueError as trouble:
        stop(f"The proxy cannot be used: {trouble}.")
    found = ask(address.rstrip("/"), known, folder, proxy)
    if isinstance(found, NotEnrolled):
        if found.problem is not None:
            good(found.problem)
        stop(_WHY_NOT.get(found.code, f"The keys in {folder} cannot be used ({found.code})."), 1)
    typer.echo(f"This device is the {found.role.value} {found.name} of {found.office}.")


@officer.command("factor")
def officer_factor(name: str, kind: Factor = Factor.TOTP, config: Config = None) -> None:
    """Give an account a new second factor; its sign-ins end. For TOTP what the app takes in is shown once."""
    from sync.station.console import set_key, set_totp

    if kind is Factor.TOTP:
        typer.echo(_at(config, lambda opened: set_totp(opened, name)))
        return
    from devices.security_key import UsbSecurityKey

    typer.echo("Put the key in and touch it.", err=True)
    _at(config, lambda opened: set_key(opened, name, UsbSecurityKey().register))
    typer.echo(f"{name} signs in with this key.")


@officer.command("end-sign-ins")
def officer_end(name: str, config: Config = None) -> None:
    """End every sign-in of an account at once."""
    from sync.station.console import end_sign_ins

    typer.echo(f"{_at(config, lambda opened: end_sign_ins(opened, name))} sign-ins of {name} ended.")


@audit.command("verify")
def audit_verify(
    config: Config = None,
    file: Annotated[Path | None, typer.Option(help="An exported log instead of the station's.")] = None,
    checkpoints: Annotated[Path | None, typer.Option(help="Checkpoints kept elsewhere.")] = None,
) -> None:
    """Check that no line was changed, removed, moved or cut off; exit 1 when one was. Needs no network."""
    from sync.station.console import verify_log
    from sync.station.log_file import NotALogError, checkpoints_in, verify

    if file is None:
        _say_verdict(_at(config, verify_log))
        return
    try:
        verdict = verify(file, checkpoints_in(checkpoints) if checkpoints else ())
    except (NotALogError, OSError, UnicodeDecodeError) as trouble:
        stop(f"{file} is no exported log: {trouble}.")
    _say_verdict(verdict)


@audit.command("export")
def audit_export(
    out: Annotated[Path, typer.Argument(help="The file to write.")], config: Config = None
) -> None:
    """Write the whole log and its checkpoints into a file, one JSON object a line."""
    from sync.station.log_file import export

    def work(opened: Opened) -> int:
        with opened.store.reading() as session:
            return export(session, opened.settings.office, out)

    try:
        typer.echo(f"{_at(config, work)} lines are in {out}.")
    except OSError as trouble:
        stop(f"{out} cannot be written: {trouble.strerror}.")


@store.command("backup")
def store_backup(
    out: Annotated[Path, typer.Argument(help="The file to write.")],
    config: Config = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Seal the whole station, keys and all, into one file, while it runs; asks for a passphrase."""
    from sync.station.backup import backup

    phrase = _passphrase(passphrase_file, confirm=True)
    with _told_plainly(out):
        rows = _at(config, lambda opened: backup(opened.settings, opened.store, out, phrase))
    typer.echo(f"{rows} rows and the keys are sealed in {out}.")


@store.command("restore")
def store_restore(file: Path, config: Config = None, passphrase_file: PassphraseFile = None) -> None:
    """Make the station anew from a backup; its folder must be empty."""
    from sync.settings import SettingsTrouble, load_settings
    from sync.station.backup import let_in, restore
    from sync.station.settings import StationSettings

    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        stop(settings.sentence)
    with _told_plainly(file):
        rows = restore(settings, file, _passphrase(passphrase_file))
    typer.echo(f"{rows} rows and the keys are back in {settings.folder}.")
    typer.echo(f"Devices let in, as they were then: {', '.join(let_in(settings)) or 'none'}.")
    typer.echo("Since the backup this station does not know: revoke again whatever was revoked, enrol again")
    typer.echo("whatever was enrolled or renewed, lock again whoever was locked. Everybody signs in anew.")


@store.command("move")
def store_move(
    address: Annotated[str, typer.Argument(help="postgresql+psycopg://USER:PASSWORD@HOST/DATABASE, empty.")],
    config: Config = None,
) -> None:
    """Copy everything into another database, of whichever kind. Stop the station first."""
    from sync.station.backup import move

    with _told_plainly(None):
        rows = _at(config, lambda opened: move(opened.store, address))
    typer.echo(f"{rows} rows are copied. Set “store” to the new address and start the station.")


def _passphrase(file: Path | None, *, confirm: bool = False) -> str:
    if file is None:
        phrase: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm)
    else:
        with _told_plainly(file):
            phrase = file.read_text("utf-8").rstrip("\r\n")
    if len(phrase) < SHORTEST_PASSPHRASE:
        stop(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.")
    return phrase


@contextmanager
def _told_plainly(file: Path | None) -> Iterator[None]:
    from sync.sealed_file import NotOpenedError
    from sync.station.backup import CannotError

    try:
        yield
    except CannotError as trouble:
        stop(str(trouble), 1)
    except NotOpenedError as trouble:
        stop(f"{file} could not be opened: {trouble}.", 1)
    except OSError as trouble:
        stop(f"{trouble.filename or file} cannot be used: {trouble.strerror}.", 1)


def _say_verdict(verdict: AuditVerdict) -> None:
    if verdict.why:
        where = f" at line {verdict.broken_at}" if verdict.broken_at else ""
        stop(f"The log is not as it was written: {verdict.why}{where}.", 1)
    typer.echo(f"The log is whole: {verdict.lines} lines, the last {verdict.last_chain}.")


def _at(config: Path | None, work: Callable[[Opened], T | Problem]) -> T:
    from sync.station.opened import at_station

    found = at_station(config, lambda opened: (work(opened),))
    if isinstance(found, str):
        stop(found)
    return good(found[0])


_WHY_NOT = {
    "unreachable": "The station does not answer there. Look at the address, and whether it enrols devices.",
    "clock": "The clock here is behind: the station's certificate begins later. Set it, then ask again.",
    "other_office": "Somebody else answers there, not the office of this code. Nothing was sent. Tell IT.",
    "refused": "The station refused.",
}
