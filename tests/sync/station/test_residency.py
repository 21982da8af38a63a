"""Layers are measured in State Plane feet or refused; the advice says no more than points or edges allow."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pyproj
import pytest
import shapefile
import shapely
import shapely.geometry
from typer.testing import CliRunner

from kiosk.problems import Problem
from sync.station.layers import Layer, LayerKind, Manifest, layers_in
from sync.station.layers_import import ZONES, Wanted, import_layer
from sync.station.residency import advice, locate, near
from sync.station.residency_wire import Nearness, Verdict
from tests.shared import WHY_ABSENT, shared_folder
from ui.cli import app

TODAY, MADE = dt.date(2026, 11, 23), dt.date(2015, 6, 1)
EAST_FEET = 2_760_000.0, 1_060_000.0
"""A corner in Kansas City, in State Plane feet (Missouri West)."""
TO_DEGREES = pyproj.Transformer.from_crs(ZONES["west"], "OGC:CRS84", always_xy=True)


def box(east: float, north: float, side: float = 100.0) -> Any:
    """A square lot, its lower left corner so many feet from the corner of the set."""
    x, y = EAST_FEET[0] + east, EAST_FEET[1] + north
    return shapely.box(x, y, x + side, y + side)


def geojson(file: Path, shapes: dict[str, Any], name: str = "address") -> Path:
    """Shapes in feet, written as GeoJSON in degrees."""

    def degrees(points: Any) -> Any:
        x, y = TO_DEGREES.transform(points[:, 0], points[:, 1])
        points[:, 0], points[:, 1] = x, y
        return points

    features = [
        {
            "type": "Feature",
            "properties": {name: label},
            "geometry": shapely.geometry.mapping(shapely.transform(shape, degrees)),
        }
        for label, shape in shapes.items()
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def bring(file: Path, folder: Path, name: str, kind: LayerKind, **rest: str) -> Manifest:
    """The layer brought in."""
    made = import_layer(file, Wanted(name, kind, MADE, **rest), folder, TODAY)
    assert isinstance(made, Manifest), made
    return made


def refusal(file: Path, folder: Path, **rest: str) -> str:
    """Why it is refused; nothing is kept."""
    found = import_layer(file, Wanted("layer", LayerKind.SCHOOLS, MADE, **rest), folder, TODAY)
    assert isinstance(found, Problem), found
    assert layers_in(folder) == ()
    return found.code


def office(tmp_path: Path, school: Any, care: Any) -> tuple[Layer, ...]:
    """One home parcel, one school and one child care, as layers."""
    folder = tmp_path / "layers"
    home = {"415 Birchwood Ter": box(0, 0), "417 Birchwood Ter": box(100, 0)}
    bring(geojson(tmp_path / "parcels.geojson", home), folder, "parcels", LayerKind.PARCELS)
    bring(
        geojson(tmp_path / "schools.geojson", {"Elm School": school}, "name"),
        folder,
        "schools",
        LayerKind.SCHOOLS,
    )
    bring(geojson(tmp_path / "care.geojson", {"Care": care}, "name"), folder, "care", LayerKind.CHILD_CARE)
    return layers_in(folder)


HOME = "415 Birchwood Terrace Apt 3B, Kansas City, MO 64106"
FAR = box(9_000, 0)


@pytest.mark.parametrize(
    ("gap", "verdict"),
    [
        (0, Verdict.WITHIN),
        (500, Verdict.WITHIN),
        (974, Verdict.WITHIN),
        (976, Verdict.AT_THE_LINE),
        (1000, Verdict.AT_THE_LINE),
        (1024, Verdict.AT_THE_LINE),
        (1026, Verdict.CLEAR),
        (5000, Verdict.CLEAR),
    ],
)
def test_between_parcels_the_distance_of_the_edges_counts(tmp_path: Path, gap: int, verdict: Verdict) -> None:
    found = advice(HOME, office(tmp_path, box(100 + gap, 0, 300), FAR), 1_000)
    assert found.verdict is verdict
    if verdict is not Verdict.CLEAR:
        (place,) = found.places
        assert abs(place.feet - gap) <= 1, "measured in State Plane feet, there and back through degrees"
        assert place.name == "Elm School"


@pytest.mark.parametrize(
    ("gap", "verdict"),
    [
        (900, Verdict.POSSIBLE),
        (1_600, Verdict.POSSIBLE),
        (1_698, Verdict.POSSIBLE),
        (1_702, Verdict.NONE_KNOWN),
    ],
)
def test_a_point_says_possible_or_none_known_and_never_clear(
    tmp_path: Path, gap: int, verdict: Verdict
) -> None:
    x, y = EAST_FEET
    school = shapely.Point(x + 100 + gap, y + 50)
    found = advice(HOME, office(tmp_path, school, FAR), 1_000)
    assert found.verdict is verdict
    assert all(place.nearness is Nearness.POSSIBLE for place in found.places)


def test_without_a_layer_of_each_protected_kind_nothing_is_called_clear(tmp_path: Path) -> None:
    layers = [layer for layer in office(tmp_path, FAR, FAR) if layer.manifest.name != "care"]
    assert advice(HOME, layers, 1_000).verdict is Verdict.NONE_KNOWN
    assert advice(HOME, layers[:1], 1_000).verdict is Verdict.NO_LAYERS


@pytest.mark.parametrize(
    "address", ["416 Birchwood Ter", "415 Birchwood St", "415 Birchwood Dr Apt 3B", "", "PO Box 5"]
)
def test_a_home_that_is_not_in_the_layer_is_not_guessed(tmp_path: Path, address: str) -> None:
    assert advice(address, office(tmp_path, FAR, FAR), 1_000).verdict is Verdict.NOT_LOCATED


def test_an_address_that_two_parcels_bear_is_not_chosen_between(tmp_path: Path) -> None:
    twice = {"415 Birchwood Ter": box(0, 0), "415 BIRCHWOOD TERRACE": box(500, 0)}
    bring(geojson(tmp_path / "p.geojson", twice), tmp_path / "l", "parcels", LayerKind.PARCELS)
    assert locate(HOME, layers_in(tmp_path / "l")) is None


def test_a_layer_of_another_zone_is_not_measured_against(tmp_path: Path) -> None:
    folder = tmp_path / "layers"
    bring(
        geojson(tmp_path / "p.geojson", {"415 Birchwood Ter": box(0, 0)}),
        folder,
        "parcels",
        LayerKind.PARCELS,
    )
    bring(
        geojson(tmp_path / "s.geojson", {"S": box(200, 0)}), folder, "schools", LayerKind.SCHOOLS, zone="east"
    )
    assert advice(HOME, layers_in(folder), 1_000).verdict is Verdict.NO_LAYERS


def test_a_layer_brought_in_again_takes_the_place_of_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "layers"
    for n in (1, 3):
        shapes = {f"{m} Elm St": box(200 * m, 0) for m in range(1, n + 1)}
        bring(geojson(tmp_path / "p.geojson", shapes), folder, "parcels", LayerKind.PARCELS)
    (layer,) = layers_in(folder)
    assert (layer.manifest.shapes, len(layer.shapes), layer.labels[2]) == (3, 3, "3 Elm St")
    assert layer.manifest.age_days(TODAY) == (TODAY - MADE).days
    assert layer.manifest.as_of == MADE


def a_shapefile(folder: Path, reference: str) -> Path:
    """One square in Kansas City in State Plane feet, its .prj saying ``reference``."""
    file = folder / "one.shp"
    with shapefile.Writer(str(file)) as writer:
        writer.field("NAME", "C")
        writer.poly([[list(point) for point in box(0, 0).exterior.coords]])
        writer.record("Elm School")
    if reference:
        file.with_suffix(".prj").write_text(reference)
    return file


def test_a_shapefile_is_measured_by_what_its_prj_says(tmp_path: Path) -> None:
    file = a_shapefile(tmp_path, pyproj.CRS(ZONES["west"]).to_wkt("WKT1_ESRI"))
    made = bring(file, tmp_path / "layers", "schools", LayerKind.SCHOOLS)
    assert (made.shapes, made.polygons) == (1, True)
    (layer,) = layers_in(tmp_path / "layers")
    assert layer.labels == ("Elm School",)
    assert layer.shapes[0].equals_exact(box(0, 0), 0.01)


def test_what_cannot_be_measured_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "layers"
    nad27 = pyproj.CRS("EPSG:26703").to_wkt("WKT1_ESRI")
    assert refusal(a_shapefile(tmp_path, ""), folder) == "layer_no_reference"
    assert refusal(a_shapefile(tmp_path, nad27), folder) == "layer_nad27"
    assert refusal(a_shapefile(tmp_path, "PROJCS[nothing"), folder) == "layer_no_reference"
    table = tmp_path / "points.csv"
    table.write_text("lon,lat\n-94.58,39.09\n")
    assert refusal(table, folder) == "layer_no_reference"
    assert refusal(table, folder, reference="EPSG:4267") == "layer_nad27"
    table.write_text("lat,lon\n-94.58,39.09\n")
    assert refusal(table, folder, reference="EPSG:4326") == "layer_elsewhere"
    table.write_text("east,north\n1,2\n")
    assert refusal(table, folder, reference="EPSG:4326") == "layer_no_place"
    table.write_text("lon,lat\nwest,north\n")
    assert refusal(table, folder, reference="EPSG:4326") == "layer_empty"
    point = '{"features": [{"geometry": {"type": "Point", "coordinates": [%s, 39.09]}, "properties": %s}]}'
    texts = ("", "{", "[]", "[" * 99_000, '{"features": 3}', '{"features": [{"geometry": {"type": "Blob"}}]}')
    for text in (*texts, point % (-94.58, '"x"'), point % (-94.58, "[1]"), point % ("9" * 400, "{}")):
        broken = tmp_path / "broken.geojson"
        broken.write_text(text)
        assert refusal(broken, folder) == "layer_not_understood"
    squeezed = bytearray(gzip.compress(bytes(range(256)) * 9))
    squeezed[12] ^= 0xFF
    for name, content in (("cut.shp", b""), ("bent.geojson.gz", bytes(squeezed))):
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name, folder, reference="EPSG:4326") == "layer_not_understood"
    assert refusal(tmp_path / "none.geojson", folder) == "layer_unreadable"
    found = import_layer(table, Wanted("../up", LayerKind.SCHOOLS, MADE), folder, TODAY)
    assert isinstance(found, Problem)
    assert found.code == "layer_name"


def test_half_a_letter_in_a_label_does_not_end_the_import(tmp_path: Path) -> None:
    file = geojson(tmp_path / "p.geojson", {"\ud800 Elm St": box(0, 0)})
    assert bring(file, tmp_path / "layers", "parcels", LayerKind.PARCELS).shapes == 1


def test_more_shapes_than_any_county_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.station.layers_import.MOST_SHAPES", 2)
    file = geojson(tmp_path / "p.geojson", {f"{n} Elm St": box(200 * n, 0) for n in range(3)})
    assert refusal(file, tmp_path / "layers") == "layer_too_many"
    table = tmp_path / "points.csv"
    table.write_text("lon,lat\n" + "-94.58,39.09\n" * 3)
    assert refusal(table, tmp_path / "layers", reference="EPSG:4326") == "layer_too_many"


def test_real_layers_are_brought_in_where_they_lie_and_the_one_in_nad27_is_refused(tmp_path: Path) -> None:
    lies, folder = shared_folder(), tmp_path / "layers"
    if lies is None:
        pytest.skip(WHY_ABSENT)
    geo = lies / "geo"
    assert refusal(geo / "stl_zoning_shp" / "prclzm.shp", folder) == "layer_nad27"
    schools = bring(geo / "mo_public_schools_points.geojson", folder, "schools", LayerKind.SCHOOLS)
    assert (schools.shapes, schools.polygons) == (2_399, False)
    homes = geo / "kcmo_wendell_phillips_address_points_2015.geojson"
    assert bring(homes, folder, "homes", LayerKind.ADDRESS_POINTS).shapes == 3_649
    parcels = geo / "kcmo_parcel_points_2015_midtown.csv.gz"
    made = bring(parcels, folder, "midtown", LayerKind.PARCELS, reference="EPSG:4326")
    assert made.shapes == 56_604
    edge = geo / "stl_zoning_shp" / "stl_boundary.shp"
    assert bring(edge, folder, "edge", LayerKind.PARCELS, zone="east").polygons
    found = advice("2425 Park Avenue, Kansas City, MO 64127", layers_in(folder), 1_000)
    assert found.verdict in (Verdict.POSSIBLE, Verdict.NONE_KNOWN)
    assert all(place.feet <= 1_700 for place in found.places)
    shutil.rmtree(folder)


def test_the_nearest_place_comes_first(tmp_path: Path) -> None:
    layers = [one for one in office(tmp_path, box(400, 0), box(300, 0)) if one.manifest.name != "parcels"]
    assert [(one.name, one.feet) for one in near(box(0, 0), True, layers, 1_000).places] == [
        ("Care", 200),
        ("Elm School", 300),
    ]


def test_the_commands_bring_in_list_and_ask(tmp_path: Path) -> None:
    config, picture = tmp_path / "station.toml", tmp_path / "map.png"
    config.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{tmp_path / "station"}"\n')
    homes = geojson(tmp_path / "homes.geojson", {"415 Birchwood Ter": box(0, 0)})
    school = geojson(tmp_path / "school.geojson", {"Elm School": box(600, 0)}, "name")
    run, rest = CliRunner(), ["--config", str(config)]
    for name, kind, file in (("homes", "parcels", homes), ("schools", "schools", school)):
        made = run.invoke(app, ["layers", "import", name, kind, str(file), "--as-of", "2015-06-01", *rest])
        assert made.exit_code == 0, made.output
    assert "schools: schools, 1 edges" in run.invoke(app, ["layers", "list", *rest]).output
    told = run.invoke(app, ["layers", "near", HOME, "--picture", str(picture), *rest])
    assert told.exit_code == 0, told.output
    assert "Within 1,000 feet, edge to edge." in told.output
    assert "Elm School (schools): 500 ft, edge to edge" in told.output
    assert picture.read_bytes().startswith(b"\x89PNG")
    bad = run.invoke(app, ["layers", "import", "x", "schools", str(school), "--as-of", "soon", *rest])
    assert bad.exit_code == 2
