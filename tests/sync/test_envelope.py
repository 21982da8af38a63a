"""Envelopes: what only the station can read, only the kiosk can have written, and nothing can upset."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from sync.envelope import (
    MAX_BODY,
    MAX_ENVELOPE,
    BadSignature,
    CannotOpen,
    Envelope,
    Header,
    Malformed,
    Opened,
    UnknownKiosk,
    key_name,
    open_envelope,
    parse_envelope,
    seal,
)
from tests.sync import rfc9180
from tests.sync.an_office import SealingPair, header

PAIR = SealingPair()
BODY = b'{"who":"Alex Quill, SYNTHETIC"}'
KNOWN = {"lobby-1": [PAIR.signing.public_key()]}


def sealed(body: bytes = BODY, **differences: Any) -> bytes:
    """An envelope from the pair's kiosk to the pair's station."""
    return seal(body, PAIR.station.public_key(), PAIR.signing, header(**differences)).to_bytes()


@given(st.binary(max_size=5000))
def test_what_was_sealed_is_opened_again(body: bytes) -> None:
    opened = PAIR.open(sealed(body, sequence=7, item="x_Y-9"))
    assert opened.body == body
    assert opened.header == header(sequence=7, item="x_Y-9", sealed_for=key_name(PAIR.station.public_key()))


def test_the_digest_tells_bodies_apart_and_not_envelopes() -> None:
    one, same, other = (PAIR.open(sealed(body)).digest for body in (BODY, BODY, BODY + b" "))
    assert one == same != other
    assert sealed() != sealed()


def test_nothing_of_the_body_is_in_the_envelope() -> None:
    envelope = sealed()
    assert BODY not in envelope
    assert b"Quill" not in envelope
    assert PAIR.open(envelope).digest.encode() not in envelope


def test_bodies_of_similar_length_make_envelopes_of_one_length() -> None:
    assert len({len(sealed(b"x" * size)) for size in range(0, 500, 50)}) == 1


def test_a_second_reader_written_from_the_rfc_reads_the_body() -> None:
    envelope = parse_envelope(sealed())
    assert isinstance(envelope, Envelope)
    raw = envelope.to_bytes()
    head = raw[10 : 10 + int.from_bytes(raw[8:10])]
    whole = rfc9180.open_base(envelope.sealed, PAIR.station, b"appear envelope v1 seal\x00" + head)
    assert whole[4 : 4 + int.from_bytes(whole[:4])] == BODY
    assert json.loads(head)["kiosk"] == "lobby-1"


def test_the_largest_body_fits_and_a_larger_one_is_a_bug() -> None:
    envelope = sealed(bytes(MAX_BODY))
    assert len(envelope) <= MAX_ENVELOPE
    assert PAIR.open(envelope).body == bytes(MAX_BODY)
    with pytest.raises(ValueError, match="longer than"):
        sealed(bytes(MAX_BODY + 1))


@given(st.binary(max_size=400))
def test_garbage_is_malformed_and_raises_nothing(garbage: bytes) -> None:
    assert isinstance(open_envelope(garbage, [PAIR.station], KNOWN), Malformed)


@given(st.binary(max_size=400))
def test_garbage_behind_a_true_beginning_raises_nothing(garbage: bytes) -> None:
    for kept in (7, 8, 10, 100, 300, 600):
        answer = open_envelope(sealed()[:kept] + garbage, [PAIR.station], KNOWN)
        assert isinstance(answer, Malformed | BadSignature | UnknownKiosk)


@given(st.data())
def test_an_envelope_altered_anywhere_is_not_opened(data: st.DataObject) -> None:
    envelope = bytearray(sealed())
    place = data.draw(st.integers(0, len(envelope) - 1))
    envelope[place] ^= data.draw(st.integers(1, 255))
    assert isinstance(
        open_envelope(bytes(envelope), [PAIR.station], KNOWN), Malformed | BadSignature | UnknownKiosk
    )


@given(st.integers(0, 2000))
def test_an_envelope_cut_short_or_longer_is_not_opened(place: int) -> None:
    envelope = sealed()
    cut = envelope[: place % len(envelope)]
    assert isinstance(open_envelope(cut, [PAIR.station], KNOWN), Malformed)
    assert isinstance(open_envelope(envelope + bytes(place + 1), [PAIR.station], KNOWN), Malformed)


def test_an_envelope_of_an_unknown_kiosk_is_named_so() -> None:
    assert open_envelope(sealed(), [PAIR.station], {}) == UnknownKiosk("lobby-1")
    assert open_envelope(sealed(), [PAIR.station], {"lobby-1": []}) == UnknownKiosk("lobby-1")


def test_another_kiosk_cannot_sign_in_this_ones_name() -> None:
    other = SealingPair()
    forged = seal(BODY, PAIR.station.public_key(), other.signing, header()).to_bytes()
    assert open_envelope(forged, [PAIR.station], KNOWN) == BadSignature("lobby-1")


def test_a_key_on_another_curve_verifies_nothing() -> None:
    other = ec.generate_private_key(ec.SECP521R1())
    assert open_envelope(sealed(), [PAIR.station], {"lobby-1": [other.public_key()]}) == BadSignature(
        "lobby-1"
    )


def test_an_earlier_signing_key_of_the_kiosk_still_counts() -> None:
    newer = ec.generate_private_key(ec.SECP384R1()).public_key()
    keys = {"lobby-1": [newer, PAIR.signing.public_key()]}
    assert isinstance(open_envelope(sealed(), [PAIR.station], keys), Opened)


def test_an_earlier_key_of_the_station_still_opens() -> None:
    newer = ec.generate_private_key(ec.SECP384R1())
    assert isinstance(open_envelope(sealed(), [newer, PAIR.station], KNOWN), Opened)


def test_another_station_cannot_open_it_and_is_told_so() -> None:
    other = ec.generate_private_key(ec.SECP384R1())
    answer = open_envelope(sealed(), [other], KNOWN)
    assert answer == CannotOpen("lobby-1", key_name(PAIR.station.public_key()))


def test_a_body_cannot_be_moved_under_another_header_even_by_the_kiosk() -> None:
    first, second = parse_envelope(sealed(item="first")), parse_envelope(sealed(item="second"))
    assert isinstance(first, Envelope)
    assert isinstance(second, Envelope)
    swapped = replace(first, sealed=second.sealed)
    signed = PAIR.signing.sign(
        b"appear envelope v1 signature\x00" + swapped.to_bytes()[:-96], ec.ECDSA(hashes.SHA384())
    )
    r, s = decode_dss_signature(signed)
    order = int(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16
    )
    signature = r.to_bytes(48) + min(s, order - s).to_bytes(48)
    answer = open_envelope(replace(swapped, signature=signature).to_bytes(), [PAIR.station], KNOWN)
    assert isinstance(answer, CannotOpen)


def test_the_twin_of_a_signature_is_refused() -> None:
    envelope = sealed()
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973
    twin = (order - int.from_bytes(envelope[-48:])).to_bytes(48)
    assert open_envelope(envelope[:-48] + twin, [PAIR.station], KNOWN) == BadSignature("lobby-1")


def test_an_envelope_of_a_later_version_is_named_so() -> None:
    envelope = bytearray(sealed())
    envelope[7] = 2
    assert open_envelope(bytes(envelope), [PAIR.station], KNOWN) == Malformed("other_version")


def test_an_envelope_too_long_is_not_looked_at() -> None:
    assert parse_envelope(bytes(MAX_ENVELOPE + 1)) == Malformed("too_long")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kiosk": "Lobby 1"},
        {"kiosk": ""},
        {"spool": "xyz"},
        {"sequence": 0},
        {"sequence": 2**53},
        {"kind": "Check-in"},
        {"item": "../../x"},
        {"item": "é"},
        {"sealed_at": dt.datetime(2027, 5, 3)},
        {"sealed_at": dt.datetime(2027, 5, 3, tzinfo=dt.timezone(dt.timedelta(hours=-5)))},
    ],
    ids=str,
)
def test_a_header_that_could_not_be_read_back_is_never_sealed(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="header cannot be sent"):
        sealed(**wrong)


def _with_header(text: str) -> bytes:
    part = text.encode()
    return b"APPEAR\x00\x01" + len(part).to_bytes(2) + part + (0).to_bytes(4) + bytes(96)


def _header_text(**differences: object) -> str:
    fields = {
        "for": "0" * 16,
        "item": "i",
        "kind": "check_in",
        "kiosk": "lobby-1",
        "sealed_at": "2027-05-03T14:05:00+00:00",
        "sequence": 1,
        "spool": "0" * 16,
    }
    return json.dumps(fields | differences, separators=(",", ":"), sort_keys=True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "header_not_json"),
        ("é", "header_not_json"),
        ("[]", "header_fields"),
        ("{}", "header_fields"),
        (_header_text(more=1), "header_fields"),
        (_header_text(sequence=1.0), "header_types"),
        (_header_text(sequence=True), "header_types"),
        (_header_text(item=5), "header_types"),
        (_header_text(sealed_at="today"), "header_time"),
        (_header_text(sealed_at="2027-05-03T14:05:00"), "header_not_canonical"),
        (_header_text(sealed_at="2027-05-03T14:05:00Z"), "header_not_canonical"),
        (_header_text(sequence=-1), "header_not_canonical"),
        (_header_text() + " ", "header_not_canonical"),
        (_header_text(item="i" * 500), "header_too_long"),
        ("[" * 400, "header_not_json"),
    ],
)
def test_a_header_in_any_other_form_is_refused_by_name(text: str, why: str) -> None:
    assert parse_envelope(_with_header(text)) == Malformed(why)


def test_parsing_gives_back_what_was_written() -> None:
    envelope = parse_envelope(_with_header(_header_text()))
    assert isinstance(envelope, Envelope)
    assert isinstance(envelope.header, Header)
    assert envelope.to_bytes() == _with_header(_header_text())
