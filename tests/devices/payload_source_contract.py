"""What every source of payloads keeps: the camera's reader, a scanner; inherited by the tests of each one."""

from __future__ import annotations

from typing import Protocol

import pytest

from devices.ports import PayloadSource, Read, Reading, SourceStatus
from tests.specimens.cards import JUNIPER, ROWAN
from tests.waiting import until


class World(Protocol):
    """A source and the hand that holds cards before it."""

    @property
    def source(self) -> PayloadSource: ...

    def present(self, payload: str) -> None:
        """Hold up a card; called again and again until it is read."""

    def take_away(self) -> None:
        """No card any more, for long enough that the next one is a new one."""


class PayloadSourceContract:
    """Subclasses give a fixture ``world`` whose source is not started."""

    @pytest.fixture
    def world(self) -> World:
        raise NotImplementedError

    @staticmethod
    def payloads(told: list[Reading]) -> list[str]:
        return [reading.payload for reading in told if isinstance(reading, Read)]

    def read(self, world: World, told: list[Reading], payload: str) -> None:
        def presented() -> bool:
            world.present(payload)
            return payload in self.payloads(told)

        until(presented, within=8.0, what="the card's payload")

    def test_a_source_not_started_has_no_status_and_tells_nothing(self, world: World) -> None:
        assert world.source.status is SourceStatus.NONE

    def test_a_card_held_up_is_told_exactly_as_it_is(self, world: World) -> None:
        told: list[Reading] = []
        world.source.start(told.append)
        self.read(world, told, ROWAN)
        world.source.stop()
        assert self.payloads(told) == [ROWAN]

    def test_one_card_after_another_is_told(self, world: World) -> None:
        told: list[Reading] = []
        world.source.start(told.append)
        self.read(world, told, ROWAN)
        world.take_away()
        self.read(world, told, JUNIPER)
        world.source.stop()
        assert self.payloads(told) == [ROWAN, JUNIPER]

    def test_nothing_is_told_after_stop(self, world: World) -> None:
        told: list[Reading] = []
        world.source.start(told.append)
        self.read(world, told, ROWAN)
        world.source.stop()
        before = list(told)
        world.present(JUNIPER)
        world.present(JUNIPER)
        assert told == before
        assert world.source.status is SourceStatus.NONE

    def test_a_stopped_source_starts_again_and_remembers_nothing(self, world: World) -> None:
        told: list[Reading] = []
        world.source.start(told.append)
        self.read(world, told, ROWAN)
        world.source.stop()
        again: list[Reading] = []
        world.source.start(again.append)
        self.read(world, again, ROWAN)
        world.source.stop()
        assert self.payloads(again) == [ROWAN]

    def test_stopping_from_within_the_telling_is_possible(self, world: World) -> None:
        told: list[Reading] = []

        def stop_at_once(reading: Reading) -> None:
            told.append(reading)
            if isinstance(reading, Read):
                world.source.stop()

        world.source.start(stop_at_once)
        self.read(world, told, ROWAN)
        until(lambda: world.source.status is SourceStatus.NONE)

    def test_starting_and_stopping_twice_is_harmless(self, world: World) -> None:
        told: list[Reading] = []
        world.source.start(
            lambda reading: pytest.fail("the later one counts") if isinstance(reading, Read) else None
        )
        world.source.start(told.append)
        self.read(world, told, ROWAN)
        world.source.stop()
        world.source.stop()

    def test_a_payload_does_not_show_in_a_readings_own_words(self, world: World) -> None:
        told: list[Reading] = []
        world.source.start(told.append)
        self.read(world, told, ROWAN)
        world.source.stop()
        assert not any("ASHGROVE" in repr(reading) or "123456" in repr(reading) for reading in told)
