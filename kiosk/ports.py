"""What the core asks of the world, over its own values only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from kiosk.delivery import NotUnderstood, Outcome, Rejected, Unreachable
from kiosk.proof import Checkpoint, HeldRecord
from kiosk.registry_update import RegistryUpdate


class RegistryConnector(Protocol):
    """One way to tell a central registry about a completed appearance."""

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """Tell the registry, and say how it answered. Blocks at most the connector's time limit.

        ``written`` is the update as it was written down when it was approved: every try, also by a later
        version of this program, tells the very same bytes. Telling the same update twice is harmless: the
        registry knows it by ``update_id``. Never raises for anything the network or the registry does.
        """
        ...


@runtime_checkable
class TurnsBack(Protocol):
    """A connector that hears later that an update it delivered was refused."""

    def turned_back(self) -> Iterator[tuple[str, Rejected]]:
        """Each refused update's receipt, and why; the same again until it is noted. Never raises."""
        ...

    def noted(self, receipt: str) -> None:
        """The refusal is written down; twice is harmless. Never raises."""
        ...


@runtime_checkable
class KeepsCheckpoints(Protocol):
    """A connector that takes signed ends of the audit log out of the building."""

    def keep(self, checkpoint: Checkpoint) -> Outcome:
        """Hand one over; twice is harmless. Never raises for anything the world does."""
        ...


@runtime_checkable
class TellsWhatItHolds(Protocol):
    """A connector whose registry says what it holds of this office's people."""

    def held(self) -> Iterator[HeldRecord | Unreachable | NotUnderstood]:
        """Everybody's newest version there, by registrant id; trouble is the last thing that comes."""
        ...
