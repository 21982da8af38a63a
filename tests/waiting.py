"""Waiting for a condition with a deadline, which is how tests here wait for anything."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(condition: Callable[[], T], within: float = 10.0, what: str = "the condition") -> T:
    """The first truthy answer of ``condition``, asked every 10 ms; ``AssertionError`` after ``within`` s.

    For threads and other programs. In a test with windows use ``qtbot.waitUntil``, which keeps Qt turning.
    """
    deadline = time.monotonic() + within
    pause = threading.Event()
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come true within {within} s; last answer: {answer!r}")
        pause.wait(0.01)
