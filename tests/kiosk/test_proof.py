"""What the signed end of an audit log says."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest

from kiosk.proof import Checkpoint
from tests.specimens.records import NOW

END = Checkpoint("clay", 7, "ab12", NOW, "PEM", "")
OTHER: dict[str, object] = {
    "office": "jackson",
    "line": 8,
    "chain": "ab13",
    "made_at": NOW + dt.timedelta(seconds=1),
    "public_key": "PEM of another",
}


@pytest.mark.parametrize("field", sorted({field.name for field in fields(Checkpoint)} - {"signature"}))
def test_the_signature_is_over_every_other_field(field: str) -> None:
    assert replace(END, **{field: OTHER[field]}).signed() != END.signed()  # type: ignore[arg-type]


def test_the_same_moment_in_another_zone_is_signed_alike() -> None:
    elsewhere = NOW.astimezone(dt.timezone(dt.timedelta(hours=-6)))
    assert replace(END, made_at=elsewhere, signature="00").signed() == END.signed()
