"""How far a residence lies from schools and child care: advice for the officer alone (566.147)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import shapely

from sync.addresses import normal_form
from sync.station.layers import HOMES, PROTECTED, Layer
from sync.station.residency_wire import (
    PICTURE_FEET,
    POINTS_FEET,
    TOLERANCE_FEET,
    Drawn,
    LayerKind,
    Nearness,
    NearPlace,
    Verdict,
)

MOST_DRAWN: Final = 400
"""Shapes of one layer in a picture."""
MOST_ENDS: Final = 400
"""Corners of one outline in it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the officer is told, with the places behind it, the nearest first, and what is to be drawn."""

    verdict: Verdict
    places: tuple[NearPlace, ...]
    feet: int
    """How near is too near, edge to edge (M-22)."""
    drawn: tuple[Drawn, ...] = ()
    """The residence first; nothing where it could not be found on a map."""


def advice(address: str, layers: Sequence[Layer], feet: int) -> Advice:
    """What the layers say of the residence at ``address`` (one line). Advice only; it decides nothing."""
    protected = [layer for layer in layers if layer.manifest.kind in PROTECTED]
    if not protected:
        return Advice(Verdict.NO_LAYERS, (), feet)
    located = locate(address, [layer for layer in layers if layer.manifest.kind in HOMES])
    if located is None:
        return Advice(Verdict.NOT_LOCATED, (), feet)
    home, layer = located
    alike = [one for one in protected if one.manifest.zone == layer.manifest.zone]
    return near(home, layer.manifest.polygons, alike, feet)


def near(home: Any, edges: bool, protected: Sequence[Layer], feet: int) -> Advice:
    """What the protected places say of ``home`` in the same State Plane feet; ``edges``: it is a parcel."""
    if not protected:
        return Advice(Verdict.NO_LAYERS, (), feet)
    found = sorted(
        (one for layer in protected for one in _places(home, edges, layer, feet)), key=lambda one: one.feet
    )
    middle = shapely.centroid(home)
    drawn = [
        _drawn(layer.manifest.kind, layer.shapes[place], middle)
        for layer in protected
        for _, place in layer.within(home, PICTURE_FEET)[:MOST_DRAWN]
    ]
    kinds = {layer.manifest.kind for layer in protected if layer.manifest.polygons}
    certain = edges and kinds == set(PROTECTED) and all(layer.manifest.polygons for layer in protected)
    return Advice(_verdict(found, certain=certain), tuple(found), feet, (_drawn(None, home, middle), *drawn))


def locate(address: str, homes: Sequence[Layer]) -> tuple[Any, Layer] | None:
    """The shape whose address has the very same normal form, from parcels before points; None: none, or two
    that differ. Never by likeness: 3B is not 3D."""
    wanted = _key(address)
    if not wanted:
        return None
    for layer in sorted(homes, key=lambda one: HOMES.index(one.manifest.kind)):
        alike = _by_number(layer).get(_number(address), ())
        places = [place for place in alike if _key(layer.labels[place]) == wanted]
        if len(places) == 1:
            return layer.shapes[places[0]], layer
    return None


def _places(home: Any, edges: bool, layer: Layer, near_is: int) -> Iterable[NearPlace]:
    both = edges and layer.manifest.polygons
    for feet, place in layer.within(home, near_is + TOLERANCE_FEET if both else POINTS_FEET):
        yield NearPlace(
            layer.labels[place],
            layer.manifest.kind,
            round(feet),
            _nearness(feet, near_is) if both else Nearness.POSSIBLE,
            layer.manifest.name,
        )


def _nearness(feet: float, near_is: int) -> Nearness:
    return Nearness.WITHIN if feet + TOLERANCE_FEET < near_is else Nearness.AT_THE_LINE


def _verdict(found: Sequence[NearPlace], *, certain: bool) -> Verdict:
    kinds = {one.nearness for one in found}
    for nearness, verdict in (
        (Nearness.WITHIN, Verdict.WITHIN),
        (Nearness.AT_THE_LINE, Verdict.AT_THE_LINE),
        (Nearness.POSSIBLE, Verdict.POSSIBLE),
    ):
        if nearness in kinds:
            return verdict
    return Verdict.CLEAR if certain else Verdict.NONE_KNOWN


@lru_cache(maxsize=8)
def _by_number(layer: Layer) -> dict[str, tuple[int, ...]]:
    """The shapes by house number: only these few are brought into normal form."""
    found: dict[str, list[int]] = {}
    for place, label in enumerate(layer.labels):
        found.setdefault(_number(label), []).append(place)
    return {number: tuple(places) for number, places in found.items()}


def _number(address: str) -> str:
    return address.strip().partition(" ")[0].upper()


def _key(address: str) -> tuple[str, ...]:
    """Number and street in normal form: layers rarely hold the city, and a unit lies on its parcel."""
    normal = normal_form(address.partition(",")[0])
    key = (normal.number, normal.before, normal.street, normal.suffix, normal.after)
    return key if normal.number and normal.street else ()


def _drawn(kind: LayerKind | None, shape: Any, middle: Any) -> Drawn:
    """The outlines of ``shape`` in whole feet about ``middle``; a point is a line of one."""
    outlines = []
    for part in getattr(shape, "geoms", (shape,)):
        edge = part.exterior if part.geom_type == "Polygon" else part
        ends = edge.simplify(1.0).coords[:MOST_ENDS]
        outlines.append(tuple((round(x - middle.x), round(y - middle.y)) for x, y, *_ in ends))
    return Drawn(kind, tuple(outlines))
