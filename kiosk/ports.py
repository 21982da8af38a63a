"""What the core asks of the world, over its own values only."""

from __future__ import annotations

from typing import Protocol

from kiosk.delivery import Outcome
from kiosk.registry_update import RegistryUpdate


class RegistryConnector(Protocol):
    """One way to tell a central registry about a completed appearance."""

    def deliver(self, update: RegistryUpdate) -> Outcome:
        """Tell the registry, and say how it answered. Blocks at most the connector's time limit.

        Telling the same update twice is harmless: the registry knows it by ``update_id``. Never raises for
        anything the network or the registry does.
        """
        ...
