"""How far a residence lies from schools and child care: advice for the officer alone (566.147)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

import shapely

from sync.addresses import normal_form
from sync.station.layers import HOMES, PROTECTED, Layer, LayerKind

POINTS_FEET: Final = 1_700.0
"""Within so far between points every true violation of 1,000 feet between edges was found; within 1,000 feet
between points, half of them."""
TOLERANCE_FEET: Final = 25.0
"""What parcel edges drawn by different hands may differ by."""
PICTURE_FEET: Final = 2_500.0


class Nearness(StrEnum):
    """What the map can say about one place."""

    WITHIN = "within"
    """Edge to edge closer than 1,000 feet, even if the edges are drawn wrong by the tolerance."""
    AT_THE_LINE = "at_the_line"
    """1,000 feet, give or take the tolerance."""
    POSSIBLE = "possible"
    """One side is a point: its property may be closer than 1,000 feet."""


class Verdict(StrEnum):
    """What the map can say about a residence."""

    WITHIN = "within"
    AT_THE_LINE = "at_the_line"
    POSSIBLE = "possible"
    NONE_KNOWN = "none_known"
    """None known within 1,700 feet, between points: not "clear"."""
    CLEAR = "clear"
    """Parcels on both sides, schools and child care, and none nearer than 1,000 feet and the tolerance."""
    NOT_LOCATED = "not_located"
    """The address is not in any layer: measure by hand."""
    NO_LAYERS = "no_layers"
    """There is no layer of protected places: nothing can be said."""


@dataclass(frozen=True, slots=True)
class NearPlace:
    """One protected place near the residence; ``feet`` edge to edge, or to a point."""

    name: str
    kind: LayerKind
    feet: int
    nearness: Nearness
    layer: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the officer is told, with the places behind it, the nearest first, and what is to be drawn."""

    verdict: Verdict
    places: tuple[NearPlace, ...]
    feet: int
    """How near is too near, edge to edge (M-22)."""
    home: Any = None
    drawn: tuple[tuple[LayerKind, Any], ...] = ()


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
    drawn = [
        (layer.manifest.kind, layer.shapes[place])
        for layer in protected
        for _, place in layer.within(home, PICTURE_FEET)
    ]
    kinds = {layer.manifest.kind for layer in protected if layer.manifest.polygons}
    certain = edges and kinds == set(PROTECTED) and all(layer.manifest.polygons for layer in protected)
    return Advice(_verdict(found, certain=certain), tuple(found), feet, home, tuple(drawn))


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


def picture_box(home: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the ground a picture shows, in feet."""
    x, y = shapely.centroid(home).coords[0]
    return x - PICTURE_FEET, y - PICTURE_FEET, x + PICTURE_FEET, y + PICTURE_FEET
