"""Every audit event is documented by one sentence."""

from __future__ import annotations

from kiosk.audit import CATALOGUE, AuditEvent


def test_every_event_has_one_sentence_in_order() -> None:
    assert list(CATALOGUE) == list(AuditEvent)
    assert all(sentence.endswith(".") and sentence.count(".") == 1 for sentence in CATALOGUE.values())
