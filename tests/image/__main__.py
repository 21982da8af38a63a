"""``make image-test`` and ``make image-faults``: the built image, booted and lived with."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.image import cuts, life, signed
from tests.image.disks import OUT, forget
from tests.image.machine import FIRMWARE
from tests.image.report import Report

_NEEDED = ("qemu-system-x86_64", "tesseract", "mcopy", "dump.erofs", "pdftotext")
FOLDER = OUT / "walk"


def main(words: list[str]) -> int:
    """The exit code: 0 when everything that was checked held."""
    missing = [program for program in _NEEDED if shutil.which(program) is None]
    if missing or not (FIRMWARE / "OVMF_CODE_4M.fd").exists():
        return _stop(f"missing: {', '.join(missing) or 'ovmf'} (packaging/apt.list)")
    if not (OUT / "appear-kiosk.img").exists():
        return _stop("there is no image yet: make image")
    if not (OUT / "appear-walk.efi").exists() and words != ["secure-boot"]:
        return _stop("this image ships and has no way in: to walk, make image without UPDATE_KEY")
    report = Report()
    try:
        match words:
            case ["walk", *only]:
                _fresh(FOLDER)
                life.walk(FOLDER, report, only)
            case ["power-cuts"]:
                _fresh(FOLDER)
                cuts.many(FOLDER, report)
            case ["secure-boot"]:
                _fresh(FOLDER)
                signed.secure_boot(FOLDER, report)
            case _:
                parts = ", ".join({**life.PARTS, **life.ASKED_FOR})
                return _stop(f"walk, power-cuts, secure-boot, or walk with some of: {parts}")
    finally:
        forget(FOLDER)
    return report.end()


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _stop(why: str) -> int:
    sys.stderr.write(f"image: {why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
