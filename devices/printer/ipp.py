"""The few messages of the Internet Printing Protocol that we speak (RFC 8010, RFC 8011), as bytes."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

VERSION = 0x0200
_OPERATION_GROUP, _JOB_GROUP, _END = 0x01, 0x02, 0x03
_BEGIN_COLLECTION, _END_COLLECTION = 0x34, 0x37
_INTEGERS = (0x21, 0x23)
_BOOLEAN = 0x22
_WORDS = range(0x41, 0x4A)
_OCTETS = 0x30
_RESOLUTION = 0x32
_PER_CENTIMETRE = 4


class Operation(IntEnum):
    """RFC 8011, 5.4.15."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """The syntaxes of the values we send."""

    INTEGER = 0x21
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


@dataclass(frozen=True, slots=True)
class Sent:
    """One attribute of a request; more than one value makes a set."""

    tag: Tag
    name: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Dots to the inch, across the paper and along its way."""

    across: int
    along: int


Value: TypeAlias = str | int | bool | Resolution


@dataclass(frozen=True, slots=True)
class Answer:
    """What a printer or its queue answered; collections and values of other syntaxes are left out."""

    status: int
    attributes: Mapping[str, tuple[Value, ...]]
    """By name, the first of that name in the message; every group in one."""

    @property
    def successful(self) -> bool:
        """RFC 8011, 4.1.6.1: successful-ok and its kin."""
        return self.status < 0x0100

    def number(self, name: str) -> int | None:
        """The first value of ``name`` as a whole number, or None."""
        first = next(iter(self.attributes.get(name, ())), None)
        return first if isinstance(first, int) and not isinstance(first, bool) else None

    def truth(self, name: str) -> bool | None:
        """The first value of ``name`` as yes or no, or None."""
        first = next(iter(self.attributes.get(name, ())), None)
        return first if isinstance(first, bool) else None

    def words(self, name: str) -> tuple[str, ...]:
        """Every value of ``name`` that is text."""
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))

    def square_resolutions(self, name: str) -> tuple[int, ...]:
        """Every value of ``name`` that is a resolution with as many dots across as along."""
        found = (value for value in self.attributes.get(name, ()) if isinstance(value, Resolution))
        return tuple(value.across for value in found if value.across == value.along > 0)


@dataclass(frozen=True, slots=True)
class NotIpp:
    """Whatever answered, it was not this protocol."""

    why: str


def request(
    operation: Operation, number: int, attributes: Sequence[Sent], job_attributes: Sequence[Sent] = ()
) -> bytes:
    """A request with its attributes; a document may follow it."""
    first = (
        Sent(Tag.CHARSET, "attributes-charset", ("utf-8",)),
        # English, so that a message we must read can be read in one language.
        Sent(Tag.LANGUAGE, "attributes-natural-language", ("en",)),
    )
    message = struct.pack(">HHI", VERSION, operation, number)
    message += bytes([_OPERATION_GROUP]) + b"".join(_encoded(each) for each in (*first, *attributes))
    if job_attributes:
        message += bytes([_JOB_GROUP]) + b"".join(_encoded(each) for each in job_attributes)
    return message + bytes([_END])


def _encoded(attribute: Sent) -> bytes:
    parts = []
    name = attribute.name.encode()
    for value in attribute.values:
        raw = struct.pack(">i", value) if isinstance(value, int) else value.encode()
        parts.append(struct.pack(">BH", attribute.tag, len(name)) + name + struct.pack(">H", len(raw)) + raw)
        name = b""  # a further value of the same attribute has no name
    return b"".join(parts)


def parse(message: bytes) -> Answer | NotIpp:
    """Read an answer. Never raises."""
    if len(message) < 9 or message[0] not in (1, 2):
        return NotIpp("no IPP header")
    status = struct.unpack_from(">H", message, 2)[0]
    found: dict[str, list[Value]] = {}
    at, name, depth = 8, "", 0
    while at < len(message):
        tag = message[at]
        if tag == _END:
            return Answer(status, {name: tuple(values) for name, values in found.items()})
        if tag < 0x10:
            at, name = at + 1, ""
            continue
        piece = _piece(message, at + 1)
        if piece is None:
            return NotIpp("cut short inside an attribute")
        new_name, raw, at = piece
        depth += (tag == _BEGIN_COLLECTION) - (tag == _END_COLLECTION)
        if new_name:
            # Of a name given twice the first counts; the later values go nowhere.
            name = new_name if new_name not in found else ""
        value = _value(tag, raw)
        if name and depth == 0 and value is not None:
            found.setdefault(name, []).append(value)
    return NotIpp("cut short before its end")


def _piece(message: bytes, at: int) -> tuple[str, bytes, int] | None:
    """Name, value and where the next piece begins; None when the message ends before."""
    parts = []
    for _ in range(2):
        if at + 2 > len(message):
            return None
        length = struct.unpack_from(">H", message, at)[0]
        at += 2
        if at + length > len(message):
            return None
        parts.append(message[at : at + length])
        at += length
    return parts[0].decode("ascii", "replace"), parts[1], at


def _value(tag: int, raw: bytes) -> Value | None:
    if tag in _INTEGERS and len(raw) == 4:
        return int(struct.unpack(">i", raw)[0])
    if tag == _BOOLEAN and len(raw) == 1:
        return raw != b"\0"
    if tag == _RESOLUTION and len(raw) == 9:
        across, along, unit = struct.unpack(">iib", raw)
        inch = 2.54 if unit == _PER_CENTIMETRE else 1
        return Resolution(round(across * inch), round(along * inch))
    if tag in _WORDS or tag == _OCTETS:
        return raw.decode("utf-8", "replace")
    return None
