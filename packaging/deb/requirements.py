"""Prints the part of the lock that one package needs, line for line: pins and hashes as they were locked.

requirements.py PYTHON EXTRA...     PYTHON is the version that will run it, such as 3.11
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).resolve().parents[2]
PIN = re.compile(r"([A-Za-z0-9._-]+)==")


def needed(python: str, extras: tuple[str, ...]) -> set[str]:
    """Names of everything that ``appear`` with ``extras`` needs on Linux, directly or not."""
    linux = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    found: set[str] = set()
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    told = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    waiting: list[tuple[Requirement, frozenset[str]]] = [
        (Requirement(line), frozenset({""})) for line in told
    ]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        asked, extras_of_asker = waiting.pop()
        if not _holds(asked, linux, extras_of_asker):
            continue
        name, wanted = one = canonicalize_name(asked.name), frozenset({"", *asked.extras})
        found.add(name)
        if one in seen:
            continue
        seen.add(one)
        try:
            waiting += [(Requirement(line), wanted) for line in requires(name) or ()]
        except PackageNotFoundError:
            raise SystemExit(
                f"requirements: {name} is not installed here, so its needs are not known"
            ) from None
    return found


def _holds(asked: Requirement, around: dict[str, str], extras: frozenset[str]) -> bool:
    """Whether a requirement applies there, when its asker was asked with these extras ("": none)."""
    return asked.marker is None or any(asked.marker.evaluate(around | {"extra": extra}) for extra in extras)


def locked(lock: str) -> Iterator[tuple[str, str]]:
    """Every pin with its hashes, and the name it pins."""
    for block in re.split(r"\n(?=\S)", lock):
        if pin := PIN.match(block):
            yield canonicalize_name(pin[1]), block.rstrip("\n") + "\n"


def main(python: str, *extras: str) -> None:
    """Print the lines, and fail when the lock lacks one."""
    names = needed(python, extras)
    pins = list(locked((HOUSE / "requirements.lock").read_text("utf-8")))
    if missing := names - {name for name, _ in pins}:
        raise SystemExit(f"requirements: the lock does not pin {', '.join(sorted(missing))}")
    sys.stdout.writelines(block for name, block in pins if name in names)


if __name__ == "__main__":
    main(*sys.argv[1:])
