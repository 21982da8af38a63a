"""Photographs from the test folders of three barcode libraries, read in place in the shared folder."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from devices.barcode.decode import decode
from devices.barcode.still import _loaded, read_still

UNREAD = {"java-code128-2/30.png", "java-pdf417-3/15.png"}
"""A blurred one that no decoder reads, and one cut through its start pattern."""
BOTH = {"java-code39-3/02.png": "001EC947D49B"}
"""Pictures with a second code in them, which the expected texts do not mention."""


@pytest.fixture(scope="module")
def photographs(shared: Path) -> tuple[Path, dict[str, dict[str, Any]]]:
    folder = shared / "scanning" / "photos"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    return folder, {name: about for name, about in expected.items() if "text" in about}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_photograph_of_a_card_or_a_striped_code_is_read_and_none_wrongly(
    photographs: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    folder, expected = photographs
    counts: Counter[str] = Counter()
    missed, wrong = set(), {}
    for name, about in expected.items():
        if about["format"] == "QRCode":
            continue
        found = read_still(folder / name)
        assert found is not None
        texts = {one.text for one in found}
        counts[about["format"]] += about["text"] in texts
        if about["text"] not in texts:
            missed.add(name)
        if other := texts - {about["text"], BOTH.get(name)}:
            wrong[name] = other
    assert wrong == {}
    assert missed == UNREAD
    assert counts == {"PDF417": 40, "Code128": 38, "Code39": 19}


@pytest.mark.slow
def test_every_quick_response_code_that_zxing_cpp_reads_is_read(
    photographs: tuple[Path, dict[str, dict[str, Any]]],
) -> None:
    folder, expected = photographs
    names = [name for name, about in expected.items() if about["format"] == "QRCode"][::6]
    for name in names:
        picture = _loaded(folder / name)
        assert picture is not None
        alone = {one.text for one in decode(picture, thorough=True)}
        ours = {one.text for one in read_still(folder / name) or []}
        assert alone <= ours
        assert ours <= {expected[name]["text"]}
