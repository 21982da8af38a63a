"""A real mail server on the loopback, with TLS, that takes mail or misbehaves as a test asks."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.station.mail import MailServer

Manner = Literal[
    "takes",
    "refuses",
    "refuses_sender",
    "refuses_sender_late",
    "puts_off",
    "refuses_text",
    "hangs",
    "breaks_off",
]
PASSWORD = "four grey herons"


class Box:
    """What was taken, and how the next mail is treated."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.taken: list[EmailMessage] = []
        self.manner: Manner = "takes"
        self.when_asked: Callable[[], object] = lambda: None
        """Called while a reader is named."""
        self.asked = 0
        """How often a reader was named."""

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Whether this sender may send."""
        if self.manner == "refuses_sender":
            return f"553 not yours: {address}"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Whether this reader is known."""
        self.asked += 1
        self.when_asked()
        if self.manner == "refuses":
            return f"550 no such person: {address}"
        if self.manner == "refuses_sender_late":
            return f"553 5.7.1 {envelope.mail_from}: sender address rejected: not yours"
        if self.manner == "puts_off":
            return "450 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """The text."""
        if self.manner == "refuses_text":
            return "554 not this one"
        if self.manner == "hangs":
            await asyncio.Event().wait()
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(message_from_bytes(content, policy=policy.default))
        if self.manner == "breaks_off":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"


@contextmanager
def a_mail_server(
    folder: Path, security: Literal["starttls", "tls"] = "starttls", user: str = "", patience_s: float = 10.0
) -> Iterator[Box]:
    """Up until the end; with ``user`` it wants PASSWORD first."""
    loop, authority = asyncio.new_event_loop(), folder / "mail.pem"
    context = _certificate(authority)

    def signed_in(_server: SMTP, _session: object, _envelope: object, how: str, said: object) -> AuthResult:
        known = isinstance(said, LoginPassword) and said.password == PASSWORD.encode()
        return AuthResult(success=known and how in ("LOGIN", "PLAIN"))

    box: list[Box] = []

    def protocol() -> SMTP:
        starts = security == "starttls"
        return SMTP(
            box[0],
            hostname="localhost",
            loop=loop,
            tls_context=context if starts else None,
            require_starttls=starts,
            authenticator=signed_in if user else None,
            auth_required=bool(user),
            auth_require_tls=starts,
        )

    served = loop.run_until_complete(
        loop.create_server(protocol, "127.0.0.1", 0, ssl=context if security == "tls" else None)
    )
    port = served.sockets[0].getsockname()[1]
    address, name = "frontdesk@county.example", "Front Desk"
    server = MailServer(
        "127.0.0.1", port, security, address, name, user, PASSWORD if user else "", authority, patience_s
    )
    box.append(Box(server))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield box[0]
    finally:
        asyncio.run_coroutine_threadsafe(_end(served), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(served: asyncio.Server) -> None:
    served.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _certificate(file: Path) -> ssl.SSLContext:
    """A certificate for 127.0.0.1, written to ``file``, and the server's side of it."""
    import ipaddress

    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.county.example")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    file.write_bytes(pem)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    whole = file.with_suffix(".key.pem")
    whole.write_bytes(pem + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(whole)
    return context
