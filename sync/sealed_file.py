"""A file sealed with a passphrase: AES-256-GCM in pieces, each bound to its place, the last one marked.

Bytes: ``"APPEARB1"`` | 16 bytes salt | pieces of (u32 length, ciphertext with its tag). The key comes from
the passphrase by scrypt; piece N is sealed under nonce N, so none can be moved, left out or cut off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC: Final = b"APPEARB1"
PIECE: Final = 1024 * 1024
SHORTEST_PASSPHRASE: Final = 16
_TAG: Final = 16
_SALT: Final = 16


class NotOpenedError(Exception):
    """Another passphrase, or the file was damaged, altered or cut off."""


def seal(plain: BinaryIO, sealed: BinaryIO, passphrase: str) -> None:
    """Write ``plain`` sealed; the passphrase has at least 16 characters (ValueError)."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise ValueError("passphrase too short")
    salt = os.urandom(_SALT)
    box = AESGCM(_key(passphrase, salt))
    sealed.write(MAGIC + salt)
    number, piece = 0, plain.read(PIECE)
    while True:
        following = plain.read(PIECE)
        closed = box.encrypt(_nonce(number, last=not following), piece, MAGIC)
        sealed.write(len(closed).to_bytes(4) + closed)
        if not following:
            return
        number, piece = number + 1, following


def unseal(sealed: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """The pieces of what was sealed. NotOpenedError at the first that does not open: what came before it is
    genuine, and not the whole."""
    head = sealed.read(len(MAGIC) + _SALT)
    if not head.startswith(MAGIC) or len(head) < len(MAGIC) + _SALT:
        raise NotOpenedError("not a sealed file")
    box = AESGCM(_key(passphrase, head[len(MAGIC) :]))
    number, closed = 0, _piece(sealed)
    while True:
        following = _piece(sealed)
        try:
            yield box.decrypt(_nonce(number, last=not following), closed, MAGIC)
        except InvalidTag:
            raise NotOpenedError("another passphrase, or damaged") from None
        if not following:
            return
        number, closed = number + 1, following


def _piece(sealed: BinaryIO) -> bytes:
    """The next piece; empty at the end, and nowhere else."""
    head = sealed.read(4)
    size = int.from_bytes(head)
    if head and (len(head) < 4 or not _TAG <= size <= PIECE + _TAG):
        raise NotOpenedError("damaged")
    closed = sealed.read(size)
    if len(closed) < size:
        raise NotOpenedError("cut off")
    return closed


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())
