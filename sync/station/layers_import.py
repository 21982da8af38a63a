"""Brings a map layer in from GeoJSON, a shapefile or CSV; the only place that knows of reference systems."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
import math
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyproj
import shapefile
import shapely
import shapely.errors
import shapely.geometry
from pyproj.exceptions import CRSError

from kiosk.problems import Problem, problem
from sync.station.layers import LayerKind, Manifest, keep_layer

MOST_SHAPES: Final = 500_000
LARGEST: Final = 512 * 1024 * 1024
ZONES: Final[Mapping[str, str]] = {"west": "ESRI:102698", "central": "ESRI:102697", "east": "ESRI:102696"}
"""NAD 1983 State Plane Missouri in U.S. survey feet; Jackson County lies in the west."""
_BROKEN: Final = (
    *(ValueError, LookupError, TypeError, AttributeError, EOFError, OSError, RecursionError, OverflowError),
    *(struct.error, zlib.error, shapefile.ShapefileException, shapely.errors.ShapelyError, csv.Error),
)
"""What the readers raise for a file that is not what its name says."""
_MISSOURI: Final = (-95.9, 35.9, -89.0, 40.7)
_NAMES: Final = ("facility", "name", "school", "facname", "label", "address", "full_addr", "situs")
_ADDRESSES: Final = ("address", "full_addr", "situs", "situsaddr", "addr")
_X, _Y = ("lon", "longitude", "x", "long"), ("lat", "latitude", "y")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be brought in. ``reference`` is needed where the file does not say its own."""

    name: str
    kind: LayerKind
    as_of: dt.date
    zone: str = "west"
    reference: str = ""
    label: str = ""
    """The property that names each shape; empty: guessed."""


@dataclass(frozen=True, slots=True)
class _Raw:
    reference: str
    shapes: Sequence[Any]
    properties: Sequence[Mapping[str, Any]]


def import_layer(file: Path, wanted: Wanted, folder: Path, today: dt.date) -> Manifest | Problem:
    """Read ``file``, measure it into State Plane feet and keep it; a Problem changes nothing."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", wanted.name):
        return problem("layer_name")
    try:
        content = file.read_bytes() if file.stat().st_size <= LARGEST else None
    except OSError:
        return problem("layer_unreadable")
    if content is None:
        return problem("layer_too_large", megabytes=LARGEST // (1024 * 1024))
    try:
        raw = _raw(file, content, wanted)
    except _BROKEN:
        return problem("layer_not_understood")
    if isinstance(raw, Problem):
        return raw
    found = _measured(raw, wanted)
    if isinstance(found, Problem):
        return found
    shapes, labels, reference = found
    polygons = all(one.geom_type in ("Polygon", "MultiPolygon") for one in shapes)
    manifest = Manifest(
        wanted.name,
        wanted.kind,
        polygons,
        len(shapes),
        len(raw.shapes) - len(shapes),
        reference,
        ZONES[wanted.zone],
        wanted.as_of,
        today,
        file.name,
        hashlib.sha256(content).hexdigest(),
    )
    keep_layer(folder, manifest, shapes, labels)
    return manifest


def _raw(file: Path, content: bytes, wanted: Wanted) -> _Raw | Problem:
    ending = file.name.lower().removesuffix(".gz").rpartition(".")[2]
    if ending == "shp":
        return _of_shapefile(file, wanted)
    text = (gzip.decompress(content) if file.name.lower().endswith(".gz") else content).decode("utf-8-sig")
    return _of_csv(text, wanted) if ending in ("csv", "txt") else _of_geojson(text, wanted)


def _of_geojson(text: str, wanted: Wanted) -> _Raw | Problem:
    found = json.loads(text)
    features = found["features"]
    if len(features) > MOST_SHAPES:
        return problem("layer_too_many", most=MOST_SHAPES)
    told = found.get("crs", {}).get("properties", {}).get("name", "")
    shapes = [shapely.geometry.shape(one["geometry"]) if one.get("geometry") else None for one in features]
    # By its own standard (RFC 7946) GeoJSON without a word about it is WGS 84.
    reference = wanted.reference or told or "OGC:CRS84"
    return _Raw(reference, shapes, [dict(one.get("properties") or {}) for one in features])


def _of_shapefile(file: Path, wanted: Wanted) -> _Raw | Problem:
    try:
        beside = file.with_suffix(".prj").read_text("utf-8")
    except OSError:
        beside = ""
    if not (wanted.reference or beside):
        return problem("layer_no_reference")
    with shapefile.Reader(str(file)) as reader:
        if len(reader) > MOST_SHAPES:
            return problem("layer_too_many", most=MOST_SHAPES)
        shapes = [
            shapely.geometry.shape(one.__geo_interface__) if one.shapeType else None
            for one in reader.iterShapes()
        ]
        properties = [one.as_dict() for one in reader.iterRecords()]
    return _Raw(wanted.reference or beside, shapes, properties)


def _of_csv(text: str, wanted: Wanted) -> _Raw | Problem:
    if not wanted.reference:
        return problem("layer_no_reference")
    rows = list(csv.DictReader(io.StringIO(text)))
    if len(rows) > MOST_SHAPES:
        return problem("layer_too_many", most=MOST_SHAPES)
    names = {name.lower(): name for name in (rows[0] if rows else {})}
    x, y = (next((names[name] for name in known if name in names), "") for known in (_X, _Y))
    if not x or not y:
        return problem("layer_no_place")
    shapes = [_point(row[x], row[y]) for row in rows]
    return _Raw(wanted.reference, shapes, rows)


def _point(x: str, y: str) -> Any:
    try:
        return shapely.geometry.Point(float(x), float(y))
    except (ValueError, TypeError):
        return None


def _measured(raw: _Raw, wanted: Wanted) -> tuple[list[Any], list[str], str] | Problem:
    try:
        came_in = pyproj.CRS.from_user_input(raw.reference)
    except CRSError:
        return problem("layer_no_reference")
    datum = came_in.geodetic_crs.datum.name if came_in.geodetic_crs and came_in.geodetic_crs.datum else ""
    if "1927" in datum or "NAD27" in datum.upper():
        return problem("layer_nad27")
    kept = [
        (shape, props)
        for shape, props in zip(raw.shapes, raw.properties, strict=True)
        if shape is not None and not shape.is_empty and all(map(math.isfinite, shape.bounds))
    ]
    if not kept:
        return problem("layer_empty")
    shapes = [shape for shape, _ in kept]
    degrees = _moved(shapes, came_in, pyproj.CRS("OGC:CRS84"))
    if not _all_in_missouri(degrees):
        return problem("layer_elsewhere")
    feet = _moved(shapes, came_in, pyproj.CRS(ZONES[wanted.zone]))
    whole = [one if one.is_valid else shapely.make_valid(one) for one in feet]
    return whole, [_label(props, wanted) for _, props in kept], came_in.name


def _moved(shapes: Sequence[Any], came_in: pyproj.CRS, to: pyproj.CRS) -> list[Any]:
    change = pyproj.Transformer.from_crs(came_in, to, always_xy=True)

    def move(points: Any) -> Any:
        x, y = change.transform(points[:, 0], points[:, 1])
        points[:, 0], points[:, 1] = x, y
        return points

    return list(shapely.transform(shapely.force_2d(list(shapes)), move))


def _all_in_missouri(degrees: Sequence[Any]) -> bool:
    west, south, east, north = shapely.total_bounds(list(degrees))
    within = (_MISSOURI[0] <= west, _MISSOURI[1] <= south, east <= _MISSOURI[2], north <= _MISSOURI[3])
    return all(map(math.isfinite, (west, south, east, north))) and all(within)


def _label(properties: Mapping[str, Any], wanted: Wanted) -> str:
    known = {str(name).lower(): value for name, value in properties.items()}
    names = _ADDRESSES if wanted.kind in (LayerKind.PARCELS, LayerKind.ADDRESS_POINTS) else _NAMES
    for name in (wanted.label.lower(),) if wanted.label else names:
        if known.get(name):
            # Half a letter, which JSON can hold, could not be kept.
            return " ".join(str(known[name]).encode("utf-8", "replace").decode("utf-8").split())
    return ""
