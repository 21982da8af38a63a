"""A tier, and where it stands in its life."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """The tier an official set (589.414.5-.7); never computed by the kiosk."""

    I = "I"  # noqa: E741 - the statute's own name
    II = "II"
    III = "III"


class TierStage(StrEnum):
    """Where a tier stands in its life (S-03)."""

    PROPOSED = "proposed"
    SET = "set"
    UNDER_REVIEW = "under_review"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
