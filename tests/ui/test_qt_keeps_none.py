"""Qt's bindings give back as many references to None as they take (docs/decisions/0006-pyside-6-11.md)."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QTextLayout

_CALLS = 200


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot die on this Python")
def test_a_call_that_returns_nothing_costs_no_reference() -> None:
    layout, thing = QTextLayout("some words", QFont()), QObject()
    before = sys.getrefcount(None)
    for _ in range(_CALLS):
        layout.setCacheEnabled(True)
        thing.setObjectName("thing")
    assert abs(sys.getrefcount(None) - before) < _CALLS / 2
