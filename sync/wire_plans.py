"""How each type is written and read, worked out once from its annotations.

Known: str, int, float, bool, None, bytes, date, time, datetime (aware), enums, Literal, tuples, frozensets,
mappings with text keys, dataclasses, and unions of these. In a union each alternative is told by its JSON
form; where two share one (text and date, two enums), all but plain text stand in a box
``{"is": "date", "value": ...}``. Where Python takes one class for another (an int for a float, an enum's text
for text, beside text a datetime for a date), so does writing.

A field that came after a type was first in use bears ``metadata={"later": True}`` and a default. It is
written only when it says something, so that whoever reads as before still understands what holds nothing new.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from itertools import repeat
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from sync.wire_leaves import LEAVES, Misfit, Plan, enum_plan, expect, literal_plan


@cache
def plan_for(kind: Any) -> Plan:
    """The plan of an annotation; TypeError for a type that is not meant to travel."""
    kind = type(None) if kind is None else kind
    if kind in LEAVES:
        return LEAVES[kind]
    origin, args = get_origin(kind), get_args(kind)
    if origin is Union or origin is types.UnionType:
        moments = (dt.datetime,) if str in args and dt.date in args and dt.datetime not in args else ()
        return _union(tuple(plan_for(arg) for arg in (*args, *moments)))
    if origin is Literal:
        return literal_plan(args)
    if origin is tuple:
        return _row(plan_for(args[0])) if args[1:] == (...,) else _fixed(tuple(plan_for(arg) for arg in args))
    if origin is frozenset:
        return _set(plan_for(args[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(plan_for(args[0]), plan_for(args[1]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return enum_plan(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    raise TypeError(f"{kind!r} is not made to travel")


def _listed(value: Any) -> list[Any]:
    if type(value) is not list:
        raise Misfit("list")
    return value


def _each(parts: Iterable[Plan], items: list[Any]) -> list[Any]:
    decoded = []
    for place, (part, item) in enumerate(zip(parts, items, strict=False)):
        try:
            decoded.append(part.decode(item))
        except Misfit as misfit:
            raise Misfit(misfit.why, _joined(f"[{place}]", misfit.where)) from None
    return decoded


def _row(part: Plan) -> Plan:
    def encode(value: Any) -> list[Any]:
        expect(type(value) is tuple, value, "tuple")
        return [part.encode(item) for item in value]

    return Plan("list", "list", (tuple,), encode, lambda value: tuple(_each(repeat(part), _listed(value))))


def _fixed(parts: tuple[Plan, ...]) -> Plan:
    def encode(value: Any) -> list[Any]:
        expect(type(value) is tuple and len(value) == len(parts), value, f"tuple of {len(parts)}")
        return [part.encode(item) for part, item in zip(parts, value, strict=True)]

    def decode(value: Any) -> tuple[Any, ...]:
        items = _listed(value)
        if len(items) != len(parts):
            raise Misfit(f"list of {len(parts)}")
        return tuple(_each(parts, items))

    return Plan("list", "list", (tuple,), encode, decode)


def _set(part: Plan) -> Plan:
    def encode(value: Any) -> list[Any]:
        expect(type(value) is frozenset, value, "frozenset")
        return sorted((part.encode(item) for item in value), key=json.dumps)

    def decode(value: Any) -> frozenset[Any]:
        items = _each(repeat(part), _listed(value))
        members = frozenset(items)
        if len(members) != len(items):
            raise Misfit("each once")
        return members

    return Plan("list", "list", (frozenset,), encode, decode)


def _mapping(key: Plan, part: Plan) -> Plan:
    expect(key.form == "text", key, "text key")

    def encode(value: Any) -> dict[str, Any]:
        expect(isinstance(value, Mapping), value, "mapping")
        return dict(sorted((key.encode(name), part.encode(item)) for name, item in value.items()))

    def decode(value: Any) -> dict[Any, Any]:
        if type(value) is not dict:
            raise Misfit("object")
        # The names are the sender's, so only the place of a misfit is told.
        items = _each(repeat(part), list(value.values()))
        return dict(zip((key.decode(name) for name in value), items, strict=True))

    return Plan("object", "object", (dict, types.MappingProxyType), encode, decode)


def _dataclass(kind: type) -> Plan:
    name = kind.__name__
    known = {field.name: field for field in dataclasses.fields(kind) if field.init}
    needed = {
        field.name
        for field in known.values()
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }

    @cache
    def parts() -> dict[str, Plan]:
        # Not before it is needed: a dataclass may hold itself.
        hints = get_type_hints(kind)
        return {name: plan_for(hints[name]) for name in known}

    later = {name: field.default for name, field in known.items() if field.metadata.get("later")}

    def encode(value: Any) -> dict[str, Any]:
        expect(type(value) is kind, value, name)
        written = {"is": name}
        for field, part in parts().items():
            given = getattr(value, field)
            if field not in later or given != later[field]:
                written[field] = part.encode(given)
        return written

    def decode(value: Any) -> Any:
        if type(value) is not dict or value.get("is") != name:
            raise Misfit(name)
        given = value.keys() - {"is"}
        if not given <= known.keys():
            raise Misfit(f"{name} without unknown fields")
        if not needed <= given:
            raise Misfit(f"{name} with {min(needed - given)}")
        read = {}
        for field, part in parts().items():
            if field in given:
                try:
                    read[field] = part.decode(value[field])
                except Misfit as misfit:
                    raise Misfit(misfit.why, _joined(field, misfit.where)) from None
        try:
            return kind(**read)
        except ValueError:
            raise Misfit(f"{name} that its own rules allow") from None

    return Plan(name, "tagged", (kind,), encode, decode)


def _union(members: tuple[Plan, ...]) -> Plan:
    by_type = {one: plan for plan in members for one in plan.types}
    tagged = {plan.name: plan for plan in members if plan.form == "tagged"}
    plain, boxed = _apart([plan for plan in members if plan.form != "tagged"])
    expect(
        sum(len(plan.types) for plan in members) == len(by_type)
        and len(tagged | boxed) == len(members) - len(plain)
        and not ("object" in plain and (tagged or boxed)),
        members,
        "union whose alternatives can be told apart",
    )
    name = " or ".join(plan.name for plan in members)

    def encode(value: Any) -> Any:
        plan = by_type.get(type(value)) or _taken_for(value, by_type)
        if plan is None:
            raise TypeError(f"{type(value).__name__} where {name} belongs")
        written = plan.encode(value)
        return {"is": plan.name, "value": written} if plan.name in boxed else written

    def decode(value: Any) -> Any:
        if type(value) is dict and "is" in value and "object" not in plain:
            tag = value["is"] if type(value["is"]) is str else ""
            if tag in tagged:
                return tagged[tag].decode(value)
            if tag in boxed and value.keys() == {"is", "value"}:
                return boxed[tag].decode(value["value"])
            raise Misfit(name)
        form = _FORM_OF.get(type(value), "")
        plan = plain.get(form) or (plain.get("number") if form == "integer" else None)
        if plan is None:
            raise Misfit(name)
        return plan.decode(value)

    return Plan(name, "union", tuple(by_type), encode, decode)


def _taken_for(value: object, by_type: Mapping[type, Plan]) -> Plan | None:
    if isinstance(value, str):
        return by_type.get(str)
    return by_type.get(float) if type(value) is int else None


def _apart(members: list[Plan]) -> tuple[dict[str, Plan], dict[str, Plan]]:
    """The untagged alternatives of a union: those known by their JSON form, and those that need a box."""
    plain: dict[str, Plan] = {}
    boxed: dict[str, Plan] = {}
    for plan in members:
        alike = [other for other in members if other.form == plan.form]
        if len(alike) == 1 or plan.name == "str":
            plain[plan.form] = plan
        else:
            boxed[plan.name] = plan
    return plain, boxed


_FORM_OF: Final = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "truth",
    type(None): "nothing",
    list: "list",
    dict: "object",
}


def _joined(outer: str, inner: str) -> str:
    return outer + inner if not inner or inner.startswith("[") else f"{outer}.{inner}"
