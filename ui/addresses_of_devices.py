"""Addresses of devices as settings give them: understood at the start, or refused in one sentence."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_PRINTER = re.compile(r"(?:ipps?|escpos)://[^\s/]+\S*")


def _printer_address(text: str) -> str:
    if text and not _PRINTER.fullmatch(text):
        raise ValueError("write ipp://HOST:PORT/printers/NAME or escpos://HOST, or nothing for no printer")
    return text


PrinterAddress = Annotated[str, AfterValidator(_printer_address)]
"""``ipp://HOST:PORT/printers/NAME``, ``escpos://HOST[:PORT]``, or empty: no printer."""
