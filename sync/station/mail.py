"""Hands one e-mail to the office's mail server, over TLS or not at all (RFC 5321, RFC 3207)."""

from __future__ import annotations

import datetime as dt
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from pathlib import Path
from typing import Final, Literal, TypeAlias

PATIENCE_S: Final = 15.0
"""How long one answer of the server may take."""
_OF_THE_SENDER: Final = re.compile(rb"5\.(?:1\.[78]|7\.\d+)\b")
"""What is said of the sender, or of what servers allow, only once a reader is named (RFC 3463, 3.2, 3.8)."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and under which name."""

    host: str
    port: int
    security: Literal["starttls", "tls"]
    sender: str
    """The address mail comes from."""
    name: str
    """The name beside it."""
    user: str = ""
    password: str = field(default="", repr=False)
    authority: Path | None = None
    """The certificate authority of the server's certificate; None: those the machine trusts."""
    patience_s: float = PATIENCE_S


@dataclass(frozen=True, slots=True)
class Taken:
    """The server took it."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """The server did not take it. ``for_good``: it is of no use to ask again; ``nobody``: nor for anybody
    else just now."""

    why: str
    for_good: bool = False
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class MaybeTaken:
    """The connection broke while the text was handed over: nobody knows."""

    why: str


Handed: TypeAlias = Taken | NotTaken | MaybeTaken


def letter_of(server: MailServer, to: str, subject: str, text: str, now: dt.datetime) -> EmailMessage:
    """The message: plain text, no name of the reader's, nothing of the program's."""
    made = EmailMessage(policy=SMTP)
    made["From"] = formataddr((server.name, server.sender))
    made["To"] = to
    made["Subject"] = subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


def hand_in(server: MailServer, message: EmailMessage) -> Handed:
    """Hand one message in. Never raises for what a server may do."""
    try:
        context = ssl.create_default_context(cafile=str(server.authority) if server.authority else None)
        smtp = _connected(server, context)
        try:
            return _talk(server, smtp, message)
        finally:
            _leave(smtp)
    except smtplib.SMTPAuthenticationError as refused:
        return NotTaken(f"sign-in refused ({refused.smtp_code})", nobody=True)
    except (smtplib.SMTPException, OSError) as trouble:
        # Until the text is handed over nothing has gone: to be asked again is harmless.
        return NotTaken(type(trouble).__name__, nobody=True)


def _leave(smtp: smtplib.SMTP) -> None:
    """Say good-bye; how that goes says nothing about the message."""
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError):
        smtp.close()


def _connected(server: MailServer, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.patience_s, context=context)
    smtp = smtplib.SMTP(server.host, server.port, timeout=server.patience_s)
    try:
        smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _talk(server: MailServer, smtp: smtplib.SMTP, message: EmailMessage) -> Handed:
    if server.user:
        smtp.login(server.user, server.password)
    smtp.ehlo_or_helo_if_needed()
    code, _said = smtp.mail(server.sender)
    if code != 250:
        return _not_from_us(code)
    code, said = smtp.rcpt(str(message["To"]))
    if code not in (250, 251):
        return _not_from_us(code) if _OF_THE_SENDER.match(said) else _no(code)
    try:
        code, _said = smtp.data(message.as_bytes())
    except smtplib.SMTPDataError as refused:
        return _no(refused.smtp_code)
    except (smtplib.SMTPException, OSError) as trouble:
        return MaybeTaken(type(trouble).__name__)
    return Taken() if code == 250 else _no(code)


def _no(code: int) -> NotTaken:
    """What the server said: its number alone, for its words may name somebody."""
    return NotTaken(f"the server said {code}", for_good=500 <= code <= 599)


def _not_from_us(code: int) -> NotTaken:
    """The sender is refused: nobody's reminder is lost by a wrong setting, each is asked again later."""
    return NotTaken(f"the server said {code} of the sender", nobody=True)
