"""A version of the kiosk's image as its maker writes it down: the signed note, and the files it names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import Any, Final

NOTE: Final = "update.json"
SIGNATURE: Final = "update.sig"
LONGEST_NOTE: Final = 16_384
"""Bytes of the note, and of its signature."""
_PRODUCT: Final = "appear-kiosk"
_VERSION: Final = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}", re.ASCII)
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Part:
    """One large file of a version."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A version as its note tells it."""

    version: str
    root_hash: str
    root_bytes: int
    root_sha256: str
    verity_bytes: int
    verity_sha256: str
    kernel_bytes: int
    kernel_sha256: str

    def parts(self) -> tuple[Part, ...]:
        """The files beside the note, the largest last."""
        return (
            Part("appear.efi", self.kernel_bytes, self.kernel_sha256),
            Part("root.verity", self.verity_bytes, self.verity_sha256),
            Part("root.erofs", self.root_bytes, self.root_sha256),
        )


FILES: Final = frozenset({NOTE, SIGNATURE, "appear.efi", "root.verity", "root.erofs"})
"""Every file of a version, and nothing else."""


def parse_note(said: bytes) -> Offer | str:
    """What a note says, or why it is none; that its maker has signed it is for a kiosk to see."""
    try:
        told = json.loads(said)
    except (ValueError, RecursionError):
        return "its note is not JSON"
    if not isinstance(told, dict) or told.get("product") != _PRODUCT:
        return "it is for something else than this kiosk"
    found: dict[str, Any] = {field.name: told.get(field.name) for field in fields(Offer)}
    if not all(_is_good(name, value) for name, value in found.items()):
        return "its version, a size or a hash is none"
    return Offer(**found)


def _is_good(name: str, value: object) -> bool:
    if name.endswith("_bytes"):
        # No file of a version has a terabyte, and true is no number here.
        return type(value) is int and 0 < value < 1 << 40
    form = _VERSION if name == "version" else _HASH
    return isinstance(value, str) and form.fullmatch(value) is not None
