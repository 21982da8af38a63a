"""Draws curves of shares over a value as a small SVG picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 640, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 20, 44, 92
_COLOURS = ("#0b5cad", "#b3261e", "#7a7a7a", "#1a7f37", "#8250df")


def draw(
    title: str,
    label: str,
    values: Sequence[float],
    curves: Mapping[str, Sequence[float]],
    seeds: int,
) -> str:
    """One line per curve, 0 to 100 % upwards, the values in equal steps along."""
    step = (_WIDTH - _LEFT - _RIGHT) / max(1, len(values) - 1)
    tall = _HEIGHT - _TOP - _BOTTOM

    def place(n: int, share: float) -> str:
        return f"{_LEFT + n * step:.1f},{_TOP + (1 - share) * tall:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="16" font-weight="bold">{escape(title)}: share of cards read'
        f"</text>",
    ]
    for percent in (0, 25, 50, 75, 100):
        y = _TOP + (1 - percent / 100) * tall
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#dddddd"/>')
        parts.append(
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" font-size="11" text-anchor="end">{percent} %</text>'
        )
    for n, value in enumerate(values):
        x = _LEFT + n * step
        parts.append(
            f'<text x="{x:.1f}" y="{_TOP + tall + 16}" font-size="11" text-anchor="middle">{value:g}</text>'
        )
    parts.append(
        f'<text x="{_LEFT}" y="{_TOP + tall + 34}" font-size="12">{escape(label)}; {seeds} cards</text>'
    )
    for k, (name, shares) in enumerate(curves.items()):
        colour = _COLOURS[k % len(_COLOURS)]
        line = " ".join(place(n, share) for n, share in enumerate(shares))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        x, y = _LEFT + (k % 2) * 290, _HEIGHT - 38 + (k // 2) * 20
        parts.append(f'<path d="M{x} {y - 4}h22" stroke="{colour}" stroke-width="3"/>')
        parts.append(f'<text x="{x + 28}" y="{y}" font-size="12">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
