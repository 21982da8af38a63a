"""Who certified a county's printers: the certificates of authorities in a file, and nothing else of it."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

MOST_BYTES = 48 * 1024
"""A kiosk reads no longer an answer of its station than 64 KB, and a line's end is written as two letters."""


class NotAuthorities(ValueError):
    """A file that cannot be used. ``code``: ``private_key`` (one lies in it, which belongs nowhere but with
    whoever certifies), ``no_authority`` (RFC 5280, 4.2.1.9: none, or something that certifies nobody), or
    ``too_many`` (for a kiosk to be told)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def authorities(text: bytes) -> bytes:
    """The certificates in PEM, one after another; raises ``NotAuthorities``."""
    if b"PRIVATE KEY" in text:
        raise NotAuthorities("private_key")
    try:
        found = x509.load_pem_x509_certificates(text)
    except ValueError:
        found = []
    if not found or not all(map(_certifies, found)):
        raise NotAuthorities("no_authority")
    return b"".join(one.public_bytes(Encoding.PEM) for one in found)


def authorities_in(file: Path | None) -> str:
    """Those of ``file``, or nothing without one; raises ``NotAuthorities``, also for no file there."""
    if file is None:
        return ""
    try:
        found = authorities(file.read_bytes()).decode("ascii")
    except OSError:
        raise NotAuthorities("no_authority") from None
    if len(found) > MOST_BYTES:
        raise NotAuthorities("too_many")
    return found


def _certifies(one: x509.Certificate) -> bool:
    try:
        return one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension):
        return False
