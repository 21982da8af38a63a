"""Map layers at the station's console: brought in, listed with their age, and asked about one address."""

from __future__ import annotations

import datetime as dt
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.console import Config
from ui.commands.stopping import good, stop

if TYPE_CHECKING:
    from sync.station.layers import Manifest
    from sync.station.residency import Advice

layers = typer.Typer(no_args_is_help=True, help="Map layers for the 1,000-foot advice.")
Day = Annotated[str, typer.Option("--as-of", help="The day the layer shows, YYYY-MM-DD: its maker says it.")]


class Kind(StrEnum):
    """What a layer's shapes may be."""

    SCHOOLS = "schools"
    CHILD_CARE = "child_care"
    PARCELS = "parcels"
    ADDRESS_POINTS = "address_points"


class Zone(StrEnum):
    """The State Plane zone of Missouri in which distances are measured."""

    WEST = "west"
    CENTRAL = "central"
    EAST = "east"


@layers.command("import")
def import_one(
    name: Annotated[str, typer.Argument(help="What the office calls it: small letters, digits, - and _.")],
    kind: Kind,
    file: Annotated[Path, typer.Argument(help="GeoJSON, a shapefile (.shp) or CSV, also .gz.")],
    as_of: Day,
    config: Config = None,
    zone: Annotated[Zone, typer.Option(help="The zone of the office's county.")] = Zone.WEST,
    reference: Annotated[
        str, typer.Option(help="Its reference system, such as EPSG:4326, where the file does not say.")
    ] = "",
    label: Annotated[str, typer.Option(help="The property that names each shape.")] = "",
) -> None:
    """Bring a layer in, in the place of the one with its name. Refused: NAD27, no reference system, another
    place than Missouri."""
    from sync.station.layers import LayerKind
    from sync.station.layers_import import Wanted, import_layer

    wanted = Wanted(name, LayerKind(kind.value), _day(as_of), zone.value, reference, label)
    made = good(import_layer(file, wanted, _folder(config), _today()))
    typer.echo(_told(made))


@layers.command("list")
def list_all(config: Config = None) -> None:
    """Every layer with its age."""
    from sync.station.layers import layers_in

    for layer in layers_in(_folder(config)):
        typer.echo(_told(layer.manifest))


@layers.command("near")
def near_one(
    address: Annotated[str, typer.Argument(help="One line: number, street, city.")],
    config: Config = None,
    picture: Annotated[Path | None, typer.Option(help="A drawn map, as PNG.")] = None,
) -> None:
    """What the layers say of a residence. Advice for the officer: it decides nothing and is never printed."""
    from kiosk.law.residency import feet_asked
    from kiosk.words import words
    from sync.rules import load_rulesets
    from sync.station.layers import layers_in
    from sync.station.residency import advice
    from ui.texts import language

    say = language("en").say
    feet = feet_asked(load_rulesets(), _today())
    found = advice(address, layers_in(_folder(config)), feet)
    typer.echo(say(words(f"supervisor.residency.verdict.{found.verdict.value}")))
    for place in found.places:
        near = say(words(f"supervisor.residency.near.{place.nearness.value}", feet=place.feet))
        typer.echo(f"  {place.name} ({place.layer}): {near}")
    if picture is not None and not _drawn(found, picture):
        stop("There is nothing to draw, or the picture cannot be written there.", 1)


def _drawn(found: Advice, picture: Path) -> bool:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.desk.map_picture import map_picture
    from ui.style.fonts import register_fonts
    from ui.style.look import Look
    from ui.style.tokens import Surface, theme
    from ui.texts import language

    app = QApplication.instance() or QApplication([])
    register_fonts()
    image = map_picture(Look(theme(Surface.DESK), language("en")), found.drawn, found.feet)
    written = image is not None and image.save(str(picture), "PNG")  # type: ignore[call-overload]
    del app
    return bool(written)


def _told(found: Manifest) -> str:
    edges = "edges" if found.polygons else "points"
    age = found.age_days(_today())
    left = f", {found.left_out} without a place left out" if found.left_out else ""
    return (
        f"{found.name}: {found.kind}, {found.shapes} {edges}{left}, {age} days old "
        f"({found.as_of}), from {found.reference}, kept in {found.zone}"
    )


def _folder(config: Path | None) -> Path:
    from sync.settings import SettingsTrouble, load_settings
    from sync.station.settings import StationSettings

    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        stop(settings.sentence)
    return settings.folder / "layers"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        stop(f"{text} is not a day written as YYYY-MM-DD.")


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).astimezone().date()
