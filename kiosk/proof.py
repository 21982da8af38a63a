"""What a station tells a registry besides updates, so that either can be shown to be whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The end of a station's audit log, signed: no line before it can be changed unnoticed any more."""

    office: str
    line: int
    """The number of the last line."""
    chain: str
    """That line's chain, in hex."""
    made_at: dt.datetime
    public_key: str
    """PEM of the key that signed."""
    signature: str
    """Over all the other fields, in hex."""

    def signed(self) -> bytes:
        """The bytes that the signature is over."""
        said = (self.office, str(self.line), self.chain, self.made_at.astimezone(dt.UTC).isoformat())
        return "\x00".join(("appear checkpoint v1", *said, self.public_key)).encode()


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """What a registry holds of one person, as it can be compared without telling it."""

    registrant_id: str
    version: int
    digest: str
    """SHA-256 in hex of the record in the wire's form."""
