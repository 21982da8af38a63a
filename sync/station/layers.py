"""Map layers of the office: schools, child care, parcels or address points, in State Plane feet."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import shapely

from sync.station.residency_wire import LayerKind as LayerKind

_MANIFEST: Final = "manifest.json"
_SHAPES: Final = "shapes.wkb"
_LABELS: Final = "labels.json"


PROTECTED: Final = (LayerKind.SCHOOLS, LayerKind.CHILD_CARE)
"""What 566.147 keeps 1,000 feet from."""
HOMES: Final = (LayerKind.PARCELS, LayerKind.ADDRESS_POINTS)
"""Where a residence is found by its address; parcels come first."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known about a layer. ``as_of`` is the day its maker says it shows."""

    name: str
    kind: LayerKind
    polygons: bool
    """Property edges; False: points, which are not parcels."""
    shapes: int
    left_out: int
    """Shapes without a place, which were left out."""
    reference: str
    """The reference system it came in."""
    zone: str
    """The State Plane zone its shapes are kept in, by its EPSG code."""
    as_of: dt.date
    imported_on: dt.date
    source: str
    sha256: str

    def age_days(self, today: dt.date) -> int:
        """Days since the layer was true."""
        return (today - self.as_of).days


class Layer:
    """One layer, its shapes read when first asked for. Distances are in U.S. survey feet."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder, self.manifest = folder, manifest

    @cached_property
    def shapes(self) -> tuple[Any, ...]:
        """The shapes in the order of their labels."""
        return tuple(shapely.from_wkb(list(_read((self._folder / _SHAPES).read_bytes()))))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What each shape is called: a school's name, or an address."""
        return tuple(json.loads((self._folder / _LABELS).read_text("utf-8")))

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Finds the shapes near a place."""
        return shapely.STRtree(self.shapes)

    def within(self, home: Any, feet: float) -> list[tuple[float, int]]:
        """The shapes within ``feet`` of ``home``, edge to edge, as distance and place; the nearest first."""
        places = self.tree.query(home, predicate="dwithin", distance=feet)
        return sorted((float(shapely.distance(home, self.shapes[place])), int(place)) for place in places)


def keep_layer(folder: Path, manifest: Manifest, shapes: Sequence[Any], labels: Sequence[str]) -> None:
    """Put a layer in the place of the one with its name: the old one stands until the new one is whole."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh, place = folder / f".{manifest.name}.new", folder / manifest.name
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    with (fresh / _SHAPES).open("wb") as out:
        for one in shapely.to_wkb(list(shapes)):
            out.write(struct.pack("<I", len(one)) + one)
    (fresh / _LABELS).write_text(json.dumps(list(labels), ensure_ascii=False), "utf-8")
    (fresh / _MANIFEST).write_text(json.dumps(asdict(manifest), default=str, indent=1), "utf-8")
    old = folder / f".{manifest.name}.old"
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.replace(old)
    fresh.replace(place)
    shutil.rmtree(old, ignore_errors=True)


def layers_in(folder: Path) -> tuple[Layer, ...]:
    """Every whole layer of the office, by name."""
    found = sorted(folder.glob(f"[!.]*/{_MANIFEST}")) if folder.is_dir() else []
    return tuple(Layer(file.parent, _manifest(json.loads(file.read_text("utf-8")))) for file in found)


class LayerShelf:
    """The layers in a folder, read again only when one was brought in since; any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: tuple[object, tuple[Layer, ...]] = (None, ())

    def __call__(self) -> tuple[Layer, ...]:
        """Every layer as it is now."""
        files = self._folder.glob(f"[!.]*/{_MANIFEST}") if self._folder.is_dir() else ()
        seen = tuple(sorted((str(file), file.stat().st_mtime_ns) for file in files))
        if seen != self._known[0]:
            self._known = (seen, layers_in(self._folder))
        return self._known[1]


def _manifest(found: dict[str, Any]) -> Manifest:
    days = {name: dt.date.fromisoformat(found[name]) for name in ("as_of", "imported_on")}
    return Manifest(**{**found, **days, "kind": LayerKind(found["kind"])})


def _read(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        (length,) = struct.unpack_from("<I", content, at)
        yield content[at + 4 : at + 4 + length]
        at += 4 + length
