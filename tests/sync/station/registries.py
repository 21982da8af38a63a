"""Registries that do as they are told: honest small objects behind the courier's port."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.delivery import AlreadyDelivered, Delivered, Outcome
from kiosk.registry_update import RegistryUpdate


class RememberingRegistry:
    """Takes each update once, knows it again, and remembers in which order they came."""

    def __init__(self) -> None:
        self.told: list[RegistryUpdate] = []
        self.asked = 0

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """Delivered the first time, AlreadyDelivered after it."""
        self.asked += 1
        if any(one.update_id == update.update_id for one in self.told):
            return AlreadyDelivered(update.update_id)
        self.told.append(update)
        return Delivered(update.update_id)


class ScriptedRegistry(RememberingRegistry):
    """Answers what the script says, then as RememberingRegistry does."""

    def __init__(self, script: Iterable[Outcome]) -> None:
        super().__init__()
        self.script = list(script)

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """The next answer of the script."""
        if self.script:
            self.asked += 1
            return self.script.pop(0)
        return super().deliver(update, written)
