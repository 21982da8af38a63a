"""The simulated card: a loopback MJPEG camera before which an invented person's card is held."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import cv2
import numpy as np

from devices.build import refuse_if_packaged
from devices.camera.card_back import card_back
from devices.camera.scene import Grey, Pose, held, room, somebody
from devices.camera.source import Stream
from devices.ports import Picture

_MOVE_S = 0.5
"""How long a hand takes to bring the card in, take it away or turn it."""
_OUT_OF_SIGHT = 1.6
_AWAY = Pose(y=_OUT_OF_SIGHT)


@dataclass(frozen=True, slots=True)
class _Hand:
    """Where the card is and where it is going."""

    card: Grey | None = None
    start: Pose = _AWAY
    goal: Pose = _AWAY
    since: float = 0.0

    def pose(self, now: float) -> Pose:
        """Between start and goal, slowing down towards it, with a small tremor."""
        share = min(1.0, max(0.0, (now - self.since) / _MOVE_S))
        share = 1 - (1 - share) ** 3

        def between(a: float, b: float) -> float:
            return a + (b - a) * share

        a, b = self.start, self.goal
        return Pose(
            width=between(a.width, b.width),
            turn=between(a.turn, b.turn) + 0.6 * float(np.sin(5.1 * now)),
            tilt=between(a.tilt, b.tilt),
            x=between(a.x, b.x) + 0.002 * float(np.sin(3.3 * now)),
            y=between(a.y, b.y) + 0.002 * float(np.cos(4.2 * now)),
        )


class SimulatedCard:
    """A camera on this machine's loopback, with a hand that obeys. Refuses to start in a packaged build.

    All payloads are invented people's. Every method may be called from any thread."""

    def __init__(
        self,
        *,
        size: tuple[int, int] = (1280, 720),
        fps: int = 15,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        refuse_if_packaged("the simulated card")
        self._size, self._fps, self._clock = size, fps, clock
        self._lock = threading.Lock()
        self._hand = _Hand()
        self._flowing = threading.Event()
        self._flowing.set()
        self._dropped = threading.Event()
        self._closed = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Stream)
        self._server.scene = self
        self._thread = threading.Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="simulated-card",
            daemon=True,
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """What to write as the camera's setting."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    @property
    def source(self) -> Stream:
        """The same as a camera source."""
        return Stream(self.url)

    def hold(self, payload: str, pose: Pose | None = None) -> None:
        """Bring a card with this payload into view, from below, to ``pose``. ``ValueError``: too long."""
        goal = pose or Pose()
        card = card_back(payload)
        with self._lock:
            self._hand = _Hand(card, replace(goal, y=_OUT_OF_SIGHT), goal, self._clock())

    def turn(self, degrees: float) -> None:
        """Turn the card, in the picture's plane, to this angle."""
        self._move(lambda pose: replace(pose, turn=degrees))

    def tilt(self, degrees: float) -> None:
        """Lean the card's right side away from the camera by this angle."""
        self._move(lambda pose: replace(pose, tilt=degrees))

    def move(self, width: float) -> None:
        """Nearer or farther: the share of the picture's width the card fills."""
        self._move(lambda pose: replace(pose, width=width))

    def remove(self) -> None:
        """Take the card away; whoever held it stays."""
        self._move(lambda pose: replace(pose, y=_OUT_OF_SIGHT))

    def stall(self) -> None:
        """No more pictures, while the connection stays open: a hanging camera."""
        self._flowing.clear()

    def drop(self) -> None:
        """End every connection and refuse new ones: an unplugged camera."""
        self._dropped.set()

    def resume(self) -> None:
        """Undo ``stall`` and ``drop``."""
        self._dropped.clear()
        self._flowing.set()

    def close(self) -> None:
        """End for good."""
        self._closed.set()
        self._dropped.set()
        self._flowing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=2)

    def picture(self) -> Picture:
        """What the camera sees now, before JPEG."""
        now, (width, height) = self._clock(), self._size
        with self._lock:
            hand = self._hand
        pose = hand.pose(now)
        if hand.card is None:
            seen = room(width, height)
        elif pose.y >= 1.4:
            seen = somebody(width, height)
        else:
            seen = held(hand.card, pose, width, height)
        return _grain(seen, now)

    def _move(self, to: Callable[[Pose], Pose]) -> None:
        with self._lock:
            now = self._clock()
            self._hand = replace(self._hand, start=self._hand.pose(now), goal=to(self._hand.goal), since=now)

    def _jpegs(self, send: Callable[[bytes], None]) -> None:
        """Send pictures at the camera's pace until the connection ends."""
        following = time.monotonic()
        while not self._dropped.is_set():
            if not self._flowing.wait(timeout=0.05):
                continue
            _, jpeg = cv2.imencode(".jpg", self.picture(), [cv2.IMWRITE_JPEG_QUALITY, 88])
            send(jpeg.tobytes())
            following += 1 / self._fps
            late = following - time.monotonic()
            if late > 0:
                self._closed.wait(timeout=late)
            else:
                following = time.monotonic()


def _grain(picture: Picture, now: float) -> Picture:
    """The picture with a little sensor noise, different at every moment."""
    noise = np.random.default_rng(int(now * 1000)).integers(-5, 6, (64, picture.shape[1], 1), np.int16)
    tall = np.tile(noise, (picture.shape[0] // 64 + 1, 1, 1))[: picture.shape[0]]
    return np.asarray(np.clip(picture + tall, 0, 255), np.uint8)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    scene: SimulatedCard

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Stream(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        scene = self.server.scene  # type: ignore[attr-defined]
        if scene._dropped.is_set():
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()

        def send(jpeg: bytes) -> None:
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            self.wfile.write(head.encode() + jpeg + b"\r\n")

        scene._jpegs(send)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a request says nothing anybody needs."""
