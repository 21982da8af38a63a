"""The office's authority and its devices: made once, whole or not at all; what is wrong is named."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from sync import office_keys as module
from sync.envelope import key_name
from sync.identity import (
    Certified,
    DeviceIdentity,
    DeviceRequest,
    KeysTrouble,
    Role,
    is_genuine,
    keep_certificate,
    load_identity,
    private_pem,
    public_pem,
    request_certificate,
    write_file,
)
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from tests.sync.an_office import device, now, office_keys


def certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def test_the_authority_is_made_once_and_opened_again(tmp_path: Path) -> None:
    first, again = office_keys(tmp_path), office_keys(tmp_path)
    assert first == again
    assert certificate(first.authority).fingerprint(hashes.SHA256()) == certificate(
        again.authority
    ).fingerprint(hashes.SHA256())
    assert first.station_key() == again.station_key()


def test_every_private_file_is_for_this_account_only(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    device(keys, tmp_path)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} >= {".key", ".pem", ".pub"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert not [file for file in files if file.name.endswith(".new")]


def test_a_disk_that_is_full_leaves_the_old_file_and_no_half_of_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    file = tmp_path / "revoked"
    write_file(file, b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_file(file, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("revoked", b"old")]


def test_the_authority_certifies_machines_and_no_other_authorities(tmp_path: Path) -> None:
    authority = certificate(office_keys(tmp_path).authority)
    constraints = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert (constraints.value.ca, constraints.value.path_length) == (True, 0)
    key = authority.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp384r1"
    assert isinstance(authority.signature_hash_algorithm, hashes.SHA384)


def test_the_stations_certificate_names_loopback_and_its_hosts(tmp_path: Path) -> None:
    keys = open_office_keys(
        tmp_path / "office", "Example County", ("station.example.org", "192.0.2.7"), now()
    )
    assert isinstance(keys, OfficeKeys)
    names = certificate(keys.server_certificate).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["localhost", "station.example.org"]
    addresses = [str(address) for address in names.value.get_values_for_type(x509.IPAddress)]
    assert addresses == ["127.0.0.1", "::1", "192.0.2.7"]


def test_the_stations_certificate_is_renewed_before_it_ends_or_when_its_hosts_change(tmp_path: Path) -> None:
    def serial(at: dt.datetime, *hosts: str) -> int:
        keys = open_office_keys(tmp_path / "office", "Example County", hosts, at)
        assert isinstance(keys, OfficeKeys)
        return certificate(keys.server_certificate).serial_number

    first = serial(now())
    assert serial(now()) == first
    assert serial(now() + dt.timedelta(days=366)) == first
    renewed = serial(now() + dt.timedelta(days=368))
    assert renewed != first
    assert serial(now() + dt.timedelta(days=368), "station.example.org") != renewed


def test_a_device_is_certified_with_name_role_and_office(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    identity = device(keys, tmp_path, Role.DESK, "desk-2")
    assert (identity.name, identity.role, identity.office) == ("desk-2", Role.DESK, "Example County")
    shown = certificate(identity.certificate)
    assert shown.subject.rfc4514_string() == "CN=desk-2,OU=desk,O=Example County"
    usage = shown.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    assert identity.expires - now() < dt.timedelta(days=398)
    assert load_identity(identity.folder) == identity


def test_the_station_knows_what_each_kiosk_signs_with(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    kiosk = device(keys, tmp_path, Role.KIOSK, "lobby-1")
    device(keys, tmp_path, Role.DESK, "desk-1")
    assert keys.kiosk_keys() == {"lobby-1": (kiosk.signing_key().public_key(),)}
    assert kiosk.station_key() == keys.station_key()


def test_a_kiosk_enrolled_again_keeps_its_signing_key_and_a_spare_one_adds_its_own(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    first, again = device(keys, tmp_path), device(keys, tmp_path)
    assert first.signing_key().public_key() == again.signing_key().public_key()
    assert first.serial != again.serial
    spare = device(keys, tmp_path / "spare")
    known = keys.kiosk_keys()["lobby-1"]
    assert {key_name(key) for key in known} == {
        key_name(one.signing_key().public_key()) for one in (first, spare)
    }


def test_revoked_serials_are_kept_and_signing_keys_stay(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    kiosk = device(keys, tmp_path)
    assert keys.revoked() == frozenset()
    keys.revoke(kiosk.serial)
    keys.revoke(kiosk.serial)
    keys.revoke(5)
    assert office_keys(tmp_path).revoked() == {kiosk.serial, 5}
    assert "lobby-1" in keys.kiosk_keys()


def test_an_older_key_of_the_station_is_kept_behind_the_one_in_use(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    (current,) = keys.station_keys()
    older = ec.generate_private_key(ec.SECP384R1())
    write_file(keys.folder / "station" / "20200101.key", private_pem(older))
    assert [key_name(key.public_key()) for key in keys.station_keys()] == [
        key_name(key.public_key()) for key in (current, older)
    ]


def test_a_first_start_cut_short_leaves_nothing_and_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_new_authority", cut_short)
        with pytest.raises(KeyboardInterrupt):
            open_office_keys(tmp_path / "office", "Example County", (), now())
    assert list(tmp_path.iterdir()) == []
    office_keys(tmp_path)


def test_what_a_request_says_about_name_and_role_is_not_believed(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    request = request_certificate(tmp_path / "device", Role.STATION, "station")
    assert isinstance(request, DeviceRequest)
    certified = keys.certify(request, Role.KIOSK, "lobby-9", now())
    assert isinstance(certified, Certified)
    identity = keep_certificate(tmp_path / "device", certified)
    assert isinstance(identity, DeviceIdentity)
    assert (identity.name, identity.role) == ("lobby-9", Role.KIOSK)


def other_key() -> bytes:
    return public_pem(ec.generate_private_key(ec.SECP384R1()).public_key())


UNKNOWN = b"-----BEGIN PUBLIC KEY-----\nMBEwCgYIKoUDBwEBAQEDAwABAg==\n-----END PUBLIC KEY-----\n"
"""A public key of a kind that the library has no name for."""
SPOILED: list[Callable[[DeviceRequest], DeviceRequest]] = [
    lambda request: replace(request, signing_key=other_key()),
    lambda request: replace(request, proof=b""),
    lambda request: replace(request, signing_key=UNKNOWN),
    lambda request: replace(request, signing_key=b"garbage"),
    lambda request: replace(request, certificate_request=b"garbage"),
    lambda request: replace(
        request, signing_key=public_pem(ec.generate_private_key(ec.SECP256R1()).public_key())
    ),
]


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_request_that_is_not_from_one_hand_is_refused(
    tmp_path: Path, spoil: Callable[[DeviceRequest], DeviceRequest]
) -> None:
    keys = office_keys(tmp_path)
    request = request_certificate(tmp_path / "device", Role.KIOSK, "lobby-1")
    assert isinstance(request, DeviceRequest)
    assert is_genuine(request)
    answer = keys.certify(spoil(request), Role.KIOSK, "lobby-1", now())
    assert answer == KeysTrouble("request_not_genuine")
    assert keys.kiosk_keys() == {}


@pytest.mark.parametrize("name", ["", "Lobby", "lobby 1", "../x", "x" * 41, "-x"])
def test_a_name_that_is_not_allowed_is_refused(tmp_path: Path, name: str) -> None:
    keys = office_keys(tmp_path)
    refused = enrol_device(keys, Role.KIOSK, name, tmp_path / "device", now())
    assert refused == KeysTrouble("name_not_allowed", name)
    request = request_certificate(tmp_path / "device", Role.KIOSK, "lobby-1")
    assert isinstance(request, DeviceRequest)
    assert keys.certify(request, Role.KIOSK, name, now()) == refused


@pytest.mark.parametrize("name", ["", "x" * 65])
def test_an_office_without_a_usable_name_is_refused(tmp_path: Path, name: str) -> None:
    assert open_office_keys(tmp_path / "office", name, (), now()) == KeysTrouble("name_not_allowed", name)


def test_an_authority_of_another_office_is_not_taken_over(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    answer = open_office_keys(keys.folder, "Other County", (), now())
    assert answer == KeysTrouble("do_not_fit", str(keys.authority))


def remove(file: Path) -> None:
    file.unlink()


def scribble(file: Path) -> None:
    file.write_bytes(b"garbage")


def open_up(file: Path) -> None:
    file.chmod(0o644)


def exchange(file: Path) -> None:
    write_file(file, private_pem(ec.generate_private_key(ec.SECP384R1())))


@pytest.mark.parametrize(
    ("file", "harm", "code"),
    [
        ("ca.key", remove, "missing"),
        ("ca.key", scribble, "unreadable"),
        ("ca.key", open_up, "too_open"),
        ("ca.key", exchange, "do_not_fit"),
        ("ca.pem", scribble, "unreadable"),
        ("server.pem", scribble, "unreadable"),
        ("revoked", scribble, "unreadable"),
        ("signing/lobby-1/x.pub", scribble, "unreadable"),
    ],
)
def test_spoiled_keys_of_the_office_are_named(
    tmp_path: Path, file: str, harm: Callable[[Path], None], code: str
) -> None:
    keys = office_keys(tmp_path)
    device(keys, tmp_path)
    harm(keys.folder / file)
    answer = open_office_keys(keys.folder, keys.office, (), now())
    assert isinstance(answer, KeysTrouble), answer
    assert answer.code == code


def test_an_office_without_any_station_key_is_named(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    for file in (keys.folder / "station").iterdir():
        file.unlink()
    answer = open_office_keys(keys.folder, keys.office, (), now())
    assert answer == KeysTrouble("missing", str(keys.folder / "station"))


@pytest.mark.parametrize(
    ("file", "harm", "code"),
    [
        ("tls.key", remove, "missing"),
        ("tls.key", open_up, "too_open"),
        ("tls.key", exchange, "do_not_fit"),
        ("signing.key", scribble, "unreadable"),
        ("certificate.pem", remove, "missing"),
        ("certificate.pem", scribble, "unreadable"),
        ("office.pem", remove, "missing"),
        ("station.pub", scribble, "unreadable"),
    ],
)
def test_spoiled_files_of_a_device_are_named(
    tmp_path: Path, file: str, harm: Callable[[Path], None], code: str
) -> None:
    identity = device(office_keys(tmp_path), tmp_path)
    harm(identity.folder / file)
    answer = load_identity(identity.folder)
    assert isinstance(answer, KeysTrouble), answer
    assert answer.code == code


def test_a_certificate_of_another_office_does_not_fit(tmp_path: Path) -> None:
    identity = device(office_keys(tmp_path), tmp_path)
    other = office_keys(tmp_path / "other", "Other County")
    write_file(identity.office_certificate, other.authority.read_bytes())
    answer = load_identity(identity.folder)
    assert isinstance(answer, KeysTrouble)
    assert answer.code == "do_not_fit"
