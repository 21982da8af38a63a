"""From the law's rules to the paper in the hand: every tier's next days, in words, in every language."""

from __future__ import annotations

import datetime as dt
import io
import re
from itertools import product

import pytest
from pypdf import PdfReader

from devices.paper import SizeName, typeset
from kiosk.appearance import AppearanceFacts, VisitKind
from kiosk.filled_papers import completion_receipt
from kiosk.law import person_facts, printed_windows
from kiosk.law.schedules import schedules
from kiosk.papers import CompletionReceiptPaper, Letterhead, Printing, days_said
from kiosk.registrant import Photograph, Tier
from kiosk.words import words
from sync.rules import load_calendar, load_rulesets
from tests.specimens.records import NOW, OFFICE_ZONE, TODAY, answers, moved_house, registrant
from ui.texts import language, languages


def receipt(tier: Tier, code: str) -> CompletionReceiptPaper:
    """The receipt of a full review today, for a person of this tier."""
    record = registrant(
        tier=tier, last_full_verification=TODAY, photograph=Photograph("photo-2", taken_on=TODAY)
    )
    calendar = load_calendar()
    answered = schedules(person_facts(record), TODAY, load_rulesets(), calendar)
    windows = printed_windows(answered, TODAY + dt.timedelta(days=1), calendar)
    assert windows
    changes = moved_house()
    facts = AppearanceFacts(
        appearance_id="app-1",
        check_in_id="check-in-1",
        registrant_id=record.registrant_id,
        record_version=4,
        kind=VisitKind.FULL_VERIFICATION,
        arrived_at=NOW,
        completed_at=NOW,
        officer_id="off-1",
        officer_name="T. Rivera",
        acts=(),
        answers=answers(changes),
        changes=changes,
    )
    return completion_receipt(
        facts,
        record,
        windows,
        number="D1-000001",
        ticket="A-014",
        office=Letterhead("Front Desk Services", (), "(816) 555-0100"),
        zone=OFFICE_ZONE,
        language=code,
        printing=Printing(NOW, "T. Rivera"),
    )


@pytest.mark.parametrize(("tier", "code", "size"), [*product(Tier, languages(), ("roll80", "letter"))])
def test_a_receipt_says_the_days_the_reasons_and_the_sections_in_the_persons_language(
    tier: Tier, code: str, size: SizeName
) -> None:
    paper, say = receipt(tier, code), language(code).say
    pages = PdfReader(io.BytesIO(typeset(paper, say, size))).pages
    text = re.sub(r"\s", "", " ".join(page.extract_text() for page in pages))
    for window in paper.next:
        for _, day in days_said(window):
            assert re.sub(r"\s", "", say(words("paper.day", day=day))) in text
        for reason in window.reasons:
            assert re.sub(r"\s", "", say(reason.why)) in text
            assert re.sub(r"\s", "", reason.section) in text
    assert "415BirchwoodTer" in text
    assert "1208ELindenAve" in text
    # No sentence was missing and no place in one stayed empty.
    assert not re.search(r"[{}]|\b(?:law|paper|entry)\.[a-z]", text)
    # Neither the tier nor the registry's own number is on it.
    assert record_number() not in text
    assert not re.search(r"\b(?:tier|nivel)", text, re.IGNORECASE)


def record_number() -> str:
    """What the registry calls this person."""
    return registrant().registry_id
