"""Mail is handed in over TLS or not at all, and whatever the server does has a name."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from sync.station.mail import MailServer, MaybeTaken, NotTaken, Taken, hand_in, letter_of
from tests.mail_server import Manner, a_mail_server
from tests.specimens.records import NOW


def handed(server: MailServer) -> object:
    """One letter to Casey, handed in."""
    return hand_in(server, letter_of(server, "casey@example.org", "Añádase", "Línea uno\n", NOW))


@pytest.mark.parametrize(("security", "user"), [("starttls", ""), ("starttls", "desk"), ("tls", "")])
def test_a_mail_is_taken_and_tells_nothing_of_the_program(tmp_path: Path, security: str, user: str) -> None:
    assert security in ("starttls", "tls")
    with a_mail_server(tmp_path, "tls" if security == "tls" else "starttls", user) as box:
        assert handed(box.server) == Taken()
        (mail,) = box.taken
    assert mail["To"] == "casey@example.org"
    assert mail["From"] == "Front Desk <frontdesk@county.example>"
    assert mail["Subject"] == "Añádase"
    assert mail.get_content().split() == ["Línea", "uno"]
    assert mail["Message-ID"].endswith("@county.example>")
    assert "appear" not in str(mail).casefold()


@pytest.mark.parametrize(
    ("manner", "outcome"),
    [
        ("refuses", NotTaken("the server said 550", for_good=True)),
        ("refuses_sender", NotTaken("the server said 553 of the sender", nobody=True)),
        ("refuses_sender_late", NotTaken("the server said 553 of the sender", nobody=True)),
        ("puts_off", NotTaken("the server said 450")),
        ("refuses_text", NotTaken("the server said 554", for_good=True)),
        ("hangs", MaybeTaken("SMTPServerDisconnected")),
        ("breaks_off", MaybeTaken("SMTPServerDisconnected")),
    ],
)
def test_what_a_server_does_to_a_mail_has_a_name(tmp_path: Path, manner: Manner, outcome: object) -> None:
    with a_mail_server(tmp_path, patience_s=1.0 if manner == "hangs" else 10.0) as box:
        box.manner = manner
        assert handed(box.server) == outcome


def test_nothing_is_said_to_a_server_of_another_name_or_authority(tmp_path: Path) -> None:
    with a_mail_server(tmp_path) as box:
        stranger = handed(replace(box.server, authority=None))
        assert stranger == NotTaken("SSLCertVerificationError", nobody=True)
        assert box.asked == 0


def test_a_wrong_password_is_not_held_against_the_reader(tmp_path: Path) -> None:
    with a_mail_server(tmp_path, user="desk") as box:
        found = handed(replace(box.server, password="wrong"))
    assert isinstance(found, NotTaken)
    assert (found.nobody, found.for_good) == (True, False)


def test_a_server_that_is_away_or_silent_is_asked_again_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        server = MailServer("127.0.0.1", port, "starttls", "a@county.example", "Desk", patience_s=0.3)
        found = handed(server)
    assert isinstance(found, NotTaken)
    assert found.nobody
    away = handed(server)
    assert isinstance(away, NotTaken)
    assert away.nobody
