"""Asks the station one question over HTTPS and names whatever comes back."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import Final, TypeVar

import httpx

from kiosk.problems import Problem
from sync import bodies
from sync.station.desk_wire import Refused, SignInAgain, Trouble, Unreachable
from sync.wire import NotUnderstood, from_wire, to_wire

T = TypeVar("T")
LONGEST_ANSWER: Final = 32 * 1024 * 1024
"""Bytes: far above any page, form, picture or table of the station."""
_READING: Final = {"GET", "HEAD"}
_NEVER_LEFT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Asker:
    """Asks one question over HTTPS and names whatever comes back. Never raises for what the world does."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.token = ""

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def ask(
        self,
        kind: type[T] | None,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, str] | None = None,
        patience_s: float = 0.0,
        token: str = "",
    ) -> T | Trouble:
        """The answer as a ``kind`` (``bytes``: as it came; None: nothing is expected).

        ``token`` asks for another session than the one there is now.
        """
        token = token or self.token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        content, content_type = _content(body)
        if content_type:
            headers["content-type"] = content_type
        timeout = self._http.timeout
        patient = httpx.Timeout(**timeout.as_dict() | {"read": (timeout.read or 0.0) + patience_s})
        try:
            with self._http.stream(
                method, path, content=content, params=dict(query or {}), headers=headers, timeout=patient
            ) as answer:
                said = bodies.of_answer(answer, LONGEST_ANSWER)
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            unsure = method not in _READING and not isinstance(error, _NEVER_LEFT)
            return Unreachable(type(error).__name__, unsure)
        if said is None:
            return Unreachable("too_long", method not in _READING)
        return self._named(kind, answer, said, method, token)

    def _named(
        self, kind: type[T] | None, answer: httpx.Response, said: bytes, method: str, token: str
    ) -> T | Trouble:
        unsure = method not in _READING
        if answer.is_client_error:
            found = from_wire(Problem, said)
            if isinstance(found, NotUnderstood):
                return Unreachable("not_understood", unsure)
            if found.code == "sign_in_again":
                self.token = "" if self.token == token else self.token
                return SignInAgain()
            return Refused(found, answer.status_code)
        if not answer.is_success:
            return Unreachable(f"status_{answer.status_code}", unsure)
        value = _value(kind, said)
        return Unreachable("not_understood", unsure) if isinstance(value, NotUnderstood) else value


def _content(body: object) -> tuple[bytes | None, str]:
    if body is None:
        return None, ""
    if isinstance(body, bytes):
        return body, "application/octet-stream"
    return to_wire(body), "application/json"


def _value(kind: type[T] | None, content: bytes) -> T | NotUnderstood:
    if kind is None:
        return None  # type: ignore[return-value]
    if kind is bytes:
        return content  # type: ignore[return-value]
    return from_wire(kind, content)
