"""Settings of a door: one frozen object from a TOML file and the environment; an unknown key is an error."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

S = TypeVar("S", bound="Settings")


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("no such time zone") from None
    return value


ZoneName = Annotated[str, AfterValidator(_known_zone)]
"""As the IANA data base names it: ``America/Chicago``."""


class Settings(BaseModel):
    """Base of every door's settings. Environment names are ``APPEAR_DOOR_KEY``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, validate_default=True)

    def shown(self) -> dict[str, str]:
        """Every setting as text for the start-up log; a secret shows only whether it is set, and an address
        neither who signs in there nor what is asked: a password may stand in both."""
        return {
            name: ("set" if value else "not set") if _secret(name) else _without_secrets(str(value))
            for name, value in self.model_dump().items()
        }


@dataclass(frozen=True, slots=True)
class SettingsTrouble:
    """Why the settings cannot be used, in one sentence for the person who wrote them."""

    sentence: str


def load_settings(
    kind: type[S], door: str, file: Path | None, environment: Mapping[str, str] | None = None
) -> S | SettingsTrouble:
    """The settings of ``door``: defaults, then ``file``, then ``APPEAR_DOOR_KEY`` from the environment."""
    found: dict[str, Any] = {}
    if file is not None:
        try:
            found = tomllib.loads(file.read_text("utf-8"))
        except OSError as trouble:
            return SettingsTrouble(f"The settings file {file} cannot be read: {trouble.strerror}.")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
            return SettingsTrouble(f"The settings file {file} is not TOML: {trouble}.")
    prefix = f"APPEAR_{door.upper()}_"
    for name, value in (os.environ if environment is None else environment).items():
        if name.startswith(prefix):
            found[name.removeprefix(prefix).lower()] = value
    try:
        return kind.model_validate(found)
    except ValidationError as trouble:
        return SettingsTrouble(_sentence(trouble, file, prefix))


def _sentence(trouble: ValidationError, file: Path | None, prefix: str) -> str:
    first = trouble.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    variable = f"{prefix}{key.replace('.', '_').upper()}"
    where = f"{file} or {variable}" if file else variable
    said = first["msg"].removeprefix("Value error, ")
    match first["type"]:
        case "extra_forbidden":
            return f"There is no setting “{key}” (found in {where})."
        case "missing":
            return f"The setting “{key}” is missing (set it in {where})."
        case _:
            return f"The setting “{key}” (from {where}) cannot be used: {said}."


def _without_secrets(text: str) -> str:
    if "://" not in text:
        return text
    try:
        parts = urlsplit(text)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    except ValueError:
        return "set"


def _secret(name: str) -> bool:
    return any(part in name for part in ("password", "passphrase", "secret", "token", "pin", "pepper"))
