"""The one command, ``appear``: each door opened by name, Qt imported only for the doors that have windows."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from devices import build
from ui.commands import console, layers
from ui.commands import roster as people
from ui.commands.stopping import stop

law = typer.Typer(no_args_is_help=True, add_completion=False, help="The rules, and vectors to check them.")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Self-service check-in for offices where registrants must, by law, appear in person.",
)

app.add_typer(law, name="law")
app.add_typer(console.device, name="device")
app.add_typer(console.officer, name="officer")
app.add_typer(console.audit, name="audit")
app.add_typer(console.store, name="store")
app.add_typer(console.kiosk_version, name="kiosk-version")
app.command("enrol")(console.enrol)
app.command("registry-interface")(console.registry_interface)
app.command("metrics")(console.metrics)
app.command("public-list")(console.public_list)
app.add_typer(people.roster, name="roster")
app.add_typer(layers.layers, name="layers")

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="APPEAR_CONFIG",
        help="A TOML file with the settings of this door.",
        show_default=False,
        show_envvar=False,
    ),
]


def main() -> None:
    """Run ``appear``. A package lacks what only other doors need; then one sentence names it."""
    try:
        app()
    except ModuleNotFoundError as missing:
        if not build.PACKAGED:
            raise
        sys.stderr.write(f"appear: This package cannot do that: it brings no “{missing.name}”.\n")
        sys.exit(2)


@app.command()
def registry(
    config: Config = None,
    certify: Annotated[
        str, typer.Option(help="Make a certificate for the station of this office, named as in its settings.")
    ] = "",
    into: Annotated[Path, typer.Option(help="The folder for it, with its keys.")] = Path("for-the-station"),
    revoke: Annotated[str, typer.Option(help="Let the station of this name in no more, and end.")] = "",
) -> None:
    """Serve the reference registry."""
    from sync.identity import device_name_of
    from sync.registry.service.build import certify_station, revoke_station, serve_registry

    if certify and revoke:
        stop("Certify a station, or revoke one: not both at once.")
    if certify:
        trouble = certify_station(config, certify, into)
    else:
        trouble = revoke_station(config, revoke) if revoke else serve_registry(config)
    if trouble:
        stop(trouble)
    if certify:
        named = device_name_of(certify)
        typer.echo(f"What {named} shows to this registry lies in {into}: carry it there, and keep no copy.")
    elif revoke:
        typer.echo(f"{revoke} is let in no more.")


@app.command()
def lobby(
    config: Config = None,
    board: Annotated[bool, typer.Option("--board", help="Show only the numbers called.")] = False,
) -> None:
    """Open the kiosk's window."""
    if board:
        from ui.lobby.board import open_board

        shown = open_board(config)
        if isinstance(shown, str):
            stop(shown)
        raise typer.Exit(shown)
    from ui.lobby.door import stay_open

    ended = stay_open(config)
    if isinstance(ended, str):
        stop(ended)
    raise typer.Exit(ended)


@app.command()
def station(config: Config = None) -> None:
    """Serve an office: its kiosks, its desks, and the way to the registry."""
    from sync.station.build import main as serve_station
    from ui.texts import say_in

    trouble = serve_station(config, say_in)
    if trouble:
        stop(trouble)


@app.command()
def desk(config: Config = None) -> None:
    """Open the officer's desk."""
    from ui.desk.build import serve_desk

    trouble = serve_desk(config)
    if trouble:
        stop(trouble)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Everything the demo makes goes here.")] = Path("out"),
    headless: Annotated[
        bool, typer.Option("--headless", help="Open no windows even with a display.")
    ] = False,
) -> None:
    """Try everything on one machine with invented people: windows, or a whole check-in by itself."""
    from ui.demo.run import run_demo

    raise typer.Exit(run_demo(out, headless=headless))


@app.command("add-officer")
def add_officer(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    full_name: Annotated[str, typer.Argument(help="The name on papers.")],
    config: Config = None,
    supervisor: Annotated[bool, typer.Option(help="May also supervise.")] = False,
) -> None:
    """Make an account at the station; the password is asked for and never shown."""
    from kiosk.problems import Problem
    from kiosk.review import Role
    from sync.station.build import create_officer, why_no_officer
    from ui.texts import language

    trouble = why_no_officer(config)
    if trouble:
        stop(trouble)
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    roles = frozenset({Role.OFFICER, Role.SUPERVISOR} if supervisor else {Role.OFFICER})
    refused = create_officer(config, name, full_name, password, roles)
    if isinstance(refused, Problem):
        say = language("en").say
        stop(f"{say(refused.what_happened)} {say(refused.what_to_do)}", 1)
    if refused:
        stop(refused)
    typer.echo(f"{name} can sign in once it has a second factor: appear officer factor {name}")


@app.command("release-officer")
def release_officer(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    config: Config = None,
) -> None:
    """Let an account that five wrong passwords have locked sign in again."""
    from kiosk.problems import Problem
    from sync.station.build import release_officer as release
    from ui.texts import language

    refused = release(config, name)
    if isinstance(refused, Problem):
        say = language("en").say
        stop(f"{say(refused.what_happened)} {say(refused.what_to_do)}", 1)
    if refused:
        stop(refused)
    typer.echo(f"{name} can sign in again.")


@app.command("id-card")
def id_card(file: Annotated[Path, typer.Argument(help="A file holding a card's text.")]) -> None:
    """Print what an ID card's text says, as JSON."""
    from ui.commands.id_card import print_id_card

    raise typer.Exit(print_id_card(file))


@app.command("read-card")
def read_card(
    images: Annotated[list[Path], typer.Argument(help="Pictures of cards.")],
    config: Config = None,
) -> None:
    """Decode the codes in pictures, one JSON line per picture; takes the lobby's settings for its codes."""
    from ui.commands.read_card import read_cards

    raise typer.Exit(read_cards(images, config))


@app.command()
def doctor(
    part: Annotated[str | None, typer.Argument(help="Only this part, live: camera.")] = None,
    config: Config = None,
) -> None:
    """Look at every part of a kiosk and say what needs a hand; takes the lobby's settings."""
    if part == "camera":
        from ui.commands.doctor_camera import doctor_camera

        raise typer.Exit(doctor_camera(config))
    if part is not None:
        raise typer.BadParameter("only the camera can be watched alone: appear doctor camera")
    from ui.commands.doctor import doctor as examine

    raise typer.Exit(examine(config))


@app.command()
def due(
    tier: Annotated[str, typer.Option(help="I, II or III.")],
    born: Annotated[str, typer.Option(help="Date of birth, YYYY-MM-DD.")],
    last: Annotated[str | None, typer.Option(help="Last completed full verification.")] = None,
    registered: Annotated[str | None, typer.Option(help="Initial registration.")] = None,
    photograph: Annotated[str | None, typer.Option(help="Last photograph.")] = None,
    fact: Annotated[list[str] | None, typer.Option(help="A fact, such as victim_under_18=true.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As seen on this day.")] = None,
    county: Annotated[str, typer.Option(help="The office's county.")] = "Jackson",
    lang: Annotated[str, typer.Option(help="Language of the reasons.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print when a person must appear, by which rule, why, and the windows that would be printed."""
    from ui.commands.law import due as print_due

    raise typer.Exit(
        print_due(
            tier,
            born,
            last,
            registered=registered,
            photograph=photograph,
            facts=fact or (),
            as_of=as_of,
            as_json=as_json,
            county=county,
            lang=lang,
            today=dt.datetime.now(dt.UTC).astimezone().date(),
        )
    )


@law.command("check")
def law_check(file: Annotated[Path, typer.Argument(help="A vector file.")]) -> None:
    """Compute every expectation in a vector file and compare."""
    from ui.commands.law import law_check as check

    raise typer.Exit(check(file))


@law.command("rules")
def law_rules() -> None:
    """Print every rule with its section."""
    from ui.commands.law import law_rules as rules

    raise typer.Exit(rules())


if __name__ == "__main__":
    main()
