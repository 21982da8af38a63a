"""Adds up the reports that pytest left: N passed, N failed, N skipped."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path


def count(reports: Iterable[Path]) -> tuple[int, int, int]:
    """Passed, failed (errors too) and skipped tests over all JUnit reports."""
    passed = failed = skipped = 0
    for report in reports:
        for suite in ET.parse(report).getroot().iter("testsuite"):
            tests, wrong, left_out = (
                int(suite.get("tests", 0)),
                int(suite.get("failures", 0)) + int(suite.get("errors", 0)),
                int(suite.get("skipped", 0)),
            )
            passed, failed, skipped = passed + tests - wrong - left_out, failed + wrong, skipped + left_out
    return passed, failed, skipped


def main() -> int:
    """Print the sum; 1 when a test failed or none ran."""
    passed, failed, skipped = count(Path(name) for name in sys.argv[1:] if Path(name).is_file())
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
