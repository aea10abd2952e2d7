"""How long the rest will take at one's own pace."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

REMEMBERED = 30
FEWEST = 3
PAUSE_S = 120.0  # whoever does nothing for so long does something else


class Pace:
    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._last_s: float | None = None
        self._took_s: deque[float] = deque(maxlen=REMEMBERED)

    def decided(self) -> None:
        """A group was decided just now."""
        now_s = self._now_s()
        if self._last_s is not None and now_s - self._last_s <= PAUSE_S:
            self._took_s.append(now_s - self._last_s)
        self._last_s = now_s

    def left_s(self, groups: int) -> float | None:
        """For so many groups; None until a few have been decided. One that took long weighs as any other."""
        if len(self._took_s) < FEWEST:
            return None
        ordered = sorted(self._took_s)
        # the mean without the slowest tenth: a look at the telephone is no group
        kept = ordered[: max(len(ordered) - len(ordered) // 10, FEWEST)]
        return groups * sum(kept) / len(kept)
