"""Prints what the image is made of, as a CycloneDX bill of materials: Debian's packages and Python's."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

_KERNEL = "linux-image-"


def main(root: Path, tools: Path, version: str) -> str:
    """The bill as JSON, the same for the same image."""
    parts = [
        *_debian(root, ""),
        *_debian(tools, _KERNEL),
        *_python(next((root / "opt/appear-lobby/lib").glob("python*/site-packages"))),
    ]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "operating-system", "name": "appear-kiosk", "version": version}},
        "components": sorted(parts, key=lambda part: part["purl"]),
    }
    return json.dumps(bill, indent=1, sort_keys=True)


def _debian(root: Path, begins: str) -> Iterator[dict[str, str]]:
    form = "${Package}\t${Version}\t${Architecture}\n"
    asked = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "--show", f"--showformat={form}"]
    for line in subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines():
        name, version, architecture = line.split("\t")
        if name.startswith(begins):
            purl = f"pkg:deb/debian/{name}@{version.replace(':', '%3A')}?arch={architecture}"
            yield _part(name, version, purl)


def _python(library: Path) -> Iterator[dict[str, str]]:
    for found in distributions(path=[str(library)]):
        name = found.metadata["Name"].lower().replace("_", "-")
        yield _part(name, found.version, f"pkg:pypi/{name}@{found.version}")


def _part(name: str, version: str, purl: str) -> dict[str, str]:
    return {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
