"""The reader shares a small machine: it computes on one thread and gives a picture's memory back at once.

Left alone, OpenBLAS and OpenCV spread products of a millisecond over all cores. On a machine with other work
to do these threads wait for each other: measured, seven times as long as one thread takes. And the C library
keeps what a picture lay in for later pictures: memory that grows with every thread that ever held one, and in
which a card that was taken away long ago can still be found."""

from __future__ import annotations

import ctypes
from functools import cache

import cv2
from threadpoolctl import threadpool_limits

_M_MMAP_THRESHOLD = -3
_LARGE = 1024 * 1024
"""Bytes: whatever is larger is the kernel's again as soon as it is dropped."""


@cache
def be_frugal() -> None:
    """From here on, in this whole program."""
    cv2.setNumThreads(1)
    threadpool_limits(limits=1, user_api="blas")
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc's own; elsewhere nothing is changed
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
