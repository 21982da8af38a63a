"""OpenAPI schemas of what travels, made from the same annotations that the wire is made from."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from fastapi import FastAPI

from sync.kiosk_wire import WIRE_TYPE
from sync.wire import VERSION

Schema = dict[str, Any]
_LEAVES: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": -(2**53) + 1, "maximum": 2**53 - 1},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
    dt.time: {"type": "string"},
    dt.datetime: {"type": "string", "format": "date-time"},
}


def with_schemas(api: FastAPI, bodies: tuple[type, ...], binary: tuple[str, ...] = ()) -> None:
    """Let ``api.openapi()`` describe every body: values of ``bodies``, and bytes named in ``binary``."""
    plain = api.openapi

    def openapi() -> dict[str, Any]:
        if api.openapi_schema is None:
            described = plain()
            schemas = described.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(schemas_of(bodies))
            schemas.update({name: {"type": "string", "format": "binary"} for name in binary})
        return api.openapi_schema or {}

    api.openapi = openapi  # type: ignore[method-assign]


def body_is(kind: str) -> dict[str, Any]:
    """For OpenAPI: the body is a value of this kind in the wire's form."""
    return {
        "requestBody": {
            "required": True,
            "content": {WIRE_TYPE: {"schema": {"$ref": f"#/components/schemas/{kind}"}}},
        }
    }


def schemas_of(kinds: tuple[type, ...]) -> dict[str, Schema]:
    """The schema of each kind, framed as the wire frames it, and of every class they hold."""
    found: dict[str, Schema] = {}
    for kind in kinds:
        value = _schema(kind, found)
        framed = {"appear": {"const": VERSION}, "value": value}
        found[kind.__name__] = _object(framed, set(framed))
    return found


def _schema(kind: Any, found: dict[str, Schema]) -> Schema:
    kind = type(None) if kind is None else kind
    if kind in _LEAVES:
        return _LEAVES[kind]
    origin, args = get_origin(kind), get_args(kind)
    if origin is Union or origin is types.UnionType:
        return {"anyOf": [_schema(arg, found) for arg in args]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return _row(args, found)
    if origin is frozenset:
        return {"type": "array", "items": _schema(args[0], found), "uniqueItems": True}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(args[1], found)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return _dataclass(kind, found)


def _row(args: tuple[Any, ...], found: dict[str, Schema]) -> Schema:
    if args[1:] == (...,):
        return {"type": "array", "items": _schema(args[0], found)}
    parts = [_schema(arg, found) for arg in args]
    return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}


def _dataclass(kind: type, found: dict[str, Schema]) -> Schema:
    name = f"value.{kind.__name__}"
    if name not in found:
        found[name] = {}
        hints = get_type_hints(kind)
        fields = [field for field in dataclasses.fields(kind) if field.init]
        needed = {
            field.name
            for field in fields
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        }
        parts = {"is": {"const": kind.__name__}} | {
            field.name: _schema(hints[field.name], found) for field in fields
        }
        found[name] = _object(parts, needed | {"is"})
    return {"$ref": f"#/components/schemas/{name}"}


def _object(parts: Mapping[str, Schema], needed: set[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(parts),
        "required": sorted(needed),
        "additionalProperties": False,
    }
