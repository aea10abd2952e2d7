"""How large a picture may be, and how much memory all decoding threads may hold together.

The size that a header claims is checked before anything is allocated.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simgui.core.errors import Cancelled, ImageError
from simgui.core.progress import CancelToken

LIMIT_MEGAPIXELS = 500
PICTURE_LIMIT_BYTES = 500 << 20  # for one picture, which then has the memory for itself
MEMORY_LIMIT_BYTES = 400 << 20
# After a picture that held more than this, freed memory is handed back to the system
TRIM_FROM_BYTES = 64 << 20
# glibc's for blocks that are mapped one by one (the most it allows), and for what may stay free at a heap's end
MAPPED_FROM_BYTES, KEPT_FREE_BYTES = 32 << 20, 64 << 20
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as malloc.h has them
CANCEL_LOOK_S = 0.2
FILE_LIMIT_BYTES = 512 << 20

# Peak memory of opening and loading with Pillow 13, measured; for the other formats the pixel mode decides.
_PEAK_BYTES_PER_PX = {"WEBP": 17, "AVIF": 10, "HEIF": 8, "JPEG2000": 20, "JXL": 12}


def needed_bytes(name: str, mode: str, width: int, height: int) -> int:
    """Peak memory that a picture of this format, Pillow mode and size in px takes to decode.

    Raises ImageError "too_large" (width_px, height_px, megapixels, limit_megapixels) when that, or the number of
    pixels, is beyond the limits.
    """
    default = 1 if mode in ("1", "L", "P") else 2 if mode.startswith("I;16") else 4
    return checked_bytes(width, height, width * height * _PEAK_BYTES_PER_PX.get(name, default))


def checked_bytes(width: int, height: int, peak_bytes: int) -> int:
    """`peak_bytes` unless the picture is beyond the limits: then ImageError "too_large"."""
    megapixels = width * height / 1e6
    if megapixels <= LIMIT_MEGAPIXELS and peak_bytes <= PICTURE_LIMIT_BYTES:
        return peak_bytes
    limit = min(LIMIT_MEGAPIXELS, megapixels * PICTURE_LIMIT_BYTES / max(peak_bytes, 1))
    raise ImageError(
        "too_large",
        width_px=width,
        height_px=height,
        megapixels=round(megapixels, 1),
        limit_megapixels=int(limit),
    )


class MemoryBudget:
    """What all threads, and all processes that read for us, may hold together. First come, first served, so that a
    large picture gets its turn.
    """

    def __init__(self, total_bytes: int) -> None:
        self._total = self._free = total_bytes
        self._changed = threading.Condition()
        self._turnstile = threading.Lock()
        self._share_bytes = 0
        self._ask: Callable[[int], None] | None = None

    def ask_elsewhere(self, share_bytes: int, ask: Callable[[int], None]) -> None:
        """For a process that works for another, which counts for all of them: `ask` waits for what is more than
        `share_bytes`.
        """
        self._share_bytes, self._ask = share_bytes, ask

    @contextmanager
    def hold(self, wanted_bytes: int, cancel: CancelToken | None = None) -> Iterator[None]:
        """reserve(), and what was freed is handed back to the system."""
        try:
            with self.reserve(wanted_bytes, cancel):
                yield
        finally:
            if wanted_bytes > TRIM_FROM_BYTES:
                _trim()

    @contextmanager
    def reserve(self, wanted_bytes: int, cancel: CancelToken | None = None) -> Iterator[None]:
        """Waits until `wanted_bytes` (all there is, at most) are free, and gives them back in the end.

        Raises Cancelled while it waits, so that a cancel need not see one large picture after another decoded.
        """
        if self._ask is not None:
            if wanted_bytes > self._share_bytes:
                self._ask(wanted_bytes)
            yield
            return
        wanted = min(wanted_bytes, self._total)
        with self._turnstile, self._changed:
            while not self._changed.wait_for(lambda: self._free >= wanted, CANCEL_LOOK_S):
                if cancel is not None and cancel.cancelled:
                    raise Cancelled
            self._free -= wanted
        try:
            yield
        finally:
            with self._changed:
                self._free += wanted
                self._changed.notify_all()


def keep_freed() -> None:
    """Before a network works on the CPU: each of its layers frees megabytes that the next one asks for, and the system
    would take them back and hand them out again, page by page, emptied.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):  # other systems have no mallopt
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, MAPPED_FROM_BYTES)
        mallopt(M_TRIM_THRESHOLD, KEPT_FREE_BYTES)


def _trim() -> None:
    """Decoders free a large picture in many small pieces, which glibc would keep for the thread that had them."""
    with contextlib.suppress(OSError, AttributeError, TypeError):  # other systems have no malloc_trim
        ctypes.CDLL(None).malloc_trim(0)


memory = MemoryBudget(MEMORY_LIMIT_BYTES)
