"""Addresses of devices and of a proxy, as settings give them: understood, or refused in one sentence."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_PRINTER = re.compile(r"(?:ipps?|escpos)://[^\s/]+\S*")
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]"
_PROXY = re.compile(rf"http://(?:{_HOST}):[0-9]{{1,5}}", re.ASCII)


def _printer_address(text: str) -> str:
    if text and not _PRINTER.fullmatch(text):
        raise ValueError("write ipp://HOST:PORT/printers/NAME or escpos://HOST, or nothing for no printer")
    return text


PrinterAddress = Annotated[str, AfterValidator(_printer_address)]
"""``ipp://HOST:PORT/printers/NAME``, ``escpos://HOST[:PORT]``, or empty: no printer."""


def proxy_address(text: str) -> str:
    """``text``, when it is an address of a proxy or empty; a ``ValueError`` says what to write."""
    if text and not _PROXY.fullmatch(text):
        raise ValueError("write http://HOST:PORT, without a name or a password, or nothing for no proxy")
    return text


ProxyAddress = Annotated[str, AfterValidator(proxy_address)]
"""``http://HOST:PORT``, or empty: no proxy."""
