"""The types that hold no others, as text, numbers and truth values of JSON."""

from __future__ import annotations

import base64
import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

_LARGEST_INT: Final = 2**53
# Room on both sides, so that a moment can be told in any zone.
_YEARS: Final = range(2, 9999)
_NOT_TEXT: Final = "\ufffd"


class Misfit(Exception):
    """Something read is not what its place asks for; caught by ``sync.wire`` and named there."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.where = where


@dataclass(frozen=True, slots=True)
class Plan:
    """How one type travels."""

    name: str
    form: str
    """What it is in JSON: ``text``, ``integer``, ``number``, ``truth``, ``nothing``, ``list``, ``object`` or
    ``tagged`` (an object that names its class)."""
    types: tuple[type, ...]
    """The exact classes of its values."""
    encode: Callable[[Any], Any]
    """TypeError for a value of another type."""
    decode: Callable[[Any], Any]
    """Misfit for JSON that is no such value."""


def _leaf(
    kind: type,
    form: str,
    encode: Callable[[Any], Any],
    decode: Callable[[Any], Any],
    given: tuple[type, ...] = (str,),
) -> Plan:
    name = kind.__name__
    taken = (float, int) if kind is float else (kind,)

    def write(value: Any) -> Any:
        expect(type(value) in taken or (kind is str and isinstance(value, str)), value, name)
        return encode(value)

    def read(value: Any) -> Any:
        if type(value) not in given:
            raise Misfit(name)
        try:
            return decode(value)
        except (ValueError, OverflowError):
            raise Misfit(name) from None

    return Plan(name, form, (kind,), write, read)


def expect(holds: bool, value: object, wanted: str) -> None:
    """TypeError, naming the class of ``value``, unless it is what belongs here."""
    if not holds:
        # The class only: the value may be about a person.
        raise TypeError(f"{type(value).__name__} where {wanted} belongs")


def _text_out(text: str) -> str:
    """Text that can be stored anywhere: what no UTF-8 or database text can hold becomes U+FFFD.

    A misread barcode may give such text, and a visit must not end over it.
    """
    text = str.__str__(text).replace("\x00", _NOT_TEXT)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join(_NOT_TEXT if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text


def _text_in(text: str) -> str:
    if "\x00" in text:
        raise ValueError("not text")
    text.encode()  # a lone surrogate raises UnicodeEncodeError, a ValueError
    return text


def _integer(number: int) -> int:
    if not -_LARGEST_INT < number < _LARGEST_INT:
        raise ValueError("out of range")
    return number


def _finite(number: float) -> float:
    number = float(number)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def _moment_out(moment: dt.datetime) -> str:
    expect(moment.tzinfo is not None, moment, "aware datetime")
    return moment.isoformat()


def _moment_in(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.utcoffset() is None or moment.year not in _YEARS:
        raise ValueError("not a moment")
    return moment


def _date_in(text: str) -> dt.date:
    day = dt.date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError("not YYYY-MM-DD")
    return day


def _nothing(value: None) -> None:
    return value


def _base64_out(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _base64_in(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


LEAVES: Final[dict[Any, Plan]] = {
    str: _leaf(str, "text", _text_out, _text_in),
    int: _leaf(int, "integer", _integer, _integer, (int,)),
    float: _leaf(float, "number", _finite, _finite, (float, int)),
    bool: _leaf(bool, "truth", bool, bool, (bool,)),
    type(None): _leaf(type(None), "nothing", _nothing, _nothing, (type(None),)),
    bytes: _leaf(bytes, "text", _base64_out, _base64_in),
    dt.date: _leaf(dt.date, "text", dt.date.isoformat, _date_in),
    dt.time: _leaf(dt.time, "text", dt.time.isoformat, dt.time.fromisoformat),
    dt.datetime: _leaf(dt.datetime, "text", _moment_out, _moment_in),
}


def enum_plan(kind: type[Enum]) -> Plan:
    """An enum travels as its value; TypeError unless all are texts or all integers."""
    members: dict[Any, Enum] = {member.value: member for member in kind}
    form = "text" if all(type(value) is str for value in members) else "integer"
    given = str if form == "text" else int
    expect(all(type(value) is given for value in members), kind, "enum of texts or of integers")

    def decode(value: Any) -> Enum:
        if type(value) is not given or value not in members:
            raise Misfit(kind.__name__)
        return members[value]

    def encode(value: Any) -> Any:
        expect(type(value) is kind, value, kind.__name__)
        return value.value

    return Plan(kind.__name__, form, (kind,), encode, decode)


def literal_plan(values: tuple[Any, ...]) -> Plan:
    """One of a few constants of one class."""
    name = "one of " + ", ".join(map(str, values))
    (given,) = {type(value) for value in values}
    form = LEAVES[given].form

    def encode(value: Any) -> Any:
        expect(type(value) is given and value in values, value, name)
        return value

    def decode(value: Any) -> Any:
        if type(value) is not given or value not in values:
            raise Misfit(name)
        return value

    return Plan(name, form, (given,), encode, decode)
