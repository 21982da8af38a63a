"""Bodies of questions and answers, read up to a limit: nobody fills this machine, or keeps it waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import httpx

WITHIN_S: Final = 60.0
"""How long a question's body may take to come."""


async def of_question(parts: AsyncIterator[bytes], longest: int) -> bytes | None:
    """The whole body, however it is sent; None as soon as it is longer. TimeoutError when it does not end."""
    body = bytearray()
    async with asyncio.timeout(WITHIN_S):
        async for part in parts:
            body += part
            if len(body) > longest:
                return None
    return bytes(body)


def of_answer(answer: httpx.Response, longest: int) -> bytes | None:
    """The whole body of a streamed answer; None as soon as it is longer."""
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > longest:
            return None
    return bytes(body)
