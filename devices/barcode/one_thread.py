"""The reader's arithmetic stays on the thread that asks for it.

Left alone, OpenBLAS and OpenCV spread products of a millisecond over all cores. On a machine with other work
to do these threads wait for each other: measured, seven times as long as one thread takes."""

from __future__ import annotations

from functools import cache

import cv2
from threadpoolctl import threadpool_limits


@cache
def keep_to_one_thread() -> None:
    """From here on, in this whole program."""
    cv2.setNumThreads(1)
    threadpool_limits(limits=1, user_api="blas")
