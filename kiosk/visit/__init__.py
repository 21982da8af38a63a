"""The lobby flow: states, events, effects, and ``advance(visit, event) -> Step``, which only decides."""

from kiosk.visit.flow import FAILED_READS, Step, advance, page_of
from kiosk.visit.states import Visit

__all__ = ["FAILED_READS", "Step", "Visit", "advance", "page_of"]
