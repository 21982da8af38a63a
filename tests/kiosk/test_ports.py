"""What the core asks of a registry connector is one question over its own values."""

from __future__ import annotations

from kiosk.delivery import Delivered, Outcome
from kiosk.ports import RegistryConnector
from kiosk.registry_update import RegistryUpdate


class _Takes:
    """A registry that takes everything."""

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        return Delivered(update.update_id)


def test_whatever_delivers_an_update_is_a_connector() -> None:
    connector: RegistryConnector = _Takes()
    assert callable(connector.deliver)
